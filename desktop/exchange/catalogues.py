"""Reads the occupation catalogues from their folder (`resources/catalogues/*.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path

from desktop.exam.plan.catalogue import Catalogue, CatalogueError, catalogue_from_data
from desktop.faults import SiteFault, reading_fault


def load_catalogue(folder: Path) -> Catalogue:
    """Every .toml file of a folder as one catalogue.

    Raises SiteFault `bad-catalogue` (path, reason) when a file cannot be read or breaks the schema.
    """
    documents = []
    for path in sorted(folder.glob("*.toml")):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            catalogue_from_data([{**document, "computer": []}])
        except OSError as error:
            raise reading_fault(error, path) from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, CatalogueError) as fault:
            raise SiteFault("bad-catalogue", path=str(path), reason=str(fault)) from fault
        documents.append(document)
    try:
        return catalogue_from_data(documents)
    except CatalogueError as fault:
        raise SiteFault("bad-catalogue", path=str(folder), reason=str(fault)) from fault
