"""An opened home as the window sees it: which desks it may open, who signs in, and the desk behind each screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop.exam.identity.pinyin import Readings
from desktop.exam.plan.model import Index, Organisation, Plan, Site
from desktop.faults import SiteFault
from desktop.operations.boards.session import BoardListener, DeskRow, EvidencePhoto, OpenReader, Reader
from desktop.operations.boards.shell import DESKS, Answer, Credential, DeskName, Refusal, Signed
from desktop.operations.desks.credentials import Credentials, IdleLock
from desktop.operations.record import Record
from desktop.operations.session import Session
from desktop.operations.words import Catalogue, Words

# Whoever signs in waits for what is imported here; readers, search and photos come with the first desk.
if TYPE_CHECKING:
    from desktop.operations.boards.people import Found, PersonBoard
    from desktop.operations.desks.evidence.photos import Photos
    from desktop.operations.desks.people import People
    from desktop.operations.desks.readers import DeskReaders

BEFORE, AFTER = 3 * 3_600_000, 4 * 3_600_000
"""ms before a sitting's start and after its end in which no desk may fall asleep."""


class HomeSession:
    """One home, one record, one desk at a time. Opened, asked and closed in one lane; `now` and `remember`
    from any thread.

    `room` is the room of the door and room desks: the home's own setting, or the duty of whoever signs in.
    """

    def __init__(self, home: Any, parts: Any, catalogue: Catalogue) -> None:
        self._home, self._parts = home, parts
        catalogue.locale = home.settings.get("locale") or catalogue.locale
        self.record: Record | None = None
        self.who: Credentials | None = None
        if home.plans.current_record() is not None:
            self.record = parts.open_record(home)
        index = self.record.index if self.record else Index(_draft(home))
        self.words = Words(index, catalogue, Readings(lambda: str(parts.readings())))
        if self.record is not None:
            pins = self.record.opened.pins
            session = Session(self.record.index, pins, parts.pins, parts.clock.steady, home.settings)
            self.who = Credentials(self.record, session, self.words, IdleLock(home.settings, self.words))
        self._desk: Any = None
        self._desk_name: DeskName = "office"
        self._hall: Any = None

    @cached_property
    def _people(self) -> People:
        from desktop.operations.desks.people import People

        return People(self.words, lambda: str(self._parts.readings()))

    @cached_property
    def _readers(self) -> DeskReaders:
        from desktop.operations.desks.readers import DeskReaders

        return DeskReaders(self._home.settings, self._parts.found_sources, self.words, self.record)

    @cached_property
    def _photos(self) -> Photos | None:
        if self.record is None:
            return None
        from desktop.operations.desks.evidence.photos import Photos

        camera = self._readers.camera
        return Photos(self.record, self._home.attachments, self.words, camera, self._parts.clock.steady)

    @property
    def needs_officer(self) -> bool:
        """Before the plan is published nobody has a PIN: the home's passphrase alone opens the office desk."""
        return self.record is not None

    @property
    def desks(self) -> tuple[DeskRow, ...]:
        """The home's own role first; a door home is its room's too, and the control desk may look at all."""
        role = self.record.opened.role if self.record else "draft"
        usual: tuple[DeskName, ...] = {
            "door": ("door", "room"),
            "room": ("room", "door"),
            "control": ("control", "custody", "office", "door", "room"),
            "custody": ("custody",),
            "office": ("office", "custody"),
            "draft": ("office",),
        }.get(role, DESKS)  # type: ignore[assignment]
        return tuple(DeskRow(name, self.words.text(f"desk-{name}")) for name in usual)

    def now(self) -> int:
        return self.record.now() if self.record else int(self._parts.clock.wall())

    @property
    def lock_after(self) -> int:
        """See DeskSession."""
        return self.who.idle.minutes if self.who is not None and self.who.idle is not None else 0

    def sign_in(self, credential: Credential) -> Signed | Refusal:
        if self.who is None:
            return Refusal("not-enrolled", self.words.text("office-no-record"))
        return self.who.sign_in(credential)

    def open_desk(self, desk: DeskName, listener: BoardListener) -> Any:
        """Start sending this desk's boards, the first at once, and give its actions."""
        if self._desk is not None:
            self._desk.close()
        self._desk, self._desk_name = self._made(desk, listener), desk
        self._desk.readers = self._readers
        if (behind := self._behind()) is not None:
            behind.photos = self._photos
        self._desk.send()
        return self._desk

    def open_hall(self, listener: BoardListener) -> Any:
        """See DeskSession."""
        from desktop.operations.desks.hall.desk import HallDesk

        if self.record is None:
            raise SiteFault("no-plan")
        if self._hall is not None:
            self._hall.close()
        room = getattr(self._desk, "room", "")
        self._hall = HallDesk(self.record, self._home.settings, self.words, self._parts.voice, listener, room)
        self._hall.send()
        return self._hall

    def announces(self) -> bool:
        """See DeskSession."""
        from desktop.operations.desks.hall.announcements import Kept

        record = self.record
        return record is not None and Kept(self._home.settings, record.opened.record).announcing.on

    # --- readers --------------------------------------------------------------------------------------------------

    @property
    def readers(self) -> tuple[str, ...]:
        """See DeskSession."""
        return self._readers.wanted

    def choose_readers(self, settings: Sequence[str]) -> None:
        """Use these readers from now on; the home keeps them. `none` alone is none."""
        self._readers.choose(settings)

    def opening(self, setting: str) -> OpenReader:
        """See DeskSession. The reader asks the open desk for a travel document's key, from its own thread."""

        def key() -> Mapping[str, str]:
            found: Mapping[str, str] = self._desk.travel_key() if hasattr(self._desk, "travel_key") else {}
            return found

        def opened(told: Callable[[object], None]) -> Reader:
            source = self._parts.open_source(setting, told, key, self._home.folder)
            reader: Reader = source
            if self._photos is not None and hasattr(source, "photo"):
                reader = self._photos.reader(setting, source)
            return reader

        return opened

    def reader_state(self, setting: str, state: object) -> None:
        """See DeskSession."""
        if self._readers.note(setting, state) and self._desk is not None:
            self._desk.send()

    def photo_taken(self, photo: EvidencePhoto) -> Answer:
        """See DeskSession."""
        if self._photos is None:
            return Answer()
        answer = self._photos.taken(photo)
        if self._desk is not None:
            self._desk.send()
        return answer

    def badge_of(self, document: Any) -> str:
        """See DeskSession."""
        return self.who.badge_of(document.token) if self.who is not None and document.token else ""

    # --- people and tours -----------------------------------------------------------------------------------------

    def _behind(self) -> Any:
        """The open desk over the record; None while there is only a draft."""
        return None if self.record is None else getattr(self._desk, "behind", self._desk)

    def find(self, words: str) -> Found | Refusal:
        """See DeskSession. The index is looked after when the search is opened, not at every key."""
        behind = self._behind()
        from desktop.operations.desks.people import may_find, standing

        refused = may_find(self.words, self._desk_name, behind)
        if refused is not None:
            return refused
        if not words.strip():
            if self.record is not None:
                self._people.prepare(self.record.plan, self.record.context(), standing(behind, self._desk_name)[0])
            else:
                self._people.prepare(_draft(self._home))
        return self._people.find(words, self._desk_name, behind)

    def may_find(self) -> bool:
        """See DeskSession."""
        from desktop.operations.desks.people import may_find

        return may_find(self.words, self._desk_name, self._behind()) is None

    def person(self, about: str) -> PersonBoard:
        """See DeskSession."""
        return self._people.person(about, self._desk_name, self._behind())

    def tour_due(self) -> bool:
        """See DeskSession. Told once is remembered, whatever becomes of the tour: nobody is shown around twice."""
        settings, officer = self._home.settings, self.who.officer if self.who is not None else None
        duty = self.who.duty(officer.officer) if self.who is not None and officer is not None else "office"
        key = f"tour-{self._desk_name}-{duty}"
        if settings.get("tours") == "off" or settings.get(key):
            return False
        settings.put(key, "shown")
        return True

    # --- how it looks ---------------------------------------------------------------------------------------------

    def chosen(self, name: str) -> str:
        """See DeskSession."""
        return str(self._home.settings.get(name) or "")

    def choose(self, name: str, value: str) -> None:
        """See DeskSession."""
        self._home.settings.put(name, value)
        if name == "locale":
            self.words.catalogue.locale = value
            if self.who is not None:
                self.who.say_again()
            for behind in (self._desk, self._hall):
                if behind is not None:
                    behind.send()

    def remember(self, passphrase: str) -> None:
        """See DeskSession."""
        self._parts.remember(self._home.folder, passphrase)

    def refresh(self) -> Answer:
        """The open desk's board as it is by now, with what another process of this home has written since. While an
        exam is near this computer stays awake."""
        late = self._photos.overdue() if self._photos is not None else Answer()
        if self.record is not None:
            self.record.refresh()
            self._parts.wakefulness.keep(_exam_is_near(self.record.plan, self.record.now()))
        for behind in (self._desk, self._hall):
            if behind is not None:
                behind.send()
        return late

    def _made(self, desk: DeskName, listener: BoardListener) -> Any:
        if desk == "office" or self.record is None or self.who is None:
            from desktop.operations.desks.office.desk import OfficeDesk

            return OfficeDesk(self._home, self._parts, self.record, self.words, self.who, listener)
        parts = (self.record, self._home.attachments, self.words, self.who, listener)
        if desk == "door":
            from desktop.operations.desks.door.desk import DoorDesk

            door = DoorDesk(self._room(self.record, self.who), *parts)
            door.certificates = self._parts.certificates(self._home.folder) is not None
            door.zone_document = self._parts.zone_document
            return door
        if desk == "room":
            from desktop.operations.desks.room import RoomDesk

            room = RoomDesk(self._room(self.record, self.who), *parts)
            room.sheets = self._parts.sheets()
            return room
        if desk == "control":
            from desktop.operations.desks.control import ControlDesk

            return ControlDesk(*parts)
        from desktop.operations.desks.custody import CustodyDesk

        return CustodyDesk(*parts)

    def _room(self, record: Record, who: Credentials) -> str:
        """The room of this door: the home's setting, the officer's duty now, else the first room of the plan."""
        kept = self._home.settings.get("room")
        if kept and record.index.room(kept) is not None:
            return str(kept)
        ctx, now = record.context(), record.now()
        if who.officer is not None:
            for sitting in record.index.sittings:
                for _, room in ctx.duties_of(sitting, who.officer.officer, now):
                    if room is not None:
                        return room
        rooms = record.plan.rooms
        if not rooms:
            raise SiteFault("plan-incomplete", what="rooms")
        return rooms[0].id

    def close(self) -> None:
        for behind in (self._desk, self._hall):
            if behind is not None:
                behind.close()
        if self.record is not None:
            self._parts.wakefulness.keep(False)
        self._home.close()


def _exam_is_near(plan: Plan, now: int) -> bool:
    """From before the first people report until the last papers are away, whatever is extended."""
    return any(one.start - BEFORE <= now <= one.end + AFTER for one in plan.sittings)


def _draft(home: Any) -> Plan:
    """The plan being edited, or an empty one to speak of."""
    found: Plan | None = home.plans.draft()
    return found or Plan("", "", "social", Organisation(""), Site("", ""))
