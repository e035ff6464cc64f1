"""The steps from edition to edition of the home's tables. Alembic is loaded here and nowhere else.

`STEPS` maps an edition to the function that makes it out of the one before. A step gets Alembic's operations
(`op.add_column`, `op.batch_alter_table` ...), runs in one transaction with all the others, and is never changed once
released. Edition 1 is what `tables` declared first; a step is added together with raising `tables.EDITION`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from desktop.store.database import Database
from desktop.store.migrations.second import chains_and_numbers

if TYPE_CHECKING:
    from alembic.operations import Operations

Step = Callable[["Operations"], None]

STEPS: Final[Mapping[int, Step]] = {2: chains_and_numbers}


def migrate(database: Database, wanted: int, steps: Mapping[int, Step] = STEPS) -> None:
    """Bring a home to the edition `wanted`, all steps or none. A copy of the file, encrypted as it is, stays beside it
    as `home.db.edition<n>`."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    found = edition_of(database)
    database.select("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.changing() as core:
        found = edition_of(database)
        if found >= wanted:
            return  # another process was faster
        shutil.copyfile(database.path, database.path.with_name(f"{database.path.name}.edition{found}"))
        operations = Operations(MigrationContext.configure(core))
        for edition in range(found + 1, wanted + 1):
            steps[edition](operations)
        core.exec_driver_sql(f"PRAGMA user_version = {wanted}")


def edition_of(database: Database) -> int:
    return int(database.select("PRAGMA user_version")[0][0])
