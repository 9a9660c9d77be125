"""
A deployment role for people and for machines.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any, Final

from platform_constructs.adapters.reports.as_json import json_finding
from platform_constructs.errors import shown
from platform_constructs.flows.asking.permissions import Permissions
from platform_constructs.model.permission import Condition, Statement

__all__ = ["permissions_json", "permissions_text"]

_WIDTH: Final = 110  # characters of a line


def permissions_text(answer: Permissions) -> str:
    """Return who takes the role, then each statement with its reason."""
    role = answer.role
    parts = [
        "\n".join(
            [
                f"{role.name}, in {role.environment}",
                f"  made by   {_maker(answer)}",
                f"  taken by  {shown(', '.join(role.subjects)) or 'nobody yet: the registry names no pipelines'}",
                f"  deploys   {', '.join(role.stacks) or 'nothing yet: it declares no stack'}",
            ]
        ),
        *("\n".join(_statement("may", one)) for one in role.statements),
        *("\n".join(_statement("can never", one)) for one in role.boundary if one.effect == "Deny"),
        *map(str, answer.findings),
    ]
    allowed = sum(len(one.actions) for one in role.statements)
    parts.append(
        f"{len(role.statements)} statements allow {allowed} actions; its permissions boundary allows no more, and "
        "denies the rest"
    )
    return "\n\n".join(parts)


def _maker(answer: Permissions) -> str:
    if not answer.stack:
        return "nothing yet: the platform declares Delivery(domain=...)"
    return answer.stack if answer.role.subjects else f"{answer.stack}, once the registry names pipelines"


def _statement(verb: str, one: Statement) -> Iterator[str]:
    yield f"{one.sid}: {one.why}"
    yield from _lines(verb, ", ".join(one.actions))
    for resource in one.resources:
        yield from _lines("on", resource)
    for condition in one.conditions:
        yield from _lines("where", _said(condition))


def _said(condition: Condition) -> str:
    return f"{condition.variable} {condition.test} {' or '.join(condition.values)}"


def _lines(label: str, text: str) -> Iterator[str]:
    first, *more = wrap(shown(text, longest=5_000), _WIDTH, break_on_hyphens=False) or [""]
    yield f"  {label:9} {first}"
    yield from (f"  {'':9} {line}" for line in more)


def permissions_json(answer: Permissions) -> dict[str, Any]:
    """Return the role as JSON's values; statements as IAM has them, with their reasons."""
    role = answer.role
    return {
        "boundary": [_data(one) for one in role.boundary],
        "domain": role.domain,
        "environment": role.environment,
        "findings": [json_finding(one) for one in answer.findings],
        "policy": [_data(one) for one in role.statements],
        "role": role.name,
        "stack": answer.stack,
        "stacks": list(role.stacks),
        "subjects": list(role.subjects),
    }


def _data(one: Statement) -> dict[str, Any]:
    return {"why": one.why, **one.document}
