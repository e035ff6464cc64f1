"""The small parts: words, badges, keys, buttons, lines, signs, panels and notices, in every state they have."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from desktop.operations.boards.shell import SEAT_STATES, Choice, Refusal, SeatState, Tone
from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import Line, Picks
from desktop.ui.shared.cards import flowing
from desktop.ui.shared.look.icons import Icon
from desktop.ui.shared.panels import Badge, Elided, KeyCap, KeyRow, KeySentence, Notice, Panel, text
from desktop.ui.shared.signs import Disc, Sign, paint_mark

TONES: tuple[Tone, ...] = ("plain", "brand", "ok", "warn", "stop")
LOOKS = ("panel", "plain", "well", "brand", "brand-edge", "ok", "warn", "stop")
LONG = "这一句话比它的位置长，所以末尾换成省略号，全文在提示里"


class _Mark(QWidget):
    def __init__(self, state: SeatState) -> None:
        super().__init__()
        self._state = state
        self.setAccessibleName(state)
        self.setFixedSize(QSize(24, 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(4, 4, 16, 16), self._state)
        painter.end()


def _together(*parts: QWidget) -> QWidget:
    holder, flow = flowing(12, 8)
    for part in parts:
        flow.addWidget(part)
    return holder


def words() -> QWidget:
    tones = [text(f"{tone or 'ink'} 文字", tone=tone) for tone in ("", "quiet", "faint", *TONES[1:])]
    short = Elided(LONG)
    short.setFixedWidth(200)
    return _together(*tones, short, *(Badge(f"{tone} 3", tone) for tone in TONES))


def keys() -> QWidget:
    dim = KeyCap("F8")
    dim.setEnabled(False)
    sentence = KeySentence(theme.LEAD)
    sentence.setFixedWidth(420)
    sentence.say("请核对后按〔Enter〕确认，或按〔F5〕报告不符")
    caps = (KeyCap(key) for key in ("Enter", "Space", "Esc", "F2", "W"))
    return _together(*caps, dim, sentence)


def buttons() -> QWidget:
    made: list[QWidget] = []
    for look in ("plain", "primary", "danger", "waiting"):
        button = QPushButton(look)
        button.setProperty("look", look)
        made.append(button)
    for look in ("plain", "primary"):
        button = QPushButton(f"{look} 不可用")
        button.setProperty("look", look)
        button.setEnabled(False)
        made.append(button)
    row = KeyRow("违规登记", "V", Icon("flag", "违规登记"))
    row.setFixedWidth(260)
    return _together(*made, row)


def lines() -> QWidget:
    empty, full, secret, dim = Line("提示文字"), Line(), Line("个人密码", secret=True), Line()
    full.setText("990102199001011234")
    secret.setText("2468")
    dim.setText("不可用")
    dim.setEnabled(False)
    for line in (empty, full, secret, dim):
        line.setFixedWidth(240)
        line.setAccessibleName(line.placeholderText() or line.text())
    ticks = [QCheckBox("未勾选"), QCheckBox("已勾选")]
    ticks[1].setChecked(True)
    picks = Picks()
    picks.setAccessibleName("选择")
    picks.setFixedWidth(260)
    picks.show_choices((Choice("a", "携带手机等通讯工具", "违反考场规则第 3 条"), Choice("b", "交头接耳、互打暗号")))
    picks.choose("a")
    return _together(empty, full, secret, dim, *ticks, picks)


def signs() -> QWidget:
    shapes = [Sign(tone, size) for size in (48, 24) for tone in TONES]
    discs = [Disc(1, 34), Disc(2, 34, now=True), Disc(3, 26, ring=True), Disc(4, 26, now=True, ring=True)]
    return _together(*shapes, *discs, *(_Mark(state) for state in SEAT_STATES))


def panels() -> QWidget:
    made = []
    for look in LOOKS:
        panel = Panel(look)
        panel.column.addWidget(text(look, theme.BODY, bold=True))
        panel.column.addWidget(text("次要说明", theme.SMALL, tone="quiet"))
        panel.setFixedWidth(160)
        made.append(panel)
    return _together(*made)


def notices() -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    for tone in TONES:
        notice = Notice()
        column.addWidget(notice)
        notice.say(f"{tone}：发生了什么", tone, "接下来做什么")
    refused = Notice()
    column.addWidget(refused)
    refused.refuse(Refusal("too-early", "09:45 起可用", "附件4 一（四）", "请等到 09:45"))
    return holder
