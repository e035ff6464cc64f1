"""Writes the tones and bells beside this file: `python resources/sounds/synthesise.py`. Standard library only.

They differ in melody, not only in pitch, so a proctor tells them apart without looking and a noisy corridor does not
blur them: admit rises, attention knocks twice on one note, refuse falls low and long. The hall's bells are long and die
away: start is three strokes up, fifteen two on one note, end one low and long, custom two notes down.
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
BELLS: dict[str, list[tuple[float, int]]] = {
    "start": [(523.3, 700), (659.3, 700), (784.0, 1800)],
    "fifteen": [(659.3, 900), (659.3, 1800)],
    "end": [(392.0, 1200), (392.0, 2600)],
    "custom": [(784.0, 600), (587.3, 1600)],
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


def stroke(hertz: float, milliseconds: int) -> list[float]:
    """One stroke of a bell: its overtones are not whole multiples, and the higher ones die away sooner."""
    count = RATE * milliseconds // 1000
    out = []
    for n in range(count):
        at, turn = n / RATE, 2 * math.pi * hertz * n / RATE
        edge = min(1.0, n / (RATE / 200), (count - n) / (RATE / 100))
        tone = math.exp(-2.2 * at) * math.sin(turn) + 0.45 * math.exp(-4.5 * at) * math.sin(2.76 * turn)
        out.append(0.5 * edge * (tone + 0.2 * math.exp(-8 * at) * math.sin(5.4 * turn)))
    return out


def main() -> None:
    tunes = [(name, notes, samples) for name, notes in TUNES.items()]
    for name, notes, sound in tunes + [(name, notes, stroke) for name, notes in BELLS.items()]:
        wave_form = [value for hertz, length in notes for value in sound(hertz, length)]
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(b"".join(struct.pack("<h", int(32767 * max(-1.0, min(1.0, v)))) for v in wave_form))


if __name__ == "__main__":
    main()
