"""
What an API promises about itself: its service level objectives, as a contract writes them in `x-slo`.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["LONGEST_LATENCY", "Latency", "Slo"]

LONGEST_LATENCY: Final = 900_000
"""Milliseconds: nothing behind API Gateway, not even a Lambda function, may take longer."""

_Milliseconds = Annotated[int, Field(ge=1, le=LONGEST_LATENCY)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Latency(_Part):
    """How long an answer takes at most, for a share of all requests; at least one share."""

    p50: _Milliseconds | None = None
    """Milliseconds within which half of all requests are answered."""
    p90: _Milliseconds | None = None
    """Milliseconds within which 90 per cent of all requests are answered."""
    p95: _Milliseconds | None = None
    """Milliseconds within which 95 per cent of all requests are answered."""
    p99: _Milliseconds | None = None
    """Milliseconds within which 99 per cent of all requests are answered; never less than a smaller share's."""

    @property
    def promised(self) -> tuple[tuple[int, int], ...]:
        """Each share in per cent with its milliseconds, the smallest share first."""
        shares = ((50, self.p50), (90, self.p90), (95, self.p95), (99, self.p99))
        return tuple((share, limit) for share, limit in shares if limit is not None)

    @model_validator(mode="after")
    def _rises(self) -> Latency:
        limits = [limit for _, limit in self.promised]
        if not limits:
            raise ValueError("latency promises nothing: it has none of p50, p90, p95 and p99")
        if limits != sorted(limits):
            raise ValueError("a larger share of requests cannot be answered sooner than a smaller one")
        return self


class Slo(_Part):
    """What an API promises over a rolling window; at least one of availability and latency."""

    window: Annotated[str, Field(pattern=r"^([1-9]|[1-8][0-9]|90)d$")] = "28d"
    """The days that are looked back on, 1d to 90d. Four weeks hold as many weekends as the four before."""
    availability: Annotated[float, Field(gt=0, lt=100, allow_inf_nan=False)] | None = None
    """Per cent of requests that are not answered with a 5xx status: more than 0, less than 100."""
    latency: Latency | None = None
    """Milliseconds from the gateway's receiving a request to its answering it."""

    @property
    def days(self) -> int:
        """The window in days."""
        return int(self.window.removesuffix("d"))

    @model_validator(mode="after")
    def _promises(self) -> Slo:
        if self.availability is None and self.latency is None:
            raise ValueError("an SLO promises availability, latency, or both")
        return self
