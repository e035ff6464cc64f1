from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.clocks import SystemClock
from desktop.rehearsal.checks import samples as module
from desktop.rehearsal.script import Script
from desktop.rehearsal.selftest import selftest
from desktop.rehearsal.site import prepare
from tests.days.playing import QuickParts
from tests.helpers.cards.service import pcsc_service
from tests.helpers.cards.vpcd import READERS
from tests.helpers.modules import Line, SyntheticModule


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a site the evening before."""
    out = tmp_path_factory.mktemp("site")
    prepare(Script(12, 2), out, QuickParts()).close()
    return out / "home"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", "rehearsal")


def check(result: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in result["checks"] if c["key"] == key)
    return found


def test_a_site_that_is_ready_gets_a_dated_certificate(ready: Path) -> None:
    result = selftest(ready, QuickParts(), None)
    assert [c for c in result["checks"] if not c["ok"]] == []
    assert result["ok"]
    assert result["home"] == str(ready)
    assert datetime.fromisoformat(result["date"]).tzinfo is not None
    keys = ["home", "reader", "readers", "fonts", "clock", "disk", "roster", "record", "printers"]
    assert [c["key"] for c in result["checks"]] == keys
    assert all(c["title"] and c["detail"] for c in result["checks"])
    assert "12" in check(result, "roster")["detail"]


def test_without_a_home_the_machine_alone_is_checked_and_that_is_said(tmp_path: Path) -> None:
    result = selftest(tmp_path / "nothing", QuickParts(), None)
    assert result["ok"]
    assert result["home"] == ""
    assert "没有本台数据" in check(result, "home")["detail"]
    assert check(result, "reader")["ok"]
    assert {c["key"] for c in result["checks"]} == {"home", "reader", "readers", "fonts", "clock", "disk", "printers"}
    assert not (tmp_path / "nothing").exists()


def test_a_home_that_does_not_open_fails_in_words(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", "another")
    result = selftest(ready, QuickParts(), None)
    assert not result["ok"]
    assert not check(result, "home")["ok"]
    assert "口令" in check(result, "home")["detail"]


def test_rules_that_would_let_the_wrong_room_in_are_found(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.judge

    def lenient(ctx: Any, room: Any, *rest: Any) -> Any:
        verdict = real(ctx, room, *rest)
        return type(verdict)("ok") if verdict.code in ("wrong-room", "not-on-roster") else verdict

    monkeypatch.setattr(module, "judge", lenient)
    result = selftest(ready, QuickParts(), None)
    assert not result["ok"]
    detail = check(result, "reader")["detail"]
    assert "wrong-room: ok" in detail
    assert "unknown: ok" in detail


def test_a_card_layout_cut_wrong_is_found(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as a resident's, a permit loses its pass number and keeps everything else."""
    from desktop.devices.resident import record

    monkeypatch.setitem(record._READ, b"J\0", record._resident)
    detail = check(selftest(ready, QuickParts(), None), "reader")["detail"]
    assert "permit of a pass: not-on-roster" in detail
    assert "known-good" not in detail


