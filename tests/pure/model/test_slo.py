"""
The claims of `model.slo`.
"""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from platform_constructs.model.slo import Latency, Slo


def test_a_promise_is_read_as_it_is_written() -> None:
    """A window of four weeks unless another is said; shares with their times, the smallest first."""
    found = Slo.model_validate({"availability": 99.95, "latency": {"p99": 800, "p50": 40}})

    assert Slo(window="28d", availability=99.95, latency=Latency(p50=40, p99=800)) == found
    assert (28, ((50, 40), (99, 800))) == (found.days, found.latency.promised if found.latency else None)
    assert 7 == Slo(window="7d", availability=99).days


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"window": "28d"},
        {"availability": 0},
        {"availability": 100},
        {"availability": "99.9"},
        {"availability": float("nan")},
        {"availability": 99, "window": "0d"},
        {"availability": 99, "window": "91d"},
        {"availability": 99, "window": "4w"},
        {"availability": 99, "uptime": 99},
        {"latency": {}},
        {"latency": {"p95": 0}},
        {"latency": {"p95": 1.5}},
        {"latency": {"p95": 900_001}},
        {"latency": {"p999": 1}},
        {"latency": {"p50": 200, "p90": 100}},
    ],
)
def test_nonsense_is_no_promise(said: dict[str, Any]) -> None:
    """What promises nothing, cannot be measured or contradicts itself is refused."""
    with pytest.raises(ValidationError):
        Slo.model_validate(said)
