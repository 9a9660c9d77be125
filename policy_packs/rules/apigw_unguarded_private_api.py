"""
The rule APIGW-037, unguarded-private-api.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_POLICY: Final = "aws_api_gateway_rest_api_policy"
_AFTER_API: Final = re.compile(r"^(?:execute-api:|arn:[^/]*|\$\{[^}]*\.execution_arn\})")
_EVERYTHING: Final = ("/*", "/*/*", "/*/*/*")


@rule(
    "APIGW-037",
    "unguarded-private-api",
    concerns={"aws_api_gateway_rest_api"},
    severity="critical",
    references=("OWASP API5:2023", "PCI DSS 1.3.1", "CIS v7 2.21"),
    controls=("AGW-25",),
)
def unguarded_private_api(api: Resource) -> Verdict:
    """
    ## What it does
    Finds private REST APIs whose policy does not deny requests that come through other VPC endpoints than those it
    names, by `StringNotEquals` on `aws:SourceVpce`.

    ## Why is this bad?
    A private API is reached from every VPC endpoint for API Gateway in every AWS account. What keeps others out is its
    policy alone, and an Allow that names an endpoint keeps nobody out whom another policy of the account lets in.

    ## Example
    ```json
    {"resource": {"aws_api_gateway_rest_api": {"orders": {"endpoint_configuration": {"types": ["PRIVATE"]}}}}}
    ```

    Use instead:
    ```json
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "execute-api:/*",
      "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}
    }
    ```
    """
    kinds = api.elements("endpoint_configuration.types")
    if Known("PRIVATE") not in kinds:
        unknown = next((kind for kind in kinds if isinstance(kind, Unknown | Ref)), None)
        return Undecided(unknown.expression) if unknown is not None else NotConcerned()
    verdicts = [_judge(holder) for holder in (api, *_policies(api))]
    said = [verdict for verdict in verdicts if verdict is not None]
    for verdict in said:
        if isinstance(verdict, Passed):
            return verdict
    for verdict in said:
        if isinstance(verdict, Undecided):
            return verdict
    view = api.view
    for other in view.of_type(_POLICY) if view is not None else ():
        match other["rest_api_id"]:
            case Unknown(expression=expression):
                return Undecided(expression)  # it may well be for this one
    because = "its policy lets requests from other endpoints through" if said else "it has no policy"
    return Failed(because, fix="deny execute-api:Invoke where aws:SourceVpce is not the network's endpoint")


def _policies(api: Resource) -> tuple[Resource, ...]:
    named = api.referrers(_POLICY, "rest_api_id")
    return tuple(one for one in named if isinstance(one["rest_api_id"], Ref))


def _judge(holder: Resource) -> Verdict | None:
    """Return what the policy in an attribute does; None where there is none."""
    match holder["policy"]:
        case Absent():
            return None
        case Ref(target=document, attribute="json") if document.type == "data.aws_iam_policy_document":
            holder = document
        case Ref(expression=expression):
            return Undecided(expression)
    view = holder.view
    statements = [one for one in view.of_type("iam.statement") if one.root == holder] if view is not None else []
    if not statements:
        return Undecided(f"the policy of {holder.address}")
    doubtful = ""
    for statement in statements:
        match _keeps_out(statement):
            case True:
                return Passed()
            case str(expression):
                doubtful = expression
    return Undecided(doubtful) if doubtful else Failed(because="", fix="")


def _keeps_out(statement: Resource) -> bool | str:
    """Return whether a statement denies everybody from elsewhere every operation; an expression when nobody knows."""
    match statement["effect"]:
        case Known("Deny"):
            pass
        case Known() | Absent():
            return False
        case Unknown(expression=expression) | Ref(expression=expression):
            return expression
    who = [each for principal in statement.blocks("principals") for each in principal.elements("identifiers")]
    actions = {str(each.value).lower() for each in statement.elements("actions") if isinstance(each, Known)}
    if Known("*") not in who or not actions & {"*", "execute-api:*", "execute-api:invoke"}:
        return False
    if statement.blocks("not_principals") or statement.elements("not_resources"):
        return False
    conditions = statement.blocks("conditions")
    if len(conditions) != 1:
        return False
    match conditions[0]["test"], conditions[0]["variable"]:
        case Known(str() as test), Known(str() as variable):
            return test.lower() == "stringnotequals" and variable.lower() == "aws:sourcevpce" and _is_whole(statement)
    return False


def _is_whole(statement: Resource) -> bool:
    """Whether a statement is about every operation of the API."""
    for resource in statement.elements("resources"):
        match resource:
            case Known(str() as arn) | Unknown(template=arn):
                if arn == "*" or _AFTER_API.sub("", arn) in _EVERYTHING:
                    return True
            case Ref(attribute="execution_arn"):
                return False
    return False
