"""One command as a form: what it is, its fields, its officers. Keyboard only, in place, never a window of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.faults import SiteFault
from desktop.operations.boards.shell import ActionRow, Answer, DeskActions, KeyHint
from desktop.operations.session import BADGE_PREFIX
from desktop.ui.shared import theme
from desktop.ui.shared.act.counts import CountTable, counted
from desktop.ui.shared.act.fields import FieldEditor
from desktop.ui.shared.act.signing import Signatures
from desktop.ui.shared.cards import ScrollBody
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.panels import KeyCap, Notice, Panel, text
from desktop.wording import Wording


class ActionForm(QFrame):
    """Enter goes to the next field and after the last signature does it; Esc leaves. `finished(Answer)` when done.

    A row that is not enabled shows why, by which clause and what to do next, and offers nothing else.
    """

    finished = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        row: ActionRow,
        about: tuple[str, ...],
        actions: DeskActions,
        lane: Lane,
        wording: Wording,
        subject: str = "",
    ) -> None:
        super().__init__()
        self.row, self._about = row, about
        self._actions, self._lane, self._wording = actions, lane, wording
        self._busy = False
        self.setProperty("look", "sheet")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        body = ScrollBody()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 16, 20, 12)
        self._column.setSpacing(12)
        self._column.addWidget(text(row.title, theme.TITLE, bold=True, wrap=True))
        if subject:
            self._column.addWidget(text(subject, theme.BODY, tone="quiet", wrap=True))
        self.notice = Notice()
        self.editors: list[FieldEditor] = []
        self.signatures: Signatures | None = None
        self.button = QPushButton(row.title)
        if row.enabled:
            self._build_open()
        else:
            self._build_blocked()
        self._column.addStretch(1)
        scroll.setWidget(body)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._foot())

    def _build_blocked(self) -> None:
        why = Panel("warn", (16, 12, 16, 12), 4)
        why.column.addWidget(text(self.row.why, theme.LEAD, bold=True, tone="warn", wrap=True))
        if self.row.next:
            why.column.addWidget(text(self.row.next, theme.BODY, wrap=True))
        if self.row.clause:
            clause = self._wording.text("form-clause", clause=self.row.clause)
            why.column.addWidget(text(clause, theme.SMALL, tone="quiet", wrap=True))
        self._column.addWidget(why)
        self.button.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _build_open(self) -> None:
        if self.row.confirm:
            warn = Panel("warn", (12, 8, 12, 8))
            warn.column.addWidget(text(self.row.confirm, theme.BODY, bold=True, wrap=True))
            self._column.addWidget(warn)
        counts = counted(self.row.fields)
        for field in self.row.fields:
            if field not in counts:
                editor = FieldEditor(field, self._wording)
                self.editors.append(editor)
                self._column.addWidget(editor)
            elif field is counts[0]:
                table = CountTable(counts, self.row.sums, self._wording)
                self.editors.extend(table.editors)
                self._column.addWidget(table)
        for place, one in enumerate(self.editors):
            one.entered.connect(partial(self._after, place))
            one.sent.connect(partial(self._quick, place))
        slots = self.row.slots
        if any(slot.signed is None for slot in slots) or len(slots) > 1:
            self.signatures = Signatures(slots, self._actions.identify, self._lane, self._wording)
            self.signatures.complete.connect(self._submit)
            self._column.addWidget(self.signatures)
        self._column.addWidget(self.notice)
        self.button.setProperty("look", "danger" if self.row.confirm and not self.row.primary else "primary")
        self.button.setFont(theme.font(theme.LEAD, bold=True))
        self.button.setMinimumHeight(48)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._go_on)
        self._column.addWidget(self.button)

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setProperty("look", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(8)
        hints = [("Esc", "form-back")]
        if self.row.enabled:
            hints.insert(0, ("Enter", "form-next"))
        for key, words in hints:
            line.addWidget(KeyCap(key))
            line.addWidget(text(self._wording.text(words), theme.BODY, tone="quiet"))
            line.addSpacing(12)
        line.addStretch(1)
        return foot

    # -- use

    def begin(self) -> None:
        """Put the cursor where the work begins. Layouts of a new form are only settled in the next turn."""
        self._focus_first()
        QTimer.singleShot(0, self, self._focus_first)

    def _focus_first(self) -> None:
        """Past the ticks that stand there ready: somebody has ticked them by hand on the desk."""
        open_ = next((e for e in self.editors if e.row.kind != "tick" or e.value() is not True), None)
        if open_ is not None:
            open_.setFocus()
        elif self.signatures is not None and self.signatures.missing():
            self.signatures.ask()
        elif self.row.enabled:
            self.button.setFocus()
        else:
            self.setFocus()

    def scanned(self, words: str) -> bool:
        """A bag, seat or person to its field, a badge to the signature, wherever the cursor stands: what was filled in
        must not be lost by it. Anything else counts as a badge only where somebody is signing. False: the desk's."""
        if any(editor.scanned(words) for editor in self.editors):
            return True
        signing = self.signatures
        if signing is None or not (signing.is_asking() or words.startswith(BADGE_PREFIX)):
            return False
        return signing.scanned(words)

    def laid(self, token: str) -> bool:
        """A card on the reader to the field that asks for one. False: the desk's."""
        return any(editor.laid(token) for editor in self.editors)

    def keys(self) -> tuple[KeyHint, ...]:
        return (KeyHint("Esc", self._wording.text("form-back")),)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing typed here reaches the desk's own keys; help opens over a form too."""
        event.setAccepted(event.key() != Qt.Key.Key_F1)
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row.enabled:
            self._go_on()

    def _after(self, place: int) -> None:
        if self.editors[place].problem():
            return
        if place + 1 < len(self.editors):
            self._to(self.editors[place + 1])
        elif self.signatures is not None and self.signatures.missing():
            self.signatures.ask()
            self._scroll.ensureWidgetVisible(self.signatures.form)
        else:
            self.button.setFocus()
            self._go_on()

    def _quick(self, place: int) -> None:
        """A figure was enough, unless something else is missing: then it is as if Enter was pressed."""
        missing = self.signatures is not None and self.signatures.missing()
        if missing or any(editor.problem() for editor in self.editors):
            self._after(place)
        else:
            self._submit()

    def _to(self, widget: QWidget) -> None:
        widget.setFocus()
        self._scroll.ensureWidgetVisible(widget)

    def _go_on(self) -> None:
        wrong = next((editor for editor in self.editors if editor.problem()), None)
        if wrong is not None:
            self._to(wrong)
        elif self.signatures is not None and self.signatures.missing():
            self.signatures.ask()
        else:
            self._submit()

    def data(self) -> dict[str, str | int | bool]:
        """What the fields hold, empty optional ones left out."""
        values = ((editor.row.name, editor.value()) for editor in self.editors)
        return {name: value for name, value in values if value is not None}

    def _submit(self) -> None:
        wrong = next((editor for editor in self.editors if editor.problem()), None)
        if wrong is not None:
            self._to(wrong)
            return
        if self._busy:
            return
        self._busy = True
        self.button.setEnabled(False)
        if self.signatures is not None:
            signed = self.signatures.taken()
        else:
            signed = tuple(slot.signed for slot in self.row.slots if slot.signed is not None)
        work = partial(self._actions.act, self.row.command, self._about, self.data(), signed)
        self._lane.call(work, self._answered, self._failed, owner=self)

    def _answered(self, answer: Answer) -> None:
        self._busy = False
        self.button.setEnabled(True)
        if answer.refused is None:
            self.finished.emit(answer)
            return
        self.notice.refuse(answer.refused)
        self._show_notice()

    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        self.button.setEnabled(True)
        self.notice.say(
            self._wording.fault(fault) if isinstance(fault, SiteFault) else self._wording.text("fault-ours"), "stop"
        )
        self._show_notice()

    def _show_notice(self) -> None:
        self.button.setFocus()
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        self._scroll.ensureWidgetVisible(self.notice)
