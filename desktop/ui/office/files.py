"""A file or a folder for a form's field: typed, or chosen with F4 in the platform's own dialog."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import FieldEditor, Line
from desktop.ui.shared.act.form import ActionForm
from desktop.ui.shared.panels import KeyCap

OPENED = ("path", "package", "token_file", "record_file")
WRITTEN = ("out",)
SEVERAL = ("scans",)
FOLDERS = ("folder",)
BETWEEN = " | "
"""Stands between several files in one line."""
KEY = "F4"


class FileChoosing(QObject):
    """Puts a button beside every field of `form` that names a file or a folder, with the title for either. `dialog` is
    the one that is open, if any."""

    def __init__(self, form: ActionForm, title: str, folder_title: str) -> None:
        super().__init__(form)
        self._form, self._titles = form, (title, folder_title)
        self.dialog: QFileDialog | None = None
        self._editors = [e for e in form.editors if e.row.name in OPENED + WRITTEN + SEVERAL + FOLDERS]
        for editor in self._editors:
            self._add_button(editor)
        if self._editors:
            shortcut = QShortcut(QKeySequence(KEY), form)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.choose)

    def _add_button(self, editor: FieldEditor) -> None:
        column = editor.layout()
        if not isinstance(column, QVBoxLayout):
            return
        button = QPushButton(self._title(editor))
        button.setFont(theme.font(theme.BODY))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self._open, editor))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button)
        row.addWidget(KeyCap(KEY))
        row.addStretch(1)
        column.addLayout(row)

    def _title(self, editor: FieldEditor) -> str:
        return self._titles[editor.row.name in FOLDERS]

    def choose(self) -> None:
        """For the field with the cursor, or the first one that names one."""
        here = next((e for e in self._editors if e.isAncestorOf(self._form.focusWidget())), None)
        self._open(here or self._editors[0])

    def _open(self, editor: FieldEditor) -> None:
        line = editor.findChild(Line)
        if not isinstance(line, Line):
            return
        dialog = QFileDialog(self._form.window(), self._title(editor))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if editor.row.name in WRITTEN:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        elif editor.row.name in FOLDERS:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            several = editor.row.name in SEVERAL
            mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
            dialog.setFileMode(mode)
        given = Path(line.text().partition(BETWEEN)[0].strip()).expanduser()
        if os.path.isdir(given.parent):  # Path.is_dir fails on a name that is too long
            dialog.setDirectory(str(given.parent))
        if given.name:
            dialog.selectFile(given.name)
        if editor.row.name in SEVERAL:
            dialog.filesSelected.connect(lambda files: line.setText(BETWEEN.join(files)))
        else:
            dialog.fileSelected.connect(line.setText)
        dialog.finished.connect(partial(self._closed, line))
        self.dialog = dialog
        dialog.open()

    def _closed(self, line: Line, result: int) -> None:
        self.dialog = None
        line.setFocus()
