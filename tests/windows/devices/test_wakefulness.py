from __future__ import annotations

from tests.helpers.windows import Windows

# Each call says what held before it.
KEEP = """
from desktop.devices.wakefulness import _CONTINUOUS, _set_state, find_wakefulness
kept = find_wakefulness()
kept.keep(True)
first = _set_state(_CONTINUOUS | 3)
kept.keep(False)
print(hex(first), hex(_set_state(_CONTINUOUS)))
"""


def test_the_computer_and_its_screen_stay_awake_as_long_as_it_is_said(windows: Windows) -> None:
    told = windows.python("-c", KEEP)
    assert told.stdout.split() == ["0x80000003", "0x80000000"], told.stderr
