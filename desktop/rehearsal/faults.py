"""What can go wrong on purpose, by name, and what makes it happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.rehearsal.mishaps.documents import DOCUMENTS
from desktop.rehearsal.mishaps.doors import DOORS
from desktop.rehearsal.mishaps.site import SITE

if TYPE_CHECKING:
    from desktop.rehearsal.morning import Morning

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "wrong-packet": "发错试卷袋：监考员核对标签不符，不签收，换回正确的袋",
        "missing-copy": "启封后少一份（30 份只有 29 份），由主考批准启用备用卷",
        "broken-seal": "试卷袋密封破损：不签收，失泄密报警，启用整袋备用卷",
        "leak-alarm": "取卷时封条号不符：停止交接并报警，由他人查明后解除",
        "dead-reader": "读证设备失灵：两人核对人工输入，设备恢复",
        "documents": "各种证件：护照、港澳台居住证、外国人永居证、没读完、芯片不回应、读证设备拔下又接上；人人入座",
        "late-candidates": "考生集中迟到：截止前入场，截止后拒绝",
        "early-candidate": "考生到得太早：开门前劝其等候",
        "wrong-room": "走错考场：指引到正确考场",
        "impostor": "替考：准考证与证件不符、人证不符，拒绝入场",
        "unknown-person": "名单外人员：拒绝入场",
        "expired-document": "证件过期：拒绝；其中一人由主考书面准入",
        "double-admission": "两台查证台放入同一考生：合并后由主考裁定（需要两台以上查证台）",
        "power-cut": "查证中途断电：重开后已确认的记录一条不少",
        "stand-in": "监考员未到：流动监考员顶替，本人到后交回",
        "cheating": "使用通讯工具：两人登记，请离考场",
        "toilet": "两人同时要求上厕所：逐一由流动监考员陪同",
        "clock-set-back": "查证台的钟被拨回：记录在案，按基准校正",
        "suspension": "考试中途火警：全考点暂停，恢复后补时，结束时间顺延",
    }
)
"""Name to what it is, for people."""
KINDS: tuple[Mapping[str, Callable[[Morning], None]], ...] = (SITE, DOCUMENTS, DOORS)
"""In the order in which they choose papers and people: those with rare documents are few."""


def arrange(m: Morning) -> None:
    """Put the chosen mishaps on the clock."""
    for kind in KINDS:
        for name in m.script.faults:
            if name in kind:
                kind[name](m)
