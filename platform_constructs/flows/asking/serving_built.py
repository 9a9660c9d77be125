"""
Build the stack that answers a request; name the Terraform resources in the request's way, and the alarms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import Ask, World, prepare
from platform_constructs.policy.view import View

__all__ = ["Built", "built"]

_ON_THE_WAY: Final = (
    "aws_api_gateway_rest_api",
    "aws_api_gateway_rest_api_policy",
    "aws_api_gateway_stage",
    "aws_api_gateway_usage_plan",
    "aws_wafv2_web_acl",
)
_ALARMS: Final = ("aws_cloudwatch_composite_alarm", "aws_cloudwatch_metric_alarm")


@dataclass(frozen=True, slots=True)
class Built:
    """
    What the written Terraform has.

    Attributes:
        resources: Addresses of what a request meets, sorted.
        alarms: Addresses of the stack's alarms, sorted; empty when it has none.
    """

    resources: tuple[str, ...]
    alarms: tuple[str, ...]


def built(world: World, book: Lawbook, ask: Ask) -> Built | None:
    """
    Build what is asked for, one stack, escape hatches included, and look; None when a synth would refuse it.

    Raises:
        PlatformError: if something cannot be read or built.
    """
    _, planned = prepare(world, book, ask)
    if planned.plan is None:
        return None
    with world.stage() as staged:
        world.say("building the stack that answers")
        world.build(planned.plan, staged.folder, hatches=True)
        views = [View.of(name, document) for name, document in staged.documents().items()]
    every = [one for view in views for one in view.resources if one.parent is None]
    return Built(
        tuple(sorted(one.address for one in every if one.type in _ON_THE_WAY)),
        tuple(sorted(one.address for one in every if one.type in _ALARMS)),
    )
