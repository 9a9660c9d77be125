"""
The contract rule API-010, path-plural.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import words_of
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PathPart
from platform_constructs.contracts.lint.rule import contract_rule

# Words that are plural without an s, or have no plural at all.
_FINE: Final = (
    "content,data,equipment,feedback,hardware,history,information,inventory,media,metadata,news,people,children,"
    "series,software,staff,support,traffic,usage,criteria,indices,feet,men,women"
)


@contract_rule(
    "API-010",
    "path-plural",
    on=PathPart,
    references=("Zalando 134",),
    options={
        "exceptions": Option(tuple(sorted(_FINE.split(","))), "Last words of segments that are fine as they are.")
    },
)
def path_plural(path: PathPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds collections that are called in the singular: a segment that is followed by the parameter that picks one.

    ## Why is this bad?
    `/orders/{orderId}` reads as "of the orders, this one". With singular and plural mixed, consumers have to look up
    each address.

    ## Example
    ```yaml
    paths:
      /order/{orderId}: {}
    ```

    Use instead:
    ```yaml
    paths:
      /orders/{orderId}: {}
    ```
    """
    for segment, following in zip(path.segments, path.segments[1:], strict=False):
        is_collection = following.startswith("{") and following.endswith("}") and "{" not in segment
        words = words_of(segment)
        if not is_collection or not words or re.fullmatch(r"v\d+", segment):
            continue
        last = words[-1].lower()
        if last not in options.texts("exceptions") and (not last.endswith("s") or last.endswith("ss")):
            yield Breach(path.key, "a collection is called in the singular", f"write {_plural(segment)}", segment)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
