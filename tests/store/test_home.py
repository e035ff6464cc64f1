"""Opening a home: the right passphrase, the wrong one, damage of every kind, other editions, other processes."""

from __future__ import annotations

import io
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.faults import SiteFault
from desktop.store import home as homes
from desktop.store import tables
from desktop.store.database import PAGE, Database
from desktop.store.home import FILE, create_home, open_home
from desktop.store.migrations.steps import edition_of, migrate
from desktop.store.passphrase import derive_key
from tests.helpers.morning import small_plan
from tests.ledger.records import RECORD, desk_of

PASSPHRASE = "synthetic passphrase 口令"
NEXT = homes.EDITION + 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed home with a few entries."""
    with create_home(tmp_path / "home", PASSPHRASE) as home:
        home.entries.append(desk_of(1, 30))
    return tmp_path / "home"


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(SiteFault) as fault:
        work()
    assert PASSPHRASE not in str(fault.value)
    return fault.value.code


def test_a_home_opens_with_its_passphrase_only(folder: Path) -> None:
    with open_home(folder, PASSPHRASE) as home:
        assert home.entries.count(RECORD) == 30
    for wrong in ("", "synthetic passphrase", PASSPHRASE + " "):
        assert refused(lambda wrong=wrong: open_home(folder, wrong)) == "wrong-passphrase"


def test_composed_and_decomposed_spelling_are_one_passphrase(tmp_path: Path) -> None:
    create_home(tmp_path, "caf\u00e9").close()
    open_home(tmp_path, "cafe\u0301").close()


def test_nothing_readable_is_on_the_disk(folder: Path) -> None:
    key = derive_key(PASSPHRASE, (folder / FILE).read_bytes()[:16])
    with open_home(folder, PASSPHRASE) as home:
        home.settings.put("reader", "a setting value")
        home.plans.add_package(RECORD, {"plan": "a name"}, b"record secret")
        for file in folder.iterdir():
            content = file.read_bytes()
            for word in (
                b"a setting value",
                b"candidate",
                b"a name",
                b"record secret",
                PASSPHRASE.encode(),
                b"entries",
            ):
                assert word not in content
            assert key not in content
            assert key.hex().encode() not in content
    assert {f.name for f in folder.iterdir()} == {FILE}


@pytest.mark.skipif(os.name == "nt", reason="rights of Windows are not these")
def test_only_its_owner_may_read_the_file(folder: Path) -> None:
    assert (folder / FILE).stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_what_is_no_home_says_so(tmp_path: Path) -> None:
    assert refused(lambda: open_home(tmp_path / "nowhere", PASSPHRASE)) == "not-a-home"
    assert refused(lambda: open_home(tmp_path, PASSPHRASE)) == "not-a-home"
    (tmp_path / "file").write_bytes(b"")
    assert refused(lambda: open_home(tmp_path / "file", PASSPHRASE)) == "not-a-home"
    assert refused(lambda: create_home(tmp_path / "file", PASSPHRASE)) == "home-unreachable"
    plain = sqlite3.connect(tmp_path / FILE)
    plain.execute("CREATE TABLE entries (a)")
    plain.close()
    assert refused(lambda: open_home(tmp_path, PASSPHRASE)) == "not-a-home"


def test_another_programs_encrypted_file_is_no_home(tmp_path: Path) -> None:
    salt = secrets.token_bytes(16)
    other = Database(tmp_path / FILE, derive_key(PASSPHRASE, salt), salt, create=True)
    other.raw.execute("CREATE TABLE entries (a)")
    other.close()
    assert refused(lambda: open_home(tmp_path, PASSPHRASE)) == "not-a-home"


def test_a_home_is_not_made_over_another_one(folder: Path) -> None:
    assert refused(lambda: create_home(folder, PASSPHRASE)) == "home-exists"
    with pytest.raises(ValueError):
        create_home(folder / "sub", "")


@pytest.mark.parametrize("size", [0, 1, 100, PAGE - 1])
def test_a_cut_file_is_damaged(folder: Path, size: int) -> None:
    with (folder / FILE).open("r+b") as file:
        file.truncate(size)
    assert refused(lambda: open_home(folder, PASSPHRASE)) == "damaged-home"


def test_a_damaged_first_page_is_not_taken_for_a_wrong_passphrase(folder: Path) -> None:
    with (folder / FILE).open("r+b") as file:
        file.seek(200)
        file.write(b"\0" * 50)
    assert refused(lambda: open_home(folder, PASSPHRASE)) == "damaged-home"
    assert refused(lambda: open_home(folder, "another")) == "wrong-passphrase"


def test_damage_further_in_is_told_when_it_is_met(folder: Path) -> None:
    pages = (folder / FILE).stat().st_size // PAGE
    with (folder / FILE).open("r+b") as file:
        for page in range(1, pages):
            file.seek(page * PAGE + 99)
            file.write(b"damage")

    def work() -> None:
        with open_home(folder, PASSPHRASE) as home:
            list(home.entries.load(RECORD))

    assert refused(work) == "damaged-home"


def test_a_newer_edition_is_refused_and_left_alone(folder: Path) -> None:
    with open_home(folder, PASSPHRASE) as home:
        home.database.raw.execute(f"PRAGMA user_version = {homes.EDITION + 1}")
    with pytest.raises(SiteFault) as fault:
        open_home(folder, PASSPHRASE)
    assert fault.value.code == "newer-edition"
    assert fault.value.facts == {"path": str(folder), "found": homes.EDITION + 1, "known": homes.EDITION}


def test_the_edition_is_one_number() -> None:
    assert homes.EDITION == tables.EDITION


def test_an_older_home_is_brought_forward_and_a_copy_stays(folder: Path) -> None:
    def one(op: object) -> None:
        op.add_column("settings", _column("note"))

    def two(op: object) -> None:
        op.execute("UPDATE settings SET note = 'moved'")

    with open_home(folder, PASSPHRASE) as home:
        home.settings.put("a", "b")
        migrate(home.database, NEXT + 1, {NEXT: one, NEXT + 1: two})
        assert edition_of(home.database) == NEXT + 1
        assert home.database.select("SELECT value, note FROM settings") == [("b", "moved")]
        migrate(home.database, NEXT + 1, {})
    (copy := folder.parent / "copy").mkdir()
    shutil.copyfile(folder / f"{FILE}.edition{homes.EDITION}", copy / FILE)
    with open_home(copy, PASSPHRASE) as old:
        assert old.settings.all() == {"a": "b"}
        assert old.entries.count(RECORD) == 30


def test_a_step_that_fails_changes_nothing(folder: Path) -> None:
    def one(op: object) -> None:
        op.add_column("settings", _column("note"))

    def two(op: object) -> None:
        raise ZeroDivisionError

    with open_home(folder, PASSPHRASE) as home:
        with pytest.raises(ZeroDivisionError):
            migrate(home.database, NEXT + 1, {NEXT: one, NEXT + 1: two})
        assert edition_of(home.database) == homes.EDITION
        assert [c[1] for c in home.database.select("PRAGMA table_info(settings)")] == ["key", "value"]


def _column(name: str) -> object:
    from sqlalchemy import Column, Text

    return Column(name, Text)


def test_a_home_opened_in_one_thread_serves_another(folder: Path) -> None:
    counted: list[int] = []
    with open_home(folder, PASSPHRASE) as home:
        lane = threading.Thread(target=lambda: counted.append(home.entries.count(RECORD)))
        lane.start()
        lane.join()
    assert counted == [30]


def test_opening_and_writing_entries_load_no_sqlalchemy(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from desktop.store.home import open_home\n"
        f"home = open_home(Path({str(folder)!r}), {PASSPHRASE!r}); assert home.entries.count({RECORD!r}) == 30\n"
        "assert not {'sqlalchemy', 'alembic', 'psycopg', 'keyring'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


MAKING = """
import sys
from pathlib import Path
from desktop.store.home import create_home
print("go", flush=True)
create_home(Path(sys.argv[1]), "synthetic").close()
print("made", flush=True)
"""


@pytest.mark.parametrize("stop", [0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 5])
def test_a_home_killed_while_it_is_made_is_whole_or_made_anew(tmp_path: Path, stop: float) -> None:
    maker = subprocess.Popen([sys.executable, "-c", MAKING, str(tmp_path)], stdout=subprocess.PIPE)
    assert maker.stdout is not None
    assert maker.stdout.readline().strip() == b"go"
    timer = threading.Timer(stop, maker.kill)
    timer.start()
    made = maker.stdout.readline().strip() == b"made"
    timer.cancel()
    maker.wait()
    maker.stdout.close()
    if not (tmp_path / FILE).exists():
        assert not made
        assert refused(lambda: open_home(tmp_path, "synthetic")) == "not-a-home"
        create_home(tmp_path, "synthetic").close()
    with open_home(tmp_path, "synthetic") as home:
        home.entries.append(desk_of(1, 3))
        assert home.database.select("PRAGMA integrity_check") == [("ok",)]
    assert {f.name for f in tmp_path.iterdir()} <= {FILE, homes.MAKING}


BEGINNING = """
import sys
from pathlib import Path
from desktop.faults import SiteFault
from desktop.store import tables  # noqa: F401, so that the race is for the folder and not for imports
from desktop.store.home import create_home, open_or_create
work = create_home if sys.argv[1] == "create" else open_or_create
for line in sys.stdin:
    try:
        with work(Path(line.strip()), "synthetic") as home:
            home.settings.put(sys.argv[2], "was here")
        print("done", flush=True)
    except SiteFault as fault:
        print(fault.code, flush=True)
