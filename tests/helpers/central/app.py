"""The calls of the contract."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from tests.helpers.central import judge
from tests.helpers.central.database import Database
from tests.helpers.central.mishaps import Mishaps

_JSON_LIMIT = 16 * 1024 * 1024
_ATTACHMENT_LIMIT = 32 * 1024 * 1024
_BATCH = 500
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DESK = re.compile(r"[0-9a-f]{16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class _Body(BaseModel):
    """Members we do not know are kept: the contract forbids none."""

    model_config = ConfigDict(strict=True, extra="allow")


class Record(_Body):
    site: Annotated[str, Field(pattern=f"^{_UUID.pattern}$")]
    plan: str
    revision: int
    content_hash: str
    rehearsal: bool = False


class Desk(_Body):
    public_key: str
    label: str
    role: Literal["control", "door", "room", "custody", "office"]


class Head(_Body):
    number: int
    hash: str


class Misconduct(_Body):
    candidate: str
    description: str


class Papers(_Body):
    issued: int
    collected: int
    unused: int
    void: int


class RoomCounts(_Body):
    room: str
    registered: int
    present: int
    absent: int
    papers: Papers


class Outcome(_Body):
    sitting: str
    registered: int
    present: int
    absent: list[str]
    misconduct: list[Misconduct]
    rooms: list[RoomCounts]
    heads: dict[str, Head]
    code: str


class Entries(_Body):
    entries: list[Any]


class Problem(Exception):
    """An error answer (RFC 9457)."""

    def __init__(self, status: int, code: str, detail: str = "", headers: dict[str, str] | None = None) -> None:
        self.status, self.code, self.detail, self.headers = status, code, detail, headers or {}

    def response(self) -> Response:
        body = {
            "type": f"urn:central:{self.code}",
            "title": self.code.replace("-", " "),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        return JSONResponse(body, self.status, self.headers, "application/problem+json")


def make_app(database: Database, token: str, mishaps: Mishaps) -> FastAPI:
    """The server over an open database; `mishaps` gives the refusals wished for."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.exception_handler(Problem)
    async def problem(_: Request, error: Problem) -> Response:
        return error.response()

    @app.exception_handler(HTTPException)
    async def plain(_: Request, error: HTTPException) -> Response:
        codes = {404: "not-found", 405: "method-not-allowed"}
        code = codes.get(error.status_code, "http")
        return Problem(error.status_code, code, headers=dict(error.headers or {})).response()

    @app.middleware("http")
    async def token_needed(request: Request, call_next: Any) -> Any:
        given = request.headers.get("authorization", "")
        if request.url.path != "/v1/time" and not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return Problem(401, "no-token", headers={"WWW-Authenticate": "Bearer"}).response()
        return await call_next(request)

    _plans(app, database)
    _records(app, database, mishaps)
    _attachments(app, database)
    return app


