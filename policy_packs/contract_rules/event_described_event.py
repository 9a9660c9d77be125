"""
The contract rule EVT-005, described-event.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "EVT-005",
    "described-event",
    on=EventPart,
    references=("AsyncAPI asyncapi-operation-description",),
    options={"shortest": Option(40, "Characters that a description has at least.", at_most=1_000)},
)
def described_event(part: EventPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds events whose description is too short to say what happened, and when the event is published.

    ## Why is this bad?
    The name says what, never exactly when: on request or once stored, once or for each item. Readers who guess build
    upon the guess.

    ## Example
    ```yaml
    description: Order placed.
    ```

    Use instead:
    ```yaml
    description: >-
      A partner placed a service order and it passed the checks that are made at once. Published once for each order.
    ```
    """
    if len(part.event.description) < options.number("shortest"):
        yield Breach(
            part.node.child("description"),
            "the description does not say what happened and when the event is published",
            f"say it in a sentence or two, at least {options.number('shortest')} characters",
            part.event.description,
        )
