"""
The judge's self-check: a planted violation that has to be found, on every run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from platform_constructs.errors import PlatformError
from platform_constructs.model.place import Place
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.deadline import Deadline, no_deadline
from platform_constructs.policy.judging.weigh import weigh
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import View

__all__ = ["PLANTED", "prove_awake"]

_OPEN: Final = {
    "openapi": "3.0.1",
    "info": {"title": "planted", "version": "1.0.0"},
    "paths": {"/planted": {"post": {"operationId": "planted", "security": [], "responses": {}}}},
}
PLANTED: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "resource": {
            "aws_api_gateway_rest_api": {"planted": {"name": "planted", "body": json.dumps(_OPEN)}},
            "aws_api_gateway_method": {
                "planted": {"http_method": "POST", "authorization": "NONE", "api_key_required": False}
            },
        }
    }
)
"""An operation and a method that anyone may call."""


def prove_awake(
    law: Law, rules: Mapping[str, Rule], planted: Mapping[str, Any] = PLANTED, *, deadline: Deadline = no_deadline
) -> None:
    """
    Judge a planted violation under the same law and rules as everything else.

    Args:
        law: The law that a stack is about to be judged by.
        rules: Every rule there is, by code.
        planted: A document with something that no API may have.
        deadline: What one rule may take over it.

    Raises:
        PlatformError: GATE-001, when no rule blocks it.
    """
    view = View.of("planted", planted)
    judgement = weigh(view, law, rules, owner="platform", at=Place("planted"), deadline=deadline)
    if not any(finding.blocks and finding.code in rules for finding in judgement.findings):
        raise PlatformError(
            "GATE-001",
            "the judge let a planted violation pass, so its silence means nothing",
            at=" and ".join(law.labels) or "no pack",
            got=f"{judgement.evaluated} pairs evaluated, none blocked",
            fix="bind the domain to a pack that blocks open operations, such as baseline",
        )
