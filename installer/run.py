"""`make run`: the window on a sample site, or, without a display, a walk through all desks in a virtual one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from installer import sample_site, walk

OUT = Path("out")


def tell(words: str = "") -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> int:
    tell("Making a sample site from resources/sample/roster.xlsx: a rehearsal of 320 candidates in 12 rooms ...")
    site = sample_site.make(OUT / "sample-site")
    tell(f"  home        {site.home} (passphrase: {sample_site.PASSPHRASE})")
    tell(f"  clock       starts at {site.clock}, a quarter of an hour before the exam")
    tell(f"  PIN         {sample_site.PIN}, everybody's")
    for role in walk.ROLES.values():
        tell(f"  sign in as  {site.officer(role)}  {role}")
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        tell("Opening the window; a desk is chosen after signing in. Close it to come back.")
        return window(site)
    tell()
    tell("There is no display here: the same window opens in a virtual one and is walked through by keyboard.")
    for old in OUT.glob("[0-9]-*.png"):
        old.unlink()
    try:
        pictures = walk.all_desks(site, OUT)
    except walk.WalkStopped as stopped:
        tell(f"The walk stopped. {stopped}")
        return 1
    tell()
    tell(f"No display: the window ran in a virtual one (Xvfb), and these pictures of it are in {OUT}/:")
    for picture in pictures:
        tell(f"  {picture}")
    return 0


def window(site: sample_site.SampleSite) -> int:
    arguments = [sys.executable, "-m", "desktop", "--home", str(site.home), "open"]
    return subprocess.run(arguments, env=walk.environment(site), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
