"""
The few kinds of settings there are, in one line each.
"""

from __future__ import annotations

from platform_constructs.policy.settings.definition import Kind, SettingDefinition, ValueType

__all__ = ["choice", "flag", "names", "number"]


def flag(name: str, doc: str, *shapes: str) -> SettingDefinition:
    """Return a setting that is on or off."""
    return SettingDefinition(name, "exactly", "flag", "", doc, shapes)


def number(
    name: str,
    kind: Kind,
    unit: str,
    doc: str,
    *shapes: str,
    least: int = 1,
    most: int = 2_000_000_000,  # AWS WAF takes no higher rate; what has no bound of its own stops there too
    within: str = "",
) -> SettingDefinition:
    """Return a number with a bound; `within` names another setting that it may not pass."""
    return SettingDefinition(name, kind, "number", unit, doc, shapes, least=least, most=most, within=within)


def choice(
    name: str, doc: str, values: tuple[str, ...] | tuple[int, ...], *shapes: str, unit: str = ""
) -> SettingDefinition:
    """Return one of a few values, the strictest first."""
    type: ValueType = "number" if isinstance(values[0], int) else "text"
    return SettingDefinition(name, "one_of", type, unit, doc, shapes, values=values)


def names(name: str, doc: str, *shapes: str, values: tuple[str, ...] = ()) -> SettingDefinition:
    """Return a list that grows with every pack."""
    return SettingDefinition(name, "include", "list", "names", doc, shapes, values=values)
