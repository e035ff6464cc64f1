"""Qt on Windows, without a display: Wine has not what Qt's own platform for Windows wants of C++/WinRT."""

from __future__ import annotations

import json

from tests.helpers.windows import Windows

# Wine hands on no variable whose name begins with QT_: it is set where Qt reads it.
PAINT = """
import json, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtGui import QFontInfo, QRawFont
from desktop.ui.app import application
from desktop.ui.first import First
from desktop.ui.shared import theme
app = application(["kaodian"])
painted = []
first = First(lambda: painted.append(True))
first.show()
while not painted:
    app.processEvents()
picture = first.grab().toImage()
colours = {picture.pixelColor(x, y).name() for x in range(0, 200, 2) for y in range(0, theme.TOP_BAR, 2)}
face = QRawFont.fromFont(theme.font())
print(json.dumps([QFontInfo(theme.font()).family(), face.supportsCharacter("门"), len(colours)]))
"""


def test_the_first_page_is_painted_in_the_shipped_face(windows: Windows) -> None:
    told = windows.python("-X", "utf8", "-c", PAINT)
    assert told.returncode == 0, told.stderr
    family, has_character, colours = json.loads(told.stdout)
    assert (family, has_character) == ("Noto Sans SC", True)
    assert colours > 3, "the name stands on the bar"
