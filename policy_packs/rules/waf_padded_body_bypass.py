"""
The rule WAF-013, padded-body-bypass.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Ref, Resource, Unknown

_FAILED: Final = Failed(
    because="padding in front of an attack takes it past this rule",
    fix="set oversize_handling to MATCH, so that what cannot be inspected is blocked",
)


@rule(
    "WAF-013",
    "padded-body-bypass",
    concerns={"wafv2.rule"},
    severity="medium",
    references=("OWASP API4:2023", "AWS WAF guidance: oversize handling"),
    controls=("WAF-09",),
)
def padded_body_bypass(rule: Resource) -> Verdict:
    """
    ## What it does
    Finds rules that look into the body and carry on when it is larger than what AWS WAF inspects (oversize
    handling CONTINUE, which is also the provider's default).

    ## Why is this bad?
    Only the first 16 to 64 KB of a body are inspected: an attacker puts padding in front of the attack, and
    the rule sees the padding. A size rule that continues never fires at all.

    ## Example
    ```json
    {"field_to_match": {"body": {}}}
    ```

    Use instead:
    ```json
    {"field_to_match": {"body": {"oversize_handling": "MATCH"}}}
    ```
    """
    bodies = [
        body
        for field in _inside(rule.body.get("statement"), "field_to_match")
        if isinstance(field, Mapping)
        for kind in ("body", "json_body")
        for body in _each(field.get(kind))
    ]
    if rule.opaque:
        return Undecided(rule.opaque)
    if isinstance(rule["statement"], Unknown | Ref) and not rule.blocks("statement"):
        return NotConcerned()
    for body in bodies:
        handling = body.get("oversize_handling")
        if isinstance(handling, str) and "${" in handling:
            return Undecided(handling)
        if handling not in ("MATCH", "NO_MATCH"):
            return _FAILED
        if handling == "NO_MATCH" and _inside(rule.body.get("statement"), "size_constraint_statement"):
            return _FAILED
    return Passed() if bodies else NotConcerned()


def _each(value: object) -> list[Mapping[str, object]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Mapping)]


def _inside(value: object, wanted: str) -> list[object]:
    """Return what stands under a key, at any depth. Never recurses."""
    found: list[object] = []
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, Mapping):
            found += [inner for key, inner in here.items() if key == wanted]
            stack += here.values()
        elif isinstance(here, list):
            stack += here
    return found
