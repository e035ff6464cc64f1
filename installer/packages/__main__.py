"""`python -m installer.packages [--only KIND] [-o dist]`: make the packages, prove each as a site would use it."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from installer.packages.debian import debian_package
from installer.packages.proof import prove_debian, prove_windows
from installer.packages.staging import ROOT, CannotPackage
from installer.packages.windows import windows_package

_PYTHON: Final = ROOT / "build" / "windows" / "python"


def main() -> int:
    """0 when every package wanted was made and proved; the sums of dist/SHA256SUMS are of those."""
    parser = argparse.ArgumentParser(prog="installer.packages", description=__doc__)
    parser.add_argument("--only", choices=("windows", "debian"), help="one of the two")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--no-proof", action="store_true", help="make them only")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    makers: dict[str, tuple[Callable[[], Path], Callable[[Path], list[str]]]] = {
        "windows": (lambda: windows_package(_PYTHON, given.out), prove_windows),
        "debian": (lambda: debian_package(given.out), prove_debian),
    }
    sums = []
    try:
        for kind in [given.only] if given.only else makers:
            make, prove = makers[kind]
            package = make()
            _say(f"{package.name}: {package.stat().st_size / 1e6:.0f} MB")
            for line in [] if given.no_proof else prove(package):
                _say(f"  {line}")
            sums.append(f"{hashlib.sha256(package.read_bytes()).hexdigest()}  {package.name}\n")
    except CannotPackage as error:
        _say(str(error))
        return 1
    (given.out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
