"""Makes `resources/sample/roster.xlsx`, the shipped sample: run `python installer/make_sample.py` from the repository.

Two occupations at four levels, twelve rooms, one of them a tiered hall used as two, every kind of identity document.
Everybody in it is invented. The same run always writes the same bytes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.exchange.roster.synthetic import Hall, synthetic_roster, write_rows

DAY = date(2026, 11, 28)
TARGET = Path(__file__).parents[1] / "resources" / "sample" / "roster.xlsx"
# How many candidates each room is meant for: any two rooms of a group hold it, so arranging always succeeds.
_SHARES = (27, 27, 27, 27, 27, 27, 26, 26, 26, 27, 26, 27)


def halls() -> list[Hall]:
    """Ten class rooms of 30 and the tiered hall 阶梯教室, whose halves are rooms 11 and 12 (alternate rows: 7 x 4)."""
    out = []
    for n, share in enumerate(_SHARES[:10]):
        floor = str(n // 5 + 1)
        door = "右前" if n % 5 == 4 else "左前"
        out.append(Hall(f"{n + 1:02d}", f"{floor}{n % 5 + 1:02d} 教室", "教学楼", floor, 30, 5, 6, share, door))
    for half, share in enumerate(_SHARES[10:]):
        side = "西" if half else "东"
        note = f"阶梯教室{side}侧，隔行就座，监考员不得交叉"
        door = "右前" if half else "左前"
        out.append(Hall(f"{11 + half}", "阶梯教室", "综合楼", "1", 28, 7, 8, share, door, "阶梯", note))
    return out


def main() -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    write_rows(TARGET, synthetic_roster(sum(_SHARES), len(_SHARES), 20261128, DAY, halls=halls()))


if __name__ == "__main__":
    main()
