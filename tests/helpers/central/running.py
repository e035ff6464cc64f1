"""The centre in a thread, on a free port of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from tests.helpers.central.app import make_app
from tests.helpers.central.certificates import make_certificates
from tests.helpers.central.database import Database
from tests.helpers.central.mishaps import Mishaps

TOKEN = "site-99-token"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class RunningCentral:
    """A running centre. `url` ends in `/v1`; `ca_file` is what a client must trust when it runs with TLS."""

    def __init__(self, database: Database, url: str, token: str, mishaps: Mishaps, ca_file: Path | None) -> None:
        self.database = database
        self.url = url
        self.token = token
        self.mishaps = mishaps
        self.ca_file = ca_file

    def sent(self) -> list[tuple[str, str]]:
        """Calls so far that hand something over."""
        return [(c.method, c.path) for c in self.mishaps.calls if c.method == "POST" or "/attachments/" in c.path]


@contextmanager
def central_server(
    folder: Path, *, token: str = TOKEN, plans: tuple[dict[str, Any], ...] = (), tls: bool = False, port: int = 0
) -> Iterator[RunningCentral]:
    """A centre over `folder/central.db`. The same folder again is the same centre after a restart."""
    folder.mkdir(parents=True, exist_ok=True)
    database = Database(folder / "central.db")
    for plan in plans:
        database.add_plan(plan)
    mishaps = Mishaps()
    keys: dict[str, Any] = {}
    ca_file = None
    if tls:
        ca_file, certificate, key = make_certificates(folder)
        keys = {"ssl_certfile": str(certificate), "ssl_keyfile": str(key)}
    listening = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(
        mishaps.around(make_app(database, token, mishaps)),
        log_level="critical",
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        timeout_graceful_shutdown=2,
        **keys,
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="central", daemon=True)
    thread.start()
    try:
        if not server.ready.wait(20):
            raise RuntimeError("the centre does not start")
        scheme = "https" if tls else "http"
        address = f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/v1"
        yield RunningCentral(database, address, token, mishaps, ca_file)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
        database.close()
