"""
The contract rule EVT-001, detail-type.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "EVT-001",
    "detail-type",
    on=EventPart,
    references=("Zalando 213", "EventBridge PutEvents: DetailType"),
    options={
        "pattern": Option(
            "([A-Z][a-z0-9]+){2,6}", "What a whole detail type looks like: who, and what happened.", is_pattern=True
        ),
    },
)
def detail_type(part: EventPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds events whose name is not a few capitalised words without blanks, the thing first and then what happened to
    it, such as `ServiceOrderPlaced`.

    ## Why is this bad?
    Grants and rules match names by what they begin with, letter by letter. With a second style of writing, a
    subscription to `ServiceOrder` misses `service-order.placed`, and nobody is told.

    ## Example
    ```yaml
    event: service-order.placed
    ```

    Use instead:
    ```yaml
    event: ServiceOrderPlaced
    ```
    """
    if not options.pattern("pattern").fullmatch(part.event.name):
        yield Breach(
            part.node.child("event"),
            "the event is not named by a thing and what happened to it, in capitalised words",
            "write it like ServiceOrderPlaced",
            part.event.name,
        )
