"""
What changed from one route map to the next: each route of either is told of at most once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from platform_constructs.catalog.route_map import MappedRoute, RouteMap
from platform_constructs.model.host import Audience

__all__ = ["FAILS", "Kind", "RouteChange", "compare_maps", "lone_stacks"]

Key = Callable[[MappedRoute], Hashable]


class Kind(StrEnum):
    """What can become of a route; a change may be of several kinds. The gravest comes first."""

    TAKEN_OVER = "taken-over"
    """The same requests are another domain's now."""
    OPENED_UP = "opened-up"
    """Callers get in who did not before."""
    REMOVED = "removed"
    """It is gone, and nobody was warned: it was not deprecated."""
    MOVED = "moved"
    """The same operation of the same domain has another path, method, host or stack."""
    CLOSED = "closed"
    """Callers who got in before do so no longer."""
    RETIRED = "retired"
    """It is gone, after having been deprecated."""
    RENAMED = "renamed-parameter"
    """The same requests, written otherwise."""
    LIFECYCLE = "lifecycle"
    """Deprecated, another state or another sunset."""
    CHANGED = "changed"
    """Another operationId, base path or claim behind the same request."""
    ADDED = "added"
    """It is new."""


FAILS: Final = (Kind.TAKEN_OVER, Kind.OPENED_UP, Kind.REMOVED)
"""What a change report refuses when nothing else is said."""


@dataclass(frozen=True, slots=True)
class RouteChange:
    """
    What became of one route.

    Attributes:
        kinds: At least one, the gravest first.
        before: The route in the old map; None when it was added.
        after: The route in the new map; None when it is gone.
    """

    kinds: tuple[Kind, ...]
    before: MappedRoute | None
    after: MappedRoute | None

    @property
    def route(self) -> MappedRoute:
        """The route as it is now, or as it last was."""
        route = self.after or self.before
        if route is None:
            raise ValueError("a change of no route")
        return route


def compare_maps(old: RouteMap, new: RouteMap, language: Callable[[str], Hashable]) -> tuple[RouteChange, ...]:
    """
    Return every change, the gravest first, then by host, path and method.

    Requests are compared before operations, so that what somebody else answers now is told as taken over although
    its owner may answer it at another path.

    Args:
        old: The map before.
        new: The map after.
        language: Gives the same for two paths that answer the same requests, whatever their parameters are called.
    """

    def request(route: MappedRoute) -> Hashable:
        return route.host, route.method, language(route.path)

    same_environment = old.environment == new.environment
    pairs, gone, come = _pair(
        old.routes,
        new.routes,
        (
            lambda one: one.order,
            lambda one: (request(one), one.owner, one.stack, one.operation),
            lambda one: (request(one), one.owner),
            request,
            lambda one: (one.owner, one.stack, one.operation) if one.operation else (one.order,),
            lambda one: (one.owner, one.operation) if one.operation else (one.order,),
        ),
    )
    changes = [
        RouteChange(kinds, before, after)
        for before, after in pairs
        if (kinds := _kinds(before, after, request, named=same_environment))
    ]
    changes += [RouteChange((Kind.RETIRED if one.lifecycle.deprecated else Kind.REMOVED,), one, None) for one in gone]
    changes += [RouteChange((Kind.ADDED,), None, one) for one in come]
    grave = {kind: at for at, kind in enumerate(Kind)}
    return tuple(sorted(changes, key=lambda one: (grave[one.kinds[0]], one.route.order)))


def lone_stacks(old: RouteMap, new: RouteMap) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Return the stacks that only the old map has, and those that only the new one has, each sorted.

    Maps of other stacks are not comparable: all routes of such a stack are told as gone, or as added.
    """
    before, after = ({stack.name for stack in each.stacks} for each in (old, new))
    return tuple(sorted(before - after)), tuple(sorted(after - before))


def _pair(
    old: Iterable[MappedRoute], new: Iterable[MappedRoute], keys: Iterable[Key]
) -> tuple[list[tuple[MappedRoute, MappedRoute]], list[MappedRoute], list[MappedRoute]]:
    """Pair routes by one key after the other; within a key by their order. It does not matter which map is older."""
    pairs: list[tuple[MappedRoute, MappedRoute]] = []
    left, right = list(old), list(new)
    for key in keys:
        alike: dict[Hashable, tuple[list[MappedRoute], list[MappedRoute]]] = defaultdict(lambda: ([], []))
        for side, routes in enumerate((left, right)):
            for route in sorted(routes, key=lambda one: one.order):  # what is left comes by groups, of either map
                alike[key(route)][side].append(route)
        left, right = [], []
        for mine, yours in alike.values():
            pairs += zip(mine, yours, strict=False)
            left += mine[len(yours) :]
            right += yours[len(mine) :]
    return pairs, left, right


def _kinds(before: MappedRoute, after: MappedRoute, request: Key, *, named: bool) -> tuple[Kind, ...]:
    """Return what the two differ in; where in a file they stand does not count."""
    same_request = request(before) == request(after)
    other_name = named and before.host_name != after.host_name
    found = {
        Kind.TAKEN_OVER: before.owner != after.owner,
        Kind.OPENED_UP: _lets_others_in(before, after),
        Kind.MOVED: before.owner == after.owner and (not same_request or before.stack != after.stack or other_name),
        Kind.CLOSED: _lets_others_in(after, before),
        Kind.RENAMED: same_request and before.path != after.path,
        Kind.LIFECYCLE: before.lifecycle != after.lifecycle,
    }
    kinds = tuple(kind for kind in Kind if found.get(kind))
    return kinds or ((Kind.CHANGED,) if _rest(before) != _rest(after) else ())


def _lets_others_in(before: MappedRoute, after: MappedRoute) -> bool:
    """Whether somebody may call the second who could not call the first."""
    if before.audience is Audience.INTERNAL and after.audience is Audience.EXTERNAL:
        return True
    if before.auth == "none":
        return False
    return before.auth != after.auth or not set(after.scopes) <= set(before.scopes)


def _rest(route: MappedRoute) -> Hashable:
    by = route.relies_on
    return route.operation, route.mapping, (by.kind, by.prefix, by.giver) if by else None
