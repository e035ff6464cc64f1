"""The command line where Windows differs: code pages, the null device, pipes, open files; and those tests of other
folders that only Windows can fail."""

from __future__ import annotations

import json

from tests.helpers.windows import Windows

# In one process of Windows, each a process of its own of ours: NUL as standard input, and a reader that goes away.
STREAMS = """
import json, subprocess, sys
ours = [sys.executable, "-m", "desktop"]
quiet = subprocess.run([*ours, "record", "show"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
left = subprocess.Popen([*ours, "act", "--list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
left.stdout.close()
complaint = left.stderr.read()
print(json.dumps([quiet.returncode, quiet.stderr.decode(), left.wait(), complaint.decode()]))
"""

ONLY_HERE = [
    "tests/test_paths.py",
    "tests/exchange/test_reasons.py",
    "tests/store/test_home.py::test_a_home_that_is_being_made_too_long_is_a_sentence",
    "tests/store/test_home.py::test_only_a_home_without_a_plan_that_nobody_has_open_is_taken_away",
]


def test_what_goes_into_a_pipe_or_a_file_is_utf8_whatever_the_code_page(windows: Windows) -> None:
    helped = windows.python("-m", "desktop", "--help")
    assert helped.returncode == 0
    assert helped.stdout.startswith("考点 Kaodian")
    wrong = windows.python("-m", "desktop", "read-id", "𬭎")
    assert wrong.returncode == 2
    assert "𬭎" in wrong.stderr


def test_nobody_is_asked_at_the_null_device_and_a_reader_that_goes_away_is_no_fault(windows: Windows) -> None:
    ran = windows.python("-c", STREAMS, env={"KAODIAN_HOME": r"C:\nobody"})
    assert ran.returncode == 0, ran.stderr
    asked, told, left, complaint = json.loads(ran.stdout)
    assert asked == 1
    assert "口令" in told
    assert (left, complaint) == (1, "")


def test_the_tests_that_only_windows_can_fail_pass_there(windows: Windows) -> None:
    ran = windows.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", r"C:\tests", *ONLY_HERE)
    assert ran.returncode == 0, ran.stdout
    assert "is open" not in ran.stdout, "the tests about open files were not skipped"
