"""
Puts a fault into words: both owners, both places, and a request that both would answer.
"""

from __future__ import annotations

from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.model.route import Route
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.status import FAULTS, Status

__all__ = ["brief", "claim_finding", "request", "route_finding", "spot"]

LONGEST_PATH = 72  # characters: the owners' names must stay on the line


def brief(path: str) -> str:
    """Return a path short enough to leave room for the rest of the sentence."""
    return path if len(path) <= LONGEST_PATH else f"{path[:LONGEST_PATH]}..."


def spot(place: Place) -> str:
    """Return file and line."""
    return f"{place.file}:{place.line}" if place.line else place.file


def request(organisation: Organisation, host: str, method: str, path: str) -> str:
    """Return a witness as somebody would type it, on the host's name in the default environment."""
    verb = "GET" if method == "ANY" else method
    known = organisation.hosts.get(host)
    environment = next((name for name, one in sorted(organisation.environments.items()) if one.default), "")
    if known is None or environment not in known.domain_name:
        return f"{verb} {brief(path)} on host {host}"
    return f"{verb} https://{known.domain_name[environment]}{brief(path)}"


def route_finding(
    status: Status, route: Route, what: str, *, got: str, fix: str, level: Level | None = None
) -> Finding:
    """Return what is wrong with a route; its domain has to act. The level is the status's own unless given."""
    fault = FAULTS[status]
    grave = fault.level if level is None else level
    return Finding(fault.code, fault.name, grave, what, route.place, fix, route.domain, got, route.stack)


def claim_finding(
    status: Status, owner: str, at: Place, what: str, *, got: str, fix: str, level: Level | None = None
) -> Finding:
    """Return what is wrong with a claim; `owner` has to act. The level is the status's own unless given."""
    fault = FAULTS[status]
    return Finding(fault.code, fault.name, fault.level if level is None else level, what, at, fix, owner, got)
