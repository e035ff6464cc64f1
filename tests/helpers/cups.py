"""A printing service of the test's own: the system's cupsd with its own folders and socket, and queues whose backend
puts what arrives into a tray, a folder that can be read.

`raw` takes every file as it is; `pages` sends PDF through the service's own page filter, as a driver would.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CUPSD = "/usr/sbin/cupsd"
LPADMIN = "/usr/sbin/lpadmin"
_LIBRARY = Path("/usr/lib/cups")
_DEADLINE = 20.0

# Writes the job's arguments and bytes; waits while the tray is held; goes when it is told to.
_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && exit 0
trap 'exit 1' TERM
tray="${DEVICE_URI#tray:}"
touch "$tray/$1.began"
while [ -e "$tray/held" ]; do sleep 0.05; done
printf '%s\\n' "$@" > "$tray/$1.asked"
if [ $# -ge 6 ]; then cat "$6"; else cat; fi > "$tray/$1.part"
mv "$tray/$1.part" "$tray/$1.pdf"
"""

_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TRAY.PPD"
*Manufacturer: "Tray"
*Product: "(Tray)"
*ModelName: "Tray"
*ShortNickName: "Tray"
*NickName: "Tray"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4: ""
*PageSize A3: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4: ""
*PageRegion A3: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "12 12 583 830"
*ImageableArea A3: "12 12 830 1179"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*PaperDimension A3: "842 1191"
"""


@dataclass
class Tray:
    """What one queue has printed."""

    folder: Path

    def jobs(self) -> list[int]:
        return sorted(int(path.stem) for path in self.folder.glob("*.pdf"))

    def pdf(self, job: int) -> bytes:
        return (self.folder / f"{job}.pdf").read_bytes()

    def asked(self, job: int) -> list[str]:
        """The backend's arguments: job, user, title, copies, options."""
        return (self.folder / f"{job}.asked").read_text(encoding="utf-8").splitlines()

    def began(self, job: int) -> bool:
        return (self.folder / f"{job}.began").exists()

    def hold(self) -> None:
        (self.folder / "held").touch()

    def release(self) -> None:
        (self.folder / "held").unlink(missing_ok=True)


class Service:
    """A running cupsd. `server` is what the CUPS_SERVER of a client is."""

    def __init__(self, folder: Path, most_jobs: int = 0, most_bytes: int = 0) -> None:
        self.folder = folder
        self.server = str(folder / "sock")
        self._write(most_jobs, most_bytes)
        self.process = self._start()

    def queue(self, name: str, pages: bool = False, ppd: Path | None = None) -> Tray:
        """A new queue, accepting and enabled; with `pages` PDF goes through the page filter, else through what `ppd`
        says, or nothing."""
        tray = self.folder / f"tray-{name}"
        tray.mkdir()
        tray.chmod(0o777)
        told = ppd or (self.folder / "tray.ppd" if pages else None)
        self.admin("-p", name, "-E", "-v", f"tray:{tray}", *(["-P", str(told)] if told else []))
        return Tray(tray)

    def admin(self, *arguments: str) -> None:
        self.run(LPADMIN, *arguments)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            env={**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            timeout=_DEADLINE,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        return done.stdout

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(_DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _write(self, most_jobs: int, most_bytes: int) -> None:
        root = self.folder
        bin_ = root / "bin"
        (bin_ / "backend").mkdir(parents=True)
        for part in ("filter", "daemon", "notifier", "monitor", "cgi-bin", "driver"):
            if (_LIBRARY / part).is_dir():
                (bin_ / part).symlink_to(_LIBRARY / part)
        backend = bin_ / "backend" / "tray"
        backend.write_text(_BACKEND, encoding="ascii")
        backend.chmod(0o755)
        (root / "tray.ppd").write_text(_PPD, encoding="ascii")
        for part in ("root", "state", "cache", "spool", "temp"):
            (root / part).mkdir()
        root.chmod(0o755)
        users = "User lp\nGroup lp\nSystemGroup root\n" if os.getuid() == 0 else ""
        (root / "cups-files.conf").write_text(
            f"{users}ServerRoot {root}/root\nStateDir {root}/state\nCacheDir {root}/cache\nRequestRoot {root}/spool\n"
            f"TempDir {root}/temp\nServerBin {bin_}\nDataDir /usr/share/cups\nAccessLog {root}/access\n"
            f"ErrorLog {root}/error\nPageLog {root}/page\nFatalErrors none\nSyncOnClose No\n",
            encoding="ascii",
        )
        (root / "cupsd.conf").write_text(
            f"Listen {self.server}\nLogLevel debug\nBrowsing Off\nDefaultAuthType None\nWebInterface No\n"
            f"MaxJobs {most_jobs}\nMaxRequestSize {most_bytes}\nDirtyCleanInterval 0\n"
            "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
            "<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n<Limit All>\nOrder allow,deny\nAllow all\n"
            "</Limit>\n</Policy>\n",
            encoding="ascii",
        )

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [CUPSD, "-f", "-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        environment = {**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C"}

        def answers() -> bool:
            assert process.poll() is None, (self.folder / "error").read_text(encoding="utf-8")[-3000:]
            done = subprocess.run(["lpstat", "-r"], env=environment, capture_output=True, text=True, check=False)
            return done.stdout.strip() == "scheduler is running"

        wait_until(answers)
        return process


def wait_until(condition: Callable[[], bool], seconds: float = _DEADLINE) -> None:
    """Wait for a condition, with a deadline."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


@contextmanager
def service(most_jobs: int = 0, most_bytes: int = 0) -> Iterator[Service]:
    """A service of one's own; its process and folders are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="cups-"))  # a socket's path must be short
    running = Service(folder, most_jobs, most_bytes)
    try:
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)
