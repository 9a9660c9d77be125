"""
The way out: to every host name the same local backend answers, and its certificate is checked for the name asked for.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPSConnection
from urllib.parse import urlsplit

__all__ = ["Answer", "Outside"]

_HOP_BY_HOP = frozenset({"connection", "content-length", "keep-alive", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a backend said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Outside:
    """
    Everything beyond the gateway. Nothing is looked up: whatever a host is called, it is at one address.

    Args:
        address: Host and port of the local backend.
        authority: A file with the certificate authority that backends are trusted by.
    """

    def __init__(self, address: tuple[str, int], authority: str) -> None:
        self._address, self._trusted = address, ssl.create_default_context(cafile=authority)

    def send(self, method: str, uri: str, headers: Mapping[str, str], body: bytes, *, seconds: float) -> Answer:
        """
        Send a request over TLS and return the answer; redirects are not followed.

        Raises:
            ssl.SSLError: when the backend's certificate is not one of the name that was asked for.
            TimeoutError: when no answer came in time.
            OSError: when there is nobody.
        """
        parts = urlsplit(uri)
        if parts.scheme != "https" or parts.hostname is None:
            raise OSError(f"the road leads over https only, not to {uri}")
        connection = _Led(parts.hostname, self._address, self._trusted, seconds)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(method, target, body or None, dict(headers))
            response = connection.getresponse()
            kept = {name: value for name, value in response.getheaders() if name.lower() not in _HOP_BY_HOP}
            return Answer(response.status, kept, response.read())
        finally:
            connection.close()


class _Led(HTTPSConnection):
    """A connection to one address, as though it were a host's."""

    def __init__(self, host: str, address: tuple[str, int], trusted: ssl.SSLContext, seconds: float) -> None:
        super().__init__(host, timeout=seconds, context=trusted)
        self._address, self._trusted = address, trusted

    def connect(self) -> None:
        """Connect to the address and check the certificate for the host."""
        plain = socket.create_connection(self._address, timeout=self.timeout)
        self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)
