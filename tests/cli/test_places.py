"""Places: where nothing may be written, what is left of a home, and paths no system takes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desktop.store.home import FILE, open_home
from tests.cli.conftest import Published
from tests.cli.site import DATE, PASSPHRASE, Cli, document

WRITERS = (
    ("plan", "template"),
    ("plan", "publish"),
    ("print", "door-sign"),
    ("report", "day"),
    ("record", "export"),
    ("record", "results"),
)


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}


def at_both(cli: Cli, published: Published, tmp_path: Path, writer: tuple[str, ...]) -> Cli:
    """The home the command belongs to: the office's for plans, a desk's for the record."""
    shutil.copytree(published.office if writer[0] == "plan" else published.control, tmp_path / "home")
    return cli


@pytest.mark.parametrize("writer", WRITERS, ids=" ".join)
def test_nothing_is_ever_written_over_a_home(
    cli: Cli, published: Published, tmp_path: Path, writer: tuple[str, ...]
) -> None:
    desk = at_both(cli, published, tmp_path, writer)
    places = [desk.home / FILE, desk.home / f"{FILE}-wal", tmp_path / "HOME.DB"]
    if os.name != "nt":  # where a link takes more rights than an officer has
        places.append(tmp_path / "link.pdf")
        places[-1].symlink_to(desk.home / FILE)
    before = content(desk.home)
    for place in places:
        fault = desk.refused(*writer, "-o", place)["fault"]
        assert (fault["code"], fault["facts"]["why"]) == ("cannot-write", "is-a-home")
        assert "不能覆盖" in fault["message"]
    assert content(desk.home) == before


@pytest.mark.parametrize("writer", WRITERS, ids=" ".join)
def test_a_file_that_cannot_be_written_is_a_sentence_with_the_place(
    cli: Cli, published: Published, tmp_path: Path, writer: tuple[str, ...]
) -> None:
    desk = at_both(cli, published, tmp_path, writer)
    (tmp_path / "file").write_text("x")
    for place, why in (
        (tmp_path / "none" / "a.pdf", "no-such-folder"),
        (tmp_path / "file" / "a.pdf", "no-such-folder"),
        (tmp_path, "is-a-folder"),
        (tmp_path / ("长" * 200 + ".pdf"), "name-too-long"),
    ):
        fault = desk.refused(*writer, "-o", place)["fault"]
        assert (fault["code"], fault["facts"]["why"]) == ("cannot-write", why)
        assert str(place) in fault["message"]
    assert (tmp_path / "file").read_text() == "x"


def test_a_journal_without_its_home_is_kept_and_nothing_is_begun_beside_it(
    control: Cli, published: Published, tmp_path: Path
) -> None:
    with open_home(control.home, PASSPHRASE) as home:
        home.settings.put("kept", "in the journal")
        shutil.copy(control.home / f"{FILE}-wal", tmp_path / "journal")
    (control.home / FILE).unlink()
    shutil.move(tmp_path / "journal", control.home / f"{FILE}-wal")
    before = content(control.home)
    assert before[f"{FILE}-wal"]
    for command in (
        ("record", "show"),
        ("plan", "import", published.roster),
        ("desk", "enrol", published.package, "--label", "x", "--role", "door"),
    ):
        assert control.refused(*command)["fault"]["code"] == "damaged-home"
    assert control.run("selftest").code == 1
    assert content(control.home) == before


def test_a_home_in_a_place_no_system_takes_is_a_sentence(cli: Cli, published: Published, tmp_path: Path) -> None:
    there = cli.at(tmp_path / ("长" * 300))
    assert there.refused("record", "show")["fault"]["code"] == "home-unreachable"
    assert there.refused("plan", "import", published.roster)["fault"]["code"] == "home-unreachable"
    told = there.refused("selftest")
    disk = next(c for c in told["checks"] if not c["ok"])
    assert "名称太长" in disk["detail"]


def test_a_rehearsal_over_a_file_is_a_sentence(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    fault = cli.refused("rehearse", "--candidates", "1", "--rooms", "1", "-o", tmp_path / "file")["fault"]
    assert (fault["code"], fault["facts"]["why"]) == ("cannot-write", "name-taken")
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.parametrize("variable", ["KAODIAN_PASSPHRASE", "KAODIAN_PACKAGE_PASSPHRASE"])
def test_a_passphrase_that_is_no_text_is_a_sentence(
    cli: Cli, published: Published, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "a\udcff")
    fault = cli.refused("desk", "enrol", published.package, "--label", "x", "--role", "door")["fault"]
    assert fault["code"] == "passphrase-not-text"
    assert not (cli.home / FILE).exists()


@pytest.mark.parametrize(
    "given",
    [
        ("print", "door-sign", "-o", "x.pdf", "--room", ""),
        ("print", "door-sign", "-o", "x.pdf", "--candidate", " "),
        ("door", "--room", "", "--number", document(1), "--at", f"{DATE}T08:10"),
        ("record", "show", "--about", ""),
        ("plan", "import", "x", "--profile", ""),
        ("sync", "--hub", ""),
    ],
)
def test_an_empty_value_is_a_value_somebody_forgot(control: Cli, given: tuple[str, ...]) -> None:
    assert "后面要有内容" in control.refused(*given, code=2)["usage"]


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "20261128", "2026-W01-1", "1899-01-01", "9999-12-31"])
def test_a_day_that_no_office_means_is_not_kept(office: Cli, day: str) -> None:
    assert office.refused("plan", "mark", "D3", "--on", day)["fault"]["code"] == "bad-date"
    assert day in office.refused("plan", "check", "--today", day, code=2)["usage"]


@pytest.mark.parametrize("given", [("plan", "fetch", "", "--central", "https://h", "--token-file", "x"), ("act", " ")])
def test_an_empty_word_is_wrong_usage(control: Cli, given: tuple[str, ...]) -> None:
    assert "是空的" in control.refused(*given, code=2)["usage"]


def test_nothing_known_of_a_thing_is_a_sentence(control: Cli) -> None:
    assert control.ok("record", "show", "--about", "room:99")["entries"] == []
    assert "没有关于“room:99”的条目" in control.run("record", "show", "--about", "room:99").out


def test_a_pin_that_is_half_a_character_is_wrong_usage(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_PINS", '{"001": "\\ud800"}')
    order = ("act", "give-order", "--about", "sitting", "--data", '{"order": "start"}', "--officer", "001")
    assert "KAODIAN_PINS" in control.refused(*order, code=2)["usage"]


@pytest.mark.parametrize("token", [b"", b"two words", b"two\nlines", "令牌".encode(), b"\xff\xfe", b"x" * 20_000])
def test_a_file_that_holds_no_token_is_not_sent_anywhere(control: Cli, tmp_path: Path, token: bytes) -> None:
    file = tmp_path / "token"
    file.write_bytes(token)
    said = control.refused("sync", "--central", "https://127.0.0.1:9/v1", "--token-file", file)
    assert said["fault"]["code"] == "central-token-file"


@pytest.mark.skipif(os.name == "nt", reason="endless files by name")
def test_an_endless_token_file_is_not_read_to_its_end(control: Cli) -> None:
    said = control.refused("sync", "--central", "https://127.0.0.1:9/v1", "--token-file", Path("/dev/zero"))
    assert said["fault"]["code"] == "central-token-file"


@pytest.mark.parametrize(
    "url", ["x", "https://", "ftp://centre", "https://h:99999/v1", "https://h/v1?a=b", "https://u:secret@h/v1"]
)
def test_an_address_that_is_none_is_told_as_typed_but_for_passwords(control: Cli, tmp_path: Path, url: str) -> None:
    (tmp_path / "token").write_text("t")
    fault = control.refused("sync", "--central", url, "--token-file", tmp_path / "token")["fault"]
    assert fault["code"] == "central-address"
    assert "secret" not in fault["message"]
    assert "@" in url or f"“{url}”" in fault["message"]


def test_an_interruption_before_a_command_has_begun_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop import __main__ as entry

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "window_wanted", stop)
    assert entry.main(["record", "show"]) == 1
