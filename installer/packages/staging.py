"""What every package holds: the program, its fonts, the locked wheels thinned to what is used, all of it compiled."""

from __future__ import annotations

import compileall
import fnmatch
import hashlib
import os
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = Path(__file__).resolve().parent
PROGRAM: Final = ("desktop", "forms", "resources", "LICENSE", "CHANGELOG.md")
"""What of the repository is the program; everything else makes or tests it."""
_SYSTEM_FONTS: Final = Path("/usr/share/fonts/truetype")
_QT: Final = "PySide6"


class CannotPackage(Exception):
    """Why there is no package: a sentence for the person who called."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine: its name here, the tag wheels bear (`uv pip install --python-platform`), and whether wheels
    may be built for it on this machine."""

    name: str
    wheels: str
    may_build: bool


WINDOWS: Final = Platform("windows", "x86_64-pc-windows-msvc", may_build=False)
DEBIAN: Final = Platform("debian", "", may_build=True)


def told(command: list[str], cwd: Path = ROOT) -> str:
    """What a tool says. Raises CannotPackage with its last lines when it fails or is not there."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotPackage(f"{command[0]} cannot be started: {error.strerror}") from error
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()[-12:]
        raise CannotPackage(f"{' '.join(command[:3])} failed ({done.returncode}):\n" + "\n".join(lines))
    return done.stdout


def stage_program(folder: Path) -> None:
    """The tracked files of the program into `folder`, with the fonts that the repository does not hold."""
    listed = told(["git", "ls-files", "-z", "--", *PROGRAM]).split("\0")
    for name in filter(None, listed):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    _stage_fonts(folder / "resources" / "fonts")


def _stage_fonts(folder: Path) -> None:
    for line in (folder / "SHA256SUMS.optional").read_text(encoding="utf-8").splitlines():
        wanted, name = line.split()
        found = next(_SYSTEM_FONTS.rglob(name), None)
        if found is None:
            raise CannotPackage(f"{name} is not installed; resources/fonts/README.md says which package has it")
        data = found.read_bytes()
        if hashlib.sha256(data).hexdigest() != wanted:
            raise CannotPackage(f"{found} is not the version of SHA256SUMS.optional: look at it, then change the sum")
        (folder / name).write_bytes(data)


def stage_wheels(folder: Path, platform: Platform) -> None:
    """The locked packages the program needs, without those for developing, thinned by kept-<platform>.txt."""
    uv = [shutil.which("uv") or sys.executable, *([] if shutil.which("uv") else ["-m", "uv"])]
    folder.mkdir(parents=True)
    wanted = folder / "requirements.txt"
    told([*uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--quiet", "-o", str(wanted)])
    command = [*uv, "pip", "install", "--require-hashes", "--target", str(folder), "-r", str(wanted)]
    command += ["--python-version", "3.11", "--link-mode", "copy", "--quiet"]
    command += ["--python-platform", platform.wheels] if platform.wheels else []
    told(command if platform.may_build else [*command, "--no-build"])
    wanted.unlink()
    for name in ("bin", "Scripts", ".lock", ".gitignore", "CACHEDIR.TAG"):
        target = folder / name
        shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    keep(folder / _QT, lines_of(DATA / f"kept-{platform.name}.txt"))
    remove(folder, lines_of(DATA / "removed.txt"))


def lines_of(file: Path) -> list[str]:
    """The lines of a list: without comments and empty ones."""
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def keep(folder: Path, patterns: list[str]) -> None:
    """Remove what no pattern names. A pattern that names nothing is an error: Qt has moved something."""
    used: set[str] = set()
    for name, file in _files(folder):
        hits = {pattern for pattern in patterns if fnmatch.fnmatchcase(name, pattern)}
        used |= hits
        if not hits:
            file.unlink()
    if unused := [pattern for pattern in patterns if pattern not in used]:
        raise CannotPackage(f"of {folder.name} nothing is named {', '.join(unused)}: mend the list of what is kept")
    _empty_away(folder)


def remove(folder: Path, patterns: list[str]) -> None:
    """Remove what a pattern names; `!` before a pattern keeps what it names all the same."""
    kept = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    for name, file in _files(folder):
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns) and not any(
            fnmatch.fnmatchcase(name, pattern) for pattern in kept
        ):
            file.unlink()
    _empty_away(folder)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _empty_away(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def compile_all(folder: Path) -> None:
    """Compile every module by the sources' content: the same files whenever they are made, and no writing at a desk."""
    for cache in folder.rglob("__pycache__"):
        shutil.rmtree(cache)
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(folder, quiet=1, stripdir=str(folder), invalidation_mode=mode, workers=0):
        raise CannotPackage(f"not everything in {folder} could be compiled; the lines above name it")


def settle(folder: Path) -> None:
    """Give every file the time of the last commit and a plain mode, so that the same commit makes the same package."""
    when = int(told(["git", "log", "-1", "--format=%ct"]))
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)
