"""
The contract rule EVT-018, kept-promise.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.event import Compatibility, Lifecycle
from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-018", "kept-promise", on=EventPart, references=("Zalando 209", "Confluent: schema evolution"))
def kept_promise(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds stable or deprecated events with `compatibility: NONE`.

    ## Why is this bad?
    NONE lets the next version break every reader without a new major version. That is right for a draft; who reads a
    stable event has been told it would not happen.

    ## Example
    ```yaml
    lifecycle: stable
    compatibility: NONE
    ```

    Use instead:
    ```yaml
    lifecycle: stable
    compatibility: FULL
    ```
    """
    is_early = part.event.lifecycle in (Lifecycle.DRAFT, Lifecycle.BETA)
    if part.event.compatibility is Compatibility.NONE and not is_early:
        yield Breach(
            part.node.child("compatibility"),
            f"the event is {part.event.lifecycle.value} and promises its readers nothing",
            "write FULL, or BACKWARD where publishers always move last",
            part.event.compatibility.value,
        )
