"""
The contract rule API-036, input-bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import SchemaPart
from platform_constructs.contracts.lint.rule import contract_rule

# Formats that bound a text themselves, as validators check them.
_BOUNDED: Final = ("date", "date-time", "ipv4", "ipv6", "time", "uuid")
_ENDLESS: Final = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
_FORMATS: Final = ("int32", "int64")


@contract_rule(
    "API-036",
    "input-bounded",
    on=SchemaPart,
    references=(
        "OWASP API4:2023 array-limit",
        "OWASP API4:2023 string-limit",
        "OWASP API4:2023 integer-limit",
        "Zalando 171",
    ),
    options={
        "kinds": Option(
            ("array", "string", "integer"), "What has to be bounded.", one_of=("array", "string", "integer")
        ),
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
    tokens = schema.node.tokens
    is_branch = (len(tokens) > 1 and tokens[-2] in ("allOf", "if", "not")) or tokens[-1:] in (("not",), ("if",))
    if not schema.in_requests or is_branch or schema.node.value.get("readOnly") is True:
        return
    for kind in sorted(schema.types & set(options.texts("kinds"))):
        if missing := _missing(kind, _said(schema)):
            words = {"array": "a list", "string": "a text", "integer": "a whole number"}
            names = " and ".join(missing)
            yield Breach(
                schema.node, f"{words[kind]} that clients send has no bounds", f"add {names}", ", ".join(missing)
            )


def _said(schema: SchemaPart) -> Mapping[str, Any]:
    """Every keyword of the schema and the branches that it is all of."""
    branches = [schema.resolve(one).value for one in schema.items("allOf")]
    return {
        key: value for part in (*branches, schema.node.value) if isinstance(part, dict) for key, value in part.items()
    }


def _missing(kind: str, said: Mapping[str, Any]) -> list[str]:
    if "enum" in said or "const" in said:
        return []
    if kind == "array":
        return [] if "maxItems" in said else ["maxItems"]
    if kind == "string":
        pattern = said.get("pattern")
        is_tight = isinstance(pattern, str) and pattern.endswith("$") and not _ENDLESS.search(pattern)
        return [] if "maxLength" in said or said.get("format") in _BOUNDED or is_tight else ["maxLength"]
    lower = [] if {"minimum", "exclusiveMinimum"} & said.keys() else ["minimum"]
    upper = [] if {"maximum", "exclusiveMaximum"} & said.keys() else ["maximum"]
    return [*lower, *upper, *([] if said.get("format") in _FORMATS else ["format: int32"])]
