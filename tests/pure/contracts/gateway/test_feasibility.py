"""
The feasibility report: what is carried, what is lost, what is refused, each with its place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from platform_constructs.contracts.api.structure import structure_faults
from platform_constructs.contracts.gateway.compilation import compilation
from platform_constructs.contracts.gateway.feasibility import (
    CarriedModel,
    CarriedOperation,
    Feasibility,
    Outcome,
    feasibility,
)
from platform_constructs.contracts.notes import Loss
from platform_constructs.model.place import Place
from tests.pure.contracts.reading import TARGET, load

FILE = "ordering/openapi.yaml"
TEXT = """\
openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
security: [{ partner: [ordering/read] }]
paths:
  /ordering/orders:
    post:
      operationId: placeOrder
      parameters:
        - { name: Idempotency-Key, in: header, required: true, schema: { type: string } }
        - { name: dry, in: query, schema: { type: boolean } }
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/Order' } }
          multipart/form-data: { schema: { type: object } }
      responses: { '201': { description: Placed. } }
components:
  securitySchemes:
    partner:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: x, scopes: { ordering/read: Read. } } }
  schemas:
    Order:
      type: object
      properties:
        id: { $ref: '#/components/schemas/OrderId' }
        quote: { $ref: '#/components/schemas/QuoteId' }
        note: { type: [string, 'null'] }
    OrderId: { type: string, maxLength: 10 }
    QuoteId: { type: string, maxLength: 10, title: Of a quote. }
"""


def report_of(text: Any, **changes: Any) -> Feasibility:
    return feasibility(compilation(load(text), replace(TARGET, **changes)))


def spots(report: Feasibility) -> list[tuple[Loss, str, list[int]]]:
    return [(note.loss, note.text, [place.line for place in note.places]) for note in report.losses]


def test_what_is_carried_is_listed_with_its_place():
    """Operations with what API Gateway insists on, and models with those who share them."""
    report = report_of(TEXT)

    schemas = "/components/schemas"
    assert (
        (
            CarriedOperation(
                id="placeOrder",
                method="POST",
                path="/orders",
                at=Place(FILE, 6, "/paths/~1ordering~1orders/post"),
                scopes=("ordering/read",),
                is_open=False,
                required=("header Idempotency-Key",),
                models={"application/json": "Order"},
            ),
        ),
        (
            CarriedModel("Order", Place(FILE, 22, f"{schemas}/Order"), 145, ()),
            CarriedModel(
                "OrderId", Place(FILE, 28, f"{schemas}/OrderId"), 35, (Place(FILE, 29, f"{schemas}/QuoteId"),)
            ),
        ),
        ("multipart/form-data",),
        (2, 300),
        Outcome.IN_PART,
    ) == (
        report.operations,
        report.models,
        report.binary,
        (report.resources, report.most_resources),
        report.outcome,
    )


def test_what_is_lost_says_what_the_backend_has_to_check():
    """Each kind once, with all its places, and what it means."""
    assert [
        (
            Loss.UNCHECKED,
            "the values of parameters are left to the backend: API Gateway checks that required ones are there",
            [10],
        ),
        (
            Loss.UNCHECKED,
            "request bodies other than JSON are left to the backend: API Gateway cannot check them",
            [14],
        ),
        (Loss.LOOSER, "values that may be null are checked without their type", [27]),
        (Loss.LEFT_OUT, "`title` is left out of models: it checks nothing there", [29]),
    ] == spots(report_of(TEXT))


def test_a_refused_contract_is_reported_whole():
    """What is refused hides neither what would be carried nor what would be lost."""
    refused = report_of(TEXT, mount="/quoting", scope_prefix="quoting")

    assert Outcome.REFUSED is refused.outcome
    assert {"CON-036", "CON-043"} == {finding.code for finding in refused.refused}
    assert () == refused.operations
    assert Outcome.REFUSED is report_of(TEXT, scope_prefix="quoting").outcome
    assert spots(report_of(TEXT)) == spots(report_of(TEXT, scope_prefix="quoting"))


def test_a_contract_may_be_carried_whole():
    """Where nothing is looser at the gateway, the backend has nothing to add."""
    text = TEXT.replace("[string, 'null']", "string").replace("{ type: boolean }", "{ type: string }")
    text = text.replace("          multipart/form-data: { schema: { type: object } }\n", "")

    assert Outcome.CARRIED is report_of(text).outcome


def test_a_broken_structure_is_among_the_reasons():
    """What OpenAPI's own schema says is wrong is refused beside what API Gateway says."""
    contract = load(TEXT.replace("description: Placed.", "describtion: Placed."))

    report = feasibility(compilation(contract, TARGET, structure_faults(contract.root, is_31=True)))

    assert {"CON-060"} == {finding.code for finding in report.refused}
