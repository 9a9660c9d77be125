"""
A consumer of the public API: gets a token as partners do, and asks the public host.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

__all__ = ["HOST", "Answer", "Consumer", "claims_of"]

HOST: Final = "api.sandbox.meridian.example"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        """
        The problem document, without what differs each time.

        Also without `instance`: the emulator leaves `$context.path` as it is.

        Raises:
            AssertionError: when it is none.
        """
        assert self.headers.get("content-type") == "application/problem+json", self
        document: dict[str, Any] = json.loads(self.body)
        assert document.pop("requestId"), self
        del document["instance"]
        return document


class Consumer:
    """
    Somebody with the credentials of an app client.

    Args:
        endpoint: The emulator's address.
        client_id: The app client's id.
        secret: Its secret.
    """

    def __init__(self, endpoint: str, client_id: str, secret: str) -> None:
        self._at = urlsplit(endpoint).netloc
        self.client_id, self._secret = client_id, secret

    def token(self, *scopes: str) -> str:
        """Return an access token with these scopes."""
        basic = base64.b64encode(f"{self.client_id}:{self._secret}".encode()).decode()
        kind = "application/x-www-form-urlencoded"
        form = urlencode({"grant_type": "client_credentials", "scope": " ".join(scopes)})
        headers = {"Host": HOST.replace("api.", "auth."), "Authorization": f"Basic {basic}", "Content-Type": kind}
        answer = self._send("POST", "/oauth2/token", headers, form.encode())
        assert answer.status == 200, answer
        return str(json.loads(answer.body)["access_token"])

    def ask(
        self,
        method: str,
        target: str,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Answer:
        """
        Send a request to the public host.

        Args:
            method: Such as `GET`.
            target: Path and query.
            token: An access token, or what pretends to be one.
            headers: Others to send.
            body: What to send as JSON; None for no body.
        """
        sent = {"Host": HOST, **(headers or {})}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if body is None:
            return self._send(method, target, sent, b"")
        sent.setdefault("Content-Type", "application/json")
        return self._send(method, target, sent, json.dumps(body).encode())

    def _send(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        connection = HTTPConnection(self._at, timeout=30)
        try:
            connection.request(method, target, body or None, dict(headers))
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()


def claims_of(token: str) -> dict[str, Any]:
    """Return what a token says."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims
