"""
The contract rule EVT-020, open-values.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.event import Compatibility
from platform_constructs.contracts.events.parts import EventPropertyPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "EVT-020",
    "open-values",
    on=EventPropertyPart,
    references=("Zalando 112",),
    options={
        "pattern": Option(".*([sS]tate|[sS]tatus|[rR]eason|[cC]ode)", "Names whose values grow.", is_pattern=True)
    },
)
def open_values(part: EventPropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds states, reasons and codes that are closed lists, in events whose publishers may move first (FORWARD or FULL).

    ## Why is this bad?
    The next state is a value that readers refuse, so a new major version, for a list that was always going to grow.
    An open list names what is known today and says what readers do with the rest.

    ## Example
    ```yaml
    state: { type: string, enum: [ACCEPTED, HELD, COMPLETED] }
    ```

    Use instead:
    ```yaml
    state:
      description: An open list; readers treat a state they do not know as IN_PROGRESS.
      type: string
      pattern: '^[A-Z][A-Z_]*$'
      maxLength: 40
      examples: [ACCEPTED, HELD, COMPLETED]
    ```
    """
    if part.event.compatibility not in (Compatibility.FORWARD, Compatibility.FULL):
        return
    if options.pattern("pattern").fullmatch(part.name) and any("enum" in each.value for each in part.meant):
        yield Breach(
            part.written,
            f"{part.name} is a closed list, and the event's readers may be older than its publisher",
            "give it a pattern and examples in place of enum, and say what readers do with a value they do not know",
            part.name,
        )
