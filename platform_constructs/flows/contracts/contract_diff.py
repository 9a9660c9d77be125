"""
What became of one contract: its changes, how each is called where somebody accepts it, and who is hit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from platform_constructs.contracts.compare.api.finding import finding_of
from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.consumer_view import ConsumerView, Hit
from platform_constructs.flows.contracts.outcome import Outcome, VersionStep
from platform_constructs.flows.contracts.side import Pair
from platform_constructs.flows.contracts.used_parts import Offered
from platform_constructs.model.finding import Finding
from platform_constructs.model.fingerprint import fingerprint
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["ContractDiff", "Judged", "finding_for", "judge", "unreadable"]

_LEVELS: Final = {Severity.INFO: Level.ADVISE, Severity.WARN: Level.WARN, Severity.BREAKING: Level.BLOCK}


@dataclass(frozen=True, slots=True)
class Judged:
    """
    A change, and the finding that it is.

    Attributes:
        change: The change.
        finding: With the code, address and fingerprint that a waiver names, and the waiver once there is one.
    """

    change: Change
    finding: Finding

    @property
    def order(self) -> tuple[int, object]:
        """Sorts the worst first."""
        return (-self.change.severity, self.change.order)


@dataclass(frozen=True, slots=True)
class ContractDiff:
    """
    What became of one contract.

    Attributes:
        pair: The contract.
        judged: Every change, the worst first. For an API's contract that is gone, one finding of `findings` says so
            instead.
        outcome: What the comparer said; None when there was nothing to compare.
        version: What the changes that nobody accepted ask of the version; None likewise.
        findings: What is to be said beside the changes: the version, the contract as a whole, its waivers.
        consumers: What each consumer has to expect; for an event, each domain that was granted it.
        error: Why it could not be judged; None when it could.
        titles: The title before and after, as far as they are known; an event has none.
        old: The operations before, by operationId and by `METHOD /path`.
        new: The operations after.
        removed: For an API's contract that is gone, what consumers lose with it.
        is_event: Whether it is the contract of an event.
    """

    pair: Pair
    judged: tuple[Judged, ...] = ()
    outcome: Outcome | None = None
    version: VersionStep | None = None
    findings: tuple[Finding, ...] = ()
    consumers: tuple[ConsumerView, ...] = ()
    error: PlatformError | None = None
    titles: frozenset[str] = frozenset()
    old: Mapping[str, Offered] = field(default_factory=dict, repr=False)
    new: Mapping[str, Offered] = field(default_factory=dict, repr=False)
    removed: tuple[Change, ...] = ()
    is_event: bool = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that reaches consumers."""
        return (*(one.change for one in self.judged), *self.removed)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings of the changes that may break somebody, and those beside them."""
        return (*(one.finding for one in self.judged if one.change.severity > Severity.INFO), *self.findings)

    @property
    def worst(self) -> Severity | None:
        """The worst that nobody accepted, a consumer that says it breaks included; None when nothing is left."""
        levels = [one.level for one in self.all_findings if one.waiver is None]
        severities = {level: severity for severity, level in _LEVELS.items()}
        found = [severities[level] for level in levels if level in severities]
        return max([*found, Severity.BREAKING] if self._breaks_a_consumer else found, default=None)

    @property
    def version_key(self) -> str:
        """What its authors write the version under."""
        return "version" if self.is_event else "info.version"

    @property
    def _breaks_a_consumer(self) -> bool:
        accepted = {one.change for one in self.judged if one.finding.waiver is not None}
        touches = (touch for view in self.consumers for touch in view.touches)
        return any(touch.hit is Hit.BROKEN and touch.change not in accepted for touch in touches)


def judge(
    changes: Iterable[Change], pair: Pair, *, code_of: Callable[[Change], str], address_of: Callable[[Change], str]
) -> tuple[Judged, ...]:
    """
    Return changes with the findings that they are, the worst first.

    Args:
        changes: What changed.
        pair: The contract.
        code_of: Gives the code that a waiver names for a change.
        address_of: Gives what a waiver calls its place.
    """
    listed = [(change, code_of(change), address_of(change)) for change in changes]
    marks = _marks(listed)
    found = (Judged(each, finding_for(each, code, at, pair, marks.get((code, at), ""))) for each, code, at in listed)
    return tuple(sorted(found, key=lambda one: one.order))


def _marks(listed: Sequence[tuple[Change, str, str]]) -> dict[tuple[str, str], str]:
    """
    Return a fingerprint for all changes of one code at one address, together: whoever accepts them accepts these.
    """
    groups: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for change, code, at in listed:
        if change.severity > Severity.INFO:
            fact = (change.id, change.component, change.path, *change.args)
            groups.setdefault((code, at), []).append(fact)
    return {(code, at): fingerprint(code, at, sorted(facts)) for (code, at), facts in groups.items()}


def finding_for(change: Change, code: str, address: str, pair: Pair, mark: str) -> Finding:
    """Return a change as a finding about a contract, with its `code`, `address` and fingerprint."""
    found = finding_of(change, pair.owner, pair.new.path if pair.new else "")
    return replace(found, code=code, stack=pair.name, address=address, fingerprint=mark)


def unreadable(pair: Pair, error: PlatformError) -> Finding:
    """
    Return the finding that a contract's past cannot be read.

    It would hold up every change until it is merged, so that it can be accepted.
    """
    return Finding(
        code="CON-161",
        name="not-compared",
        level=Level.BLOCK,
        what="the contract cannot be compared with what it was",
        at=Place(error.at),
        got=f"{error.code}: {error.what}",
        fix=error.fix,
        owner=pair.owner,
        stack=pair.name,
        address=pair.name,
        fingerprint=fingerprint("CON-161", pair.name, error.code, error.at, str(error.got)),
    )
