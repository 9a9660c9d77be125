"""
How many requests a stage or one of its operations lets through.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.model.api import Api
from platform_constructs.model.contract import Operation
from platform_constructs.model.settings import Settings

__all__ = ["Throttle", "throttle_of"]


@dataclass(frozen=True, slots=True)
class Throttle:
    """
    A token bucket, as API Gateway throttles.

    Attributes:
        rate_per_second: Requests per second in the long run.
        burst: Requests at once.
    """

    rate_per_second: int
    burst: int


def throttle_of(settings: Settings, declaration: Api | None = None, operation: Operation | None = None) -> Throttle:
    """
    Return what an operation lets through: its own choice, else what the packs decide for reads or for writes.

    Args:
        settings: What the packs decided.
        declaration: What the domain declared; None for the stage as a whole.
        operation: The operation; None for the stage as a whole.

    Raises:
        PackError: if no pack decides it.
    """
    kind = "throttle.write." if operation is not None and operation.writes else "throttle."
    ceiling = Throttle(settings.number(f"{kind}rate_per_second"), settings.number(f"{kind}burst"))
    if declaration is None or operation is None:
        return ceiling
    own = declaration.operation(operation.id)
    return Throttle(own.rate_per_second or ceiling.rate_per_second, own.burst or ceiling.burst)
