"""
Models that say the same become one, and nothing else does.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.contracts.gateway.sharing import same_models
from tests.pure.contracts.reading import body_of, with_schema

NAMES = [f"m{number}" for number in range(6)]
MODELS = st.fixed_dictionaries(
    {
        name: st.fixed_dictionaries(
            {"type": st.sampled_from(["object", "string"])},
            optional={key: st.sampled_from(NAMES).map(lambda name: {"$ref": name}) for key in ("items", "other")},
        )
        for name in NAMES
    }
)


def unrolled(name: str, models: dict[str, Any], depth: int) -> Any:
    """A model with its references followed so many times."""
    if depth == 0:
        return "..."
    return {
        key: unrolled(part["$ref"], models, depth - 1) if isinstance(part, dict) else part
        for key, part in sorted(models[name].items())
    }


@settings(max_examples=300, deadline=None)
@given(models=MODELS)
def test_what_is_shared_means_the_same(models: dict[str, Any]):
    """Models that are taken for one are equal however far their references are followed."""
    same = same_models(models)

    assert set(same) == set(models)
    for name, other in same.items():
        assert same[other] == other
        assert unrolled(name, models, 12) == unrolled(other, models, 12)


@settings(max_examples=300, deadline=None)
@given(models=MODELS)
def test_equal_texts_are_always_shared(models: dict[str, Any]):
    """Two models of one text are one; so a body never says one thing twice."""
    same = same_models(models)

    def said(name: str) -> str:
        ends = {key: same[part["$ref"]] for key, part in models[name].items() if isinstance(part, dict)}
        own = {key: "itself" if end == same[name] else end for key, end in ends.items()}
        return json.dumps({**models[name], **own}, sort_keys=True)

    first: dict[str, str] = {}
    for name in sorted(models):
        assert first.setdefault(said(name), same[name]) == same[name]


def test_a_model_that_holds_itself_is_shared():
    """Two lists of themselves are one."""
    assert {"a": "a", "b": "a"} == same_models({"a": {"items": {"$ref": "a"}}, "b": {"items": {"$ref": "b"}}})


def test_a_chain_of_models_is_shared_link_by_link():
    """What differs only in which of two equal models it refers to, is equal."""
    chain = {f"{side}{link}": {"items": {"$ref": f"{side}{link + 1}"}} for side in "ab" for link in range(5)}

    same = same_models({**chain, "a5": {"type": "string"}, "b5": {"type": "string"}})

    assert {f"a{link}" for link in range(6)} == set(same.values())


def test_the_shared_model_has_the_authors_first_name():
    """Schemas that differ in words only become the model of the first of their names."""
    schema = {
        "type": "object",
        "properties": {
            "quote": {"$ref": "#/components/schemas/QuoteId"},
            "order": {"$ref": "#/components/schemas/OrderId"},
        },
    }
    document = with_schema(
        schema,
        QuoteId={"type": "string", "description": "A quote's."},
        OrderId={"type": "string", "description": "An order's."},
    )

    assert {
        "OrderId": {"type": "string"},
        "Subject": {
            "type": "object",
            "properties": {
                "order": {"$ref": "#/components/schemas/OrderId"},
                "quote": {"$ref": "#/components/schemas/OrderId"},
            },
        },
    } == body_of(document)["components"]["schemas"]
