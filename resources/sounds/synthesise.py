"""Writes the three tones beside this file: `python resources/sounds/synthesise.py`. Standard library only.

They differ in melody, not only in pitch, so a proctor tells them apart without looking and a noisy corridor does not
blur them: admit rises, attention knocks twice on one note, refuse falls low and long.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22050
TUNES: dict[str, list[tuple[float, int]]] = {
    # (Hz or 0 for silence, milliseconds)
    "admit": [(784.0, 90), (1174.7, 170)],
    "attention": [(880.0, 110), (0.0, 70), (880.0, 110), (0.0, 70), (880.0, 150)],
    "refuse": [(311.1, 210), (0.0, 30), (207.7, 420)],
}


def samples(hertz: float, milliseconds: int) -> list[float]:
    """One note with soft edges and two quiet overtones."""
    count = RATE * milliseconds // 1000
    edge = min(RATE // 100, count // 2)
    out = []
    for n in range(count):
        swell = min(1.0, n / edge, (count - n) / edge) if edge else 1.0
        turn = 2 * math.pi * hertz * n / RATE
        out.append(0.42 * swell * (math.sin(turn) + 0.35 * math.sin(2 * turn) + 0.15 * math.sin(3 * turn)))
    return out


def main() -> None:
    for name, notes in TUNES.items():
        wave_form = [value for hertz, length in notes for value in samples(hertz, length)]
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(b"".join(struct.pack("<h", int(32767 * max(-1.0, min(1.0, v)))) for v in wave_form))


if __name__ == "__main__":
    main()