# --- readers ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def chosen(ready: Path) -> Iterator[Callable[..., dict[str, Any]]]:
    """What the self-test says of readers when these were chosen for this home, and these are plugged in."""

    def put(settings: str | None) -> None:
        home = QuickParts().open_home(ready, "rehearsal")
        try:
            home.settings.put("readers", settings)
        finally:
            home.close()

    def told(*settings: str, plugged: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
        put(json.dumps(settings))
        parts = QuickParts()
        parts.found_sources = lambda: list(plugged)  # type: ignore[method-assign]
        return check(selftest(ready, parts, None), "readers")

    yield told
    put(None)


def test_nothing_chosen_and_nothing_plugged_in_is_said_and_is_no_failure(ready: Path) -> None:
    parts = QuickParts()
    parts.found_sources = list  # type: ignore[method-assign]
    said = check(selftest(ready, parts, None), "readers")
    assert said["ok"]
    assert "没有接着设备" in said["detail"]
    assert "两人核对" in said["detail"]
    parts.found_sources = lambda: [("camera:0", "USB Camera")]  # type: ignore[method-assign]
    said = check(selftest(ready, parts, None), "readers")
    assert (said["ok"], "USB Camera（camera:0）" in said["detail"]) == (True, True)


def test_a_chosen_reader_is_opened_and_called_ready_or_missing(
    chosen: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    module = SyntheticModule()
    setting = f"serial:{tmp_path / 'ttyUSB0'}@115200"
    with Line(module, tmp_path):
        said = chosen(setting, "keyboard:", plugged=[(setting, str(tmp_path / "ttyUSB0"))])
        assert said["ok"], said
        assert f"{setting} 就绪" in said["detail"]
        assert "键盘" in said["detail"]
        assert "2001" in module.asked, "a card was looked for"
    said = chosen(setting, "virtual:unreadable")
    assert not said["ok"]
    assert f"{setting} 没有找到" in said["detail"]
    assert "virtual:unreadable 就绪" in said["detail"]


def test_a_reader_that_says_what_is_wrong_is_quoted(chosen: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    library = tmp_path / "libsdtapi.so"
    said = chosen(f"sdt:1001@{library}")
    assert not said["ok"]
    assert str(library) in said["detail"]
    assert "{" not in said["detail"]


def test_no_reader_wanted_is_said(chosen: Callable[..., dict[str, Any]]) -> None:
    said = chosen()
    assert (said["ok"], "不用读证设备" in said["detail"]) == (True, True)


def test_pc_sc_is_ready_with_its_service_and_without_it_that_is_what_is_missing(
    ready: Path, chosen: Callable[..., dict[str, Any]]
) -> None:
    with pcsc_service():
        said = check(selftest(ready, QuickParts(), None), "readers")
        assert said["ok"], "nobody has chosen, and it works when plugged in"
        assert READERS[0] in said["detail"]
        said = chosen("pcsc:*", "pcsc:No Such Reader")
        assert not said["ok"]
        assert f"pcsc:* 就绪（{'、'.join(READERS)}）" in said["detail"]
        assert "pcsc:No Such Reader 没有找到" in said["detail"]
    said = chosen("pcsc:*")
    assert not said["ok"]
    assert "读卡服务没有运行" in said["detail"]


def test_a_character_no_font_holds_is_named(ready: Path) -> None:
    parts = QuickParts()
    parts.glyphs = lambda text: "㛃"  # type: ignore[misc]
    result = selftest(ready, parts, None)
    assert not check(result, "fonts")["ok"]
    assert "㛃" in check(result, "fonts")["detail"]


class FixedClock(SystemClock):
    def __init__(self, walls: list[int]) -> None:
        self._walls = walls

    def wall(self) -> int:
        return self._walls.pop(0) if len(self._walls) > 1 else self._walls[0]


@pytest.mark.parametrize(
    ("walls", "said"),
    [([0], "年份"), ([1_796_434_200_000, 1_796_434_300_000], "跳动")],
    ids=["1970", "jumping"],
)
def test_a_clock_nobody_can_trust_fails(tmp_path: Path, walls: list[int], said: str) -> None:
    result = selftest(tmp_path, QuickParts(clock=FixedClock(list(walls))), None)
    assert not check(result, "clock")["ok"]
    assert said in check(result, "clock")["detail"]


def test_the_self_test_writes_nothing_into_the_record(ready: Path) -> None:
    parts = QuickParts()

    def count() -> int:
        home = parts.open_home(ready, "rehearsal")
        try:
            record = home.plans.current_record()
            assert record is not None
            return home.entries.count(record)
        finally:
            home.close()

    before = count()
    selftest(ready, parts, None)
    assert count() == before
