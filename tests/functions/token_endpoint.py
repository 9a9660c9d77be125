"""
A token endpoint over TLS that gives tokens to an app client's active secrets, and to nobody else.
"""

from __future__ import annotations

import datetime
import ipaddress
import json
import ssl
import threading
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["Asked", "Reply", "TokenEndpoint", "certificate"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a token, without the secret."""

    path: str
    client: str
    form: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the endpoint says instead of giving or refusing a token."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class TokenEndpoint:
    """
    Listens while it is entered.

    Args:
        certificate: A file with a certificate for 127.0.0.1 and its key.
    """

    def __init__(self, certificate: Path) -> None:
        self.accepts: Callable[[str, str], bool] = lambda client, secret: False
        self.reply: Reply | None = None
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self._server.server_port}/oauth2/token"

    def __enter__(self) -> TokenEndpoint:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                kind, _, pair = self.headers.get("Authorization", "").partition(" ")
                client, _, secret = b64decode(pair).decode().partition(":") if kind == "Basic" else ("", "", "")
                endpoint.asked.append(Asked(self.path, client, form))
                reply = endpoint.reply or _decided(endpoint.accepts(client, secret))
                self.send_response(reply.status)
                for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            do_GET = do_POST  # what a redirect would turn it into  # noqa: N815  # as http.server calls it

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler


def _decided(accepted: bool) -> Reply:
    if not accepted:
        return Reply(400, json.dumps({"error": "invalid_client"}).encode())
    return Reply(200, json.dumps({"access_token": "a.b.c", "expires_in": 900, "token_type": "Bearer"}).encode())


def certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 that signs itself, and its key, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=12))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "endpoint.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file
