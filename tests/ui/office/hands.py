"""Fingers on the keys of the office's desk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.office.view import OfficeView

Key = Qt.Key


def key(view: OfficeView, *keys: Qt.Key) -> None:
    """Pressed one after the other, where the focus is."""
    for one in keys:
        QTest.keyClick(QApplication.focusWidget() or view, one)
