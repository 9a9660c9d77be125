"""
The contract rule API-007, deprecated-needs-sunset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart, ParameterPart, PropertyPart
from platform_constructs.contracts.lint.rule import contract_rule

_DAY: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?:T[0-9:.]+(?:Z|[+-][0-9:]+))?")


def _deprecated(api: ApiPart) -> Iterator[tuple[Node, str]]:
    for operation in api.api.operations:
        if operation.is_deprecated:
            yield operation.node, operation.label
    for part in (*api.api.parts(ParameterPart), *api.api.parts(PropertyPart)):
        if isinstance(part, ParameterPart | PropertyPart) and part.node.value.get("deprecated") is True:
            yield part.node, part.name


@contract_rule(
    "API-007",
    "deprecated-needs-sunset",
    on=ApiPart,
    references=(
        "Zalando 187",
        "oasdiff api-deprecated-sunset-missing",
        "RFC 8594",
    ),
    options={
        "replacement": Option(True, "Whether `x-replaced-by` has to say what to use instead; `none` is an answer."),
    },
)
def deprecated_needs_sunset(api: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds deprecated operations, parameters and properties that do not say until when they are served, by `x-sunset`, or
    what to use instead, by `x-replaced-by`.

    ## Why is this bad?
    A consumer who reads that something is deprecated has two questions: how long, and what instead. Without answers the
    old part is used until it is switched off, and then it breaks.

    ## Example
    ```yaml
    paths:
      /orders:
        get:
          deprecated: true
    ```

    Use instead:
    ```yaml
    paths:
      /orders:
        get:
          deprecated: true
          x-sunset: '2027-06-30'
          x-replaced-by: listProductOrders
    ```
    """
    for at, name in _deprecated(api):
        day = at.get("x-sunset")
        if day is None:
            fix = "add x-sunset with the last day, such as '2027-06-30'"
            yield Breach(at, "nothing says until when something deprecated is served", fix, name)
        elif not (isinstance(day.value, str) and _DAY.fullmatch(day.value)):
            yield Breach(day, "x-sunset is no day", "write a quoted day such as '2027-06-30'", str(day.value))
        if options.flag("replacement") and at.get("x-replaced-by") is None:
            fix = "add x-replaced-by with what to use instead, or none"
            yield Breach(at, "nothing says what to use instead of something deprecated", fix, name)
