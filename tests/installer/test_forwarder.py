"""A library made of names alone, as a Windows loads it and as the tool of the system reads it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from installer.forwarder import library


def test_every_name_leads_to_the_other_librarys(tmp_path: Path) -> None:
    """Exports are sorted by name (a loader looks for them by halving), each with its own target."""
    file = tmp_path / "ours.dll"
    file.write_bytes(library("ours.dll", {"Second": "kernel32.GetTickCount", "First": "advapi32.SystemFunction036"}))
    told = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True).stdout
    assert "pei-x86-64" in told
    assert told.index("First") < told.index("Second")
    lines = [line.split("Forwarder RVA -- ")[1] for line in told.splitlines() if "Forwarder RVA" in line]
    assert lines == ["advapi32.SystemFunction036", "kernel32.GetTickCount"]
