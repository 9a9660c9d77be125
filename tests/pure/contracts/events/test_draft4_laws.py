"""
The law of lowering events: what the contract accepts, the registry's draft-4 schema accepts too.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from platform_constructs.contracts.events.registry import registry_schema
from platform_constructs.errors import ContractError
from tests.pure.contracts.events.reading import event_with, moved
from tests.pure.contracts.schemas import INSTANCES, SCHEMAS_31

EXAMPLES = int(os.environ.get("LOWERING_EXAMPLES", "30"))
EXACT = st.recursive(
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["array", "boolean", "null", "number", "object", "string", ["string", "null"]]),
            "minLength": st.integers(0, 3),
            "pattern": st.sampled_from(["^a", "[0-9]"]),
            "exclusiveMinimum": st.integers(-3, 12),
            "minimum": st.integers(-3, 12),
            "const": st.sampled_from(["a", 1, None, {"a": 1}]),
            "required": st.lists(st.sampled_from(["a", "b"]), unique=True),
            "dependentRequired": st.just({"a": ["b"]}),
        },
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"properties": st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)}),
        st.fixed_dictionaries({"additionalProperties": inner}),
        st.fixed_dictionaries({"oneOf": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"if": inner, "then": inner}, optional={"else": inner}),
        st.fixed_dictionaries({"contains": inner}),
        st.fixed_dictionaries({"prefixItems": st.lists(inner, min_size=1, max_size=2), "items": inner}),
        st.fixed_dictionaries({"dependentSchemas": st.fixed_dictionaries({"a": inner})}),
    ),
    max_leaves=6,
)


def lowered(schema: dict[str, Any]) -> Draft4Validator:
    """The registry's schema of an event's data."""
    content = dict(registry_schema(event_with(schema)).content)
    Draft4Validator.check_schema(content)
    data = content["properties"]["detail"]["properties"]["data"]
    return Draft4Validator({**data, "definitions": content["definitions"]})


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(schemas=[{"oneOf": [{"unevaluatedItems": False}, {"type": "array"}]}, {}, {}], instances=[[1], "a"])
@example(schemas=[{"not": {"propertyNames": {"maxLength": 1}}}, {}, {}], instances=[{"ab": 1}])
@example(
    schemas=[{"not": {"$ref": "#/components/schemas/One"}}, {"unevaluatedProperties": False}, {}], instances=[{"a": 1}]
)
@example(schemas=[{"type": "integer"}, {}, {}], instances=[1.0, 3])
@example(schemas=[{"type": ["integer", "string"], "multipleOf": 0.5}, {}, {}], instances=[1.0, 3, "a"])
@example(schemas=[{"contains": {"type": "integer"}, "minContains": 0}, {}, {}], instances=[[], ["a"]])
@given(schemas=st.lists(SCHEMAS_31, min_size=3, max_size=3), instances=st.lists(INSTANCES, min_size=5, max_size=20))
def test_an_event_is_never_refused_by_the_schema_of_the_registry(schemas: list[Any], instances: list[Any]):
    """Whatever data the contract's schema accepts, the registry's draft-4 schema accepts; and it is valid draft 4."""
    subject, one, two = (moved(each) for each in schemas)
    if not isinstance(subject, dict):
        subject = {"allOf": [subject]}
    subject["$defs"] = {"One": one, "Two": two}
    try:
        event_with(subject)
    except ContractError as fault:
        assert fault.code in ("CON-016", "CON-141")  # two in a circle; an empty list of types
        assume(False)
    wanted = Draft202012Validator({"$ref": "#/schema", "schema": subject})
    registered = lowered(subject)

    refused = [
        (instance, [fault.message for fault in registered.iter_errors(instance)])
        for instance in instances
        if wanted.is_valid(instance) and not registered.is_valid(instance)
    ]

    assert [] == refused


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schema=EXACT, instances=st.lists(INSTANCES, min_size=5, max_size=20))
def test_what_draft_4_can_say_loses_nothing(schema: dict[str, Any], instances: list[Any]):
    """Of keywords that have a draft-4 form, nothing is lost: both schemas accept the same data."""
    wanted, registered = Draft202012Validator(schema), lowered(schema)

    assert [wanted.is_valid(each) for each in instances] == [registered.is_valid(each) for each in instances]
    assert () == registry_schema(event_with(schema)).lost
