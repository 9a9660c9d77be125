"""
What became of contracts, for machines: JSON, and the JSON Schema of it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from platform_constructs.adapters.reports.as_json import json_finding
from platform_constructs.adapters.reports.contract_words import state_of
from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.consumer_view import ConsumerView
from platform_constructs.flows.contracts.contract_diff import ContractDiff, Judged
from platform_constructs.flows.contracts.diff_report import DiffReport
from platform_constructs.flows.contracts.outcome import VersionStep
from platform_constructs.model.place import Place

__all__ = ["FORMAT", "diff_json"]

FORMAT = 1
"""Of the answer; a reader refuses one it does not know."""


def diff_json(report: DiffReport) -> dict[str, Any]:
    """Return the report as JSON's values; docs/reference/contract-diff.schema.json describes them."""
    return {
        "contracts": [_contract(one) for one in report.contracts],
        "exit": report.exit_code,
        "fail_on": str(report.fail_on),
        "findings": [json_finding(finding) for finding in report.findings],
        "format": FORMAT,
        "notes": list(report.notes),
        "ok": report.exit_code == 0,
        "since": report.since or None,
        "worst": _name(report.worst),
    }


def _contract(diff: ContractDiff) -> dict[str, Any]:
    pair, version = diff.pair, diff.version
    return {
        "changes": [_change(one) for one in diff.judged],
        "consumers": [_consumer(view) for view in diff.consumers],
        "error": _error(diff.error) if diff.error else None,
        "findings": [json_finding(finding) for finding in diff.findings],
        "kind": "event" if diff.is_event else "api",
        "moved_from": pair.moved_from or None,
        "name": pair.name,
        "new": pair.new.file if pair.new else None,
        "old": pair.old.file if pair.old else None,
        "owner": pair.owner or None,
        "state": state_of(diff),
        "version": _version(version) if version else None,
        "worst": _name(diff.worst),
    }


def _version(version: VersionStep) -> dict[str, Any]:
    return {key: getattr(version, key) for key in ("enough", "got", "needed", "new", "old")}


def _name(severity: Severity | None) -> str | None:
    return None if severity is None else severity.name.lower()


def _error(error: PlatformError) -> dict[str, str]:
    return {"at": error.at, "code": error.code, "fix": error.fix, "got": str(error.got), "what": error.what}


def _change(one: Judged) -> dict[str, Any]:
    finding = one.finding
    waiver = finding.waiver
    return {
        **_plain(one.change),
        "code": finding.code,
        "new": _place(one.change.new),
        "old": _place(one.change.old),
        "waiver_at": finding.address if finding.fingerprint else None,
        "waiver_fingerprint": finding.fingerprint or None,
        "waived_by": finding.waived_by or None,
        "waived_until": waiver.expires.isoformat() if waiver else None,
        "why": one.change.why,
    }


def _plain(change: Change) -> dict[str, Any]:
    return {
        "args": list(change.args),
        "component": change.component,
        "id": change.id,
        "operations": list(change.operations),
        "path": change.path,
        "severity": change.severity.name.lower(),
        "what": change.what,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return asdict(place) if place else None


def _consumer(view: ConsumerView) -> dict[str, Any]:
    return {
        "contact": view.consumer.contact,
        "file": view.consumer.place.file,
        "findings": [json_finding(finding) for finding in view.findings],
        "hit": view.hit.name.lower(),
        "name": view.consumer.name,
        "touches": [
            {
                **_plain(touch.change),
                "hit": touch.hit.name.lower(),
                "operation": touch.operation,
                "uses": touch.uses or None,
            }
            for touch in view.touches
        ],
    }
