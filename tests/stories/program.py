"""The running program: one window at one desk, hands on its keyboard and eyes on its screen.

Nothing waits for a number of seconds: each wait is for something the record, the window's title or the screen shows,
and fails with a picture after a minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.ui.shared.look.palettes import PALETTES
from desktop.wording import Wording
from tests.stories.counting import Task
from tests.stories.screen import Screen
from tests.stories.site import PASSPHRASE, PIN, StorySite

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out" / "stories"
PATIENCE = 60.0
_BARS = 60
"""The bars show a running clock: what changes is looked for between them."""
_FINGERS, _READER = "110", "0"
"""What xdotool is told to wait, in ms; half of it lies between two keys. A reader's are all there at once; a person's
never come within 40 ms."""
_REACTION, _SECOND_THOUGHT, _SAME_AGAIN = 0.25, 0.45, 1.6
"""Seconds no person is quicker than: after a read, as an Enter that comes sooner is still the reader's; and between the
two presses of an order, as a second one that comes sooner is the key's bounce; and between two reads of one badge."""
_STILL = 0.25
"""Seconds without a change before a picture: less than a cursor takes to blink."""
FILLS = {"ok": "ok-fill", "warn": "warn-fill", "stop": "stop-fill"}


class Stopped(AssertionError):
    """The program did not do what the hands asked for."""


