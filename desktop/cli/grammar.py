"""The shape of the command line: which words and options a command takes, read without any framework.

An option that takes a value takes the next word, whatever it looks like, unless that is an option of the same command;
`--home DIR`, `--json` and `--help` stand anywhere. Every problem is a `Wrong` with a Chinese sentence. The standard
library only: nothing here costs a command its start (Typer with pydantic: 0.8 s on a small laptop).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from desktop.cli.answer import Wrong

Kind = Literal["text", "flag", "number", "seconds", "file"]

EVERYWHERE = ("--json", "--home", "--help", "-h")

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `value` is what stands for its value in the help; a `many` option may be given several times."""

    name: str
    help: str
    kind: Kind = "text"
    value: str = ""
    short: str = ""
    many: bool = False
    required: bool = False
    default: Any = None
    least: int = 0
    most: int = 10**12
    choices: tuple[str, ...] = ()
    into: str = ""
    empty: bool = False
    """Whether an empty value goes on to where more is known of it; everywhere else somebody forgot it."""

    @property
    def parameter(self) -> str:
        return self.into or self.name.removeprefix("--").replace("-", "_")

    @property
    def spoken(self) -> str:
        """How the help shows it: `-o, --output FILE`."""
        names = f"{self.short}, {self.name}" if self.short else self.name
        return f"{names} {self.value}".rstrip()


