"""
Which operations of an API let through something else than its stage.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.model.api import Api
from platform_constructs.model.contract import CompiledApi, Operation
from platform_constructs.model.settings import Settings
from platform_constructs.model.throttle import Throttle, throttle_of

__all__ = ["MethodThrottle", "method_throttles"]


@dataclass(frozen=True, slots=True)
class MethodThrottle:
    """
    What one operation lets through.

    Attributes:
        method_path: API Gateway's name for it, such as `v1/orders/{orderId}/GET`.
        throttle: Its own limits.
    """

    method_path: str
    throttle: Throttle


def method_throttles(declaration: Api, api: CompiledApi, settings: Settings) -> dict[str, MethodThrottle]:
    """Return, by operationId, what lets through something else than the stage: writes, and what is declared to."""
    stage, own = throttle_of(settings), {}
    for operation in api.operations:
        wanted = throttle_of(settings, declaration, operation)
        if wanted != stage:
            own[operation.id] = MethodThrottle(_method_path(api, operation), wanted)
    return own


def _method_path(api: CompiledApi, operation: Operation) -> str:
    return f"{api.resource_paths[operation.id].lstrip('/')}/{operation.method}"
