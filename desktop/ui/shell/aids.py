"""What the window lays over its desk on a key: help (F1), the keyboard map (?), the search (Ctrl+F), the first tour.

Nothing here is built before its key is pressed. A scan or a card takes any of them away (U11); so do locking and a
change of officer, as a search may show names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.operations.boards.people import Found
from desktop.operations.boards.shell import ActionRow, Answer, KeyHint, Refusal
from desktop.ui.shell.cover import Cover, Stage

if TYPE_CHECKING:
    from desktop.operations.boards.session import DeskSession
    from desktop.operations.boards.shell import DeskName
    from desktop.ui.desk import DeskView
    from desktop.ui.shared.lanes import Lane
    from desktop.wording import Wording


_NARROW = 1000


class Aids(QObject):
    """One per window. `changed` when the bars have to be shown anew, `faulted` with what a question came to. Before any
    desk is open only help is there."""

    changed = Signal()
    faulted = Signal(object)

    def __init__(self, stage: Stage, foot: QWidget, lane: Lane, wording: Wording) -> None:
        super().__init__(stage)
        self._stage, self._foot, self._lane, self._wording = stage, foot, lane, wording
        self._before: QWidget | None = None
        self.session: DeskSession | None = None
        self.desk: DeskName | None = None
        self.view: DeskView | None = None
        self.may_find = False

    def cover(self) -> Cover | None:
        """What lies over the desk just now."""
        return self._stage.cover()

    def keys(self) -> tuple[KeyHint, ...]:
        cover = self._stage.cover()
        return cover.keys() if cover is not None else ()

    def hints(self) -> tuple[KeyHint, ...]:
        """What the foot bar's right end offers; on a narrow screen the keyboard map alone tells of these keys."""
        return () if self._stage.cover() is not None or self._stage.width() < _NARROW else self.everywhere()

    def everywhere(self) -> tuple[KeyHint, ...]:
        """The keys that open something here."""
        words = self._wording.text
        find = (KeyHint("Ctrl+F", words("people-key")),) if self.may_find and self._on_desk() else ()
        return (*find, KeyHint("F1", words("help-key")))

    def desk_opened(self, session: DeskSession | None, desk: DeskName, view: DeskView) -> None:
        """Another desk stands there."""
        self.session, self.desk, self.view = session, desk, view
        self.officer_changed()

    def officer_changed(self) -> None:
        """Whether the search may be offered, and whether this officer has been shown around, is asked anew."""
        self.may_find = False
        session, view = self.session, self.view
        if session is not None and view is not None:
            self._lane.call(session.may_find, partial(self._may_find, view), self.faulted.emit, owner=self)
            self._lane.call(session.tour_due, partial(self._tour_due, view), self.faulted.emit, owner=self)

    def clicked(self, key: str) -> bool:
        """A key of the foot bar by the mouse."""
        cover = self._stage.cover()
        if key == "F1":
            self.help()
        elif key == "Ctrl+F":
            self.search()
        elif cover is None or key == "F12":
            return False
        else:
            cover.pressed(key)
        return True

    def press(self, event: QKeyEvent) -> bool:
        """A key no line and no desk had a use for. True when it opened or closed something."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F1:
            self.help()
        elif event.key() == Qt.Key.Key_F and control:
            self.search()
        elif event.text() in ("?", "？") and self._on_desk():
            self.keymap()
        else:
            return False
        return True

    # -- what opens

    def help(self) -> None:
        """The page of this screen; on the help itself it closes again."""
        from desktop.ui.help.page import HelpPage

        if isinstance(self.cover(), HelpPage):
            self.close()
            return
        name, heading = self.view.help_at() if self.view is not None and self._on_desk() else ("sign-in", "")
        page = HelpPage(self._wording, name or self.desk or "sign-in")
        self._lay(page)
        page.show_heading(heading)

    def keymap(self) -> None:
        from desktop.ui.help.keymap import KeyMap, grouped

        view = self.view
        if view is not None:
            words = self._wording.text
            window = (
                *self.everywhere(),
                KeyHint("?", words("keymap-key")),
                KeyHint("F11", words("keymap-full-screen")),
                KeyHint("F12", words("shell-change-officer")),
                KeyHint("Ctrl+L", words("keymap-lock")),
                KeyHint("Ctrl+T", words("look-key-theme")),
                KeyHint("Ctrl+E", words("look-key-language")),
            )
            self._lay(KeyMap(self._wording, view.top().title, grouped((*view.keys(), *view.more_keys()), window)))

    def search(self) -> None:
        """Ask whether this officer may look for people here; the answer opens the search or says why not."""
        if self.session is not None and self._on_desk():
            self._lane.call(partial(self.session.find, ""), self._search_allowed, self.faulted.emit, owner=self)

    # -- what closes

    def close(self) -> None:
        """Take away whatever lies there and give the focus back."""
        if self._stage.cover() is None:
            return
        self._stage.lift()
        before, self._before = self._before, None
        view = self.view
        if before is not None and before.isVisible():
            before.setFocus()
        elif view is not None and self._on_desk():
            view.setFocus()
        self.changed.emit()

    # -- inside

    def _on_desk(self) -> bool:
        return self.view is not None and self._stage.currentWidget() is self.view

    def _lay(self, cover: Cover) -> None:
        focused = QApplication.focusWidget()
        if self._stage.cover() is None:
            self._before = focused
            if focused is not None:
                focused.destroyed.connect(self._forget)
        cover.left.connect(self.close)
        cover.bars_changed.connect(self.changed)
        self._stage.lay(cover)
        self.changed.emit()

    def _forget(self) -> None:
        self._before = None

    def _may_find(self, view: DeskView, allowed: bool) -> None:
        if view is self.view and self.may_find != allowed:
            self.may_find = allowed
            self.changed.emit()

    def _tour_due(self, view: DeskView, due: bool) -> None:
        if not due or view is not self.view or not self._on_desk() or self.cover() is not None or self.desk is None:
            return
        from desktop.ui.help.tour import Tour, stops_of

        tour = Tour(self._wording, stops_of(self.desk, view, self._foot, self._wording))
        tour.passed_on.connect(self._pass_on)
        self._lay(tour)

    def _pass_on(self, event: QKeyEvent) -> None:
        """A key the tour has no use for is a person at work: the desk gets it."""
        self.close()
        target = self.view
        if target is not None:
            QCoreApplication.sendEvent(target, event)

    def _search_allowed(self, answer: Found | Refusal) -> None:
        view, session = self.view, self.session
        if view is None or session is None or not self._on_desk():
            return
        if isinstance(answer, Refusal):
            view.notify(Answer(refused=answer))
            return
        from desktop.ui.search.pane import SearchPane

        view.sheet.leave()
        pane = SearchPane(
            self._wording, partial(self._ask, session.find), partial(self._ask, session.person), view.go_to
        )
        pane.acted.connect(self._act)
        self._lay(pane)

    def _ask(self, of: Callable[[str], Any], what: str, answered: Callable[[Any], None]) -> None:
        back = partial(self._answered, self._stage.cover(), answered)
        self._lane.call(partial(of, what), back, self.faulted.emit, owner=self)

    def _answered(self, cover: Cover | None, answered: Callable[[Any], None], answer: Any) -> None:
        if cover is not None and cover is self._stage.cover():
            answered(answer)

    def _act(self, row: ActionRow) -> None:
        """An act about the person found: the desk's own form takes over."""
        view = self.view
        self.close()
        if view is not None:
            QTimer.singleShot(0, view, partial(_offer, view, row))


def _offer(view: DeskView, row: ActionRow) -> None:
    view.offer(row)
