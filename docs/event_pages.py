"""
The page of event contracts: the JSON Schema of their file.
"""

from __future__ import annotations

import json

from platform_constructs.contracts.events.file_schema import event_contract_schema

__all__ = ["event_pages"]


def event_pages() -> dict[str, str]:
    """Return the text of each page by its path below docs/."""
    text = json.dumps(event_contract_schema(), indent=2, ensure_ascii=False)
    return {"reference/event-contract.schema.json": f"{text}\n"}
