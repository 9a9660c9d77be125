"""
A small contract, rules and a profile to lint it with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import yaml

from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.part import Part
from platform_constructs.contracts.lint.profile import Profile, RuleLevel
from platform_constructs.contracts.lint.rule import SECTIONS, ContractRule
from platform_constructs.contracts.lint.run import Found, lint
from platform_constructs.model.verdict import Level

TODAY = date(2026, 11, 22)
DOC = "\n\n".join(SECTIONS)
ORDERS = """
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: cursor, in: query, schema: {type: string}}
      responses:
        '200': {description: A page., content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}
        '404': {$ref: '#/components/responses/Problem'}
    post:
      operationId: createOrder
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses:
        '201': {description: The order.}
        '404': {$ref: '#/components/responses/Problem'}
        '409': {$ref: '#/components/responses/Problem'}
components:
  responses:
    Problem: {description: Wrong., content: {application/problem+json: {schema: {type: object}}}}
  schemas:
    Order: {type: object, required: [id], properties: {id: {type: string}, next: {$ref: '#/components/schemas/Order'}}}
    Page: {type: object, properties: {items: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
"""


def document(text: str = ORDERS, **others: str) -> Document:
    """Read a contract; `others` are files beside it, by name without `.yaml`."""

    def beside(path: str) -> str:
        return others[path.removesuffix(".yaml")]

    return read_document(text, "orders/openapi.yaml", read=beside)


def dumped(change: Callable[[Any], None]) -> Document:
    """Return the contract after a change."""
    said = yaml.safe_load(ORDERS)
    change(said)
    return document(yaml.safe_dump(said, sort_keys=False))


def a_rule(
    on: type[Part], check: Callable[[Any, Options], Iterator[Breach]], code: str = "API-901", **more: Any
) -> ContractRule:
    """Return a rule that asks this of each part of a kind."""
    return ContractRule(code, f"rule-{code[-3:]}", on, check, DOC, **more)


def a_profile(**levels: Level) -> Profile:
    """Return a profile: `API_901=Level.WARN`."""
    return Profile(
        "trial", "For a test.", levels={code.replace("_", "-"): RuleLevel(one) for code, one in levels.items()}
    )


def found_by(rule: ContractRule, read: Document, level: Level = Level.BLOCK) -> tuple[Found, ...]:
    """Lint a contract with one rule."""
    levels = {rule.code.replace("-", "_"): level}
    return lint(read, {rule.code: rule}, a_profile(**levels), today=TODAY, owner="ordering", stack="ordering-public")
