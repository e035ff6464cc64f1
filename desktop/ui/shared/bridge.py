"""The bridge from any thread into the GUI: owns the signals, is built in the GUI thread, carries frozen objects only.

It is the `BoardListener` a session talks to. Only the newest board waits: when the record moves faster than the screen
is drawn, older boards are skipped, never queued up behind it. A board of a whole site names a `pace`, in milliseconds:
the first is passed on at once, those after it no oftener than that.
"""

from __future__ import annotations

from threading import Lock

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot


class Bridge(QObject):
    """`board_changed(board)` and `fault_told(fault)` are emitted in the GUI thread."""

    board_changed = Signal(object)
    fault_told = Signal(object)
    _arrived = Signal()
    _fault_arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._newest: object | None = None
        self._open = True
        self.last: object | None = None
        """The board passed on last, for a view that was built after it came."""
        self._passed = QElapsedTimer()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._pass_on)
        self._arrived.connect(self._pass_paced, Qt.ConnectionType.QueuedConnection)
        self._fault_arrived.connect(self._pass_fault, Qt.ConnectionType.QueuedConnection)

    def board(self, board: object) -> None:
        """From any thread: this is what the desk shows now."""
        with self._lock:
            if not self._open:
                return
            first = self._newest is None
            self._newest = board
            if first:
                self._arrived.emit()

    def fault(self, fault: BaseException) -> None:
        """From any thread: something went wrong beside any call."""
        with self._lock:
            if self._open:
                self._fault_arrived.emit(fault)

    def close(self) -> None:
        """Take nothing more: the desk behind this bridge is gone. Whoever speaks from another thread has finished when
        this returns, so the bridge may go too."""
        with self._lock:
            self._open = False
            self._newest = None

    @Slot()
    def _pass_paced(self) -> None:
        with self._lock:
            pace = int(getattr(self._newest, "pace", 0))
        wait = pace - self._passed.elapsed() if pace and self._passed.isValid() else 0
        if wait > 0:
            self._later.start(wait)
        else:
            self._pass_on()

    @Slot()
    def _pass_on(self) -> None:
        self._later.stop()
        with self._lock:
            board, self._newest = self._newest, None
        if board is not None:
            self.last = board
            self._passed.start()
            self.board_changed.emit(board)

    @Slot(object)
    def _pass_fault(self, fault: BaseException) -> None:
        self.fault_told.emit(fault)
