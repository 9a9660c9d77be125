"""
Packs, rules and documents that the policy tests speak about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Failed, Level, Passed, Undecided, Verdict
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.packs.terms import Clause, Expectation, Pack, RuleTerm
from platform_constructs.policy.rule import Rule, rule
from platform_constructs.policy.view import Absent, Known, Resource, Unknown, View

TODAY = date(2026, 12, 1)
AT = Place("stacks/domains/ordering/stack.py", 5)
WAIVERS = "stacks/domains/ordering/waivers.toml"
WAIVER = Waiver(
    rule="APIGW-001",
    at="aws_api_gateway_rest_api.api#/paths/~1status/get",
    fingerprint="0123456789abcdef",
    reason="the status page is read by partners' monitors before they hold a token",
    owner="ordering",
    approver="platform-leads",
    ticket="ORD-1841",
    expires=date(2027, 3, 31),
    compensating_control="it answers one word, and the rate rule holds",
    place=Place(WAIVERS, 2, "waiver.0"),
)


@rule("APIGW-001", "open-operation", concerns={"openapi.operation"}, severity="critical")
def open_operation(operation: Resource) -> Verdict:
    """
    ## What it does
    Finds operations that anyone may call.

    ## Why is this bad?
    Anyone may call them.

    ## Example
    No security.

    Use instead:
    Security.
    """
    match operation["security"]:
        case Absent() | Known([]):
            return Failed("anyone may call it", "say who may", got="security: []")
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Passed()


def asks(code: str, name: str, concerns: str, check: Any) -> Rule:
    """A documented rule around any function."""
    return Rule(code, name, frozenset({concerns}), check, open_operation.doc)


def clause(setting: str, *, default: Any = None, **terms: Any) -> Clause:
    """What a pack says about a setting, written as in TOML."""
    said = tuple((kind, tuple(value) if isinstance(value, list) else value) for kind, value in sorted(terms.items()))
    return Clause(setting, said, tuple(default) if isinstance(default, list) else default)  # type: ignore[arg-type] # as written


def pack(
    name: str = "baseline",
    version: str = "1.0.0",
    *clauses: Clause,
    rules: Mapping[str, RuleTerm | Level] | None = None,
    checkov: Mapping[str, Expectation] | None = None,
) -> Pack:
    """A pack of which only the law matters."""
    terms = {code: term if isinstance(term, RuleTerm) else RuleTerm(term) for code, term in (rules or {}).items()}
    return Pack(
        name,
        version,
        "What everybody gets.",
        "First.",
        settings={each.setting: each for each in clauses},
        rules=terms,
        checkov=checkov or {},
        file=f"policy_packs/{name}/{version}.toml",
    )


def resource(body: Mapping[str, Any], type: str = "aws_api_gateway_stage") -> Resource:
    """The only resource of a stack."""
    found = View.of("ordering-public", {"resource": {type: {"live": body}}}).get(f"{type}.live")
    assert found is not None
    return found


def api(paths: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A stack with one REST API whose body has these paths."""
    body = json.dumps({"openapi": "3.0.1", "paths": paths, **more})
    return {"resource": {"aws_api_gateway_rest_api": {"api": {"body": body}}}}
