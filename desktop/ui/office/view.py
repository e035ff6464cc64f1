"""The office desk 考务台: the plan step by step, then acceptance and closing. Figures turn, F keys do the jobs."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.operations.boards.office import OfficeActions, OfficeBoard, Page
from desktop.operations.boards.shell import ActionRow, Answer, KeyHint, TopBoard
from desktop.ui.desk import DeskTools, DeskView
from desktop.ui.office.files import FileChoosing
from desktop.ui.office.guide import GuideStrip
from desktop.ui.office.line import DeadlineLine
from desktop.ui.office.page import PagePane
from desktop.ui.office.rail import SectionRail
from desktop.ui.office.work import WorkPane, pane_for
from desktop.ui.shared import theme
from desktop.ui.shared.act.form import ActionForm
from desktop.ui.shared.panels import Panel, text

_MANY = 4
"""Rows that need the height which deadlines and rules would take."""
_AT_ONCE = 400
"""Milliseconds: a job that is over by then leaves its form to its answer, so that a slip can be mended in it."""


class OfficeView(DeskView):
    """Shows `OfficeBoard`s, asks through `OfficeActions`."""

    TAKES_BADGES_ONLY = True

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._actions = actions
        self._board: OfficeBoard = OfficeBoard(TopBoard(""), None, (), "", Page(""))
        self._served: ActionForm | None = None
        self.rail = SectionRail()
        self.rail.picked.connect(self._turn)
        self.page = PagePane(self._pane)
        self.page.asked.connect(self._ask)
        self.page.moved.connect(self.bars_changed)
        self.page.doing.called_off.connect(self._actions.call_off)
        self.sheet.opened.connect(self._find_files)
        self.sheet.panel.picked.connect(self._find_files)
        self.guide = GuideStrip(tools.wording.text("guide-title"))
        self.guide.wanted.connect(self.pressed)
        self.line = DeadlineLine()
        self.line_title = text("", theme.BODY, bold=True, tone="quiet")
        self.deadlines = Panel("panel", (16, 12, 16, 4), 4)
        self.deadlines.column.addWidget(self.line_title)
        self.deadlines.column.addWidget(self.line)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.page, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 0, 20, 16)
        foot.setSpacing(8)
        foot.addWidget(self.guide)
        foot.addWidget(self.deadlines)
        right.addLayout(foot)
        self._row.addLayout(right, 1)
        self.setMinimumSize(320, 200)
        self.sheet.raise_()

    def show_board(self, board: object) -> None:
        if not isinstance(board, OfficeBoard) or board == self._board:
            return
        if board.current != self._board.current:
            self.sheet.leave()
        before, self._board = self._board, board
        if board.doing is not None and before.doing is None:
            self.page.notice.silence()
            QTimer.singleShot(_AT_ONCE, self, self._give_way)
        self.rail.show_sections(board.sections, board.current)
        self.page.show_page(board.page)
        # Above the line of deadlines there is room for one rule in full, below many rows or a map for none.
        tall = self.page.pane is not None and self.page.pane.tall
        told = 0 if tall else 2 if not board.deadlines else int(len(board.page.lines) < _MANY)
        self.guide.show_guide(board.guide, told)
        self.page.show_doing(board.doing)
        if board.doing is None and before.doing is not None and board.page.told:
            # What it came to stays, even where it came to the same as the time before.
            self.page.notice.say(board.page.told, board.page.told_tone)
        self.line_title.setText(board.deadline_title)
        self.line.show_marks(board.deadlines)
        self._fit()
        rows = tuple(line.action for line in board.page.lines if line.action is not None)
        self.sheet.refresh(board.page.jobs + rows + board.available)
        self.setAccessibleName(board.top.title)
        self.bars_changed.emit()

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        if self.sheet.is_open():
            return (KeyHint("Esc", words("shell-back")),)
        if self._board.doing is not None:
            return (KeyHint("Esc", words("office-call-off")),)
        out = [
            KeyHint(_figures(len(self._board.sections)), words("office-key-section")),
            *([KeyHint("↑↓", words("office-key-row"))] if self._board.page.lines else []),
        ]
        line = self.page.current()
        if line is not None and line.action is not None:
            out.append(KeyHint("Enter", line.action.title))
        out += [KeyHint(row.key, row.title, row.enabled) for row in self._board.page.jobs if row.key]
        out.append(KeyHint("F10", words("actions-title")))
        return (self.page.pane.keys() if self.page.pane is not None else ()) + tuple(out)

    def help_at(self) -> tuple[str, str]:
        """The section that is open."""
        number = next((s.number for s in self._board.sections if s.id == self._board.current), 0)
        return ("office", f"{number} ") if number else ("", "")

    def pressed(self, key: str) -> bool:
        if self._board.doing is not None:
            if key == "Esc":
                self._actions.call_off()
            else:
                # What is pressed now would be done when nobody expects it any more.
                self.page.notice.say(self.tools.wording.text("office-busy", job=self._board.doing.title), "warn")
            return True
        if self.page.pane is not None and not self.sheet.is_open() and self.page.pane.pressed(key):
            return True
        if len(key) == 1 and key.isdigit():
            section = next((s for s in self._board.sections if str(s.number % 10) == key), None)
            if section is not None:
                self._turn(section.id)
            return True
        if key in ("Up", "Down", "PageUp", "PageDown"):
            self.page.step({"Up": -1, "Down": 1, "PageUp": -12, "PageDown": 12}[key])
            self.bars_changed.emit()
        elif key == "Enter":
            line = self.page.current()
            if line is not None:
                self.offer(line.action)
        elif key == "Esc":
            self.notify(None)
        elif key == "F10":
            self.notify(None)
            self.sheet.open_all(self._board.page.jobs + self._board.available)
            self.bars_changed.emit()
        else:
            return self.offer(next((row for row in self._board.page.jobs if row.key == key), None))
        return True

    def scanned(self, words: str) -> None:
        self.notify(None, self.tools.wording.text("office-no-scan"))

    def _pane(self, work: Any) -> WorkPane:
        pane = pane_for(work)(self._actions, self.tools)
        pane.asked.connect(self._ask)
        pane.wanted.connect(self.do)
        pane.changed.connect(self.bars_changed)
        return pane

    def _turn(self, section: str) -> None:
        if self._board.doing is not None:
            return
        self._actions.call_off()
        self.notify(None)
        self.do(partial(self._actions.turn_to, section))

    def _ask(self, row: ActionRow) -> None:
        if self._board.doing is None:
            self.offer(row)

    def _give_way(self) -> None:
        """A form whose job takes its time goes, and what the job comes to stays on the page."""
        if self._board.doing is not None:
            self.sheet.leave()

    def notify(self, answer: Answer | None, words: str = "") -> None:
        page = self._board.page
        # A job's own tone: done with things to look at is not simply done.
        mine = answer is not None and answer.text == page.told
        self.page.notice.tell(answer, words, page.told_tone if mine else "ok")

    def make_room(self, wide: int) -> None:
        """The table stays beside a form; the rail makes way."""
        self.page.offer_jobs(not wide)
        self._row.setContentsMargins(0, 0, wide, 0)
        self._fit()

    def _sheet_width(self) -> int:
        """The table needs some width beside a form, or the form has it all."""
        usual = super()._sheet_width()
        return usual if self.width() - usual >= 400 else self.width()

    def _fit(self) -> None:
        """A small window keeps page and form; the deadlines, which the plan's page lists in full, make way."""
        form = self.sheet.is_open()
        room = self.width() - (self._sheet_width() if form else 0)
        self.page.setVisible(room > 0)
        self.rail.setVisible(not form and self.width() >= 480)
        enough = 480 if len(self._board.page.lines) < _MANY else 640
        wanted = bool(self._board.deadlines) and self.height() >= enough and room >= 640
        self.deadlines.setVisible(wanted)
        # In a lower window the rail has what is open and what comes next.
        guide = self._board.guide
        says = guide is not None and (bool(guide.rules) or not guide.here)
        self.guide.setVisible(says and not form and self.height() >= 560 and room >= 640)

    def _find_files(self, row: object = None) -> None:
        """A form that asks for a file can show them."""
        form = self.sheet.form
        if form is not None and form is not self._served:
            self._served = form
            text = self.tools.wording.text
            FileChoosing(form, text("office-choose-file"), text("office-choose-folder"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.setFixedWidth(min(max(self.width() * 172 // 1000, 210), 320))
        super().resizeEvent(event)
        self._fit()


def _figures(sections: int) -> str:
    """The keys of so many sections: the tenth has the nought."""
    return f"1-{sections}" if sections < 10 else "1-9 0"
