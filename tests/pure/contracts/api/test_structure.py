"""
Structure: what OpenAPI's own schema refuses is said in words, at its line, and nothing else is.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.contracts.api.load import load_contract
from platform_constructs.contracts.api.structure import structure_faults
from platform_constructs.contracts.document.source import parse
from platform_constructs.errors import ContractError
from tests.pure.contracts.reading import CORPUS, FIXTURES, ROOT, contract_of

SCHEMAS = ROOT / "platform_constructs" / "contracts" / "api" / "openapi"
OWN = [*(ROOT / "stacks" / "domains").rglob("*.yaml"), *(FIXTURES / "before").rglob("openapi.yaml")]
OAS_30 = jsonschema.Draft4Validator(json.loads((SCHEMAS / "oas-3.0.json").read_text()))


def said(document: Any, is_31: bool | None = None) -> list[tuple[str, str, str, str]]:
    """Return what is wrong with a document: where, what, got, fix."""
    root = parse(json.dumps(document), "openapi.json")
    is_31 = str(document.get("openapi")).startswith("3.1") if is_31 is None else is_31
    return [(each.at.pointer, each.what, each.got, each.fix) for each in structure_faults(root, is_31=is_31)]


def good(version: str) -> dict[str, Any]:
    """A small valid document."""
    operation = {"operationId": "makeA", "responses": {"200": {"description": "Fine."}}}
    return contract_of(openapi=version, paths={"/a": {"post": operation}})


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    [
        (["info", "contact"], "me", ("/info/contact", "contact has to be of type object", '"me"',
                                     "write a value of type object")),
        (["tags"], [{}], ("/tags/0", "0 lacks name, which OpenAPI requires", "nothing", "add name")),
        (["paths", "/a", "post", "sumary"], "x", ("/paths/~1a/post/sumary", "OpenAPI knows no such key in post",
                                                  "sumary", "correct it, or start it with x-")),
        (["paths", "/a", "post", "parameters"], [{"name": "a", "in": "query", "required": "yes", "schema": {}}],
         ("/paths/~1a/post/parameters/0/required", "required has to be of type boolean", '"yes"',
          "write a value of type boolean")),
        (["paths", "/a", "post", "responses", "200"], {"content": {}},
         ("/paths/~1a/post/responses/200", "200 lacks description, which OpenAPI requires", "nothing",
          "add description")),
        (["components", "schemas"], {"A": {"type": "strnig"}},
         ("/components/schemas/A/type", "type is none of the values that OpenAPI knows", '"strnig"', None)),
    ],
)  # fmt: skip
def test_each_kind_of_violation_is_said_once_and_at_its_place(version, pointer, value, expected):
    """A violation is one fault, where its author looks for it, whatever alternatives the schema had in mind."""
    document = copy.deepcopy(good(version))
    holder = document
    for key in pointer[:-1]:
        holder = holder.setdefault(key, {})
    holder[pointer[-1]] = value

    [found] = said(document)

    assert expected == (*found[:3], found[3] if expected[3] else None)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_our_own_contracts_have_openapis_structure(path):
    """Every contract of the sample and of the tests' fixtures is valid, bar those that show what is not."""
    root = parse(path.read_text(encoding="utf-8"), path.name)

    found = [each.what for each in structure_faults(root, is_31=str(root.value.get("openapi")).startswith("3.1"))]

    assert "openapi" not in root.value or not found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this clone")
def test_real_contracts_have_openapis_structure():
    """Nothing is wrong with contracts that large organisations publish."""
    found = {}
    for path in sorted(CORPUS.rglob("*.*")):
        if path.suffix in (".json", ".yaml") and "swagger" not in path.name:
            root = parse(path.read_text(encoding="utf-8"), path.name)
            found[path.name] = structure_faults(root, is_31=root.value["openapi"].startswith("3.1"))

    assert found
    assert not any(found.values())


