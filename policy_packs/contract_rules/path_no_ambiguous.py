"""
The contract rule API-014, path-no-ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ApiPart, PathPart
from platform_constructs.contracts.lint.rule import contract_rule

_END: Final = "\n"  # no segment holds it


@contract_rule(
    "API-014", "path-no-ambiguous", on=ApiPart, references=("IBM ibm-no-ambiguous-paths", "OpenAPI 3.1 path templating")
)
def path_no_ambiguous(part: ApiPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds two paths that one address matches, where neither is nearer: the same but for the names of variables, or each
    with a variable where the other has a word. `/orders/latest` beside `/orders/{orderId}` is fine: words go first.

    ## Why is this bad?
    Which of the two answers is up to each gateway, proxy and client library.

    ## Example
    ```yaml
    paths:
      /{customerId}/orders: { get: {} }
      /archive/{year}: { get: {} }
    ```

    Use instead:
    ```yaml
    paths:
      /customers/{customerId}/orders: { get: {} }
      /archive/{year}: { get: {} }
    ```
    """
    known: dict[str, Any] = {}
    for path in part.api.paths:
        shape = ["{}" if "{" in segment else segment for segment in path.segments]
        for other in _matching(known, shape):
            if other.path != path.path and _is_tie(path, other):
                fix = "rename a segment of one of them, or join them"
                yield Breach(path.key, f"an address matches this path and {other.path}", fix, path.path)
                break
        place = known
        for segment in shape:
            place = place.setdefault(segment, {})
        place.setdefault(_END, path)


def _matching(known: dict[str, Any], shape: list[str]) -> Iterator[PathPart]:
    places = [known]
    for segment in shape:
        wanted = ("{}", segment)
        places = [
            inner
            for place in places
            for inner in (
                place.values() if segment == "{}" else (place[key] for key in dict.fromkeys(wanted) if key in place)
            )
            if isinstance(inner, dict)
        ]
    yield from (place[_END] for place in places if _END in place)


def _is_tie(one: PathPart, other: PathPart) -> bool:
    pairs = [("{" in mine, "{" in theirs) for mine, theirs in zip(one.segments, other.segments, strict=True)]
    if all(mine == theirs for mine, theirs in pairs):
        return True
    shared = {each.method for each in one.operations} & {each.method for each in other.operations}
    return (True, False) in pairs and (False, True) in pairs and bool(shared)
