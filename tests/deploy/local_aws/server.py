"""
The HTTP side: moto behind a gate that answers at once for what nobody implemented, and remembers it.
"""

from __future__ import annotations

import io
import json
import re
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import parse_qs

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.test import run_wsgi_app

from tests.deploy.local_aws import inventory
from tests.deploy.local_aws.patches import apply_patches

__all__ = ["CONTROL", "Fault", "serve"]

CONTROL: Final = "/_local/"
_QUESTIONS: Final[Mapping[str, Callable[[], list[str]]]] = {
    "leftovers": inventory.leftovers,
    "mapped-apis": inventory.mapped_apis,
    "open-methods": inventory.open_methods,
    "stale-stages": inventory.stale_stages,
    "unmet-scopes": inventory.unmet_scopes,
}
_SCOPE: Final = re.compile(r"Credential=([^/]+)/\d+/[^/]+/([^/]+)/")


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """
    A request that was made.

    Attributes:
        key: The access key it was signed with: deployments use the stack's name.
        service: Signing name, such as `wafv2`.
        operation: The operation, or method and path where the protocol has no name for it.
    """

    key: str
    service: str
    operation: str


@dataclass(frozen=True, slots=True)
class Fault:
    """
    A request that the local AWS could not answer.

    Attributes:
        service: Signing name, such as `wafv2`.
        operation: The operation, or method and path where the protocol has no name for it.
        why: `not implemented`, or the exception moto raised.
    """

    service: str
    operation: str
    why: str


class LocalAws:
    """A WSGI application: AWS operations, and questions about the state below `/_local/`."""

    def __init__(self) -> None:
        apply_patches()
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._faults: list[Fault] = []
        self._calls: set[Call] = set()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(CONTROL):
            return self._control(path.removeprefix(CONTROL), environ, start_response)
        body = _read(environ)
        call = _call(environ, body)
        with self._lock:
            self._calls.add(call)
        try:
            chunks, status, headers = run_wsgi_app(self._moto.get_application(environ), environ, buffered=True)
            answer, why = b"".join(chunks), "not implemented"
        except Exception as caught:  # noqa: BLE001, RUF100 - whatever moto raises is one fault of the local AWS
            answer, status, headers, why = b"", "500", {}, repr(caught)
            traceback.print_exc()
        if status.startswith("5") or (status.startswith("404") and b"The requested URL was not found" in answer):
            return self._refuse(call, body, why, start_response)
        start_response(status, list(headers))
        return [answer]

    def _refuse(self, call: Call, body: bytes, why: str, start_response: Callable[..., Any]) -> Iterable[bytes]:
        fault = Fault(call.service, call.operation, why)
        with self._lock:
            self._faults.append(fault)
        text = f"the local AWS cannot do {fault.service} {fault.operation}: {fault.why}"
        if b"Action=" in body:
            kind = "text/xml"
            answer = (
                f"<ErrorResponse><Error><Code>NotImplemented</Code><Message>{text}</Message></Error></ErrorResponse>"
            )
        else:
            kind = "application/json"
            answer = json.dumps({"__type": "NotImplementedException", "message": text})
        # 400, not 501: the provider retries every 5xx for minutes.
        return _send(start_response, answer, "400 Bad Request", kind, ("x-amzn-errortype", "NotImplementedException"))

    def _control(self, question: str, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        arguments = json.loads(_read(environ) or b"{}")
        if question == "reset":
            inventory.reset(arguments["account"])
            with self._lock:
                self._faults.clear()
                self._calls.clear()
            answer: object = {}
        elif question == "faults":
            with self._lock:
                answer = [asdict(fault) for fault in self._faults]
        elif question == "calls":
            with self._lock:
                answer = [asdict(call) for call in sorted(self._calls)]
        elif question == "zone":
            answer = inventory.add_zone(arguments["name"])
        elif question in _QUESTIONS:
            answer = _QUESTIONS[question]()
        else:
            return _send(start_response, "{}", "404 Not Found", "application/json")
        return _send(start_response, json.dumps(answer), "200 OK", "application/json")


def _call(environ: Mapping[str, Any], body: bytes) -> Call:
    scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    query = parse_qs(body.decode("latin-1")).get("Action") if b"Action=" in body else None
    target = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
    operation = target or (query[0] if query else f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}")
    return Call(scope[1] if scope else "?", scope[2] if scope else "?", operation)


def _read(environ: dict[str, Any]) -> bytes:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body: bytes = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _send(
    start_response: Callable[..., Any], answer: str, status: str, kind: str, *headers: tuple[str, str]
) -> Iterable[bytes]:
    data = answer.encode()
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(data))), *headers])
    return [data]


def serve() -> BaseWSGIServer:
    """Return a server on a free port of 127.0.0.1, listening but not yet answering."""
    return make_server("127.0.0.1", 0, LocalAws(), threaded=True, request_handler=MotoRequestHandler)
