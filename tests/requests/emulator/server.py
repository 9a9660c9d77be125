"""
ministack behind a gate that knows what was added to it, and remembers what nobody could answer.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

import ministack.app
from hypercorn.asyncio import serve as hypercorn
from hypercorn.config import Config
from ministack.core.responses import get_request_client_ip
from ministack.services import apigateway_v1

from tests.requests.emulator.clock import Clock
from tests.requests.emulator.control_plane import KeptOperations, add_import
from tests.requests.emulator.data_plane import DataPlane
from tests.requests.emulator.outside import Outside

__all__ = ["CONTROL", "application", "serve"]

CONTROL: Final = "/_local/"
_SCOPE: Final = re.compile(rb"Credential=([^/]+)/\d+/[^/]+/([^/]+)/")

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class Gate:
    """An ASGI application: AWS operations and requests to APIs, and control of the emulator below `/_local/`."""

    def __init__(self) -> None:
        self._clock, self._kept = Clock(), KeptOperations()
        apigateway_v1.time = self._clock
        self._data_plane = DataPlane(apigateway_v1, get_request_client_ip)
        add_import(apigateway_v1)
        self._faults: list[str] = []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await ministack.app.app(scope, receive, send)
            return
        path, headers = scope["path"], dict(scope["headers"])
        if path.startswith(CONTROL):
            answer = self._control(path.removeprefix(CONTROL), json.loads(await _read(receive) or b"{}"))
            await _answer(send, 200, {"Content-Type": "application/json"}, json.dumps(answer).encode())
            return
        target = headers.get(b"x-amz-target", b"").decode()
        body = await _read(receive)
        kept = self._kept.answer(target, body)
        if kept is not None:
            await _answer(send, *kept)
            return
        signed = _SCOPE.search(headers.get(b"authorization", b""))
        operation = target or f"{scope['method']} {path}"
        await ministack.app.app(scope, _again(body), self._watched(send, operation) if signed else send)

    def _watched(self, send: Send, operation: str) -> Send:
        async def watch(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 500:
                self._faults.append(f"{message['status']} {operation}")
                message["status"] = 400  # the provider retries every 5xx for minutes
            await send(message)

        return watch

    def _control(self, question: str, said: dict[str, Any]) -> Any:
        if question == "outside":
            self._data_plane.outside = Outside((said["host"], said["port"]), said["authority"])
        elif question == "clock":
            self._clock.set(ahead=float(said["ahead"]), stopped=bool(said["stopped"]))
        elif question == "forget-throttles":
            apigateway_v1._throttle_state.clear()
            apigateway_v1._quota_state.clear()
        elif question == "faults":
            return self._faults
        else:
            raise ValueError(f"nothing is called {question}")
        return None


async def _read(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _again(body: bytes) -> Receive:
    sent = False

    async def receive() -> MutableMapping[str, Any]:
        nonlocal sent
        if sent:
            await asyncio.Event().wait()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _answer(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def application() -> App:
    """Return the application. One process has one, since ministack's state is its modules'."""
    return Gate()


async def serve(app: App, listening: socket.socket, ended: asyncio.Event) -> None:
    """Answer on a socket until told to end."""
    config = Config()
    config.bind = [f"fd://{listening.detach()}"]
    config.loglevel = "WARNING"
    config.graceful_timeout = 1
    # A connection that is closed while it is idle may have been taken for the next request already: the provider then
    # asks again, and is told that what it makes is there.
    config.keep_alive_timeout, config.keep_alive_max_requests = 3600, 1_000_000
    await hypercorn(app, config, shutdown_trigger=ended.wait)
