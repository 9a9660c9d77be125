"""
Discriminators: what of them draft 4 can check, and that nothing is refused which the contract accepts.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from tests.pure.contracts.reading import body_of, compiled, load, with_schema
from tests.pure.contracts.schemas import INSTANCES

HOME = "#/components/schemas/"
CAT: dict[str, Any] = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"type": "string"}, "lives": {"type": "number"}},
}
DOG: dict[str, Any] = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"type": "string"}, "bark": {"type": "boolean"}},
}


def choosing(mapping: Any, *, union: str = "oneOf", **changes: Any) -> dict[str, Any]:
    """A contract whose body is a cat or a dog, told apart by `kind`."""
    subject = {
        union: [{"$ref": f"{HOME}Cat"}, {"$ref": f"{HOME}Dog"}],
        "discriminator": {"propertyName": "kind", **({"mapping": mapping} if mapping is not None else {})},
    }
    return with_schema({**subject, **changes.pop("beside", {})}, **{"Cat": CAT, "Dog": DOG, **changes})


def accepts(document: dict[str, Any], instance: Any) -> bool:
    components = body_of(document)["components"]
    whole = {"$ref": f"{HOME}Subject", "components": components}
    return bool(Draft4Validator(whole).is_valid(instance))


MAPPING = {"cat": f"{HOME}Cat", "dog": "Dog"}


def test_a_mapped_value_leads_to_its_schema():
    """With a mapping, each branch is held to the values that lead to it: its keys, and its own name."""
    schemas = body_of(choosing(MAPPING))["components"]["schemas"]

    assert {
        "anyOf": [
            {"allOf": [{"$ref": f"{HOME}Cat"}, {"properties": {"kind": {"type": "string", "enum": ["Cat", "cat"]}}}]},
            {"allOf": [{"$ref": f"{HOME}Dog"}, {"properties": {"kind": {"type": "string", "enum": ["Dog", "dog"]}}}]},
        ]
    } == schemas["Subject"]


@pytest.mark.parametrize(
    ("instance", "expected"),
    [
        ({"kind": "cat", "lives": 9}, True),
        ({"kind": "Dog", "bark": True}, True),
        ({"kind": "dog", "bark": "loud"}, False),  # a good cat, but it says it is a dog
        ({"kind": "fish"}, False),
        ({}, False),
    ],
)
def test_the_gateway_tells_the_branches_apart(instance: Any, expected: bool):
    """What says to be one thing and is another is refused at the gateway already."""
    assert expected == accepts(choosing(MAPPING), instance)


@pytest.mark.parametrize(
    ("document", "instance"),
    [
        pytest.param(choosing(None), {"kind": "fish"}, id="no mapping"),
        pytest.param(choosing({}), {"kind": "fish"}, id="an empty mapping"),
        pytest.param(choosing({"puppy": f"{HOME}Puppy", **MAPPING}), {"kind": "puppy"}, id="a schema below a branch"),
        pytest.param(choosing({"pup": "dog.yaml", **MAPPING}), {"kind": "pup"}, id="a schema elsewhere"),
        pytest.param(
            choosing(MAPPING, Cat={"type": "object", "properties": {"kind": {"type": "integer"}}}),
            {"kind": 5},
            id="a number",
        ),
        pytest.param(
            choosing(MAPPING, Cat={"type": "object", "properties": {"kind": {"type": ["string", "null"]}}}),
            {"kind": None},
            id="null",
        ),
        pytest.param(choosing(MAPPING, Cat={"type": "object"}), {"kind": 5}, id="a branch that does not say it"),
        pytest.param(
            choosing(MAPPING, Dog={**DOG, "properties": {**DOG["properties"], "@schemaLocation": {"type": "string"}}}),
            {"kind": "fish", "@schemaLocation": "https://schemas.meridian.example/fish"},
            id="a type that is described elsewhere",
        ),
        pytest.param(
            choosing(MAPPING, beside={"anyOf": [{"type": "object"}, {"type": "array"}]}),
            {"kind": "fish"},
            id="two unions",
        ),
    ],
)
def test_what_a_mapping_does_not_decide_is_left_to_the_backend(document: dict[str, Any], instance: Any):
    """Where the contract leaves the values open, or they are no texts, the gateway lets them pass."""
    assert accepts(document, instance)


def test_a_parent_does_not_list_its_children():
    """A discriminator of a parent names what is known today; TM Forum's clients may send types of their own."""
    parent = {**DOG, "discriminator": {"propertyName": "kind", "mapping": MAPPING}}
    document = with_schema(parent, Cat=CAT, Dog=DOG)

    api, _ = compiled(load(document))

    assert api is not None
    assert [
        "a `discriminator` is left to the backend unless it maps values to the branches of a union",
    ] == [text for _, text in api.lowered]
    assert accepts(document, {"kind": "SatelliteDish"})


