"""
What every noun of the registry has in common: it never changes, and knows no key that it does not name.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Noun"]


class Noun(BaseModel):
    """A frozen, strict pydantic model."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
