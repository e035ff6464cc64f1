"""`record verify` of 50,000 entries beside verifying their 50,000 signatures and nothing else."""

from __future__ import annotations

import base64
import io
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.bootstrap.parts import Parts
from desktop.ledger.verify import verify_file
from tests.bench.measure import Measure, seconds, turns
from tests.bench.site import PASSPHRASE, Site


def measure(site: Site, rounds: int = 5) -> list[Measure]:
    parts = Parts()
    with parts.open_home(site.home, PASSPHRASE) as home:
        record = home.plans.current_record()
        assert record is not None
        lines = list(home.entries.lines(record))
        package = home.plans.package(record)
        assert package is not None
        secret = package.secret
    file = b"".join(line + b"\n" for line in lines)
    entries = [json.loads(line) for line in lines]
    keys = {
        e["desk"]: Ed25519PublicKey.from_public_bytes(base64.b64decode(e["data"]["public_key"] + "=="))
        for e in entries
        if e["number"] == 1
    }
    signed = [(keys[e["desk"]], base64.b64decode(e["signature"] + "=="), bytes.fromhex(e["hash"])) for e in entries]

    def ours() -> float:
        def work() -> None:
            report = verify_file(io.BytesIO(file), record, secret)
            assert report.ok, report
            assert report.entries == len(lines)

        return len(lines) / seconds(work)

    def theirs() -> float:
        def work() -> None:
            for key, signature, digest in signed:
                key.verify(signature, digest)

        return len(lines) / seconds(work)

    rate, yardstick = turns(rounds, ours, theirs)
    return [
        Measure(
            *("verify", f"record verify, {len(lines):,} entries", "Ed25519 verification alone", "a second"),
            *(rate, yardstick, 0.6, False),
        )
    ]
