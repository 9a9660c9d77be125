"""
The rule WAF-010, missing-rate-limit.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_MOST: Final = 10_000  # requests in a window; above it the rule is decoration


@rule(
    "WAF-010",
    "missing-rate-limit",
    concerns={"aws_wafv2_web_acl"},
    severity="high",
    references=("OWASP API4:2023", "AWS WAF guidance: the most important rule"),
    controls=("WAF-05",),
)
def missing_rate_limit(acl: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACLs without a rule that blocks any address above a number of requests: rate based, per IP,
    without scope-down, action Block, at most 10000 per window. AWS advises 2000 in five minutes.

    ## Why is this bad?
    API Gateway's throttle is shared: without a limit per address, one script takes the whole stage's rate and
    all other callers get 429. Shield's cost protection, too, asks for such a rule.

    ## Example
    ```json
    {"rule": [{"action": {"count": {}}, "statement": {"rate_based_statement": {"limit": 2000}}}]}
    ```

    Use instead:
    ```json
    {
      "rule": [
        {
          "action": {
            "block": {}
          },
          "statement": {
            "rate_based_statement": {
              "limit": 2000,
              "aggregate_key_type": "IP"
            }
          }
        }
      ]
    }
    ```
    """
    unknown = ""
    for entry in _rules(acl):
        at = "statement.rate_based_statement"
        if not entry.blocks(at) or entry.blocks(f"{at}.scope_down_statement") or not entry.blocks("action.block"):
            continue
        match entry[f"{at}.aggregate_key_type"], entry.number(f"{at}.limit"):
            case ((Absent() | Known("IP" | "FORWARDED_IP")), Known(int() | float() as limit)) if limit <= _MOST:
                return Passed()
            case ((Unknown(expression=expression) | Ref(expression=expression)), _) | (
                _,
                (Unknown(expression=expression) | Ref(expression=expression)),
            ):
                unknown = expression
    if unknown:
        return Undecided(unknown)
    return Failed(
        because="no rule blocks an address that asks too often",
        fix="keep the paved road's rate rule; waf.rate_limit.requests sets its limit",
    )


def _rules(acl: Resource) -> list[Resource]:
    parts = acl.view.of_type("wafv2.rule") if acl.view is not None else ()
    return [part for part in parts if part.parent is acl]
