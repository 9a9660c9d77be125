"""
A version as Semantic Versioning 2.0.0 has it, without pre-releases: three numbers.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["VERSION", "Version", "read_version"]

VERSION: Final = r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})"
"""How a version is written, as a regular expression."""


class Version(NamedTuple):
    """Major, minor, patch."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def read_version(text: str) -> Version | None:
    """Return the version that a text such as `1.4.0` names; None when it names none."""
    match = re.fullmatch(VERSION, text)
    return Version(int(match[1]), int(match[2]), int(match[3])) if match else None
