"""
The rule EVB-005, unowned-consumer-rule.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Resource, Unknown

_ACTIONS: Final = ("events:deleterule", "events:putrule", "events:puttargets", "events:removetargets")
_POLICY: Final = "aws_cloudwatch_event_bus_policy"


@rule(
    "EVB-005",
    "unowned-consumer-rule",
    concerns={"iam.statement"},
    severity="medium",
    references=("AWS EventBridge: condition key events:creatorAccount", "PCI DSS 7.2"),
    controls=("EVB-24",),
)
def unowned_consumer_rule(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements of a bus policy that let another account write rules or targets without a condition on
    events:creatorAccount.

    ## Why is this bad?
    One consumer may then change or empty the rules of every other consumer of the bus: their events stop
    coming, and nothing fails.

    ## Example
    ```json
    {"actions": ["events:PutRule"], "principals": [{"type": "AWS", "identifiers": ["222222222222"]}]}
    ```

    Use instead:
    ```json
    {"actions": ["events:PutRule"], "principals": [{"type": "AWS", "identifiers": ["222222222222"]}],
     "condition": [{"test": "StringEqualsIfExists", "variable": "events:creatorAccount",
                    "values": ["$${aws:PrincipalAccount}"]}]}
    ```
    """
    if not _is_about_it(statement):
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
        because="one consumer may change the rules of another",
        fix="add a condition on events:creatorAccount, with the value $${aws:PrincipalAccount}",
    )


def _binds(condition: Resource) -> bool:
    match condition["variable"], condition["test"]:
        case Known(str() as variable), Known(str() as test) if variable.lower() == "events:creatoraccount":
            values = condition.elements("values")
            return "not" not in test.lower() and bool(values) and Known("*") not in values
    return False


def _is_about_it(statement: Resource) -> bool:
    root = statement.root
    users = root.view.referring(root.address) if root.view is not None else ()
    if root.type != _POLICY and not any(user.type == _POLICY for user, _ in users):
        return False
    return any(
        not isinstance(action, Known) or any(fnmatchcase(each, str(action.value).lower()) for each in _ACTIONS)
        for action in statement.elements("actions")
    )
