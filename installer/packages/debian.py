"""The Debian package: a virtual environment of the system's own Python 3.11, with the program beside it.

    /usr/lib/kaodian/bin/python3   the system's, by pyvenv.cfg; nothing of other programs or of a person is imported
    /usr/lib/kaodian/lib/...       the locked wheels, and kaodian.pth that names the program's folder
    /usr/lib/kaodian/app           the program
    /usr/bin/kaodian               the command; the menu's entry calls it without arguments

For Debian 12 and what is built on it with Python 3.11. debian-depends.txt says what the system must bring.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from pathlib import Path
from typing import Final

from desktop.version import __version__
from installer.packages.licences import licence_list
from installer.packages.staging import (
    DATA,
    DEBIAN,
    ROOT,
    compile_all,
    lines_of,
    settle,
    stage_program,
    stage_wheels,
    told,
)

_LIB: Final = "usr/lib/kaodian"
_VENV: Final = "home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11\n"
_COMMAND: Final = '#!/bin/sh\nexec /usr/lib/kaodian/bin/python3 -I -m desktop "$@"\n'
_MENU: Final = """[Desktop Entry]
Type=Application
Name=Kaodian
Name[zh_CN]=考点
Comment=Runs the exam morning at a certification site
Comment[zh_CN]=考试当天的全部工作
Exec=kaodian
Icon=kaodian
Terminal=false
Categories=Education;Office;
StartupWMClass=Kaodian
"""
_WISHED: Final = "recommends "
_CONTROL: Final = """Package: kaodian
Version: {version}
Architecture: {architecture}
Maintainer: Kaodian <packages@kaodian.invalid>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: education
Priority: optional
Description: runs the exam morning at a vocational-skill certification site
 Identity checks at the doors, the protocol minute by minute, hand-overs of
 sealed papers, seat labels and all other forms, and a record that cannot be
 altered unseen. Every desk works without a network.
"""


def debian_package(out: Path) -> Path:
    """Make the package in `out`. Raises CannotPackage."""
    architecture = told(["dpkg", "--print-architecture"]).strip()
    target = out / f"kaodian_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="kaodian-package-") as name:
        folder = Path(name) / "kaodian"
        stage_debian(folder)
        size = sum(path.lstat().st_size for path in folder.rglob("*")) // 1024
        _put(folder / "DEBIAN" / "control", control(size, architecture))
        settle(folder)
        told(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(folder), str(target)])
    return target


def stage_debian(folder: Path) -> None:
    """Everything that will lie on the system, below `folder` as its root."""
    lib = folder / _LIB
    stage_program(lib / "app")
    packages = lib / "lib" / "python3.11" / "site-packages"
    stage_wheels(packages, DEBIAN)
    (packages / "kaodian.pth").write_text("/usr/lib/kaodian/app\n", encoding="ascii")
    compile_all(lib / "app")
    compile_all(packages)
    (lib / "pyvenv.cfg").write_text(_VENV, encoding="ascii")
    (lib / "bin").mkdir()
    (lib / "bin" / "python3").symlink_to("/usr/bin/python3.11")
    _put(folder / "usr/bin/kaodian", _COMMAND, 0o755)
    _put(folder / "usr/share/applications/kaodian.desktop", _MENU)
    mark = folder / "usr/share/icons/hicolor/scalable/apps/kaodian.svg"
    mark.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources" / "icons" / "kaodian.svg", mark)
    papers = folder / "usr/share/doc/kaodian"
    _put(papers / "copyright", licence_list(packages) + "\n" + (ROOT / "LICENSE").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (papers / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))


def _put(file: Path, text: str, mode: int = 0o644) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def control(size: int, architecture: str) -> str:
    """What dpkg is told of the package; `size` in KiB."""
    listed = lines_of(DATA / "debian-depends.txt")
    return _CONTROL.format(
        version=__version__,
        architecture=architecture,
        size=size,
        depends=", ".join(line for line in listed if not line.startswith(_WISHED)),
        recommends=", ".join(line.removeprefix(_WISHED) for line in listed if line.startswith(_WISHED)),
    )
