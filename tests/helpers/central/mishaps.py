"""Trouble on demand, and a log of every call: ASGI middleware around the centre."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Literal

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


@dataclass(frozen=True)
class Call:
    """One call as it was answered; status 0 for a connection that was dropped."""

    method: str
    path: str
    status: int


@dataclass
class _Trouble:
    kind: Literal["answer", "drop-before", "drop-after"]
    method: str
    path: str
    skip: int
    times: int
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def meets(self, method: str, path: str) -> bool:
        """Whether this call is hit; counts down."""
        if self.times <= 0 or (self.method and method != self.method) or self.path not in path:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class Mishaps:
    """Each is for calls of a method whose path contains `path`: the first `skip` go well, the next `times` do not."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.refusals: dict[tuple[str, int], tuple[str, str]] = {}
        self._troubles: list[_Trouble] = []

    def busy(
        self,
        status: int = 429,
        *,
        retry_after: int = 1,
        method: str = "",
        path: str = "",
        skip: int = 0,
        times: int = 1,
    ) -> None:
        """Too many requests (429) or out of service (503), with Retry-After in seconds."""
        body = {"type": "about:blank", "title": "busy", "status": status, "code": "busy", "detail": "请稍后再试"}
        headers = {"content-type": "application/problem+json", "retry-after": str(retry_after)}
        self.answer(status, json.dumps(body).encode(), headers, method=method, path=path, skip=skip, times=times)

    def answer(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        *,
        method: str = "",
        path: str = "",
        skip: int = 0,
        times: int = 1,
    ) -> None:
        """Any answer at all, whatever the contract says."""
        made = headers or {"content-type": "application/json"}
        self._troubles.append(_Trouble("answer", method, path, skip, times, status, made, body))

    def drop(self, *, method: str = "", path: str = "", skip: int = 0, times: int = 1, after: bool = False) -> None:
        """The connection breaks: before anything was done, or after it was done and before the answer is through."""
        self._troubles.append(_Trouble("drop-after" if after else "drop-before", method, path, skip, times))

    def refuse(self, desk: str, number: int, code: str, message: str = "") -> None:
        """The centre refuses this entry, always with the same code."""
        self.refusals[desk, number] = (code, message)

    def clear(self) -> None:
        """No more trouble; the log starts anew."""
        self.calls.clear()
        self.refusals.clear()
        self._troubles.clear()

    def around(self, app: App) -> App:
        async def wrapped(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                return
            method, path = scope["method"], scope["path"]
            trouble = next((one for one in self._troubles if one.meets(method, path)), None)
            if trouble is None:
                await app(scope, receive, self._logged(method, path, send))
            elif trouble.kind == "answer":
                self.calls.append(Call(method, path, trouble.status))
                await _answer(trouble, send)
            else:
                self.calls.append(Call(method, path, 0))
                if trouble.kind == "drop-after":
                    await app(scope, receive, _nowhere)
                # Headers of a body that never comes: uvicorn then closes the connection.
                await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})

        return wrapped

    def _logged(self, method: str, path: str, send: Send) -> Send:
        async def logged(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.calls.append(Call(method, path, message["status"]))
            await send(message)

        return logged


async def _nowhere(message: Message) -> None:
    pass


async def _answer(trouble: _Trouble, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in trouble.headers.items()]
    headers.append((b"content-length", str(len(trouble.body)).encode()))
    await send({"type": "http.response.start", "status": trouble.status, "headers": headers})
    await send({"type": "http.response.body", "body": trouble.body})
