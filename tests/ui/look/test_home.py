"""A real home keeps how its window looks: the desk behind the screen speaks the new language from the next board on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.operations.desks.session import HomeSession
from desktop.store.home import create_home, open_home
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE
from tests.helpers.morning import small_plan


class Screen:
    """Remembers the boards it is sent."""

    def __init__(self) -> None:
        self.boards: list[Any] = []

    def board(self, board: object) -> None:
        self.boards.append(board)

    def fault(self, fault: BaseException) -> None:
        raise fault


def test_theme_and_language_are_kept_and_the_open_desk_says_its_board_again(tmp_path: Path) -> None:
    home = create_home(tmp_path / "h", PASSPHRASE)
    home.plans.save_draft(small_plan())
    session, screen = HomeSession(home, Parts(), Wording()), Screen()
    session.open_desk("office", screen)
    assert (session.chosen("theme"), session.chosen("locale")) == ("", "")
    session.choose("theme", "dark")
    session.choose("locale", "en")
    titles = [board.top.title for board in screen.boards]
    assert titles == [Wording().text("desk-office"), Wording("en").text("desk-office")]
    session.close()
    again = HomeSession(open_home(tmp_path / "h", PASSPHRASE), Parts(), Wording())
    assert (again.chosen("theme"), again.chosen("locale")) == ("dark", "en")
    assert again.words.text("desk-office") == Wording("en").text("desk-office")
    again.close()
