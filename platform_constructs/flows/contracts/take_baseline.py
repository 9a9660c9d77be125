"""
A contract's baseline as it is to be: a first one of all that is found, and from then on only ever less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from platform_constructs.contracts.lint.baseline import Baseline, of_today, shrunk
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.baseline_file import baseline_name
from platform_constructs.flows.contracts.lint_one import Linted
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest

__all__ = ["Taken", "take_baseline", "wanted_codes"]


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What becomes of one baseline.

    Attributes:
        file: Where it stands or will stand.
        old: What there is; None when this is the first.
        new: What it is to be; None when there is none and nothing to put into one.
        left: How many findings it does not take in, because they are new.
    """

    file: str
    old: Baseline | None
    new: Baseline | None
    left: int

    @property
    def changes(self) -> bool:
        """Whether the file has to be written."""
        return self.new is not None and self.new != self.old

    @property
    def told(self) -> str:
        """What happened, in one sentence."""
        if self.new is None:
            return f"{self.file}: nothing is wrong, so there is nothing to take in"
        count = len(self.new.entries)
        if self.old is None:
            return f"{self.file}: made, with {count} finding{'' if count == 1 else 's'}"
        before, after = set(self.old.entries), set(self.new.entries)
        gone, came = len(before - after), len(after - before)
        said = [f"{gone} removed"] * bool(gone) + [f"{came} taken in for rules newly in force"] * bool(came)
        refused = [f"{self.left} new finding{'' if self.left == 1 else 's'} not taken in: correct or waive"]
        return f"{self.file}: {', '.join([*said, *refused * bool(self.left)]) or 'as it was'}; {count} left"


def take_baseline(linted: Linted, waived: Iterable[Finding], newly: Collection[str]) -> Taken:
    """
    Return what a contract's baseline is to be.

    Args:
        linted: What came of the contract.
        waived: What waivers cover: that is no baseline's.
        newly: Rules that came into force since; all they find today is taken in.

    Raises:
        ContractError: CON-111, if a baseline knows one of these rules already, or the profile has it off.
    """
    file, old = baseline_name(linted.file), linted.baseline
    for code in sorted(newly):
        if code not in linted.asked:
            raise _refusal(
                file, f"the profile {linted.profile.name} does not ask {code}", code, "give it a level first"
            )
        if old is not None and code in old.rules:
            what = f"the baseline was made with {code} in force, so it takes in no more of it"
            raise _refusal(file, what, code, "correct what is found, or have it waived")
    covered = {(one.code, one.at) for one in waived if one.waiver is not None}
    found = [one for one in linted.found if (one.finding.code, one.finding.at) not in covered]
    if old is None:
        first = of_today(found, linted.asked, file=file)
        return Taken(file, None, first if first.entries else None, 0)
    new = shrunk(old, found, asked=linted.asked, newly=newly)
    known = {(one.rule, one.at, one.fingerprint) for one in new.entries}
    left = sum(1 for one in found if (one.rule, one.at, one.mark) not in known)
    return Taken(file, old, new, left)


def wanted_codes(said: Iterable[str], rules: Iterable[ContractRule]) -> frozenset[str]:
    """
    Return the codes of rules that are named by code or name.

    Raises:
        ContractError: CON-111, if there is no such rule.
    """
    known = {name: rule.code for rule in rules for name in (rule.code, rule.name)}
    for one in said:
        if known.get(one) is None and one.upper() not in known:
            fix = nearest(one, known, "`paved contract rules` lists them")
            raise _refusal("the command line", "no contract rule is called so", one, fix)
    return frozenset(known.get(one) or known[one.upper()] for one in said)


def _refusal(at: str, what: str, got: str, fix: str) -> ContractError:
    return ContractError("CON-111", what, at=at, got=got, fix=fix)