@dataclass(frozen=True, slots=True)
class Word:
    """One argument without a name; a `many` word takes all that are left."""

    parameter: str
    value: str
    help: str
    kind: Kind = "text"
    many: bool = False
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A command: `name` is what is typed (`plan import`), `runs` the module and function behind it."""

    name: str
    help: str
    runs: str
    words: tuple[Word, ...] = ()
    options: tuple[Option, ...] = ()

    def option(self, name: str) -> Option | None:
        return next((o for o in self.options if name and name in (o.name, o.short)), None)


@dataclass(slots=True)
class Call:
    """What was asked for. `form` is None when only `--help` or nothing was given; `group` what stood before it."""

    form: Form | None = None
    group: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    home: Path | None = None
    as_json: bool = False
    help: bool = False
    version: bool = False


def parse(arguments: Sequence[str], forms: Sequence[Form]) -> Call:
    """Read the arguments. Raises Wrong."""
    call, words = Call(), iter(arguments)
    loose: list[str] = []
    named: dict[str, list[str]] = {}
    bare = False
    for word in words:
        if not bare and word == "--":
            bare = True
        elif not bare and word.startswith("-") and word != "-":
            _option(call, word, words, named)
        elif call.form is None:
            _step(call, word, forms)
        else:
            loose.append(word)
    if call.form is not None and not call.help:
        call.values = {**_named(call.form, named), **_loose(call.form, loose)}
    return call


def _step(call: Call, word: str, forms: Sequence[Form]) -> None:
    """One word further towards the command."""
    name = f"{call.group} {word}".strip()
    call.form = next((f for f in forms if f.name == name), None)
    if call.form is None:
        if not any(f.name.startswith(f"{name} ") for f in forms):
            raise Wrong(f"没有“{name}”这个命令{_nearest(name, [f.name for f in forms])}；用 --help 查看全部命令。")
        call.group = name


def _option(call: Call, word: str, words: Iterator[str], named: dict[str, list[str]]) -> None:
    name, equals, given = word.partition("=") if word.startswith("--") else (word, "", "")
    if name in ("--json", "--help", "-h"):
        if equals:
            raise Wrong(f"{name} 后面不跟内容。")
        call.as_json, call.help = call.as_json or name == "--json", call.help or name != "--json"
        return
    if name == "--version" and call.form is None:
        call.version = True
        return
    if name == "--home":
        value = given if equals else next(words, "")
        if not value:
            raise Wrong("--home 后面要有文件夹。")
        call.home = Path(_text("--home", value, "file")).expanduser()
        return
    if call.form is None:
        raise Wrong(f"{name} 要写在命令后面；命令前面只能有 --home 和 --json。")
    if not word.startswith("--") and len(word) > 2 and call.form.option(word[:2]):
        name, equals, given = word[:2], "=", word[2:]
    option = call.form.option(name)
    if option is None:
        known = [o.name for o in call.form.options]
        raise Wrong(f"{call.form.name} 没有 {name} 这个选项{_nearest(name, known)}；用 {call.form.name} --help 查看。")
    if option.kind == "flag":
        if equals:
            raise Wrong(f"{name} 后面不跟内容。")
        named[option.name] = [""]
        return
    if option.name in named and not option.many:
        raise Wrong(f"{name} 只能给一次。")
    following = given if equals else next(words, None)
    if following is None or (not equals and (following in EVERYWHERE or call.form.option(following) is not None)):
        raise Wrong(f"{name} 后面要有内容（{option.value}）。")
    named.setdefault(option.name, []).append(following)


def _named(form: Form, named: dict[str, list[str]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for option in form.options:
        given = named.get(option.name)
        if given is None:
            if option.required:
                raise Wrong(f"{form.name} 需要 {option.spoken}（{option.help}）。")
            out[option.parameter] = [] if option.many else False if option.kind == "flag" else option.default
        elif option.kind == "flag":
            out[option.parameter] = True
        else:
            values = [_value(option, text) for text in given]
            out[option.parameter] = values if option.many else values[0]
    return out


def _loose(form: Form, loose: list[str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    left = list(loose)
    for word in form.words:
        if word.required and not left:
            raise Wrong(f"{form.name} 需要 {word.value}（{word.help}）。")
        taken, left = (left, []) if word.many else (left[:1], left[1:])
        if word.kind == "text" and not all(text.strip() for text in taken):
            raise Wrong(f"{form.name} 的{word.value}是空的（{word.help}）。")
        values = [_converted(word.value, text, word.kind, word.choices) for text in taken]
        out[word.parameter] = values if word.many else values[0] if values else None
    if left:
        raise Wrong(f"{form.name} 不认识多出来的“{_readable(left[0])}”。")
    return out


def _value(option: Option, text: str) -> Any:
    if option.kind == "text" and not option.empty and not text.strip():
        raise Wrong(f"{option.name} 后面要有内容（{option.value}）。")
    found = _converted(option.name, text, option.kind, option.choices)
    if option.kind in ("number", "seconds") and not option.least <= found <= option.most:
        raise Wrong(f"{option.name} 要在 {option.least} 到 {option.most} 之间，不能是 {text}。")
    return found


def _converted(name: str, text: str, kind: Kind, choices: tuple[str, ...]) -> Any:
    given = _text(name, text, kind)
    if choices and given not in choices:
        raise Wrong(f"{name} 只能是 {'、'.join(choices)}，不能是“{_readable(given)}”。")
    match kind:
        case "number":
            if not _WHOLE.fullmatch(given):
                raise Wrong(f"{name} 要是整数，不能是“{_readable(given)}”。")
            return int(given)
        case "seconds":
            if not _DECIMAL.fullmatch(given):
                raise Wrong(f"{name} 要是数字，不能是“{_readable(given)}”。")
            return float(given)
        case "file":
            if not given:
                raise Wrong(f"{name} 后面要有文件名。")
            return Path(given)
    return given


def _text(name: str, text: str, kind: Kind) -> str:
    """File names may hold any bytes the system allows; everything else must be text."""
    if "\0" in text or (kind != "file" and any("\ud800" <= c <= "\udfff" for c in text)):
        raise Wrong(f"{name} 后面的内容不是可读的文字。")
    return text


def _readable(text: str) -> str:
    return text[:80].encode("utf-8", "backslashreplace").decode()


def _nearest(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, known, 1, 0.7)
    return f"，是不是 {found[0]}" if found else ""


# --- help -------------------------------------------------------------------------------------------------------------


def help_text(call: Call, forms: Sequence[Form], groups: dict[str, str]) -> str:
    """Help for a command, a group, or everything."""
    if call.form is not None:
        return _form_help(call.form)
    title = groups.get(call.group, "考点 Kaodian：考试当天的全部工作")
    inside = [f for f in forms if not call.group or f.name.startswith(f"{call.group} ")]
    width = max(len(f.name) for f in inside)
    rows = [f"  {f.name:<{width}}  {f.help}" for f in inside]
    lines = [title, "", f"用法：kaodian [--home 文件夹] [--json] {call.group or '命令'} …", "", "命令：", *rows, ""]
    if not call.group:
        lines += [
            "不带命令时打开窗口。",
            "  --home 文件夹  本台的文件夹（默认取 KAODIAN_HOME）",
            "  --json         标准输出只有一个 JSON 文档",
            "  --version      这是哪一版考点",
            "本机口令取自 KAODIAN_PASSPHRASE、系统密钥库（desk remember 存入）或当场输入；",
            "签名密码取自 KAODIAN_PINS 或当场输入。",
            "Windows 下输出到文件或管道的文字是 UTF-8（可用 PYTHONIOENCODING 另定），控制台不受影响。",
            "退出码：0 已完成，1 未获准、不完整或未办到，2 用法不对，3 程序出错。",
        ]
    lines.append(f"用 kaodian {call.group + ' ' if call.group else ''}命令 --help 查看一个命令。")
    return "\n".join(lines)


def _form_help(form: Form) -> str:
    words = "".join(
        f" {w.value}{'…' if w.many else ''}" if w.required else f" [{w.value}{'…' if w.many else ''}]"
        for w in form.words
    )
    needed = "".join(f" {o.short or o.name} {o.value}" for o in form.options if o.required)
    lines = [f"用法：kaodian {form.name}{words}{needed} [选项]", "", form.help]
    rows = [(w.value, w.help) for w in form.words]
    rows += [(o.spoken, o.help + ("（必需）" if o.required else "") + _default(o)) for o in form.options]
    if rows:
        width = max(_wide(spoken) for spoken, _ in rows)
        lines += ["", *(f"  {spoken}{' ' * (width - _wide(spoken))}  {text}" for spoken, text in rows)]
    return "\n".join(lines)


def _default(option: Option) -> str:
    shown = option.default is not None and option.default != "" and option.kind != "flag"
    return f"（默认 {option.default}）" if shown else ""


def _wide(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)
