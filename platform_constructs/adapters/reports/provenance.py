"""
Where settings and written values come from, for people and for machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.errors import LONGEST_FIX, shown
from platform_constructs.flows.asking.explain_settings import Decided
from platform_constructs.flows.asking.provenance import Provenance
from platform_constructs.policy.settings.definition import shown_value

__all__ = ["json_provenance", "json_settings", "text_provenance", "text_settings"]


def text_settings(decided: tuple[Decided, ...]) -> str:
    """Return every setting of each stack with its value and the reasons, the deciding one first."""
    parts = []
    for one in decided:
        parts.append(f"{one.stack}, bound by {', '.join(one.packs)}")
        for name, each in one.settings.items():
            parts += [_value(name, each.value), *_reasons(each.because)]
        if one.asked and not one.settings:
            parts += [f"  {one.asked}", "    no pack that binds it decides this setting"]
    return "\n".join(parts)


def json_settings(decided: tuple[Decided, ...]) -> str:
    """Return the same for machines."""
    stacks = [
        {
            "stack": one.stack,
            "packs": list(one.packs),
            "settings": {
                name: {"because": list(each.because), "value": each.value} for name, each in one.settings.items()
            },
        }
        for one in decided
    ]
    return json_text({"stacks": stacks})


def text_provenance(provenance: Provenance) -> str:
    """Return each value with where it comes from; values of one origin share its lines."""
    if provenance.refused:
        return "\n\n".join(str(one) for one in provenance.refused)
    lines = [f"{provenance.stack}: {provenance.address}"]
    alike = groupby(provenance.told, key=lambda told: (told.source, told.settings, told.because))
    for (source, settings, because), group in alike:
        lines += [_value(told.attribute, told.value) for told in group]
        lines += [f"    {source} {', '.join(settings)}"] if settings else []  # else the reason says whose word it is
        lines += _reasons(because)
    return "\n".join(lines)


def json_provenance(provenance: Provenance) -> str:
    """Return the same for machines."""
    return json_text(
        {
            "address": provenance.address,
            "ok": not provenance.refused,
            "refused": [str(one) for one in provenance.refused],
            "stack": provenance.stack,
            "values": [asdict(told) for told in provenance.told],
        }
    )


def _value(name: str, value: Any) -> str:
    return f"  {shown(name)} = {_long(shown_value(value))}"


def _reasons(because: Sequence[str]) -> list[str]:
    return [f"    {_long(why)}" for why in because]


def _long(text: str) -> str:
    return shown(text, longest=LONGEST_FIX)  # a list of names may be long, and is what was asked for
