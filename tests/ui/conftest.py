"""Every test of the window runs without a display, in the house fonts."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.app import application


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application(["kaodian-tests"])
