"""The standard `age` tool, asked for its passphrase the only way it takes one: at a terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

AGE = shutil.which("age")


def age(*arguments: str) -> None:
    subprocess.run([AGE or "age", *arguments], check=True, capture_output=True, timeout=120)


def age_with_passphrase(passphrase: str, *arguments: str) -> int:
    """Runs `age` with a terminal of its own, types the passphrase whenever asked; gives the exit status."""
    import pty  # which Windows has not, nor Debian's tool

    child, terminal = pty.fork()
    if child == 0:
        os.execv(str(AGE), ["age", *arguments])
    seen = b""
    answered = 0
    try:
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # Linux: the other side is closed
                break
            if not piece:
                break
            seen += piece
            if seen.count(b"passphrase") > answered and seen.rstrip(b" ").endswith(b":"):
                answered = seen.count(b"passphrase")
                os.write(terminal, passphrase.encode() + b"\n")
    finally:
        os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def identity(folder: Path) -> tuple[Path, str, str]:
    """A fresh identity: its file, its secret line, its recipient."""
    file = folder / "identity.txt"
    subprocess.run([shutil.which("age-keygen") or "age-keygen", "-o", str(file)], check=True, capture_output=True)
    lines = file.read_text().splitlines()
    secret = next(line for line in lines if line.startswith("AGE-SECRET-KEY-"))
    recipient = next(line.split(": ")[1] for line in lines if line.startswith("# public key"))
    return file, secret, recipient
