"""Who is on duty where: every post of every room and of the site, and of the chosen one who may hold it and why not."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.operations.boards.shell import ActionRow, Tone


@dataclass(frozen=True, slots=True)
class PostCell:
    """A post: its id for `choose-post`, the role, who holds it. `mark` is a short word on avoidance."""

    id: str
    role: str
    name: str
    mark: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class PostRow:
    """One room's posts, or those of one role for the whole site. Without cells it is the head of a group."""

    head: str
    words: str = ""
    cells: tuple[PostCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PostDetail:
    """The chosen post. `lines` are who must not be met and why; `change` the form that gives it to somebody else."""

    post: str
    title: str
    holder: str
    lines: tuple[tuple[str, Tone], ...] = ()
    change: ActionRow | None = None


@dataclass(frozen=True, slots=True)
class PostsBoard:
    """Rows from top to bottom; `detail` of the post that was chosen last."""

    rows: tuple[PostRow, ...]
    detail: PostDetail | None = None
