"""Windows' own Python under Wine: what `make setup` put into build/windows, started on a drive of the run's own.

Wine's ways that are not Windows': standard output must be a pipe (it is, here); a path of this machine is Z:\\ and the
path; the whole environment of whoever starts it goes through, except PATH, HOME and the places for temporary files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "build" / "windows"
"""By installer/setup.sh: python/ (the interpreter, which finds packages/ and the project), packages/, drive/."""
_PLACES = f"{os.environ.get('PATH', os.defpath)}:/usr/lib/wine"


@dataclass(frozen=True)
class Windows:
    """A drive, a registry and the programs that run on them. `environment` is what every program is given."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def drive(self) -> Path:
        """What Windows calls C:\\."""
        return self.folder / "drive_c"

    def path(self, path: Path) -> str:
        """A path of this machine, as Windows says it."""
        return f"Z:{path.absolute()}".replace("/", "\\")

    def run(
        self, *command: str, env: Mapping[str, str] | None = None, stdin: str = "", timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """A program of Windows until it ends. Output that is no UTF-8 shows its bytes as \\xNN; lines end in \\n."""
        return subprocess.run(
            [_tool("wine64", "wine"), *command],
            env={**self.environment, **(env or {})},
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            timeout=timeout,
            check=False,
        )

    def start_python(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Windows' Python, running; all three of its streams are pipes of UTF-8."""
        return subprocess.Popen(
            [_tool("wine64", "wine"), self.path(MADE / "python" / "python.exe"), *arguments],
            env={**self.environment, **(env or {})},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="backslashreplace",
        )

    def python(
        self, *arguments: str, env: Mapping[str, str] | None = None, stdin: str = "", timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Windows' Python: `-c`, `-m desktop`, `-m pytest` … as on a command line. It reads no PYTHON… variable (the
        embeddable interpreter's way): say `-X utf8` where UTF-8 is meant."""
        return self.run(self.path(MADE / "python" / "python.exe"), *arguments, env=env, stdin=stdin, timeout=timeout)


@contextmanager
def windows_drive(folder: Path) -> Iterator[Windows]:
    """A Windows in `folder`, copied from the one set-up made; its programs are ended and it is gone afterwards."""
    assert (MADE / ".ready").is_file(), "there is no Windows Python: run `make setup`"
    drive, home = folder / "drive", folder / "home"
    home.mkdir(parents=True)
    shutil.copytree(MADE / "drive", drive, symlinks=True, copy_function=_linked)
    _own_folders(drive / "drive_c" / "users")
    running = Windows(drive, _environment(drive, home))
    try:
        yield running
    finally:
        for word in ("-k", "-w"):
            subprocess.run(
                [_tool("wineserver"), word], env=running.environment, capture_output=True, timeout=30, check=False
            )
        _forget_socket(drive / "wineserver")
        shutil.rmtree(folder, ignore_errors=True)


def _environment(drive: Path, home: Path) -> dict[str, str]:
    # No display: what wants a window fails instead of showing one. Not the variables of whoever runs the tests.
    kept = {"TMPDIR", "USER", "LOGNAME", "SSL_CERT_FILE"}
    return {
        **{name: value for name, value in os.environ.items() if name in kept},
        "PATH": _PLACES,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "WINEPREFIX": str(drive),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


def _forget_socket(note: Path) -> None:
    """Debian's Wine notes in its drive in which folder of /tmp its server's socket is, and leaves the folder there."""
    name = note.read_text(encoding="ascii").strip() if note.is_file() else ""
    if name.startswith("wine-"):
        shutil.rmtree(Path("/tmp", name), ignore_errors=True)


def _linked(source: str, target: str) -> None:
    """Libraries are linked, not copied: no program changes them, and they are 700 MB. All else is a copy."""
    if Path(source).suffix.lower() in {".dll", ".exe", ".drv", ".sys", ".ocx", ".ax", ".acm", ".cpl", ".tlb", ".nls"}:
        try:
            os.link(source, target)
            return
        except OSError:
            pass  # another disk
    shutil.copy2(source, target)


def _own_folders(users: Path) -> None:
    """Documents, Desktop and their like are folders here, not those of whoever runs the tests."""
    for link in [path for path in users.rglob("*") if path.is_symlink()]:
        link.unlink()
        link.mkdir()


def _tool(*names: str) -> str:
    for name in names:
        found = shutil.which(name, path=_PLACES)
        if found:
            return found
    raise FileNotFoundError(f"{names[0]} of Wine is not installed: run `make setup`")


if __name__ == "__main__":  # python -m tests.helpers.windows -m desktop …: by hand
    import tempfile

    with windows_drive(Path(tempfile.mkdtemp(prefix="windows-"))) as once:
        ended = once.python(*sys.argv[1:], timeout=3600)
        sys.stdout.write(ended.stdout)
        sys.stderr.write(ended.stderr)
    sys.exit(ended.returncode)
