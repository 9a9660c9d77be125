"""
The contract rule API-011, path-no-verbs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import words_of
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PathPart
from platform_constructs.contracts.lint.rule import contract_rule

# Verbs only: what is a noun as well (order, search, transfer, release, list) would be a false alarm.
_VERBS: Final = (
    "add,calculate,create,delete,do,execute,fetch,find,generate,get,insert,make,modify,perform,process,put,read,remove,"
    "retrieve,save,send,submit,update,upload,validate,verify,write"
)


@contract_rule(
    "API-011",
    "path-no-verbs",
    on=PathPart,
    references=("Zalando 141", "Azure az-path-case-convention"),
    options={"verbs": Option(tuple(_VERBS.split(",")), "First words of segments that say what is done.")},
)
def path_no_verbs(path: PathPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds segments that say what is done instead of what it is done to, such as `getOrders` or `create-order`.

    ## Why is this bad?
    The method says what is done. An address with a verb fits one method, so that each further thing one can do needs
    an address of its own, and caches, quotas and permissions by address fall apart.

    ## Example
    ```yaml
    paths:
      /create-order: { post: {} }
    ```

    Use instead:
    ```yaml
    paths:
      /orders: { post: {} }
    ```
    """
    for segment in path.segments:
        words = words_of(segment)
        if words and "{" not in segment and words[0].lower() in options.texts("verbs"):
            rest = segment[len(words[0]) :].lstrip("-_")
            noun = f"{rest[0].lower()}{rest[1:]}" if rest else ""
            fix = f"call it by its noun, such as {noun}, and let the method say the rest" if noun else ""
            fix = fix or "call it by its noun, and let the method say the rest"
            yield Breach(path.key, "a segment of the path says what is done", fix, segment)