def _plans(app: FastAPI, database: Database) -> None:
    @app.get("/v1/time")
    async def now() -> dict[str, int]:
        return {"ms": time.time_ns() // 1_000_000}

    @app.get("/v1/sites/{site}/plans")
    async def plans(site: str) -> dict[str, Any]:
        _fits(_UUID, site, "site")
        return {"plans": database.plans(site)}

    @app.get("/v1/plans/{plan}")
    async def plan(plan: str, request: Request) -> Response:
        found = database.plan(plan)
        if found is None:
            raise Problem(404, "no-such-plan")
        etag = f'"{found[0]}"'
        asked = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
        if etag in asked or "*" in asked:
            return Response(status_code=304, headers={"ETag": etag})
        return Response(found[1], headers={"ETag": etag}, media_type="application/json")


def _records(app: FastAPI, database: Database, mishaps: Mishaps) -> None:
    @app.put("/v1/records/{record}")
    async def open_record(record: str, request: Request) -> Response:
        _fits(_UUID, record, "record")
        body = _model(Record, await _json(request))
        state = database.open_record(record, json.dumps(body.model_dump(), sort_keys=True))
        return _put_answer(state, "record-differs")

    @app.put("/v1/records/{record}/desks/{desk}")
    async def enrol(record: str, desk: str, request: Request) -> Response:
        _open(database, record)
        _fits(_DESK, desk, "desk")
        body = _model(Desk, await _json(request))
        key = judge.from_base64(body.public_key, 32)
        if key is None or judge.desk_id(key) != desk:
            raise Problem(422, "bad-desk-id", "the desk id is not made from this key")
        return _put_answer(database.enrol(record, desk, body.public_key, body.label, body.role), "key-differs")

    @app.get("/v1/records/{record}/heads")
    async def heads(record: str) -> dict[str, Any]:
        _open(database, record)
        return {"heads": database.heads(record)}

    @app.post("/v1/records/{record}/entries")
    async def entries(record: str, request: Request) -> dict[str, Any]:
        _open(database, record)
        given = _model(Entries, await _json(request)).entries
        if len(given) > _BATCH:
            raise Problem(413, "too-many-entries", f"{len(given)} entries, at most {_BATCH}")
        with database.transaction():
            return _take(database, mishaps, record, given)

    @app.put("/v1/records/{record}/sittings/{sitting}/outcome")
    async def outcome(record: str, sitting: str, request: Request) -> dict[str, Any]:
        _open(database, record)
        data = await _json(request)
        body = _model(Outcome, data)
        if body.sitting != sitting:
            raise Problem(409, "sitting-differs", f"{body.sitting} handed in for {sitting}")
        named = {desk: head.model_dump() for desk, head in body.heads.items()}
        for desk, head in named.items():
            number = min(head["number"], 2**53)
            if database.hash_of(record, desk, max(number, 0)) != head["hash"]:
                raise Problem(409, "heads-differ", f"desk {desk} is not held up to {head['number']}")
        if judge.head_code(named) != body.code:
            raise Problem(409, "heads-differ", "the code is not that of the heads")
        statement = json.dumps(data, ensure_ascii=False, sort_keys=True)
        receipt, received = database.receipt(record, sitting, statement, time.time_ns() // 1_000_000)
        return {"receipt": receipt, "received": received}


def _attachments(app: FastAPI, database: Database) -> None:
    # One route for both, so that a 405 names both in `Allow`.
    @app.api_route("/v1/records/{record}/attachments/{sha256}", methods=["HEAD", "PUT"])
    async def attachment(record: str, sha256: str, request: Request) -> Response:
        if request.method == "HEAD":
            return Response(status_code=200 if database.has_attachment(record, sha256) else 404)
        _open(database, record)
        _fits(_SHA256, sha256, "sha256")
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/octet-stream":
            raise Problem(415, "media-type")
        content = await _bytes(request, _ATTACHMENT_LIMIT)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Problem(422, "bad-hash", "the content has another hash")
        if database.has_attachment(record, sha256):
            return Response(status_code=200)
        database.put_attachment(record, sha256, content)
        return Response(status_code=201)


def _take(database: Database, mishaps: Mishaps, record: str, given: list[Any]) -> dict[str, Any]:
    """The longest gapless valid run per desk; the rest by name."""
    accepted: dict[str, int] = {}
    refused = []
    for entry in given:
        desk, number = _named(entry)
        code, message = "malformed", ""
        if not judge.is_malformed(entry):
            last = database.last(record, desk)
            wished = mishaps.refusals.get((desk, number))
            key = judge.from_base64(database.key(record, desk), 32)
            same = database.hash_of(record, desk, number)
            found = judge.refusal(entry, record, key, last, same)
            code, message = (found or "", "")
            if wished and found is None:
                code, message = wished
            if not code and same is None:
                database.take(entry)
        if _DESK.fullmatch(desk):
            accepted[desk] = database.last(record, desk).number
        if code:
            refused.append({"desk": desk, "number": number, "code": code, "message": message or code})
    return {"accepted": accepted, "refused": refused}


def _named(entry: Any) -> tuple[str, int]:
    """Desk and number as far as they can be read."""
    if not isinstance(entry, dict):
        return "", 0
    desk, number = entry.get("desk"), entry.get("number")
    readable = isinstance(desk, str) and _DESK.fullmatch(desk)
    return (str(desk) if readable else ""), (number if type(number) is int and abs(number) < 2**53 else 0)


def _open(database: Database, record: str) -> None:
    _fits(_UUID, record, "record")
    if not database.has_record(record):
        raise Problem(404, "no-such-record")


def _fits(pattern: re.Pattern[str], value: str, name: str) -> None:
    if not pattern.fullmatch(value):
        raise Problem(422, f"bad-{name}")


def _put_answer(state: str, conflict: str) -> Response:
    if state == "another":
        raise Problem(409, conflict, "known already with another content")
    return Response(status_code=200 if state == "same" else 201)


async def _bytes(request: Request, limit: int) -> bytes:
    parts, total = [], 0
    async for part in request.stream():
        total += len(part)
        if total > limit:
            raise Problem(413, "too-large")
        parts.append(part)
    return b"".join(parts)


async def _json(request: Request) -> Any:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Problem(415, "media-type")
    body = await _bytes(request, _JSON_LIMIT)
    try:
        data = json.loads(body)
        json.dumps(data, ensure_ascii=False).encode()  # half characters cannot be kept
    except (ValueError, RecursionError) as error:
        raise Problem(400, "no-json", type(error).__name__) from error
    return data


def _model(kind: type[Any], data: Any) -> Any:
    try:
        return kind.model_validate(data)
    except (ValidationError, RecursionError) as error:
        raise Problem(422, "bad-shape", str(error)[:500]) from error
