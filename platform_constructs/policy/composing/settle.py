"""
From what the packs allow and what a domain asks for to one value per setting, with its reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from platform_constructs.errors import DeclarationError
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place
from platform_constructs.model.settings import EffectiveSetting, Settings, SettingValue
from platform_constructs.policy.packs.terms import Clause
from platform_constructs.policy.settings.constraint import Constraint, strictest
from platform_constructs.policy.settings.definition import SettingDefinition, shown_value
from platform_constructs.policy.settings.every_setting import CATALOGUE

__all__ = ["SettingLaw", "settle"]


@dataclass(frozen=True, slots=True)
class SettingLaw:
    """
    What the packs together allow for one setting.

    Attributes:
        definition: Its entry in the catalogue.
        constraint: The meet of all clauses; never empty.
        clauses: Each pack's label with its clause, sorted by pack.
    """

    definition: SettingDefinition
    constraint: Constraint
    clauses: tuple[tuple[str, Clause], ...]


def settle(
    laws: Mapping[str, SettingLaw], choices: Mapping[str, SettingValue], *, place: Place, domain: str
) -> Settings:
    """
    Decide every setting; see `Law.settle`.
    """
    asked = {name: _checked(name, choices[name], place) for name in sorted(choices, key=str)}
    decided: dict[str, EffectiveSetting] = {}
    for name in sorted(laws.keys() | asked.keys()):
        law = laws.get(name) or SettingLaw(CATALOGUE[name], Constraint(), ())
        choice = asked.get(name)
        if choice is not None:
            _refuse_outside(law, choice, place, domain)
        decided[name] = (
            _decide_list(law, choice, domain) if law.definition.type == "list" else _decide(law, choice, domain)
        )
    return Settings(decided)


def _checked(name: object, value: object, place: Place) -> SettingValue:
    definition = CATALOGUE.get(name) if isinstance(name, str) else None
    if definition is None:
        fix = nearest(name, CATALOGUE, "drop it, or look it up in the settings catalogue")
        raise DeclarationError("DECL-020", "no construct knows this setting", at=place, got=name, fix=fix)
    if fault := definition.fault(value):
        raise DeclarationError(
            "DECL-021",
            f"this is no value of {name}: {fault}",
            at=place,
            got=shown_value(value),
            fix=f"ask for another value, or drop {name} for the packs' choice",
        )
    return tuple(sorted(value)) if isinstance(value, list | tuple) else cast("SettingValue", value)


def _refuse_outside(law: SettingLaw, choice: SettingValue, place: Place, domain: str) -> None:
    if isinstance(choice, tuple):
        return  # a list only adds names
    forbidding = [label for label, clause in law.clauses if not clause.constraint.admits(choice)]
    if forbidding:
        raise DeclarationError(
            "DECL-022",
            f"{' and '.join(forbidding)} forbids what {domain} asks for {law.definition.name}",
            at=place,
            got=shown_value(choice),
            fix=f"stay inside: {'; '.join(_bounds(law))}",
        )


def _bounds(law: SettingLaw) -> list[str]:
    return [f"{label} {clause}" for label, clause in law.clauses]


def _decide(law: SettingLaw, choice: SettingValue | None, domain: str) -> EffectiveSetting:
    name, bounds = law.definition.name, _bounds(law)
    if choice is not None:
        return EffectiveSetting(name, choice, (f"{shown_value(choice)}, because {domain} asked for it", *bounds))
    wishes = [
        (label, clause.default)
        for label, clause in law.clauses
        if clause.default is not None and law.constraint.admits(clause.default)
    ]
    if wishes:
        value = strictest((wish for _, wish in wishes), law.definition)
        wisher = next(label for label, wish in wishes if wish == value)
        why = f"{shown_value(value)}, because {wisher} prefers it and {domain} asked for nothing"
        return EffectiveSetting(name, value, (why, *bounds))
    value = law.constraint.bound(law.definition)
    alone = (n for n, (_, clause) in enumerate(law.clauses) if clause.constraint.bound(law.definition) == value)
    decisive = bounds.pop(next(alone, 0))
    return EffectiveSetting(
        name, value, (f"{shown_value(value)}, because {decisive} and {domain} asked for nothing", *bounds)
    )


def _decide_list(law: SettingLaw, choice: SettingValue | None, domain: str) -> EffectiveSetting:
    said = _bounds(law)
    names = set(law.constraint.include)
    for label, clause in law.clauses:
        if isinstance(clause.default, tuple):
            said.append(f"{label} prefers {shown_value(clause.default)}")
            names.update(clause.default)
    if isinstance(choice, tuple):
        names.update(choice)
    said.append(f"{domain} asked for {'nothing' if choice is None else shown_value(choice)}")
    value = tuple(sorted(names))
    return EffectiveSetting(law.definition.name, value, (f"{shown_value(value)}, because {said[0]}", *said[1:]))
