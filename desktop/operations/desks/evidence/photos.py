"""Evidence photos (N11): asked for at a desk, taken by the camera's own thread between two reads, kept by their hash.

A good photo is kept at once. A dark or blurred one is shown as such and kept only when somebody says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from desktop.exam.frame.command import Command, Refused, Signature
from desktop.faults import SiteFault
from desktop.operations.boards.session import EvidencePhoto
from desktop.operations.boards.shell import ActionRow, Answer, Refusal
from desktop.operations.ports import AttachmentStore, PhotoSource
from desktop.operations.record import Record
from desktop.operations.words import Words

TAKE, KEEP = "take-photo", "keep-photo"
PHOTO_COMMANDS = frozenset({TAKE, KEEP})
TAKING = 5.0
"""Seconds a camera has for the frames of one photo."""
GIVEN_UP = 10_000
"""Milliseconds after which a photo that did not come is waited for no longer."""
LOOK = 0.25
"""Seconds a camera reads before it looks whether a photo is asked for."""
NO_PICTURE = frozenset({"read-timeout", "source-ended"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A photo somebody asked for: of what, signed by whom, when (steady ms)."""

    number: int
    setting: str
    about: str
    data: Mapping[str, Any]
    signatures: tuple[Signature, ...]
    at: int


class PhotoReader:
    """A camera that also takes what `wanted` asks for: its number, 0 for nothing. Belongs to the reader's thread."""

    def __init__(self, camera: PhotoSource, wanted: Callable[[], int]) -> None:
        self._camera, self._wanted = camera, wanted
        self._last = 0

    def read(self, timeout: float) -> object:
        """See Reader. Whatever a photo comes to is an EvidencePhoto: whoever asked hears of it."""
        until = monotonic() + timeout
        while True:
            number = self._wanted()
            if number > self._last:
                self._last = number
                return self._photo(number)
            try:
                return self._camera.read(min(LOOK, max(0.0, until - monotonic())))
            except SiteFault as fault:
                if fault.code != "read-timeout" or monotonic() >= until:
                    raise

    def _photo(self, number: int) -> EvidencePhoto:
        try:
            taken = self._camera.photo(TAKING)
        except SiteFault as fault:
            return EvidencePhoto(number, fault=fault)
        return EvidencePhoto(number, taken.jpeg, taken.quality.problems)

    def close(self) -> None:
        self._camera.close()


class Photos:
    """The photos of one home. Confined to the session's lane but for what `reader` gives: that belongs to a reader's
    thread, and only looks at what is asked for.

    `camera` gives the setting of a camera that is ready, or an empty text; `steady` as in Clock.
    """

    def __init__(
        self,
        record: Record,
        attachments: AttachmentStore,
        words: Words,
        camera: Callable[[], str],
        steady: Callable[[], int],
    ) -> None:
        self._record, self._attachments, self._words = record, attachments, words
        self._camera, self._steady = camera, steady
        self._number = 0
        self._asked: Asked | None = None
        self._doubtful: tuple[Asked, EvidencePhoto] | None = None

    def reader(self, setting: str, camera: PhotoSource) -> PhotoReader:
        """The camera of a setting as a reader that takes the photos asked of it."""

        def wanted() -> int:
            asked = self._asked
            return asked.number if asked is not None and asked.setting == setting else 0

        return PhotoReader(camera, wanted)

    # --- asking ---------------------------------------------------------------------------------------------------

    def rows(self, row: ActionRow | None) -> tuple[ActionRow, ...]:
        """What a desk offers; `row` is what the rules say to a photo here, None where this officer may add none."""
        if row is None:
            return ()
        out = []
        if self._doubtful is not None:
            asked, photo = self._doubtful
            title, wrong = self._words.text("photo-keep"), self._words.text(f"photo-{photo.problems[0]}")
            out.append(replace(row, command=KEEP, title=title, fields=(), about=(asked.about,), confirm=wrong))
        if self._camera() and self._asked is None:
            out.append(replace(row, command=TAKE, title=self._words.text("photo-take")))
        return tuple(out)

    def act(self, command: str, about: str, data: Mapping[str, Any], signatures: tuple[Signature, ...]) -> Answer:
        """Ask for a photo, or keep the doubtful one."""
        if command == KEEP:
            if self._doubtful is None:
                return self._refusal("photo-none-held")
            asked, photo = self._doubtful
            return self._kept(replace(asked, signatures=signatures), photo)
        setting = self._camera()
        if not setting or self._asked is not None:
            return self._refusal("photo-busy" if setting else "photo-no-camera")
        asked = Asked(self._number + 1, setting, about, dict(data), signatures, self._steady())
        refused = self._record.act(self._command(asked, EvidencePhoto(0)), dry_run=True)
        if isinstance(refused, Refused):
            return self._refused(refused)
        self._number, self._asked, self._doubtful = asked.number, asked, None
        return Answer(text=self._words.text("photo-asked"))

    def overdue(self) -> Answer:
        """Gives up a photo that did not come, and says so."""
        asked = self._asked
        if asked is None or self._steady() - asked.at < GIVEN_UP:
            return Answer()
        self._asked = None
        return self._refusal("photo-did-not-come")

    # --- what came ------------------------------------------------------------------------------------------------

    def taken(self, photo: EvidencePhoto) -> Answer:
        """See DeskSession.photo_taken."""
        asked = self._asked
        if asked is None or photo.request != asked.number:
            return Answer()
        self._asked = None
        if photo.fault is not None and photo.fault.code in NO_PICTURE:
            return self._refusal("photo-did-not-come")
        if photo.fault is not None:
            said = self._words.text(f"fault-{photo.fault.code}", **photo.fault.facts)
            return Answer(refused=Refusal(photo.fault.code, said))
        if photo.problems:
            self._doubtful = asked, photo
            said = self._words.text(f"photo-{photo.problems[0]}")
            return Answer(refused=Refusal("photo-doubtful", said, next=self._words.text("photo-doubtful-next")))
        return self._kept(asked, photo)

    def _kept(self, asked: Asked, photo: EvidencePhoto) -> Answer:
        """The picture first, then the entry that names it: a power cut between the two leaves a picture too many."""
        command = self._command(asked, photo)
        refused = self._record.act(command, dry_run=True)
        if isinstance(refused, Refused):
            return self._refused(refused)
        self._attachments.put(photo.jpeg)
        written = self._record.act(command)
        if isinstance(written, Refused):
            return self._refused(written)
        self._doubtful = None
        return Answer(text=self._words.text("photo-kept"))

    def _command(self, asked: Asked, photo: EvidencePhoto) -> Command:
        given = {name: asked.data[name] for name in ("shows", "note") if asked.data.get(name)}
        digest = hashlib.sha256(photo.jpeg).hexdigest()
        data = {**given, "attachment": digest, "problems": list(photo.problems)}
        return Command("add-photo", asked.about, data, asked.signatures, self._record.desk)

    def _refused(self, refused: Refused) -> Answer:
        sentence, then = self._words.refusal(refused)
        return Answer(refused=Refusal(refused.code, sentence, refused.clause, then))

    def _refusal(self, key: str) -> Answer:
        return Answer(refused=Refusal(key, self._words.text(key)))
