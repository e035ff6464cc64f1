"""A real PostgreSQL for tests: a cluster of its own in a temporary folder, reached by a socket of that folder or, with
`wire`, at a free port of this machine, as a program of Windows reaches it. It is ended by its process id."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

PORT = 55432


class Cluster:
    """One running server. `fresh()` makes an empty database and answers its URL."""

    def __init__(self, folder: Path, port: int = PORT, host: str = "") -> None:
        self.folder, self.port, self.host = folder, port, host or str(folder)
        self._log = folder / "log"

    def url(self, database: str) -> str:
        user = "postgres" if os.geteuid() == 0 else _me()
        return f"postgresql://{user}@/{database}?host={self.host}&port={self.port}"

    def fresh(self) -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


@contextmanager
def cluster(wire: bool = False) -> Iterator[Cluster]:
    """Starts a server and stops it, whatever happens. Raises FileNotFoundError where PostgreSQL is not installed."""
    if os.name == "nt":
        pytest.skip("PostgreSQL is started by this system's own means")
    folder = Path(tempfile.mkdtemp(prefix="kaodian-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run("initdb", "-D", str(data), "-A", "trust", "-N", "--no-locale", "-E", "UTF8")
        port, host = (_free_port(), "127.0.0.1") if wire else (PORT, "")
        options = f"-c unix_socket_directories={folder} -c port={port} -c listen_addresses={host} -c fsync=off"
        _run("pg_ctl", "-w", "-D", str(data), "-l", str(folder / "log"), "-o", options, "start")
        yield Cluster(folder, port, host)
    finally:
        _stop(data)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _stop(data: Path) -> None:
    """End the server by its own process id, from its own file."""
    pid_file = data / "postmaster.pid"
    if pid_file.exists():
        pid = int(pid_file.read_text().split()[0])
        _run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop", check=False)
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def _run(program: str, *arguments: str, check: bool = True) -> None:
    """Run one of PostgreSQL's programs, as user postgres when we are root: it refuses root."""
    command = [str(_program(program)), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", stdin=subprocess.DEVNULL)
    if check and done.returncode:
        raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")


def _program(name: str) -> Path:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).exists():
            return folder / name
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} of PostgreSQL is not installed")
    return Path(found)


def _me() -> str:
    import getpass

    return getpass.getuser()
