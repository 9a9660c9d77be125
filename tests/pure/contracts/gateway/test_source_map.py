"""
From the compiled body back to the contract.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.document.source import parse
from platform_constructs.contracts.gateway.compilation import Compilation, Target, compilation
from platform_constructs.errors import ContractError
from platform_constructs.model.place import Place
from tests.pure.contracts.reading import FIXTURES, compiled, load, with_schema
from tests.pure.contracts.schemas import SCHEMAS_30, SCHEMAS_31

TEXT = """
openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
security: [{ partner: [ordering/read] }]
paths:
  /ordering/orders/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    put:
      operationId: putOrder
      summary: Put an order
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Order' }
      responses:
        '200':
          description: Fine.
          headers:
            ETag: { schema: { type: string } }
components:
  securitySchemes:
    partner:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: x, scopes: { ordering/read: Read. } } }
  schemas:
    Order:
      type: object
      properties:
        note:
          type: string
          maxLength: 10
        ${odd}/name: true
        part:
          $ref: 'parts.yaml#/Part'
"""
PARTS = {"parts.yaml": "Part:\n  type: object\n"}


def made(contract: Contract) -> Compilation:
    return compilation(contract, Target("/ordering", "ordering", "ordering"))


def kind(value: Any) -> type:
    return dict if isinstance(value, bool) else type(value)  # 3.1: true is a schema that asks for nothing


def parts(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    yield pointer, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from parts(part, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")


def value_at(texts: dict[str, str], place: Place) -> Any:
    value = parse(texts[place.file], place.file).value
    for token in place.pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def test_every_part_of_a_body_leads_to_its_line():
    """Operations, parameters, messages, headers, models and properties, across files."""
    sources = made(load(TEXT, PARTS)).sources

    order = "/components/schemas/Order"
    put = "/paths/~1orders~1{id}/put"
    assert {
        f"{put}": 9,
        f"{put}/parameters/0": 8,
        f"{put}/requestBody": 12,
        f"{put}/requestBody/content/application~1json": 14,
        f"{put}/responses/200": 17,
        f"{put}/responses/200/headers/ETag": 20,
        order: 27,
        f"{order}/properties/note": 30,
        f"{order}/properties/${{odd}}~1name": 33,
        f"{order}/properties/part": 34,
        "/components/schemas/PartsPart": 1,
    } == {pointer: place.line for pointer, place in sources.items()}


def test_what_stands_inside_a_part_leads_to_its_own_line():
    """A keyword that the contract says as the body does has its line; what the platform added has that of its part."""
    sources = made(load(TEXT, PARTS)).sources

    lines = {
        pointer: (place.line if (place := sources.at(pointer)) else None)
        for pointer in (
            "/components/schemas/Order/properties/note/maxLength",
            "/paths/~1orders~1{id}/put/summary",
            "/paths/~1orders~1{id}/put/security/0/cognito",
            "/info/title",
            "/x-amazon-apigateway-request-validator",
        )
    }

    assert [32, 11, 9, None, None] == list(lines.values())


def check(contract: Contract, texts: dict[str, str]) -> None:
    made_of = made(contract)
    body = dict(parts(json.loads(json.dumps(made_of.body))))
    mapped = dict(made_of.sources)
    assert set() == mapped.keys() - body.keys()
    home = "/components/schemas/"
    wanted = {  # a list that says nothing of its items gets `items: {}`, which is nobody's
        pointer
        for pointer, part in body.items()
        if isinstance(part, dict) and part and pointer.startswith(home) and not pointer.endswith("/properties")
    }
    assert set() == wanted - mapped.keys()
    for pointer in body:
        node = made_of.sources.node(pointer)
        assert (node is None) == (pointer.split("/")[1:2] not in (["paths"], ["components"]) or pointer.count("/") < 3)
        if node is not None:
            assert value_at(texts, node.place) == node.value
            assert 1 <= node.line <= texts[node.file].count("\n") + 1
        if pointer in mapped and node is not None:
            assert kind(node.value) is dict is kind(body[pointer])


@pytest.mark.parametrize("change", sorted(folder.name for folder in (FIXTURES / "before").iterdir()))
def test_every_pointer_of_a_golden_body_leads_somewhere(change: str):
    """Each part of a body leads to a place that exists and whose value is of its kind; every schema has its own."""
    folder: Path = FIXTURES / "before" / change
    texts = {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.rglob("*.*")}
    contract = load(texts["openapi.yaml"], texts)

    check(contract, {f"ordering/{name}": text for name, text in texts.items()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(is_31=st.booleans(), data=st.data())
def test_every_pointer_of_a_random_body_leads_somewhere(is_31: bool, data: st.DataObject):
    """The same for contracts that nobody wrote."""
    one, two, subject = (data.draw(SCHEMAS_31 if is_31 else SCHEMAS_30) for _ in range(3))
    document = with_schema(subject, version="3.1.0" if is_31 else "3.0.3", One=one, Two=two)
    try:
        contract = load(document)
    except ContractError as refused:
        assert refused.code == "CON-016"
        return

    check(contract, {contract.file: json.dumps(document, indent=1)})


def test_the_map_stays_out_of_the_body():
    """What Terraform gets holds no line and no file of the contract."""
    api, _ = compiled(load(TEXT, PARTS))

    assert api is not None
    assert "ordering/openapi.yaml" not in json.dumps(api.body)
    assert 11 == len(api.sources)
