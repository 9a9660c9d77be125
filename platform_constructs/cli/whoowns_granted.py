"""
`paved whoowns EVENT ...` and `paved whoowns SCOPE ...`: whose an event or a scope is, in words and for machines.
"""

from __future__ import annotations

from platform_constructs.cli.project import Project
from platform_constructs.errors import shown
from platform_constructs.flows.asking.whoowns_granted import Owned, whoowns_event, whoowns_scope
from platform_constructs.flows.read_project import read_project
from platform_constructs.model.grant import Grant

__all__ = ["KINDS", "as_json", "as_text", "whose"]

KINDS = ("EVENT", "SCOPE")
"""What `paved whoowns` takes in place of a method."""


def whose(project: Project, kind: str, said: str) -> Owned:
    """
    Answer for one event or scope.

    Raises:
        PlatformError: if the project cannot be read, or nothing is called so.
    """
    read = read_project(project.files, project.run, environment=project.environment)
    if kind == "EVENT":
        return whoowns_event(read, project.files, said, today=project.today)
    return whoowns_scope(read, project.files, said, today=project.today)


def as_text(found: Owned) -> str:
    """Return the answer for people."""
    lines = [f"{found.kind} {shown(found.said)}", f"  status     {found.status}"]
    lines += [f"  claim      {name} by {domain.name}, {domain.place}" for domain, name in found.claims]
    lines += [f"  hint       {found.hint}"] if found.hint else []
    lines += [f"  {_verb(one):9}  {_grant(one, holds=holds)}" for one, holds in found.grants]
    lines += [f"  opens      {one.operation} of {one.stack}, {one.place}" for one in found.opens]
    if found.kind == "SCOPE" and not found.opens:
        lines.append("  opens      nothing: no operation asks for it")
    who = found.ask
    label = "owner" if found.owner else "ask"
    lines.append(f"  {label:9}  {who.name} ({who.title}), {who.contact}, on call: {who.on_call}")
    return "\n".join(lines)


def _verb(grant: Grant) -> str:
    return "grant" if grant.kind == "scope" else grant.kind


def _grant(grant: Grant, *, holds: bool) -> str:
    until = f"until {grant.expires}" if holds else f"expired on {grant.expires}"
    return f"{grant.to} {until}, {grant.place}: {shown(grant.reason)}"


def as_json(found: Owned) -> dict[str, object]:
    """Return the answer for machines."""
    return {
        "ask": {"domain": found.ask.name, "contact": found.ask.contact, "on_call": found.ask.on_call},
        "claims": [{"domain": one.name, "claim": name, "where": str(one.place)} for one, name in found.claims],
        "grants": [
            {
                "domain": one.to,
                "expires": one.expires.isoformat(),
                "grant": one.what,
                "holds": holds,
                "kind": one.kind,
                "reason": one.reason,
                "where": str(one.place),
            }
            for one, holds in found.grants
        ],
        "hint": found.hint,
        "kind": found.kind,
        "name": found.said,
        "opens": [{"operation": one.operation, "stack": one.stack, "where": str(one.place)} for one in found.opens],
        "owner": found.owner.name if found.owner else None,
        "status": str(found.status),
    }
