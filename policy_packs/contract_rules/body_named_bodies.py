"""
The contract rule API-050, named-bodies.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.reading import is_mapping
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-050",
    "named-bodies",
    on=ApiPart,
    references=("IBM ibm-avoid-inline-schemas", "IBM ibm-request-and-response-content"),
)
def named_bodies(part: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds bodies, and entries of a list that is one, whose object is written where it is used, without a name of its
    own.

    ## Why is this bad?
    Generated clients call such an object `InlineResponse2005`, and by another number after the next change. What has a
    name can be shared, compared from version to version, and waived by it.

    ## Example
    ```yaml
    schema: { type: object, properties: { product: { type: string } } }
    ```

    Use instead:
    ```yaml
    schema: { $ref: '#/components/schemas/NewOrder' }
    ```
    """
    for body in (*part.api.exchanges.request_bodies, *part.api.exchanges.responses):
        for media in body.content:
            written = media.schema if media.is_json else None
            if written is not None and is_mapping(written.get("items")):
                written = written.get("items")
            if written is not None and {"properties", "allOf", "oneOf", "anyOf"} & written.value.keys():
                said = "properties" if "properties" in written.value else "allOf"
                fix = "move it to components.schemas under a name, and refer to it"
                yield Breach(written, "the object of a body has no name", fix, said)
