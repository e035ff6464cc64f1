"""Packages are proved as a site would use them: installed on a machine that has nothing of ours, a morning rehearsed,
a form printed, removed; what people made stays, nothing else does.

The Windows package is installed by Wine, on a drive made for it; the Debian one in a bare Debian made for it, which
needs root and a package mirror.
"""

from __future__ import annotations

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

_MORNING: Final = ("rehearse", "--candidates", "24", "--rooms", "2", "--seed", "7")
_WINDOW: Final = "from desktop.ui.app import application; application()"
_WINE: Final = "/usr/lib/wine/wine64"
_PATIENCE: Final = 900


class NotProved(CannotPackage):
    """What did not hold."""


def prove_windows(installer: Path) -> list[str]:
    """What was seen to hold of an installer, a line each. Raises NotProved."""
    with tempfile.TemporaryDirectory(prefix="kaodian-windows-") as name:
        drive = Path(name) / "prefix" / "drive_c"
        wine = _Wine(Path(name) / "prefix")
        try:
            wine.run("wineboot", "-i")
            wine.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
            return _on_windows(wine, drive, installer)
        finally:
            wine.stop()


def _on_windows(wine: _Wine, drive: Path, installer: Path) -> list[str]:
    folder = drive / "Program Files" / "Kaodian"
    command = r"C:\Program Files\Kaodian\kaodian.cmd"
    wine.run(str(installer), "/S")
    _hold((folder / "kaodian.cmd").is_file(), "the silent installer left no kaodian.cmd")
    helped = wine.run("cmd", "/c", command, "--help")
    _hold("考点" in helped, "kaodian.cmd --help does not answer in Chinese")
    home = ("--home", r"C:\morning")
    rehearsed = wine.run("cmd", "/c", command, *home, *_MORNING)
    _hold((drive / "morning").is_dir(), "the rehearsal left no home: " + rehearsed[-300:])
    kept = sum(1 for path in (drive / "morning").rglob("*") if path.is_file())
    wine.run(str(installer), "/S")  # over itself, as an update does
    _hold((folder / "app").is_dir(), "the second installation left no program")
    wine.run(r"C:\Program Files\Kaodian\uninstall.exe", "/S", r"_?=C:\Program Files\Kaodian")
    left = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    _hold(left in ([], ["uninstall.exe"]), f"the uninstaller left {', '.join(left)}")
    after = sum(1 for path in (drive / "morning").rglob("*") if path.is_file())
    _hold(after == kept, "the uninstaller touched a home")
    return [
        f"installed by {installer.name} /S, then once more over itself",
        "kaodian.cmd --help answered in Chinese",
        f"a rehearsed morning: {rehearsed.strip().splitlines()[-1]}",
        "removed; the home stayed as it was",
    ]


class _Wine:
    def __init__(self, prefix: Path) -> None:
        self._environment = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LC_ALL": "C.UTF-8",
        }

    def run(self, *words: str) -> str:
        return _ran([_WINE, *words], self._environment)

    def stop(self) -> None:
        subprocess.run(["/usr/lib/wine/wineserver", "-k", "-w"], env=self._environment, check=False)


def prove_debian(package: Path) -> list[str]:
    """What was seen to hold of a .deb, a line each. Raises NotProved."""
    with bare_debian() as root:
        shutil.copyfile(package, root / "tmp" / package.name)
        _inside(root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{package.name}")
        helped = _inside(root, "kaodian", "--help")
        _hold("考点" in helped, "kaodian --help does not answer in Chinese")
        rehearsed = _inside(root, "kaodian", "--home", "/srv/morning", *_MORNING)
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
