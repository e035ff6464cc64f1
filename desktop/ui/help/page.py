"""A page of the help inside the window: its text, the list of all pages beside it. Keyboard only: arrows and PageUp,
PageDown move, Tab chooses a link, Enter opens it, a figure another page, Esc goes back and then away."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout

from desktop.operations.boards.shell import KeyHint
from desktop.ui.help.markdown import read_page
from desktop.ui.shared import theme
from desktop.ui.shared.panels import KeyCap, key_word, text
from desktop.ui.shell.cover import Cover
from desktop.version import __version__
from desktop.wording import FALLBACK_LOCALE, RESOURCES, Wording

PAGES = ("sign-in", "door", "verdicts", "room", "control", "custody", "office", "readers", "mishaps", "paper")
"""In the order of the list; the figure that opens a page is its place, 0 for the tenth."""
_WIDEST = 820
_KEY = re.compile(r"`([^`\n]+)`")
"""A key stands in a page as code, by its name; a reader sees what is printed on it."""


def page_file(name: str, locale: str, folder: Path = RESOURCES / "help") -> Path | None:
    """The page in this language, else in English; None when neither is there."""
    if name not in PAGES:
        return None
    paths = (folder / language / f"{name}.md" for language in (locale, FALLBACK_LOCALE))
    return next((path for path in paths if path.is_file()), None)


class HelpPage(Cover):
    """Opens at `name`, one of PAGES."""

    def __init__(self, wording: Wording, name: str, folder: Path = RESOURCES / "help") -> None:
        super().__init__()
        self._wording, self._folder = wording, folder
        self.setAccessibleName(wording.text("help-key"))
        self._behind: list[tuple[str, int]] = []
        self.name = ""
        self.browser = _Browser()
        self.browser.asked.connect(self.turn)
        self.browser.widened.connect(self._again)
        self.rail = QFrame()
        self.rail.setProperty("look", "rail")
        self._entries: dict[str, _Entry] = {}
        column = QVBoxLayout(self.rail)
        column.setContentsMargins(0, 16, 0, 12)
        column.setSpacing(0)
        head = text(wording.text("help-topics"), theme.SMALL, bold=True, tone="quiet")
        head.setContentsMargins(20, 0, 12, 8)
        column.addWidget(head)
        for place, page in enumerate(PAGES, 1):
            entry = self._entries[page] = _Entry(str(place % 10), wording.text(f"help-page-{page}"))
            entry.clicked.connect(partial(self._picked, page))
            column.addWidget(entry)
        column.addStretch(1)
        which = text(f"Kaodian {__version__}", theme.SMALL, tone="quiet")
        which.setContentsMargins(20, 0, 12, 0)
        column.addWidget(which)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.browser, 1)
        self.turn(name)

    def begin(self) -> None:
        self.browser.setFocus()

    def keys(self) -> tuple[KeyHint, ...]:
        words = self._wording.text
        return (
            KeyHint("Esc", words("shell-back")),
            KeyHint("PageDown", words("help-key-page")),
            KeyHint("Tab", words("help-key-link")),
            KeyHint("Enter", words("help-key-open")),
            KeyHint("0-9", words("help-key-topic")),
        )

    def turn(self, name: str) -> None:
        """Another page; Esc comes back to this one."""
        name = name.removesuffix(".md")
        if name == self.name or name not in PAGES:
            return
        if self.name:
            self._behind.append((self.name, self.browser.verticalScrollBar().value()))
        self._show(name)

    def show_heading(self, begins: str) -> None:
        """Go down to the heading that begins so, or to the nth of the second level (`#2`)."""
        block, count = self.browser.document().begin(), 0
        while begins and block.isValid():
            level = block.blockFormat().headingLevel()
            count += level == 2
            if level and (block.text().startswith(begins) or begins == f"#{count}"):
                top = self.browser.document().documentLayout().blockBoundingRect(block).top()
                self.browser.verticalScrollBar().setValue(round(top) - 8)
                return
            block = block.next()

    def _picked(self, page: str) -> None:
        self.turn(page)

    def pressed(self, key: str) -> bool:
        if key == "Esc":
            if self._behind:
                name, down = self._behind.pop()
                self._show(name)
                self.browser.verticalScrollBar().setValue(down)
            else:
                self.left.emit()
            return True
        if len(key) == 1 and key.isdecimal():
            self.turn(PAGES[(int(key) - 1) % 10])
            return True
        return self.browser.take(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.setVisible(self.width() >= 900)
        self.rail.setFixedWidth(min(max(self.width() * 18 // 100, 216), 300))
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another palette: the page carries its colours in itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.name and self.isVisible():
            self._again()

    def _show(self, name: str) -> None:
        self.name = name
        for page, entry in self._entries.items():
            entry.choose(page == name)
        self._read()
        self.browser.verticalScrollBar().setValue(0)
        self.browser.setAccessibleName(self._wording.text(f"help-page-{name}"))
        self.bars_changed.emit()

    def _again(self) -> None:
        """The same page at another width, where it stood."""
        down = self.browser.verticalScrollBar().value()
        self._read()
        self.browser.verticalScrollBar().setValue(down)

    def _read(self) -> None:
        path = page_file(self.name, self._wording.locale, self._folder)
        if path is None:
            self.browser.setPlainText(self._wording.text("help-missing"))
            return
        words = _KEY.sub(lambda key: f"`{key_word(key[1])}`", path.read_text(encoding="utf-8"))
        read_page(self.browser.document(), words, path.parent, self.browser.page_width())
        # Filling a document leaves the cursor at its end, and the view goes where the cursor is.
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)


class _Browser(QTextBrowser):
    """The text. Opens nothing by itself: a link to a page is `asked` for, any other goes nowhere."""

    asked = Signal(str)
    widened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wide = 0
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width, and with it the page, while the page is being read.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAutoFillBackground(False)
        self.setProperty("look", "paper")
        self.anchorClicked.connect(self._clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines no longer than an eye follows, in the middle of what is left over."""
        side = max(20, (self.width() - _WIDEST) // 2)
        self.setViewportMargins(side, 16, max(side - 12, 8), 0)
        super().resizeEvent(event)
        if self.page_width() != self._wide:
            self._wide = self.page_width()
            self.widened.emit()

    def page_width(self) -> int:
        return max(200, self.viewport().width() - 16)

    def take(self, key: str) -> bool:
        """A key by its name, for the mouse on the foot bar."""
        bar = self.verticalScrollBar()
        steps = {"Up": -48, "Down": 48, "PageUp": -bar.pageStep(), "PageDown": bar.pageStep(), "Space": bar.pageStep()}
        if key in steps:
            bar.setValue(bar.value() + steps[key])
            return True
        if key == "Tab":
            self.focusNextPrevChild(True)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        holder = self.parentWidget()
        if isinstance(holder, HelpPage) and (event.text().isdecimal() or event.text() == "\x1b"):
            holder.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def _clicked(self, link: QUrl) -> None:
        if link.isRelative() or link.isLocalFile():
            self.asked.emit(link.fileName().removesuffix(".md"))


class _Entry(QPushButton):
    """A page in the list: its figure and its title."""

    def __init__(self, figure: str, title: str) -> None:
        super().__init__()
        self.setProperty("look", "bare")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.setMinimumHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(12)
        cap = KeyCap(figure)
        self._title = text(title, theme.BODY)
        for part in (cap, self._title):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(cap)
        row.addWidget(self._title, 1)

    def choose(self, chosen: bool) -> None:
        theme.set_look(self._title, tone="brand" if chosen else "")
        self._title.setFont(theme.font(theme.BODY, bold=chosen))
