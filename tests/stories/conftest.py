"""Each story has a site and a display of its own; what its tasks cost in keys goes into the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.stories.program import OUT, Program
from tests.stories.screen import Screen
from tests.stories.site import StorySite

Open = Callable[..., Program]


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StorySite]:
    """A parametrised story has a plan of its own."""
    with StorySite(tmp_path, getattr(request, "param", None)) as made:
        yield made


@pytest.fixture
def story(request: pytest.FixtureRequest) -> str:
    """The story's name, as its pictures have it."""
    name = request.node.originalname.removeprefix("test_").replace("_", "-")
    for old in (*OUT.glob(f"{name}-[0-9].png"), *OUT.glob(f"{name}-stopped.png")):
        old.unlink()
    return str(name)


@pytest.fixture
def open_desk(request: pytest.FixtureRequest, site: StorySite, story: str, tmp_path: Path) -> Iterator[Open]:
    """`open_desk("door")`: the running program at that desk, on a display of its own, closed at the end."""
    opened: list[Program] = []
    with ExitStack() as stack:

        def open_it(desk: str, **more: Any) -> Program:
            screen = stack.enter_context(Screen(tmp_path / f"screen-{len(opened)}"))
            opened.append(stack.enter_context(Program(site, screen, story, desk, **more)))
            return opened[-1]

        yield open_it
        for program in opened:
            request.node.user_properties.extend(task.told() for task in program.tasks)
