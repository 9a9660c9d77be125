"""
The versions of the AWS provider that a constraint in Terraform's syntax lets through.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["allows_older_than"]

_PART: Final = re.compile(r"\s*(>=|<=|!=|~>|[<>=])?\s*([0-9]+(?:\.[0-9]+){0,2})\s*")
_RAISES: Final = (">=", ">", "~>", "=", None)  # no sign is the sign of equality


def allows_older_than(constraint: str, version: tuple[int, int, int]) -> bool:
    """
    Return whether a constraint lets a version through that is older than the one given.

    `> 6.24` does, of 6.25.0: 6.24.1 is older and passes. What cannot be read, lets everything through.

    Args:
        constraint: Such as `>= 5.100, < 7`: every part of it holds.
        version: Major, minor, patch.
    """
    parts = [_PART.fullmatch(part) for part in constraint.split(",")]
    lowest = [_version(part[2]) for part in parts if part is not None and part[1] in _RAISES]
    return max(lowest, default=(0, 0, 0)) < version


def _version(text: str) -> tuple[int, int, int]:
    major, minor, patch = ([int(one[:9]) for one in text.split(".")] + [0, 0])[:3]
    return major, minor, patch
