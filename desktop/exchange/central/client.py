"""Every call of the contract. One client talks to one centre with one token, from one thread.

Every call may be repeated safely, so every call is: on a broken connection, 429, 502, 503 and 504 it waits (as long as
`Retry-After` says, else 0.5 s doubled each time) and tries again, five times in all. Whatever a connection lost, the
next synchronisation finds by comparing heads.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn
from urllib.parse import quote

import httpx

from desktop.exchange.central import answers
from desktop.exchange.central.answers import PlanSummary, Receipt, Taken
from desktop.exchange.central.problems import CentralProblem
from desktop.faults import SiteFault
from desktop.ledger.heads import Head

BATCH = 500
_ATTEMPTS = 5
_AGAIN = (429, 502, 503, 504)
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 60.0
_ANSWER_LIMIT = 8 * 1024 * 1024
_PLAN_LIMIT = 64 * 1024 * 1024
_ANSWER_SECONDS = 300.0
_LAST_PORT = 65_535
_LONGEST_TOKEN = 16 * 1024


def read_token(path: Path) -> str:
    """The site's token: one line of a file. Raises SiteFault central-token-file."""
    try:
        with path.open("rb") as file:
            token = file.read(_LONGEST_TOKEN + 1).decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SiteFault("central-token-file", path=str(path)) from error
    if not token.isprintable() or " " in token or not 0 < len(token) <= _LONGEST_TOKEN:
        raise SiteFault("central-token-file", path=str(path))
    return token


@dataclass(frozen=True, slots=True)
class Opening:
    """What the centre is told of a record: site and plan ids, the plan's revision and its package's content hash."""

    site: str
    plan: str
    revision: int
    content_hash: str
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class FetchedPlan:
    """A plan as the centre sent it; `etag` goes into the next `plan` call."""

    data: Mapping[str, Any]
    etag: str


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    etag: str


class CentralClient:
    """Every call raises, besides what it names itself:

    SiteFault: central-unreachable (no connection), central-certificate (the certificate is not the centre's),
        central-token (401), central-bad-answer (what came back does not fit the contract).
    CentralProblem: the centre refused, or stayed busy.

    Args:
        url: the address up to and including `/v1`; https, or http on this machine for rehearsal and tests.
        token: the site's token.
        ca_file: PEM certificates to trust instead of the system's.
        seconds: time-out for connecting, and for each read or write.
        sleep: waits the seconds between attempts; tests and cancelling operations give their own.
        proxy: an HTTP proxy; the environment's is not used, because the token would travel with it.
    Raises SiteFault: central-insecure (http to another machine), central-ca-file, central-address.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        ca_file: Path | None = None,
        seconds: float = 20.0,
        sleep: Callable[[float], None] = time.sleep,
        proxy: str | None = None,
    ) -> None:
        self._sleep = sleep
        self._url = _checked_url(url)
        if not token.isascii() or not token.isprintable() or not token.strip():
            raise SiteFault("central-token", url=self._url)
        self._client = httpx.Client(
            headers={
                "Authorization": f"Bearer {token.strip()}",
                "Accept-Encoding": "identity",  # a packed answer could be a bomb
                "User-Agent": "kaodian",
            },
            verify=_trust(ca_file),
            timeout=seconds,
            trust_env=False,
            proxy=proxy,
        )

    def __enter__(self) -> CentralClient:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    # --- the calls ----------------------------------------------------------------------------------------------------

    def time(self) -> int:
        """The centre's clock, UTC milliseconds."""
        return answers.clock_of(self._json("GET", "/time"))

    def plans(self, site: str) -> tuple[PlanSummary, ...]:
        """Plans assigned to the site, newest first."""
        return answers.summaries_of(self._json("GET", f"/sites/{_part(site)}/plans"))

    def plan(self, plan: str, etag: str | None = None) -> FetchedPlan | None:
        """One plan with its roster; None when it is still the one of `etag`."""
        headers = {"If-None-Match": etag} if etag else {}
        answer = self._call("GET", f"/plans/{_part(plan)}", headers=headers, limit=_PLAN_LIMIT, fine=(200, 304))
        if answer.status == 304:
            return None
        return FetchedPlan(answers.json_object(answer.body), answer.etag)

    def open_record(self, record: str, opening: Opening) -> bool:
        """Opens the record; True when it was not open before. 409 when it is open with another content."""
        body = {
            "site": opening.site,
            "plan": opening.plan,
            "revision": opening.revision,
            "content_hash": opening.content_hash,
            "rehearsal": opening.rehearsal,
        }
        return self._call("PUT", f"/records/{_part(record)}", json=body, fine=(200, 201)).status == 201

    def enrol_desk(self, record: str, desk: str, *, public_key: str, label: str, role: str) -> bool:
        """Makes a desk's key (Base64) known; True when it was not before. 409 when it is known with another key."""
        body = {"public_key": public_key, "label": label, "role": role}
        path = f"/records/{_part(record)}/desks/{_part(desk)}"
        return self._call("PUT", path, json=body, fine=(200, 201)).status == 201

    def heads(self, record: str) -> dict[str, Head]:
        """Desk to the last entry the centre holds of it."""
        return answers.heads_of(self._json("GET", f"/records/{_part(record)}/heads"))

    def entries(self, record: str, entries: Sequence[Mapping[str, Any]]) -> Taken:
        """Hands over at most 500 entries in wire form, per desk in ascending number."""
        if len(entries) > BATCH:
            raise ValueError(f"{len(entries)} entries in one call")
        path = f"/records/{_part(record)}/entries"
        return answers.taken_of(self._json("POST", path, json={"entries": list(entries)}))

    def has_attachment(self, record: str, sha256: str) -> bool:
        """Whether the centre holds it already."""
        path = f"/records/{_part(record)}/attachments/{_part(sha256)}"
        return self._call("HEAD", path, fine=(200, 404)).status == 200

    def put_attachment(self, record: str, sha256: str, content: bytes) -> bool:
        """Hands over one; True when the centre did not hold it before. 422 when the content has another hash."""
        path = f"/records/{_part(record)}/attachments/{_part(sha256)}"
        headers = {"Content-Type": "application/octet-stream"}
        return self._call("PUT", path, content=content, headers=headers, fine=(200, 201)).status == 201

    def outcome(self, record: str, sitting: str, outcome: Mapping[str, Any]) -> Receipt:
        """Hands in a sitting's closing statement; the same again gives the same receipt. 409 `heads-differ` until the
        centre holds the record up to the heads it names."""
        path = f"/records/{_part(record)}/sittings/{_part(sitting)}/outcome"
        return answers.receipt_of(self._json("PUT", path, json=dict(outcome)))

    # --- the wire -----------------------------------------------------------------------------------------------------

    def _json(self, method: str, path: str, json: Any = None) -> dict[str, Any]:
        return answers.json_object(self._call(method, path, json=json).body)

    def _call(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        limit: int = _ANSWER_LIMIT,
        fine: tuple[int, ...] = (200,),
    ) -> _Answer:
        request = self._client.build_request(
            method, self._url + path, json=json, content=content, headers=dict(headers or {})
        )
        for attempt in range(1, _ATTEMPTS + 1):
            wait = min(_FIRST_WAIT * 2 ** (attempt - 1), _LONGEST_WAIT)
            try:
                with contextlib.closing(self._client.send(request, stream=True)) as response:
                    body = _whole(response, limit)
            except httpx.TransportError as error:
                if attempt == _ATTEMPTS or _is_certificate(error) or isinstance(error, httpx.UnsupportedProtocol):
                    self._unreachable(error)
            else:
                if response.status_code in fine:
                    return _Answer(response.status_code, body, response.headers.get("ETag", "")[:200])
                if response.status_code not in _AGAIN or attempt == _ATTEMPTS:
                    self._refused(response.status_code, body)
                wait = _retry_after(response.headers.get("Retry-After"), wait)
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _unreachable(self, error: httpx.TransportError) -> NoReturn:
        if _is_certificate(error):
            raise SiteFault("central-certificate", url=self._url) from error
        raise SiteFault("central-unreachable", url=self._url, why=_why(error)) from error

    def _refused(self, status: int, body: bytes) -> NoReturn:
        problem, detail = answers.problem_of(status, body)
        if status == 401:
            raise SiteFault("central-token", url=self._url)
        raise CentralProblem(status, problem, detail)


