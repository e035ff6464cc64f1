"""Search as you type over 10,000 candidates: every key of many names and numbers, beside reading each name anew."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from statistics import median
from time import perf_counter

from desktop.bootstrap.parts import Parts
from desktop.operations.search import Searched, SearchIndex, plain_words, readings_of
from tests.bench.measure import Measure, percentile, seconds

PEOPLE = 10_000
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查区"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲婷鑫琪雯昕玥妍建国华梅红玉春海波宁福生龙凤云飞雪莲斌健俊峰帆"
    "宇轩梓涵子怡欣佳思"
)
TYPED = 200
"""People looked for; each by name, initials, pinyin, seat, ticket and the end of the document's number, key by key."""


def people(count: int = PEOPLE, seed: int = 7) -> list[Searched]:
    """Invented candidates of a large site: names of two and three characters, 30 seats a room."""
    chance = Random(seed)
    out = []
    for n in range(count):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        document = f"990102{chance.randrange(10**8):08}{chance.randrange(10**4):04}"
        seat = (f"{n // 30 + 1:02}", n % 30 + 1)
        out.append(Searched(f"c{n:05}", (name,), document, f"26112800{n:05}", (seat,)))
    return out


def typed(rows: list[Searched], readings: dict[str, tuple[str, ...]], seed: int = 11) -> Iterator[str]:
    """What stands in the line after every key."""
    for person in Random(seed).sample(rows, TYPED):
        said = [readings[letter][0] for letter in person.names[0]]
        whole = (person.names[0], "".join(s[0] for s in said), "".join(said), person.admission, person.document[-6:])
        room, seat = person.seats[0]
        for words in (*whole, f"{room}-{seat}"):
            for length in range(1, len(words) + 1):
                yield words[:length]


def linear(rows: list[Searched], readings: dict[str, tuple[str, ...]], words: str) -> list[Searched]:
    """The yardstick: go through everybody, spell each name, look into every number."""
    word = plain_words(words).replace(" ", "")
    found = []
    for person in rows:
        name = person.names[0]
        said = [readings[letter][0] for letter in name if letter in readings]
        spelt, initials = "".join(said), "".join(s[0] for s in said)
        seat = "".join(f"{room}{number}" for room, number in person.seats)
        fields = (name, spelt, initials, person.admission, person.document[-6:], seat)
        if any(word in field for field in fields):
            found.append(person)
    return found


def measure() -> list[Measure]:
    """Median and slowest of every key, and the index's building."""
    rows = people()
    readings = readings_of(Parts().readings())
    built = seconds(lambda: SearchIndex(rows, readings))
    index = SearchIndex(rows, readings)
    asked = list(typed(rows, readings))
    ours = []
    for words in asked:
        start = perf_counter()
        index.find(words)
        ours.append(perf_counter() - start)
    theirs = [seconds(lambda words=words: linear(rows, readings, words)) for words in asked[:: len(asked) // 60]]  # type: ignore[misc]
    facts = {
        "keys typed": len(asked),
        "p99": f"{percentile(ours, 0.99) * 1000:.1f} ms",
        "slowest key": f"{max(ours) * 1000:.1f} ms",
        "index built in": f"{built * 1000:.0f} ms, once a home",
    }
    return [
        Measure("search", "search as you type, 10,000 people, median key", "each name spelt anew", "s", median(ours),
                median(theirs), 0.2, True, facts),
        Measure("search-p99", "search as you type, slowest of a hundred keys", "", "s", percentile(ours, 0.99), None,
                0.050, True),
    ]  # fmt: skip
