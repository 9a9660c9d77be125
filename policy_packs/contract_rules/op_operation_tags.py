"""
The contract rule API-049, operation-tags.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.reading import text_of
from platform_constructs.contracts.lint.rule import contract_rule
from platform_constructs.errors import shown


@contract_rule(
    "API-049",
    "operation-tags",
    on=ApiPart,
    references=("Spectral operation-tags", "Spectral operation-tag-defined", "Spectral tag-description"),
    options={"described": Option(True, "Whether tags have to say what they are about.")},
)
def operation_tags(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds operations without a tag, tags that the document's `tags` does not list, and listed ones without description.

    ## Why is this bad?
    Documentation and generated clients are cut into chapters and classes by tags. Without one an operation is found
    under "other", and a misspelt one is a chapter of its own.

    ## Example
    ```yaml
    get: { operationId: listOrders, tags: [Order] }
    ```

    Use instead:
    ```yaml
    tags: [{ name: orders, description: What was ordered. }]
    paths: { /orders: { get: { operationId: listOrders, tags: [orders] } } }
    ```
    """
    listed = {text_of(tag.get("name")): tag for tag in part.items("tags")}
    for operation in part.api.operations:
        tags = list(operation.items("tags"))
        if not tags:
            fix = "add tags with one of those that are listed"
            yield Breach(operation.node, "the operation has no tag", fix, operation.label)
        for tag in tags:
            if text_of(tag) not in listed:
                fix = "add it to the document's tags, with a description"
                yield Breach(tag, "the document does not list this tag", fix, shown(tag.value))
    for name, tag in listed.items():
        if options.flag("described") and not text_of(tag.get("description")).strip():
            yield Breach(tag, "a tag does not say what it is about", "add a description", name)
