"""
May this draft be released? Everything a release promises, held against what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.flows.packs.bench import Bench
from platform_constructs.flows.packs.candidate import read_draft
from platform_constructs.flows.packs.check_leaving import check_leaving
from platform_constructs.flows.packs.compare_packs import Comparison, compare
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.toml_source import TomlSource, parse_toml
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.effect import Change
from platform_constructs.policy.packs.pack import DRAFT
from platform_constructs.policy.packs.steps import NOTICE_DAYS, Step, next_version, step_for
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.proving.cases import NEEDED, doc_faults
from platform_constructs.policy.proving.collect import stem_of
from platform_constructs.policy.proving.golden import golden_faults, said_of
from platform_constructs.policy.rule import Rule

__all__ = ["Checked", "CheckedDraft", "check_draft", "check_frozen", "check_packs"]


_SOME: Final = 3  # changes named in one sentence; `paved packs diff` lists them all


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """
    What is to be said of one draft.

    Attributes:
        name: The pack.
        comparison: The draft against the release before it; None when the draft cannot be read.
        findings: What stands in the way of a release, sorted.
    """

    name: str
    comparison: Comparison | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """
    What is to be said of a bench.

    Attributes:
        drafts: Of each draft that was looked at, sorted by pack.
        releases: Name and version of every release, all of them as they were locked.
        frozen: Which of them no longer mean what they meant.
        leaving: What is wrong with what is said of versions on their way out.
        bound: Whom the project around still binds to a withdrawn release; not known without a project.
    """

    drafts: tuple[CheckedDraft, ...]
    releases: tuple[str, ...]
    frozen: tuple[Finding, ...]
    leaving: tuple[Finding, ...] = ()
    bound: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong."""
        return (
            *self.frozen,
            *self.leaving,
            *self.bound,
            *(finding for draft in self.drafts for finding in draft.findings),
        )


def check_packs(names: Iterable[str], bench: Bench, *, today: date) -> Checked:
    """
    Check drafts, and every release.

    Args:
        names: Of packs whose drafts are checked; none means every draft there is.
        bench: The folder they lie in.
        today: The day they would be released.

    Raises:
        PackError: PACK-031, when a pack that is named has no draft.
    """
    wanted = sorted(set(names)) or sorted(bench.drafts)
    drafts = tuple(check_draft(name, bench, today=today) for name in wanted)
    labels = tuple(pack.label for pack in bench.shelf.packs)
    return Checked(drafts, labels, check_frozen(bench), check_leaving(bench))


def check_draft(name: str, bench: Bench, *, today: date) -> CheckedDraft:
    """
    Check one draft.

    Args:
        name: The pack.
        bench: The folder it lies in.
        today: The day it would be released.

    Raises:
        PackError: PACK-031, when there is no draft.
    """
    file = f"{bench.home}/{name}/{DRAFT}"
    try:
        draft = read_draft(name, bench.shelf, bench.drafts, rules_known=bench.rules_known, folder=bench.home)
    except PackError as error:
        if error.code == "PACK-031":
            raise
        return CheckedDraft(name, None, (_unreadable(error),))
    said = parse_toml(bench.drafts[name].decode("utf-8"), file)
    comparison = compare(bench.before(draft), draft, today=today)
    findings = [
        *_version(comparison, bench, said),
        *_words(comparison, said),
        *_frameworks(draft, said),
        *(fault for code in sorted(draft.rules) for fault in _proof(bench, code, said)),
    ]
    return CheckedDraft(name, comparison, tuple(sorted(findings, key=lambda each: each.order)))


def check_frozen(bench: Bench) -> tuple[Finding, ...]:
    """Return what became of the golden verdicts of every released version: each that is missing or no longer holds."""
    findings: list[Finding] = []
    for pack in bench.shelf.packs:
        stem, at = f"{pack.name}-{pack.version}", Place(pack.file)
        if stem not in bench.golden:
            what = f"nothing says what the rules of {pack.label} meant when it was released"
            fix = "bring the file back from version control, or write it with `paved packs check --freeze`"
            findings.append(_finding("PACK-049", "unfrozen-release", what, at, f"no {stem}.json", fix))
            continue
        for fault in golden_faults(bench.golden[stem], bench.rules, bench.cases):
            what = f"{pack.label} was released with another meaning: {fault}"
            fix = "undo the change to the rule or case; a rule that has to judge differently takes a new code"
            findings.append(_finding("PACK-048", "changed-verdict", what, at, "", fix))
    return tuple(findings)


def _finding(code: str, name: str, what: str, at: Place, got: str, fix: str) -> Finding:
    return Finding(code, name, Level.BLOCK, what, at, fix, "platform", got)


def _unreadable(error: PackError) -> Finding:
    return _finding(error.code, "unreadable-draft", error.what, Place(error.at), str(error.got), error.fix)


