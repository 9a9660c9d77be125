"""
The contract rule EVT-004, announced-end.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.event import Lifecycle
from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-004", "announced-end", on=EventPart, references=("Zalando 187", "RFC 8594"))
def announced_end(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds deprecated events that do not say until when they are published, and days of an end for events that are not
    deprecated.

    ## Why is this bad?
    A reader that knows no day plans none, and the event is either published for ever or missed one morning.

    ## Example
    ```yaml
    lifecycle: deprecated
    ```

    Use instead:
    ```yaml
    lifecycle: deprecated
    sunset: 2027-06-30
    replaced_by: ServiceOrderStateChanged
    ```
    """
    event = part.event
    if event.lifecycle is Lifecycle.DEPRECATED and event.sunset is None:
        yield Breach(
            part.node.child("lifecycle"),
            "the event is deprecated and does not say until when it is published",
            "add sunset with a day, and replaced_by with the event to read instead",
            event.lifecycle.value,
        )
    elif event.sunset is not None and event.lifecycle not in (Lifecycle.DEPRECATED, Lifecycle.RETIRED):
        yield Breach(
            part.node.child("sunset"),
            f"the event has a last day and is {event.lifecycle.value}",
            "write lifecycle: deprecated, or drop the day",
            event.sunset.isoformat(),
        )
