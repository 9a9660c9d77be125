"""
The contract rule EVT-002, own-domain.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-002", "own-domain", on=EventPart, references=("Zalando 207",))
def own_domain(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds event contracts whose `owner` is not the domain that keeps them in its folder.

    ## Why is this bad?
    Readers ask the owner, and the owner answers for what is published. If the file is one team's and the name
    another's, each waits for the other.

    ## Example
    ```yaml
    # stacks/domains/ordering/events/service-order-placed.yaml
    owner: billing
    ```

    Use instead:
    ```yaml
    # stacks/domains/ordering/events/service-order-placed.yaml
    owner: ordering
    ```
    """
    if part.event.owner != part.domain:
        yield Breach(
            part.node.child("owner"),
            f"the contract lies in the folder of {part.domain} and names another owner",
            f"write {part.domain}, or move the file to the owner's folder",
            part.event.owner,
        )
