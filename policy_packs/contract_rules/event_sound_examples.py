"""
The contract rule EVT-008, sound-examples.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.examples import unfit_examples
from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-008", "sound-examples", on=EventPart, references=("AsyncAPI asyncapi-message-examples",))
def sound_examples(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Holds each example against the event's schema, formats such as `date-time` and `uuid` included.

    ## Why is this bad?
    Readers write their tests from examples, and ours check the patterns of subscriptions with them. An example that no
    publisher could send proves something about nothing.

    ## Example
    ```yaml
    { schema: { properties: { orderId: { type: string } }, required: [orderId] }, examples: [{ orderID: 42 }] }
    ```

    Use instead:
    ```yaml
    { schema: { properties: { orderId: { type: string } }, required: [orderId] }, examples: [{ orderId: '42' }] }
    ```
    """
    for unfit in unfit_examples(part.event):
        yield Breach(unfit.at, unfit.what, "correct the example, or the schema if the example is right", unfit.got)
