"""Writes `syllables.txt` beside this file: `python resources/pinyin/collect.py`. Wants `uconv` of ICU (icu-devtools).

The readings are facts of Unicode's Han database as ICU transliterates them (Han-Latin, one reading a character),
without tones, ü as v. Below them stand the other readings that occur in names: surnames that are read their own
way, and characters parents use in two ways. A search takes any of them.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections import defaultdict
from pathlib import Path

BLOCKS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2EBE0), (0x30000, 0x3134A))

IN_NAMES = """
shan 单 qiu 仇 xie 解 zha 查 zeng 曾 ou 区 yu 尉 mo 万 qi 俟 ge 盖 piao 朴 qin 覃 zhai 翟 祭 miao 缪 yue 乐 he 黑 bo 薄
chong 种 重 shao 召 po 繁 she 折 zhang 长 tan 澹 ren 任 hua 华 yun 员 xian 洗 冼 xun 郇 shen 谌 nai 能 chu 褚 qu 瞿
yan 燕 mou 牟 mu 牟 kui 隗 wei 隗 bi 秘 mi 秘 宓 fu 宓 chi 郗 chao 晁 朝 zhao 朝 bu 卜 ju 车 gou 句 xiang 相 向 zi 訾
chang 长 sheng 盛 晟 cheng 盛 晟 乘 xi 茜 qian 茜 na 娜 nuo 娜 sha 莎 suo 莎 jiao 觉 校 jue 觉 角 xiao 校
xing 行 hang 行 qiang 强 jiang 强 ji 纪 奇 diao 调 tiao 调 le 乐 yao 乐 zang 藏 cang 藏 jia 贾 gu 贾 dou 都 du 都
ying 应 yin 殷 ning 宁 nie 乜 mie 乜 pang 逄 kan 阚 guo 过 呙 tou 钭 ben 贲 lu 逯 sui 眭 hei 黑 zhong 种 重
yuan 员 e 阿 a 阿 shi 石
dan 石 单 澹 shuai 率 lv 率 吕 jin 觐 尽 zhuo 卓 ting 婷 xu 许 于 wan 万 si 俟 di 翟 tan 覃 xie 颉 jie 颉 解 chen 谌
"""


def main() -> None:
    characters = [chr(code) for first, last in BLOCKS for code in range(first, last + 1)]
    asked = subprocess.run(
        ["uconv", "-x", "Han-Latin", "-f", "utf-8", "-t", "utf-8"],
        input="\n".join(characters).encode(),
        capture_output=True,
        check=True,
    )
    read: defaultdict[str, list[str]] = defaultdict(list)
    for character, answer in zip(characters, asked.stdout.decode().split("\n"), strict=True):
        letters = unicodedata.normalize("NFD", answer).replace("u\u0308", "v")
        syllable = "".join(c for c in letters if not unicodedata.combining(c))
        if answer != character and syllable.isascii() and syllable.isalpha():
            read[syllable.lower()].append(character)
    syllable = ""
    for word in IN_NAMES.split():
        if word.isascii():
            syllable = word
        elif word not in read[syllable]:
            read[syllable].append(word)
    lines = (f"{syllable} {''.join(found)}\n" for syllable, found in sorted(read.items()) if found)
    Path(__file__).with_name("syllables.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
