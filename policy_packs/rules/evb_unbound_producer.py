"""
The rule EVB-004, unbound-producer.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Resource, Unknown

_POLICY: Final = "aws_cloudwatch_event_bus_policy"


@rule(
    "EVB-004",
    "unbound-producer",
    concerns={"iam.statement"},
    severity="high",
    references=("OWASP API5:2023", "OWASP API8:2023", "PCI DSS 7.2"),
    controls=("EVB-03",),
)
def unbound_producer(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements of a bus policy that let somebody put events on the bus without binding him to his sources
    (a condition on events:source).

    ## Why is this bad?
    A source is a claim, not a proof: without the condition any producer sends `com.meridian.payments` events,
    and payments' consumers act on them.

    ## Example
    ```json
    {"actions": ["events:PutEvents"], "principals": [{"type": "AWS", "identifiers": ["123456789012"]}]}
    ```

    Use instead:
    ```json
    {"actions": ["events:PutEvents"], "principals": [{"type": "AWS", "identifiers": ["123456789012"]}],
     "condition": [{"test": "StringEquals", "variable": "events:source", "values": ["com.meridian.ordering"]}]}
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
        because="its producer may send events in anybody's name",
        fix="add a condition on events:source that names the producer's sources",
    )


def _binds(condition: Resource) -> bool:
    match condition["variable"], condition["test"]:
        case Known(str() as variable), Known(str() as test) if variable.lower() == "events:source":
            values = condition.elements("values")
            return "not" not in test.lower() and bool(values) and Known("*") not in values
    return False


def _is_about_it(statement: Resource) -> bool:
    root = statement.root
    users = root.view.referring(root.address) if root.view is not None else ()
    if root.type != _POLICY and not any(user.type == _POLICY for user, _ in users):
        return False
    return any(
        not isinstance(action, Known) or fnmatchcase("events:putevents", str(action.value).lower())
        for action in statement.elements("actions")
    )
