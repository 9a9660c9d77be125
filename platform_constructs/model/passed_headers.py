"""
Who calls, as the gateway tells it to a backend in headers. What a client sends under these names never gets there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["NOBODY", "PASSED_HEADERS", "passed_headers"]

NOBODY: Final = "'none'"
"""What a header says that has no meaning on a road. Not empty: a mapping without a value might leave the client's."""

_TOKEN: Final[Mapping[str, str]] = {
    "X-Client-Id": "context.authorizer.claims.client_id",
    "X-Partner-Id": "context.authorizer.claims.partner_id",
    "X-Tenant-Id": "context.authorizer.claims.tenant_id",
}
_SIGNATURE: Final[Mapping[str, str]] = {"X-Caller-Arn": "context.identity.userArn"}
# the trustworthy id: a client can set x-amzn-requestid, it cannot set the extended one
_ALWAYS: Final[Mapping[str, str]] = {"X-Request-Id": "context.extendedRequestId", "X-Api-Key": NOBODY}

PASSED_HEADERS: Final = frozenset(_ALWAYS) | frozenset(_TOKEN) | frozenset(_SIGNATURE)
"""Every header that is the gateway's to write."""


def passed_headers(*, is_signed: bool, is_open: bool) -> dict[str, str]:
    """
    Return what each of these headers holds, as API Gateway's parameter mappings write it.

    Args:
        is_signed: Whether the operation's requests are signed.
        is_open: Whether anyone may call it.
    """
    told: Mapping[str, str] = {} if is_open else _SIGNATURE if is_signed else _TOKEN
    known = {**_ALWAYS, **told}
    return {name: known.get(name, NOBODY) for name in sorted(PASSED_HEADERS)}
