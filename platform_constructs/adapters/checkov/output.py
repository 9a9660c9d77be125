"""
Read checkov's output, and believe it only when it proves that every stack was really judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

from platform_constructs.adapters.checkov.run import FILE, Output
from platform_constructs.adapters.checkov.view import CANARIES, ScanView, Subject
from platform_constructs.errors import ToolError
from platform_constructs.model.scan import Expectations

__all__ = ["SUPPORTED", "Check", "Judged", "Reading", "read_output"]

SUPPORTED: Final = SpecifierSet(">=3.3.30,<3.4")
"""The versions whose report and checks we have been tried against."""

_CRASHED: Final = re.compile(r"Failed to run check (\S{1,80}) on /(\d{4}|graph)(?:/[^:\s]*)?:(\S{1,300})")
_CRASH: Final = "Failed to run check"
_ERROR: Final = re.compile(r"\[(ERROR|CRITI)\]")
_EXCEPTION: Final = re.compile(r"[A-Za-z_][\w.]*(Error|Exception|Warning)\b")
_FILE: Final = re.compile(rf"/(\d{{4}})/{re.escape(FILE)}")
_REINSTALL: Final = "remove .venv-checkov and run `make checkov`"


@dataclass(frozen=True, slots=True)
class Check:
    """
    A check that this checkov has.

    Attributes:
        judged: The types it gives a verdict on, maybe with wildcards; empty where checkov does not tell.
        named: The types it looks at, for a check on the graph.
    """

    judged: frozenset[str]
    named: frozenset[str]


@dataclass(frozen=True, slots=True, order=True)
class Judged:
    """
    One verdict, traced back.

    Attributes:
        stack: The stack.
        address: The Terraform address.
        check: checkov's id.
        passed: Whether the check holds.
        title: checkov's sentence for the check.
        keys: The attributes it looked at.
        guideline: A URL, or empty.
    """

    stack: str
    address: str
    check: str
    passed: bool
    title: str
    keys: tuple[str, ...]
    guideline: str


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A report that can be believed.

    Attributes:
        version: checkov's version.
        checks: Every check it has, by id.
        verdicts: One per (stack, address, check), sorted; a failure wins where a resource was expanded.
    """

    version: str
    checks: Mapping[str, Check]
    verdicts: tuple[Judged, ...]


def read_output(output: Output, views: Sequence[ScanView], expectations: Mapping[str, Expectations]) -> Reading:
    """
    Return what checkov found, once the run itself has been checked.

    Args:
        output: What checkov left behind.
        views: What it was given.
        expectations: By stack: a check that crashes is only put up with where a pack skips it.

    Raises:
        ToolError: TOOL-002, TOOL-004, TOOL-005, TOOL-006, TOOL-008 or TOOL-010.
    """
    _refuse_crashed_checks(output, views, expectations)
    report = _report(output)
    results, summary = _table(report, "results"), _table(report, "summary")
    version = _supported(summary.get("checkov_version"))
    _refuse_unparsed(results, views)
    if output.exit_code not in (0, 1) or any(
        _ERROR.search(line) and _CRASH not in line for line in output.log.splitlines()
    ):
        raise _broke_down(output)
    checks = _census(output)
    for record in _records(results, "skipped_checks"):
        raise _untrusted("it skipped a check by itself", record.get("check_id"))
    verdicts: dict[tuple[str, str, str], Judged] = {}
    caught: set[tuple[str, str, str]] = set()
    for kind, passed in (("passed_checks", True), ("failed_checks", False)):
        for record in _records(results, kind):
            view, subject = _traced(record, views)
            judged = _judged(record, view.stack, subject.address, passed)
            if not subject.planted:
                verdicts[judged.stack, judged.address, judged.check] = judged  # failures come last, and win
            elif not passed:
                caught.add((judged.stack, subject.label, judged.check))
    _refuse_asleep(caught, views)
    return Reading(version, checks, tuple(verdicts[key] for key in sorted(verdicts)))


def _refuse_crashed_checks(output: Output, views: Sequence[ScanView], expectations: Mapping[str, Expectations]) -> None:
    lines = output.log.splitlines()
    for line in (line for line in lines if _CRASH in line):
        found = _CRASHED.search(line)
        check, position, address = found.groups() if found else ("check", "", "")
        one = views[int(position) : int(position) + 1] if position.isdigit() else ()
        if found and all(expectations[view.stack].ignores(check) for view in one or views):
            continue
        raise ToolError(
            "TOOL-008",
            f"checkov's {check} crashed and judged nothing",
            at=f"{one[0].stack}: {address}" if one else "the relations between resources",
            got=next((line for line in lines if _EXCEPTION.match(line)), line),
            fix="give the resource the shape the check expects, or skip the check in a pack and say why",
        )


