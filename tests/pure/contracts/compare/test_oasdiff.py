"""
oasdiff's own cases and answers: where we say the same, and a page with a reason for each where we do not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.contracts.compare.api.comparison import Comparison, compare_documents
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.errors import ContractError
from tests.pure.contracts.reading import CORPUS, ROOT

OASDIFF = CORPUS.parent / "oasdiff"
PAGE = ROOT / "docs" / "oasdiff-differences.md"
WHERE = pytest.mark.skipif(not OASDIFF.is_dir(), reason="the shared corpus is not beside this clone")
ROW = re.compile(r"\| `(?P<case>[^`]+)` \| (?P<theirs>\w+) \| (?P<ours>\w+) \| (?P<why>[^|]{20,}) \|")
WORDS = {True: "breaks", False: "fine", None: "unread"}


@dataclass(frozen=True)
class Answer:
    """
    Attributes:
        case: The case's name.
        theirs: Whether some change is an ERR for oasdiff.
        ours: Whether some change is BREAKING here; None when the corpus lacks a file of the case.
        their_ids: oasdiff's ids.
        our_ids: Ours.
    """

    case: str
    theirs: bool
    ours: bool | None
    their_ids: frozenset[str]
    our_ids: frozenset[str]


@cache
def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((OASDIFF / "cases.json").read_text(encoding="utf-8"))
    return found


@cache
def document(path: str) -> Document:
    file = OASDIFF / path

    def beside(relative: str) -> str:
        return Path(file.parent, relative).read_text(encoding="utf-8")

    return read_document(file.read_text(encoding="utf-8"), path, read=beside)


def compared(case: dict[str, Any], **options: int) -> Comparison:
    """
    Compare a case as oasdiff did: with no days of notice unless the options say some, and on the day it did.

    `level_threshold` and `checks` only hide rows of `expected`; `expected_all_checks` has them all, without options.
    """
    terms = Terms(
        beta_days=options.get("min_sunset_beta_days", 0), stable_days=options.get("min_sunset_stable_days", 0)
    )
    old, new = document(case["base"]), document(case["revision"])
    return compare_documents(old, new, today=date.fromisoformat(case["today"]), terms=terms)


@cache
def answers() -> tuple[Answer, ...]:
    found = []
    for case in cases():
        expected = case["expected_all_checks"]
        theirs = any(change["level"] == "ERR" for change in expected)
        their_ids = frozenset(change["id"] for change in expected)
        try:
            comparison = compared(case)
        except ContractError as error:
            assert "CON-014" == error.code, error
            found.append(Answer(case["case"], theirs, None, their_ids, frozenset()))
            continue
        our_ids = frozenset(change.id for change in comparison.changes)
        found.append(Answer(case["case"], theirs, bool(comparison.breaking), their_ids, our_ids))
    return tuple(found)


def rows() -> Iterator[tuple[str, str, str]]:
    """What the page says of each case where the answers differ."""
    for match in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        yield match["case"], match["theirs"], match["ours"]


@WHERE
def test_nearly_all_answers_are_oasdiffs():
    """At least 95 of 100 cases break here if and only if they break for oasdiff."""
    same = sum(answer.ours is answer.theirs for answer in answers())

    assert same >= 0.95 * len(answers()), [answer.case for answer in answers() if answer.ours is not answer.theirs]


@WHERE
def test_every_difference_has_its_reason():
    """The page lists exactly the cases where the answers differ, each with both answers and a reason."""
    differing = {
        answer.case: (WORDS[answer.theirs], WORDS[answer.ours])
        for answer in answers()
        if answer.ours is not answer.theirs
    }

    assert differing == {case: (theirs, ours) for case, theirs, ours in rows()}


@WHERE
def test_the_figures_of_the_page_are_true():
    """How many cases, answers and ids agree is as the page says."""
    same = sum(answer.ours is answer.theirs for answer in answers())
    shared = sum(len(answer.their_ids & answer.our_ids) for answer in answers())
    theirs = sum(len(answer.their_ids) for answer in answers())
    alike = sum(answer.their_ids == answer.our_ids for answer in answers())

    assert [
        f"{same} of {len(answers())} cases",
        f"{shared} of {theirs} ids",
        f"{alike} of {len(answers())} cases have the very same ids",
    ] == re.findall(r"\*\*(.+?)\*\*", PAGE.read_text(encoding="utf-8"))


@WHERE
def test_days_of_notice_are_weighed_alike():
    """Where a case asks for days of notice and oasdiff then finds an ERR, so do we; otherwise its ids are here too."""
    asked = [case for case in cases() if any(key.startswith("min_sunset") for key in case["options"])]
    wrong = []
    for case in asked:
        options = {key: int(value) for key, value in case["options"].items()}
        comparison = compared(case, **options)
        breaks = any(change["level"] == "ERR" for change in case["expected"])
        missing = {change["id"] for change in case["expected"]} - {change.id for change in comparison.changes}
        if missing or (breaks and not comparison.breaking):
            wrong.append((case["case"], missing))

    assert asked
    assert [] == wrong


def test_the_page_gives_each_case_once():
    """No case stands on the page twice."""
    listed = [case for case, _, _ in rows()]

    assert sorted(set(listed)) == sorted(listed)