class Program:
    """`with Program(...) as window: window.sign_in("p12")`. Pictures are out/stories/<story>-<n>.png."""

    def __init__(
        self,
        site: StorySite,
        screen: Screen,
        story: str,
        desk: str,
        *,
        locale: str = "zh-CN",
        sources: Sequence[str] = (),
    ) -> None:
        self.site, self.screen, self.story, self.desk = site, screen, story, desk
        self.words = Wording(locale)
        self.tasks: list[Task] = []
        self._task = Task("")
        self._sources = tuple(word for source in sources for word in ("--source", source))
        self._environment = {
            **{k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"},
            "DISPLAY": screen.name,
            "QT_QPA_PLATFORM": "xcb",
            "KAODIAN_PASSPHRASE": PASSPHRASE,
            "KAODIAN_CLOCK": str(site.clock_file),
            "KAODIAN_THEME": "light",
        }
        self._log = site.folder / f"{desk}.log"
        self._window = ""
        self._program: subprocess.Popen[bytes] | None = None
        self._seen = b""
        self._free_at = 0.0
        self._scanned = ("", 0.0)

    # --- the process ------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        assert not self._complaint(), self._complaint()

    def start(self) -> None:
        """Start the program; returns when it asks who is there."""
        arguments = [sys.executable, "-m", "desktop", "--home", str(self.site.home.folder), "open"]
        with self._log.open("ab") as log:
            self._program = subprocess.Popen(
                [*arguments, "--desk", self.desk, *self._sources], env=self._environment, stderr=log, cwd=ROOT
            )
        self.until(self._asks, "nobody was asked to sign in")
        self._tool("windowfocus", "--sync", self._window)

    def _asks(self) -> bool:
        """The window that asks who is there; the one painted before it is gone by then."""
        assert self._program is not None
        given = ("--onlyvisible", "--all", "--pid", str(self._program.pid), "--name", self.words.text("shell-welcome"))
        found = subprocess.run(("xdotool", "search", *given), env=self._environment, capture_output=True, check=False)
        if found.returncode or not found.stdout.split():
            return False
        self._window = found.stdout.split()[0].decode()
        return True

    def end(self) -> None:
        """As the session's end closes it."""
        if self._program is not None:
            self._program.terminate()
            self._program.wait()

    def kill(self) -> None:
        """The plug: no chance to say or write anything more."""
        assert self._program is not None
        self._program.kill()
        self._program.wait()

    # --- hands ------------------------------------------------------------------------------------------------------

    @contextmanager
    def task(self, name: str) -> Iterator[Task]:
        """Count what the hands do meanwhile."""
        task = self._task = Task(name, self.story)
        self.tasks.append(task)
        yield task
        self._task = Task("")

    def key(self, *names: str) -> None:
        """Fingers, key by key."""
        self._task.keys += len(names)
        self._react()
        self._tool("key", "--clearmodifiers", "--delay", _FINGERS, *names)

    def twice(self, name: str) -> None:
        """A key that asks to be pressed again."""
        self.key(name)
        self.until_changed()
        self._free_at = time.monotonic() + _SECOND_THOUGHT
        self.key(name)

    def type(self, words: str) -> None:
        """Fingers."""
        self._task.keys += len(words)
        self._react()
        self._tool("type", "--delay", _FINGERS, words)

    def pin(self, pin: str = PIN) -> None:
        """A PIN with its Enter."""
        self._task.pins += 1
        self._react()
        self._tool("type", "--delay", _FINGERS, pin)
        self._tool("key", "Return")

    def scan(self, words: str) -> None:
        """A wedge reader: everything at once, and Enter."""
        self._task.scans += 1
        if self._scanned[0] == words:
            # Within a second and a half it would be a reader that sends everything twice.
            time.sleep(max(0.0, self._scanned[1] + _SAME_AGAIN - time.monotonic()))
        self._tool("type", "--args", "1", "--delay", _READER, words, "key", "Return")
        self._scanned = (words, time.monotonic())
        self._free_at = time.monotonic() + _REACTION

    def _react(self) -> None:
        time.sleep(max(0.0, self._free_at - time.monotonic()))

    def laid(self) -> None:
        """A card was laid down by the story."""
        self._task.cards += 1

    def sign_in(self, staff: str, title: str = "") -> None:
        """Badge and PIN, until the desk stands there."""
        asking = self._title()
        self.scan(self.site.badge(staff))
        self.pin()
        self.until(lambda: self._title() != asking and self._on_desk(), "the desk does not open")
        self.settle()

    def take_over(self, staff: str) -> None:
        """Another officer at the same desk."""
        self.key("F12")
        self.until_changed()
        self.sign_in(staff)

    def signs(self, staff: str) -> None:
        """An officer in a form that asks for one: badge and PIN."""
        self.scan(self.site.badge(staff))
        self.pin()

    # --- eyes -------------------------------------------------------------------------------------------------------

    def until(self, holds: Callable[[], object], otherwise: str) -> None:
        """Wait until something holds; the program must live meanwhile."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert self._program is not None
            if self._program.poll() is not None:
                raise Stopped(f"{self.desk}: the program ended: {self._complaint()}")
            if time.monotonic() > deadline:
                self.screen.save(OUT / f"{self.story}-stopped.png")
                raise Stopped(f"{self.desk}: {otherwise}; {self.site.kinds()} {self._complaint()}")
            time.sleep(0.02)

    def _complaint(self) -> str:
        """What the program said on its standard error; nothing when all is well."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-2000:]

    def until_entry(self, kind: str, count: int = 1, about: str = "") -> None:
        """Wait until the story has written that many entries of a kind."""
        self.until(lambda: len(self.site.entries(kind, about)) >= count, f"no {kind} was written")

    def until_title(self, wanted: Callable[[str], bool]) -> None:
        self.until(lambda: wanted(self._title()), "the window's title stays")

    def _title(self) -> str:
        return self._tool("getwindowname", self._window).strip()

    def _on_desk(self) -> bool:
        """A desk, and no page before it, says in its bar that this is a rehearsal."""
        badge = PALETTES["light"]["due-on-bar"].lower()
        return sum(self.screen.pixel(x, 20) == badge for x in range(100, 400, 4)) >= 6

    def until_verdict(self, tone: str) -> None:
        """Wait until the door's big pane is filled with that tone (ok, warn, stop) and is not the one seen before."""
        wanted = PALETTES["light"][FILLS[tone]].lower()
        self.until(lambda: self.screen.pixel(12, 120) == wanted and self._changed(), f"the verdict is not {tone}")
        self.settle()

    def set_clock(self, at: str) -> None:
        """Lead the site's clock to this time; returns when this window shows another one."""
        before = self.screen.rows(0, _BARS)
        self.site.set_clock(at)
        self.until(lambda: self.screen.rows(0, _BARS) != before, "the clock in the bar stands still")

    @contextmanager
    def offers(self) -> Iterator[None]:
        """What is done meanwhile opens a step with ticks: wait until the room's big button says something else."""
        before = self._button()
        yield
        self.until(lambda: self._button() != before, "the next step is not offered")
        self.settle()

    def until_offered(self) -> None:
        """Wait until the room's next step can be done: its big button is filled."""
        filled = PALETTES["light"]["brand-fill"].lower()
        self.until(lambda: self.screen.pixel(32, self.screen.size[1] - 100) == filled, "the next step is not offered")
        self.settle()

    def _button(self) -> bytes:
        tall = self.screen.size[1]
        return self.screen.part(24, tall - 140, 240, tall - 66)

    def until_alarm(self) -> None:
        """Wait until one of the first matters in the column at the right is a red one."""
        red = {PALETTES["light"][name].lower() for name in ("stop", "stop-fill", "stop-line")}
        here = [(x, y) for y in range(84, 260, 12) for x in range(1030, 1112)]
        self.until(lambda: any(self.screen.pixel(x, y) in red for x, y in here), "no alarm is shown")
        self.settle()

    def until_order(self, number: int) -> None:
        """Wait until the order on that function key is the one to give: its button is filled."""
        wide, filled = self.screen.size[0] // 6, PALETTES["light"]["brand-fill"].lower()
        across = range((number - 2) * wide + 20, (number - 1) * wide - 20, 4)
        self.until(lambda: any(self.screen.pixel(x, 676) == filled for x in across), f"F{number} is not offered")

    def until_changed(self) -> None:
        """Wait until the screen differs from the last time anybody looked, and two looks are alike."""
        self.until(self._changed, "nothing changed on the screen")
        self.settle()

    def _changed(self) -> bool:
        now = self._look()
        return now != self._seen and now == self._look()

    def settle(self) -> None:
        """Take the screen as it is for what was seen last."""
        self._seen = self._look()

    def _look(self) -> bytes:
        return self.screen.rows(_BARS, self.screen.size[1] - _BARS)

    def picture(self) -> Path:
        """The next picture of the story, once the screen stands still for a moment."""
        quiet: list[Any] = [time.monotonic(), self._look()]

        def still() -> bool:
            now = self._look()
            if now != quiet[1]:
                quiet[:] = [time.monotonic(), now]
            return time.monotonic() - quiet[0] >= _STILL

        self.until(still, "the screen never stands still")
        taken = sum(1 for path in OUT.glob(f"{self.story}-[0-9].png"))
        return self.screen.save(OUT / f"{self.story}-{taken + 1}.png")

    def _tool(self, *arguments: str) -> str:
        ran = subprocess.run(
            ("xdotool", *arguments), env=self._environment, capture_output=True, text=True, check=False, timeout=60
        )
        if ran.returncode:
            raise Stopped(f"{self.desk}: xdotool {arguments[0]} failed: {ran.stderr.strip()}")
        return ran.stdout
