"""
Requests to a deployed API: ministack finds the method and lets the caller in or not; what goes to a backend is ours.

ministack passes a client's headers on as they are and ignores `integration.request.header.*`; it keeps only the content
type of the answer, and follows redirects. All of that is done here instead.
"""

from __future__ import annotations

import asyncio
import ssl
import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Final
from urllib.parse import quote, urlencode

from tests.requests.emulator.outside import Outside
from tests.requests.emulator.passing import Asked, IllegalMappingError, passed_on, value_of

__all__ = ["DataPlane"]

_PATH: Final = "integration.request.path."
_claims: ContextVar[Mapping[str, str]] = ContextVar("claims", default={})  # noqa: B039 - nobody changes it
_context: ContextVar[Mapping[str, Any]] = ContextVar("context", default={})  # noqa: B039 - nobody changes it


class DataPlane:
    """
    What stands in the place of ministack's own way to HTTP backends.

    Args:
        gateway: ministack's module of REST APIs.
        client_ip: Returns the address of whoever asks.
    """

    def __init__(self, gateway: Any, client_ip: Any) -> None:
        self.outside: Outside | None = None
        self._gateway, self._client_ip = gateway, client_ip
        self._authorize, self._check_key = gateway._authorize_request_v1, gateway._check_api_key
        gateway._authorize_request_v1 = self.authorize
        gateway._check_api_key = self.check_key
        gateway._invoke_http_proxy_v1 = self.pass_on

    async def authorize(self, api: str, stage: str, *others: Any) -> Any:
        """Let ministack decide, and remember what `$context` says from here on."""
        error, authorizer = await self._authorize(api, stage, *others)
        _claims.set((authorizer or {}).get("claims") or {})
        _context.set(
            {
                "apiId": api,
                "stage": stage,
                "extendedRequestId": f"{uuid.uuid4().hex[:15]}=",
                "requestId": str(uuid.uuid4()),
                "identity": {"sourceIp": self._client_ip()},
            }
        )
        return error, authorizer

    def check_key(self, *arguments: Any) -> Any:
        """Let ministack decide, and remember the key's id, which `$context` has where a key is required."""
        error, key = self._check_key(*arguments)
        if key is not None:
            known = _context.get()
            _context.set({**known, "identity": {**known["identity"], "apiKeyId": key["id"]}})
        return error, key

    async def pass_on(
        self,
        integration: Mapping[str, Any],
        path: str,
        method: str,
        headers: Mapping[str, str],
        body: bytes,
        query: Mapping[str, list[str]],
        path_parameters: Mapping[str, str] | None = None,
    ) -> Any:
        """Send a request to its backend and return the answer, or what the gateway says in its place."""
        if self.outside is None:
            return self._error("API_CONFIGURATION_ERROR", "nobody said where backends are")
        first = {name: values[0] for name, values in query.items() if values}
        context = {**_context.get(), "domainName": headers.get("host", "").partition(":")[0]}
        asked = Asked(headers, path_parameters or {}, first, context, _claims.get(), f"Root=1-{uuid.uuid4().hex}")
        parameters = integration.get("requestParameters") or {}
        uri = str(integration["uri"])
        for target, expression in parameters.items():
            if target.startswith(_PATH):
                name = target.removeprefix(_PATH)
                uri = uri.replace(f"{{{name}}}", quote(value_of(expression, asked) or "", safe=""))
        pairs = [(name, value) for name, values in query.items() for value in values]
        uri += f"?{urlencode(pairs)}" if pairs else ""
        seconds = int(integration.get("timeoutInMillis") or 29_000) / 1000
        verb = str(integration.get("httpMethod") or method)
        try:
            sent = passed_on(parameters, asked)
            answer = await asyncio.to_thread(self.outside.send, verb, uri, sent, body, seconds=seconds)
        except IllegalMappingError:
            return self._error("API_CONFIGURATION_ERROR", "Internal server error")
        except ssl.SSLError:
            return self._error("INTEGRATION_FAILURE", "Network error communicating with endpoint")
        except TimeoutError:
            return self._error("INTEGRATION_TIMEOUT", "Endpoint request timed out")
        except OSError:
            return self._error("API_CONFIGURATION_ERROR", "Internal server error")
        return answer.status, dict(answer.headers), answer.body

    def _error(self, kind: str, message: str) -> Any:
        return self._gateway._GatewayError(kind, message)
