"""
Which stacks must be deployed before which.
"""

from __future__ import annotations

from platform_constructs.flows.edge import apis_on
from platform_constructs.flows.partners import external_apis
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api, InternalApi
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.host import Audience
from platform_constructs.model.network import Network
from platform_constructs.model.platform_declarations import Account, Edge, IdentityPool, LoadBalancer, Partners
from platform_constructs.model.service import ContainerBackend, FunctionBackend

__all__ = ["needs"]


def needs(project: Project, declaration: Declaration) -> tuple[str, ...]:
    """Return the stacks that a declaration's own stack looks things up from, sorted."""
    platform = project.organisation.platform.name
    if isinstance(declaration, Api):
        services = {one.stack for one in declaration.services}
        if any(isinstance(one, ContainerBackend) for one in declaration.services):
            services.add(f"{platform}-{LoadBalancer.road}")
        proof = Network.road if isinstance(declaration, InternalApi) else IdentityPool.road
        return tuple(sorted({f"{platform}-{Account.road}", f"{platform}-{proof}", *services}))
    if isinstance(declaration, ContainerBackend):
        return (f"{platform}-{LoadBalancer.road}", f"{platform}-{Network.road}")
    if isinstance(declaration, FunctionBackend | LoadBalancer):
        return (f"{platform}-{Network.road}",)
    if isinstance(declaration, Partners):
        return tuple(sorted({f"{platform}-{IdentityPool.road}", *external_apis(project)}))
    if isinstance(declaration, Edge):
        inside = project.organisation.hosts[declaration.host].audience is Audience.INTERNAL
        network = {f"{platform}-{Network.road}"} if inside else set[str]()
        others = (stack.name for stack in project.elsewhere.stacks if stack.host == declaration.host)
        return tuple(sorted({*(api.stack for api in apis_on(project, declaration.host)), *others, *network}))
    return ()
