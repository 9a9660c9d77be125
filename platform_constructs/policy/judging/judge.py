"""
The judge: awake, and silent only about what it has looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

from platform_constructs.errors import PlatformError
from platform_constructs.model.contract import CompiledApi, Operation
from platform_constructs.model.place import Place
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.awake import prove_awake
from platform_constructs.policy.judging.deadline import Deadline, no_deadline
from platform_constructs.policy.judging.judgement import Judgement
from platform_constructs.policy.judging.weigh import weigh
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import View

__all__ = ["judge", "prove_awake", "routes_of"]


def routes_of(api: CompiledApi) -> dict[tuple[str, str], Operation]:
    """Return a contract's operations by method and path as the written body has them."""
    return {(each.method, api.resource_paths[each.id]): each for each in api.operations}


def judge(
    view: View,
    law: Law,
    rules: Mapping[str, Rule],
    *,
    owner: str,
    at: Place,
    operations: Mapping[tuple[str, str], Operation] | None = None,
    sources: Mapping[str, Place] | None = None,
    platform: str = "platform",
    deadline: Deadline = no_deadline,
) -> Judgement:
    """
    Judge one stack.

    Args:
        view: What was written.
        law: What binds its owner.
        rules: Every rule there is, by code.
        owner: The domain that has to act.
        at: Where its owner declares the stack.
        operations: Contract operations by method and path in the written body, so that a finding leads to the
            contract's own line and can be waived by operationId.
        sources: For each pointer of the written body its place in the contract, so that a finding about a model leads
            to the contract's own line.
        platform: The domain that answers for rules that break down.
        deadline: What one rule may take over this stack.

    Raises:
        PackError: PACK-021, when a pack names a rule that is not there.
        PlatformError: GATE-002, when the stack has resources and no rule was asked of any.
    """
    judgement = weigh(
        view,
        law,
        rules,
        owner=owner,
        at=at,
        operations=operations,
        sources=sources,
        platform=platform,
        deadline=deadline,
    )
    if view.resources and not judgement.evaluated:
        raise PlatformError(
            "GATE-002",
            f"nothing was evaluated in {view.stack}, so nothing is known to be safe",
            at=at,
            got=f"{len(view.resources)} resources and {len(judgement.counts)} rules in force",
            fix="bind the domain to a pack whose rules concern these resources",
        )
    return judgement
