"""
What must hold for any two schemas; `python -m tests.pure.contracts.compare.agreement` runs as many as asked for.
"""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema
from jsonschema import Draft202012Validator

from platform_constructs.contracts.compare.change import Direction, Severity
from platform_constructs.contracts.compare.schema.oracle import Answer
from platform_constructs.contracts.compare.schema.plain import Mode, allows_all_of, compare_schemas
from platform_constructs.errors import ContractError
from tests.pure.contracts.compare.agreement import disagreements
from tests.pure.contracts.compare.generated import changed, document, rewritten
from tests.pure.contracts.compare.reading import api_changes, document_of, node_of

SEEDS = st.integers(0, 2**32)
SLOW = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYWORDS = (
    *("$ref", "$defs", "additionalItems", "additionalProperties", "allOf", "anyOf", "const", "contains", "default"),
    *("dependencies", "dependentRequired", "dependentSchemas", "deprecated", "discriminator", "else", "enum", "format"),
    *("exclusiveMaximum", "exclusiveMinimum", "if", "items", "maxContains", "maximum", "maxItems", "maxLength"),
    *("maxProperties", "minContains", "minimum", "minItems", "minLength", "minProperties", "multipleOf", "not"),
    *("nullable", "oneOf", "pattern", "patternProperties", "prefixItems", "properties", "propertyNames", "readOnly"),
    *("required", "then", "type", "unevaluatedItems", "unevaluatedProperties", "uniqueItems", "x-extensible-enum"),
    *("x-sunset", "contentEncoding", "contentSchema", "$dynamicRef"),
)
GARBAGE = st.recursive(
    JSON | st.just({"$ref": "#/components/schemas/Order"}),
    lambda inner: st.dictionaries(st.sampled_from(KEYWORDS), inner | st.lists(inner, max_size=3), max_size=5),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_what_the_new_schema_refuses_is_always_told(seed: int):
    """A value that the old schema allows and the new one refuses is never called harmless, in either direction."""
    assert [] == disagreements(seed)


@SLOW
@given(SEEDS, st.data())
def test_what_is_called_harmless_is_for_a_generator_that_is_not_ours(seed: int, data: st.DataObject):
    """Where all is called allowed still, hypothesis-jsonschema finds no value that the new schema refuses."""
    dice = random.Random(seed)
    old = document(dice)
    new = changed(old, dice)
    try:
        answer = allows_all_of(node_of(new), node_of(old))
    except ContractError as refused:
        assert "CON-016" == refused.code  # two components that are each other
        return
    try:
        value = data.draw(from_schema(old))
    except Exception:  # it has many ways to say that it cannot make a value
        return

    if answer is Answer.YES and Draft202012Validator(old).is_valid(value):
        assert Draft202012Validator(new).is_valid(value)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_writing_the_same_otherwise_breaks_nobody(seed: int):
    """Wrapping into allOf, referring by way of allOf, reordering keys and renaming components is never harmful."""
    dice = random.Random(seed)
    old = document(dice)
    new = rewritten(old, dice)
    try:
        changes = compare_schemas(node_of(old), node_of(new), Mode.FULL)
    except ContractError as refused:
        assert "CON-016" == refused.code  # two components that are each other
        return

    assert [] == [change for change in changes if change.severity is Severity.BREAKING]


@settings(max_examples=100, deadline=None)
@given(GARBAGE, GARBAGE, st.sampled_from(["3.0.3", "3.1.0"]))
def test_garbage_is_compared_or_refused_as_designed(old: Any, new: Any, version: str):
    """Whatever stands where a schema should stand, the comparer answers or raises a designed error."""
    try:
        before, after = document_of(old, version), document_of(new, version)
        changes = [api_changes(before, after, direction) for direction in Direction]
    except ContractError as refused:
        assert refused.code.startswith("CON-")
        return

    assert all(list(found) == sorted(found, key=lambda change: change.order) for found in changes)
