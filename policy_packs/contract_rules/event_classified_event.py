"""
The contract rule EVT-006, classified-event.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule
from platform_constructs.model.organisation import Classification


@contract_rule("EVT-006", "classified-event", on=EventPart, references=("ISO/IEC 27001 A.5.12",))
def classified_event(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds events that are more sensitive than their domain is registered to be. From the least to the most: public,
    internal, confidential, personal, payment.

    ## Why is this bad?
    The packs that bind a domain follow its classification in the registry: how its bus is encrypted, how long its
    archive is kept. Payment data on the bus of a domain that is registered as internal has none of that.

    ## Example
    ```yaml
    # the registry says: classification = "confidential"
    classification: payment
    ```

    Use instead:
    ```yaml
    # the registry says: classification = "confidential"
    classification: confidential
    ```
    """
    order = list(Classification)
    if order.index(part.event.classification) > order.index(part.ceiling):
        yield Breach(
            part.node.child("classification"),
            f"the event is more sensitive than {part.domain}, which is registered as {part.ceiling.value}",
            "leave the data out, or have the domain's classification raised in the registry",
            part.event.classification.value,
        )
