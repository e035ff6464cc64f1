"""板书 on A3, for halls and for posting instead of writing (002 附件3 三(五))."""

from __future__ import annotations

from forms import catalogue
from forms.page.sheet import A3_LANDSCAPE
from forms.rooms.blackboard_card import Blackboard, making

__all__ = ["FORM", "Blackboard", "preflight", "render"]

FORM = catalogue.form("blackboard-card-a3")
_MAKING = making(FORM, A3_LANDSCAPE)
preflight, render = _MAKING.preflight, _MAKING.render
