"""
Profiles with all they extend, and which of them binds a contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from platform_constructs.contracts.lint.options import Options, OptionValue
from platform_constructs.contracts.lint.profile import Profile, RuleLevel
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.errors import PackError
from platform_constructs.flows.contracts.profile_file import WrittenProfile
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["named_profile", "whole_profiles"]

_DEEPEST: Final = 10  # profiles that extend one another; people have to follow it


def whole_profiles(written: Iterable[WrittenProfile], rules: Mapping[str, ContractRule]) -> dict[str, Profile]:
    """
    Return every profile with all it extends, by name, sorted.

    Args:
        written: What the files say.
        rules: Every contract rule there is, by code.

    Raises:
        PackError: CON-106 when one extends what is not there, itself or too much; CON-103 when nothing is on.
    """
    found: dict[str, WrittenProfile] = {}
    for one in sorted(written, key=lambda each: each.file):
        if twin := found.get(one.name):
            what = "two profiles have one name"
            raise PackError("CON-103", what, at=one.file, got=f"{one.name}, also {twin.file}", fix="rename yours")
        found[one.name] = one
    return {name: _whole(_line_of(name, found), rules) for name in sorted(found)}


def _line_of(name: str, written: Mapping[str, WrittenProfile]) -> list[WrittenProfile]:
    """Return a profile and those it extends, nearest first."""
    line = [written[name]]
    while wanted := line[-1].extends:
        at = line[-1].extends_at
        if wanted not in written:
            fix = nearest(wanted, written, f"use one of: {', '.join(sorted(written))}")
            raise PackError("CON-106", "the profile extends one that is not there", at=at, got=wanted, fix=fix)
        if any(one.name == wanted for one in line):
            round_trip = " extends ".join([*(one.name for one in line), wanted])
            raise PackError("CON-106", "profiles extend one another in a circle", at=at, got=round_trip, fix="cut it")
        if len(line) == _DEEPEST:
            what = f"more than {_DEEPEST} profiles extend one another"
            raise PackError("CON-106", what, at=at, got=wanted, fix="extend one that is nearer to the first")
        line.append(written[wanted])
    return line


def _whole(line: list[WrittenProfile], rules: Mapping[str, ContractRule]) -> Profile:
    levels: dict[str, RuleLevel] = {}
    chosen: dict[str, dict[str, OptionValue]] = {}
    for one in reversed(line):
        levels |= one.levels
        for code, options in one.options.items():
            chosen[code] = {**chosen.get(code, {}), **options}
        if (bound := one.at_most) is not None:
            levels = {code: _bounded(term, bound) for code, term in levels.items()}
    nearest_one = line[0]
    if all(term.level is Level.OFF and term.block_from is None for term in levels.values()):
        what, fix = "the profile has every rule off, so that it would let everything through", "give some rule a level"
        raise PackError("CON-103", what, at=Place(nearest_one.file, 1), got=nearest_one.name, fix=fix)
    return Profile(
        nearest_one.name,
        nearest_one.summary,
        tuple(one.name for one in line[1:]),
        dict(sorted(levels.items())),
        {code: Options({**rules[code].defaults, **options}) for code, options in sorted(chosen.items())},
        nearest_one.file,
    )


def _bounded(term: RuleLevel, bound: Level) -> RuleLevel:
    if bound is Level.BLOCK:
        return term
    return replace(term, level=min(term.level, bound), block_from=None)


def named_profile(name: str, profiles: Mapping[str, Profile], at: object) -> Profile:
    """
    Return a profile.

    Args:
        name: What it is called.
        profiles: Every profile there is, by name.
        at: Where it is asked for.

    Raises:
        PackError: CON-107, when there is none of this name.
    """
    if name not in profiles:
        fix = nearest(name, profiles, f"use one of: {', '.join(profiles)}")
        raise PackError("CON-107", "no contract profile has this name", at=at, got=name, fix=fix)
    return profiles[name]
