"""
A report for machines: one JSON object, keys sorted.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from platform_constructs.errors import PlatformError
from platform_constructs.flows.report import Report

__all__ = ["json_error", "json_report", "json_text"]


def json_report(report: Report) -> str:
    """Return the report as JSON. It holds no time, so equal inputs give equal bytes."""
    findings = [
        {**asdict(finding), "at": asdict(finding.at), "level": finding.level.name.lower(), "blocks": finding.blocks}
        for finding in report.findings
    ]
    answer = {
        "command": report.command,
        "environment": report.environment,
        "findings": findings,
        "lowered": list(report.lowered),
        "notes": list(report.notes),
        "ok": not report.refused,
        "output": report.output,
        "scans": list(report.scans),
        "stacks": [asdict(stack) for stack in report.stacks],
    }
    return json_text(answer)


def json_error(error: PlatformError) -> str:
    """Return an error as JSON, for a command that could not judge."""
    said = {"code": error.code, "what": error.what, "at": error.at, "got": str(error.got), "fix": error.fix}
    return json_text({"ok": False, "error": said, "more": list(getattr(error, "__notes__", ()))})


def json_text(answer: dict[str, Any]) -> str:
    """Return any answer the way all our JSON is written."""
    return json.dumps(answer, indent=2, sort_keys=True, ensure_ascii=False)
