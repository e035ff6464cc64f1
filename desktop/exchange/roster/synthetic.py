"""Roster workbooks of invented people, any size: rehearsal, benches, tests and the shipped sample.

Nobody in them can exist: resident cards have region 99, telephone numbers begin with 000, passports with ZZ.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from desktop.exam.plan import documents
from desktop.exam.plan.catalogue import LEVEL_NAMES
from desktop.exchange.durable import write_durably
from desktop.exchange.roster.columns import SHEETS, Kind

Rows = Mapping[Kind, Sequence[Sequence[str | int]]]

OCCUPATIONS = ("中式烹调师", "西式面点师")
_LEVELS = (5, 4, 3, 2)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹"
)
_GIVEN = (
    "明亮安宁思远志强秀英嘉怡子涵雨桐浩然一诺梓萱晨曦佳琪文博雅静国庆春兰建军晓东海燕丽华永健立新小红玉珍瑞雪青山若水"
    "长河北辰南星云帆可心乐天如意承泽景行"
)
RARE_NAMES = (
    *("王䶮", "李𬭎", "陈㛃", "赵𠅤", "周喆", "孙堃", "吴㼆", "郑𬍛", "冯𣲗"),
    *("古丽·买买提", "阿卜杜热合曼·吐尔逊"),
)
_LATIN_GIVEN = ("Anna Maria", "Erika", "John", "Jean", "Jana", "Ivan", "Amina", "Max")
_LATIN_SURNAMES = ("Eriksson", "Mustermann", "Sample", "Exemple", "Vzorova", "Obrazets", "Mfano", "Voorbeeld")
"""Words for "sample" in several languages: people whose documents have no Chinese name."""
_UNITS = ("京饪大酒楼", "南城烘焙坊", "春和饭店", "青年餐饮公司", "北辰食堂", "待业", "海棠西点", "城北职业学校")


@dataclass(frozen=True, slots=True)
class Hall:
    """One logical room of the invented site; `share` is how many candidates are meant for it."""

    number: str
    place: str
    building: str
    floor: str
    capacity: int
    columns: int
    rows: int
    share: int
    door: str = "左前"
    kind: str = "标准"
    note: str = ""


def synthetic_roster(
    candidates: int,
    rooms: int,
    seed: int,
    day: date,
    start: str = "08:30",
    end: str = "10:00",
    halls: Sequence[Hall] | None = None,
) -> Rows:
    """Rows (header first) of the five sheets. Groups of one occupation and level fill whole rooms of 30, so that one
    paper a room always fits; more rooms than asked for when they would not hold all. Staff meet N1-N4 with reserves.
    Equal arguments give equal rows. Raises ValueError without a candidate or a room."""
    chance = random.Random(seed)
    halls = halls or _halls(candidates, rooms)
    groups = _groups(halls)
    people = list(_people(chance, [g for g, size in groups for _ in range(size)], day))
    return {
        "计划": _plan_rows(day),
        "场次": [_header("场次"), ("理论知识", "笔试", day.isoformat(), start, end, "", "")],
        "考生": [_header("考生"), *people],
        "考场": [_header("考场"), *(_hall_row(h) for h in halls)],
        "人员": [_header("人员"), *_staff(chance, len(halls), people)],
    }


def write_synthetic(
    path: Path,
    candidates: int,
    rooms: int,
    seed: int,
    day: date,
    start: str = "08:30",
    end: str = "10:00",
) -> None:
    """An importable workbook at `path`; 100,000 candidates take about a quarter of a minute."""
    write_rows(path, synthetic_roster(candidates, rooms, seed, day, start, end))


def write_rows(path: Path, rows: Rows) -> None:
    """The rows as .xlsx with text cells, so that no spreadsheet program shortens a number. Same rows, same bytes.
    Raises SiteFault `disk-full` or `cannot-write`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a fixed stamp, no moment
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4"})
        text = book.add_format({"num_format": "@"})
        for kind, lines in rows.items():
            sheet = book.add_worksheet(kind)
            sheet.set_column(0, max(map(len, lines)) - 1, 16, text)
            for n, line in enumerate(lines):
                for c, value in enumerate(line):
                    if isinstance(value, int):
                        sheet.write_number(n, c, value)
                    elif value:
                        sheet.write_string(n, c, value, bold if n == 0 and kind != "计划" else text)
    write_durably(path, [buffer.getvalue()])


def _header(kind: Kind) -> tuple[str, ...]:
    return tuple(c.name + "*" * c.required for c in SHEETS[kind].columns)


def _plan_rows(day: date) -> list[tuple[str, str]]:
    name = f"{day:%Y%m%d}京饪评价"
    return [
        ("计划名称", name),
        ("评价机构*", "京饪技能评价中心（演练）"),
        ("机构简称", "京饪评价"),
        ("计划类型", "社会培训评价组织"),
        ("备案号", "S000099000001"),
        ("考点名称*", "京饪技能评价中心考点"),
        ("考点地址", "不存在区虚构路 99 号"),
        ("首次认定日期", day.isoformat()),
        ("联系人", "钱安宁"),
        ("联系电话", "000-00000001"),
    ]


