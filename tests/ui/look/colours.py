"""The measures of colours: contrast after WCAG, difference after CIE 1976, and how the colour-blind see them.

The simulation is the one of Machado, Oliveira and Fernandes (IEEE TVCG 2009) at full severity, whose matrices act on
linear RGB.
"""

from __future__ import annotations

import math

Linear = tuple[float, float, float]

SIMULATED: dict[str, tuple[Linear, Linear, Linear]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Linear:
    """`#RRGGBB` as linear light, 0 to 1."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(veil: str, ground: str) -> str:
    """`#AARRGGBB` laid over `#RRGGBB`."""
    alpha = int(veil[1:3], 16) / 255
    mixed = (
        round(int(veil[place + 2 : place + 4], 16) * alpha + int(ground[place : place + 2], 16) * (1 - alpha))
        for place in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)


def seen_by(colour: str, deficiency: str) -> Linear:
    """The linear light that looks to everyone as `colour` does to them."""
    light = linear(colour)
    red, green, blue = (
        min(max(sum(factor * part for factor, part in zip(row, light, strict=True)), 0.0), 1.0)
        for row in SIMULATED[deficiency]
    )
    return red, green, blue


def difference(one: Linear, other: Linear) -> float:
    """CIE 1976, of linear light under D65."""
    return math.dist(_lab(one), _lab(other))


def _lab(light: Linear) -> Linear:
    red, green, blue = light
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
