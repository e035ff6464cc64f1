"""What is plugged in just now, as the setting that drives it. Nothing is opened for longer than to ask its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["pcsc", "serial", "camera"]
_VIDEO = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class Found:
    """`setting` is what `open_source` takes, `name` what the system calls the device."""

    kind: Kind
    setting: str
    name: str


def found_sources() -> tuple[Found, ...]:
    """PC/SC readers, serial ports, cameras, in that order and by name. A kind whose service is not there has none.

    Cameras are told on Linux only: elsewhere a camera can only be found by switching it on.
    """
    return (*_pcsc(), *_serial(), *_cameras())


def _pcsc() -> list[Found]:
    from desktop.devices.pcsc.scard import OK, system_scard

    scard = system_scard()
    result, context = scard.establish()
    if result != OK:
        return []
    try:
        result, names = scard.readers(context)
    finally:
        scard.release(context)
    if result != OK:
        return []
    return [Found("pcsc", f"pcsc:{name}", name) for name in sorted(names)]


def _serial() -> list[Found]:
    from serial.tools.list_ports import comports

    # A port without a description calls itself "n/a".
    named = [(port.device, port.description) for port in sorted(comports())]
    return [Found("serial", f"serial:{port}", port if name in (None, "", "n/a") else name) for port, name in named]


def _cameras() -> list[Found]:
    found = []
    for entry in sorted(_VIDEO.glob("video*"), key=lambda path: (len(path.name), path.name)):
        number = entry.name.removeprefix("video")
        try:
            name = (entry / "name").read_text(encoding="utf-8").strip()
            first = (entry / "index").read_text(encoding="ascii").strip() == "0"
        except (OSError, UnicodeDecodeError):
            continue
        if first and number.isdigit():  # further entries of one camera carry its settings, no pictures
            found.append(Found("camera", f"camera:{number}", name))
    return found
