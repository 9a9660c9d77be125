"""
The ledger of quotas for people and for machines.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from platform_constructs.adapters.reports.text import table
from platform_constructs.catalog.ledger import WARN_AT, Entry
from platform_constructs.flows.asking.quotas import Quotas

__all__ = ["quotas_json", "quotas_text"]

_SHORT = 20  # entries


def quotas_text(answer: Quotas, *, verbose: bool) -> str:
    """
    Return the ledger as a table, the fullest first.

    Args:
        answer: The ledger.
        verbose: Whether to list all of it and where AWS says so; otherwise the first 20.
    """
    listed = answer.entries if verbose else answer.entries[:_SHORT]
    heading = ["USED", "LIMIT", "FULL", "WHAT", "IN", "BY"]
    parts = [table([*heading, "SOURCE"] if verbose else heading, [_row(one, verbose=verbose) for one in listed])]
    notes = []
    if len(listed) < len(answer.entries):
        notes.append(f"note: {len(answer.entries) - len(listed)} emptier ones; --verbose lists them, and the sources")
    if answer.left_out:
        notes.append(f"note: not counted: {', '.join(answer.left_out)}")
    parts += ["\n".join(notes)] if notes else []
    parts.append(_verdict(answer))
    return "\n\n".join(parts)


def _row(entry: Entry, *, verbose: bool) -> list[str]:
    row = [
        str(entry.used),
        f"{entry.limit}{' granted' if entry.granted else '' if entry.quota.adjustable else ' fixed'}",
        f"{entry.share:.0f} %",
        entry.quota.what,
        entry.holder,
        ", ".join(f"{domain} {amount}" for domain, amount in entry.by.items()),
    ]
    return [*row, entry.quota.source] if verbose else row


def _verdict(answer: Quotas) -> str:
    count = "1 stack" if answer.stacks == 1 else f"{answer.stacks} stacks"
    over = sum(entry.used > entry.limit for entry in answer.entries)
    near = sum(entry.share >= WARN_AT for entry in answer.entries) - over
    return (
        f"{count} for {answer.environment}, {len(answer.entries)} quotas in use, "
        f"{over} over, {near} at {WARN_AT} % or more{_next(answer.entries)}"
    )


def _next(entries: Iterable[Entry]) -> str:
    first = next(iter(entries), None)
    return f"; {first.quota.what} of {first.holder} run out first" if first else ""


def quotas_json(answer: Quotas) -> dict[str, Any]:
    """Return the ledger as JSON's values."""
    return {
        "environment": answer.environment,
        "left_out": list(answer.left_out),
        "quotas": [
            {
                "adjustable": entry.quota.adjustable,
                "by": dict(entry.by),
                "granted": entry.granted,
                "holder": entry.holder,
                "limit": entry.limit,
                "quota": entry.quota.name,
                "share": round(entry.share, 1),
                "source": entry.quota.source,
                "stacks": list(entry.stacks),
                "used": entry.used,
                "what": entry.quota.what,
            }
            for entry in answer.entries
        ],
    }
