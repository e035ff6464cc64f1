"""The command line's entry: read the arguments, run one command, answer with one of four exit codes.

0 done; 1 refused, not intact or not reached; 2 wrong usage; 3 our own fault. Whatever happens, no traceback reaches a
person. The modules of the commands are imported when they are run, the window's too.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from desktop.cli.answer import DONE, REFUSED, Answer, Stop, Unheard, Wrong, speak_utf8
from desktop.cli.commands import FORMS, GROUPS
from desktop.cli.grammar import Call, help_text, parse
from desktop.faults import SiteFault
from desktop.wording import Wording


def run(arguments: Sequence[str]) -> int:
    """Run one command; answers the exit code."""
    answer = Answer("--json" in arguments or "--stdin" in arguments, Wording())
    speak_utf8(answer.as_json)
    try:
        call = parse(arguments, FORMS)
        answer.as_json = call.as_json
        code = _run(call, answer)
        answer.flush()
        return code
    except Stop as stop:
        return _last(answer, stop.code)
    except Wrong as wrong:
        return answer.usage(str(wrong))
    except SiteFault as fault:
        return answer.fault(fault)
    except Unheard as lost:
        return _unheard(answer, lost)
    except KeyboardInterrupt:
        return answer.fault(SiteFault("interrupted"))
    except MemoryError:
        return answer.fault(SiteFault("memory-full"))
    except Exception as error:  # whatever it is, no traceback reaches a person
        from desktop.logs import report_bug

        return answer.ours(str(report_bug(error, arguments)))


def _run(call: Call, answer: Answer) -> int:
    if call.help:
        text = help_text(call, FORMS, GROUPS)
        answer.give({"help": text}, text)
        return DONE
    if call.version:
        from desktop.version import __version__

        answer.give({"version": __version__}, f"考点 Kaodian {__version__}")
        return DONE
    if call.form is None:
        if call.group:
            raise Wrong(help_text(call, FORMS, GROUPS))
        raise Wrong("--json 要和一个命令一起用；用 --help 查看全部命令。")
    from desktop import paths
    from desktop.cli.shared import Run

    _function(call.form.runs)(Run(call.home or paths.default_home(), answer), **call.values)
    return DONE


def _function(named: str) -> Callable[..., Any]:
    module, _, function = named.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(f"desktop.cli.{module}"), function)
    return found


def _last(answer: Answer, code: int) -> int:
    """The exit code of a command that has said everything, once that is out."""
    try:
        answer.flush()
    except Unheard as lost:
        return _unheard(answer, lost)
    return code


def _unheard(answer: Answer, lost: Unheard) -> int:
    if lost.full:
        answer.aside(answer.wording.fault(SiteFault("output-full")))
    return REFUSED