def _halls(candidates: int, rooms: int) -> list[Hall]:
    if candidates < 1 or rooms < 1:
        raise ValueError("a roster needs a candidate and a room")
    rooms = min(max(rooms, -(-candidates // 30)), candidates)
    share, more = divmod(candidates, rooms)
    width = max(2, len(str(rooms)))
    out = []
    for n in range(rooms):
        size = share + (n < more)
        place = f"{n // 8 + 1}{n % 8 + 1:02d} 教室"
        out.append(Hall(f"{n + 1:0{width}d}", place, "教学楼", str(n // 8 + 1), 30, 5, 6, size))
    return out


def _hall_row(h: Hall) -> tuple[str | int, ...]:
    return (h.number, h.place, h.building, h.floor, h.capacity, h.columns, h.rows, h.door, h.kind, h.note)


def _groups(halls: Sequence[Hall]) -> list[tuple[tuple[str, int], int]]:
    """Occupation and level to the number of candidates; each group owns whole rooms."""
    kinds = [(o, level) for level in _LEVELS for o in OCCUPATIONS][: len(halls)]
    sizes = dict.fromkeys(kinds, 0)
    for n, hall in enumerate(halls):
        sizes[kinds[n % len(kinds)]] += hall.share
    return sorted(sizes.items(), key=lambda item: (item[0][0], -item[0][1]))


def _names(chance: random.Random) -> Iterator[str]:
    """Invented names without end, each once: a walk over all combinations with a step coprime to their number."""
    given = sorted(set(_GIVEN))
    total = len(_SURNAMES) * len(given) ** 2
    place = chance.randrange(total)
    step = round(total * 0.618)
    while _common_factor(step, total):
        step += 1
    seen = 0
    while True:
        place = (place + step) % total
        rest, first = divmod(place, len(_SURNAMES))
        yield _SURNAMES[first] + given[rest % len(given)] + given[rest // len(given)] + "同" * (seen // total)
        seen += 1


def _latin_name(n: int) -> str:
    """As a passport's data page has it, the family name last; some hundreds before one comes again."""
    middle = _LATIN_GIVEN[n // 64 % 8] if n >= 64 else ""
    return " ".join(filter(None, (_LATIN_GIVEN[n % 8], middle, _LATIN_SURNAMES[(n + n // 8) % 8])))


def _common_factor(a: int, b: int) -> bool:
    while b:
        a, b = b, a % b
    return a != 1


def _people(chance: random.Random, groups: Sequence[tuple[str, int]], day: date) -> Iterator[tuple[str, ...]]:
    names = _names(chance)
    order = list(range(len(groups)))
    chance.shuffle(order)
    number_of = dict(zip(order, range(1, len(order) + 1), strict=True))
    special = dict(zip(order[3::29], RARE_NAMES, strict=False)) if len(order) > 3 else {}
    last = ""
    for n, (occupation, level) in enumerate(groups):
        born = day - timedelta(days=chance.randrange(18 * 366, 58 * 366))
        kind, number, sex = _document(chance, n, born)
        name = special.get(n) or next(names)
        if n % 106 in (60, 90) and n not in special:  # every other passport and card of 2017
            name = _latin_name(n // 106 * 2 + (n % 106 == 90))
        if n % 97 == 96:
            name = last  # two people of one name are ordinary: the import must tell, not refuse
        last = name
        yield (
            name,
            kind,
            number,
            sex,
            f"{day:%y%m%d}{number_of[n]:0{max(4, len(str(len(groups))))}d}",
            occupation,
            "",
            LEVEL_NAMES[level],
            "",
            chance.choice(_UNITS),
            f"000{chance.randrange(10**8):08d}",
            "",
            "听力障碍，靠前就座" if n % 211 == 17 else "",
            "",
        )


def _document(chance: random.Random, n: int, born: date) -> tuple[str, str, str]:
    """Type, number, sex. `n` stands in every number, so that no two are equal."""
    sex = chance.randrange(2)
    word = "男" if sex else "女"
    high, low = divmod(n, 500)
    sequence = low * 2 % 1000 + sex
    region = f"99{high:04d}"
    match n % 53:
        case 7:
            return documents.PASSPORT, f"ZZ{n:07d}", word
        case 19:
            return documents.HOME_RETURN, f"{'HM'[sex]}00{n:06d}", word
        case 23:
            return documents.TAIWAN_PERMIT, f"00{n:06d}", word
        case 31:
            return documents.RESIDENCE_PERMIT, documents.make_number(f"81{high + 99:04d}", born, sequence), word
        case 37:
            return documents.FOREIGNER_CARD, f"ZZZ{n // 100:04d}{born:%y%m%d}{n % 100:02d}", word
        case 41:
            return documents.FOREIGNER_CARD, documents.make_number(f"999{high:03d}", born, sequence), word
    return "" if n % 5 else documents.RESIDENT, documents.make_number(region, born, sequence), word


def _staff(chance: random.Random, rooms: int, people: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """N1-N4 with reserves; some avoid a candidate's name, some a unit."""
    proctors = rooms * 2 + max(2, rooms // 4)
    wanted = (
        ("主考", 1),
        ("副主考", 1),
        ("监考员", proctors),
        ("流动监考员", -(-rooms // 10) + 1),
        ("考务人员", 3 + rooms // 20),
        ("保密员", 1),
        ("考评员", 2),
        ("质量内控人员", 1),
        ("督导员", 1),
        ("保障人员", 4),
    )
    names = _names(chance)
    n = 0
    for role, count in wanted:
        for k in range(count):
            n += 1
            born = date(1968, 1, 1) + timedelta(days=chance.randrange(9000))
            sequence = (n * 2 + chance.randrange(2)) % 1000
            avoids = ""
            if role == "监考员" and k % 7 == 3:
                avoids = chance.choice(people)[0]
            elif role == "监考员" and k % 11 == 5:
                avoids = "、".join((chance.choice(people)[0], "城北职业学校"))
            number = documents.make_number(f"9990{n // 400:02d}", born, sequence)
            unit = "京饪技能评价中心" if role != "监考员" or k % 3 else "城东职业学校"
            yield (f"{n:0{max(3, len(str(rooms * 3)))}d}", next(names), role, unit, number, f"000{n:08d}", avoids)
