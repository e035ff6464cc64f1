"""Why the system refused, as one word for the catalogue: its own English reason never reaches a person."""

from __future__ import annotations

import errno
import os
import re
import threading
from pathlib import Path

import pytest

from desktop.exchange.durable import read_whole, write_durably
from desktop.faults import SiteFault, reading_fault, why, writing_fault
from desktop.wording import RESOURCES, Wording

WORDS = {
    errno.ENOENT: "not-found",
    errno.EISDIR: "is-a-folder",
    errno.ENOTDIR: "no-such-folder",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ENOSPC: "disk-full",
    errno.EEXIST: "name-taken",
    errno.EROFS: "read-only",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EBUSY: "in-use",
    errno.ETXTBSY: "in-use",
    errno.EIO: "device-error",
    errno.ENXIO: "device-error",
}
if os.name != "nt":  # which knows them by number only
    WORDS |= {errno.EDQUOT: "disk-full", errno.ESTALE: "device-error"}
PLACE = Path("/考点/名单.xlsx")


def system(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize(("number", "word"), WORDS.items())
def test_each_reason_of_the_system_is_one_word(number: int, word: str) -> None:
    assert why(system(number)) == word


def test_a_reason_without_a_word_keeps_its_number() -> None:
    assert why(system(errno.ELOOP)) == f"errno-{errno.ELOOP}"
    assert why(OSError("no number")) == "errno-0"


def test_a_file_that_windows_holds_open_is_in_use() -> None:
    held = system(errno.EACCES)
    held.winerror = 32  # type: ignore[attr-defined]
    assert why(held) == "in-use"


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("make", [reading_fault, writing_fault])
def test_every_reason_has_its_sentence_with_the_place_and_without_the_systems_own_words(
    locale: str, make: object
) -> None:
    wording, said = Wording(locale), set()
    for number in (*WORDS, errno.ELOOP):
        sentence = wording.fault(make(system(number), PLACE))  # type: ignore[operator]
        assert str(PLACE) in sentence
        assert os.strerror(number) not in sentence
        assert "{" not in sentence
        if locale == "zh-CN":
            assert not re.search("[a-z]{3}", sentence.replace("名单.xlsx", "").replace("errno", "")), sentence
        said.add(sentence)
    assert len(said) >= 8, "one sentence for everything says nothing"


def test_every_word_is_chosen_by_the_catalogue_of_both_languages() -> None:
    for locale in ("zh-CN", "en"):
        source = (RESOURCES / "wording" / locale / "exchange.ftl").read_text(encoding="utf-8")
        for word in set(WORDS.values()):
            assert f"[{word}]" in source, (locale, word)


def test_a_full_disk_is_told_as_that_wherever_it_is_met() -> None:
    assert writing_fault(system(errno.ENOSPC), Path("x")).code == "disk-full"
    assert reading_fault(system(errno.ENOENT), Path("x")).code == "file-not-found"
    assert writing_fault(system(errno.ENOENT), Path("x")).facts["why"] == "no-such-folder"


def test_real_files_give_real_reasons(tmp_path: Path) -> None:
    for path, code, word in (
        (tmp_path, "file-unreadable", "is-a-folder"),
        (tmp_path / ("n" * 300), "file-unreadable", "name-too-long"),
    ):
        with pytest.raises(SiteFault) as caught:
            read_whole(path, 10)
        assert (caught.value.code, caught.value.facts["why"]) == (code, word)
    (tmp_path / "file").write_text("x")
    for path, word in (
        (tmp_path, "is-a-folder"),
        (tmp_path / "none" / "a", "no-such-folder"),
        (tmp_path / "file" / "a", "no-such-folder"),
        (tmp_path / ("n" * 300), "name-too-long"),
    ):
        with pytest.raises(SiteFault) as caught:
            write_durably(path, (b"x",))
        assert (caught.value.code, caught.value.facts["why"]) == ("cannot-write", word)


@pytest.mark.skipif(os.name != "nt", reason="Windows lets nobody replace a file that is open")
def test_a_file_that_another_program_shows_is_not_written_over_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "桌签.pdf"
    path.write_bytes(b"old")
    with path.open("rb"), pytest.raises(SiteFault) as caught:
        write_durably(path, (b"new",))
    assert (caught.value.code, caught.value.facts["why"]) == ("cannot-write", "in-use")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path], "the part written is gone"
    write_durably(path, (b"new",))
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "nt", reason="nobody looks at every new file here")
def test_a_program_that_looks_at_a_new_file_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    scanner = path.open("rb")
    free = threading.Timer(0.2, scanner.close)
    free.start()
    write_durably(path, (b"new",))
    free.join()
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "nt", reason="only Windows' rules")
def test_names_that_windows_does_not_take_are_told_as_that(tmp_path: Path) -> None:
    for name in ("a?b.pdf", "a*b.pdf"):
        with pytest.raises(SiteFault) as caught:
            write_durably(tmp_path / name, (b"x",))
        assert caught.value.facts["why"] == "bad-name"
    with pytest.raises(SiteFault) as caught:
        read_whole(tmp_path / "a?b.pdf", 10)
    assert caught.value.facts["why"] == "bad-name"
