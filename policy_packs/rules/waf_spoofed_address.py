"""
The rule WAF-015, spoofed-address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_CONFIGS: Final = ("forwarded_ip_config", "ip_set_forwarded_ip_config")


@rule(
    "WAF-015",
    "spoofed-address",
    concerns={"wafv2.rule"},
    severity="medium",
    references=("AWS WAF: using forwarded IP addresses",),
    controls=("WAF-15",),
)
def spoofed_address(rule: Resource) -> Verdict:
    """
    ## What it does
    Finds rules that take the caller's address from a header and are stepped around with a header that holds
    none: fallback_behavior is not MATCH, or, in a rule that allows, not NO_MATCH.

    ## Why is this bad?
    The header is in the caller's hands. `X-Forwarded-For: x` is no address, the rule does not match, and the
    rate limit or the list of blocked networks is gone; in a rule that allows, it opens.

    ## Example
    ```json
    {"statement": {"rate_based_statement": {"forwarded_ip_config": {"fallback_behavior": "NO_MATCH"}}}}
    ```

    Use instead:
    ```json
    {"statement": {"rate_based_statement": {"forwarded_ip_config": {"fallback_behavior": "MATCH"}}}}
    ```
    """
    wanted = "NO_MATCH" if rule.blocks("action.allow") else "MATCH"
    for path in _paths(rule.body, ""):
        match rule[path]:
            case Known(said) if said == wanted:
                pass
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return Failed(
                    because="a header without an address steps around it",
                    fix=f"set fallback_behavior to {wanted}",
                    got=path,
                )
    return Passed()


def _paths(body: Mapping[str, Any], here: str) -> Iterator[str]:
    """Yield where it is said what a header without an address does, at any depth."""
    for name, inner in body.items():
        for number, block in enumerate(inner if isinstance(inner, list) else [inner]):
            at = here if name == "dynamic" else f"{here}{name}.{number}."  # so that reading it meets the dynamic block
            if name in _CONFIGS:
                yield f"{at}fallback_behavior"
            elif isinstance(block, Mapping):
                yield from _paths(block, at)
