"""
The contract rule API-052, union-discriminator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import SchemaPart
from platform_constructs.contracts.lint.rule import contract_rule

_UNIONS: Final = frozenset({"anyOf", "discriminator", "oneOf"})


@contract_rule(
    "API-052",
    "union-discriminator",
    on=SchemaPart,
    references=("TM Forum TMF630", "MEF LSO API guidelines", "Zalando 240", "OpenAPI 3.1 Discriminator Object"),
    options={"property": Option("", "What the property is called that tells them apart; empty for any name.")},
)
def union_discriminator(schema: SchemaPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds oneOf and anyOf of several objects without a discriminator, and discriminators that are not called as the
    profile has it (`@type` for MEF and TM Forum), or that an object may leave out.

    ## Why is this bad?
    Without a property that tells them apart, a client tries one after the other and takes the first that happens to
    fit.

    ## Example
    ```yaml
    oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Transfer' }]
    ```

    Use instead:
    ```yaml
    oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Transfer' }]
    discriminator: { propertyName: kind }
    ```
    """
    if _UNIONS.isdisjoint(schema.node.value):
        return
    api, wanted = schema.api, options.text("property")
    branches = [api.resolve(one) for key in ("oneOf", "anyOf") for one in schema.items(key)]
    objects = [one for one in branches if api.properties(one)]
    written = schema.node.get("discriminator")
    if written is None:
        names = [api.properties(one) for one in objects]
        if len(objects) > 1 and not any(_tells(api, name, names) for name in names[0]):
            fix = f"add discriminator: {{ propertyName: {wanted or 'kind'} }}"
            yield Breach(schema.node, "nothing tells the alternatives apart", fix, "discriminator")
        return
    name = schema.text("discriminator", "propertyName")
    if wanted and name != wanted:
        yield Breach(written, f"the discriminator is not called {wanted}", f"call it {wanted}", name)
    for one in (*objects, *([schema.node] if not branches else ())):
        if name not in api.required(one):
            what = f"the property {name} tells alternatives apart, and may be left out"
            yield Breach(one, what, f"add {name} to required", name)


def _tells(api: Api, name: str, objects: list[Mapping[str, Node]]) -> bool:
    """Whether a property has a value of its own in each object."""
    schemas = [api.resolve(one[name]).value for one in objects if name in one]
    said = [one.get("const", one.get("enum")) for one in schemas if isinstance(one, dict)]
    return None not in said and len(said) == len(objects) == len(set(map(str, said)))
