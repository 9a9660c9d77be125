"""
The rule IAM-009, unbounded-deployer.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Undecidable, Unknown

_WEB: Final = "sts:assumerolewithwebidentity"
_POOL: Final = Known("cognito-identity.amazonaws.com")


@rule(
    "IAM-009",
    "unbounded-deployer",
    concerns={"aws_iam_role"},
    severity="high",
    references=("AWS IAM: permissions boundaries", "PCI DSS 7.2"),
    controls=("IAM-02",),
)
def unbounded_deployer(role: Resource) -> Verdict:
    """
    ## What it does
    Finds roles that a pipeline takes with a token of an identity provider (OIDC) and that have no permissions
    boundary. Roles for the users of a Cognito identity pool are left alone.

    ## Why is this bad?
    Who may deploy may write policies, his own included: without a boundary, one merged pull request is
    administrator of the account.

    ## Example
    ```json
    {"name": "deploy"}
    ```

    Use instead:
    ```json
    {"name": "deploy", "permissions_boundary": "${aws_iam_policy.team_boundary.arn}"}
    ```
    """
    match role["permissions_boundary"]:
        case Known(str() as arn) | Unknown(template=arn) if arn.startswith("arn:"):
            return Passed()
        case Ref():
            return Passed()
        case boundary:
            pass
    if not any(_is_for_pipelines(each) for each in _statements(role)):
        return Passed()
    if isinstance(boundary, Unknown):
        return Undecided(boundary.expression)
    return Failed(
        because="who may run its pipeline may give himself every permission",
        fix="set permissions_boundary to the team's boundary",
    )


def _statements(role: Resource) -> list[Resource]:
    policy, at = role["assume_role_policy"], f"{role.address}#/assume_role_policy/statement"
    if isinstance(policy, Ref):
        at = f"{policy.target.address}#/statement"
    found: list[Resource] = []
    while role.view is not None and (each := role.view.get(f"{at}/{len(found)}")) is not None:
        found.append(each)
    if isinstance(policy, Unknown | Ref) and not found:
        raise Undecidable(policy.expression)
    return found


def _is_for_pipelines(statement: Resource) -> bool:
    who = [each for principal in statement.blocks("principals") for each in principal.elements("identifiers")]
    actions = [str(each.value).lower() for each in statement.elements("actions") if isinstance(each, Known)]
    return any(fnmatchcase(_WEB, each) for each in actions) and any(each != _POOL for each in who)
