"""Kill the writing process at any moment: nothing it acknowledged is missing, and the file is whole (promise 2)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

from desktop.ledger.verify import verify
from desktop.store.home import FILE, create_home, open_home
from tests.ledger.records import RECORD, SECRET, key

# Appends, alone and in threes, and says the last number only after the append has returned.
WRITER = """
import sys, time
from pathlib import Path
from desktop.ledger.chain import Chain, Draft
from desktop.ledger.clock import HybridClock
from desktop.store.home import open_home
from tests.ledger.records import RECORD, SECRET, key

home = open_home(Path(sys.argv[1]), "synthetic")
heads = home.entries.heads(RECORD)
signer = key(1)
chain = Chain(RECORD, signer, heads.get(signer.desk_id), HybridClock())
for entry in home.entries.load(RECORD):
    chain.clock.observe(entry.time)
if chain.head is None:
    entry = chain.enrol("door", "door", SECRET, wall=time.time_ns() // 1_000_000)
    home.entries.append(entry)
    chain.advance(entry)
drafts = [Draft("candidate-admitted", ["candidate:c1"], {"seat": n}) for n in range(3)]
while True:
    wall = time.time_ns() // 1_000_000
    entries = chain.seal_all(drafts[: 1 if chain.head.number % 2 else 3], wall=wall)
    home.entries.append(entries)
    for entry in entries:
        chain.advance(entry)
    print(chain.head.number, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    create_home(tmp_path, "synthetic").close()
    chance = random.Random(20)
    acknowledged = 0
    for _ in range(20):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        timer = threading.Timer(chance.random() * 0.15, writer.kill)
        timer.start()
        for line in writer.stdout:
            if line.endswith(b"\n"):
                acknowledged = int(line)
        timer.join()
        assert writer.wait() == (1 if os.name == "nt" else -signal.SIGKILL)
        writer.stdout.close()
        with open_home(tmp_path, "synthetic") as home:
            stored = home.entries.versions(RECORD)[key(1).desk_id]
            assert acknowledged <= stored <= acknowledged + 3
            assert verify(home.entries.lines(RECORD), RECORD, SECRET).ok
            assert home.database.select("PRAGMA integrity_check") == [("ok",)]
            assert home.database.select("PRAGMA cipher_integrity_check") == []
    assert acknowledged > 100
    assert {f.name for f in tmp_path.iterdir()} == {FILE}
