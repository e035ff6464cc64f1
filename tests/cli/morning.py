"""A whole small morning by the command line alone: two rooms, one of six candidates stays away."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.site import DATE, PER_ROOM, Cli

PREPARED = dict.fromkeys(
    ("board_written", "rules_posted", "labels_placed", "desks_cleared", "clock_checked", "bag_store"), True
)
OPENING = {"seals_intact": True, "tongue_intact": True}
CHIEF, DEPUTY, OFFICE, KEEPER = "001", "002", "003", "006"


class Morning:
    """Knows of the plan what `plan show` and `record show` tell; runs the acts of the day through `act` and `door`."""

    def __init__(self, cli: Cli) -> None:
        plan = cli.ok("plan", "show")
        room_numbers = {r["id"]: r["number"] for r in plan["rooms"]}
        staff_numbers = {s["id"]: s["number"] for s in plan["staff"]}
        candidates = {c["id"]: c for c in plan["candidates"]}
        self.cli = cli
        self.rooms = sorted(room_numbers.values())
        self.seats = [(room_numbers[s["room"]], candidates[s["candidate"]]) for s in plan["seats"]]
        self.absent = next(who for room, who in reversed(self.seats) if room == self.rooms[-1])
        self.duties = [
            (staff_numbers[d["staff"]], d["role"], room_numbers.get(d["room"] or "")) for d in plan["duties"]
        ]
        self.bags = [
            {**b, "room": room_numbers[b["room"]]} for b in cli.ok("record", "show")["bags"] if b["room"] is not None
        ]
        self.verdicts: list[Any] = []

    def pair(self, room: str) -> tuple[str, str]:
        """Staff numbers of a room's lead and assistant proctor."""
        found = {role: number for number, role, where in self.duties if where == room}
        return found["lead-proctor"], found["assistant-proctor"]

    def rooms_act(self, command: str, at: str, data: Any = None, both: bool = True) -> None:
        for room in self.rooms:
            given = data(room) if callable(data) else data
            self.cli.act(command, f"room:{room}", given, *self.pair(room)[: 2 if both else 1], at=at)

    def run(self) -> None:
        self.before()
        self.doors()
        self.exam()
        self.returned()
        self.cli.act("close-sitting", "sitting", None, CHIEF, OFFICE, at="11:30")

    def before(self) -> None:
        act = self.cli.act
        for number, _, _ in self.duties:
            act("report-staff", "sitting", {"staff": number}, OFFICE, at="07:30")
        act("appoint-keyholders", "site", {"keyholders": [KEEPER, OFFICE]}, CHIEF, at="07:31")
        for number, _, _ in self.duties:
            act("issue-badge", f"staff:{number}", None, OFFICE, at="07:34")
        act("brief-staff", "sitting", {"lists_announced": True, "clocks_compared": True}, CHIEF, at="07:35")
        self.rooms_act("check-clock", "07:37", {"seconds_off": 5}, both=False)
        for bag in self.bags:
            whole = {"seal": f"F-{bag['label']}", "seal_intact": True}
            act("take-out-bag", f"bag:{bag['label']}", whole, CHIEF, KEEPER, at="07:40")
            label = {k: bag[k] for k in ("occupation", "level", "copies")}
            act("issue-bag", f"bag:{bag['label']}", {**label, **whole}, CHIEF, *self.pair(bag["room"]), at="07:42")
        self.rooms_act("bring-bags", "07:50")
        self.rooms_act("prepare-room", "07:58", PREPARED, both=False)
        self.rooms_act("open-door", "08:05", both=False)

    def doors(self) -> None:
        """The first room's candidates come in one by one, the second's over standard input."""
        cli = self.cli
        for n, room in enumerate(self.rooms):
            came = [who for where, who in self.seats if where == room and who is not self.absent]
            numbers = [who["document_number"] for who in came]
            if n == 0:
                for number in numbers:
                    self.verdicts.append(cli.ok("door", "--room", room, "--number", number, "--at", f"{DATE}T08:06"))
            else:
                lines = "".join(f"{number},,{DATE}T08:07\n" for number in numbers)
                ran = cli.run("door", "--room", room, "--stdin", stdin=lines)
                assert ran.code == 0, ran
                self.verdicts += [json.loads(line) for line in ran.out.splitlines()]
            for who in came:
                about = f"candidate:{who['admission_number']}"
                cli.act("confirm-signature", about, None, self.pair(room)[1], at="08:08")

    def exam(self) -> None:
        act = self.cli.act
        act("give-order", "sitting", {"order": "prepare"}, CHIEF, at="08:10")
        self.rooms_act("read-rules", "08:20", both=False)
        for bag in self.bags:
            seen = {**OPENING, "counted": bag["copies"]}
            act("open-bag", f"bag:{bag['label']}", seen, *self.pair(bag["room"]), at="08:25")
        self.rooms_act("hand-out-papers", "08:27", {"absentee_desks_empty": True})
        act("give-order", "sitting", {"order": "start"}, CHIEF, at="08:30")
        self.rooms_act("start-exam", "08:30", both=False)
        self.rooms_act("freeze-absentees", "09:00", self._attendance)
        self.rooms_act("fill-record", "09:01", both=False)
        act("give-order", "sitting", {"order": "fifteen-minutes"}, CHIEF, at="09:45")
        self.rooms_act("announce-fifteen", "09:45", both=False)
        act("give-order", "sitting", {"order": "end"}, CHIEF, at="10:00")
        self.rooms_act("end-exam", "10:00", both=False)

    def returned(self) -> None:
        act = self.cli.act
        self.rooms_act("collect-papers", "10:02", lambda room: both(self._counted(room)))
        self.rooms_act("release-candidates", "10:03")
        self.rooms_act("return-bags", "10:05")
        for room in self.rooms:
            own = self._counted(room)
            blind = {"answered": own["collected"], "unused": own["absent"] + own["spare"], "void": 0}
            act("count-returned", f"room:{room}", both(blind), OFFICE, at="10:07")
            act("approve-sealing", f"room:{room}", None, CHIEF, at="10:08")
        for bag in self.bags:
            seals = {"seal": f"M-{bag['label']}", "card_seal": f"K-{bag['label']}"}
            act("seal-bag", f"bag:{bag['label']}", seals, *self.pair(bag["room"]), at="10:10")
        for room in self.rooms:
            act("close-room", f"room:{room}", None, self.pair(room)[0], CHIEF, at="10:15")
        bags = [bag["id"] for bag in self.bags]
        leaving = {"bags": bags, "escorts": ["005", "093"], "vehicle": "京A00000"}
        act("depart", "sitting", leaving, CHIEF, OFFICE, at="10:30")
        act("receive-at-marking", "sitting", {"bags": bags}, OFFICE, KEEPER, at="11:20")

    def _away(self, room: str) -> int:
        return 1 if room == self.rooms[-1] else 0

    def _attendance(self, room: str) -> dict[str, Any]:
        came = PER_ROOM - self._away(room)
        away = [self.absent["id"]] if self._away(room) else []
        return {"candidates": away, "signatures": came, "heads": came}

    def _counted(self, room: str) -> dict[str, int]:
        away = self._away(room)
        copies = sum(bag["copies"] for bag in self.bags if bag["room"] == room)
        counts = {"handed_in": 0, "collected": PER_ROOM - away, "absent": away, "void": 0}
        return {**counts, "spare": copies - sum(counts.values())}


def both(counts: dict[str, int]) -> dict[str, Any]:
    """One count for papers and for answer cards."""
    return {"papers": counts, "cards": counts}
