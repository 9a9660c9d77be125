"""
The routes as a table for people.
"""

from __future__ import annotations

from datetime import date

from platform_constructs.adapters.reports.text import table
from platform_constructs.catalog.route_map import Lifecycle, MappedRoute, RouteMap

__all__ = ["access_of", "age_of", "holder_of", "owner_of", "routes_text", "url_of"]


def routes_text(routes: RouteMap) -> str:
    """Return a route map as a table."""
    rows = [
        [one.method, url_of(one), owner_of(one), one.stack, one.operation, access_of(one), age_of(one.lifecycle)]
        for one in routes.routes
    ]
    return table(["METHOD", "URL", "OWNER", "STACK", "OPERATION", "SCOPES", "LIFECYCLE"], rows)


def holder_of(route: MappedRoute) -> str:
    """Return the domain that a route's path belongs to, whoever declares it; `nobody` where there is none."""
    return route.holder or "nobody"


def owner_of(route: MappedRoute) -> str:
    """Return whose the path is, and to whom it is refused where the one that declares it may not."""
    if route.refused is None:
        return route.owner
    return f"{holder_of(route)} (refused to {route.owner}: {route.refused.status})"


def url_of(route: MappedRoute) -> str:
    """Return a route's address without a scheme."""
    return f"{route.host_name}{route.path}"


def access_of(route: MappedRoute) -> str:
    """Return who may call a route, in a few words."""
    if route.scopes:
        return " | ".join(route.scopes)
    return "(open)" if route.auth == "none" else f"({route.auth})"


def age_of(lifecycle: Lifecycle) -> str:
    """Return what the contract says about a route's age, in a few words; empty if nothing."""
    words = [lifecycle.state] if lifecycle.state else []
    if lifecycle.deprecated and lifecycle.state != "deprecated":
        words.append("deprecated")
    return ", ".join([*words, *_until(lifecycle.sunset)])


def _until(day: date | None) -> list[str]:
    return [f"until {day.isoformat()}"] if day else []
