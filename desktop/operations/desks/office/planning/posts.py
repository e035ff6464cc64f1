"""The page of people: posts by room and role, whom their holders must not meet, and a post changed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.exam.plan.arranging.avoidance import avoids, keep_apart, known_as, plain
from desktop.exam.plan.arranging.findings import Finding, spoken
from desktop.exam.plan.arranging.posts import Eligible, Post, PostRules
from desktop.exam.plan.editing.posts import duties_before, post_change
from desktop.exam.plan.model import Plan, Staff
from desktop.faults import SiteFault
from desktop.operations import planning
from desktop.operations.boards.office import Figure, Page
from desktop.operations.boards.planning.posts import PostCell, PostDetail, PostRow, PostsBoard
from desktop.operations.boards.shell import ActionRow, Choice, FieldRow, Tone
from desktop.operations.desks.office.jobs import Said, field, job_row
from desktop.operations.rooms.steps import post_steps

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

ACROSS = 4
"""Posts of one role of the site in a row."""
NAMED = 6
"""So many names stand behind a reason; the form lists everybody."""


# --- jobs ---------------------------------------------------------------------------------------------------------


def choose_post(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    desk.post = str(data.get("post") or "")
    return desk.told.get("staff", ("", "ok"))


def set_post(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Give the post to somebody; what the rules forbid is refused with the rule."""
    plan = planning.draft_of(desk.home)
    rules = _rules(desk, plan)
    post = _found(rules, str(data["about"][0]))
    if post is None:
        raise SiteFault("post-gone")
    person = rules.index.staff_member(str(data.get("staff") or ""))
    if person is None:
        raise SiteFault("post-gone")
    against = planning.set_post(desk.home, desk.parts.rules, post, person.id)
    if against:
        raise SiteFault("post-barred", name=person.name, reason="；".join(_against(desk, f) for f in against))
    post_steps(desk.home).add(post_change(plan.duties, planning.draft_of(desk.home).duties, _id(post)))
    desk.problems = ()
    desk.post = _id(Post(post.sitting, post.room, post.role, person.id, post.number))
    return desk.words.text("job-post-set", name=person.name, post=_title(desk, rules, post)), "ok"


