"""
The contract rule API-013, path-params-defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import PathPart
from platform_constructs.contracts.lint.reading import text_of
from platform_constructs.contracts.lint.rule import contract_rule

_VARIABLE: Final = re.compile(r"\{([^{}/]+)\}")


@contract_rule(
    "API-013",
    "path-params-defined",
    on=PathPart,
    references=("Spectral path-params", "IBM ibm-path-param-not-crn", "OpenAPI 3.1 path templating"),
)
def path_params_defined(path: PathPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds variables of a path that are not declared as parameters, or twice in one path, and path parameters that the
    path does not hold, or that are not required.

    ## Why is this bad?
    Generated clients build an address with a hole in it, or ask for a value that goes nowhere.

    ## Example
    ```yaml
    paths:
      /orders/{orderId}:
        parameters: [{ name: id, in: path, required: true }]
    ```

    Use instead:
    ```yaml
    paths:
      /orders/{orderId}:
        parameters: [{ name: orderId, in: path, required: true }]
    ```
    """
    held = _VARIABLE.findall(path.path)
    for name in sorted({name for name in held if held.count(name) > 1}):
        yield Breach(path.key, "the path holds a variable twice", "rename one of them", name)
    lacking = {
        name: [
            each for each in path.operations if not any((p.place, p.name) == ("path", name) for p in each.parameters)
        ]
        for name in dict.fromkeys(held)
    }
    for name, operations in lacking.items():
        fix = f"add {name} (in: path, required: true)"
        if operations and len(operations) == len(path.operations):
            yield Breach(path.key, "a variable of the path is not declared", fix, name)
        else:
            yield from (Breach(one.node, "a variable of the path is not declared", fix, name) for one in operations)
    for holder in (path, *path.operations):
        for written in holder.items("parameters"):
            node = path.resolve(written)
            name = text_of(node.get("name"))
            if text_of(node.get("in")) != "path" or not name:
                continue
            if name not in held:
                fix = f"drop it, or put {{{name}}} into the path"
                yield Breach(written, "a path parameter is not in the path", fix, name)
            elif node.value.get("required") is not True:
                yield Breach(node, "a path parameter is not required", "add required: true", name)
