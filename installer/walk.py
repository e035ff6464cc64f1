"""The real window in a virtual display, by keyboard alone, with a picture of every desk.

Nothing waits for a number of seconds: the window's title says where it stands, and a picture is taken when the window
has changed and stands still.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QImage

from desktop.exam.plan.model import Role
from desktop.wording import Wording
from installer.sample_site import PASSPHRASE, PIN, SampleSite

SIZE = (1366, 768)
# Each desk and who signs in there.
ROLES: dict[str, Role] = {
    "door": "assistant-proctor",
    "room": "lead-proctor",
    "control": "chief",
    "custody": "confidentiality",
    "office": "office",
}
# The bars show a running clock: what stands still is looked for between them.
_BARS = 80
_PATIENCE = 60.0


class WalkStopped(RuntimeError):
    """The window did not do what the keys asked for."""


def environment(site: SampleSite) -> dict[str, str]:
    return {**os.environ, "KAODIAN_PASSPHRASE": PASSPHRASE, "KAODIAN_CLOCK": site.clock}


def all_desks(site: SampleSite, out: Path) -> list[Path]:
    """Walk through every desk; the pictures, in order. Raises WalkStopped."""
    pictures: list[Path] = []
    with virtual_display() as display:
        for desk, role in ROLES.items():
            with Walker(site, desk, display, out) as walker:
                pictures += walker.sign_in(site.officer(role))
                pictures += _STEPS[desk](walker, site)
    return pictures


@contextmanager
def virtual_display() -> Iterator[str]:
    """A display of its own, `:N`; the server picks a free number. It does not start anew when a window has gone: the
    next one might just then find nobody there."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        if not select.select([reader], [], [], _PATIENCE)[0] or not (number := os.read(reader, 16).strip()):
            raise WalkStopped("the virtual display did not start")
        yield f":{number.decode()}"
    finally:
        os.close(reader)
        server.terminate()
        server.wait()


