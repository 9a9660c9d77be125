"""
Reads a route map, which may come from anywhere: bounded, strict, and told what is wrong with it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from pydantic import ValidationError

from platform_constructs.catalog.route_map import (
    FORMAT,
    Lifecycle,
    MappedRoute,
    MappedStack,
    MapPlace,
    ReliesOn,
    RouteMap,
)
from platform_constructs.errors import RouteMapError, first_line
from platform_constructs.model.counted import counted
from platform_constructs.model.nearest import nearest

__all__ = ["LARGEST", "read_route_map"]

LARGEST: Final = 128 * 1024 * 1024
"""Characters: a map of 100,000 routes takes about 80 million."""

_KEYS: Final = frozenset(
    key for part in (Lifecycle, MapPlace, MappedRoute, MappedStack, ReliesOn, RouteMap) for key in part.model_fields
)
_AGAIN: Final = "write the map anew with `paved synth`, or `paved routes --format json`"


def read_route_map(text: str, name: str) -> RouteMap:
    """
    Read a route map.

    Args:
        text: The whole file.
        name: Its name in messages.

    Raises:
        RouteMapError: ROUTE-001, if it is no JSON object, too large, too deep, or says a key twice; ROUTE-002, if its
            format is another one; ROUTE-003, if a value is not what the format allows, or a key is unknown;
            ROUTE-004, if a route or stack stands twice; ROUTE-005, if a route's stack is not in the map or differs.
    """
    document = _document(text, name)
    said = document.get("format")
    if type(said) is not int or said != FORMAT:
        raise RouteMapError(
            "ROUTE-002",
            f"the route map is not of format {FORMAT}, the one that this paved reads",
            at=name,
            got="no format" if said is None else said,
            fix=f"{_AGAIN}, with the version of platform-constructs that is installed here",
        )
    try:
        found = RouteMap.model_validate_json(text)
    except ValidationError as cause:
        raise _unfit(cause, name) from cause
    _refuse_twins(found, name)
    _refuse_strangers(found, name)
    return found


def _document(text: str, name: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise _unreadable(name, "the file is too large for a route map", f"{len(text)} characters")
    try:
        document = json.loads(text, object_pairs_hook=_no_twins)
    except RecursionError as cause:
        raise _unreadable(name, "the file nests deeper than any route map", "brackets in brackets") from cause
    except ValueError as cause:
        raise _unreadable(name, "the file is not JSON, or says a key twice", first_line(cause)) from cause
    if not isinstance(document, dict):
        raise _unreadable(name, "the file is not a JSON object", type(document).__name__)
    return document


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twin = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise ValueError(f"the key {twin} stands twice")
    return found


def _unreadable(name: str, what: str, got: str) -> RouteMapError:
    return RouteMapError("ROUTE-001", what, at=name, got=got, fix=_AGAIN)


def _unfit(cause: ValidationError, name: str) -> RouteMapError:
    """Tell the first unknown key, whose slip of the pen another is then missing for, else the first fault."""
    faults = cause.errors(include_url=False, include_context=False)
    first = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
    *_, last = first["loc"] or ("the map",)
    at = f"{name} ({'.'.join(map(str, first['loc']))})"
    others = f" ({counted(len(faults) - 1, 'more fault')})" if len(faults) > 1 else ""
    match first["type"]:
        case "extra_forbidden":
            what, got = "a route map has no such key", last
            fix = nearest(last, _KEYS, "drop it; docs/reference/route-map.schema.json lists the keys")
        case "missing":
            what, got, fix = f"a route map says {last}, and this one does not", "nothing", _AGAIN
        case "json_invalid":  # such as a lone half of a surrogate pair, which Python's own parser takes
            raise _unreadable(name, "the file is not JSON", first["msg"]) from cause
        case _:
            said = first["input"]
            named = last if isinstance(last, str) else "an entry"
            what = f"{named} is not what the format allows: {first['msg'].lower()}"
            got = f"{type(said).__name__} of {len(said)}" if isinstance(said, list | dict) else said
            fix = _AGAIN
    return RouteMapError("ROUTE-003", what + others, at=at, got=got, fix=fix)


def _refuse_twins(found: RouteMap, name: str) -> None:
    routes = Counter((route.host, route.method, route.path) for route in found.routes)
    stacks = Counter(stack.name for stack in found.stacks)
    twins = [f"{method} {path} on {host}" for (host, method, path), times in routes.items() if times > 1]
    twins += [stack for stack, times in stacks.items() if times > 1]
    if twins:
        raise RouteMapError(
            "ROUTE-004", "a route or a stack stands in the map twice", at=name, got=twins[0], fix=f"keep one; {_AGAIN}"
        )


def _refuse_strangers(found: RouteMap, name: str) -> None:
    """A route says of its stack what the map says of it: an edge built from the map must not lead elsewhere."""
    stacks = {stack.name: (stack.domain, stack.host, stack.mapping) for stack in found.stacks}
    for route in found.routes:
        if stacks.get(route.stack) != (route.owner, route.host, route.mapping):
            raise RouteMapError(
                "ROUTE-005",
                "a route's stack is not among the map's stacks, or has another domain, host or mapping there",
                at=name,
                got=f"{route.method} {route.path} of {route.stack}",
                fix=_AGAIN,
            )
