"""Signing in place: badge or staff number, then the PIN, for each person an act needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.faults import SiteFault
from desktop.operations.boards.shell import Credential, Refusal, Signed, SignerSlot
from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import Line
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.panels import Panel, text
from desktop.ui.shared.signs import Disc, Sign
from desktop.wording import Wording

Identify = Callable[[Credential], Signed | Refusal]


_LONG_TITLE = 140
"""Pixels beyond which who signs stands below the title and not beside it."""


class SignIn(QWidget):
    """Two lines, who and PIN. `passed(Signed)` once the lane says the person is who they are.

    The PIN leaves the screen the moment it is sent, whatever comes back. `states` is what whoever gives it says by it.
    """

    passed = Signal(object)

    def __init__(self, identify: Identify, lane: Lane, wording: Wording, states: str = "") -> None:
        super().__init__()
        self._identify, self._lane, self._wording = identify, lane, wording
        self._badge = ""
        self._busy = False
        self.who = Line(wording.text("sign-who"), words=False)
        self.who.setAccessibleName(wording.text("sign-who"))
        self.pin = Line(wording.text("sign-pin"), secret=True)
        self.pin.setAccessibleName(wording.text("sign-pin"))
        self.message = text("", theme.SMALL, bold=True, tone="stop", wrap=True)
        self.message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if states:
            column.addWidget(text(states, theme.BODY, bold=True, tone="brand", wrap=True))
            self.pin.setAccessibleDescription(states)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.who, 3)
        row.addWidget(self.pin, 2)
        column.addLayout(row)
        column.addWidget(self.message)
        self.setFocusProxy(self.who)
        self.who.entered.connect(self._who_given)
        self.who.textEdited.connect(self._typed)
        self.pin.entered.connect(self._send)

    def scanned(self, words: str) -> None:
        """A badge: it stands for who, only the PIN is left to type."""
        self._badge = words
        self.who.setText(words)
        self.pin.setFocus()

    def clear(self) -> None:
        self._badge = ""
        self.who.clear()
        self.pin.clear()
        self.say("")

    def say(self, words: str, tone: str = "stop") -> None:
        theme.set_look(self.message, tone=tone)
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _typed(self) -> None:
        self._badge = ""

    def _who_given(self) -> None:
        if self.who.text().strip():
            self.pin.setFocus()

    def _send(self) -> None:
        who, pin = self.who.text().strip(), self.pin.text()
        if self._busy:
            return
        if not who or not pin:
            (self.pin if who else self.who).setFocus()
            return
        self._busy = True
        self.say(self._wording.text("sign-checking"), "quiet")
        self.pin.clear()
        credential = Credential(who, pin, badge=bool(self._badge) and self._badge == who)
        self._lane.call(partial(self._identify, credential), self._answered, self._failed, owner=self)

    def _answered(self, answer: Signed | Refusal) -> None:
        self._busy = False
        if isinstance(answer, Refusal):
            self.say(" ".join(p for p in (answer.sentence, answer.next) if p))
            self.pin.setFocus()
            return
        self.say("")
        self.passed.emit(answer)

    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        self.say(self._wording.fault(fault) if isinstance(fault, SiteFault) else self._wording.text("fault-ours"))
        self.who.setFocus()


class Signatures(QWidget):
    """The officers of one act in order; the first one missing is asked, the same person never twice.

    `one_more` comes with every signature, `complete` when the last one has signed; `taken()` gives them. `states` is
    what each of them says by signing.
    """

    one_more = Signal()
    complete = Signal()

    def __init__(
        self, slots: tuple[SignerSlot, ...], identify: Identify, lane: Lane, wording: Wording, states: str = ""
    ) -> None:
        super().__init__()
        self._slots = slots
        self._wording = wording
        self._signed: list[Signed | None] = [slot.signed for slot in slots]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._lines: list[_SignerLine] = []
        for place, slot in enumerate(slots):
            title = slot.title or wording.text("sign-nth", n=place + 1)
            line = _SignerLine(place + 1, title, slot.expected)
            self._lines.append(line)
            self._column.addWidget(line)
        self.form = SignIn(identify, lane, wording, states)
        self.form.passed.connect(self._passed)
        self.form.hide()
        self._show()

    def missing(self) -> bool:
        return any(signed is None for signed in self._signed)

    def taken(self) -> tuple[Signed, ...]:
        return tuple(signed for signed in self._signed if signed is not None)

    def ask(self) -> None:
        """Put the cursor where the next person signs."""
        if self.missing():
            self.form.who.setFocus()

    def is_asking(self) -> bool:
        """Whether the cursor stands where somebody signs."""
        where = self.window().focusWidget()
        return where is not None and self.form.isAncestorOf(where)

    def scanned(self, words: str) -> bool:
        if not self.missing():
            return False
        self.form.scanned(words)
        return True

    def _next(self) -> int | None:
        return next((n for n, signed in enumerate(self._signed) if signed is None), None)

    def _passed(self, signed: Signed) -> None:
        if any(other is not None and other.officer == signed.officer for other in self._signed):
            self.form.say(self._wording.text("sign-same-person", name=signed.name))
            self.form.who.clear()
            self.form.who.setFocus()
            return
        place = self._next()
        if place is None:
            return
        self._signed[place] = signed
        self.form.clear()
        self._show()
        self.one_more.emit()
        if self.missing():
            self.form.who.setFocus()
        else:
            self.complete.emit()

    def _show(self) -> None:
        current = self._next()
        for place, line in enumerate(self._lines):
            line.show_state(self._signed[place], place == current)
        if current is None:
            self.form.hide()
            return
        self._lines[current].hold(self.form)
        self.form.show()


class _SignerLine(Panel):
    def __init__(self, number: int, title: str, expected: str) -> None:
        super().__init__("plain", (12, 8, 12, 8), 8)
        self._number, self._expected = number, expected
        row = QHBoxLayout()
        row.setSpacing(8)
        self._sign = Sign("ok", 24)
        self._disc = Disc(number, 24)
        row.addWidget(self._sign)
        row.addWidget(self._disc)
        name = text(title, theme.BODY, bold=True)
        self._words = text("", theme.SMALL, tone="quiet", wrap=True)
        self.column.addLayout(row)
        if name.sizeHint().width() > _LONG_TITLE:
            name.setWordWrap(True)
            row.addWidget(name, 1)
            self.column.addWidget(self._words)
        else:
            row.addWidget(name)
            row.addWidget(self._words, 1)

    def show_state(self, signed: Signed | None, current: bool) -> None:
        self._sign.setVisible(signed is not None)
        self._disc.setVisible(signed is None)
        self._disc.show_now(current)
        self._words.setText(f"{signed.name} · {signed.role}" if signed is not None else self._expected)
        theme.set_look(self, look="ok" if signed is not None else "brand-edge" if current else "plain")

    def hold(self, form: QWidget) -> None:
        self.column.addWidget(form)
