"""From a draft plan to a record: publish freezes the plan into a package, enrol makes a home one of its desks."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.clocks import site_time
from desktop.exam.identity.pinyin import Readings
from desktop.exam.plan.model import Index, Plan, photos_named, plan_from_data, plan_to_data
from desktop.exam.rules.protocol import Protocol, protocol_from_data
from desktop.exam.rules.ruleset import ruleset_from_data
from desktop.faults import SiteFault
from desktop.ledger.chain import Chain
from desktop.ledger.entry import Entry
from desktop.ledger.keys import DeskKey
from desktop.operations.ports import AttachmentStore, Clock, Home, PackageFiles, PinHasher, PublishedPlan, RuleFiles
from desktop.operations.record import Opened, Record
from desktop.progress import Progress, unwatched

if TYPE_CHECKING:
    from desktop.exam.plan.limits.params import PlanningParams

PUBLISHED_HASH = "published-hash"
"""Setting: the content hash of the package the draft was published as; gone once the draft is changed."""
DESK_ROLES = ("control", "door", "room", "custody", "office")


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing gives: where the package is, what it is called, and the PINs to hand out, shown this once.

    `short` are the rooms with fewer proctors than N2 asks for: sitting, room (its number), needed, present. `photos`
    is how many candidates' photos the package brings along.
    """

    path: Path
    record: str
    revision: int
    content_hash: str
    rehearsal: bool
    pins: Mapping[str, str]
    short: tuple[Mapping[str, Any], ...] = ()
    photos: int = 0


def unplaced(plan: Plan) -> tuple[str, ...]:
    """Candidates without a seat in a sitting they are registered for: publishing waits for them (U23)."""
    seated = {(s.sitting, s.candidate) for s in plan.seats}
    return tuple(c.id for c in plan.candidates if any((s, c.id) not in seated for s in c.sittings))


def publish(
    home: Home,
    files: PackageFiles,
    rules: RuleFiles,
    hasher: PinHasher,
    clock: Clock,
    path: Path,
    passphrase: str,
    *,
    rehearsal: bool = False,
    publisher: str = "",
    pins: Mapping[str, str] | None = None,
    tell: Progress = unwatched,
) -> Publication:
    """Freeze the draft into a signed, encrypted package and lock its seats.

    `pins` (staff id or number to PIN) sets PINs; everybody else gets a random six-digit one. A rehearsal may go on
    without chiefs or proctors, and whatever its dates. Raises SiteFault: no-plan, plan-incomplete, plan-stopped
    (D7), and whatever the file meets.
    """
    # The rules of planning come with publishing, not with every desk that is opened.
    from desktop.exam.plan.limits.params import PlanningParams
    from desktop.exam.plan.limits.setup import short_of_proctors

    draft = home.plans.draft()
    if draft is None:
        raise SiteFault("no-plan")
    _complete(draft)
    params = PlanningParams.from_rules(ruleset_from_data(rules.rule_set(draft.rule_set)).params)
    short = short_of_proctors(Index(draft), params)
    if not rehearsal:
        _staffed(draft, short)
        _in_time(draft, params, clock.wall())
    given = dict(pins or {})
    chosen = {p.id: given.get(p.id) or given.get(p.number) or f"{secrets.randbelow(10**6):06d}" for p in draft.staff}
    plan = replace(
        draft,
        revision=draft.revision + 1,
        rehearsal=rehearsal,
        seats=tuple(replace(s, locked=True) for s in draft.seats),
    )
    photos = _Photos(home.attachments, plan)
    published = files.publish(
        plan,
        rules.rule_set(plan.rule_set),
        rules.protocols(),
        record=str(uuid.uuid4()),
        secret=secrets.token_bytes(32),
        pins=_hashed(hasher, chosen, tell),
        publisher=publisher,
        published_at=clock.wall(),
        photos=photos,
    )
    tell(len(chosen), len(chosen), "writing")
    files.write(path, published, _publishing_key(home), passphrase)
    home.plans.save_draft(replace(plan, rehearsal=False))
    home.settings.put(PUBLISHED_HASH, published.content_hash)
    frozen = (published.record, plan.revision, published.content_hash)
    return Publication(path, *frozen, rehearsal, chosen, short, photos.given)


class _Photos:
    """The photos of a plan's candidates that the office holds, one at a time; `given` counts those of the last time."""

    def __init__(self, attachments: AttachmentStore, plan: Plan) -> None:
        self._attachments = attachments
        self._names = sorted(photos_named(plan))
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        self.given = 0
        for name in self._names:
            body = self._attachments.get(name)
            if body is not None:
                self.given += 1
                yield body


def _hashed(hasher: PinHasher, chosen: Mapping[str, str], tell: Progress) -> dict[str, str]:
    """Each PIN by a hash that is slow on purpose: this is what publishing takes its time for."""
    out = {}
    for done, (staff, pin) in enumerate(chosen.items()):
        tell(done, len(chosen), "pins")
        out[staff] = hasher.hash(pin)
    return out


