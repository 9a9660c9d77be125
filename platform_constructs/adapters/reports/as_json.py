"""
A report for machines: one JSON object, keys sorted.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from platform_constructs.errors import PlatformError
from platform_constructs.flows.report import Report
from platform_constructs.model.finding import Finding

__all__ = ["json_error", "json_finding", "json_report", "json_text"]


def json_report(report: Report) -> str:
    """Return the report as JSON. It holds no time, so equal inputs give equal bytes."""
    answer = {
        "command": report.command,
        "environment": report.environment,
        "findings": [json_finding(finding) for finding in report.findings],
        "lowered": list(report.lowered),
        "notes": list(report.notes),
        "ok": not report.refused,
        "output": report.output,
        "scans": list(report.scans),
        "stacks": [asdict(stack) for stack in report.stacks],
        "upcoming": [day.isoformat() for day in report.upcoming],
    }
    return json_text(answer)


def json_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as every command's JSON shows it."""
    waiver = finding.waiver
    return {
        "address": finding.address,
        "at": asdict(finding.at),
        "blocks": finding.blocks,
        "blocks_from": finding.blocks_from.isoformat() if finding.blocks_from else None,
        "code": finding.code,
        "fingerprint": finding.fingerprint,
        "fix": finding.fix,
        "got": finding.got,
        "level": finding.level.name.lower(),
        "name": finding.name,
        "owner": finding.owner,
        "stack": finding.stack,
        "waived_by": finding.waived_by,
        "waiver": {**asdict(waiver), "expires": waiver.expires.isoformat()} if waiver else None,
        "what": finding.what,
    }


def json_error(error: PlatformError) -> str:
    """Return an error as JSON, for a command that could not judge."""
    said = {"code": error.code, "what": error.what, "at": error.at, "got": str(error.got), "fix": error.fix}
    return json_text({"ok": False, "error": said, "more": list(getattr(error, "__notes__", ()))})


def json_text(answer: dict[str, Any]) -> str:
    """Return any answer the way all our JSON is written."""
    return json.dumps(answer, indent=2, sort_keys=True, ensure_ascii=False)