def _version(comparison: Comparison, bench: Bench, said: TomlSource) -> Iterator[Finding]:
    old, new, at = comparison.old, comparison.new, said.place("version")
    released = bench.shelf.versions(new.name)
    if new.version in released or (released and old is None):
        taken = new.version in released
        what = f"{new.label} is released already" if taken else f"every release of {new.name} is newer than this draft"
        newest = next_version(released[-1], comparison.least)
        yield _finding("PACK-043", "taken-version", what, at, new.version, f'write version = "{newest}" or later')
    elif old is not None and comparison.too_small:
        reason = _reason(comparison)
        what = f"{new.label} {reason} compared with {old.version}; that takes a {comparison.least.name.lower()} step"
        fix = f'write version = "{next_version(old.version, comparison.least)}"{_or_wait(comparison)}'
        yield _finding("PACK-042", "small-step", what, at, new.version, fix)


def _decisive(comparison: Comparison) -> list[Change]:
    """Return the changes that the least step is owed to."""
    return [each for each in comparison.changes if step_for(each, today=comparison.today) is comparison.least]


def _reason(comparison: Comparison) -> str:
    names = [each.name for each in _decisive(comparison)]
    some = ", ".join(names) if len(names) <= _SOME else f"{', '.join(names[:_SOME])} and {len(names) - _SOME} more"
    return f"{'refuses more' if comparison.least is Step.MAJOR else 'changes more than words'} ({some})"


def _or_wait(comparison: Comparison) -> str:
    waits = all(each.subject == "rule" and not each.now.endswith("never waived") for each in _decisive(comparison))
    if comparison.least is not Step.MAJOR or not waits:
        return ""  # only a rule's level can wait
    return f", or let it block only from a day at least {NOTICE_DAYS} days ahead: block_from"


def _words(comparison: Comparison, said: TomlSource) -> Iterator[Finding]:
    new, old, at = comparison.new, comparison.old, said.place("since_last")
    fix = "write what changed since the last version, and on what evidence"
    if not new.since_last:
        yield _finding("PACK-044", "unsaid-change", f"{new.label} does not say what changed", at, '""', fix)
    elif old is not None and new.since_last == old.since_last:
        what = f"{new.label} says of itself what {old.version} said"
        yield _finding("PACK-044", "unsaid-change", what, at, new.since_last, fix)


def _frameworks(draft: Pack, said: TomlSource) -> Iterator[Finding]:
    at, named = said.place("frameworks"), draft.frameworks
    twice = sorted({each for each in named if named.count(each) > 1})
    if not named or twice:
        what = f"{draft.label} names a framework twice" if twice else f"{draft.label} names no framework it draws on"
        fix = "name each framework once" if twice else 'write frameworks = ["PCI DSS 4.0.1"]'
        yield _finding("PACK-045", "unfounded-pack", what, at, twice[0] if twice else "nothing", fix)


def _proof(bench: Bench, code: str, said: TomlSource) -> Iterator[Finding]:
    rule, at = bench.rules[code], said.place("rules", code)
    if faults := dict.fromkeys(fault.removeprefix(f"{code} ") for fault in doc_faults(rule)):
        fix = "describe the harm and the cure in the rule's docstring"
        what = f"{code} {rule.name} is not documented"
        yield _finding("PACK-047", "unproved-rule", what, at, "; ".join(faults), fix)
    for word, named, example in (
        ("control", rule.controls, "AGW-11"),
        ("reference", rule.references, "PCI DSS 4.0.1 6.2.4"),
    ):
        if not named:
            what = f"{code} {rule.name} names no {word}, so nobody can tell where its demand comes from"
            fix = f'write {word}s=("{example}",) in its @rule'
            yield _finding("PACK-047", "unproved-rule", what, at, f"no {word}s", fix)
    verdicts = _verdicts(bench, rule)
    for kind in NEEDED:
        if not any(label.startswith(f"{kind}/") for label in verdicts):
            what = f"{code} {rule.name} has no case whose verdict is {kind}"
            fix = f"write {stem_of(rule)}/{kind}/<why-it-is-there>.json among the cases"
            yield _finding("PACK-047", "unproved-rule", what, at, stem_of(rule), fix)
    for label, verdict in verdicts.items():
        if not label.startswith(f"{verdict}/"):
            what = f"{code} {rule.name} does not answer its case {label} as it should"
            fix = "correct the rule, or move the case"
            yield _finding("PACK-047", "unproved-rule", what, at, verdict, fix)


def _verdicts(bench: Bench, rule: Rule) -> Mapping[str, str]:
    mine = (case for case in bench.cases if case.stem == stem_of(rule))
    return {f"{case.verdict}/{case.name}": said_of(rule, case) for case in mine}
