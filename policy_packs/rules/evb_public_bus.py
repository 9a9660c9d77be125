"""
The rule EVB-003, public-bus.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-003",
    "public-bus",
    concerns={"aws_cloudwatch_event_permission"},
    severity="critical",
    references=("cdk-nag EventBusOpenAccess", "Prowler eventbridge_bus_exposed", "CIS v7 2.21"),
    controls=("EVB-02",),
)
def public_bus(permission: Resource) -> Verdict:
    """
    ## What it does
    Finds permissions on an event bus for every account (principal `*`) without a condition on
    aws:PrincipalOrgID. Policies of buses are judged by anyone-principal.

    ## Why is this bad?
    Anybody with an AWS account puts events on the bus, and consumers take them for ours.

    ## Example
    ```json
    {"principal": "*", "statement_id": "partners"}
    ```

    Use instead:
    ```json
    {"principal": "*", "statement_id": "ours",
     "condition": {"key": "aws:PrincipalOrgID", "type": "StringEquals", "value": "o-a1b2c3"}}
    ```
    """
    match permission["principal"], permission["condition.key"]:
        case _, Known("aws:PrincipalOrgID"):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case Known("*"), (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case Known("*"), _:
            return Failed(
                because="every AWS account may put events on the bus",
                fix="name the account, or add a condition on aws:PrincipalOrgID",
            )
        case _:
            return Passed()
