"""
The API standard there is, whoever it binds: every contract rule and every profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.lint.rule import ContractRule

__all__ = ["DEFAULT_PROFILE", "Standard", "no_standard"]

DEFAULT_PROFILE: Final = "standard"
"""What `paved contract lint` holds a contract to when neither the registry nor the command line says."""


@dataclass(frozen=True, slots=True)
class Standard:
    """
    Attributes:
        rules: Every contract rule, by code.
        profiles: Every profile with all it extends, by name.
        digests: The SHA-256 of each profile's file, by the name messages give the file.
    """

    rules: Mapping[str, ContractRule] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


def no_standard() -> Standard:
    """Return a standard without rules, for a law that is about infrastructure only."""
    return Standard()
