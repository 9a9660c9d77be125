"""
A small contract, with what its `info` says.
"""

from __future__ import annotations

import json
from typing import Any

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.load import load_contract

__all__ = ["contract"]


def contract(info: dict[str, Any] | None = None, files: dict[str, str] | None = None, **others: Any) -> Contract:
    """Return a contract with one operation, with other keys in `info` and at its top."""
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Orders", "version": "1.0.0", **(info or {})},
        "paths": {
            "/ordering/orders": {
                "get": {
                    "operationId": "listOrders",
                    "security": [],
                    "responses": {"200": {"description": "Orders."}},
                }
            }
        },
        **others,
    }
    return load_contract(json.dumps(document), "stacks/domains/ordering/openapi.json", read=(files or {}).__getitem__)
