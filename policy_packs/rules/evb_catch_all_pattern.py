"""
The rule EVB-006, catch-all-pattern.
"""

from __future__ import annotations

import json

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "EVB-006",
    "catch-all-pattern",
    concerns={"aws_cloudwatch_event_rule"},
    severity="medium",
    references=("AWS EventBridge: best practices for event patterns",),
    controls=("EVB-09",),
)
def catch_all_pattern(rule: Resource) -> Verdict:
    r"""
    ## What it does
    Finds rules whose pattern takes every source or every type of event: it does not say "source" and
    "detail-type", or says an empty prefix or suffix, the wildcard `*`, `exists`, or everything but a list.
    Rules with a schedule have no pattern.

    ## Why is this bad?
    The target gets whatever any producer ever sends, personal data of other domains included, and a target
    that puts events on the same bus calls itself without end.

    ## Example
    ```json
    {"event_pattern": "{\"source\": [{\"prefix\": \"\"}]}"}
    ```

    Use instead:
    ```json
    {"event_pattern": "{\"source\": [\"com.meridian.ordering\"], \"detail-type\": [\"OrderCreated\"]}"}
    ```
    """
    match rule["event_pattern"]:
        case Absent():
            return Passed()
        case Known(str() as text) | Unknown(template=text):
            pass
        case Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("what it has is no pattern")
    try:
        pattern = json.loads(text)
    except (ValueError, RecursionError):
        late = rule["event_pattern"]
        return Undecided(late.expression) if isinstance(late, Unknown) else _failed("what it has is no pattern")
    for key in ("source", "detail-type"):
        wanted = pattern.get(key) if isinstance(pattern, dict) else None
        if not isinstance(wanted, list) or not wanted:
            return _failed(f"its pattern does not say {key}")
        if any(_takes_all(each) for each in wanted):
            return _failed(f"its pattern takes every {key}")
    return Passed()


def _takes_all(wanted: object) -> bool:
    if not isinstance(wanted, dict):
        return False
    if "anything-but" in wanted or wanted.get("exists") is True:
        return True
    return "" in (wanted.get("prefix"), wanted.get("suffix")) or set(str(wanted.get("wildcard"))) == {"*"}


def _failed(because: str) -> Failed:
    return Failed(
        because=because,
        fix="name the sources and detail types that the consumer subscribes to",
    )
