"""
How the tests of this room read contracts: from texts, from fixtures, from the shared corpus.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.load import load_contract
from platform_constructs.contracts.gateway.compilation import Target
from platform_constructs.contracts.gateway.compile import compile_contract
from platform_constructs.model.contract import CompiledApi
from platform_constructs.model.finding import Finding

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "contracts"
CORPUS = ROOT.parent / "shared" / "corpus" / "contracts"
FILE = "ordering/openapi.yaml"
TARGET = Target(mount="/ordering", scope_prefix="ordering", owner="ordering")

SCHEMES: dict[str, Any] = {
    "partner": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://login.meridian.example/oauth2/token",
                "scopes": {"ordering/read": "Read orders.", "ordering/write": "Place orders."},
            }
        },
    }
}


def contract_of(**changes: Any) -> dict[str, Any]:
    """A small contract that compiles; `changes` replace its top-level keys, None removes one."""
    whole: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": "1.0.0"},
        "servers": [{"url": "/ordering/v1"}],
        "security": [{"partner": ["ordering/read"]}],
        "paths": {"/orders": {"get": {"operationId": "listOrders", "responses": {"200": {"description": "A page."}}}}},
        "components": {"securitySchemes": SCHEMES},
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def with_schema(schema: Any, *, version: str = "3.1.0", **others: Any) -> dict[str, Any]:
    """A contract whose one operation takes a JSON body of this schema; `others` are further schemas."""
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Subject"}}}}
    operation = {"operationId": "place", "requestBody": body, "responses": {"201": {"description": "Placed."}}}
    return contract_of(
        openapi=version,
        paths={"/orders": {"post": operation}},
        components={"securitySchemes": SCHEMES, "schemas": {"Subject": schema, **others}},
    )


def load(document: Any, others: Mapping[str, str] | None = None) -> Contract:
    """Load a text, or a value written as JSON, with other files of its folder by name."""
    text = textwrap.dedent(document) if isinstance(document, str) else json.dumps(document, indent=1)
    return load_contract(text, FILE, read=(others or {}).__getitem__)


def compiled(contract: Contract, **changes: Any) -> tuple[CompiledApi | None, tuple[Finding, ...]]:
    """Compile for the sample domain `ordering`; `changes` replace parts of the target."""
    return compile_contract(contract, replace(TARGET, **changes))


def body_of(document: Any, **changes: Any) -> dict[str, Any]:
    """The body that a contract without faults compiles to."""
    api, findings = compiled(load(document), **changes)
    assert [] == [str(finding) for finding in findings]
    assert api is not None
    return dict(api.body)


def codes_of(document: Any, **changes: Any) -> list[str]:
    """The codes of the findings a contract gets, in their order."""
    return [finding.code for finding in compiled(load(document), **changes)[1]]
