"""
What no deployment role exceeds, whatever is attached to it: the statements of its permissions boundary.

A boundary is one policy, and IAM takes 6,144 characters. So what the role's own policies say statement by statement is
joined here: what a tag tells apart, and what a name does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from platform_constructs.model.permission import Condition, Statement
from platform_constructs.ownership.permission_ground import TAG, Ground, may, never, tagged
from platform_constructs.ownership.permissions import allowed

__all__ = ["bounds"]

_BY_TAG: Final = frozenset({"OwnApis", "OwnKeys", "OwnLogGroups", "OwnStagesFirewall", "OwnTags"})
_BY_NAME: Final = frozenset(
    {"ManagedRules", "OwnAliases", "OwnParameters", "OwnState", "OwnStatesLock", "OwnWebAcls", "StagesFirewall"}
)


def bounds(ground: Ground) -> tuple[Statement, ...]:
    """Return what the pipeline of a domain, and whatever it makes, can at most be allowed."""
    return (*_inside(ground), *_at_work(ground), *_denied(ground))


def _inside(ground: Ground) -> Iterator[Statement]:
    policies = allowed(ground)
    by_tag = [one for one in policies if one.sid in _BY_TAG]
    by_name = [one for one in policies if one.sid in _BY_NAME]
    if by_tag:
        yield may(
            "BoundByTag",
            *_joined(by_tag),
            "What is tagged as its own; nothing of it is given away.",
            tagged(ground),
            Condition("StringEqualsIfExists", f"aws:RequestTag/{TAG}", (ground.domain.name,)),
        )
    if by_name:  # an action is about resources of its own service, so joining lets nothing in
        yield may("BoundByName", *_joined(by_name), "What its name tells from others', and what that stands on.")
    yield from (one for one in policies if one.sid not in _BY_TAG | _BY_NAME)


def _joined(statements: Iterable[Statement]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return all actions and all resources, each once."""
    found = list(statements)
    actions = tuple(sorted({action for one in found for action in one.actions}))
    return actions, tuple(dict.fromkeys(resource for one in found for resource in one.resources))


def _at_work(ground: Ground) -> tuple[Statement, ...]:
    """Return what the pipeline itself does not do, and what it makes may: the boundary lets it through."""
    source = ground.domain.event_source
    return (
        may(
            "OwnEvents",
            ("events:PutEvents",),
            (ground.arn("events", "event-bus/*"),),
            "What the domain runs publishes its own events, on whichever bus, and nobody else's.",
            Condition("StringLike", "events:source", (source, f"{source}.*")),
        ),
    )


def _denied(ground: Ground) -> tuple[Statement, ...]:
    """Return what it can never do, whatever is attached to it."""
    gateway = ground.arn("apigateway", "", account=False)
    return (
        never(
            "OpenRoutes",
            ("apigateway:PATCH", "apigateway:POST", "apigateway:PUT"),
            ("*",),
            "Nobody makes an operation that anyone may call. AWS reads it from the request, an imported body included.",
            Condition("ForAnyValue:StringEqualsIgnoreCase", "apigateway:Request/RouteAuthorizationType", ("NONE",)),
        ),
        never(
            "SharedHost",
            ("apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"),
            (f"{gateway}/account", f"{gateway}/clientcertificates*", f"{gateway}/domainnames*", f"{gateway}/vpclinks*"),
            "The host, its mappings and the account's settings are everybody's; the platform changes them.",
        ),
        never(
            "Untagging",
            ("apigateway:DELETE",),
            (f"{gateway}/tags/*",),
            "The tag says whose a thing is; without it anyone's pipeline could claim the thing.",
        ),
        never(
            "Unprotecting",
            (
                "kms:DisableKey",
                "kms:ScheduleKeyDeletion",
                "logs:DeleteLogGroup",
                "logs:DeleteLogStream",
                "logs:DeleteResourcePolicy",
                "logs:DeleteRetentionPolicy",
                "logs:DisassociateKmsKey",
                "wafv2:DeleteLoggingConfiguration",
                "wafv2:DeleteWebACL",
                "wafv2:DisassociateWebACL",
            ),
            ("*",),
            "Logs, their keys and the firewall are evidence and protection. Taking them away is the platform's to do.",
        ),
        never(
            "ItsOwnBounds",
            ("iam:*",),
            (
                ground.arn("iam", f"role/{ground.organisation.slug}/delivery/*", region=False),
                ground.arn("iam", f"policy/{ground.organisation.slug}/delivery/*", region=False),
                ground.arn("iam", "oidc-provider/*", region=False),
            ),
            "Nobody widens what he may do himself, nor who may take his role.",
        ),
        never(
            "ForeignTags",
            ("kms:TagResource", "kms:UntagResource", "logs:TagResource", "logs:UntagResource"),
            ("*",),
            "What is tagged as another domain's stays it, and what is one's own is not given away.",
            Condition("StringNotEquals", f"aws:ResourceTag/{TAG}", (ground.domain.name,)),
            Condition("Null", f"aws:ResourceTag/{TAG}", ("false",)),  # what has no tag yet is being made
        ),
    )
