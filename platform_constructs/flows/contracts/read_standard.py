"""
The API standard read from the profiles of the library and those of a project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.flows.contracts.profile_file import read_profile
from platform_constructs.flows.contracts.profiles import whole_profiles
from platform_constructs.flows.contracts.standard import Standard

__all__ = ["read_standard"]


def read_standard(
    rules: Mapping[str, ContractRule], files: Iterable[tuple[str, str]], digests: Mapping[str, str]
) -> Standard:
    """
    Return the standard.

    Args:
        rules: Every contract rule, by code.
        files: The text and name of each profile.
        digests: The SHA-256 of each profile's file, as far as it is law and not a project's own input.

    Raises:
        PackError: CON-101 to CON-106, for a profile that cannot be read or makes no sense.
    """
    written = [read_profile(text, file, rules) for text, file in files]
    return Standard(rules, whole_profiles(written, rules), digests)
