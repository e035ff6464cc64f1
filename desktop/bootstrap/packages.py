"""Plan packages as operations ask for them (ports.PackageFiles)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.exam.plan.model import Plan
from desktop.exchange import packages
from desktop.ledger.keys import DeskKey
from desktop.operations.ports import PublishedPlan


class Packages:
    def publish(
        self, plan: Plan, rules: Mapping[str, Any], protocols: Mapping[str, Any], **facts: Any
    ) -> PublishedPlan:
        return packages.publish(plan, rules, protocols, **facts)

    def write(self, path: Path, published: Any, key: DeskKey, passphrase: str) -> None:
        packages.write_package(path, published, key, passphrase)

    def read(self, path: Path, passphrase: str) -> PublishedPlan:
        return packages.read_package(path, passphrase)
