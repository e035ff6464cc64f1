"""What an import found: the row, the column, the code of the contract and one sentence a person can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WARNINGS = frozenset(
    {
        "sex-mismatch",
        "unknown-occupation",
        "level-not-offered",
        "same-name",
        "kangxi-radical",
        "private-use-character",
        "no-glyph",
        "unknown-column",
        "photo-missing",
        "photo-unreadable",
        "birth-implausible",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` counts as the spreadsheet does, from 1; None for a whole file, sheet or column. `column` is the contract's
    word, or the file's own where the contract has none. `message` is one Chinese sentence: where, what, what to do;
    `reason` the same where the place is seen already."""

    file: str
    sheet: str
    row: int | None
    column: str | None
    code: str
    value: str
    message: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet of a file; `sheet` is empty for files that have none."""

    file: str
    sheet: str = ""

    def at(self, row: int | None) -> str:
        name = f"「{self.sheet}」表" if self.sheet else f"文件「{self.file}」"
        return name if row is None else f"{name}第 {row} 行"


@dataclass(slots=True)
class Findings:
    """Collects during one import; `rejected` and `warnings` come out in the order of files, sheets and rows."""

    _rejected: list[Finding] = field(default_factory=list)
    _warnings: list[Finding] = field(default_factory=list)
    _order: dict[tuple[str, str], int] = field(default_factory=dict)

    def whole(self, place: Place, code: str, what: str, sentence: str) -> None:
        """A file as a whole. `sentence` is the code, or names another sentence than the code's."""
        self._add(place, None, None, code, sentence, what, {})

    def add(
        self, place: Place, row: int | None, column: str | None, code: str, value: object = "", **facts: object
    ) -> None:
        self._add(place, row, column, code, code, value, facts)

    def _add(
        self,
        place: Place,
        row: int | None,
        column: str | None,
        code: str,
        sentence: str,
        value: object,
        facts: Mapping[str, object],
    ) -> None:
        self._order.setdefault((place.file, place.sheet), len(self._order))
        shown = _shown(value)
        told = {"column": column or "", "value": shown, **{k: _shown(v) for k, v in facts.items()}}
        said = _SENTENCES[sentence].format_map(told)
        target = self._warnings if code in WARNINGS else self._rejected
        target.append(
            Finding(place.file, place.sheet, row, column, code, shown, place.at(row) + said, said.removeprefix("的"))
        )

    @property
    def rejected(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._rejected, key=self._key))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._warnings, key=self._key))

    def _key(self, found: Finding) -> tuple[int, int]:
        return self._order[found.file, found.sheet], found.row or 0


def _shown(value: object) -> str:
    """A value fit for a screen and for JSON: short, without lone surrogates."""
    text = str(value)
    if len(text) > 60:
        text = text[:59] + "…"
    return text if text.isprintable() else text.encode("utf-8", errors="replace").decode("utf-8")


_SENTENCES: Mapping[str, str] = {
    "missing": "缺少「{column}」，请补填后重新导入。",
    "bad-check-digit": "「{column}」{value} 的校验位不对，请对照证件原件改正。",
    "bad-birth-date": "「{column}」{value} 中的出生日期不存在或在今天之后，请对照证件原件改正。",
    "bad-length": "「{column}」{value} 的位数与「{kind}」不符，请对照证件原件改正，或改正证件类型。",
    "number-lost-digits": "「{column}」{value} 被电子表格改成了小数，末几位已经丢失，请把该列设为文本后重新录入。",
    "duplicate-document": "与{other}的证件号码 {value} 相同、场次相同，请删去其中一行。",
    "duplicate-admission-number": "与{other}的准考证号 {value} 相同，请改正其中一个。",
    "duplicate-room": "与{other}的考场号 {value} 相同，请改正其中一个。",
    "duplicate-staff": "与{other}是同一人（{value}），请删去其中一行或改正编号。",
    "unknown-level": "的等级「{value}」无法识别，请填写五级、四级、三级、二级或一级。",
    "unknown-role": "的角色「{value}」无法识别，请填写主考、副主考、监考员、流动监考员、考务人员、保密员、"
    "考评员、质量内控人员、督导员或保障人员。",
    "unknown-document-type": "的证件类型「{value}」不在有效身份证件范围内，请改为规定的证件名称。",
    "bad-date": "的「{column}」{value} 不是日期，请按 2026-11-28 的样式填写。",
    "bad-time": "的「{column}」{value} 不是时间，请按 8:30 的样式填写。",
    "end-before-start": "的结束时间 {value} 不晚于开始时间，请改正。",
    "bad-number": "的「{column}」{value} 不合规定，请填写{wanted}。",
    "no-sitting": "的考生没有对应的场次（{value}），请补上场次，或改正该考生的科目、职业、等级。",
    "control-character": "的「{column}」含有看不见的控制字符，请重新录入该单元格。",
    "too-long": "的「{column}」超过 {limit} 个字符，请缩短。",
    "unknown-value": "的「{column}」{value} 无法识别，请填写{wanted}。",
    "sex-mismatch": "的性别「{value}」与证件号码不一致，已按证件号码记为{other}，请核对。",
    "unknown-occupation": "的职业「{value}」不在职业目录内，请核对名称。",
    "level-not-offered": "的职业在目录内没有「{value}」，请核对职业、工种和等级。",
    "same-name": "的考生「{value}」与{other}同名，请确认不是同一人重复报名。",
    "kangxi-radical": "的「{column}」含有部首字符 {found}，已改为相应的汉字「{value}」，请核对。",
    "private-use-character": "的「{column}」{value} 含有自造字 {found}{hint}，原样保留，请对照证件改为标准汉字。",
    "no-glyph": "的「{column}」{value} 中的 {found} 现有字体无法打印，请补装字体或联系技术人员。",
    "unknown-column": "的「{column}」列无法识别，没有导入，请改列名或保存列对应关系。",
    "photo-unreadable": "{who}的照片「{value}」用不了（{reason}），请换一张 JPG 或 PNG 照片。",
    "photo-missing": "的照片「{value}」找不到，请把照片放在名单文件旁边。",
    "birth-implausible": "的出生日期 {value} 使考试当天年龄为 {age} 岁，请核对证件号码。",
    "not-a-spreadsheet": "不是能读的电子表格（{value}），请另存为 .xlsx 或 .csv 后重新导入。",
    "not-found": "找不到，请核对路径和文件名（{value}）。",
    "no-such-folder": "所在的文件夹不存在，请核对路径（{value}）。",
    "is-a-folder": "是一个文件夹，请给出里面的名单文件（{value}）。",
    "is-a-device": "是一个设备或管道，不是文件，请先存成文件再导入（{value}）。",
    "no-permission": "没有权限读取，请复制到自己的文件夹，或请管理员授权（{value}）。",
    "name-too-long": "的名称太长，系统不接受，请核对或改短。",
    "in-use": "正被别的程序使用，请关闭那个程序后重新导入（{value}）。",
    "device-error": "所在的磁盘、优盘或网络盘没有响应，请检查连接后重新导入（{value}）。",
    "unreadable": "打不开，请复制到本机后重新导入（{value}）。",
    "encrypted": "设有打开密码，请去掉密码另存后重新导入。",
    "empty": "里没有数据，请检查是否选对了文件。",
    "wrong-file-kind": "是{value}，不是考点名单，请检查是否选对了文件。",
    "too-large": "太大（{value}），请删去多余的行列或拆成几个文件后重新导入。",
}
