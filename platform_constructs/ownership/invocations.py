"""
From grants to calls: which services of which domain may call which operations of an internal API.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from platform_constructs.model.environment import Environment
from platform_constructs.model.finding import Finding
from platform_constructs.model.grant import InvokeGrant
from platform_constructs.model.nearest import nearest
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.plan import Call, Callers
from platform_constructs.model.route import Route
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.permission_ground import Ground
from platform_constructs.ownership.rulings import BASELESS, EXPIRED, fault_finding

__all__ = ["callers_of", "calls_of", "invoke_faults", "role_patterns"]

_PARAMETER: Final = re.compile(r"\{[^/]*\}")


def role_patterns(
    organisation: Organisation, environment: Environment, domain: str, stacks: Collection[str]
) -> tuple[str, ...]:
    """
    Return patterns of the ARNs of the roles that a domain's services have: their names begin with their stacks'.

    Args:
        organisation: The registry.
        environment: Where they run.
        domain: Whose they are.
        stacks: The domain's stacks, as far as they are known.
    """
    ground = Ground(organisation, environment, organisation.domains[domain], tuple(sorted(stacks)), ())
    names = (name if name.endswith("*") else f"{name}-*" for name in ground.named())
    return tuple(sorted(ground.arn("iam", f"role/{name}", region=False) for name in names))


def callers_of(
    organisation: Organisation,
    environment: Environment,
    api: str,
    methods: Mapping[str, str],
    stacks: Mapping[str, Collection[str]],
    *,
    today: date,
) -> tuple[Callers, ...]:
    """
    Return who may call an internal API today, sorted by domain: its own domain's services everything, others what they
    are granted.

    Args:
        organisation: The registry.
        environment: Where the API is.
        api: Its stack.
        methods: Its operations, each with its method.
        stacks: The known stacks of each domain; the API's is among them.
        today: The day that grants must hold on.
    """
    owner = next(domain for domain, names in stacks.items() if api in names)
    granted: dict[str, set[str]] = {owner: set(methods)}
    for grant in _grants_of(organisation, api):
        if grant.owner == owner and today <= grant.expires:
            granted.setdefault(grant.to, set()).update(name for name in grant.operations if name in methods)
    return tuple(
        Callers(
            domain,
            role_patterns(organisation, environment, domain, stacks.get(domain, ())),
            tuple(sorted((name, methods[name]) for name in names)),
        )
        for domain, names in sorted(granted.items())
        if names
    )


def calls_of(
    organisation: Organisation,
    domain: str,
    routes: Iterable[Route],
    mounts: Mapping[str, str],
    *,
    today: date,
) -> tuple[Call, ...]:
    """
    Return what a domain's services may call of internal APIs, its own among them, sorted by stack.

    Args:
        organisation: The registry.
        domain: Whose services they are.
        routes: The operations of internal APIs that are known.
        mounts: Where each of those APIs is mounted, by stack; what is not mounted cannot be called.
        today: The day that grants must hold on.
    """
    granted = {
        (grant.api, name)
        for grant in organisation.grants
        if isinstance(grant, InvokeGrant) and grant.to == domain and today <= grant.expires
        for name in grant.operations
    }
    found: dict[str, set[tuple[str, str]]] = {}
    for route in routes:
        if route.stack in mounts and (route.domain == domain or (route.stack, route.operation) in granted):
            below = route.path.removeprefix(mounts[route.stack].rstrip("/")).lstrip("/")
            found.setdefault(route.stack, set()).add((route.method, _PARAMETER.sub("*", below)))
    return tuple(Call(stack, tuple(sorted(operations))) for stack, operations in sorted(found.items()))


def invoke_faults(
    organisation: Organisation, apis: Mapping[str, str], operations: Mapping[str, Collection[str]], *, today: date
) -> Iterator[Finding]:
    """
    Yield grants of what there is not, or is not the giver's, and grants that have ended.

    Args:
        organisation: The registry.
        apis: Every known internal API, by stack, with its domain.
        operations: The operations of those whose contract was read, by stack.
        today: The day that grants must hold on.
    """
    for grant in organisation.grants:
        if not isinstance(grant, InvokeGrant):
            continue
        given = f"{grant.owner} lets {grant.to} call {grant.api}"
        if apis.get(grant.api) != grant.owner:
            own = sorted(stack for stack, domain in apis.items() if domain == grant.owner)
            yield fault_finding(
                BASELESS,
                grant.owner,
                grant.place,
                f"{given}, which is no internal API of {grant.owner}'s",
                got=f"{grant.api} is {apis[grant.api]}'s" if grant.api in apis else grant.api,
                fix=nearest(grant.api, own, "declare an InternalApi, or remove the grant"),
            )
        elif grant.api in operations:
            for name in grant.operations:
                if name not in operations[grant.api]:
                    yield fault_finding(
                        BASELESS,
                        grant.owner,
                        grant.place,
                        f"{given}, whose contract has no such operation",
                        got=name,
                        fix=nearest(name, operations[grant.api], "name an operationId of its contract"),
                    )
        if grant.expires < today:
            yield fault_finding(
                EXPIRED,
                grant.owner,
                grant.place,
                f"{given}, and that has ended: {grant.to} is let in no more with the next deployment",
                got=f"it held until {grant.expires}",
                fix=f"{grant.owner} gives it a new date and reason, or removes it",
                level=Level.WARN,
            )


def _grants_of(organisation: Organisation, api: str) -> list[InvokeGrant]:
    return [one for one in organisation.grants if isinstance(one, InvokeGrant) and one.api == api]
