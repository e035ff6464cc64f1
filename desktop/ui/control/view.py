"""The control desk 主考台: the whole site on one screen, and one press (asked twice) for an order."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.operations.boards.control import SHOW, ControlActions, ControlBoard, MatterList, Order, RoomDetail
from desktop.operations.boards.shell import ActionRow, Answer, KeyHint, TopBoard
from desktop.ui.control.orders import OrderBar
from desktop.ui.control.pages import BalanceLine, BalancePage, MatterPage, PageTabs
from desktop.ui.control.rooms import RoomGrid
from desktop.ui.control.sides import Side, StepRail
from desktop.ui.control.timeline import TimeLine
from desktop.ui.desk import DeskTools, DeskView
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Elided, Notice, hairline

_ARROWS = {"Up": (-1, 0), "Down": (1, 0), "Left": (0, -1), "Right": (0, 1)}


class ControlView(DeskView):
    """Shows `ControlBoard`s, asks through `ControlActions`."""

    TAKES_BADGES_ONLY = True

    def __init__(self, actions: ControlActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._actions = actions
        self._board: ControlBoard = ControlBoard(TopBoard(""), None)
        self._page = "R"
        self._looking: tuple[str, str] | None = None
        words = tools.wording.text
        self._left = StepRail()
        self.steps = self._left.steps
        self.grid = RoomGrid()
        self.grid.room_word = words("control-room")
        self.grid.setAccessibleName(words("control-page-rooms"))
        self.timeline = TimeLine(*map(words, ("control-planned", "control-ordered", "control-done")))
        self.timeline.setAccessibleName(words("control-page-morning"))
        self.tabs = PageTabs()
        self.notice = Notice()
        self.balance_page = BalancePage(tools.wording)
        self.matters = MatterPage(tools.wording)
        self.balance_line = BalanceLine()
        self.told = Elided("", theme.BODY, tone="quiet")
        self._right = Side(tools.wording)
        self.alerts, self.curve, self.detail = self._right.alerts, self._right.curve, self._right.detail
        self.orders = OrderBar(tools.wording)
        self._lay_out()
        # Its own minimum, or the layout would keep the window from shrinking to where `_fit` makes room.
        self.setMinimumSize(320, 200)
        self.grid.moved.connect(self._tell)
        self.grid.opened.connect(self._look)
        self.timeline.moved.connect(self._tell)
        self.matters.chosen.connect(self._choose)
        self.alerts.chosen.connect(self._choose)
        self.detail.chosen.connect(self._choose)
        self.tabs.asked.connect(self.pressed)
        self.balance_line.pressed.connect(partial(self.turn_to, "B"))
        self.orders.given.connect(self._give)
        self.orders.blocked.connect(self._give)
        self.sheet.raise_()

    def _lay_out(self) -> None:
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self._middle(), 1)
        row.addWidget(self._right)
        whole.addLayout(row, 1)
        whole.addWidget(self.orders)

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.notice)
        self._pages = QStackedWidget()
        for page in (self.grid, self.timeline, self.balance_page, self.matters):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        column.addWidget(hairline())
        column.addWidget(self.told)
        column.addWidget(self.balance_line)
        return middle

    # -- boards

    def show_board(self, board: object) -> None:
        if not isinstance(board, ControlBoard) or board == self._board:
            return
        self._board = board
        self.steps.show_rows(board.steps)
        self.grid.show_rooms(board.columns, board.rooms)
        self.alerts.show_rows(board.alerts)
        self.curve.show_board(board.arrivals, board.top.utc_offset)
        self.timeline.show_morning(board.morning, board.top.utc_offset)
        self.orders.show_orders(board.orders)
        self.balance_page.show_balance(board.balance)
        self.balance_line.show_balance(board.balance)
        self.sheet.refresh(board.available)
        self._show_page()
        self._fit()
        if self._looking is not None:
            self._look(*self._looking)
        self.setAccessibleName(board.top.title)
        self.bars_changed.emit()

    def carry(self, old: DeskView) -> None:
        if isinstance(old, ControlView):
            self.grid.stand_where(old.grid)
            self.turn_to(old._page)

    def board(self) -> ControlBoard:
        return self._board

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        if self.sheet.is_open():
            return (KeyHint("Esc", words("shell-back")),)
        if self._looking is not None:
            return (
                KeyHint("1-9", words("control-key-figures")),
                KeyHint("Esc", words("shell-back")),
                KeyHint("F10", words("actions-title")),
            )
        here = self._list()
        out = [KeyHint("↑↓←→", words("control-key-move"))]
        if self._page not in ("B", "M"):
            versions = here is not None and any(row.versions for row in here.rows)
            out.append(KeyHint("Enter", words("control-key-decide" if versions else "control-key-look")))
        if self._page == "R":
            only = "control-key-all" if self.grid.troubled_only else "control-key-troubled"
            out.append(KeyHint("X", words(only)))
            if self.grid.crowded():
                out.append(KeyHint("Z", words("control-key-whole" if self.grid.close_up else "control-key-close")))
        if any(row.actions for row in self._board.alerts):
            out.append(KeyHint("1-9", words("control-key-figures")))
        if self.alerts.more():
            out.append(KeyHint("A", words("control-key-queue")))
        if here is not None and here.more:
            out.append(KeyHint("N", here.more[0].title if len(here.more) == 1 else words("control-key-more")))
        out.append(KeyHint("F10", words("actions-title")))
        return tuple(out)

    # -- keys

    def more_keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        orders = (KeyHint(o.action.key, o.action.title, o.action.enabled) for o in self._board.orders)
        named = (("R", "control-page-rooms"), ("M", "control-page-morning"), ("B", "control-page-balance"))
        pages = (KeyHint(key, words(title)) for key, title in named)
        return (*orders, *pages, *(KeyHint(matters.key, matters.title) for matters in self._board.lists))

    def pressed(self, key: str) -> bool:
        if self.orders.press(key):
            return True
        self.orders.disarm()
        if key in _ARROWS:
            self._move(*_ARROWS[key])
        elif key in ("PageUp", "PageDown"):
            step = self.timeline.page() if self._page == "M" else self.grid.page()
            self._move((-1 if key == "PageUp" else 1) * step, 0)
        elif key == "Enter":
            self._enter()
        elif key == "Esc":
            self._back()
        elif key in ("R", "M", "B") or any(key == matters.key for matters in self._board.lists):
            self.turn_to(key)
        elif key == "X" and self._page == "R":
            self.grid.only_troubled(not self.grid.troubled_only)
            self.bars_changed.emit()
        elif key == "A" and self._looking is None:
            self.alerts.turn()
        elif key == "Z" and self._page == "R":
            self.grid.look_closely(not self.grid.close_up)
            self.bars_changed.emit()
        elif len(key) == 1 and key.isdigit() and key != "0":
            panel = self.detail if self._looking is not None else self.alerts
            return self._choose(panel.figure(int(key)))
        elif key == "N" and self._list() is not None:
            self._more()
        elif key == "F10":
            self.notify(None)
            self.sheet.open_all(self._board.available)
            self.bars_changed.emit()
        else:
            return self.offer(next((row for row in self._board.available if row.key == key), None))
        return True

    def tick(self, now: int) -> None:
        self.timeline.tick(now)

    def _list(self) -> MatterList | None:
        """The list on the screen, if it is one."""
        return next((matters for matters in self._board.lists if matters.key == self._page), None)

    def _more(self) -> None:
        """Another row for the list: its one action, or the choice of them."""
        here = self._list()
        if here is None or not here.more:
            return
        if len(here.more) == 1:
            self.offer(here.more[0])
            return
        self.notify(None)
        self.sheet.open_all(here.more)
        self.bars_changed.emit()

    def turn_to(self, page: str) -> None:
        """R rooms, M the morning, B balance, or the letter of a list."""
        self._page = page
        self._leave_detail()
        self._show_page()
        self.bars_changed.emit()

    def _show_page(self) -> None:
        words = self.tools.wording.text
        lists = {matters.key: matters for matters in self._board.lists}
        if self._page not in ("R", "M", "B") and self._page not in lists:
            self._page = "R"
        broken = 0
        if self._board.balance is not None:
            broken = sum(row.holds is False for row in self._board.balance.rows)
        tabs = [
            ("R", words("control-page-rooms"), 0),
            ("M", words("control-page-morning"), 0),
            ("B", words("control-page-balance"), broken),
        ]
        tabs += [(matters.key, matters.title, matters.open) for matters in self._board.lists]
        self.tabs.show_tabs(tuple(tabs), self._page)
        if self._page in lists:
            self.matters.show_list(lists[self._page])
        page = {"R": self.grid, "M": self.timeline, "B": self.balance_page}.get(self._page, self.matters)
        self._pages.setCurrentWidget(page)
        self._show_balance_line()
        self._tell()

    def _show_balance_line(self) -> None:
        """In a low window the rooms need its place; a broken balance is counted on its tab."""
        wanted = self._page != "B" and self._board.balance is not None
        self.balance_line.setVisible(wanted and self.height() >= 330)

    def _move(self, down: int, across: int) -> None:
        if self._page == "R":
            self.grid.go(down, across)
            if self._looking is not None:
                self._enter()
        elif self._page == "M":
            self.timeline.go(down or across)
        elif self._page == "B":
            self.balance_page.go(down)
        elif across:
            self.matters.versions.go(across)
        else:
            self.matters.go(down)

    def _enter(self) -> None:
        if self._page == "R":
            focused = self.grid.focused()
            if focused is not None:
                self._look(focused[0].id, focused[1].id)
            return
        row = self.matters.current() if self._list() is not None else None
        if row is not None and row.versions:
            self._choose(self.matters.versions.current())
        elif row is not None and len(row.actions) == 1:
            self._choose(row.actions[0])
        elif row is not None and row.actions:
            self.notify(None)
            self.sheet.open_all(row.actions)
            self.bars_changed.emit()

    def _back(self) -> None:
        if not self.notice.isHidden():
            self.notify(None)
        elif self._looking is not None:
            self._leave_detail()
        elif self._page != "R":
            self.turn_to("R")
        self.bars_changed.emit()

    def _choose(self, row: ActionRow | None) -> bool:
        """An action, or the way to the list where it is decided."""
        if row is None or not row.command.startswith(SHOW):
            return self.offer(row)
        id = row.command.removeprefix(SHOW)
        own = {"balance": "B", "rooms": "R"}.get(id)
        found = next((matters.key for matters in self._board.lists if matters.id == id), own)
        if found is None:
            return False
        self.turn_to(found)
        if found == "R":
            self.grid.go_to(*row.about)
        else:
            self.matters.turn_to(row.about[-1] if row.about else "")
        return True

    def _give(self, order: Order) -> None:
        self.offer(order.action)

    # -- one room

    def _look(self, room: str, step: str) -> None:
        self._looking = (room, step)
        self.tools.lane.call(partial(self._actions.look, room, step), self._show_detail, self.failed, owner=self)

    def _show_detail(self, detail: RoomDetail) -> None:
        if self._looking != (detail.room, detail.step):
            return
        self.detail.show_detail(detail)
        self._right.show_detail(True)
        self.bars_changed.emit()

    def _leave_detail(self) -> None:
        self._looking = None
        self._right.show_detail(False)

    def _tell(self) -> None:
        """What is focused in one line: the cell's room and step, or the step of the morning, and what is to be said."""
        step = self.timeline.focused() if self._page == "M" else None
        if step is not None:
            self.told.setVisible(True)
            self.told.say(step.told)
            self.timeline.setAccessibleName(step.told)
            return
        focused = self.grid.focused()
        self.told.setVisible(self._page == "R" and focused is not None)
        if focused is not None:
            room, column, cell = focused
            parts = (f"{room.label} {column.whole or column.title}", cell.told or cell.words)
            self.told.say(" · ".join(part for part in parts if part))
            self.grid.setAccessibleName(" ".join(part for part in parts if part))

    # -- words

    def scanned(self, words: str) -> None:
        """No reader belongs to this desk; a badge only counts where a form asks for one."""
        self.notify(None, self.tools.wording.text("control-no-scan"))

    def notify(self, answer: Answer | None, words: str = "") -> None:
        self.notice.tell(answer, words)
        self.bars_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def make_room(self, wide: int) -> None:
        """A form stands where the queue is; the board stays whole beside it, the step list makes way."""
        self._whole.setContentsMargins(0, 0, wide, 0)
        self._fit()

    def _fit(self) -> None:
        """Small windows (200 % on a laptop) keep board, queue and orders; the step list's content is in the board."""
        wide, tall = self.width(), self.height()
        form = self.sheet.is_open()
        self._left.setVisible(wide >= 1060 and not form)
        self._right.setVisible(not form and wide >= 520)
        self._left.setFixedWidth(236)
        self._right.setFixedWidth(min(max(wide * 242 // 1000, 240), 420))
        self._right.show_curve(self._board.arrivals is not None and tall >= 500)
        self.balance_page.narrow(wide)
        # What a form leaves of a small window belongs to the board alone.
        crowded = form and wide - self._sheet_width() < 760
        self.tabs.setVisible(not crowded)
        self.orders.setVisible(not crowded)
        self.orders.compact(tall < 500)
        self._show_balance_line()
