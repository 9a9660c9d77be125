"""
Turn checkov's verdicts into findings, by what the packs expect of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

from platform_constructs.adapters.checkov.output import Check, Judged, Reading
from platform_constructs.adapters.checkov.view import ScanView, Subject
from platform_constructs.errors import ToolError
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.scan import CheckovReport, Expectations, SkippedCheck
from platform_constructs.model.verdict import Level

__all__ = ["refuse_impossible", "report_of"]

_LONGEST_NAME: Final = 60


def refuse_impossible(expectations: Mapping[str, Expectations], reading: Reading) -> None:
    """
    Refuse packs that ask for what this checkov cannot do.

    Raises:
        ToolError: TOOL-009, naming the first check it does not have, or type that a check does not judge.
    """
    for stack, expected in sorted(expectations.items()):
        for code in sorted({*expected.must_pass, *expected.skips}):
            if code not in reading.checks:
                raise _impossible(stack, f"checkov {reading.version} has no check {code}", code)
            check = reading.checks[code]
            for type_ in sorted(expected.must_pass.get(code, ())):
                if not _matches(type_, check.judged | check.named):
                    known = ", ".join(sorted(check.judged or check.named)[:5])
                    raise _impossible(stack, f"{code} does not judge that type, only {known}", type_)


def report_of(
    reading: Reading,
    views: Sequence[ScanView],
    expectations: Mapping[str, Expectations],
    *,
    owners: Mapping[str, str],
    places: Mapping[str, Place],
) -> CheckovReport:
    """
    Return the report: failures that count, failures that a pack skips, and demands that were never evaluated.

    Raises:
        ToolError: TOOL-007, when not one check applied.
    """
    if not reading.verdicts:
        raise ToolError(
            "TOOL-007",
            "checkov has no check for any of these resources, so nothing was judged",
            at=", ".join(view.stack for view in views),
            got=f"{sum(len(view.own) for view in views)} blocks",
            fix="scan at least one stack with resources that checkov knows",
        )
    paths = {(view.stack, subject.address): subject.path for view in views for subject in view.own}
    findings: list[Finding] = []
    skips: list[SkippedCheck] = []
    for judged in reading.verdicts:
        if judged.passed:
            continue
        expected = expectations[judged.stack]
        if expected.ignores(judged.check):
            skips.append(SkippedCheck(judged.stack, judged.address, judged.check, expected.skips[judged.check]))
        else:
            path = paths[judged.stack, judged.address]
            findings.append(_failure(judged, path, owners[judged.stack], places[judged.stack]))
    failed = len(findings)
    for view in views:
        for code, subject in _never_evaluated(view, expectations[view.stack], reading):
            findings.append(_silence(view.stack, code, subject, owners[view.stack], places[view.stack]))
    passed = sum(judged.passed for judged in reading.verdicts)
    return CheckovReport(
        tuple(sorted(findings, key=lambda finding: finding.order)),
        len(reading.verdicts),
        passed,
        failed,
        len(skips),
        tuple(sorted(skips)),
        reading.version,
    )


def _never_evaluated(view: ScanView, expected: Expectations, reading: Reading) -> Iterator[tuple[str, Subject]]:
    judged = {(verdict.address, verdict.check) for verdict in reading.verdicts if verdict.stack == view.stack}
    for code, types in sorted(expected.must_pass.items()):
        concerned = [subject for subject in view.own if _matches(subject.label, types or _judges(reading.checks[code]))]
        for subject in concerned:
            if (subject.address, code) not in judged and code not in subject.unasked:
                yield code, subject


def _judges(check: Check) -> frozenset[str]:
    return check.judged or check.named


def _matches(label: str, types: frozenset[str]) -> bool:
    return any(fnmatchcase(label, type_) for type_ in types)


def _failure(judged: Judged, path: str, owner: str, place: Place) -> Finding:
    where = path or judged.address
    keys = ", ".join(key for key in judged.keys if key != "resource_type")
    change = f"look at {keys} of {where}" if keys and len(keys) <= _LONGEST_NAME else f"change {where}"
    guide = f"; {judged.guideline} says how" if judged.guideline else ""
    return Finding(
        code=judged.check,
        name=_slug(judged.title),
        level=Level.BLOCK,
        what=f"{judged.address} fails {judged.check}: {_sentence(judged.title)}",
        at=place,
        fix=f"{change} so that the check holds{guide}",
        owner=owner,
        stack=judged.stack,
        address=judged.address,
    )


def _silence(stack: str, code: str, subject: Subject, owner: str, place: Place) -> Finding:
    where = subject.path or subject.address
    return Finding(
        code=code,
        name="never-evaluated",
        level=Level.BLOCK,
        what=f"checkov never evaluated {code} on {subject.address}",
        at=place,
        fix=f"give {where} plain values where the check looks: checkov cannot see through ${{...}}",
        owner=owner,
        stack=stack,
        address=subject.address,
    )


def _slug(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", title.lower().removeprefix("ensure "))
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _LONGEST_NAME:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "unnamed"


def _sentence(title: str) -> str:
    title = title.strip().removesuffix(".")
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _impossible(stack: str, what: str, got: str) -> ToolError:
    return ToolError("TOOL-009", what, at=f"the packs of {stack}", got=got, fix="correct the pack's [checkov] table")
