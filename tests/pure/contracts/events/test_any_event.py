"""
Whatever stands in an event contract: an answer, or one designed error; never an exception nobody planned.
"""

from __future__ import annotations

import json
import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from platform_constructs.contracts import codes
from platform_constructs.contracts.events import codes as codes_of_events
from platform_constructs.contracts.events.asyncapi import Publisher, asyncapi_document, asyncapi_text
from platform_constructs.contracts.events.compare import compare_events
from platform_constructs.contracts.events.event import KEYS, EventContract
from platform_constructs.contracts.events.examples import unfit_examples
from platform_constructs.contracts.events.parts import EventApi
from platform_constructs.contracts.events.registry import registry_schema
from platform_constructs.contracts.lint.ask import ask
from platform_constructs.errors import ContractError
from platform_constructs.model.organisation import Classification
from policy_packs import every_contract_rule
from tests.pure.contracts.events.reading import event_of, moved, read_event
from tests.pure.contracts.schemas import INSTANCES, SCHEMAS_31

CODES = codes.CODES.keys() | codes_of_events.CODES.keys()
EXAMPLES = int(os.environ.get("EVENT_EXAMPLES", "40"))
RULES = [rule for code, rule in every_contract_rule().items() if code.startswith("EVT-")]
PUBLISHER = Publisher("Meridian", "ordering", "Orders", "ordering@meridian.example")
KEYWORDS = [
    "$defs",
    "$ref",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "enum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxLength",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "then",
    "type",
    "unevaluatedProperties",
    "x-personal",
]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
WORDS = st.sampled_from(
    ["#/schema", "#/schema/$defs/a", "object", "string", "OrderPlaced", "(", "/a", "stable", "1.0.0"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYWORDS, "a", "event"]) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def read_or_refused(document: Any) -> EventContract | None:
    """The contract; None when a designed error refused it."""
    try:
        return read_event(document)
    except ContractError as refused:
        assert refused.code in CODES
        assert str(refused).count("\n") == 4
        return None


def use(event: EventContract) -> None:
    """Everything that is done with an event contract."""
    content = json.loads(registry_schema(event).text)
    Draft4Validator.check_schema(content)
    asyncapi_text(asyncapi_document(PUBLISHER, [event]))
    list(unfit_examples(event))
    api = EventApi(event, domain="ordering", ceiling=Classification.PERSONAL)
    for rule in RULES:
        list(ask(rule, rule.defaults, api))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3))
def test_any_document_is_read_or_refused(changes: dict[str, Any]):
    """Odd values at any key of a contract get a designed error, or an event that everything can be made of."""
    event = read_or_refused({**event_of(), **changes})

    if event is not None:
        use(event)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=200) | VALUES.map(json.dumps))
def test_any_text_is_read_or_refused(text: str):
    """A file with anything in it gets a designed error, or is an event contract."""
    event = read_or_refused(text)

    if event is not None:
        use(event)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schema=SCHEMAS_31, other=SCHEMAS_31, examples=st.lists(INSTANCES, min_size=1, max_size=3))
def test_any_schema_can_be_judged_written_and_compared(schema: Any, other: Any, examples: list[Any]):
    """Whatever JSON Schema an event has, rules answer, documents are written, and two versions are compared."""
    defined = {"One": {"type": "string"}, "Two": {"maxItems": 2}}
    events = [
        read_or_refused(
            event_of(schema={"allOf": [moved(each)], "$defs": defined}, examples=examples, compatibility="FULL")
        )
        for each in (schema, other)
    ]

    if events[0] is not None and events[1] is not None:
        use(events[0])
        compare_events(events[0], events[1], subscribers=["delivery"])
