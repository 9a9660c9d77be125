"""
The rule IAM-002, wildcard-resource.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_READING: Final = (
    "BatchGet",
    "Check",
    "Describe",
    "Filter",
    "Get",
    "Head",
    "List",
    "Lookup",
    "Query",
    "Search",
    "Test",
)
_KNOWN_FOR_ALL_ONLY: Final = frozenset(
    {
        "cloudwatch:PutMetricData",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "kms:CreateKey",
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:UpdateLogDelivery",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
    }
)
_ONE_RESOURCE: Final = ("aws_", "data.aws_", "join(", "format(")


@rule(
    "IAM-002",
    "wildcard-resource",
    concerns={"iam.statement"},
    severity="high",
    references=("PCI DSS 7.2", "CKV_AWS_111", "CKV_AWS_356"),
    controls=("IAM-03", "IAM-05"),
)
def wildcard_resource(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements that allow writing to every resource. In a policy with principals (a key's, a queue's)
    `*` means the resource itself; reading verbs (Get, List, Describe), and the few actions that AWS knows for
    `*` only, are left alone.

    ## Why is this bad?
    The role of one API can then change what belongs to another domain: the account is one blast radius.

    ## Example
    ```json
    {"effect": "Allow", "actions": ["logs:PutLogEvents"], "resources": ["*"]}
    ```

    Use instead:
    ```json
    {
      "effect": "Allow",
      "actions": [
        "logs:PutLogEvents"
      ],
      "resources": [
        "${aws_cloudwatch_log_group.access.arn}:*"
      ]
    }
    ```
    """
    match statement["effect"]:
        case Known("Allow") | Absent():
            pass
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return NotConcerned()

    if statement.blocks("principals") or statement.blocks("not_principals"):
        return NotConcerned()  # a resource's own policy: * is the resource
    resources = statement.elements("resources")
    if statement.elements("not_resources"):
        return _failed("every resource but a list")
    if not any(isinstance(each, Known) and _is_everything(str(each.value)) for each in resources):
        for each in resources:
            if isinstance(each, Unknown) and _could_be_everything(each):
                return Undecided(each.expression)
            if isinstance(each, Ref) and not each.attribute.endswith(("arn", "id")):
                return Undecided(each.expression)
        return Passed() if resources else NotConcerned()  # a trust policy names no resource
    actions = statement.elements("actions")
    for action in actions:
        if isinstance(action, Known) and not _is_harmless(str(action.value)):
            return _failed(f"{action.value} on every resource")
    for action in actions:
        if isinstance(action, Unknown | Ref):
            return Undecided(action.expression)
    return Passed()


def _is_everything(resource: str) -> bool:
    return resource == "*" or (resource.startswith("arn:") and resource.split(":", 5)[5:] == ["*"])


def _could_be_everything(resource: Unknown) -> bool:
    text = resource.template
    whole = text.startswith("${") and text.endswith("}") and text.count("${") == 1
    return whole and not resource.expression.startswith(_ONE_RESOURCE)


def _is_harmless(action: str) -> bool:
    return action in _KNOWN_FOR_ALL_ONLY or action.rpartition(":")[2].startswith(_READING)


def _failed(got: str) -> Failed:
    return Failed(because="it allows writing to every resource", fix="name the resources it writes to", got=got)