def undo_post(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """The duties as they were before the last change by hand. Raises SiteFault post-changed-since."""
    steps = post_steps(desk.home)
    last = steps.all()[-1]
    before = duties_before(planning.draft_of(desk.home).duties, last)
    if before is None:
        steps.clear()
        raise SiteFault("post-changed-since")
    steps.pop()
    planning.restore_duties(desk.home, before)
    desk.post = last.post
    return desk.words.text("job-post-undone"), "ok"


JOBS = {"choose-post": choose_post, "set-post": set_post, "undo-post": undo_post}
AT_ONCE = tuple(JOBS)
IN_THEIR_FORM = ("set-post",)


def _rules(desk: OfficeDesk, plan: Plan) -> PostRules:
    return PostRules(plan, planning.params_of(desk.parts.rules, plan))


def _found(rules: PostRules, id: str) -> Post | None:
    return next((p for p in rules.posts if _id(p) == id), None)


def _id(post: Post) -> str:
    return f"{post.sitting}/{post.room or ''}/{post.role}/{post.holder or post.number}"


# --- the page -----------------------------------------------------------------------------------------------------


def staff_page(desk: OfficeDesk, plan: Plan | None, checks: Sequence[Any]) -> Page:
    word = desk.words.text
    if plan is None:
        return Page(word("office-section-staff"), nothing=word("office-no-plan"))
    rules = _rules(desk, plan)
    open_posts = sum(not p.holder for p in rules.posts)
    avoiding = sum(bool(p.avoids) for p in plan.staff)
    jobs = [job_row(desk, "arrange", "F6", primary=not plan.duties)]
    if post_steps(desk.home).all():
        jobs.append(job_row(desk, "undo-post", "F8"))
    if any(c.key == "N2" and c.facts.get("short") for c in checks):
        jobs.append(waive_row(desk, plan))
    return Page(
        word("office-section-staff"),
        "",
        (
            Figure(word("office-duties"), len(plan.duties), "ok"),
            Figure(word("office-open-posts"), open_posts, "stop" if open_posts else "ok"),
            Figure(word("office-avoiding"), avoiding, "warn" if avoiding else "plain"),
        ),
        jobs=tuple(jobs),
        work=PostsBoard(_rows(desk, rules), _detail(desk, rules)),
    )


def waive_row(desk: OfficeDesk, plan: Plan) -> ActionRow:
    """The chief's reason for rooms with fewer proctors (N2)."""
    chiefs = tuple(Choice(p.id, p.name, p.number) for p in plan.staff if p.role == "chief")
    who = FieldRow("who", desk.words.role("chief"), "choice", chiefs, value=chiefs[0].value if chiefs else None)
    given = plan.milestones.get("N2.waiver") or None
    return job_row(desk, "waive", "F7", (who, field(desk, "reason", value=given, required=False)))


def waive(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    reason = str(data.get("reason") or "")
    planning.waive(desk.home, desk.parts.rules, str(data.get("who") or ""), reason, desk.parts.today())
    return desk.words.text("job-waived" if reason else "job-waived-no-more"), "ok"


def _rows(desk: OfficeDesk, rules: PostRules) -> tuple[PostRow, ...]:
    """Sitting by sitting: the rooms, then the site's posts by role."""
    word, plan = desk.words.text, rules.plan
    out: list[PostRow] = []
    for sitting in plan.sittings:
        if len(plan.sittings) > 1:
            out.append(PostRow(sitting.subject))
        own = [p for p in rules.posts if p.sitting == sitting.id]
        for room in rules.index.rooms_of_sitting.get(sitting.id, ()):
            seated = len(rules.index.seats_in[sitting.id, room.id])
            cells = tuple(_cell(desk, rules, p) for p in own if p.room == room.id)
            out.append(PostRow(room.number, word("posts-seated", count=seated), cells))
        out.append(PostRow(word("posts-site")))
        for role in dict.fromkeys(p.role for p in own if p.room is None):
            same = [_cell(desk, rules, p) for p in own if p.room is None and p.role == role]
            out += [PostRow("", "", tuple(same[n : n + ACROSS])) for n in range(0, len(same), ACROSS)]
    return tuple(out)


def _cell(desk: OfficeDesk, rules: PostRules, post: Post) -> PostCell:
    role = desk.words.role(post.role)
    if not post.holder:
        return PostCell(_id(post), role, desk.words.text("office-open-post"), tone="stop")
    person = rules.index.staff[post.holder]
    places = {at[1] for at in rules.avoidance(post.sitting).places(person)}
    if post.room in places:
        return PostCell(_id(post), role, person.name, desk.words.text("posts-clash"), "stop")
    mark = desk.words.text("posts-avoids") if person.avoids else ""
    return PostCell(_id(post), role, person.name, mark)


# --- the chosen post ----------------------------------------------------------------------------------------------


def _detail(desk: OfficeDesk, rules: PostRules) -> PostDetail | None:
    post = _found(rules, desk.post) or next((p for p in rules.posts if not p.holder), None)
    post = post or next((p for p in rules.posts if p.room), None) or next(iter(rules.posts), None)
    if post is None:
        return None
    title, word = _title(desk, rules, post), desk.words.text
    everybody = rules.everybody(post)
    lines: list[tuple[str, Tone]] = []
    if post.holder:
        person = rules.index.staff[post.holder]
        lines += [(line, "plain") for line in _whom(desk, rules, post.sitting, person)]
        lines = lines or [(word("posts-avoids-nobody"), "plain")]
    else:
        lines += _why_open(desk, rules, everybody)
    holder = rules.index.staff[post.holder].name if post.holder else word("office-open-post")
    choices = tuple(_choice(desk, rules, e) for e in everybody)
    who = FieldRow("staff", word("posts-who"), "choice", choices, hint=word("posts-who-hint"))
    change = ActionRow(
        "job:set-post", word("posts-change", post=title), fields=(who,), persons=0, primary=True, about=(_id(post),)
    )
    return PostDetail(_id(post), title, holder, tuple(lines), change if choices else None)


def _title(desk: OfficeDesk, rules: PostRules, post: Post) -> str:
    room = rules.index.rooms.get(post.room or "")
    place = desk.words.text("posts-room", room=room.number) if room is not None else ""
    return f"{place}{desk.words.role(post.role)}"


def _choice(desk: OfficeDesk, rules: PostRules, one: Eligible) -> Choice:
    """Somebody for the form: free, changing places, or what stands in the way."""
    person = rules.index.staff[one.person]
    if one.against:
        return Choice(person.id, f"✕ {person.name}", _against(desk, one.against[0]))
    if one.changes is not None:
        note = desk.words.text("posts-changes", post=_title(desk, rules, one.changes))
        return Choice(person.id, f"⇄ {person.name}", note)
    return Choice(person.id, f"✓ {person.name}", desk.words.text("posts-free", role=desk.words.role(person.role)))


def _against(desk: OfficeDesk, found: Finding) -> str:
    """The rule that stands in the way, with its clause."""
    facts = dict(spoken(found.facts))
    if "role" in facts:
        facts["role"] = desk.words.role(facts["role"])
        room = facts.get("room")
        facts["place"] = (desk.words.text("posts-room", room=room) if room else "") + facts["role"]
    said = desk.words.text(f"finding-{found.code}", **facts)
    return f"{said}（{found.clause}）" if found.clause else said


def _why_open(desk: OfficeDesk, rules: PostRules, everybody: Iterable[Eligible]) -> list[tuple[str, Tone]]:
    """Who could take an open post, and by rule the people who stand in the way."""
    word, out = desk.words.text, list[tuple[str, Tone]]()
    names = {p.id: p.name for p in rules.plan.staff}
    able = [names[e.person] for e in everybody if not e.against]
    if able:
        out.append((word("posts-able", count=len(able), names=_some(able)), "ok"))
    else:
        out.append((word("posts-nobody-able"), "stop"))
    by_rule: dict[str, list[str]] = {}
    for e in everybody:
        for f in e.against[:1]:
            by_rule.setdefault(f.code, []).append(names[e.person])
    clauses = {f.code: f.clause for e in everybody for f in e.against}
    for code, people in by_rule.items():
        said = word(f"posts-rule-{code}", count=len(people), names=_some(people))
        out.append((f"{said}（{clauses[code]}）" if clauses[code] else said, "plain"))
    return out


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")


def _whom(desk: OfficeDesk, rules: PostRules, sitting: str, person: Staff) -> list[str]:
    """Every text on somebody's list with what it is and whom it leads to, and the colleagues who name this person."""
    word, index = desk.words.text, rules.index
    out = []
    seats = {s.candidate: s for s in rules.plan.seats if s.sitting == sitting}
    for text in avoids(person):
        met = [c for c in index.candidates.values() if c.id in seats and text in known_as(c)]
        colleagues = [p.name for p in rules.plan.staff if p.id != person.id and text in known_as(p)]
        rooms = Counter(index.rooms[seats[c.id].room].number for c in met if seats[c.id].room in index.rooms)
        kind = _kind(text, [(c.name, c.employer) for c in met] or [(p.name, p.unit) for p in rules.plan.staff])
        given = next((a for a in person.avoids if plain(a) == text), text)
        shown = word(f"posts-kind-{kind}", text=given)
        if met:
            where = "、".join(f"{room}×{n}" for room, n in sorted(rooms.items()))
            out.append(word("posts-meets-candidates", what=shown, count=len(met), rooms=where))
        if colleagues:
            out.append(word("posts-meets-colleagues", what=shown, names=_some(colleagues)))
        if not met and not colleagues:
            out.append(word("posts-meets-nobody", what=shown))
    for other in rules.plan.staff:
        if other.id != person.id and other.avoids and keep_apart(other, replaced(person)):
            out.append(word("posts-named-by", name=other.name))
    return out


def replaced(person: Staff) -> Staff:
    """The same person with nobody to avoid: what is left is who avoids them."""
    return Staff(person.id, person.number, person.name, person.role, person.unit, person.document_number)


def _kind(text: str, known: Iterable[tuple[str, str]]) -> str:
    """What an entry of an avoidance list is: a person, a unit, or a document's number."""
    names, units = zip(*((plain(name), plain(unit)) for name, unit in known), strict=False) if known else ((), ())
    if text in names:
        return "person"
    return "unit" if text in units else "number" if text.isascii() and any(map(str.isdigit, text)) else "person"
