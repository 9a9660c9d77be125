"""
The rule EVB-010, closed-dead-letter-queue.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Undecidable, Unknown, Value


@rule(
    "EVB-010",
    "closed-dead-letter-queue",
    concerns={"aws_cloudwatch_event_bus", "aws_cloudwatch_event_target"},
    severity="high",
    references=("AWS EventBridge: granting permissions to the dead-letter queue", "AWS confused deputy guidance"),
    controls=("EVB-07",),
)
def closed_dead_letter_queue(sender: Resource) -> Verdict:
    """
    ## What it does
    Finds targets and buses whose dead-letter queue, in the same stack, has no policy that lets
    events.amazonaws.com send messages, bound by aws:SourceArn. The console writes that policy by itself;
    Terraform does not.

    ## Why is this bad?
    EventBridge does not say that it may not write to the queue: undelivered events vanish, and the empty queue
    looks like good news.

    ## Example
    ```json
    {"dead_letter_config": {"arn": "${aws_sqs_queue.without_policy.arn}"}}
    ```

    Use instead:
    ```json
    {"actions": ["sqs:SendMessage"], "principals": [{"type": "Service", "identifiers": ["events.amazonaws.com"]}],
     "condition": [{"test": "ArnEquals", "variable": "aws:SourceArn",
                    "values": ["${aws_cloudwatch_event_rule.r.arn}"]}]}
    ```
    """
    match sender["dead_letter_config.arn"]:
        case Absent():
            return Passed()
        case Ref(target=queue) if queue.type == "aws_sqs_queue":
            pass
        case _:
            return Undecided("the policy of a queue of another stack")
    holders = (queue, *queue.referrers("aws_sqs_queue_policy", "queue_url"))
    statements = [each for holder in holders for each in _statements(holder)]
    if any(_lets_in(each) for each in statements):
        return Passed()
    for value in (value for each in statements for value in (each["effect"], *_who(each), *_bound_by(each))):
        if isinstance(value, Unknown | Ref):
            return Undecided(value.expression)
    return Failed(
        because="EventBridge may not write to its dead-letter queue",
        fix="let events.amazonaws.com send to the queue, with a condition on aws:SourceArn",
        got=queue.address,
    )


def _statements(holder: Resource) -> list[Resource]:
    policy, at = holder["policy"], f"{holder.address}#/policy/statement"
    if isinstance(policy, Ref):
        at = f"{policy.target.address}#/statement"
        if policy.target.elements("source_policy_documents"):
            raise Undecidable(policy.expression)  # what several documents come to is for Terraform to say
    found: list[Resource] = []
    while holder.view is not None and (each := holder.view.get(f"{at}/{len(found)}")) is not None:
        found.append(each)
    if isinstance(policy, Unknown | Ref) and not found:
        raise Undecidable(policy.expression)
    return found


def _lets_in(statement: Resource) -> bool:
    return (
        statement["effect"] in (Known("Allow"), Absent())
        and Known("events.amazonaws.com") in _who(statement)
        and any(fnmatchcase("sqs:sendmessage", _lower(each)) for each in statement.elements("actions"))
        and any(_lower(each) == "aws:sourcearn" for each in _bound_by(statement))
    )


def _who(statement: Resource) -> list[Value]:
    services = [each for each in statement.blocks("principals") if each["type"] == Known("Service")]
    return [who for each in services for who in each.elements("identifiers")]


def _bound_by(statement: Resource) -> list[Value]:
    return [each["variable"] for each in statement.blocks("conditions")]


def _lower(value: Value) -> str:
    return str(value.value).lower() if isinstance(value, Known) else ""
