"""The hand-over under way: the bag, what is compared on its label, then every person's badge and PIN in order."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.operations.boards.custody import HandOver
from desktop.operations.boards.shell import DeskActions
from desktop.ui.custody.label import LabelTicks
from desktop.ui.shared import theme
from desktop.ui.shared.act.signing import Signatures
from desktop.ui.shared.cards import Place
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.panels import KeySentence, Panel, text
from desktop.wording import Wording


class HandPanel(QWidget):
    """Built anew for every hand-over and after every refusal: a signature is good for one act.

    `signed(tuple of Signed)` when the last person has signed in place; `go` for an action with its own form;
    `moved` when the place of work is another one.
    """

    signed = Signal(object)
    go = Signal()
    moved = Signal()

    def __init__(self, hand: HandOver, actions: DeskActions, lane: Lane, wording: Wording) -> None:
        super().__init__()
        self.hand = hand
        self.signatures: Signatures | None = None
        self.ticks: LabelTicks | None = None
        self._asked = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text(hand.title, theme.BODY, bold=True, tone="quiet", wrap=True))
        ready = hand.action is not None and hand.action.enabled
        in_place = self._in_place()
        steps = hand.steps[:1] if in_place else hand.steps
        for number, step in enumerate(steps, start=1):
            # What its label says stands line by line below, to be compared.
            words = "" if number == 1 and ready and hand.checks else step.words
            column.addWidget(Place(number, step.title, words, step.tone))
        if hand.action is not None and not ready:
            self._blocked(column, hand)
        if ready and hand.checks:
            self.ticks = LabelTicks(hand.checks, wording.text("custody-compared"))
            self.ticks.changed.connect(self._ticked)
            column.addWidget(self.ticks)
            if hand.note:
                note = KeySentence(theme.BODY, theme.INK_2)
                note.say(hand.note)
                column.addWidget(note)
        if hand.action is not None and in_place:
            states = wording.text("custody-sign-states") if self.ticks is not None else ""
            self.signatures = Signatures(hand.action.slots, actions.identify, lane, wording, states)
            self.signatures.one_more.connect(self._agreed)
            self.signatures.complete.connect(self._complete)
            column.addWidget(self.signatures)
        elif hand.action is not None and ready:
            self.button = QPushButton(hand.action.title)
            self.button.setProperty("look", "primary")
            self.button.setFont(theme.font(theme.LEAD, bold=True))
            self.button.setMinimumHeight(48)
            self.button.clicked.connect(self.go)
            column.addWidget(self.button)
        self._open_signing()

    def _in_place(self) -> bool:
        row = self.hand.action
        return row is not None and row.enabled and not row.fields and any(s.signed is None for s in row.slots)

    def _blocked(self, column: QVBoxLayout, hand: HandOver) -> None:
        row = hand.action
        if row is None:
            return
        why = Panel("warn", (12, 8, 12, 8), 4)
        why.column.addWidget(text(row.why, theme.BODY, bold=True, tone="warn", wrap=True))
        for words in (row.next, row.clause):
            if words:
                why.column.addWidget(text(words, theme.SMALL, wrap=True))
        column.addWidget(why)

    # -- use

    def checked(self) -> bool:
        """Whether everything on the label has been compared."""
        return self.ticks is None or self.ticks.done()

    def tick_next(self) -> bool:
        return self.ticks is not None and self.ticks.tick_next()

    def badge(self, words: str) -> bool:
        """A badge for the person asked now; False where nobody is asked. A badge says who stands here; that the label
        agrees (附件5 7:40) is said by the PIN, under the sentence that says so, with the label's lines still in sight.
        What does not agree is reported by F5 instead."""
        if self.signatures is None or not self.signatures.missing():
            return False
        self._asked = True
        self._open_signing()
        self.moved.emit()
        return self.signatures.scanned(words)

    def begin(self) -> None:
        """Put the cursor where the next person signs, once the label is compared."""
        if self.checked() and self.signatures is not None:
            self.signatures.ask()
            self.moved.emit()

    def _ticked(self) -> None:
        self._open_signing()
        if not self._asked:
            self.begin()

    def _open_signing(self) -> None:
        """Nobody can sign for a label that has not been compared: a PIN is asked once every line is ticked, or of a
        badge that was laid down, and then it says so itself."""
        if self.signatures is not None:
            ready = self.asking()
            self.signatures.setEnabled(ready)
            self.signatures.form.setVisible(ready and self.signatures.missing())

    def asking(self) -> bool:
        """Whether somebody may sign now."""
        return self._asked or self.checked()

    def fold(self, low: bool) -> None:
        """In a low window lines that were compared give their place to the signatures."""
        if self.ticks is not None:
            self.ticks.fold(low)

    def _agreed(self) -> None:
        """The first PIN has said that the label agrees; the next person still reads it there."""
        if self.ticks is not None and not self.ticks.done():
            self.ticks.agree()

    def _complete(self) -> None:
        if self.signatures is not None:
            self.signed.emit(self.signatures.taken())
