"""Packages are proved as a site would use them: installed on a machine that has nothing of ours, a morning rehearsed,
removed; what people made stays, nothing else does.

The Windows package is installed by Wine, on the drive its tests use; the Debian one in a bare Debian made for it, which
needs root and a package mirror.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.version import __version__
from installer.packages.staging import CannotPackage, told
from tests.helpers.windows import Windows, windows_drive

_MORNING: Final = ("rehearse", "--candidates", "24", "--rooms", "2", "--seed", "7", "--faults", "late-candidates")
_WINDOW: Final = "from desktop.ui.app import application; application()"
_COMMAND: Final = r"C:\Program Files\Kaodian\kaodian.cmd"
_PATIENCE: Final = 900


class NotProved(CannotPackage):
    """What did not hold."""


def prove_windows(installer: Path) -> list[str]:
    """What was seen to hold of an installer, a line each. Raises NotProved."""
    with tempfile.TemporaryDirectory(prefix="kaodian-windows-") as name, windows_drive(Path(name) / "w") as windows:
        setup, folder = windows.path(installer), windows.drive / "Program Files" / "Kaodian"
        _answer(windows, setup, "/S")
        _hold((folder / "kaodian.cmd").is_file(), "the silent installer left no kaodian.cmd")
        helped = _answer(windows, "cmd", "/c", _COMMAND, "--help")
        _hold("考点" in helped, "kaodian.cmd --help does not answer in Chinese")
        # Wine hands on no variable whose name begins with QT_: it is set where Qt reads it.
        window = f"import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; {_WINDOW}"
        _answer(windows, r"C:\Program Files\Kaodian\python\python.exe", "-c", window)
        rehearsed = _answer(windows, "cmd", "/c", _COMMAND, *_MORNING, "-o", r"C:\morning")
        kept = _sums(windows.drive / "morning")
        _hold(bool(kept), "the rehearsal left no home")
        _answer(windows, setup, "/S")  # over itself, as an update does
        _hold((folder / "app").is_dir(), "the second installation left no program")
        # Without the last word it would go on from a copy of itself, and nobody could wait for it.
        _answer(windows, r"C:\Program Files\Kaodian\uninstall.exe", "/S", r"_?=C:\Program Files\Kaodian")
        left = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
        _hold(left in ([], ["uninstall.exe"]), f"the uninstaller left {', '.join(left)}")
        _hold(_sums(windows.drive / "morning") == kept, "the uninstaller touched a home")
    return [
        f"installed by {installer.name} /S, then once more over itself",
        "kaodian.cmd --help answered in Chinese; Qt starts from the thinned wheels",
        f"a rehearsed morning: {rehearsed.strip().splitlines()[-1]}",
        "removed; the home stayed as it was",
    ]


def _answer(windows: Windows, *command: str) -> str:
    done = windows.run(*command, timeout=_PATIENCE)
    if done.returncode:
        raise NotProved(f"{' '.join(command)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def _sums(home: Path) -> dict[str, str]:
    files = (path for path in home.rglob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def prove_debian(package: Path) -> list[str]:
    """What was seen to hold of a .deb, a line each. Raises NotProved."""
    with bare_debian() as root:
        shutil.copyfile(package, root / "tmp" / package.name)
        _inside(root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{package.name}")
        helped = _inside(root, "kaodian", "--help")
        _hold("考点" in helped, "kaodian --help does not answer in Chinese")
        rehearsed = _inside(root, "kaodian", *_MORNING, "-o", "/srv/morning")
        _hold((root / "srv" / "morning").is_dir(), "the rehearsal left no home")
        _inside(root, "env", "QT_QPA_PLATFORM=offscreen", "/usr/lib/kaodian/bin/python3", "-I", "-c", _WINDOW)
        _inside(root, "apt-get", "remove", "-y", "-qq", "kaodian")
        left = [path for path in ("usr/lib/kaodian", "usr/bin/kaodian") if (root / path).exists()]
        _hold(not left, f"removing left {', '.join(left)}")
        _hold((root / "srv" / "morning").is_dir(), "removing the package touched a home")
        return [
            f"installed {package.name} on a bare Debian 12",
            "kaodian --help answered in Chinese; Qt starts from the thinned wheels",
            f"a rehearsed morning: {rehearsed.strip().splitlines()[-1]}",
            "removed; the home stayed as it was",
        ]


@contextmanager
def bare_debian() -> Iterator[Path]:
    """The root of a new Debian 12 with nothing but apt, from the mirror this machine uses."""
    with tempfile.TemporaryDirectory(prefix="kaodian-debian-") as name:
        root = Path(name)
        told(["debootstrap", "--variant=minbase", "bookworm", str(root)])
        for file in ("/etc/apt/sources.list", "/etc/resolv.conf"):
            if Path(file).is_file():
                shutil.copyfile(file, root / file.lstrip("/"))
        for part in ("sources.list.d", "apt.conf.d", "auth.conf.d", "trusted.gpg.d"):
            shutil.copytree(f"/etc/apt/{part}", root / "etc/apt" / part, dirs_exist_ok=True)
        told(["mount", "-t", "proc", "proc", str(root / "proc")])
        try:
            _inside(root, "apt-get", "update", "-qq")
            yield root
        finally:
            told(["umount", str(root / "proc")])


def _inside(root: Path, *words: str) -> str:
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"}
    environment |= {"DEBIAN_FRONTEND": "noninteractive"}
    environment |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return _ran(["chroot", str(root), *words], environment)


def _ran(command: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_PATIENCE,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    if done.returncode:
        raise NotProved(f"{' '.join(command[1:4])} ended with {done.returncode}:\n{said[-2000:]}")
    return said


def _hold(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotProved(f"{__version__}: {otherwise}")
