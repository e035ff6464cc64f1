"""Codes of the text record: sex (GB/T 2261.1), ethnic group (GB/T 3304-1991). A code outside them is shown as it is."""

from __future__ import annotations

from desktop.exam.plan.model import Sex

# 0 is unknown and 9 not stated: neither says female.
SEX: dict[str, Sex] = {"1": "male", "2": "female"}

_NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
_OTHER = "其他"
_NATURALISED = "外国血统中国籍人士"

# Names as the card prints them, without 族. 57 and 58 are what some readers make of 97 and 98.
ETHNIC: dict[str, str] = {f"{n:02d}": name for n, name in enumerate(_NAMES.split(), start=1)}
ETHNIC |= {"97": _OTHER, "98": _NATURALISED, "57": _OTHER, "58": _NATURALISED}

ETHNIC_CODES: dict[str, str] = {name: code for code, name in ETHNIC.items() if code not in ("57", "58")}
