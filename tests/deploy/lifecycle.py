"""
The life of a project on AWS, told once: deployed, planned again, changed, destroyed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.client import LocalAwsClient
from tests.deploy.deployment import Deployment
from tests.deploy.terraform import Change

__all__ = ["Lifecycle", "live"]


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """
    What was seen. Every stack was valid and could be applied and destroyed, else there is no Lifecycle.

    Attributes:
        stacks: The stacks deployed.
        second_plans: Stack -> what a plan right after the first apply would change.
        open_methods: Methods that anyone could call, as `api METHOD path`.
        unmet_scopes: Scopes that a method asks for and no resource server offers, as `api METHOD path: scope`.
        mapped_apis: What the custom domain led to, as `host/base path: api/stage`.
        calls: What the provider called while it made public APIs, ids left out, sorted.
        update: What the plan of the changed stack said.
        stale_stages: Stages that did not serve their API after the change was applied.
        leftovers: What was there when all was destroyed.
        faults: Requests the local AWS could not answer.
        timings: `<command> <stack>` -> seconds.
    """

    stacks: frozenset[str]
    second_plans: Mapping[str, tuple[Change, ...]]
    open_methods: list[str]
    unmet_scopes: list[str]
    mapped_apis: list[str]
    calls: list[str]
    update: tuple[Change, ...]
    stale_stages: list[str]
    leftovers: list[str]
    faults: list[dict[str, str]]
    timings: Mapping[str, float]

    @property
    def drift(self) -> str:
        """The second plans as text, empty when there is nothing to change."""
        lines = [f"{stack}: {change}" for stack, plan in self.second_plans.items() for change in plan]
        return "\n".join(lines)


def live(deployment: Deployment, aws: LocalAwsClient, *, changed: Path, stack: str) -> Lifecycle:
    """Deploy everything, apply the synthesis `changed` to one stack, and destroy everything."""
    second_plans = deployment.deploy_all()
    open_methods, unmet_scopes, mapped_apis = aws.open_methods(), aws.unmet_scopes(), aws.mapped_apis()
    calls = sorted({_without_ids(call) for call in aws.calls() if call["key"].endswith("-public")})
    deployment.update(changed)
    update = deployment.plan(stack)
    deployment.apply_plan(stack)
    stale_stages = aws.stale_stages()
    deployment.destroy_all()
    logging.getLogger(__name__).info("seconds: %s", deployment.timings)
    return Lifecycle(
        stacks=frozenset(second_plans),
        second_plans=second_plans,
        open_methods=open_methods,
        unmet_scopes=unmet_scopes,
        mapped_apis=mapped_apis,
        calls=calls,
        update=update,
        stale_stages=stale_stages,
        leftovers=deployment.leftovers(),
        faults=aws.faults(),
        timings=deployment.timings,
    )


def _without_ids(call: Mapping[str, str]) -> str:
    operation = re.sub(r"/(restapis|usageplans|deployments)/[^/]+", r"/\1/ID", call["operation"])
    return f"{call['service']} {operation}"
