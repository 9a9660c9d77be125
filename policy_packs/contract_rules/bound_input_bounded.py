"""
The contract rule API-036, input-bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.bounds import is_branch, missing_bounds
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import SchemaPart
from platform_constructs.contracts.lint.rule import contract_rule

_KINDS: Final = {"array": "a list", "string": "a text", "integer": "a whole number"}


@contract_rule(
    "API-036",
    "input-bounded",
    on=SchemaPart,
    references=("OWASP API4:2023 array-limit", "OWASP API4:2023 string-limit", "Zalando 171"),
    options={
        "kinds": Option(tuple(_KINDS), "What has to be bounded.", one_of=tuple(_KINDS)),
    },
)
def input_bounded(schema: SchemaPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds lists without `maxItems`, texts without `maxLength` (or a pattern, list of values or format that bounds
    them), and whole numbers without `minimum`, `maximum` or `format`, in what clients send. What is `readOnly`, and
    branches of allOf, are left alone: the whole is asked about.

    ## Why is this bad?
    Whatever is not bounded is sent without bounds one day: a name of 10 MB, a list of a million entries. The gateway
    checks bounds before a backend spends anything on it.

    ## Example
    ```yaml
    note: { type: string }
    tags: { type: array, items: { type: string, maxLength: 30 } }
    ```

    Use instead:
    ```yaml
    note: { type: string, maxLength: 500 }
    tags: { type: array, maxItems: 20, items: { type: string, maxLength: 30 } }
    ```
    """
    kinds = sorted(schema.types.intersection(options.texts("kinds"))) if schema.in_requests else []
    if not kinds or is_branch(schema.node) or schema.node.value.get("readOnly") is True:
        return
    for kind in kinds:
        if missing := missing_bounds(schema, kind):
            what = f"{_KINDS[kind]} that clients send has no bounds"
            yield Breach(schema.node, what, f"add {' and '.join(missing)}", ", ".join(missing))
