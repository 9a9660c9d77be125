"""
A certificate authority of the tests' own, which vouches for one backend.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["vouch_for"]

_PEM: Final = serialization.Encoding.PEM


def vouch_for(host: str, folder: Path) -> tuple[Path, Path]:
    """Write an authority's certificate, and a host's certificate with its key; return both files."""
    authority_key, host_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority, issuer = folder / "authority.pem", _name("An authority of the tests")
    itself = _certificate(issuer, issuer, authority_key.public_key(), ca=True)
    itself = itself.add_extension(
        x509.KeyUsage(
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        ),
        critical=True,
    )
    authority.write_bytes(itself.sign(authority_key, hashes.SHA256()).public_bytes(_PEM))
    of_host = _certificate(_name(host), issuer, host_key.public_key(), ca=False)
    of_host = of_host.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    key = host_key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    shown = folder / "host.pem"
    shown.write_bytes(key + of_host.sign(authority_key, hashes.SHA256()).public_bytes(_PEM))
    return authority, shown


def _certificate(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, ca: bool
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(issuer, name, key, x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
