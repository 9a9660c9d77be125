"""
The rule WAF-011, unlimited-sign-in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_MOST: Final = 1000  # requests in a window; AWS advises 100
_SIGN_IN: Final = ("/login", "/oauth2/token")


@rule(
    "WAF-011",
    "unlimited-sign-in",
    concerns={"aws_wafv2_web_acl"},
    severity="high",
    references=("OWASP API2:2023", "OWASP API6:2023"),
    controls=("WAF-06",),
)
def unlimited_sign_in(acl: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACLs in front of a user pool without a rate rule of their own for the token endpoint or the
    login pages: action Block, scoped to /oauth2/token or /login, at most 1000 per window. AWS advises 100 in
    five minutes.

    ## Why is this bad?
    A limit that is right for an API is thousands of guesses at a secret. Sign-in needs a lower one.

    ## Example
    ```json
    {
      "resource": {
        "aws_wafv2_web_acl_association": {
          "pool": {
            "resource_arn": "${aws_cognito_user_pool.consumers.arn}"
          }
        }
      }
    }
    ```

    Use instead:
    ```json
    {"rate_based_statement": {"limit": 100, "aggregate_key_type": "IP", "scope_down_statement": {
       "byte_match_statement": {"search_string": "/oauth2/token", "positional_constraint": "STARTS_WITH"}}}}
    ```
    """
    guarded = [each["resource_arn"] for each in acl.referrers("aws_wafv2_web_acl_association", "web_acl_arn")]
    if not any(isinstance(each, Ref) and each.target.type == "aws_cognito_user_pool" for each in guarded):
        for each in guarded:
            if isinstance(each, Unknown):
                return Undecided(each.expression)
        return NotConcerned()
    late = ""
    for entry in _rules(acl):
        for scope in entry.blocks("statement.rate_based_statement.scope_down_statement"):
            texts = [*_inside(scope.body, "search_string"), *_inside(scope.body, "regex_string")]
            if not entry.blocks("action.block") or not any(
                path in str(text).lower() for text in texts for path in _SIGN_IN
            ):
                continue
            match entry.number("statement.rate_based_statement.limit"):
                case Known(int() | float() as limit) if limit <= _MOST:
                    return Passed()
                case Unknown(expression=expression) | Ref(expression=expression):
                    late = expression
    if late:
        return Undecided(late)
    return Failed(
        because="guessing secrets at its user pool is limited no more than calling an API",
        fix="keep the paved road's rate rule for /oauth2/token; waf.auth_rate_limit.requests sets its limit",
    )


def _rules(acl: Resource) -> list[Resource]:
    parts = acl.view.of_type("wafv2.rule") if acl.view is not None else ()
    return [part for part in parts if part.parent is acl]


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
