"""
Reading contract profiles: a flat file that says how much each rule of the API standard matters, and to whom it leads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from platform_constructs.contracts.lint.options import OptionValue
from platform_constructs.contracts.lint.profile import RuleLevel
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.errors import PackError
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.fields import Fields

__all__ = ["NAME", "WrittenProfile", "read_profile"]

NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""What a profile may be called: lower-case words joined by hyphens."""

_KEYS: Final = ("summary", "extends", "at_most", "levels", "options")
_LEVELS: Final[Mapping[str, Level]] = {level.name.lower(): level for level in Level}
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class WrittenProfile:
    """
    What one file says, before what it extends is added.

    Attributes:
        name: As the file is called.
        summary: What it is for.
        extends: The profile it is made from; empty for none.
        at_most: No rule matters more, whatever this profile or those it extends say; None for no such bound.
        levels: By the rule's code.
        options: What is chosen for a rule, by its code and the option's name.
        file: Where it stands.
        extends_at: Where it says what it extends.
    """

    name: str
    summary: str
    extends: str = ""
    at_most: Level | None = None
    levels: Mapping[str, RuleLevel] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    file: str = ""
    extends_at: Place = field(default=Place(""), compare=False)


def read_profile(text: str, file: str, rules: Mapping[str, ContractRule]) -> WrittenProfile:
    """
    Read one profile.

    Args:
        text: The file's text; docs/reference/contract-profiles.md shows one.
        file: Its path, which ends in `<name>.toml`.
        rules: Every contract rule there is, by code.

    Raises:
        PackError: CON-101 to CON-105, at the line that is wrong.
    """
    fields = Fields.parse(text, file, error=PackError, unreadable="CON-101", malformed="CON-103", unknown="CON-102")
    data = fields.source.data
    fields.only(data, (), _KEYS)
    name = PurePosixPath(file).name.removesuffix(".toml")
    if not NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        fix = "rename the file, for example partner.toml"
        raise fields.refuse("CON-103", "a profile is called by lower-case words joined by hyphens", (), name, fix)
    return WrittenProfile(
        name=name,
        summary=fields.text(data, ("summary",)),
        extends=fields.text(data, ("extends",)) if "extends" in data else "",
        at_most=_level(fields, data["at_most"], ("at_most",)) if "at_most" in data else None,
        levels=_by_code(fields, data, "levels", rules, _rule_level),
        options=_by_code(fields, data, "options", rules, _chosen),
        file=file,
        extends_at=fields.source.place("extends"),
    )


def _by_code(
    fields: Fields, data: Mapping[str, Any], section: str, rules: Mapping[str, ContractRule], read: Any
) -> Any:
    """Return what a table says of each rule, which it may call by code or name, by code."""
    codes = {rule.name: rule.code for rule in rules.values()}
    found: dict[str, Any] = {}
    for said, raw in sorted(fields.table(data, (section,)).items()):
        key = (section, said)
        code = codes.get(said, said)
        if code not in rules:
            fix = nearest(said, [*rules, *codes], "`paved contract rules` lists them")
            raise fields.refuse("CON-104", "the profile names a contract rule nobody wrote", key, said, fix)
        if code in found:
            fix = "keep one of the two"
            raise fields.refuse("CON-103", f"{code} is named twice, by code and by name", key, said, fix)
        found[code] = read(fields, raw, key, rules[code])
    return found


def _rule_level(fields: Fields, raw: Any, key: tuple[str, ...], rule: ContractRule) -> RuleLevel:
    place = fields.source.place(*key)
    if not isinstance(raw, dict):
        return RuleLevel(_level(fields, raw, key), place=place)
    fields.only(raw, key, ("level", "block_from"))
    level = _level(fields, raw.get("level"), (*key, "level"))
    if "block_from" not in raw:
        return RuleLevel(level, place=place)
    if level is Level.BLOCK:
        what, fix = f"{rule.code} blocks already, so it cannot block later", "drop block_from, or lower the level"
        raise fields.refuse("CON-103", what, (*key, "block_from"), raw["block_from"], fix)
    return RuleLevel(level, fields.day(raw, (*key, "block_from")), place)


def _level(fields: Fields, raw: Any, key: tuple[str, ...]) -> Level:
    level = _LEVELS.get(raw) if isinstance(raw, str) else None
    if level is None:
        fix = nearest(raw, _LEVELS, f"write one of {', '.join(_LEVELS)}")
        got = "nothing" if raw is None else raw
        raise fields.refuse("CON-103", "a level is off, advise, warn or block", key, got, fix)
    return level


def _chosen(fields: Fields, raw: Any, key: tuple[str, ...], rule: ContractRule) -> dict[str, OptionValue]:
    if not isinstance(raw, dict):
        fix = f"write [options.{rule.code}]"
        raise fields.refuse("CON-103", "the options of a rule are a table", key, raw, fix)
    found: dict[str, OptionValue] = {}
    for name, value in sorted(raw.items()):
        option = rule.options.get(name)
        if option is None:
            others = f"it has {', '.join(rule.options)}" if rule.options else "it has none: drop the line"
            fix = nearest(name, rule.options, others)
            raise fields.refuse("CON-105", f"{rule.code} has no such option", (*key, name), name, fix)
        chosen = tuple(value) if isinstance(value, list) else value
        if fault := option.fault(chosen):
            fix = f"write {option.kind}"
            raise fields.refuse("CON-105", f"{rule.code} cannot take this as {name}: {fault}", (*key, name), value, fix)
        found[name] = chosen
    return found
