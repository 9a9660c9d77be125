"""
The rule IAM-011, unbound-pass-role.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Resource, Unknown


@rule(
    "IAM-011",
    "unbound-pass-role",
    concerns={"iam.statement"},
    severity="high",
    references=("AWS IAM: granting permissions to pass a role to a service", "PCI DSS 7.2"),
    controls=("IAM-03",),
)
def unbound_pass_role(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements that allow iam:PassRole without saying to which service (a condition on
    iam:PassedToService).

    ## Why is this bad?
    The role that was meant for one pipe can be handed to a function with any code in it: whoever may pass it
    has all its permissions, whatever his own say.

    ## Example
    ```json
    {"actions": ["iam:PassRole"], "resources": ["arn:aws:iam::123456789012:role/pipe"]}
    ```

    Use instead:
    ```json
    {"actions": ["iam:PassRole"], "resources": ["arn:aws:iam::123456789012:role/pipe"],
     "condition": [{"test": "StringEquals", "variable": "iam:PassedToService", "values": ["pipes.amazonaws.com"]}]}
    ```
    """
    actions = [str(each.value).lower() for each in statement.elements("actions") if isinstance(each, Known)]
    if not any(fnmatchcase("iam:passrole", each) for each in actions):
        return NotConcerned()
    match statement["effect"]:
        case Known("Deny"):
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
    conditions = statement.blocks("conditions")
    if any(_binds(each) for each in conditions):
        return Passed()
    for each in conditions:
        match each["variable"], each["test"]:
            case (Unknown(expression=expression), _) | (_, Unknown(expression=expression)):
                return Undecided(expression)
    return Failed(
        because="the role may be handed to any service",
        fix="add a condition on iam:PassedToService that names the service",
    )


def _binds(condition: Resource) -> bool:
    match condition["variable"], condition["test"]:
        case Known(str() as variable), Known(str() as test) if variable.lower() == "iam:passedtoservice":
            values = condition.elements("values")
            return "not" not in test.lower() and bool(values) and Known("*") not in values
    return False
