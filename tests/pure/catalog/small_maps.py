"""
Route maps, small enough to be read, and a strategy of many.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from platform_constructs.catalog.route_map import Lifecycle, MappedRoute, MappedStack, MapPlace, ReliesOn, RouteMap
from platform_constructs.model.host import Audience

PLACE = MapPlace(file="openapi.yaml", line=3, pointer="/paths")


def route(path: str = "/ordering/orders", owner: str = "ordering", **others: Any) -> MappedRoute:
    """A route of `<owner>-public`, on the public host, that asks for a scope unless told otherwise."""
    host = others.pop("host", "public")
    scopes = tuple(others.pop("scopes", (f"{owner}/orders.read",)))
    age = Lifecycle(
        deprecated=others.pop("deprecated", False), state=others.pop("state", ""), sunset=others.pop("sunset", None)
    )
    said: dict[str, Any] = {
        "host_name": f"{host}.example",
        "audience": Audience.INTERNAL if host == "internal" else Audience.EXTERNAL,
        "stack": f"{owner}-public",
        "operation": "listOrders",
        "method": "GET",
        "mapping": f"/{owner}",
        "auth": "oauth2" if scopes else "none",
        "place": PLACE,
        "relies_on": ReliesOn(kind="claim", prefix=f"/{owner}", giver=None, place=PLACE),
        **others,
    }
    return MappedRoute(owner=owner, host=host, path=path, scopes=scopes, lifecycle=age, **said)


def route_map(*routes: MappedRoute, environment: str = "sandbox") -> RouteMap:
    """The map of these routes, with a stack for each that they name."""
    stacks = {
        one.stack: MappedStack(name=one.stack, domain=one.owner, host=one.host, mapping=one.mapping, scopes={})
        for one in routes
    }
    return RouteMap(
        format=1,
        environment=environment,
        routes=tuple(sorted(routes, key=lambda one: one.order)),
        stacks=tuple(stacks[name] for name in sorted(stacks)),
    )


def language(path: str) -> Hashable:
    """The path without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


_ROUTES = st.builds(
    route,
    path=st.sampled_from(["/a", "/a/{id}", "/a/{orderId}", "/b", "/b/{id}/c"]),
    owner=st.sampled_from(["ordering", "quoting"]),
    host=st.sampled_from(["public", "internal"]),
    method=st.sampled_from(["GET", "PUT"]),
    operation=st.sampled_from(["", "one", "two", "three"]),
    scopes=st.sets(st.sampled_from(["s/one", "s/two"]), max_size=2).map(sorted),
    deprecated=st.booleans(),
    sunset=st.sampled_from([None, date(2027, 6, 30)]),
    stack=st.sampled_from(["one-public", "two-public"]),
    place=st.builds(MapPlace, file=st.just("openapi.yaml"), line=st.integers(0, 3), pointer=st.just("")),
)

MAPS = st.lists(_ROUTES, max_size=8, unique_by=lambda one: (one.host, one.method, one.path)).map(
    lambda routes: route_map(*routes)
)
