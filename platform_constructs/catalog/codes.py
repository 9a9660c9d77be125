"""
What the findings of the catalogue mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "QUOTA-001": (
        "What the stacks write is more than AWS allows in something they share, so deploying it would fail halfway. "
        "`paved quotas` shows who uses how much, and where AWS says so. Where AWS raises a quota, the registry's "
        "[quotas] says what it granted; that number is then the limit."
    ),
    "QUOTA-002": (
        "More than 80 per cent of a quota is used. Whoever comes next may not get in, and AWS takes days to raise a "
        "quota, so ask in time. `paved quotas` shows who uses how much."
    ),
}
