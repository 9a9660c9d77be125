"""
A list of waivers, for people and for machines.
"""

from __future__ import annotations

from dataclasses import asdict

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.errors import shown
from platform_constructs.flows.asking.waivers import ListedWaiver, Standings

__all__ = ["json_waivers", "text_waivers"]


def text_waivers(standings: Standings) -> str:
    """Return each waiver with all it says, then how many stand how."""
    parts = [str(one) for one in standings.refused] + [_text(one) for one in standings.listed]
    parts.append(_counts(standings))
    return "\n\n".join(parts)


def json_waivers(standings: Standings) -> str:
    """Return the same for machines."""
    return json_text(
        {
            "ok": standings.hold,
            "refused": [str(one) for one in standings.refused],
            "synthesised": standings.synthesised,
            "waivers": [
                {
                    **asdict(one.waiver),
                    "days_left": one.days_left,
                    "expires": one.waiver.expires.isoformat(),
                    "holds": one.state.holds,
                    "name": one.name,
                    "place": str(one.waiver.place),
                    "state": one.state.value,
                    "why": one.why,
                }
                for one in standings.listed
            ],
        }
    )


def _text(standing: ListedWaiver) -> str:
    waiver, days = standing.waiver, standing.days_left
    left = f"{days} day{'' if days == 1 else 's'} left" if days >= 0 else f"{-days} day{'' if days == -1 else 's'} ago"
    lines = [
        f"{' '.join(filter(None, (waiver.rule, standing.name)))}: {standing.state}",
        *([f"  why  {shown(standing.why)}"] if standing.why else []),
        f"  at   {shown(str(waiver.place))}",
        f"  in   {shown(waiver.at)}",
        f"  who  {shown(waiver.owner)}, approved by {shown(waiver.approver)}, {shown(waiver.ticket)}",
        f"  till {waiver.expires.isoformat()}, {left}",
        f"  for  {shown(waiver.reason)}",
        f"  but  {shown(waiver.compensating_control)}",
    ]
    return "\n".join(lines)


def _counts(standings: Standings) -> str:
    total = len(standings.listed)
    if not total:
        return "no waivers"
    counted = ", ".join(f"{count} {state}" for state, count in standings.counts.items())
    said = f"{total} waiver{'' if total == 1 else 's'}: {counted}"
    if standings.refused:
        return f"{said}\nnothing was built, so nobody knows which are stale or cover nothing"
    return (
        said if standings.synthesised else f"{said}\n`paved waivers check` also tells which are stale or cover nothing"
    )
