"""
Reads a route map, which may come from anywhere: bounded, strict, and told what is wrong with it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from pydantic import ValidationError

from platform_constructs.catalog.json_object import ObjectError, json_object
from platform_constructs.catalog.route_map import (
    FORMAT,
    Lifecycle,
    MappedRoute,
    MappedStack,
    MapPlace,
    ReliesOn,
    RouteMap,
)
from platform_constructs.catalog.unfit import keys_of, unfit
from platform_constructs.errors import RouteMapError

__all__ = ["LARGEST", "read_route_map"]

LARGEST: Final = 128 * 1024 * 1024
"""Characters: a map of 100,000 routes takes about 80 million."""

_KEYS: Final = keys_of(Lifecycle, MapPlace, MappedRoute, MappedStack, ReliesOn, RouteMap)
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
    try:
        return json_object(text, largest=LARGEST, kind="route map")
    except ObjectError as cause:
        raise _unreadable(name, f"the file {cause.what}", cause.got) from cause


def _unreadable(name: str, what: str, got: str) -> RouteMapError:
    return RouteMapError("ROUTE-001", what, at=name, got=got, fix=_AGAIN)


def _unfit(cause: ValidationError, name: str) -> RouteMapError:
    found = unfit(cause, kind="a route map", keys=_KEYS, schema="docs/reference/route-map.schema.json", again=_AGAIN)
    if not found.is_json:
        return _unreadable(name, found.what, str(found.got))
    return RouteMapError("ROUTE-003", found.what, at=f"{name} ({found.way})", got=found.got, fix=found.fix)


def _refuse_twins(found: RouteMap, name: str) -> None:
    routes: dict[tuple[str, str, str], str] = {}
    for route in found.routes:
        key = (route.host, route.method, route.path)
        if (other := routes.get(key)) is not None:
            here = f"{route.method} {route.path} on {route.host}"
            fix = f"one of {other} and {route.stack} gives it up; then {_AGAIN}" if other != route.stack else _AGAIN
            what = f"a route stands in the map twice, by {other} and by {route.stack}"
            raise RouteMapError("ROUTE-004", what, at=name, got=here, fix=fix)
        routes[key] = route.stack
    stacks = Counter(stack.name for stack in found.stacks)
    twins = [stack for stack, times in stacks.items() if times > 1]
    if twins:
        raise RouteMapError("ROUTE-004", "a stack stands in the map twice", at=name, got=twins[0], fix=_AGAIN)


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