KEYS = st.sampled_from(
    ["info", "paths", "/a", "post", "get", "responses", "200", "content", "schema", "parameters", "x"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "a", "query", "string"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_it_agrees_with_another_reader_of_the_same_schema(data):
    """A document has faults exactly when the reference implementation of JSON Schema refuses it."""
    document = copy.deepcopy(good("3.0.3"))
    holder: Any = document
    while isinstance(holder, dict | list) and holder and data.draw(st.booleans(), label="go down"):
        parent = holder
        key = data.draw(st.sampled_from(sorted(holder)) if isinstance(holder, dict) else st.just(0))
        holder = holder[key]
        if data.draw(st.integers(0, 3)) == 0:
            parent[key] = data.draw(VALUES)
            break

    assert bool(said(document, is_31=False)) == (not OAS_30.is_valid(document))


@given(VALUES, st.booleans())
def test_any_value_is_answered(document, is_31):
    """Whatever stands where a document is expected, the answer is a list of faults."""
    root = parse(json.dumps(document), "openapi.json")

    assert isinstance(structure_faults(root, is_31=is_31), list)


def test_what_else_is_wrong_stands_beside_the_first_fault():
    """A contract that cannot be read because of one fault also says what else to correct."""
    document = good("3.1.0")
    del document["paths"]["/a"]["post"]["operationId"]
    document["info"]["contact"] = "me"
    document["tags"] = [{}]

    with pytest.raises(ContractError) as caught:
        load_contract(json.dumps(document, indent=1), "openapi.json", read=lambda path: "")

    assert "CON-018" == caught.value.code
    notes = caught.value.__notes__
    assert 2 == len(notes)
    assert notes[0].endswith('(/info/contact): contact has to be of type object, got "me"')
    assert notes[1].endswith("(/tags/0): 0 lacks name, which OpenAPI requires, got nothing")


def test_schemas_are_looked_at_below_the_first_level_too():
    """In both versions, a schema inside a property is held to what a schema is."""
    inner = {"type": "object", "properties": {"b": {"type": "array", "items": {"type": "strnig"}}}}
    place = "/components/schemas/A/properties/b/items/type"

    for version in ("3.0.3", "3.1.0"):
        document = good(version) | {"components": {"schemas": {"A": inner}}}

        assert [(place, '"strnig"')] == [(pointer, got) for pointer, _, got, _ in said(document)]


RESPONSE = {"$ref": "#/components/responses/Gone"}


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ({"schemas": {"A": RESPONSE}}, "a reference leads to a response where a schema is needed"),
        ({"schemas": {"A": {"properties": {"items": RESPONSE}}}}, "a reference leads to a response where a schema"),
        ({"schemas": {"A": {"type": "array", "items": RESPONSE}}}, "a reference leads to a response where a schema"),
        ({"schemas": {"A": {"allOf": [RESPONSE]}}}, "a reference leads to a response where a schema is needed"),
        (
            {"responses": {"B": {"$ref": "#/components/requestBodies/C"}}},
            "a reference leads to a request body where a response is needed",
        ),
        (
            {"parameters": {"p": {"$ref": "#/components/headers/H"}}},
            "a reference leads to a header where a parameter is needed",
        ),
    ],
    ids=str,
)
def test_a_reference_leads_to_the_kind_that_its_place_takes(where, what):
    """What would be read as something that it is not is refused where the reference stands."""
    (found,) = said(good("3.1.0") | {"components": where})

    assert found[0].endswith("/$ref")
    assert found[1].startswith(what)


def test_data_that_looks_like_a_reference_leads_nowhere():
    """An example or a default is the author's, and a property may be called `items` or `responses`."""
    data = {"example": {"schema": RESPONSE}, "default": RESPONSE, "enum": [RESPONSE], "examples": [RESPONSE]}
    schemas = {"A": data, "B": {"properties": {"responses": {"$ref": "#/components/schemas/A"}}}}
    named = {"E": {"value": {"schema": RESPONSE}}}

    found = said(good("3.1.0") | {"components": {"schemas": schemas, "examples": named}})

    assert [] == found
