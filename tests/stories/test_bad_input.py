"""What nobody planned for, against the running program: nothing lost, nothing stuck."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.stories.conftest import Open
from tests.stories.site import StorySite, story_plan

LONG = "阿卜杜热西提·买买提依明江" * 4 + "阿卜杜热西提·买"
PEOPLE = story_plan().candidates
EMPTY = replace(story_plan(), candidates=(), seats=())
LONG_NAME = replace(story_plan(), candidates=(replace(PEOPLE[0], name=LONG), *PEOPLE[1:]))


@pytest.mark.parametrize("site", [LONG_NAME], ids=["sixty-characters"], indirect=True)
def test_a_name_of_60_characters(site: StorySite, open_desk: Open) -> None:
    assert len(LONG) == 60
    site.begin_at("8:06")
    door, room = open_desk("door"), open_desk("room")
    door.sign_in("p12")
    room.sign_in("p11")
    door.scan(site.candidate("r01", 1).document_number)
    door.until_verdict("ok")
    door.picture()
    room.until_changed()
    room.picture()
    site.verify()


@pytest.mark.parametrize("site", [EMPTY], ids=["nobody"], indirect=True)
def test_an_empty_plan(site: StorySite, open_desk: Open) -> None:
    """Nobody is registered: the desks open, a stranger is turned away, the chief's board stands."""
    site.begin_at("8:06")
    chief, door = open_desk("control"), open_desk("door")
    chief.sign_in("p01")
    door.sign_in("p12")
    door.scan(PEOPLE[0].document_number)
    door.until_entry("candidate-refused")
    door.until_verdict("stop")
    door.picture()
    chief.picture()
    assert site.entries("candidate-refused")[0].data["code"] == "not-on-roster"
    site.verify()
