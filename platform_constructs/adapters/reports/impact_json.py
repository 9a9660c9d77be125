"""
An impact for machines: every stack, value and finding, nothing put together and nothing left out.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from platform_constructs.adapters.reports.as_json import json_finding
from platform_constructs.flows.impact.impact_answer import Consequences, Impact, Shift
from platform_constructs.policy.reading.attribute_changes import AttributeChange
from platform_constructs.policy.reading.difference import Missing, Named

__all__ = ["impact_json"]

_LONGEST = 1_000  # characters of one text: a value to compare, never a document


def impact_json(impact: Impact, command: str = "packs impact") -> dict[str, Any]:
    """
    Return an impact as plain data.

    A value that is not there at all has no `before` or `after`. In a `path`, a text is a key, a number a position and
    an object the name of an entry, such as `{"name": "rate-per-ip"}`.
    """
    consequences = impact.consequences
    return {
        "as_of": impact.today.isoformat(),
        "attributes": [_change(one) for one in consequences.changes],
        "bindings": [{**asdict(one), "adoption": one.adoption.value} for one in impact.bindings],
        "checkov": [asdict(one) for one in consequences.expected],
        "command": command,
        "compared": list(consequences.compared),
        "draft": impact.is_draft,
        "environment": impact.environment,
        "failing_today": list(consequences.failing),
        "findings": _shifts(consequences),
        "judged_nothing": list(impact.idle),
        "notes": list(consequences.notes),
        "ok": not consequences.refused,
        "owners": {domain: list(owners) for domain, owners in impact.owners.items()},
        "pack": impact.pack,
        "settings": [asdict(one) for one in consequences.moves],
    }


def _shifts(consequences: Consequences) -> dict[str, Any]:
    kinds = {"eased": consequences.eases, "newly_failing": consequences.fails, "newly_warned": consequences.warns}
    return {kind: [_shift(one) for one in shifts] for kind, shifts in kinds.items()}


def _shift(shift: Shift) -> dict[str, Any]:
    stood, stands = shift.before.name.lower(), shift.after.name.lower()
    return {**json_finding(shift.finding), "stands": stands, "stood": stood}


def _change(change: AttributeChange) -> dict[str, Any]:
    said: dict[str, Any] = {
        "address": change.address,
        "attribute": change.attribute,
        "path": [{step.key: step.name} if isinstance(step, Named) else step for step in change.path],
        "stack": change.stack,
    }
    for key, value in (("before", change.before), ("after", change.after)):
        if value is not Missing.MISSING:
            said[key] = _cut(value)
    return said


def _cut(value: Any) -> Any:
    match value:
        case str() if len(value) > _LONGEST:
            return f"{value[:_LONGEST]}... ({len(value)} characters)"
        case dict():
            return {key: _cut(inner) for key, inner in value.items()}
        case list():
            return [_cut(inner) for inner in value]
        case _:
            return value
