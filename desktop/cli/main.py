"""The command line's entry: options before or after the command, and the four exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import typer

from desktop import paths
from desktop.cli import day, paper, plan, record, site, wires
from desktop.cli.answer import DONE, Answer, Stop
from desktop.cli.shared import Run, Wrong
from desktop.faults import SiteFault
from desktop.logs import report_bug
from desktop.wording import Wording

app = typer.Typer(no_args_is_help=True, add_completion=False, help="考点 Kaodian：考试当天的全部工作")
app.add_typer(plan.plan_app, name="plan")
app.add_typer(plan.desk_app, name="desk")
app.add_typer(record.record_app, name="record")
app.add_typer(wires.hub_app, name="hub")
app.command("open")(site.open_)
app.command("print")(paper.print_)
app.command("report")(paper.report)
app.command("read-id")(day.read_id)
app.command("door")(day.door)
app.command("act")(day.act)
app.command("sync")(wires.sync)
app.command("rehearse")(site.rehearse)
app.command("selftest")(site.selftest)


@app.callback()
def _options(
    home: str = typer.Option("", "--home", help="本台的文件夹（默认 KAODIAN_HOME）"),
    json: bool = typer.Option(False, "--json", help="只输出一个 JSON 文档"),
) -> None:
    """考点 Kaodian。"""


def run(arguments: Sequence[str]) -> int:
    """Run one command; answers the exit code: 0 done, 1 refused or a fault of the site, 2 wrong usage, 3 our fault."""
    rest, folder, as_json, problem = global_options(list(arguments))
    answer = Answer(as_json, Wording())
    if problem:
        return answer.usage(problem)
    state = Run(folder or paths.default_home(), answer)
    try:
        app(args=rest, obj=state, standalone_mode=False)
    except Stop as stop:
        return stop.code
    except Wrong as wrong:
        return answer.usage(str(wrong))
    except SiteFault as fault:
        return answer.fault(fault)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        return answer.usage(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        return answer.usage("已中断。")
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except Exception as error:  # whatever it is, no traceback reaches a person
        return answer.ours(str(report_bug(error, arguments)))
    return DONE


def global_options(arguments: list[str]) -> tuple[list[str], Path | None, bool, str]:
    """`--home DIR` and `--json` wherever they stand. Answers the rest, the folder, the flag, and a usage problem."""
    rest: list[str] = []
    folder: Path | None = None
    as_json = False
    it = iter(arguments)
    for word in it:
        if word == "--json":
            as_json = True
        elif word == "--home":
            given = next(it, None)
            if not given:
                return [], None, as_json, "--home 后面要有文件夹。"
            folder = Path(given).expanduser()
        elif word.startswith("--home="):
            folder = Path(word.removeprefix("--home=")).expanduser()
        elif word == "--":
            rest.extend((word, *it))
        else:
            rest.append(word)
    return rest, folder, as_json, ""
