"""
The contract rule API-056, list-counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.listing import listing_of
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-056",
    "list-counts",
    on=OperationPart,
    references=("TM Forum TMF630", "MEF LSO API guidelines"),
    options={
        "headers": Option(("X-Total-Count", "X-Result-Count"), "What the answer to a list has to carry."),
        "lists": Option(("items", "data", "results"), "The property that holds the array of a page."),
    },
)
def list_counts(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds lists whose answer does not declare `X-Total-Count` and `X-Result-Count`.

    ## Why is this bad?
    In the manner of TM Forum and MEF the list itself is the answer, so that only headers can say how much of it this
    page is. Without them a client cannot tell the last page from one that is just short.

    ## Example
    ```yaml
    '200': { description: The orders. }
    ```

    Use instead:
    ```yaml
    '200':
      description: The orders.
      headers:
        X-Total-Count: { schema: { type: integer } }
        X-Result-Count: { schema: { type: integer } }
    ```
    """
    listing = listing_of(operation, options.texts("lists"))
    if listing is not None:
        missing = [name for name in options.texts("headers") if listing.response.header(name) is None]
        if missing:
            what = "the answer to a list does not say how many there are"
            fix = f"add the header{'s' * (len(missing) > 1)} {' and '.join(missing)}"
            yield Breach(listing.response.node, what, fix, ", ".join(missing))
