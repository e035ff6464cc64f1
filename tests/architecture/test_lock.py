"""The lock file: what a stranger's machine will fetch, and from where."""

from __future__ import annotations

import re
import tomllib

from tests.architecture.source import ROOT

LOCK = (ROOT / "uv.lock").read_text(encoding="utf-8")


def test_the_lock_file_holds_the_public_index_and_no_other_address() -> None:
    addresses = set(re.findall(r"\b([a-z][a-z0-9+.-]*://[^/\"\s]*)", LOCK))
    assert addresses == {"https://pypi.org", "https://files.pythonhosted.org"}


def test_every_file_in_the_lock_has_its_hash() -> None:
    for package in tomllib.loads(LOCK)["package"]:
        for held in (*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else [])):
            assert held["hash"].startswith("sha256:"), package["name"]


def test_the_window_library_is_the_one_that_runs_on_older_desktops() -> None:
    versions = {package["name"]: package.get("version") for package in tomllib.loads(LOCK)["package"]}
    assert versions["pyside6-essentials"] == "6.9.3"
    assert not {"pyside6", "opencv-python"} & set(versions), "a second Qt, or 450 MB nobody uses"


def test_system_packages_are_listed_once_in_order() -> None:
    listed = (ROOT / "installer" / "packages-debian.txt").read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed))
