"""
Reading a policy pack: a flat file that shapes, asserts and scans.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final, get_args

from platform_constructs.errors import PackError
from platform_constructs.model.nearest import nearest
from platform_constructs.model.settings import SettingValue
from platform_constructs.model.verdict import Level
from platform_constructs.policy.fields import Fields
from platform_constructs.policy.packs.terms import Clause, Expectation, Pack, RuleTerm
from platform_constructs.policy.settings.definition import Kind, SettingDefinition, shown_value
from platform_constructs.policy.settings.every_setting import CATALOGUE

__all__ = ["DRAFT", "read_pack"]

DRAFT: Final = "next.toml"
"""The file of a version that is not released yet; its `version` is what it wants to become."""

_KEYS: Final = ("name", "version", "summary", "since_last", "frameworks", "settings", "rules", "checkov")
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_VERSION: Final = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")
_CHECK: Final = re.compile(r"CKV2?_[A-Z]{2,16}_\d{1,6}")
_TYPE: Final = re.compile(r"(data\.)?[a-z][a-z0-9_]{1,127}")
_LEVELS: Final[Mapping[str, Level]] = {level.name.lower(): level for level in Level}
_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_MOST_FRAMEWORKS: Final = 50


def read_pack(text: str, file: str, *, rules_known: frozenset[str]) -> Pack:
    """
    Read one pack, released or a draft.

    Args:
        text: The file's text.
        file: Its path, ending in `<name>/<version>.toml`, or for a draft in `<name>/next.toml`.
        rules_known: Codes of every rule there is.

    Raises:
        PackError: PACK-001 to PACK-011 or PACK-064, at the line that is wrong.
    """
    fields = Fields.parse(text, file, error=PackError, unreadable="PACK-002", malformed="PACK-004", unknown="PACK-003")
    data = fields.source.data
    fields.only(data, (), _KEYS)
    name, version = _identity(fields, data, file)
    settings = {each: _clause(fields, each, raw) for each, raw in sorted(fields.table(data, ("settings",)).items())}
    _refuse_more_than_the_whole(fields, settings)
    return Pack(
        name=name,
        version=version,
        summary=fields.text(data, ("summary",)),
        since_last=_since_last(fields, data, file),
        frameworks=_frameworks(fields, data),
        settings=settings,
        rules={
            code: _rule_term(fields, code, raw, rules_known)
            for code, raw in sorted(fields.table(data, ("rules",)).items())
        },
        checkov={
            check: _expectation(fields, check, raw) for check, raw in sorted(fields.table(data, ("checkov",)).items())
        },
        file=file,
    )


def _identity(fields: Fields, data: Mapping[str, Any], file: str) -> tuple[str, str]:
    name, version = fields.text(data, ("name",)), fields.text(data, ("version",))
    if not _NAME.fullmatch(name):
        fix = "rename it, for example external-api"
        raise fields.refuse("PACK-004", "a pack's name is lower-case words joined by hyphens", ("name",), name, fix)
    if not _VERSION.fullmatch(version):
        raise fields.refuse(
            "PACK-006", "a pack's version is three numbers", ("version",), version, "write it like 1.2.0"
        )
    path = PurePosixPath(file)
    stem = version if path.name == DRAFT else path.name.removesuffix(".toml")
    for key, said, stands in (("name", name, path.parent.name), ("version", version, stem)):
        if said != stands:
            raise fields.refuse(
                "PACK-005",
                f"the pack's {key} differs from its path, which says {stands}",
                (key,),
                said,
                f"move the file to {name}/{version}.toml, or correct the {key}",
            )
    return name, version


def _since_last(fields: Fields, data: Mapping[str, Any], file: str) -> str:
    if PurePosixPath(file).name == DRAFT and data.get("since_last") == "":
        return ""  # still to be written: comparing a draft is how its author learns what to write
    return fields.text(data, ("since_last",))


def _frameworks(fields: Fields, data: Mapping[str, Any]) -> tuple[str, ...]:
    raw = data.get("frameworks", [])
    if not isinstance(raw, list) or len(raw) > _MOST_FRAMEWORKS:
        fix = 'write frameworks = ["PCI DSS 4.0.1"]'
        raise fields.refuse(
            "PACK-004", f"frameworks is a list of at most {_MOST_FRAMEWORKS} names", ("frameworks",), raw, fix
        )
    return tuple(fields.text({str(n): each}, ("frameworks", str(n))) for n, each in enumerate(raw))


def _clause(fields: Fields, setting: str, raw: Any) -> Clause:
    key = ("settings", setting)
    definition = CATALOGUE.get(setting)
    if definition is None:
        fix = nearest(setting, CATALOGUE, "look it up in the settings catalogue")
        raise fields.refuse("PACK-007", "no construct knows this setting", key, setting, fix)
    if not isinstance(raw, dict) or not raw.keys() & set(_KINDS):
        fix = f"write {{ {definition.kind} = ... }}"
        raise fields.refuse("PACK-008", f"{setting} is a table with a constraint", key, raw, fix)
    fields.only(raw, key, (*_KINDS, "default"))
    terms = tuple((kind, _term(fields, definition, kind, raw[kind])) for kind in sorted(raw.keys() & set(_KINDS)))
    clause = Clause(setting, terms, place=fields.source.place(*key))
    if clause.constraint.is_empty(definition):
        raise fields.refuse("PACK-008", f"no value of {setting} is both", key, str(clause), "correct one of the two")
    if "default" not in raw:
        return clause
    default = _value(fields, definition, (*key, "default"), raw["default"])
    if not clause.constraint.admits(default):
        raise fields.refuse(
            "PACK-009",
            f"the pack {clause} for {setting}, and its own default is outside",
            (*key, "default"),
            shown_value(default),
            "pick a default inside the constraint, or drop it",
        )
    return Clause(setting, terms, default, clause.place)


def _refuse_more_than_the_whole(fields: Fields, settings: Mapping[str, Clause]) -> None:
    """Refuse a pack that would let an operation through more often than the stage it is a part of."""
    for name, part in settings.items():
        definition = CATALOGUE[name]
        whole = settings.get(definition.within)
        if whole is None:
            continue
        for key, mine, theirs in (
            ((), _bound(part, definition), _bound(whole, CATALOGUE[whole.setting])),
            (("default",), _chosen(part, definition), _chosen(whole, CATALOGUE[whole.setting])),
        ):
            if mine is not None and theirs is not None and mine > theirs:
                raise fields.refuse(
                    "PACK-064",
                    f"{name} is a part of {whole.setting}, and the pack lets more through in the part",
                    ("settings", name, *key),
                    f"{mine}, and {theirs} in the whole",
                    f"write at most {theirs} {definition.unit} here, or raise {whole.setting}",
                )


def _bound(clause: Clause, definition: SettingDefinition) -> int | None:
    """Return the most that a clause allows; None when it sets no bound."""
    bound = clause.constraint.bound(definition)
    return bound if isinstance(bound, int) else None


def _chosen(clause: Clause, definition: SettingDefinition) -> int | None:
    """Return what whoever asks for nothing gets."""
    return clause.default if isinstance(clause.default, int) else _bound(clause, definition)


def _term(
    fields: Fields, definition: SettingDefinition, kind: Kind, raw: Any
) -> SettingValue | tuple[SettingValue, ...]:
    key = ("settings", definition.name, kind)
    if kind not in definition.kinds:
        raise fields.refuse(
            "PACK-008",
            f"{kind} makes no sense for {definition.name}, which is a {definition.type}",
            key,
            kind,
            f"use {' or '.join(definition.kinds)}",
        )
    if kind != "one_of":
        # a bound need not be legal itself: `at_least = 366` leads to the next longer retention there is
        is_bound = bool(definition.values) and kind != "exactly" and isinstance(raw, int) and not isinstance(raw, bool)
        return raw if is_bound else _value(fields, definition, key, raw)
    if not isinstance(raw, list) or not raw or len(raw) > 100:
        raise fields.refuse("PACK-008", "one_of is a list of at least one value", key, raw, 'write one_of = ["..."]')
    return tuple(_value(fields, definition, key, each) for each in raw)


def _value(fields: Fields, definition: SettingDefinition, key: tuple[str, ...], raw: Any) -> SettingValue:
    if fault := definition.fault(raw):
        fix = nearest(raw, map(str, definition.values), f"write {definition.name} so that {fault}")
        raise fields.refuse("PACK-008", f"this is no value of {definition.name}: {fault}", key, shown_value(raw), fix)
    return tuple(sorted(raw)) if isinstance(raw, list) else raw


def _rule_term(fields: Fields, code: str, raw: Any, rules_known: frozenset[str]) -> RuleTerm:
    key = ("rules", code)
    if code not in rules_known:
        fix = nearest(code, rules_known, "correct the code, or add the rule under policy_packs/rules/ first")
        raise fields.refuse("PACK-001", "the pack names a rule nobody wrote", key, code, fix)
    table = raw if isinstance(raw, dict) else {"level": raw}
    fields.only(table, key, ("level", "block_from", "waivable"))
    name = table.get("level")
    level = _LEVELS.get(name) if isinstance(name, str) else None
    if level is None:
        fix = nearest(name, _LEVELS, f"use {', '.join(_LEVELS)}")
        raise fields.refuse("PACK-010", "a rule's level is off, advise, warn or block", key, name, fix)
    waivable = table.get("waivable", True)
    if not isinstance(waivable, bool):
        raise fields.refuse(
            "PACK-010", "waivable is true or false", (*key, "waivable"), waivable, "write waivable = false"
        )
    if "block_from" not in table:
        return RuleTerm(level, None, waivable)
    if level is Level.BLOCK:
        fix = "drop block_from, or lower the level until then"
        raise fields.refuse(
            "PACK-010", "a rule that blocks already cannot block later", (*key, "block_from"), name, fix
        )
    return RuleTerm(level, fields.day(table, (*key, "block_from")), waivable)


def _expectation(fields: Fields, check: str, raw: Any) -> Expectation:
    key = ("checkov", check)
    if not _CHECK.fullmatch(check):
        raise fields.refuse("PACK-011", "this is no id of a checkov check", key, check, "write it like CKV_AWS_76")
    if raw == "must-pass":
        return Expectation(check)
    if isinstance(raw, dict) and len(raw) == 1:
        fields.only(raw, key, ("must_pass", "skip"))
        if "skip" in raw:
            return Expectation(check, skip=fields.text(raw, (*key, "skip")))
        types = raw["must_pass"]
        if isinstance(types, list) and types and all(isinstance(each, str) and _TYPE.fullmatch(each) for each in types):
            return Expectation(check, tuple(sorted(set(types))))
    raise fields.refuse(
        "PACK-011",
        "a checkov check must pass, or is skipped for a reason",
        key,
        raw,
        'write "must-pass", { must_pass = ["aws_type"] } or { skip = "why" }',
    )
