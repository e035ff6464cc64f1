"""`python -m tests.helpers.central --db FILE --port N --token T [--plan FILE.json …]`: the centre by hand, till ^C."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import uvicorn

from tests.helpers.central.app import make_app
from tests.helpers.central.database import Database
from tests.helpers.central.mishaps import Mishaps


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.helpers.central", description=__doc__)
    parser.add_argument("--db", type=Path, required=True, help="SQLite file; made when it is not there")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--token", required=True)
    parser.add_argument("--plan", type=Path, action="append", default=[], help="a plan (contract's Plan) to offer")
    parser.add_argument("--certificate", type=Path, help="PEM, with --key: https")
    parser.add_argument("--key", type=Path)
    given = parser.parse_args()
    database = Database(given.db)
    for plan in given.plan:
        database.add_plan(json.loads(plan.read_text("utf-8")))
    mishaps = Mishaps()
    try:
        uvicorn.run(
            mishaps.around(make_app(database, given.token, mishaps)),
            host="127.0.0.1",
            port=given.port,
            lifespan="off",
            ws="none",
            ssl_certfile=given.certificate,
            ssl_keyfile=given.key,
        )
    finally:
        database.close()


if __name__ == "__main__":
    main()