def _report(output: Output) -> Mapping[str, Any]:
    try:
        report = json.loads(output.report)
    except (ValueError, RecursionError) as cause:
        raise _broke_down(output) from cause
    if not isinstance(report, dict) or report.get("check_type") not in ("terraform_json", None):
        raise _broke_down(output)
    if "results" not in report:  # what checkov prints when it found no file at all
        raise _broke_down(output)
    return report


def _supported(version: object) -> str:
    try:
        supported = isinstance(version, str) and Version(version) in SUPPORTED
    except InvalidVersion:
        supported = False
    if not supported:
        raise ToolError(
            "TOOL-002",
            f"this checkov is not one of the versions we are tried against ({SUPPORTED})",
            at="checkov",
            got=version,
            fix="run `make checkov` for the pinned version",
        )
    return str(version)


def _refuse_unparsed(results: Mapping[str, Any], views: Sequence[ScanView]) -> None:
    errors = results.get("parsing_errors")
    if errors == []:
        return
    found = [_FILE.search(error) for error in errors if isinstance(error, str)] if isinstance(errors, list) else []
    stacks = sorted({views[int(match[1])].stack for match in found if match and int(match[1]) < len(views)})
    raise ToolError(
        "TOOL-005",
        "checkov could not parse every stack",
        at=", ".join(stacks) or "the scan",
        got=f"{len(found)} of {len(views)} stacks",
        fix="look for what an escape hatch wrote into this stack, and remove it",
    )


def _census(output: Output) -> Mapping[str, Check]:
    try:
        census = json.loads(output.census)
        checks = {i: Check(frozenset(c["judged"]), frozenset(c["named"])) for i, c in census.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as cause:
        raise _broke_down(output) from cause
    if not checks:
        raise _broke_down(output)
    return checks


def _traced(record: Mapping[str, Any], views: Sequence[ScanView]) -> tuple[ScanView, Subject]:
    file, lines = record.get("file_path"), record.get("file_line_range")
    found = _FILE.fullmatch(file) if isinstance(file, str) else None
    if found and int(found[1]) < len(views) and isinstance(lines, list) and len(set(map(repr, lines))) == 1:
        view = views[int(found[1])]
        if isinstance(lines[0], int) and lines[0] in view.subjects:
            return view, view.subjects[lines[0]]
    raise _untrusted("it speaks of a place that we did not give it", f"{file} {lines}")


def _judged(record: Mapping[str, Any], stack: str, address: str, passed: bool) -> Judged:
    check, title, result = record.get("check_id"), record.get("check_name"), record.get("check_result")
    expected = "PASSED" if passed else "FAILED"
    if not isinstance(check, str) or not isinstance(result, dict) or result.get("result") != expected:
        raise _untrusted("a record holds no verdict", f"{address} {check}")
    keys, guideline = result.get("evaluated_keys"), record.get("guideline")
    return Judged(
        stack,
        address,
        check,
        passed,
        title if isinstance(title, str) else check,
        tuple(sorted({key for key in keys if isinstance(key, str)})) if isinstance(keys, list) else (),
        guideline if isinstance(guideline, str) and guideline.startswith("https://") else "",
    )


def _refuse_asleep(caught: set[tuple[str, str, str]], views: Sequence[ScanView]) -> None:
    missed = [
        f"{view.stack}: {check} on a planted {label}"
        for view in views
        for label, (_, checks) in CANARIES.items()
        for check in sorted(checks)
        if (view.stack, label, check) not in caught
    ]
    if missed:
        raise ToolError(
            "TOOL-006",
            "checkov did not report a violation that was planted for it, so its silence proves nothing",
            at="checkov",
            got=missed[0],
            fix=_REINSTALL,
        )


def _table(report: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = report.get(key)
    if not isinstance(found, dict):
        raise _untrusted(f"it has no {key}", type(found).__name__)
    return found


def _records(results: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = results.get(key)
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise _untrusted(f"it has no list of {key}", type(found).__name__)
    return found


def _untrusted(why: str, got: object) -> ToolError:
    return ToolError("TOOL-010", f"checkov's report cannot be trusted: {why}", at="checkov", got=got, fix=_REINSTALL)


def _broke_down(output: Output) -> ToolError:
    said = _last_line(output.log) or "nothing on standard error"
    return ToolError(
        "TOOL-004",
        "checkov ended without a report that can be read",
        at="checkov",
        got=f"exit code {output.exit_code}: {said}",
        fix=_REINSTALL,
    )


def _last_line(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return lines[-1] if lines else ""
