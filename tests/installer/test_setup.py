"""Set-up on a bare machine, played with stand-ins for the tools it calls: what it asks for, and what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = ("sh", "cat", "cut", "dirname", "grep", "id", "mktemp", "rm", "sha256sum", "tail", "printf")

READ = (
    "uv.lock",
    "pyproject.toml",
    "installer/packages-debian.txt",
    "installer/setup.sh",
    "installer/windows-python.txt",
    "installer/forwarder.py",
)


class Machine:
    """A copy of what set-up reads, and a PATH that holds nothing but stand-ins."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.bin, self.calls = folder / "project", folder / "bin", folder / "calls"
        (self.folder / "installer").mkdir(parents=True)
        self.bin.mkdir()
        for name in READ:
            shutil.copy(root / name, self.folder / name)
        for name in TOOLS:
            (self.bin / name).symlink_to(shutil.which(name) or f"/bin/{name}")
        self.packages = (root / "installer" / "packages-debian.txt").read_text(encoding="utf-8").split()
        self.says("python3", "exit 0")
        self.says("wine64", "exit 0")
        self.says("wineserver", "exit 0")

    def says(self, tool: str, body: str) -> None:
        """Put a stand-in there; each call of it is written down."""
        path = self.bin / tool
        path.unlink(missing_ok=True)
        path.write_text(f'#!/bin/sh\necho "{tool} $*" >>{self.calls}\n{body}\n', encoding="utf-8")
        path.chmod(0o755)

    def debian(self, missing: str = "") -> None:
        """dpkg-query that lacks one package, and apt-get that can be had."""
        body = f"""
for given; do case "$given" in -*) ;; *)
    if [ "$given" = '{missing}' ]; then lacks=1; else echo installed; fi ;;
esac; done
exit ${{lacks:-0}}"""
        self.says("dpkg-query", body)
        self.says("apt-get", "exit 0")

    def uv(self) -> None:
        self.says("uv", "mkdir -p .venv/bin build/windows/python; : >.venv/bin/python; chmod +x .venv/bin/python")
        for name in ("mkdir", "chmod"):
            (self.bin / name).symlink_to(shutil.which(name) or f"/bin/{name}")

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.bin / "sh"), "installer/setup.sh"],
            cwd=self.folder,
            env={"PATH": str(self.bin), "HOME": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def called(self, tool: str) -> list[str]:
        if not self.calls.exists():
            return []
        return [line for line in self.calls.read_text(encoding="utf-8").splitlines() if line.startswith(f"{tool} ")]


@pytest.fixture
def machine(tmp_path: Path, root: Path) -> Machine:
    return Machine(tmp_path, root)


def test_without_root_the_exact_command_is_given_and_nothing_is_changed(machine: Machine) -> None:
    machine.debian(missing="xvfb")
    machine.says("id", "echo 1000")
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends xvfb'" in ran.stderr
    assert not machine.called("apt-get")
    assert not (machine.folder / ".venv").exists()


def test_with_root_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.debian(missing="xvfb")
    machine.says("id", "echo 0")
    machine.uv()
    ran = machine.set_up()
    assert ran.returncode == 0, ran.stderr
    assert machine.called("apt-get") == ["apt-get update", "apt-get install -y --no-install-recommends xvfb"]
    assert "uv sync --frozen --quiet --compile-bytecode" in machine.called("uv")


def test_a_ready_machine_is_left_alone(machine: Machine) -> None:
    machine.debian()
    machine.uv()
    assert machine.set_up().returncode == 0
    machine.calls.unlink()
    assert machine.set_up().returncode == 0
    assert not machine.called("uv")
    assert not machine.called("apt-get")


def test_another_lock_file_is_installed_anew(machine: Machine) -> None:
    machine.debian()
    machine.uv()
    machine.set_up()
    machine.calls.unlink()
    with (machine.folder / "uv.lock").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert machine.set_up().returncode == 0
    assert "uv sync --frozen --quiet --compile-bytecode" in machine.called("uv")


def test_a_package_that_was_removed_is_noticed(machine: Machine) -> None:
    machine.debian()
    machine.uv()
    machine.set_up()
    machine.debian(missing="xdotool")
    machine.says("id", "echo 1000")
    assert machine.set_up().returncode == 1


def test_apt_that_fails_is_told_with_its_last_words(machine: Machine) -> None:
    machine.debian(missing="xvfb")
    machine.says("id", "echo 0")
    machine.says("apt-get", "echo 'no space left on device'; exit 100")
    machine.says("apt-cache", "exit 0")
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "no space left on device" in ran.stderr
    assert "apt could not install them" in ran.stderr


def test_a_system_that_is_no_debian_is_told_what_to_do(machine: Machine) -> None:
    machine.uv()
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "KAODIAN_SKIP_SYSTEM=1" in ran.stderr
    assert machine.set_up(KAODIAN_SKIP_SYSTEM="1").returncode == 0


def test_a_package_apt_does_not_know_is_named(machine: Machine) -> None:
    machine.debian(missing="wine64")
    machine.says("id", "echo 0")
    machine.says("apt-get", "exit 100")
    machine.says("apt-cache", "exit 100")
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "apt knows no package named wine64. They are all in the main part of Debian 12" in ran.stderr


def test_a_windows_python_is_brought_with_the_wheels_of_the_lock_and_once(machine: Machine) -> None:
    machine.debian()
    machine.uv()
    assert machine.set_up().returncode == 0
    asked = [call for call in machine.called("uv") if "--target build/windows/" in call]
    assert len(asked) == 2
    assert all("--require-hashes" in call and "--no-deps" in call for call in asked)
    assert "-r installer/windows-python.txt" in asked[0]
    assert "--python-platform x86_64-pc-windows-msvc --python-version 3.11" in asked[1]
    path = (machine.folder / "build/windows/python/python311._pth").read_bytes()
    assert path.split(b"\r\n") == [b"python311.zip", b".", b"..\\packages", b"..\\..\\..", b"import site", b""]
    assert machine.called("wine64")[0] == "wine64 wineboot -i"
    machine.calls.unlink()
    assert machine.set_up().returncode == 0
    assert not machine.called("uv")
    assert not machine.called("wine64")


def test_wine_that_fails_is_told_and_tried_again(machine: Machine) -> None:
    machine.debian()
    machine.uv()
    machine.says("wine64", "echo 'no such drive'; exit 1")
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "no such drive" in ran.stderr
    assert "Wine could not make a Windows drive" in ran.stderr
    machine.says("wine64", "exit 0")
    assert machine.set_up().returncode == 0


def test_another_python_is_refused_in_a_sentence(machine: Machine) -> None:
    machine.debian()
    machine.says("python3", "exit 1")
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "Python 3.11 is needed" in ran.stderr


def test_the_gate_calls_make_test_and_help_lists_every_target(root: Path) -> None:
    assert re.search(r"^exec make test$", (root / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert os.access(root / ".ci" / "run", os.X_OK)
    assert os.access(root / "installer" / "setup.sh", os.X_OK)
    text = (root / "Makefile").read_text(encoding="utf-8")
    targets = {t for line in re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE) for t in line.split()}
    told = set(re.findall(r"^([a-z]+):.*## \S", text, re.MULTILINE))
    assert targets == told
    assert {"run", "test", "check", "bench", "fuzz", "help"} <= told
