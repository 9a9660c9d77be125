"""
Contracts that no stack declares, held to a profile: any OpenAPI file there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol

from platform_constructs.contracts.api.structure import structure_faults
from platform_constructs.contracts.lint.baseline import Baseline
from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.verdict import Verdicts
from platform_constructs.flows.contracts.lint_one import Linted, lint_one
from platform_constructs.flows.contracts.side import Side
from platform_constructs.flows.contracts.standard import Standard

__all__ = ["BaselineBeside", "lint_files"]


class BaselineBeside(Protocol):
    """Reads baselines of contracts that are no part of a project."""

    def __call__(self, contract: str) -> Baseline | None:
        """Return the baseline beside a contract, if there is one."""


def lint_files(
    sides: Iterable[Side], standard: Standard, profile: Profile, baseline: BaselineBeside, *, today: date
) -> tuple[Linted, ...]:
    """
    Return what came of each contract, with what makes it no sound OpenAPI.

    Args:
        sides: The contracts.
        standard: Every rule.
        profile: What they are held to.
        baseline: Gives what a contract broke before.
        today: The date that dated levels are read against.

    Raises:
        ContractError: if a contract or baseline cannot be read.
    """
    done = []
    for side in sides:
        document = side.document()
        linted = lint_one(document, standard, profile, baseline(side.path), today=today)
        verdicts = Verdicts("", side.path)
        verdicts.add(structure_faults(document.root, is_31=document.is_31))
        findings = sorted((*verdicts.findings(), *linted.findings), key=lambda one: one.order)
        done.append(replace(linted, findings=tuple(findings)))
    return tuple(done)
