"""
Whose a request is, for people and for machines.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.flows.asking.serving import Serving
from platform_constructs.flows.asking.serving_built import Built
from platform_constructs.flows.asking.whoowns import Answer
from platform_constructs.model.counted import counted

__all__ = ["whoowns_json", "whoowns_text"]


def whoowns_text(answer: Answer, built: Built | None) -> str:
    """
    Return the answer for people.

    Args:
        answer: The answer.
        built: What the written Terraform has; None when it was not asked for, or nothing can be built.
    """
    found, route = answer.ownership, answer.ownership.route
    lines = [f"{found.method} {found.path}" + (f" on host {found.host}" if found.host else "")]
    lines.append(f"  status      {found.status}")
    for one in found.chain:
        given = f", given by {one.giver}" if one.giver else ""
        lines.append(f"  claim       {one.prefix} by {one.domain}{given}, {one.place}")
    lines += [f"  delegation  {one.prefix} to {one.to}, {one.status}: {one.fix}" for one in found.dormant]
    lines += [f"  reserved    {found.reserved.prefix}: {found.reserved.reason}"] if found.reserved else []
    lines += [f"  nearest     {found.nearest.prefix} by {found.nearest.domain}"] if found.nearest else []
    if answer.elsewhere:
        lines.append(f"  host        it belongs to {answer.elsewhere}: add --environment {answer.elsewhere}")
    elif not found.host:
        lines.append("  host        no host of the registry has this name")
    if route is not None:
        lines.append(f"  answers     {route.operation} of {route.stack}, {route.place}")
        lines.append(f"  mapping     {found.mount or 'none'}")
        if answer.serving is None or answer.serving.callers is None:
            lines.append(f"  scopes      {' | '.join(answer.scopes) or '(open to anyone)'}")
        nowhere = "none: `paved synth` says why" if answer.is_here else "in another repository, which alone can say"
        lines += _served(answer.serving) if answer.serving else [f"  gateway     {nowhere}"]
    elif found.chain:
        lines.append("  answers     nothing: no contract declares it")
    if built is not None:
        lines += [f"  terraform   {address}" for address in built.resources]
        lines += [f"  alarm       {address}" for address in built.alarms] or ["  alarm       none in this stack"]
    who = answer.ask
    label = "owner" if answer.owner else "ask"
    lines.append(f"  {label:10}  {who.name} ({who.title}), {who.contact}, on call: {who.on_call}")
    return "\n".join(lines)


def _served(one: Serving) -> Iterator[str]:
    yield f"  gateway     REST API {one.api}, stage {one.stage}, {one.method} {one.resource}"
    if one.callers is not None:
        yield f"  callers     services of {', '.join(one.callers) or 'nobody'}, each request signed (SigV4)"
    else:
        yield f"  authorizer  {f'access tokens of the user pool in {one.authorizer}' if one.authorizer else 'none'}"
    if one.firewall is not None:
        capacity = f"{one.firewall.capacity} WCU"
        yield f"  web ACL     {one.api}, {counted(len(one.firewall.rules), 'rule')}, {capacity}: " + ", ".join(
            rule.name for rule in one.firewall.rules
        )
    whose = "this operation" if one.is_own_throttle else "each operation"
    a_day = "" if one.requests_per_day is None else f"; {one.requests_per_day} a day for one consumer"
    limits = f"{one.throttle.rate_per_second} requests per second, burst {one.throttle.burst}"
    yield f"  throttle    {limits}, {whose}{a_day}"
    yield f"  backend     {one.backend}"
    yield f"  packs       {', '.join(one.packs)}"


def whoowns_json(answer: Answer, built: Built | None) -> dict[str, object]:
    """Return the answer for machines; see `whoowns_text`. What was not looked at is null."""
    found, route = answer.ownership, answer.ownership.route
    return {
        "alarms": list(built.alarms) if built else None,
        "ask": {"domain": answer.ask.name, "contact": answer.ask.contact, "on_call": answer.ask.on_call},
        "chain": [
            {"domain": one.domain, "given_by": one.giver or None, "prefix": one.prefix, "where": str(one.place)}
            for one in found.chain
        ],
        "dormant": [
            {"fix": one.fix, "prefix": one.prefix, "status": str(one.status), "to": one.to, "where": str(one.place)}
            for one in found.dormant
        ],
        "host": found.host,
        "mapping": found.mount,
        "method": found.method,
        "nearest": found.nearest.prefix if found.nearest else None,
        "owner": found.domain,
        "path": found.path,
        "reserved": found.reserved.prefix if found.reserved else None,
        "route": {"operation": route.operation, "stack": route.stack, "where": str(route.place)} if route else None,
        "scopes": list(answer.scopes),
        "serving": _serving(answer.serving) if answer.serving else None,
        "status": str(found.status),
        "terraform": list(built.resources) if built else None,
    }


def _serving(one: Serving) -> dict[str, object]:
    return {
        "api": one.api,
        "authorizer": one.authorizer or None,
        "backend": one.backend,
        "callers": None if one.callers is None else list(one.callers),
        "method": one.method,
        "packs": list(one.packs),
        "requests_per_day": one.requests_per_day,
        "resource": one.resource,
        "stage": one.stage,
        "throttle": {
            "burst": one.throttle.burst,
            "own": one.is_own_throttle,
            "rate_per_second": one.throttle.rate_per_second,
        },
        "web_acl": None
        if one.firewall is None
        else {
            "capacity": one.firewall.capacity,
            "name": one.api,
            "rules": [rule.name for rule in one.firewall.rules],
        },
    }
