"""
Findings are as many as what changed, not as many as it reaches.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.api.comparison import Comparison, compare_documents
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.document.document import Document
from tests.pure.contracts.compare.versions import TODAY, edited, read
from tests.pure.contracts.large import MONEY, large_api

LARGE = large_api()


@pytest.fixture(scope="module")
def large() -> Document:
    return read(LARGE, "old.yaml")


def compared_to(large: Document, new: dict[str, Any]) -> Comparison:
    return compare_documents(large, read(new, "new.yaml"), today=TODAY, terms=Terms())


def test_it_is_as_large_as_it_says():
    """500 operations, 800 schemas."""
    operations = [key for item in LARGE["paths"].values() for key in item if key != "parameters"]

    assert (500, 800) == (len(operations), len(LARGE["components"]["schemas"]))


def test_nothing_changes_in_a_large_contract(large: Document):
    """The same large contract, read twice, has no changes."""
    assert () == compared_to(large, LARGE).changes


def test_one_schema_that_everybody_uses_is_a_handful_of_findings(large: Document):
    """A property that becomes optional in a schema that all operations share is one change for each direction."""
    new = edited(LARGE, lambda api: api["components"]["schemas"][MONEY].update(required=["amount"]))

    found = compared_to(large, new).changes

    assert [
        ("BREAKING", "response-property-became-optional", "schemas/Money", 500),
        ("INFO", "request-property-became-optional", "schemas/Money", 250),
    ] == sorted((change.severity.name, change.id, change.component, len(change.operations)) for change in found)


def test_shared_parameters_and_responses_are_one_finding_each(large: Document):
    """A header that all failures share, and a parameter that all operations take, are told once."""

    def edit(api: dict[str, Any]) -> None:
        api["components"]["parameters"]["Trace"]["required"] = True
        api["components"]["responses"]["Problem"]["headers"].pop("X-Trace")

    found = compared_to(large, edited(LARGE, edit)).changes

    assert [
        ("parameters/Trace", "request-parameter-became-required", 500),
        ("headers/Trace", "optional-response-header-removed", 500),
    ] == sorted(((change.component, change.id, len(change.operations)) for change in found), reverse=True)


def test_what_every_operation_drops_is_one_finding(large: Document):
    """A shared failure that no operation answers with any more is told once, with all of them."""

    def edit(api: dict[str, Any]) -> None:
        for item in api["paths"].values():
            for method, operation in item.items():
                if method != "parameters":
                    operation["responses"].pop("429")

    [change] = compared_to(large, edited(LARGE, edit)).changes

    assert ("response-non-success-status-removed", "responses/Problem", 500) == (
        change.id,
        change.component,
        len(change.operations),
    )
