"""
Operations that ministack lacks and the sample's stacks need: importing a document, and two that are only kept.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from tests.deploy.local_aws.openapi.report import ImportRefusedError
from tests.requests.emulator.importing import put_rest_api

__all__ = ["KEPT", "KeptOperations", "add_import"]

Answered = tuple[int, dict[str, str], bytes]
_JSON: Final = {"Content-Type": "application/x-amz-json-1.1"}

KEPT: Final = {
    "AWSCognitoIdentityProviderService.SetRiskConfiguration": ("UserPoolId", "RiskConfiguration"),
    "AWSCognitoIdentityProviderService.DescribeRiskConfiguration": ("UserPoolId", "RiskConfiguration"),
    "AWSWAF_20190729.PutLoggingConfiguration": ("LoggingConfiguration.ResourceArn", "LoggingConfiguration"),
    "AWSWAF_20190729.GetLoggingConfiguration": ("ResourceArn", "LoggingConfiguration"),
}
"""Operations that store and return: where the key is in the request, and what the answer is called."""


def add_import(gateway: Any) -> None:
    """Teach ministack's module of REST APIs to import a document."""
    others: Callable[..., Awaitable[Answered]] = gateway.handle_request

    async def handle(method: str, path: str, headers: Any, body: bytes, query: dict[str, Any]) -> Answered:
        parts = path.strip("/").split("/")
        if method != "PUT" or len(parts) != 2 or parts[0] != "restapis":
            return await others(method, path, headers, body, query)
        strict = query.get("failonwarnings", ["false"])[0] == "true"
        try:
            return put_rest_api(gateway, parts[1], body, fail_on_warnings=strict)
        except ImportRefusedError as refused:
            kind = {"Content-Type": "application/json", "x-amzn-errortype": "BadRequestException"}
            return 400, kind, json.dumps({"message": str(refused)}).encode()

    gateway.handle_request = handle


class KeptOperations:
    """What was stored, by kind and key. It proves nothing but that the provider's cycle closes."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def answer(self, target: str, body: bytes) -> Answered | None:
        """Return the answer to one of these operations; None for any other."""
        if target not in KEPT:
            return None
        where, kind = KEPT[target]
        said = json.loads(body)
        key: Any = said
        for part in where.split("."):
            key = key[part]
        if target.rpartition(".")[2].startswith(("Set", "Put")):
            self._kept[kind, key] = said.get(kind, said)
        found = self._kept.get((kind, key))
        if found is None:
            missing = {"__type": "WAFNonexistentItemException", "message": "there is none"}
            return 400, _JSON, json.dumps(missing).encode()
        return 200, _JSON, json.dumps({kind: found}).encode()