def _complete(plan: Plan) -> None:
    if not plan.sittings or not plan.candidates:
        raise SiteFault("plan-incomplete", what="candidates")
    if without := unplaced(plan):
        raise SiteFault("plan-incomplete", what="seats", count=len(without))
    if not plan.duties:
        raise SiteFault("plan-incomplete", what="duties")


def _staffed(plan: Plan, short: Sequence[Mapping[str, Any]]) -> None:
    """What no reason of a chief can replace: the two who lead each sitting (N1), and somebody in every room (N2).
    Fewer proctors than asked for is the chief's to answer for; `plan check` and the publication say so."""
    for role in ("chief", "deputy-chief"):
        there = {d.sitting for d in plan.duties if d.role == role}
        if any(t.id not in there for t in plan.sittings):
            raise SiteFault("plan-incomplete", what=role)
    if empty := list(dict.fromkeys(s["room"] for s in short if not s["present"])):
        raise SiteFault("plan-incomplete", what="proctors", rooms="、".join(empty), count=len(empty))


def _in_time(plan: Plan, params: PlanningParams, now: int) -> None:
    """What no reason of anybody here can replace: a plan whose rooms and people were not entered in time is over (D7).
    Whether they were, the office notes with the day; where they were not, there must be another first day."""
    from desktop.exam.plan.check import stopped

    if stop := stopped(plan, site_time(now, plan.site.utc_offset).date(), params):
        done = stop.facts.get("done")
        facts = {"rule": stop.key, "clause": stop.clause, "due": str(stop.due), "done": str(done) if done else "none"}
        raise SiteFault("plan-stopped", **facts)


def _publishing_key(home: Home) -> DeskKey:
    """The office's own signing key; made once and kept in the encrypted home."""
    raw = home.settings.get("publishing-key")
    if raw is None:
        key = DeskKey.generate()
        home.settings.put("publishing-key", key.raw.hex())
        return key
    return DeskKey.from_bytes(bytes.fromhex(raw))


def enrol(
    home: Home,
    files: PackageFiles,
    clock: Clock,
    path: Path,
    passphrase: str,
    label: str,
    role: str,
    at: int | None = None,
) -> tuple[Opened, Entry]:
    """Make this home a desk of the package's record: its own key, its first entry, the candidates' photos.

    Raises SiteFault: desk-role, desk-label, desk-enrolled (it is one already), at-needs-rehearsal, package faults.
    """
    if role not in DESK_ROLES:
        raise SiteFault("desk-role", role=role, roles="、".join(DESK_ROLES))
    if not label.strip():
        raise SiteFault("desk-label")
    published = files.read(path, passphrase)
    if at is not None and not published.plan.rehearsal:
        raise SiteFault("at-needs-rehearsal")
    record = published.record
    if home.plans.package(record) is None:
        home.plans.add_package(record, package_data(published), published.secret, published.pins)
    desk = home.plans.desk(record)
    if desk is None:
        home.plans.add_desk(record, DeskKey.generate().raw, label.strip(), role)
        desk = home.plans.desk(record)
    assert desk is not None
    key = DeskKey.from_bytes(desk.key)
    # A desk without a first entry is an enrolment that a power cut broke off: go on with it.
    if home.entries.last(record, key.desk_id) is not None:
        raise SiteFault("desk-enrolled", record=record, label=desk.label)
    home.attachments.put_all(published.photos)
    chain = Chain(record, key)
    entry = chain.enrol(desk.label, desk.role, published.secret, wall=clock.wall() if at is None else at)
    home.entries.append(entry)
    home.plans.set_current_record(record)
    return opened(home, record), entry


def package_data(published: PublishedPlan) -> dict[str, Any]:
    """The package as the home keeps it; secret and PIN hashes have places of their own."""
    return {
        "plan": plan_to_data(published.plan),
        "rules": dict(published.rules),
        "protocols": {k: dict(v) for k, v in published.protocols.items()},
        "publisher": published.publisher,
        "content_hash": published.content_hash,
        "published_at": published.published_at,
    }


def opened(home: Home, record: str | None = None) -> Opened:
    """The record this home is a desk of. Raises SiteFault not-enrolled."""
    record = record or home.plans.current_record()
    package = home.plans.package(record) if record else None
    desk = home.plans.desk(record) if record else None
    if record is None or package is None or desk is None:
        raise SiteFault("not-enrolled", home=str(home.folder))
    key = DeskKey.from_bytes(desk.key)
    if home.entries.last(record, key.desk_id) is None:
        raise SiteFault("not-enrolled", home=str(home.folder))
    document = package.document
    return Opened(
        record=record,
        plan=plan_from_data(document["plan"]),
        rules=ruleset_from_data(document["rules"]),
        protocols=_protocols(document["protocols"]),
        key=key,
        role=desk.role,
        label=desk.label,
        secret=package.secret,
        content_hash=document["content_hash"],
        pins=package.pins,
    )


def _protocols(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Protocol]:
    """Protocols by the mode they serve."""
    found = [protocol_from_data(p) for p in data.values()]
    return {p.mode: p for p in found}


def open_record(home: Home, clock: Clock, readings: Readings | None = None) -> Record:
    """The home's current record, folded and ready. `readings`: see Record."""
    return Record(opened(home), home.entries, clock, home.attachments, readings)
