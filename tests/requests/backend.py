"""
A real HTTPS backend in the test's own process: it notes what it is asked, and answers as it is told.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

__all__ = ["EMPTY_PAGE", "Backend", "Received", "Said"]


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came in; names of headers in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What the backend answers."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


EMPTY_PAGE: Final = Said(200, b'{"items":[],"nextCursor":null}', {"Content-Type": "application/json"})


class Backend:
    """
    A server on a free loopback port, until the `with` block ends.

    Args:
        shown: A file with its certificate and key.

    Attributes:
        says: What it answers to everything.
    """

    def __init__(self, shown: Path) -> None:
        self.says = EMPTY_PAGE
        self._received: list[Received] = []
        backend = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                backend._received.append(Received(self.command, self.path, headers, body))
                said = backend.says
                self.send_response_only(said.status)
                for name, value in {**said.headers, "Content-Length": str(len(said.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.body)

            do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 - the server looks for these names

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, RUF100 - its parent's name
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(shown)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def take(self) -> list[Received]:
        """Return what was received since the last time."""
        taken, self._received = self._received, []
        return taken

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=10)
