"""
How large a compiled body is, and what of it is too large for API Gateway.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.source import LARGEST
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.gateway.models import Model

__all__ = ["LARGEST_MODELS", "size_faults", "size_of"]

LARGEST_MODELS: Final = 400 * 1024
"""Bytes of all models of an API; AWS does not raise it."""

_MOST_NAMED: Final = 3


def size_of(part: Any) -> int:
    """Return the bytes of a part as JSON."""
    return len(json.dumps(part))


def size_faults(root: Node, body: Mapping[str, Any], models: tuple[Model, ...]) -> Iterator[Fault]:
    """Yield a fault for a body, or for models, that API Gateway does not take."""
    if (size := size_of(body)) > LARGEST:
        what = "the compiled body is larger than 6 MB, the most that API Gateway imports"
        yield Fault("CON-048", "body-too-large", what, root, f"{size} bytes", "split the contract")
    sizes = sorted(((size_of(model.schema), model) for model in models), key=lambda each: (-each[0], each[1].name))
    if (total := sum(size for size, _ in sizes)) > LARGEST_MODELS:
        what = "the models of request bodies are larger than 400 KB together, the most that API Gateway keeps"
        most = [f"{model.name} {size} bytes, line {model.at.line}" for size, model in sizes[:_MOST_NAMED]]
        got = f"{total} bytes in {len(models)} models; the largest: {'; '.join(most)}"
        fix = "split the contract, or describe less of the largest"
        yield Fault("CON-049", "models-too-large", what, sizes[0][1].at, got, fix)
