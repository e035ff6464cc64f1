"""The two families of error.

A `SiteFault` is the site's: a file, a reader, a passphrase, a full disk. It carries a code and facts; the sentence for
people is in the wording catalogue under `fault-<code>`. Everything else is ours, a bug, and gets a report.
"""

from __future__ import annotations


class SiteFault(Exception):
    """Something at the site stands in the way; the person there can act on it.

    Attributes:
        code: lower case with hyphens, a key of the wording catalogue (`fault-<code>`).
        facts: what the sentence needs: names, paths, numbers. Never secrets.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        self.code = code
        self.facts: dict[str, object] = facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        told = ", ".join(f"{k}={v}" for k, v in self.facts.items())
        return f"{self.code} ({told})" if told else self.code