def test_null_passes_beside_the_branches():
    """A union that may be null is told apart by its values only when it is there."""
    branches = [{"$ref": f"{HOME}Cat"}, {"$ref": f"{HOME}Dog"}, {"type": "null"}]
    subject = {"oneOf": branches, "discriminator": {"propertyName": "kind", "mapping": MAPPING}}
    document = with_schema(subject, Cat=CAT, Dog=DOG)

    assert accepts(document, None)
    assert not accepts(document, {"kind": "dog", "bark": "loud"})


KEYS = st.sampled_from(["cat", "dog", "Cat", "Dog", "fish", "puppy"])
TARGETS = st.sampled_from([f"{HOME}Cat", f"{HOME}Dog", "Cat", "Dog", f"{HOME}Puppy"])
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "kind": KEYS,
    "lives": st.integers(0, 3) | st.just("nine"),
    "bark": st.booleans() | st.just("loud"),
}
PETS = st.fixed_dictionaries({}, optional=FIELDS)


@settings(max_examples=200, deadline=None)
@given(
    mapping=st.dictionaries(KEYS, TARGETS, max_size=4),
    union=st.sampled_from(["oneOf", "anyOf"]),
    instances=st.lists(PETS | INSTANCES, min_size=5, max_size=10),
)
def test_a_discriminator_never_refuses_what_the_contract_accepts(
    mapping: dict[str, str], union: str, instances: list[Any]
):
    """Valid against the union, and against the schema that its value names: then it passes the gateway."""
    puppy = {"allOf": [{"$ref": f"{HOME}Dog"}], "required": ["bark"]}
    document = choosing(mapping, union="anyOf", Puppy=puppy)
    schemas = document["components"]["schemas"]
    whole = {"components": {"schemas": schemas}}
    named = {"Cat": "Cat", "Dog": "Dog", **{key: target.removeprefix(HOME) for key, target in mapping.items()}}
    for instance in instances:
        if not Draft202012Validator({"$ref": f"{HOME}Subject", **whole}).is_valid(instance):
            continue
        chosen = named.get(instance["kind"]) if isinstance(instance, dict) else None
        if chosen is None or not Draft202012Validator({"$ref": HOME + chosen, **whole}).is_valid(instance):
            continue  # no schema can be determined, or another one: validation should fail
        assert accepts(document, instance)


def test_thousands_of_branches_are_told_apart_in_time():
    """The work grows with the contract: what branches share is looked at once."""
    count = 4_000
    base: dict[str, Any] = {"type": "object", "properties": {"kind": {"type": "string"}}}
    chain: dict[str, Any] = {f"B{n}": {"allOf": [{"$ref": f"{HOME}B{n + 1}"}]} for n in range(200)}
    pets: dict[str, Any] = {f"P{n}": {"allOf": [{"$ref": f"{HOME}B0"}], "maxProperties": n} for n in range(count)}
    subject = {
        "oneOf": [{"$ref": HOME + name} for name in pets],
        "discriminator": {"propertyName": "kind", "mapping": {f"p{n}": f"P{n}" for n in range(count)}},
    }
    contract = load(with_schema(subject, **chain, B200=base, **pets))
    before = time.process_time()

    findings = compiled(contract)[1]

    assert {"CON-049"} == {finding.code for finding in findings}
    assert 5 > time.process_time() - before  # it takes about one; a busy machine may take longer
