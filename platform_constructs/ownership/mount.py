"""
Where an API is mounted on its host: the one prefix its domain holds that holds all of its paths.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from platform_constructs.model.organisation import Organisation
from platform_constructs.ownership.holdings import Holding, held_by
from platform_constructs.ownership.paths import Literal, Pattern, parse

__all__ = ["holding_of", "mount_for"]


def mount_for(organisation: Organisation, domain: str, host: str, paths: Iterable[str], *, today: date) -> str | None:
    """
    Return the base path at which an API with these paths is mounted.

    Args:
        organisation: The registry.
        domain: Whose API it is.
        host: The host's key.
        paths: Effective paths, such as `/ordering/v1/orders/{id}`.
        today: The day that delegations must hold on.

    Returns:
        The longest claim or accepted delegation of the domain that holds every path, normalised, such as `/ordering`;
        None if there is none, or no path.
    """
    held = (one for one in held_by(organisation, domain, today=today) if one.host == host)
    found = holding_of(held, [parse(path) for path in paths])
    return found.prefix if found else None


def holding_of(held: Iterable[Holding], patterns: Iterable[Pattern]) -> Holding | None:
    """Return the longest of these holdings that holds every path of these languages."""
    common = _common_start(patterns)
    if common is None:
        return None
    holding_all = (one for one in held if common[: len(one.segments)] == one.segments)
    return min(holding_all, key=lambda one: (-len(one.segments), one.place), default=None)


def _common_start(patterns: Iterable[Pattern]) -> tuple[str, ...] | None:
    """Return the literal segments that all languages begin with; None if there is no language."""
    common: tuple[str, ...] | None = None
    for pattern in patterns:
        if common is None:
            common = tuple(segment.text if isinstance(segment, Literal) else "" for segment in pattern)
        for at, text in enumerate(common):
            segment = pattern[at] if at < len(pattern) else None
            if not isinstance(segment, Literal) or segment.text != text:
                common = common[:at]
                break
    return common
