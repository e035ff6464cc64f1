"""What one desk knows of the others: when each last wrote, and which door has been quiet while people come in."""

from __future__ import annotations

from pathlib import Path

from desktop.operations.boards.control import ControlBoard
from desktop.operations.exchange import merge
from tests.helpers.homes import enrolled, published_plan
from tests.operations.test_desks import Site
from tests.operations.test_exchange import admit, entries


def test_other_desks_stand_with_their_last_entry_and_a_quiet_door_is_named(tmp_path: Path) -> None:
    published = published_plan()
    with (
        enrolled(tmp_path / "a", "control", "主考台", published) as control,
        enrolled(tmp_path / "b", "door", "01 门", published) as first,
        enrolled(tmp_path / "c", "door", "02 门", published) as second,
    ):
        site = Site(control)

        def board(at: str) -> ControlBoard:
            control.clock.set(at)
            site.session.refresh()
            assert isinstance(site.screen.last, ControlBoard)
            return site.screen.last

        control.clock.set("8:00")
        site.open("control", site.duty("chief"))
        alone = board("8:06")
        assert not any("desks" in dot.text for dot in alone.top.dots), "nothing is made up of desks never heard of"
        admit(first, 1, "8:08")
        admit(second, 2, "8:16")
        for desk in (first, second):
            merge(control.record, control.home.entries, entries(desk))

        shown = board("8:16:30")
        assert [dot.text for dot in shown.top.dots][:1] == ["2 desks · last 08:16"]
        listed = next(one for one in shown.lists if one.id == "stations")
        assert listed.open == 0
        assert [(row.time, row.title) for row in listed.rows] == [
            ("08:08", "01 门 · Door desk"),
            ("08:16", "02 门 · Door desk"),
        ]

        shown = board("8:19")
        assert "01 门 quiet for 11 min" in [dot.text for dot in shown.top.dots]
        listed = next(one for one in shown.lists if one.id == "stations")
        assert (listed.open, listed.rows[0].state, listed.rows[0].tone) == (1, "quiet", "warn")

        shown = board("9:40")
        assert not any("quiet" in dot.text for dot in shown.top.dots), "after the late cut-off nobody comes in"
