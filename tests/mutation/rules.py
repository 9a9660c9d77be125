"""
Mutants of rules: each must make one of the rule's own cases fail.

A case fails when the verdict is of another kind than its folder says, or reads badly, or when the rule raises: what
`policy_packs.proofs` demands of it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from platform_constructs.adapters.case_files import case_files
from platform_constructs.model.verdict import Verdict
from platform_constructs.policy.proving.cases import VERDICTS, Case, fault_texts, subject_of
from platform_constructs.policy.reading.resource import Resource
from platform_constructs.policy.rule import Rule
from tests.mutation.forks import in_forks
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.score import Score

__all__ = ["measure", "try_rule"]

_SECONDS: Final = 5.0  # for all of one rule's cases, which take milliseconds


@dataclass(frozen=True, slots=True)
class _Question:
    subject: Resource
    answer: type[Verdict]

    def is_answered_by(self, rule: Rule) -> bool:
        verdict = rule(self.subject)
        return type(verdict) is self.answer and not fault_texts(verdict)


def try_rule(source: str, file: str, cases: Iterable[Case], *, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """
    Yield each mutant of a rule and whether one of its cases fails.

    Args:
        source: The rule's source.
        file: Its name, for the report.
        cases: The rule's own.
        jobs: Processes at a time.

    Raises:
        PackError: RULE-016, when a case asks about nothing.
        ValueError: when a case fails without any fault, or there is none.
    """
    rule = _rule_in(source, file)
    # asked of the resources that the rule as it stands concerns, whatever a mutant says it concerns
    questions = [_Question(subject_of(rule, case), VERDICTS[case.verdict]) for case in cases]
    if not questions or not all(each.is_answered_by(rule) for each in questions):
        raise ValueError(f"{file}: a case fails as it stands, or there is none")
    yield from in_forks(
        mutants_of(source, file), lambda mutant: _notices(questions, mutant), jobs=jobs, seconds=lambda _: _SECONDS
    )


def _rule_in(source: str, file: str) -> Rule:
    names: dict[str, Any] = {"__name__": f"policy_packs.rules.{Path(file).stem}"}
    exec(compile(source, file, "exec", dont_inherit=True), names)  # noqa: S102 - our own rule
    [rule] = [each for each in names.values() if isinstance(each, Rule)]
    return rule


def _notices(questions: Sequence[_Question], mutant: Mutant) -> bool:
    try:
        rule = _rule_in(mutant.source, mutant.file)
        return not all(each.is_answered_by(rule) for each in questions)
    except Exception:  # a rule that raises has failed, whatever it raises
        return True


def measure(root: Path, stems: Sequence[str], *, jobs: int) -> Score:
    """
    Try rules against their cases, all of them when none is named.

    Raises:
        FileNotFoundError: for a stem without a rule.
        PackError: RULE-016 or RULE-017, for a case that is none.
        ValueError: when a rule's cases fail as it stands.
    """
    score = Score("rules")
    folder = root / "policy_packs" / "rules"
    cases = case_files(root / "tests" / "cases")
    every = sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    for stem in stems or every:
        path = folder / f"{stem}.py"
        source, own = path.read_text(encoding="utf-8"), [case for case in cases if case.stem == stem]
        for mutant, noticed in try_rule(source, path.relative_to(root).as_posix(), own, jobs=jobs):
            score.add(mutant, noticed=noticed)
    return score
