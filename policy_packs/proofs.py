"""
What every rule and every pack has to prove, as tests that their author takes over in three lines:

    class TestOurPacks(PackProofs):
        package = Path(acme_security_packs.__file__).parent
        cases = Path(__file__).parent / "cases"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from platform_constructs.adapters.case_files import case_files
from platform_constructs.adapters.pack_drafts import read_lifecycle_text
from platform_constructs.adapters.pack_files import OTHERS
from platform_constructs.adapters.rule_modules import run_rule
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.model.verdict import Verdict
from platform_constructs.policy.packs.lifecycle import LIFECYCLE, read_lifecycle
from platform_constructs.policy.packs.pack import DRAFT
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.proving.cases import (
    VERDICTS,
    Case,
    doc_faults,
    fault_texts,
    judge_case,
    nonsense_for,
    unproved,
)
from platform_constructs.policy.proving.collect import collect, stem_of
from platform_constructs.policy.proving.rule_source import compiled_rule
from platform_constructs.policy.rule import Rule
from policy_packs import every_rule

if TYPE_CHECKING:
    import pytest

__all__ = ["PackProofs", "RuleProofs", "rules_in"]


_cases = cache(case_files)


@cache
def rules_in(package: Path) -> Mapping[str, Rule]:
    """
    Return the rules of a package of packs by code, loaded as a synth loads them.

    Args:
        package: The folder that holds `rules/`.

    Raises:
        PackError: RULE-001 to RULE-015, for a rule that no synth would load.
    """
    files = [file for file in sorted((package / "rules").glob("*.py")) if file.stem != "__init__"]
    made = [(file.stem, run_rule(compiled_rule(file.read_bytes(), str(file)), file.stem, str(file))) for file in files]
    return collect(made, folder=f"{package.name}/rules", taken=every_rule())


class RuleProofs:
    """
    Tests of rules, for pytest. Inherit from it in a class whose name begins with Test.

    Attributes:
        package: The folder that holds `rules/`, one rule a file.
        cases: The folder that holds `<rule's file>/{pass,fail,undecided,unconcerned}/<why-it-is-there>.json`.
    """

    package: ClassVar[Path]
    cases: ClassVar[Path]

    @classmethod
    def rules(cls) -> Mapping[str, Rule]:
        """Return the rules to prove, by code."""
        return rules_in(cls.package)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make one test of each case, rule and pack."""
        wanted = metafunc.fixturenames
        if "case" in wanted:
            metafunc.parametrize("case", _cases(self.cases), ids=lambda case: case.label)
        if "rule" in wanted:
            metafunc.parametrize("rule", list(self.rules().values()), ids=lambda rule: rule.code)

    def test_there_is_something_to_prove(self) -> None:
        """A folder without rules or cases would pass in silence."""
        _none([what for what, found in (("rule", self.rules()), ("case", _cases(self.cases))) if not found])

    def test_a_case_gets_its_verdict(self, case: Case) -> None:
        """Every file under <rule>/<verdict>/ gets that verdict from that rule."""
        rule = self._by_stem().get(case.stem)
        said = None if rule is None else judge_case(rule, case)
        _none([] if type(said) is VERDICTS[case.verdict] else [f"{case.label}: {said or 'no such rule'}"])

    def test_every_rule_is_proved_three_ways(self) -> None:
        """Each rule has a case that passes, one that fails and one that is undecided; no case is left over."""
        _none(unproved(self._by_stem(), _cases(self.cases)))

    def test_a_rule_is_documented(self, rule: Rule) -> None:
        """A rule's docstring has the sections that `paved explain` prints, with words and examples of JSON."""
        _none(doc_faults(rule))

    def test_a_fault_says_what_its_owner_does_next(self, rule: Rule) -> None:
        """A failing case gets one lower-case phrase and a next step, without full stops; an undecided one, what for."""
        mine = [case for case in _cases(self.cases) if case.stem == stem_of(rule)]
        _none(f"{case.label}: {text!r}" for case in mine for text in fault_texts(judge_case(rule, case)))

    def test_a_rule_knows_nothing_but_its_view(self, rule: Rule) -> None:
        """A rule imports verdicts, the rule decorator, the view and the pure part of the standard library."""
        compiled_rule(self._source(rule), stem_of(rule))

    def test_a_rule_survives_nonsense(self, rule: Rule) -> None:
        """Whatever stands where a text, list or block belongs, a rule answers; it never raises."""
        for resource in nonsense_for(rule, self._source(rule).decode("utf-8")):
            said: Any = rule(resource)
            _none([] if isinstance(said, Verdict) else [f"{rule.code} answers {said!r} about {resource.body}"])

    def _by_stem(self) -> dict[str, Rule]:
        return {stem_of(rule): rule for rule in self.rules().values()}

    def _source(self, rule: Rule) -> bytes:
        return (self.package / "rules" / f"{stem_of(rule)}.py").read_bytes()


class PackProofs(RuleProofs):
    """
    Tests of a package of packs, for pytest: of its rules, and of every released version and draft.

    Attributes:
        package: The folder that holds `<pack>/<version>.toml` and `rules/`.
    """

    def test_every_pack_can_be_read(self) -> None:
        """Each version names only rules and settings that exist, and stands where its name and version say."""
        known = frozenset(every_rule()) | frozenset(self.rules())
        _none([] if list(packs_in(self._files(), self.package.name, rules_known=known)) else ["no pack"])

    def test_every_rule_is_named_by_a_pack(self) -> None:
        """A rule that no pack names would be tested, documented and never asked."""
        known = frozenset(every_rule()) | frozenset(self.rules())
        packs = list(packs_in(self._files(), self.package.name, rules_known=known))
        _none(code for code in self.rules() if not any(code in pack.rules for pack in packs))

    def test_what_is_on_its_way_out_can_be_read(self) -> None:
        """Every version that lifecycle.toml lets go was released, and so was what is to be adopted instead."""
        known = frozenset(every_rule()) | frozenset(self.rules())
        released = {path: content for path, content in self._files().items() if not path.endswith(f"/{DRAFT}")}
        shelf = Shelf(packs_in(released, self.package.name, rules_known=known))
        read_lifecycle(read_lifecycle_text(self.package), LIFECYCLE, shelf=shelf)

    def _files(self) -> dict[str, bytes]:
        files = sorted(file for file in self.package.glob("*/*.toml") if file.parent.name != OTHERS)
        return {file.relative_to(self.package).as_posix(): file.read_bytes() for file in files}


def _none(faults: Iterable[str]) -> None:
    """Fail with one line for each fault; pytest does not rewrite the asserts of an installed package."""
    if lines := list(faults):
        raise AssertionError("\n".join(lines))
