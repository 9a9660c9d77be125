"""
The contract rule API-027, list-paginated.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.listing import listing_of
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-027",
    "list-paginated",
    on=OperationPart,
    references=("Zalando 159", "IBM ibm-collection-array-property", "Azure az-pagination-response", "OWASP API4:2023"),
    options={
        "limit": Option(("limit",), "What the parameter is called that says how many; the first goes into the fix."),
        "position": Option(("cursor", "offset", "page"), "What the parameter is called that says where to go on."),
        "lists": Option(("items", "data", "results"), "The property that holds the array of a page."),
        "small": Option(50, "A list that says in maxItems that it never holds more needs no pages.", at_most=10_000),
    },
)
def list_paginated(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds GET operations that answer with a list and take no parameters to read it page by page. Lists of at most 50,
    by their `maxItems`, need none.

    ## Why is this bad?
    The list that has twelve entries today has a million in a year, and then each call takes down the service, the
    client, or both. Pages cannot be added later without breaking everybody.

    ## Example
    ```yaml
    get:
      operationId: listOrders
    ```

    Use instead:
    ```yaml
    get:
      operationId: listOrders
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 20 } }
        - { name: cursor, in: query, schema: { type: string, maxLength: 200 } }
    ```
    """
    listing = listing_of(operation, options.texts("lists"))
    if listing is None:
        return
    most = listing.array.get("maxItems")
    is_page = listing.holder is not None
    if most is not None and isinstance(most.value, int) and most.value <= options.number("small") and not is_page:
        return
    taken = {parameter.name for parameter in operation.parameters if parameter.place == "query"}
    limit, position = options.texts("limit"), options.texts("position")
    missing = [] if taken & set(limit) else [f"{limit[0]} (query, integer, maximum 100, default 20)"]
    if not taken & set(position):
        kind = "string, maxLength 200" if "cursor" in position[0].lower() else "integer, minimum 0"
        missing.append(f"{position[0]} (query, {kind})")
    if missing:
        what = "the operation answers with a list that cannot be read page by page"
        yield Breach(operation.node, what, f"add {' and '.join(missing)}", ", ".join(one.split()[0] for one in missing))