def _whole(response: httpx.Response, limit: int) -> bytes:
    """The body, at most `limit` bytes and 300 seconds of it: a drop a second would never time out otherwise."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise SiteFault("central-bad-answer", reason="Content-Encoding")
    parts, total, end = [], 0, time.monotonic() + _ANSWER_SECONDS
    for part in response.iter_raw():
        total += len(part)
        if total > limit:
            raise SiteFault("central-bad-answer", reason="too large")
        if time.monotonic() > end:
            raise httpx.ReadTimeout("the answer takes too long", request=response.request)
        parts.append(part)
    return b"".join(parts)


def _retry_after(text: str | None, otherwise: float) -> float:
    """Seconds to wait: the centre's word (seconds or an HTTP date), between our own wait's floor and a minute."""
    if not text:
        return otherwise
    if text.isascii() and text.isdigit():
        return float(min(int(text[:6]), _LONGEST_WAIT))
    with contextlib.suppress(ValueError, TypeError):
        return min(max(parsedate_to_datetime(text).timestamp() - time.time(), 0.0), _LONGEST_WAIT)
    return otherwise


def _checked_url(url: str) -> str:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise SiteFault("central-address", url=url) from error
    if parsed.userinfo:  # which may be a password
        raise SiteFault("central-address", url=parsed.host)
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.query or (parsed.port or 0) > _LAST_PORT:
        raise SiteFault("central-address", url=url)
    if parsed.scheme == "http" and not _is_this_machine(parsed.host):
        raise SiteFault("central-insecure", url=url)
    return url.rstrip("/")


def _is_this_machine(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    if ca_file is None:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=str(ca_file))
    except (OSError, ssl.SSLError) as error:
        raise SiteFault("central-ca-file", path=str(ca_file)) from error


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _why(error: BaseException | None) -> str:
    """What stood in the way of a connection, as one word the catalogue knows."""
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.WriteError):
        return "broke-off"
    while error is not None:
        if isinstance(error, ConnectionRefusedError):
            return "refused"
        if isinstance(error, socket.gaierror):
            return "no-such-host"
        if isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN):
            return "no-network"
        error = error.__cause__ or error.__context__
    return "other"


def _part(text: str) -> str:
    """One segment of a path: an id with a slash or dots must not lead to another call."""
    if text in ("", ".", ".."):
        raise ValueError("no id")
    return quote(text, safe="")
