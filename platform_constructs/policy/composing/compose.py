"""
Strictest wins.

Composition is a meet of constraints and a maximum of levels: the order in which packs are listed can never matter,
saying one twice changes nothing, and no pack can lower what another demands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from itertools import combinations

from platform_constructs.errors import PackError
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.composing.settle import SettingLaw
from platform_constructs.policy.packs.terms import Clause, Expectation, Pack, RuleTerm
from platform_constructs.policy.settings.constraint import Constraint
from platform_constructs.policy.settings.every_setting import CATALOGUE

__all__ = ["Law", "compose"]


def compose(packs: Iterable[Pack], *, today: date) -> Law:
    """
    Compose packs into the law of one domain on one day.

    Args:
        packs: In any order.
        today: From a rule's `block_from` on, it blocks.

    Raises:
        PackError: PACK-019 when packs leave no value for a setting, PACK-020 when one skips a checkov check
            that another wants passed; both name every pack concerned. PACK-022 when two that differ say
            they are the same version.
    """
    ordered = _once(packs)
    terms = {code: _said(ordered, code) for code in sorted({code for pack in ordered for code in pack.rules})}
    levels = {code: max(term.on(today) for _, term in said) for code, said in terms.items()}
    return Law(
        packs=tuple(ordered),
        today=today,
        settings={
            name: _setting(name, ordered) for name in sorted({name for pack in ordered for name in pack.settings})
        },
        levels=levels,
        rule_sources={code: tuple(f"{label} {_words(term)}" for label, term in said) for code, said in terms.items()},
        upcoming={
            code: min(dates)
            for code, said in terms.items()
            if levels[code] < Level.BLOCK and (dates := [term.block_from for _, term in said if term.block_from])
        },
        unwaivable=frozenset(code for code, said in terms.items() if not all(term.waivable for _, term in said)),
        checkov=_checkov(ordered),
    )


def _once(packs: Iterable[Pack]) -> list[Pack]:
    ordered: list[Pack] = []
    for pack in sorted(packs, key=lambda each: (*each.order, each.file)):
        last = ordered[-1] if ordered else None
        if last is None or last.order != pack.order:
            ordered.append(pack)
        elif last != pack:
            raise PackError(
                "PACK-022",
                f"two packs that differ are {pack.label}",
                at=last.file,
                got=pack.file,
                fix="give one of them another version",
            )
    return ordered


def _said(packs: list[Pack], code: str) -> list[tuple[str, RuleTerm]]:
    return [(pack.label, pack.rules[code]) for pack in packs if code in pack.rules]


def _words(term: RuleTerm) -> str:
    text = f"says {term.level.name.lower()}"
    if term.block_from:
        text += f", and block from {term.block_from.isoformat()}"
    return text if term.waivable else f"{text}, and lets nobody waive it"


def _setting(name: str, packs: list[Pack]) -> SettingLaw:
    definition = CATALOGUE[name]
    clauses = tuple((pack.label, pack.settings[name]) for pack in packs if name in pack.settings)
    constraint = _meet(clause for _, clause in clauses)
    if not constraint.is_empty(definition):
        return SettingLaw(definition, constraint, clauses)
    pairs = (pair for pair in combinations(clauses, 2) if _meet(clause for _, clause in pair).is_empty(definition))
    quarrel = next(pairs, clauses)
    raise PackError(
        "PACK-019",
        f"{' and '.join(label for label, _ in quarrel)} leave no value for {name}",
        at=" and ".join(str(clause.place) for _, clause in quarrel),
        got="; ".join(f"{label} {clause}" for label, clause in quarrel),
        fix="release a version of one of them that leaves room for the other, or bind the domain to one of them only",
    )


def _meet(clauses: Iterable[Clause]) -> Constraint:
    return reduce(Constraint.meet, (clause.constraint for clause in clauses), Constraint())


def _checkov(packs: list[Pack]) -> Mapping[str, Expectation]:
    joined: dict[str, Expectation] = {}
    for check in sorted({check for pack in packs for check in pack.checkov}):
        said = [(pack, pack.checkov[check]) for pack in packs if check in pack.checkov]
        wants = [(pack, each) for pack, each in said if each.must_pass]
        skips = [(pack, each) for pack, each in said if not each.must_pass]
        if wants and skips:
            (wanting, _), (skipping, skip) = wants[0], skips[0]
            raise PackError(
                "PACK-020",
                f"{wanting.label} wants {check} passed and {skipping.label} skips it",
                at=f"{wanting.file} and {skipping.file}",
                got=skip.skip,
                fix="let one of them drop the check, or bind the domain to one of them only",
            )
        everywhere = any(not each.types for _, each in wants)  # no type named: on every type that the check judges
        types = () if everywhere else tuple(sorted({type for _, each in wants for type in each.types}))
        reasons = "; ".join(sorted({each.skip for _, each in skips}))
        joined[check] = Expectation(check, types, reasons)
    return joined