"""


def rivals(*works: str) -> list[subprocess.Popen[str]]:
    return [
        subprocess.Popen(
            [sys.executable, "-c", BEGINNING, work, str(n)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n, work in enumerate(works)
    ]


def race(processes: list[subprocess.Popen[str]], folder: Path) -> list[str]:
    for each in processes:
        assert each.stdin is not None
        each.stdin.write(f"{folder}\n")
    for each in processes:
        assert each.stdin is not None
        each.stdin.flush()
    return [each.stdout.readline().strip() for each in processes if each.stdout is not None]


def ended(processes: list[subprocess.Popen[str]]) -> None:
    for each in processes:
        for pipe in (each.stdin, each.stdout):
            if pipe is not None:
                pipe.close()
        each.wait()


def test_of_two_processes_that_begin_one_home_one_makes_it_and_the_other_opens_it(tmp_path: Path) -> None:
    processes = rivals("begin", "begin")
    try:
        for n in range(25):
            folder = tmp_path / f"home{n}"
            assert race(processes, folder) == ["done", "done"], n
            with open_home(folder, "synthetic") as home:
                assert home.settings.all() == {"0": "was here", "1": "was here"}
            assert {f.name for f in folder.iterdir()} == {FILE}
    finally:
        ended(processes)


def test_of_two_processes_that_insist_on_a_new_home_one_is_told_that_it_is_there(tmp_path: Path) -> None:
    processes = rivals("create", "create")
    try:
        for n in range(15):
            assert sorted(race(processes, tmp_path / f"home{n}")) == ["done", "home-exists"], n
    finally:
        ended(processes)


def test_a_home_that_is_being_made_too_long_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "PATIENCE", 0.1)
    with homes._alone(tmp_path):
        assert refused(lambda: homes.open_or_create(tmp_path, PASSPHRASE)) == "home-being-made"
    homes.open_or_create(tmp_path, PASSPHRASE).close()
    (tmp_path / homes.MAKING).write_bytes(b"")
    homes.open_or_create(tmp_path, PASSPHRASE).close()
    assert {f.name for f in tmp_path.iterdir()} == {FILE}


def test_only_a_home_without_a_plan_that_nobody_has_open_is_taken_away(tmp_path: Path, folder: Path) -> None:
    with homes.open_or_create(tmp_path, PASSPHRASE):
        homes.remove_unused(tmp_path, PASSPHRASE)
        assert (tmp_path / FILE).exists()
    homes.remove_unused(tmp_path, "another")
    assert (tmp_path / FILE).exists()
    homes.remove_unused(tmp_path, PASSPHRASE)
    assert not [f for f in tmp_path.iterdir() if f.is_file()]
    with open_home(folder, PASSPHRASE) as home:
        home.plans.add_package(RECORD, {"plan": "a name"}, b"record secret")
    homes.remove_unused(folder, PASSPHRASE)
    with open_home(folder, PASSPHRASE) as home:
        assert home.entries.count(RECORD) == 30


def small_disk(folder: Path) -> bool:
    """Mounts a disk of 600 KB there, where the machine lets us."""
    if os.name == "nt" or os.geteuid() != 0:
        return False
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "kaodian-test", str(folder)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


def test_a_disk_that_is_really_full_is_told_as_such_and_nothing_is_half_done(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not small_disk(disk):
        pytest.skip("only root can mount a small disk")
    try:
        with create_home(disk / "home", PASSPHRASE) as home:
            counted = _append_until_refused(home)
            assert home.entries.count(RECORD) == counted > 10
        with (disk / "filler").open("wb", buffering=0) as filler:
            while _written(filler):
                pass
        assert refused(lambda: create_home(disk, PASSPHRASE)) == "disk-full"
        assert {f.name for f in disk.iterdir()} == {"home", "filler"}
        (disk / "filler").unlink()
        with open_home(disk / "home", PASSPHRASE) as home:
            assert home.entries.count(RECORD) == counted
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _append_until_refused(home: homes.Home) -> int:
    for counted, entry in enumerate(desk_of(1, 2000)):
        try:
            home.entries.append(entry)
        except SiteFault as fault:
            assert fault.code == "disk-full"  # noqa: PT017 - the count is the point
            return counted
    return -1


def _written(filler: io.RawIOBase) -> bool:
    try:
        return bool(filler.write(b"x" * PAGE))
    except OSError:
        return False


def test_a_draft_read_again_is_the_same_plan_until_another_is_saved(tmp_path: Path) -> None:
    with create_home(tmp_path / "h", PASSPHRASE) as home:
        assert home.plans.draft() is None
        home.plans.save_draft(small_plan())
        first = home.plans.draft()
        assert first == small_plan()
        assert home.plans.draft() is first, "not taken apart again"
        home.plans.save_draft(small_plan(5))
        assert home.plans.draft() == small_plan(5)
        home.plans.save_draft(None)
        assert home.plans.draft() is None
