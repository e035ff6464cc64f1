"""`kaodian read-id`: whatever the reader, one process, one document, one record type (DESIGN 7)."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.answer import Wrong
from desktop.cli.travel import travel_key
from desktop.devices.resident.writing import write_text
from desktop.devices.sources import Document
from desktop.exam.plan.documents import FOREIGNER_CARD, PASSPORT, RESIDENCE_PERMIT, RESIDENT, make_number
from desktop.exam.plan.model import Index
from tests.cli.site import DATE, Cli
from tests.devices.camera.pages import number, png, ticket
from tests.devices.resident.people import CARD_2023, PERMIT
from tests.helpers.cards.page import NUMBER as PAGE_NUMBER
from tests.helpers.cards.page import Page, record
from tests.helpers.cards.passport import PassportChip, specimen_files
from tests.helpers.cards.passport_files import SPECIMEN
from tests.helpers.cards.service import pcsc_service
from tests.helpers.cards.vpcd import PAGE, REFUSED, VirtualCard
from tests.helpers.modules import Line, SyntheticModule
from tests.helpers.morning import small_plan

ROOT = Path(__file__).parents[2]
NUMBER = make_number("990102", date(1990, 3, 7), 233)
MEMBERS = [field.name for field in fields(Document)]
METHODS = {"reader", "wedge", "typed", "camera", "token", "virtual"}


@dataclass(frozen=True)
class Case:
    """A reader with a document on it, and what of that document must come out. `ready` gives `read-id` its words."""

    ready: Callable[[Path], AbstractContextManager[tuple[str, ...]]]
    told: dict[str, Any]
    stdin: str = ""


def words(*given: str) -> Callable[[Path], AbstractContextManager[tuple[str, ...]]]:
    return lambda folder: nullcontext(given)


@contextmanager
def page_reader(folder: Path) -> Iterator[tuple[str, ...]]:
    page = Page(record())
    card = VirtualCard(lambda c: page.transmit(c) if c[:2] == b"\xff\xb0" else REFUSED, atr=PAGE)
    with pcsc_service(), card:
        yield ("pcsc:*",)


@contextmanager
def passport(folder: Path) -> Iterator[tuple[str, ...]]:
    chip = PassportChip(specimen_files(), SPECIMEN)
    with pcsc_service(), VirtualCard(chip, atr=chip.atr):
        yield "pcsc:Virtual PCD 00 00", "--document", "L898902C3", "--birth", "740812", "--expiry", "120415"


@contextmanager
def passport_without_key(folder: Path) -> Iterator[tuple[str, ...]]:
    with passport(folder) as given:
        yield given[:1]


@contextmanager
def module(folder: Path) -> Iterator[tuple[str, ...]]:
    module = SyntheticModule()
    with Line(module, folder, 9600) as line:
        module.lay(write_text(PERMIT))
        yield (f"serial:{line.path}@9600",)


@contextmanager
def library(folder: Path) -> Iterator[tuple[str, ...]]:
    source, built = ROOT / "tests/devices/resident/sdtapi.c", folder / "libsdtapi.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(built), str(source)], check=True, timeout=120)
    (folder / "card").write_bytes(write_text(CARD_2023))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDT_CARDS", str(folder))
        yield (f"sdt:1001@{built}",)


@contextmanager
def frames(folder: Path) -> Iterator[tuple[str, ...]]:
    png(folder / "a.png", ticket(3))
    yield (f"camera:{folder}",)


VIRTUAL_PERMIT = json.dumps(
    {"as": "card", "number": PERMIT.number, "name": "陈小样", "document_type": RESIDENCE_PERMIT, "ticket": "26120001"},
    ensure_ascii=False,
)
CASES = {
    "virtual": Case(words(f"virtual:{NUMBER}"), {"number": NUMBER, "method": "virtual"}),
    "virtual card": Case(
        words(f"virtual:[{VIRTUAL_PERMIT}]"),
        {"number": PERMIT.number, "name": "陈小样", "ticket": "26120001", "method": "virtual"},
    ),
    "virtual, hung": Case(words("virtual:hung"), {"unreadable": True, "trouble": "card-hung", "method": "virtual"}),
    "keyboard": Case(
        words("keyboard:"),
        {"number": NUMBER, "method": "typed", "sex": "male", "birth": "1990-03-07"},
        stdin=f"{NUMBER}\n",
    ),
    "keyboard, zone": Case(
        words("keyboard:"),
        {"number": "L898902C3", "document_type": PASSPORT, "other_name": "ERIKSSON ANNA MARIA", "method": "typed"},
        stdin=f"{SPECIMEN[:44]}\n{SPECIMEN[44:]}\n",
    ),
    "pcsc, page reader": Case(
        page_reader, {"number": PAGE_NUMBER, "document_type": RESIDENT, "expires": "长期", "method": "reader"}
    ),
    "pcsc, passport": Case(
        passport,
        {"number": "L898902C3", "document_type": PASSPORT, "authenticity": "not-verified", "nationality": "UTO"},
    ),
    "pcsc, passport without its key": Case(
        passport_without_key, {"unreadable": True, "trouble": "travel-key-needed", "number": ""}
    ),
    "serial": Case(
        module, {"number": PERMIT.number, "other_numbers": list(PERMIT.other_numbers), "address": PERMIT.address}
    ),
    "sdt": Case(
        library,
        {"number": CARD_2023.number, "document_type": FOREIGNER_CARD, "other_name": CARD_2023.other_name},
    ),
    "camera": Case(frames, {"ticket": number(3), "number": "", "method": "camera"}),
}


def read_id(home: Path, given: tuple[str, ...], stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desktop", "read-id", "--json", "--timeout", "30", "--source", *given]
    env = {**os.environ, "KAODIAN_HOME": str(home)}
    return subprocess.run(
        command, input=stdin, capture_output=True, encoding="utf-8", cwd=ROOT, env=env, timeout=120, check=False
    )


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_every_reader_gives_the_same_record(case: Case, tmp_path: Path) -> None:
    with case.ready(tmp_path) as given:
        done = read_id(tmp_path / "home", given, case.stdin)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert list(told) == MEMBERS
    assert {name: told[name] for name in case.told} == case.told
    assert told["source"] == given[0]
    assert told["method"] in METHODS
    blank = Document().as_data()
    for name in MEMBERS:
        if name not in ("ticket", "portrait"):
            assert type(told[name]) is type(blank[name]), name
    assert told["ticket"] is None or isinstance(told["ticket"], str)
    assert told["portrait"] is None or base64.b64decode(told["portrait"], validate=True).startswith(b"\xff\xd8")
    assert (told["portrait"] is None) == (told["authenticity"] == ""), "only a passport's face is read"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("serial:/nowhere/ttyUSB7@115200", "reader-lost"),
        ("sdt:1001@/nowhere/libsdtapi.so", "library-missing"),
        ("camera:/nowhere", "reader-lost"),
        ("virtual:torn", "read-torn"),
        ("virtual:dead", "reader-lost"),
        ("keyboard:", "source-ended"),
        ("infrared:1", "source-unknown"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, given: str, code: str) -> None:
    done = read_id(tmp_path / "home", (given,))
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["fault"]["code"]) == (1, "", code)
    assert told["fault"]["message"]
    assert "{" not in told["fault"]["message"]


def test_the_door_opens_a_chip_with_its_key_and_without_one_checks_nobody(control: Cli, tmp_path: Path) -> None:
    room, at = "01", ("--at", f"{DATE}T08:12")
    with passport(tmp_path) as (source, *_):
        asked = ("door", "--room", room, "--source", source, *at)
        refused = control.refused(*asked)
        assert refused["refused"]["code"] == "travel-key-needed"
        assert "机读码" in refused["message"]
        assert control.refused(*asked, "--mrz", SPECIMEN.replace("740812", "740813"))["refused"]["code"] == (
            "travel-key-misread"
        )
        entries = control.ok("record", "show", "--about", f"room:{room}")["entries"]
        assert not any(e["kind"].startswith("candidate-") for e in entries)
        said = control.refused(*asked, "--document", "L898902C3", "--birth", "740812", "--expiry", "120415")
        assert said["verdict"] == "not-on-roster", "the chip was read"


def test_the_roster_gives_a_tickets_document_number_to_the_key() -> None:
    index = Index(small_plan())
    who = index.plan.candidates[0]
    given = {"mrz": None, "document": None, "birth": "740812", "expiry": "120415", "can": None}
    key = travel_key(**given, known=who.document_number)
    assert key == {"mrz": "", "document": who.document_number, "birth": "740812", "expiry": "120415", "can": ""}
    with pytest.raises(Wrong):
        travel_key(**given)
    with pytest.raises(Wrong):
        travel_key(**{**given, "birth": None}, known=who.document_number)
    assert not any(travel_key(None, None, None, None, None, known=who.document_number).values())
