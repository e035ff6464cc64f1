"""RFC 8785 canonical JSON for the data a record may hold: no floating-point numbers, integers within ±(2^53−1).

Without floats the standard encoder already writes what RFC 8785 asks for, several times faster than a Python
implementation of it, except for one thing: RFC 8785 sorts keys by UTF-16 code units and Python by code points, which
differ once a character above U+FFFF meets one between U+E000 and U+FFFF. Text holding such a character goes through the
`rfc8785` package. A property test holds the two together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

LARGEST = 2**53 - 1

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class NotCanonical(ValueError):
    """The data cannot stand in a record: a float, an integer too large, a lone surrogate, a key that is no string."""


def _mapping(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise NotCanonical(f"no JSON value: {type(value).__name__}")


def _encoder() -> Callable[[Any], str]:
    """The standard encoder, built once: `JSONEncoder.encode` builds its inner one anew for every value, which costs as
    much as a short value itself. Where there is no inner one in C, `encode` does."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return json.JSONEncoder(
            ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False, default=_mapping
        ).encode
    inner = make(None, _mapping, json.encoder.encode_basestring, None, ":", ",", True, False, False)
    return lambda value: "".join(inner(value, 0))


_encode = _encoder()


def canonical(value: Any) -> bytes:
    """Canonical bytes of any JSON value. Tuples count as arrays. Raises NotCanonical."""
    try:
        check(value)
        return canonical_text(value).encode()
    except UnicodeEncodeError as fault:
        raise NotCanonical("a lone surrogate") from fault
    except RecursionError as fault:
        raise NotCanonical("nested too deeply") from fault


def canonical_text(value: Any) -> str:
    """Canonical text of data already known to pass `check`; lone surrogates still show when it is encoded."""
    text = _encode(value)
    if text.isascii() or _ASTRAL.search(text) is None:
        return text
    import rfc8785  # rare: characters above U+FFFF, where the two sort orders may part

    try:
        return rfc8785.dumps(json.loads(text)).decode()
    except rfc8785.CanonicalizationError as fault:
        raise NotCanonical(str(fault)) from fault


def check(value: Any) -> None:
    """Raises NotCanonical unless the value is made of what a record may hold."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return
    if kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise NotCanonical("an integer beyond 2^53-1")
    elif kind is list or kind is tuple:
        for item in value:
            kind = type(item)
            if kind is not str and (kind is not int or not -LARGEST <= item <= LARGEST):
                check(item)
    elif kind is dict or isinstance(value, Mapping):
        for key, item in value.items():
            if type(key) is not str:
                raise NotCanonical("a key that is no string")
            kind = type(item)
            if kind is not str and (kind is not int or not -LARGEST <= item <= LARGEST):
                check(item)
    else:
        raise NotCanonical(f"no value of a record: {kind.__name__}")
