"""
The fingerprint of a value: short enough to write down, and different as soon as the value is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["FINGERPRINT", "fingerprint", "plainly"]

FINGERPRINT: Final = 16
"""Its length in hexadecimal digits: 64 bits, which do not meet by accident. Not a defence against whoever tries."""

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def fingerprint(*facts: object) -> str:
    """
    Return the fingerprint of some facts: JSON-like values, in this order.

    Equal values give equal fingerprints whatever order their keys are written in.
    """
    return hashlib.sha256(_ENCODER.encode(plainly(facts)).encode("ascii")).hexdigest()[:FINGERPRINT]


def plainly(value: Any) -> Any:
    """Return a JSON-like value without the comments (`//`) that cdktf leaves in what it writes."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plainly(item) for key, item in value.items() if key != "//"}
    if isinstance(value, list | tuple):
        return [plainly(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else repr(value)
