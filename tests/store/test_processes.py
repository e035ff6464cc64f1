"""Several processes on one home: the window and the command line, or two windows by mistake."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.ledger.verify import verify
from desktop.store.home import FILE, create_home, open_home
from tests.ledger.records import RECORD, SECRET, desk_of, key, record_of

PASSPHRASE = "synthetic"

# Seals its next entry on the head it has loaded; when another process was faster, loads again and decides again.
RIVAL = """
import sys, time
from pathlib import Path
from desktop.faults import SiteFault
from desktop.ledger.chain import Chain
from desktop.store.home import open_home
from tests.ledger.records import RECORD, SECRET, key

home = open_home(Path(sys.argv[1]), "synthetic")
chain = Chain(RECORD, key(1))

def catch_up():
    for entry in home.entries.since(RECORD, {chain.key.desk_id: chain.head.number if chain.head else 0}):
        chain.advance(entry)

done = refused = 0
print("ready", flush=True)
sys.stdin.readline()
while done < 60:
    entry = chain.seal("phase-told", ["site:k1"], {"by": sys.argv[2]}, wall=time.time_ns() // 1_000_000)
    try:
        home.entries.append(entry)
    except SiteFault as fault:
        assert fault.code == "entry-exists", fault
        refused += 1
        catch_up()
        continue
    chain.advance(entry)
    done += 1
    print(entry.number, entry.hash, flush=True)
print("refused", refused, flush=True)
"""


def test_two_processes_that_race_for_every_number_write_one_chain(tmp_path: Path) -> None:
    with create_home(tmp_path / "home", PASSPHRASE) as home:
        home.entries.append(desk_of(1, 1))
    rivals = [
        subprocess.Popen(
            [sys.executable, "-c", RIVAL, str(tmp_path / "home"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b")
    ]
    for rival in rivals:
        assert rival.stdout is not None
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        assert rival.stdin is not None
        rival.stdin.write("go\n")
        rival.stdin.flush()
    said = [rival.communicate(timeout=60)[0].split("\n") for rival in rivals]
    assert [rival.returncode for rival in rivals] == [0, 0]
    acknowledged = {int(n): h for lines in said for n, h in (line.split() for line in lines if line[:1].isdigit())}
    assert len(acknowledged) == 120
    assert sum(int(line.split()[1]) for lines in said for line in lines if line.startswith("refused")) > 0
    with open_home(tmp_path / "home", PASSPHRASE) as home:
        assert {e.number: e.hash for e in home.entries.load(RECORD) if e.number > 1} == acknowledged
        assert home.entries.versions(RECORD) == {key(1).desk_id: 121}
        assert verify(home.entries.lines(RECORD), RECORD, SECRET).ok


BRIEF = """
import sys
from pathlib import Path
from desktop.store.home import open_home
from tests.ledger.records import record_of

with open_home(Path(sys.argv[1]), "synthetic") as home:
    home.entries.append(record_of(1)[int(sys.argv[2])])
"""


def test_reading_the_file_beside_an_open_home_costs_no_entry(tmp_path: Path) -> None:
    """Closing any handle of a file drops the locks its process holds on it (POSIX): the next process to close the home
    could think itself the last and clear away the log this one goes on writing to. SQLite notices since 3.51."""
    entries = record_of(1)
    home = create_home(tmp_path / "home", PASSPHRASE)
    home.entries.append(entries[0])
    for number in (1, 3):
        (tmp_path / "home" / FILE).read_bytes()
        open_home(tmp_path / "home", PASSPHRASE).close()
        subprocess.run([sys.executable, "-c", BRIEF, str(tmp_path / "home"), str(number)], check=True)
        home.entries.append(entries[number + 1])
    home.close()
    with open_home(tmp_path / "home", PASSPHRASE) as again:
        assert list(again.entries.load(RECORD)) == entries[:5]
        assert again.database.select("PRAGMA integrity_check") == [("ok",)]
