"""
Written values held to the settings that the packs allow, wherever they stand in the Terraform.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, Final

from platform_constructs.errors import shown
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.composing.settle import SettingLaw
from platform_constructs.policy.packs.terms import Clause
from platform_constructs.policy.settings.definition import Reading, SettingDefinition, shown_value
from platform_constructs.policy.settings.shapes import Open, concerns, holders, reading_of
from platform_constructs.policy.view import Known, Ref, Resource, Undecidable, Unknown, View

__all__ = ["held_to_settings"]

_FLAGS: Final = {"ACTIVE": True, "INACTIVE": False}
_BARE: Final = re.compile(r"(?<=[:\[,])\s*\$context(?:\.\w+)+")  # numbers of an access log stand without quotes


def held_to_settings(view: View, law: Law, *, owner: str, at: Place) -> tuple[Finding, ...]:
    """
    Hold every written value of a setting to what the packs allow together.

    Looks at each attribute that the catalogue says a setting shapes, on every resource of that type. What is absent
    or only known at apply time is left to the rules, but a list that is absent lacks every name it has to have.

    Args:
        view: The written stack.
        law: The composed packs of its domain.
        owner: The domain that has to act.
        at: Where its declaration stands.

    Returns:
        Blocking findings GATE-015, sorted.
    """
    found = []
    for setting in law.settings.values():
        for shape in setting.definition.shapes:
            reading = reading_of(setting.definition, shape)
            if reading.elsewhere:
                continue
            type, _, path = shape.partition(".")
            for resource in view.of_type(type):
                for address, what, got, broken in _outside(setting, reading, resource, path):
                    found.append(_finding(setting, what, got, address, broken, (owner, at, view.stack)))
    return tuple(sorted(found, key=lambda each: each.order))


_Fault = tuple[str, str, str, list[tuple[str, Clause]]]


def _outside(setting: SettingLaw, reading: Reading, resource: Resource, path: str) -> Iterator[_Fault]:
    if setting.definition.type == "list":
        yield from _lacking(setting, reading, resource, path)
        return
    attribute = path.rpartition(".")[2]
    for holder in holders(resource, path.split(".")):
        if isinstance(holder, Open) or not concerns(reading, holder.block):
            continue
        value = holder.block.number(attribute) if setting.definition.type == "number" else holder.block[attribute]
        if not isinstance(value, Known):
            continue
        broken, why = _broken(setting, value.value)
        if why:
            yield holder.address, f"{attribute} is {_echo(value.value)}; {why}", _echo(value.value), broken


def _broken(setting: SettingLaw, raw: Any) -> tuple[list[tuple[str, Clause]], str]:
    """Return which clauses a value breaks, and the sentence that says so; an empty sentence when it breaks none."""
    definition = setting.definition
    readings = _values(definition, raw)
    if readings is None:
        kind = {"flag": "a yes or no", "number": "a number"}.get(definition.type, "a text")
        return [], f"{definition.name} is {kind}"
    if definition.type == "number" and min(readings) < definition.least:
        bound = f"{definition.name} is at least {definition.least} {definition.unit}"
        return list(setting.clauses), "; ".join([bound, *(f"{label} {clause}" for label, clause in setting.clauses)])
    broken = [
        (label, clause)
        for label, clause in setting.clauses
        if not all(clause.constraint.admits(value) for value in readings)
    ]
    return broken, "; ".join(f"{label} {clause}" for label, clause in broken)


def _values(definition: SettingDefinition, raw: Any) -> tuple[Any, ...] | None:
    """Return a written value as the setting's: two for a fraction, which has to fit rounded either way."""
    match definition.type:
        case "flag":
            value = _FLAGS.get(raw, raw) if isinstance(raw, str) else raw
            return (value,) if isinstance(value, bool) else None
        case "number":
            if isinstance(raw, int) and not isinstance(raw, bool):
                return (raw,)
            return (math.floor(raw), math.ceil(raw)) if isinstance(raw, float) and math.isfinite(raw) else None
        case _:
            return (raw,) if isinstance(raw, str) else None


def _lacking(setting: SettingLaw, reading: Reading, resource: Resource, path: str) -> Iterator[_Fault]:
    attribute = path.rpartition(".")[2]
    names: set[object] = set()
    for holder in holders(resource, path.split(".")):
        if isinstance(holder, Open):
            return
        if concerns(reading, holder.block):
            try:
                values = holder.block.elements(attribute)
            except Undecidable:
                return
            if any(isinstance(each, Unknown | Ref) for each in values):
                return
            for each in values:
                names |= _names(reading, each.value) if isinstance(each, Known) else set()
    missing = sorted(setting.constraint.include - names)
    if missing:
        broken = [(label, clause) for label, clause in setting.clauses if clause.constraint.include - names]
        labels = " and ".join(label for label, _ in broken)
        what = f"{path} lacks {shown_value(tuple(missing))}, which {labels} demands"
        yield (
            f"{resource.address}#/{path.replace('.', '/')}",
            what,
            shown_value(tuple(map(str, sorted(names, key=str)))),
            broken,
        )


def _names(reading: Reading, value: object) -> set[object]:
    if not reading.keys:
        return {value} if isinstance(value, str) else set()
    try:
        line = json.loads(_BARE.sub("0", value)) if isinstance(value, str) else None
    except (RecursionError, ValueError):
        line = None
    return set(line) if isinstance(line, dict) else set()


def _echo(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return shown(shown_value(value))


def _finding(
    setting: SettingLaw,
    what: str,
    got: str,
    address: str,
    broken: list[tuple[str, Clause]],
    whose: tuple[str, Place, str],
) -> Finding:
    owner, at, stack = whose
    name = setting.definition.name
    packs = " and ".join(label for label, _ in broken or setting.clauses)
    way = f"keep every name that {name} demands; a declaration only adds" if setting.definition.type == "list" else ""
    way = way or f"declare {name} inside what the packs allow"
    return Finding(
        "GATE-015",
        "outside-setting",
        Level.BLOCK,
        what,
        at,
        f"{way}; to go outside, ask the owner of {packs}",
        owner,
        got,
        stack,
        address,
    )
