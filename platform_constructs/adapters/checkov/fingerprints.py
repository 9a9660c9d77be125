"""
Fingerprints of what checkov judged: the block it found fault with, as it was given it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from platform_constructs.adapters.checkov.view import ScanView
from platform_constructs.model.fingerprint import fingerprint
from platform_constructs.model.scan import CheckovReport

__all__ = ["with_fingerprints"]

_FREE: Final = frozenset({"tags", "tags_all"})


def with_fingerprints(report: CheckovReport, views: Sequence[ScanView]) -> CheckovReport:
    """
    Return the report with the fingerprint of each finding: of the check and its block, tags and comments left out.

    Checks on the graph look at neighbours too. Of these only the references that stand in the block are covered.
    """
    bodies = {(view.stack, address): body for view in views for address, body in _bodies(view)}
    return replace(
        report,
        findings=tuple(
            replace(each, fingerprint=fingerprint(each.code, bodies[each.stack, each.address]))
            for each in report.findings
        ),
    )


def _bodies(view: ScanView) -> list[tuple[str, Any]]:
    lines = view.text.splitlines()
    return [
        (subject.address, _body(lines[number - 1].removesuffix(",")))
        for number, subject in view.subjects.items()
        if not subject.planted
    ]


def _body(line: str) -> Any:
    """Return the block on a line: `"name": {...}`, or an object alone for a provider."""
    block = json.loads(line) if line.startswith("{") else next(iter(json.loads(f"{{{line}}}").values()))
    return {key: value for key, value in block.items() if key not in _FREE}
