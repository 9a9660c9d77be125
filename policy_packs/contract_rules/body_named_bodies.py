"""
The contract rule API-050, named-bodies.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.reading import is_mapping, items_of
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
    contents = [one.content for one in part.api.exchanges.request_bodies]
    contents += [one.content for one in part.api.exchanges.responses]
    for written in (media.schema for content in contents for media in content if media.is_json):
        items = written.get("items") if written is not None else None
        schema = written if items is None else items
        if schema is None or not is_mapping(schema) or "$ref" in schema.value:
            continue
        if (
            list(items_of(schema.get("allOf")))[1:] == []
            and "properties" not in schema.value
            and "allOf" in schema.value
        ):
            continue  # one $ref with words of its own
        if inline := sorted({"properties", "allOf", "oneOf", "anyOf"} & schema.value.keys()):
            fix = "move it to components.schemas under a name, and refer to it"
            yield Breach(schema, "the object of a body has no name", fix, inline[0])
