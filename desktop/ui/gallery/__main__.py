"""Opens the gallery and stays until it is closed. Ctrl+T turns light and dark; QT_SCALE_FACTOR sets the size."""

from __future__ import annotations

import sys

from desktop.ui.app import application
from desktop.ui.gallery.window import Gallery

if __name__ == "__main__":
    app = application()
    gallery = Gallery()
    gallery.show()
    sys.exit(app.exec())
