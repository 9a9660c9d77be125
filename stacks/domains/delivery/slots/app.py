"""Holds installation slots. A sample: it answers as internal.yaml says, and remembers nothing between two calls."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

HELD_MINUTES = 30


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one request that API Gateway let through; what it asks for was validated against the contract."""
    if event["httpMethod"] == "DELETE":
        return {"statusCode": 204}
    until = datetime.now(UTC) + timedelta(minutes=HELD_MINUTES)
    hold = {
        "slotId": event["pathParameters"]["slotId"],
        "orderId": json.loads(event["body"])["orderId"],
        "heldUntil": until.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(hold)}
