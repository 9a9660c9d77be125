"""
Requests that ordering's contract knows.
"""

from __future__ import annotations

from typing import Any, Final

__all__ = ["ID", "ONCE", "ORDER", "ORDERS"]

ORDERS: Final = "/ordering/v1/orders"
ID: Final = "c1f4b1de-7d53-4f63-a4a0-94f64a8d7a15"
ORDER: Final[dict[str, Any]] = {
    "quoteId": "5c2b7e0a-6f43-4b7e-9a55-3f2f0c7a1d20",
    "billingAccountId": "0b6f1c7e-27a5-4b65-8a9f-6d2f7f1f2a11",
    "contacts": [{"role": "ORDER", "name": "Rollout desk", "email": "rollout@customer.example"}],
    "items": [{"itemNumber": "1", "action": "ADD", "productType": "SITE"}],
}
ONCE: Final = {"Idempotency-Key": "5f0c3b1e-0001"}
