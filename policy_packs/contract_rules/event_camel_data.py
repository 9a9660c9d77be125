"""
The contract rule EVT-019, camel-data.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPropertyPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "EVT-019",
    "camel-data",
    on=EventPropertyPart,
    references=("Zalando 118", "TM Forum TMF630"),
    options={
        "pattern": Option("[@a-z][a-z0-9]*([A-Z][a-z0-9]+)*", "What a property's name looks like.", is_pattern=True)
    },
)
def camel_data(part: EventPropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds properties of an event that are not written in camelCase.

    ## Why is this bad?
    Patterns of subscriptions match names letter by letter. Two styles in one event are two chances to match nothing.

    ## Example
    ```yaml
    properties:
      order_ID: { type: string }
    ```

    Use instead:
    ```yaml
    properties:
      orderId: { type: string }
    ```
    """
    if not options.pattern("pattern").fullmatch(part.name):
        yield Breach(part.written, f"{part.name} is not written in camelCase", "write it like orderId", part.name)
