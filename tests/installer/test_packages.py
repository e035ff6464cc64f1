"""Packages: what goes in, and what stops one from being made. That they install is proved by `make packages`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.packages import staging, windows
from installer.packages.debian import control
from installer.packages.licences import licence_list
from installer.packages.staging import CannotPackage

SIGNED = staging.ROOT / "build" / "windows" / "python"
"""Where set-up puts Windows' own Python."""


def _tree(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_of_qt_only_what_is_named_is_kept_and_a_name_too_many_stops(tmp_path: Path) -> None:
    folder = _tree(tmp_path / "PySide6", "QtCore.pyd", "QtQml.pyd", "qml/a/b.dll")
    staging.keep(folder, ["QtCore.*"])
    assert _names(folder) == {"QtCore.pyd"}
    assert not (folder / "qml").exists()
    with pytest.raises(CannotPackage, match="QtMoved"):
        staging.keep(folder, ["QtCore.*", "QtMoved.pyd"])


def test_what_is_removed_spares_what_is_excepted(tmp_path: Path) -> None:
    folder = _tree(tmp_path, "babel/locale-data/zh_Hans.dat", "babel/locale-data/fr.dat", "numpy/tests/x.py", "a.py")
    staging.remove(folder, ["babel/locale-data/*", "!babel/locale-data/zh*.dat", "*/tests/*"])
    assert _names(folder) == {"babel/locale-data/zh_Hans.dat", "a.py"}


def test_every_qt_part_the_program_imports_is_kept() -> None:
    imported = subprocess.run(
        ["git", "grep", "-hoE", r"from PySide6\.Qt[A-Za-z]+", "--", "desktop"],
        cwd=staging.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    parts = {word.removeprefix("PySide6.") for word in imported if word.startswith("PySide6.")}
    assert {"QtCore", "QtWidgets"} <= parts
    for kind, end in (("windows", "pyd"), ("debian", "abi3.so")):
        kept = staging.lines_of(staging.DATA / f"kept-{kind}.txt")
        assert {f"{part}.{end}" for part in parts} <= set(kept)


def test_the_program_is_staged_without_what_makes_or_tests_it_and_with_every_font(tmp_path: Path) -> None:
    staging.stage_program(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(staging.PROGRAM)
    fonts = {path.name for path in (tmp_path / "resources" / "fonts").glob("*.ttf")}
    assert {"NotoSansSC-Regular.ttf", "HanaMinB.ttf", "LXGWWenKai-Regular.ttf"} <= fonts
    staging.settle(tmp_path)
    assert len({path.stat().st_mtime for path in tmp_path.rglob("*")}) == 1


def test_a_part_without_a_licence_of_its_own_is_told_as_such(tmp_path: Path) -> None:
    for name, said in (("Alpha", "License-Expression: MIT"), ("Beta", "Summary: none")):
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1\n{said}\n", encoding="utf-8")
    told = licence_list(tmp_path, (("CPython", "3.11.9", "PSF-2.0"),))
    rows = {line.split()[0]: line for line in told.splitlines() if line}
    assert rows["Alpha"].endswith("MIT")
    assert rows["Beta"].endswith("see its folder")
    assert rows["CPython"].endswith("PSF-2.0")


def test_what_the_system_must_bring_is_told_in_dpkgs_own_form(tmp_path: Path) -> None:
    file = tmp_path / "control"
    file.write_text(control(12_345, "amd64"), encoding="utf-8")
    for field, expected in (("Package", "kaodian"), ("Installed-Size", "12345"), ("Architecture", "amd64")):
        assert _field(file, field) == expected
    assert "python3 (>= 3.11)" in _field(file, "Depends").split(", ")
    assert "pcscd" in _field(file, "Recommends").split(", ")


def _field(control_file: Path, name: str) -> str:
    """What dpkg itself reads there."""
    folder = control_file.parent / "package"
    (folder / "DEBIAN").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(control_file, folder / "DEBIAN" / "control")
    package = control_file.parent / "package.deb"
    subprocess.run(["dpkg-deb", "-Znone", "--build", str(folder), str(package)], check=True, capture_output=True)
    told = subprocess.run(["dpkg-deb", "-f", str(package), name], check=True, capture_output=True, text=True)
    return told.stdout.strip()


def test_a_library_that_neither_lies_in_the_package_nor_belongs_to_windows_is_named(tmp_path: Path) -> None:
    for name in ("python", "site/PySide6", "site/shiboken6", "site/part"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copyfile(SIGNED / "_ssl.pyd", tmp_path / "site" / "part" / "_ssl.pyd")
    missing = windows.missing_libraries(tmp_path)
    assert "site/part/_ssl.pyd: libssl-3.dll" in missing
    for file in SIGNED.glob("*.dll"):
        shutil.copyfile(file, tmp_path / "python" / file.name)
    assert windows.missing_libraries(tmp_path) == []


def test_the_mark_is_drawn_in_every_size_windows_asks_for() -> None:
    import io

    from PIL import Image

    with Image.open(io.BytesIO(windows.icon())) as picture:
        assert picture.info["sizes"] == {(edge, edge) for edge in (16, 24, 32, 48, 64, 256)}
        assert picture.convert("RGBA").getpixel((8, 128)) == (14, 90, 138, 255)
