"""
Where settings and written values come from, for people and for machines.
"""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.errors import LONGEST_FIX, shown
from platform_constructs.flows.explain_settings import Decided
from platform_constructs.flows.provenance import Provenance, Told
from platform_constructs.policy.definition import shown_value

__all__ = ["json_provenance", "json_settings", "text_provenance", "text_settings"]


def text_settings(decided: tuple[Decided, ...]) -> str:
    """Return every setting of each stack with its reasons, the deciding one first."""
    parts = []
    for one in decided:
        parts.append(f"{one.stack}, bound by {', '.join(one.packs)}")
        for name in one.settings:
            parts += [f"  {name}", *(f"    {_reason(why)}" for why in one.settings[name].because)]
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
    """Return each value with where it comes from; one value alone is one sentence."""
    if provenance.refused:
        return "\n\n".join(str(one) for one in provenance.refused)
    heading = f"{provenance.stack}: {provenance.address}"
    if len(provenance.told) == 1:
        [told] = provenance.told
        return f"{heading} {told.attribute}\n  {_sentence(told)}"
    alike = groupby(provenance.told, key=lambda told: (told.source, told.settings, told.because))
    lines = [heading]
    for (source, settings, because), group in alike:
        lines += [f"  {shown(told.attribute)} = {shown_value(told.value)}" for told in group]
        lines.append(f"    {source}{' ' if settings else ''}{', '.join(settings)}")
        lines += [f"      {_reason(why)}" for why in because]
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


def _sentence(told: Told) -> str:
    because = "; ".join(_reason(why) for why in told.because)
    if told.source in ("declaration", "setting") and told.settings:
        return f"{', '.join(told.settings)}: {because}"
    return f"{shown_value(told.value)}, from {because}"


def _reason(why: str) -> str:
    return shown(why, longest=LONGEST_FIX)  # a list of names may be long, and is what was asked for
