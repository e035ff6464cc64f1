"""A page of the help as a document: Markdown read by Qt, dressed in the house's sizes, colours and key caps.

Markdown brings no colours and no distances of its own, so each block and each run of code (a key) is given ours after
reading. Pictures are scaled to the page's width, never beyond their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from desktop.ui.shared import theme

_HEADS = {1: theme.HEAD, 2: theme.TITLE, 3: theme.LEAD}
_LINE = 112.0
"""Per cent of a line's own height, which for the house face is already half as high again as its figures."""
_PICTURE = "\ufffc"
"""What stands in a text where a picture is."""
_PLAIN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


def read_page(document: QTextDocument, words: str, folder: Path, width: int) -> None:
    """Fill the document with a page; pictures come from `folder` and take at most `width` logical pixels."""
    document.setDefaultFont(theme.font(theme.LEAD))
    document.setBaseUrl(QUrl.fromLocalFile(f"{folder}/"))
    document.setMarkdown(words, QTextDocument.MarkdownFeature(_PLAIN))
    cursor = QTextCursor(document)
    for block in _blocks(document):
        _dress_block(cursor, block)
        _dress_runs(cursor, block, folder, width)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress_block(cursor: QTextCursor, block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    form = QTextBlockFormat()
    whole = bool(level) or _PICTURE in block.text()
    form.setLineHeight(100.0 if whole else _LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setTopMargin({0: 0, 1: 4, 2: 24}.get(level, 12))
    listed = block.textList() is not None
    form.setBottomMargin(4 if listed else 0 if cursor.currentTable() is not None else 12)
    cursor.setPosition(block.position())
    if cursor.currentTable() is not None:
        form.setTopMargin(4)
        form.setBottomMargin(4)
    cursor.mergeBlockFormat(form)
    if level:
        # Not merged: Markdown's own adjustment of the size would win over ours.
        head = QTextCharFormat()
        head.setFont(theme.font(_HEADS.get(level, theme.LEAD), bold=True))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(head)


def _dress_runs(cursor: QTextCursor, block: QTextBlock, folder: Path, width: int) -> None:
    """Keys, links and pictures of one block. Runs are gathered first: dressing one changes how the others are cut."""
    found, at = [], block.begin()
    while not at.atEnd():
        run = at.fragment()
        found.append((run.position(), run.length(), run.charFormat()))
        at += 1
    for start, length, form in found:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        if form.isImageFormat():
            _fit_picture(cursor, form.toImageFormat(), folder, width)
        elif form.fontFixedPitch():
            key = QTextCharFormat()
            key.setFont(theme.font(theme.BODY, bold=True))
            key.setFontFixedPitch(False)
            key.setBackground(theme.color(theme.WELL))
            key.setForeground(theme.color(theme.INK))
            cursor.mergeCharFormat(key)
        elif form.isAnchor():
            link = QTextCharFormat()
            link.setForeground(theme.color(theme.BRAND))
            link.setFontUnderline(True)
            cursor.mergeCharFormat(link)


def _fit_picture(cursor: QTextCursor, form: QTextImageFormat, folder: Path, width: int) -> None:
    path = (folder / form.name()).resolve()
    if not path.is_relative_to(folder.parent.resolve()):
        return
    image = QImage(str(path))
    if image.isNull():
        return
    wide = min(image.width(), width)
    form.setName(path.as_uri())
    form.setWidth(wide)
    form.setHeight(image.height() * wide / image.width())
    cursor.setCharFormat(form)


def _dress_table(table: QTextTable) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderBrush(theme.color(theme.LINE))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(8)
    form.setCellSpacing(0)
    form.setTopMargin(4)
    form.setBottomMargin(12)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(theme.color(theme.WELL))
        cell.setFormat(head)
