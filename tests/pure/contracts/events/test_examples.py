"""
Examples held against their schema, and what takes too long to be held.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker

from platform_constructs.contracts.events.bundle import bundled
from platform_constructs.contracts.events.cost import MOST_STEPS, steps
from platform_constructs.contracts.events.examples import unfit_examples
from platform_constructs.errors import ContractError
from tests.pure.contracts.events.reading import event_with, moved
from tests.pure.contracts.schemas import INSTANCES, SCHEMAS_31

TREE: dict[str, Any] = {
    "anyOf": [{"properties": {"t": {"$ref": "#/schema"}}, "maxProperties": most} for most in (3, 4, 5)]
}


def deep(levels: int) -> Any:
    """A value with so many values inside each other."""
    return {"t": deep(levels - 1)} if levels else 1


def test_what_is_wrong_with_an_example_is_told_where_it_stands():
    """A value of another type, and one of another format, are told at their own lines."""
    event = event_with(
        {"properties": {"id": {"type": "string"}, "at": {"type": "string", "format": "date-time"}}},
        examples=[{"id": "a", "at": "2026-03-01T16:40:12Z"}, {"id": 5, "at": "yesterday"}],
    )

    assert [
        ("/examples/1/at", "at is not what `format` asks for", '"yesterday" is not a "date-time"'),
        ("/examples/1/id", "id is not what `type` asks for", '5 is not of type "string"'),
    ] == sorted((each.at.pointer, each.what, each.got) for each in unfit_examples(event))


def test_a_pattern_that_no_reader_knows_is_told_at_the_schema():
    """Where no validator takes the schema, examples prove nothing, and that is said."""
    event = event_with({"properties": {"id": {"pattern": "("}}})

    assert [("/schema", "no validator takes the schema, so no example can be checked")] == [
        (each.at.pointer, each.what) for each in unfit_examples(event)
    ]


def test_alternatives_inside_alternatives_are_not_followed_for_ever():
    """An example that would take three to the power of sixty steps is told at once."""
    event = event_with(TREE, examples=[deep(60)])

    assert ["the example takes too long to check: too many alternatives or references inside each other"] == [
        each.what for each in unfit_examples(event)
    ]


def test_steps_are_counted_as_a_validator_takes_them():
    """One step for the schema and each of its parts that meets a value; three times as many at each level below."""
    event = event_with(TREE)

    counted = [steps(event.schema, deep(levels), event.references) for levels in range(4)]

    # at the bottom: the schema and its three branches; above, each branch leads one level down by way of a reference
    assert [4, 4 + 3 * (1 + 4), 4 + 3 * (1 + 19), 4 + 3 * (1 + 64)] == counted
    assert MOST_STEPS == steps(event.schema, deep(60), event.references)


@settings(max_examples=60, deadline=None)
@given(schema=SCHEMAS_31, instance=INSTANCES)
def test_the_bundled_schema_says_what_the_files_say(schema: Any, instance: Any):
    """A schema put together from its parts accepts the same data, by another validator than ours."""
    defined = {"One": {"type": "string"}, "Two": {"maxItems": 2}}
    whole = {"allOf": [moved(schema)], "$defs": defined}
    try:
        event = event_with(whole, examples=[instance])
    except ContractError as refused:
        assert refused.code in ("CON-016", "CON-141")
        return
    wanted = Draft202012Validator({"$ref": "#/schema", "schema": whole}).is_valid(instance)

    assert wanted == Draft202012Validator(bundled(event)).is_valid(instance)
    with_formats = Draft202012Validator(bundled(event), format_checker=FormatChecker(["date"])).is_valid(instance)
    assert with_formats == (not list(unfit_examples(event)))


def test_a_long_chain_of_references_is_not_followed_to_its_end():
    """A thousand schemas that each refer to the next one are told, not run into."""
    chain: dict[str, Any] = {
        f"S{number}": {"allOf": [{"$ref": f"#/schema/$defs/S{number + 1}"}]} for number in range(999)
    }
    event = event_with({"$ref": "#/schema/$defs/S0", "$defs": {**chain, "S999": {"type": "object"}}})

    assert ["100000 steps and more"] == [each.got for each in unfit_examples(event)]
