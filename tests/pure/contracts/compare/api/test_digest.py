"""
What a reader takes for one change.
"""

from __future__ import annotations

from typing import Any

from tests.pure.contracts.compare.versions import compared, edited, only, orders


def with_states(*states: str) -> dict[str, Any]:
    """The API whose list of orders says their state."""
    state = {"state": {"enum": list(states)}}
    orders_ = {"type": "array", "items": {"type": "object", "properties": state}}
    return edited(orders(), lambda api: api["components"]["schemas"].update(Orders=orders_))


def test_new_values_of_one_list_are_one_change():
    """Twelve values more in one list are told in one sentence, the last ones as a number."""
    new = [f"s{number:02}" for number in range(12)]

    change = only(with_states("open"), with_states("open", *new))

    assert ("response-property-enum-value-added", tuple(new)) == (change.id, change.args)
    assert change.what.endswith("`s08`, `s09` and 2 more")
    assert "values `s00`, `s01`" in change.what


def test_a_removed_property_is_not_told_to_be_optional():
    """That a property which is gone is no longer required goes without saying."""

    def edit(api: dict[str, Any]) -> None:
        api["components"]["schemas"]["Order"] |= {"required": [], "properties": {}}

    found = compared(orders(), edited(orders(), edit)).changes

    assert {"request-property-removed", "response-required-property-removed"} == {change.id for change in found}
