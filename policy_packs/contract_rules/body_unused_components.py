"""
The contract rule API-051, unused-components.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.reading import is_mapping
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-051",
    "unused-components",
    on=ApiPart,
    references=("Spectral oas3-unused-component", "IBM ibm-unused-components"),
)
def unused_components(part: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds schemas, parameters, responses and request bodies under `components` that nothing uses. What extends a schema
    with a discriminator is in use: it is chosen by a value.

    ## Why is this bad?
    Nobody dares to change what may be in use somewhere. It is reviewed, generated and documented for nothing.

    ## Example
    ```yaml
    components: { schemas: { OldOrder: { type: object } } }
    ```

    Use instead:
    ```yaml
    components: { schemas: {} }
    ```
    """
    api = part.api
    chosen = {id(one.node.value) for one in api.schemas if "discriminator" in one.node.value}
    for schema in api.schemas:
        is_used = schema.in_requests or schema.in_responses or schema.in_parameters
        if schema.name and not is_used:
            bases = [id(api.resolve(one).value) for one in schema.items("allOf")]
            if not chosen & {id(schema.node.value), *bases}:
                yield _unused(schema.node, schema.name)
    used = {id(one.node.value) for one in api.exchanges.responses}
    used |= {id(one.node.value) for one in api.exchanges.parameters if one.users}
    used |= {id(one.node.value) for one in api.exchanges.request_bodies if one.users}
    hooks = bool(api.root.get("webhooks")) or any(one.says("callbacks") for one in api.operations)
    for kind in ("parameters", "requestBodies", "responses"):
        for name, written in api.components(kind):
            node = api.resolve(written)
            if is_mapping(node) and id(node.value) not in used and not hooks:
                yield _unused(written, name)


def _unused(at: Node, name: str) -> Breach:
    return Breach(at, f"nothing uses {name}", "remove it, or refer to it", name)
