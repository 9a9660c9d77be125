"""
The rule IAM-008, loose-oidc-trust.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Undecidable, Unknown, Value

_WEB: Final = "sts:assumerolewithwebidentity"
_EXACT: Final = ("stringequals", "stringequalsignorecase")
_PATTERN: Final = "stringlike"
_POOL: Final = "cognito-identity.amazonaws.com"


@rule(
    "IAM-008",
    "loose-oidc-trust",
    concerns={"iam.statement"},
    severity="critical",
    references=("CKV_AWS_358", "CKV_AWS_393", "GitHub: security hardening with OpenID Connect", "PCI DSS 7.2"),
    controls=("IAM-01",),
)
def loose_oidc_trust(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds trust policies that let tokens of an identity provider take a role without pinning for whom the token
    was made (`...:aud`) and to whom it was given (`...:sub`), each with StringEquals, or StringLike without a
    wildcard. For Cognito's identity pools, where every user has a subject of his own, the audience is enough.

    ## Why is this bad?
    GitHub signs a token for every workflow of every repository in the world. Without a subject any of them
    takes the role; with `repo:org/*` every branch of every repository of the organisation does, the fork of an
    intern's pull request included.

    ## Example
    ```json
    {"actions": ["sts:AssumeRoleWithWebIdentity"], "condition": [{"test": "StringLike",
      "variable": "token.actions.githubusercontent.com:sub", "values": ["repo:meridian/*"]}]}
    ```

    Use instead:
    ```json
    {"actions": ["sts:AssumeRoleWithWebIdentity"], "condition": [
      {"test": "StringEquals", "variable": "token.actions.githubusercontent.com:aud", "values": ["sts.amazonaws.com"]},
      {"test": "StringEquals", "variable": "token.actions.githubusercontent.com:sub",
       "values": ["repo:meridian/ordering:environment:prod"]}]}
    ```
    """
    if not any(fnmatchcase(_WEB, _text(each).lower()) for each in statement.elements("actions")):
        return NotConcerned()
    match statement["effect"]:
        case Known("Deny"):
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
    who = [each for principal in statement.blocks("principals") for each in principal.elements("identifiers")]
    needed = ("aud",) if who == [Known(_POOL)] else ("aud", "sub")
    conditions = statement.blocks("conditions")
    loose = [claim for claim in needed if not any(_pins(each, claim) for each in conditions)]
    if not loose:
        return Passed()
    for value in (value for each in conditions for value in (each["variable"], each["test"])):
        if isinstance(value, Unknown) and value.template.startswith("${") and value.template.endswith("}"):
            return Undecided(value.expression)
    return Failed(
        because=f"tokens made for somebody else take it: no condition pins :{loose[0]}",
        fix=f"add a StringEquals condition on the provider's :{loose[0]}",
    )


def _pins(condition: Resource, claim: str) -> bool:
    if not _text(condition["variable"]).lower().endswith(f":{claim}"):
        return False
    test, values = _text(condition["test"]).lower().removeprefix("foranyvalue:"), condition.elements("values")
    if test in _EXACT:
        return bool(values)
    for each in values:
        if test == _PATTERN and isinstance(each, Unknown | Ref):
            raise Undecidable(each.expression)
    return test == _PATTERN and bool(values) and not any(mark in _text(each) for each in values for mark in "*?")


def _text(value: Value) -> str:
    return value.template if isinstance(value, Unknown) else str(getattr(value, "value", ""))
