"""
The contract rule API-028, pagination-style.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.listing import listing_of
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule

_USUAL: Final = {"maximum": 100, "default": 20}


@contract_rule(
    "API-028",
    "pagination-style",
    on=OperationPart,
    references=("Zalando 160", "Zalando 161", "IBM ibm-pagination-style", "Azure az-pagination-response", "RFC 8288"),
    options={
        "style": Option("cursor", "How pages are turned.", one_of=("cursor", "offset", "any")),
        "limit": Option(("limit",), "What the parameter is called that says how many."),
        "lists": Option(("items", "data", "results"), "The property that holds the array of a page."),
        "next": Option(
            ("next", "nextCursor", "next_cursor", "nextPageToken", "nextLink", "links", "_links"),
            "Properties that say where the next page is; the header Link does, too. None for no demand.",
        ),
        "limit_default": Option(True, "Whether the limit has to say its default."),
    },
)
def pagination_style(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds lists that are paged in another style than the profile's, which is by cursor where it says nothing, limits
    without `maximum` and `default`, and pages that do not say where the next one is.

    ## Why is this bad?
    By offset, what is added while somebody reads makes them see entries twice, or miss them. Without a greatest limit
    a page is as large as any client likes; without a way on, clients make one up.

    ## Example
    ```yaml
    - { name: limit, in: query, schema: { type: integer } }
    - { name: offset, in: query, schema: { type: integer } }
    ```

    Use instead:
    ```yaml
    - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 20 } }
    - { name: cursor, in: query, schema: { type: string, maxLength: 200 } }
    ```
    """
    listing = listing_of(operation, options.texts("lists"))
    taken = {one.name: one for one in operation.parameters if one.place == "query"}
    limit = next((taken[name] for name in options.texts("limit") if name in taken), None)
    if listing is None or limit is None:
        return
    schema = limit.schema or limit.node
    wanted = _USUAL if options.flag("limit_default") else ("maximum",)
    if missing := [key for key in wanted if key not in schema.value]:
        what = f"the limit of a page has no {' and no '.join(missing)}"
        fix = f"add {' and '.join(f'{key}: {_USUAL[key]}' for key in missing)}"
        yield Breach(schema, what, fix, ", ".join(missing))
    style = options.text("style")
    for name in ("offset", "page", "cursor"):
        if name in taken and style != "any" and (name == "cursor") != (style == "cursor"):
            fix = f"use {'cursor (string)' if style == 'cursor' else 'offset (integer, minimum 0)'} in its place"
            yield Breach(taken[name].node, f"pages are turned by {style}, not by {name}", fix, name)
    holder, names = listing.holder, options.texts("next")
    told = set(names) & operation.api.properties(holder).keys() if holder is not None else set()
    if names and not told and listing.response.header("Link") is None:
        at = holder or listing.response.node
        yield Breach(at, "a page does not say where the next one is", f"add {names[0]} to it", names[0])