class Walker:
    """One window at one desk, and the hands on its keyboard."""

    def __init__(self, site: SampleSite, desk: str, display: str, out: Path) -> None:
        self._desk, self._out, self._shots = desk, out, 0
        self._environment = {**environment(site), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._environment.pop("WAYLAND_DISPLAY", None)
        arguments = [sys.executable, "-m", "desktop", "--home", str(site.home), "open", "--desk", desk]
        self._program = subprocess.Popen(arguments, env=self._environment, stderr=subprocess.PIPE)
        self._last: QImage | None = None
        self._words = Wording()
        self._window = ""

    def __enter__(self) -> Walker:
        self._window = self._signing_in()
        self._tool("windowfocus", "--sync", self._window)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is WalkStopped and self._program.poll() is None:
            self.shot("stopped")
        self._program.terminate()
        self._program.communicate()

    def _signing_in(self) -> str:
        """The window that asks who is there; the one painted before it is gone by then."""
        wanted = (
            "--onlyvisible",
            "--all",
            "--pid",
            str(self._program.pid),
            "--name",
            self._words.text("shell-welcome"),
        )
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            self._still_there()
            found = subprocess.run(
                ("xdotool", "search", *wanted), env=self._environment, capture_output=True, check=False
            )
            if found.returncode == 0 and found.stdout.split():
                return found.stdout.split()[0].decode()
            time.sleep(0.1)
        raise WalkStopped(f"{self._desk}: nobody was asked to sign in within a minute")

    # --- hands ----------------------------------------------------------------------------------------------------

    def key(self, *names: str) -> None:
        self._tool("key", "--clearmodifiers", *names)

    def type(self, words: str) -> None:
        """As a person types."""
        self._tool("type", "--delay", "90", words)

    def scan(self, words: str) -> None:
        """As a reader types: everything at once, and Enter."""
        self._tool("type", "--args", "1", "--delay", "4", words, "key", "Return")

    # --- eyes -----------------------------------------------------------------------------------------------------

    def sign_in(self, officer: str) -> list[Path]:
        """From the first page to the desk."""
        self.settle(still=0)
        first = self.shot("sign-in") if self._desk == "door" else []
        self.type(officer)
        self.key("Return")
        self.type(PIN)
        self.key("Return")
        self.until_title(lambda title: " · " in title and not title.startswith(self._words.text("shell-welcome")))
        self.settle()
        # A desk nobody has seen yet shows itself around; once that is looked at it gives way.
        tour = self.shot("tour") if self._desk == "door" else []
        self.key("Escape")
        self.settle()
        return [*first, *tour, *self.shot("")]

    def until_title(self, wanted: Callable[[str], bool]) -> None:
        """Wait until the window stands where it should."""
        title, deadline = "", time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            self._still_there()
            title = self._tool("getwindowname", self._window).strip()
            if wanted(title):
                return
            # What is seen until then is not what is waited for, even if the window is slow to paint the new page.
            self._last = self._look()
            time.sleep(0.1)
        raise WalkStopped(f"{self._desk}: the window still says {title!r} after a minute")

    def settle(self, still: float = 0.5) -> None:
        """Wait until the window differs from the last time and then stands still for that many seconds. A blinking
        cursor never stands still that long: with 0 two equal looks are enough."""
        deadline = time.monotonic() + _PATIENCE
        before, since = QImage(), time.monotonic()
        while time.monotonic() < deadline:
            self._still_there()
            now = self._look()
            if now != before:
                before, since = now, time.monotonic()
            elif now != self._last and time.monotonic() - since >= still:
                self._last = now
                return
            time.sleep(0.1)
        raise WalkStopped(f"{self._desk}: nothing changed for a minute")

    def _still_there(self) -> None:
        if self._program.poll() is not None:
            raise WalkStopped(f"{self._desk}: the window closed: {self._complaint()}")

    def shot(self, name: str) -> list[Path]:
        """A picture of the whole window in the folder for pictures."""
        parts = (str(self._number()), self._desk, name)
        path = self._out / ("-".join(part for part in parts if part) + ".png")
        path.unlink(missing_ok=True)
        self._picture(path)
        return [path]

    def _number(self) -> int:
        return list(ROLES).index(self._desk) + 1

    def _look(self) -> QImage:
        path = self._out / "looking.png"
        path.unlink(missing_ok=True)
        self._picture(path)
        image = QImage(str(path))
        path.unlink()
        return image.copy(0, _BARS, SIZE[0], SIZE[1] - 2 * _BARS)

    def _picture(self, path: Path) -> None:
        self._run("scrot", "--overwrite", "--silent", str(path))

    def _tool(self, *arguments: str) -> str:
        return self._run("xdotool", *arguments)

    def _run(self, *command: str) -> str:
        ran = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False, timeout=60)
        if ran.returncode:
            raise WalkStopped(f"{self._desk}: {command[0]} failed: {ran.stderr.strip() or self._complaint()}")
        return ran.stdout

    def _complaint(self) -> str:
        if self._program.poll() is None or self._program.stderr is None:
            return "the window is still there"
        return self._program.stderr.read().decode(errors="replace")[-1000:]


def _door(walker: Walker, site: SampleSite) -> list[Path]:
    """Somebody who is expected comes and is let in; somebody of another room is shown the way."""
    _, who = site.waiting()
    walker.scan(who.document_number)
    walker.settle()
    pictures = walker.shot("admitted")
    walker.key("Return")
    walker.settle()
    walker.scan(site.of_another_room().document_number)
    walker.settle()
    return [*pictures, *walker.shot("refused")]


def _room(walker: Walker, site: SampleSite) -> list[Path]:
    walker.key("Down")
    walker.settle()
    return walker.shot("seat")


def _control(walker: Walker, site: SampleSite) -> list[Path]:
    walker.key("Down")
    walker.settle()
    walker.key("Return")
    walker.settle()
    return walker.shot("look")


def _custody(walker: Walker, site: SampleSite) -> list[Path]:
    walker.scan(site.plan.bags[0].id)
    walker.settle()
    return walker.shot("scanned")


def _office(walker: Walker, site: SampleSite) -> list[Path]:
    """The steps before the day, as they were left: dates, roster, seats, people, forms."""
    pictures = []
    for key, name in (("1", "dates"), ("2", "roster"), ("3", "seats"), ("4", "staff"), ("5", "print")):
        walker.key(key)
        walker.settle(still=1.0)
        pictures += walker.shot(name)
    return pictures


_STEPS: dict[str, Callable[[Walker, SampleSite], list[Path]]] = {
    "door": _door,
    "room": _room,
    "control": _control,
    "custody": _custody,
    "office": _office,
}
