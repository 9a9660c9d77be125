"""
Changes as findings, and the families that name their codes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from platform_constructs.contracts.compare.api.finding import finding_of
from platform_constructs.contracts.compare.codes import CODES
from platform_constructs.contracts.compare.families import FAMILIES, family_of
from platform_constructs.model.verdict import Level
from tests.pure.contracts.compare.versions import compared, edited, orders

HERE = Path(__file__).parents[5] / "platform_constructs" / "contracts" / "compare" / "api"


def test_a_finding_reads_like_any_other():
    """A breaking change blocks, and says where, what, why, whom it reaches and what to do."""
    new = edited(orders(), lambda api: api["components"]["parameters"]["Limit"].update(required=True))
    [change] = compared(orders(), new).changes

    assert [
        "block[CMP-016] parameters/Limit: the query parameter `limit` became required, because requests of today's "
        "clients may lack it",
        f"  at   new.yaml:{change.new.line if change.new else 0} (/components/parameters/Limit/required)",
        "  got  GET /orders, GET /orders/{id}",
        "  fix  take it back, add what is new beside it, or publish a new major version",
        "  who  ordering",
        "  more `paved explain CMP-016`",
    ] == str(finding_of(change, "ordering")).splitlines()


def test_levels_follow_the_severity():
    """What breaks blocks, what cannot be decided warns, what is fine advises."""

    def edit(api: dict[str, object]) -> None:
        api["paths"]["/orders"]["get"].pop("parameters")  # type: ignore[index]  # a small API, known by its shape
        api["paths"]["/orders"]["post"]["tags"] = ["new"]  # type: ignore[index]  # as above
        api["paths"].pop("/orders/{id}")  # type: ignore[attr-defined]  # as above

    found = [finding_of(change, "ordering") for change in compared(orders(), edited(orders(), edit)).changes]

    assert {Level.BLOCK, Level.WARN, Level.ADVISE} == {finding.level for finding in found}
    assert {"CMP-001", "CMP-006", "CMP-010"} == {finding.code for finding in found}


def test_every_family_is_explained():
    """Each code of a family has its text, and each text its family."""
    assert CODES.keys() == {code for code, _ in FAMILIES}


@pytest.mark.parametrize(
    ("change_id", "code"),
    [
        ("api-removed-before-sunset", "CMP-001"),
        ("request-property-sunset-date-too-small", "CMP-002"),
        ("response-property-deprecated-with-sunset", "CMP-003"),
        ("request-parameter-removed-before-sunset", "CMP-010"),
        ("new-required-request-header-property", "CMP-015"),
        ("request-parameter-property-enum-value-removed", "CMP-018"),
        ("response-optional-write-only-property-removed", "CMP-014"),
        ("request-body-exclusive-max-decreased", "CMP-020"),
        ("request-property-min-contains-increased", "CMP-020"),
        ("response-body-content-media-type-changed", "CMP-027"),
        ("response-body-media-type-schema-removed", "CMP-008"),
        ("request-body-dependent-required-added", "CMP-016"),
        ("request-property-pattern-property-added", "CMP-026"),
        ("response-header-became-nullable", "CMP-019"),
        ("response-header-became-optional", "CMP-013"),
        ("response-required-property-became-read-only", "CMP-025"),
        ("request-body-unevaluated-items-removed", "CMP-026"),
        ("what-nobody-thought-of", "CMP-026"),
    ],
)
def test_an_id_has_one_family(change_id: str, code: str):
    """oasdiff's ids and ours fall into families by what they are about."""
    assert code == family_of(change_id)


def test_no_id_of_ours_falls_through():
    """Every id that this room says whole is in a family meant for it; what others start with is none."""
    stems = {"api-global-security", "api-security", "request-body", "request-parameter", "response-body"}
    said = {
        found
        for file in HERE.glob("*.py")
        for found in re.findall(
            r'"((?:api|endpoint|sunset|webhook|response|request)(?:-[a-z]+){1,9})"', file.read_text()
        )
    }

    assert len(said) > 50
    assert [] == sorted(change_id for change_id in said - stems if family_of(change_id) == "CMP-026")
