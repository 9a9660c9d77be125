"""
Which APIs a host leads to, and where it mounts each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.flows.read_contracts import paths_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.finding import Finding
from platform_constructs.model.host import Audience
from platform_constructs.model.plan import Mapped
from platform_constructs.model.platform_declarations import Edge
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.mount import mount_for

__all__ = ["apis_on", "mapped_apis", "too_deep"]


def apis_on(project: Project, host: str) -> list[Api]:
    """Return the APIs that a host of the registry leads to."""
    return [one for one in project.declarations if isinstance(one, Api) and one.host == host]


def mapped_apis(project: Project, contracts: Mapping[str, Contract], edge: Edge, *, today: date) -> tuple[Mapped, ...]:
    """Return the APIs that an edge maps, sorted by base path; what no one claim holds is not mapped."""
    apis = [(api.stack, api.domain, paths_of(contracts[api.stack])) for api in apis_on(project, edge.host)]
    for stack in project.elsewhere.stacks:  # the registry says where it is mounted, not the map
        if stack.host == edge.host:
            paths = [route.path for route in project.elsewhere.routes if route.stack == stack.name]
            apis.append((stack.name, stack.domain, paths))
    found = []
    for stack_name, domain, paths in apis:
        mount = mount_for(project.organisation, domain, edge.host, paths, today=today)
        if mount is not None:
            found.append(Mapped(stack_name, mount.strip("/")))
    return tuple(sorted(found, key=lambda one: one.base_path))


def too_deep(project: Project, edge: Edge, mapped: Iterable[Mapped]) -> list[Finding]:
    """An internal host takes one level of base path; AWS offers more for public hosts only."""
    if project.organisation.hosts[edge.host].audience is Audience.EXTERNAL:
        return []
    return [
        Finding(
            code="OWN-100",
            name="deep-internal-mount",
            level=Level.BLOCK,
            what=f"{one.stack} stands below more than one level of an internal host, which API Gateway cannot map",
            at=edge.place,
            got=f"/{one.base_path}",
            fix="claim a prefix of one level for it; on an internal host nothing deeper can be delegated",
            owner=edge.domain,
            stack=edge.stack,
        )
        for one in mapped
        if "/" in one.base_path
    ]
