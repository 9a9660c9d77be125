"""
One side of a comparison: what has nothing to compare is refused, never taken for no change.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.side import Side

GOOD: dict[str, Any] = {"openapi": "3.0.3", "info": {"title": "Orders", "version": "1.0.0"}, "paths": {}}


def read(document: Any, commit: str = "") -> Any:
    """Read a document as a side of a comparison."""
    return Side("openapi.yaml", lambda: json.dumps(document), lambda path: "", commit).document()


@pytest.mark.parametrize(
    ("hollow", "pointer"),
    [
        ({"paths": "hello"}, "/paths"),
        ({"paths": {"/orders": 3}}, "/paths/~1orders"),
        ({"info": ["x"]}, "/info"),
        ({"components": 3}, "/components"),
        ({"components": {"schemas": []}}, "/components/schemas"),
        ({"webhooks": {"placed": None}}, "/webhooks/placed"),
    ],
    ids=str,
)
def test_a_document_with_nothing_where_its_parts_should_stand_is_refused(hollow: dict[str, Any], pointer: str):
    """A comparison would find nothing there, on either side, and call that no change."""
    for commit in ("", "main"):
        with pytest.raises(ContractError) as caught:
            read(GOOD | hollow, commit)

        assert ("CON-009", pointer) == (caught.value.code, caught.value.at.rpartition("(")[2].rstrip(")"))
        assert caught.value.at.startswith(f"{commit}:" if commit else "openapi.yaml")


def test_extensions_may_be_anything():
    """What starts with x- is the author's."""
    assert read(GOOD | {"paths": {"x-note": 3}, "components": {"x-note": "fine"}}).root.value["paths"]
