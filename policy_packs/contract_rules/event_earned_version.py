"""
The contract rule EVT-003, earned-version.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.event import Lifecycle
from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-003", "earned-version", on=EventPart, references=("Semantic Versioning 2.0.0, section 4",))
def earned_version(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds events of major version 0 that call themselves stable, deprecated or retired.

    ## Why is this bad?
    Version 0 says that anything may change at any time, `stable` says that it will not. Readers believe the one that
    suits them.

    ## Example
    ```yaml
    version: 0.9.0
    lifecycle: stable
    ```

    Use instead:
    ```yaml
    version: 1.0.0
    lifecycle: stable
    ```
    """
    is_early = part.event.lifecycle in (Lifecycle.DRAFT, Lifecycle.BETA)
    if part.event.version.major == 0 and not is_early:
        yield Breach(
            part.node.child("version"),
            f"version 0 promises nothing, and the event is {part.event.lifecycle.value}",
            "give it version 1.0.0, or call it beta",
            str(part.event.version),
        )
