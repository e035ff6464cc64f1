"""The print page: choose a form, see each of its pages, print those very pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.printing import PrintWork
from desktop.operations.boards.shell import KeyHint
from desktop.ui.desk import DeskTools
from desktop.ui.office.printing.forms import FormList
from desktop.ui.office.printing.pictures import Pictures
from desktop.ui.office.printing.sheet import SheetView
from desktop.ui.office.printing.side import Side
from desktop.ui.office.printing.thumbnails import Thumbnails
from desktop.ui.office.work import WorkPane
from desktop.ui.shared.lanes import Lane

_PAUSE = 180
"""Milliseconds somebody must stay on a form before it is made: arrows held down pass over thirty."""
_LOOK, _LOOK_SELDOM = 1_500, 30_000
"""Milliseconds between two looks at the printers, while a job is with one and otherwise."""


class PrintPane(WorkPane):
    """Shows `PrintWork`s."""

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        words = tools.wording.text
        self._printing = actions.printing
        self._work = PrintWork(())
        self._page = 0
        self.pictures = Pictures(self._printing, self)
        self.forms = FormList(words("print-forms"))
        self.forms.picked.connect(self._picked)
        self.thumbnails = Thumbnails(self.pictures, words("print-thumbnails"))
        self.thumbnails.picked.connect(self._turn_to)
        self.sheet = SheetView(self.pictures)
        self.sheet.turned.connect(self._turn)
        self.side = Side(words("print-key-take-back"), lambda count: words("print-more-sent", count=count))
        self.side.asked.connect(self.asked)
        self.side.taken_back.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for part in (self.forms, self.thumbnails):
            row.addWidget(part)
        row.addWidget(self.sheet, 1)
        row.addWidget(self.side)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._choose)
        lane = self._lane = Lane("printers")
        self.destroyed.connect(lambda: lane.close(0))
        self._looking = False
        self._look_again = QTimer(self)
        self._look_again.timeout.connect(self._look)
        self._look_again.start(_LOOK_SELDOM)
        QTimer.singleShot(0, self, self._look)

    def show_work(self, work: Any) -> None:
        if not isinstance(work, PrintWork):
            return
        before, self._work = self._work, work
        self.forms.show_lines(work.forms, work.chosen)
        self.side.show_work(work)
        if work.sheets != before.sheets:
            self._page = 0
            if work.sheets is not None:
                self.pictures.begin(work.sheets.edition)
            self.thumbnails.show_pages(work.sheets.pages if work.sheets is not None else 0)
            self._turn_to(1)
        self._say()
        if work.due or (work.sheets is None and not work.making and not work.fault):
            self._pause.start()
        busy = any(not sent.over for sent in work.sent)
        wait = _LOOK if busy else _LOOK_SELDOM
        if wait != self._look_again.interval():
            self._look_again.start(wait)
        self.changed.emit()

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        sheets = self._work.sheets
        moving = sheets is not None and not self.sheet.whole
        out = [KeyHint("↑↓", words("print-key-move" if moving else "print-key-form"))]
        if sheets is not None:
            if sheets.pages > 1:
                out.append(KeyHint("←→", words("print-key-page")))
            out.append(KeyHint("Z", words("print-key-larger" if self.sheet.whole else "print-key-whole")))
        left = sum(not sent.over for sent in self._work.sent)
        if left:
            out.append(KeyHint("Delete", words("print-key-take-back")))
        if left > 1:
            out.append(KeyHint("X", words("print-key-take-back-all")))
        return tuple(out)

    def pressed(self, key: str) -> bool:
        step = {"Up": -1, "Down": 1}.get(key)
        turn = {"Left": -1, "Right": 1, "PageUp": -1, "PageDown": 1}.get(key)
        if step is not None:
            if self.sheet.whole or not self._page:
                self.forms.step(step)
            else:
                self.sheet.move_by(step)
        elif turn is not None:
            self._turn(turn)
        elif key == "Z" and self._page:
            self.sheet.enlarge()
            self._fit()
            self.changed.emit()
        elif key == "Delete":
            sent = next((one for one in self._work.sent if not one.over), None)
            if sent is not None:
                self._take_back(sent.number)
        elif key == "X" and any(not sent.over for sent in self._work.sent):
            self._take_back(0)
        else:
            return False
        return True

    # -- forms and pages

    def _picked(self) -> None:
        """What is being made of the form before is not wanted any more."""
        self._printing.leave()
        self._pause.start()

    def _choose(self) -> None:
        form = self.forms.name()
        if form:
            self.wanted.emit(partial(self._printing.choose, form, self._printing.leave()))

    def _turn(self, by: int) -> None:
        self._turn_to(self._page + by)

    def _turn_to(self, page: int) -> None:
        sheets = self._work.sheets
        if sheets is not None and 1 <= page <= sheets.pages:
            self._page = page
            self.thumbnails.go_to(page)
            self._say()

    def _say(self) -> None:
        """The page, or why there is none."""
        words, sheets = self.tools.wording.text, self._work.sheets
        if sheets is not None:
            self.sheet.show_page(self._page, words("print-page-of", page=self._page, pages=sheets.pages))
        else:
            self.sheet.show_page(0, "")
            self.sheet.say(self._work.fault or self._work.making or words("print-nothing-chosen"))

    # -- printers

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self._lane.call(self._printing.look_around, self._seen, self._not_seen, owner=self)

    def _seen(self, found: object) -> None:
        self._looking = False
        self.wanted.emit(partial(self._printing.seen, found))

    def _not_seen(self, fault: BaseException) -> None:
        self._looking = False

    def _take_back(self, number: int) -> None:
        self._lane.call(partial(self._printing.take_back, number), self._seen, self._not_seen, owner=self)

    # -- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """An enlarged sheet has the place of what stands beside it."""
        wide, whole = self.width(), self.sheet.whole
        self.thumbnails.setVisible(whole and wide >= 880)
        self.side.setVisible(whole and wide >= 580)
        self.side.setFixedWidth(252 if wide >= 880 else 200)
        self.forms.setFixedWidth(min(max(wide * 26 // 100, 170), 270))
