"""Sound files: wave files of at most a minute."""

from __future__ import annotations

import wave
from pathlib import Path

from desktop.faults import SiteFault, reading_fault

LONGEST = 60_000
"""ms: longer than that is music, not an announcement."""
LARGEST = 40 * 1024 * 1024


def length(path: Path) -> int:
    """Milliseconds of a wave file. Raises SiteFault file-not-found, file-unreadable, sound-unreadable (path),
    sound-too-long (path, most in seconds)."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise SiteFault("sound-too-long", path=str(path), most=LONGEST // 1000)
        with path.open("rb") as raw, wave.open(raw) as file:
            frames, rate = file.getnframes(), file.getframerate()
            frame = file.getnchannels() * file.getsampwidth()
    except OSError as error:
        raise reading_fault(error, path) from error
    except (wave.Error, EOFError, RuntimeError, ValueError, OverflowError) as error:
        raise SiteFault("sound-unreadable", path=str(path)) from error
    # The header may promise more than the file holds.
    if rate <= 0 or frame <= 0 or frames <= 0 or frames * frame > size:
        raise SiteFault("sound-unreadable", path=str(path))
    found = int(frames) * 1000 // int(rate)
    if found > LONGEST:
        raise SiteFault("sound-too-long", path=str(path), most=LONGEST // 1000)
    return found
