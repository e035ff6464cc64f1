"""The photo somebody registered with travels in the plan package to the door of another machine."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desktop.bootstrap.packages import Packages
from desktop.exchange.rulefiles import RuleFolder
from desktop.faults import SiteFault
from desktop.operations.publishing import enrol, publish
from desktop.operations.verdicts import photo_of
from desktop.store.home import create_home
from tests.helpers.homes import PASSPHRASE, KeptPackages, PlainPins, ScriptedClock, published_plan
from tests.helpers.morning import RESOURCES, small_plan


def jpeg(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (295, 413), (shade, 90, 60)).save(out, "JPEG")
    return out.getvalue()


def test_a_door_of_another_machine_shows_the_photo_somebody_registered_with(tmp_path: Path) -> None:
    office, path = create_home(tmp_path / "office", PASSPHRASE), tmp_path / "plan.kdp"
    first, second, third, *others = small_plan(revision=0).candidates
    first = replace(first, photo=office.attachments.put(jpeg(10)))
    second = replace(second, photo="photos/2.jpg")
    third = replace(third, photo="ab" * 32)  # the office does not hold it either
    people = (first, second, third, *others)
    plan = replace(small_plan(revision=0), candidates=people, milestones={"D7": "2026-11-20"})
    office.plans.save_draft(plan)
    private = office.attachments.put(b"something else of the office")
    done = publish(office, Packages(), RuleFolder(RESOURCES), PlainPins(), ScriptedClock("7:00"), path, "pw")
    assert done.photos == 1
    office.close()
    door = create_home(tmp_path / "door", PASSPHRASE)
    own, _ = enrol(door, Packages(), ScriptedClock("7:05"), path, "pw", "查证台", "door")
    shown = [photo_of(door.attachments, who) for who in own.plan.candidates[:3]]
    assert shown == [jpeg(10), None, None]
    assert door.attachments.get(private) is None
    door.close()


def test_an_enrolment_that_a_power_cut_broke_off_goes_on_with_the_photos(tmp_path: Path) -> None:
    files, path = KeptPackages(), Path("plan")
    picture = jpeg(1)
    who = replace(small_plan().candidates[0], photo=hashlib.sha256(picture).hexdigest())
    plan = replace(small_plan(), candidates=(who, *small_plan().candidates[1:]))
    files.kept[path] = replace(published_plan(plan), photos=(picture,))
    with create_home(tmp_path / "h", PASSPHRASE) as home:
        append = home.entries.append

        def cut(entries: object) -> None:
            raise SiteFault("disk-failing", path="x")

        home.entries.append = cut  # type: ignore[method-assign]
        with pytest.raises(SiteFault, match="disk-failing"):
            enrol(home, files, ScriptedClock("7:05"), path, "pw", "查证台", "door")
        home.entries.append = append  # type: ignore[method-assign]
        enrol(home, files, ScriptedClock("7:05"), path, "pw", "查证台", "door")
        assert photo_of(home.attachments, who) == picture
