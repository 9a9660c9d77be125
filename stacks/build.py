"""
Build a plan: each planned stack on its road, then written as Terraform JSON.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path

import cdktf

from platform_constructs.aws.stack import RoadStack
from platform_constructs.errors import DeclarationError, PlatformError, first_line
from platform_constructs.model.api import InternalApi, PublicApi
from platform_constructs.model.network import Network
from platform_constructs.model.plan import Plan, PlannedStack
from platform_constructs.model.platform_declarations import (
    Account,
    Delivery,
    Edge,
    IdentityPool,
    LoadBalancer,
    Partners,
)
from platform_constructs.model.service import ContainerBackend, FunctionBackend
from stacks.account import AccountStack
from stacks.balancer import BalancerStack
from stacks.container import ContainerStack
from stacks.delivery import DeliveryStack
from stacks.edge import EdgeStack
from stacks.function import FunctionStack
from stacks.identity import IdentityStack
from stacks.internal_api import InternalApiStack
from stacks.network import NetworkStack
from stacks.partners import PartnersStack
from stacks.public_api import PublicApiStack

__all__ = ["build"]


def build(plan: Plan, folder: Path, *, hatches: bool = True) -> None:
    """
    Write every stack of the plan under `folder`, in cdktf's own layout.

    Args:
        plan: Stacks in an order in which each comes after those it depends on.
        folder: An empty or absent folder.
        hatches: Whether to open escape hatches; without them, this is what the roads alone would write.

    Raises:
        DeclarationError: if an escape hatch raises, or breaks what cdktf checks.
    """
    app = cdktf.App(outdir=str(folder), hcl_output=False, stack_traces=False)
    built: dict[str, RoadStack] = {}
    for planned in plan.stacks:
        stack = _on_its_road(app, planned)
        for name in planned.depends_on:
            if name in built:  # a partial synth leaves the others out
                stack.add_dependency(built[name])
        if hatches:
            _open_escape_hatch(stack, planned)
        built[planned.name] = stack
    app.synth()
    for name, stack in built.items():
        for path, content in sorted(stack.beside.items()):
            file = folder / "stacks" / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _on_its_road(app: cdktf.App, planned: PlannedStack) -> RoadStack:
    match planned.declaration:
        case PublicApi() as declaration if planned.api is not None and planned.firewall is not None:
            return PublicApiStack(app, planned, declaration, planned.api, planned.firewall)
        case InternalApi() as declaration if planned.api is not None:
            return InternalApiStack(app, planned, declaration, planned.api)
        case Edge() as declaration:
            return EdgeStack(app, planned, declaration)
        case Network() as declaration:
            return NetworkStack(app, planned, declaration)
        case LoadBalancer() if planned.site.organisation.balancer is not None:
            return BalancerStack(app, planned, planned.site.organisation.balancer)
        case ContainerBackend() as declaration:
            return ContainerStack(app, planned, declaration)
        case FunctionBackend() as declaration:
            return FunctionStack(app, planned, declaration)
        case IdentityPool() if planned.firewall is not None:
            return IdentityStack(app, planned, planned.firewall)
        case Partners():
            return PartnersStack(app, planned)
        case Account():
            return AccountStack(app, planned)
        case Delivery() if planned.site.organisation.delivery is not None:
            return DeliveryStack(app, planned, planned.site.organisation.delivery)
        case other:
            raise TypeError(f"no road for {other!r}")


def _open_escape_hatch(stack: cdktf.TerraformStack, planned: PlannedStack) -> None:
    if planned.declaration.escape_hatch is None:
        return
    try:
        with redirect_stdout(sys.stderr):  # what it prints is not part of our answer
            planned.declaration.escape_hatch(stack)
    except PlatformError:
        raise
    except (
        Exception,
        SystemExit,
    ) as cause:  # it is the user's code: whatever it raises is theirs, and has to be named so
        raise DeclarationError(
            "DECL-030",
            f"the escape hatch of {planned.name} raised {type(cause).__name__}",
            at=planned.declaration.place,
            got=first_line(cause),
            fix="correct the function, or drop escape_hatch",
        ) from cause
