"""
The contract rule EVT-012, told-apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.events.parts import EventSchemaPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.reading import items_of
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-012", "told-apart", on=EventSchemaPart, references=("Zalando 245",))
def told_apart(part: EventSchemaPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds alternatives of objects, in `oneOf` or `anyOf`, that no property tells apart: one that each of them requires
    and gives other values, by `const` or `enum`.

    ## Why is this bad?
    A reader has to try one alternative after the other, and a new one that happens to fit an old one's shape is taken
    for it.

    ## Example
    ```yaml
    oneOf:
      - { type: object, properties: { documentId: { type: string } } }
      - { type: object, properties: { mbitPerSecond: { type: number } } }
    ```

    Use instead:
    ```yaml
    oneOf:
      - { type: object, required: [kind], properties: { kind: { const: DOCUMENT }, documentId: { type: string } } }
      - { type: object, required: [kind], properties: { kind: { const: SPEED }, mbitPerSecond: { type: number } } }
    ```
    """
    for key in ("oneOf", "anyOf"):
        branches = [part.resolve(branch) for branch in items_of(part.node.get(key))]
        objects = [branch for branch in branches if "object" in part.api.types(branch)]
        if len(objects) > 1 and not _are_told_apart(part, objects):
            yield Breach(
                part.node.child(key),
                "no property tells the alternatives apart",
                "let each require one property, such as kind, with a const of its own",
                f"{len(objects)} alternatives",
            )


def _are_told_apart(part: EventSchemaPart, branches: list[Node]) -> bool:
    common = frozenset.intersection(*(part.api.required(branch) for branch in branches))
    return any(_differs(part, branches, name) for name in common)


def _differs(part: EventSchemaPart, branches: list[Node], name: str) -> bool:
    seen: set[str] = set()
    for branch in branches:
        said = part.api.properties(branch).get(name)
        schema = part.resolve(said).value if said is not None else None
        if not isinstance(schema, dict) or not ("const" in schema or "enum" in schema):
            return False
        values = {repr(value) for value in ([schema["const"]] if "const" in schema else schema["enum"])}
        if values & seen:
            return False
        seen |= values
    return True
