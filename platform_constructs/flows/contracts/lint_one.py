"""
One contract held against a profile and its baseline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.lint.baseline import Baseline, held_against
from platform_constructs.contracts.lint.parts import KINDS
from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.lint.run import UNJUDGED, Found, lint
from platform_constructs.errors import PackError
from platform_constructs.flows.contracts.standard import Standard
from platform_constructs.model.finding import Finding
from platform_constructs.model.verdict import Level

__all__ = ["Linted", "lint_one", "rules_asked"]


@dataclass(frozen=True, slots=True)
class Linted:
    """
    What came of one contract.

    Attributes:
        file: The contract.
        profile: What it was held to.
        rules: How many rules were asked.
        found: Everything the rules found, what the baseline knows included.
        known: How many of these the baseline knows.
        findings: What is left for its owner, before waivers; sorted.
        asked: The rules that were asked and answered.
        baseline: What it broke before; None for nothing.
    """

    file: str
    profile: Profile
    rules: int
    found: tuple[Found, ...]
    known: int
    findings: tuple[Finding, ...]
    asked: frozenset[str]
    baseline: Baseline | None = None


def lint_one(
    document: Document,
    standard: Standard,
    profile: Profile,
    baseline: Baseline | None,
    *,
    today: date,
    owner: str = "",
    stack: str = "",
) -> Linted:
    """
    Return what is wrong with one contract.

    Args:
        document: The contract.
        standard: Every rule.
        profile: What it is held to.
        baseline: What it broke before; None for nothing.
        today: The date that dated levels are read against.
        owner: The domain that has to act; empty for nobody's.
        stack: The stack that declares it; empty for none.

    Raises:
        PackError: CON-112, if the profile asks nothing of APIs: nothing asked is no clean bill.
    """
    _refuse_silence(standard, profile)
    on = rules_asked(standard, profile, today=today)
    found = lint(document, standard.rules, profile, today=today, owner=owner, stack=stack)
    answered = on - {one.rule for one in found if one.finding.code == UNJUDGED}
    new: Iterable[Found] = found
    known = 0
    done: tuple[Finding, ...] = ()
    if baseline is not None:
        new, known, done = held_against(found, baseline, asked=answered, owner=owner, stack=stack)
    findings = sorted((*(one.finding for one in new), *done), key=lambda one: one.order)
    return Linted(document.file, profile, len(on), found, known, tuple(findings), answered, baseline)


def rules_asked(standard: Standard, profile: Profile, *, today: date) -> frozenset[str]:
    """Return the codes of the rules about APIs that a profile has on, on a day."""
    return frozenset(
        code
        for code, rule in standard.rules.items()
        if rule.on in KINDS and profile.level(code, today) is not Level.OFF
    )


def _refuse_silence(standard: Standard, profile: Profile) -> None:
    for code, term in profile.levels.items():
        if standard.rules[code].on in KINDS and (term.level is not Level.OFF or term.block_from is not None):
            return
    raise PackError(
        "CON-112",
        "the profile asks nothing of APIs, so that it would let everything through",
        at=profile.file,
        got=profile.name,
        fix="let it extend `standard`, or name a profile that asks something",
    )
