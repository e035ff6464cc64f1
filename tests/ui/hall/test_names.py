"""The hall clock's windows by name, for whoever cannot see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ui.hall.conftest import HALL_SCREEN, Beside
from tests.ui.look.test_names import controls, nameless


@pytest.mark.qt_log_ignore("does not support raise")
def test_every_control_of_the_hall_clock_and_of_its_operators_side_has_a_name(beside: Callable[..., Beside]) -> None:
    out = beside(other=HALL_SCREEN)
    out.open()
    out.hands.key("F8")
    out.qtbot.waitUntil(lambda: out.hall.panel is not None and out.panel.isVisible())
    assert controls(out.hall.window)
    assert controls(out.panel)
    assert not nameless(out.hall.window)
    assert not nameless(out.panel)
