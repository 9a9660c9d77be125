"""
Compare contracts with what they were, and say of each change how it is called where somebody accepts it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from platform_constructs.contracts.compare.api.finding import finding_of
from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.compare_events import event_of, event_outcome, is_event_side
from platform_constructs.flows.contracts.consumer_view import ConsumerView, Hit
from platform_constructs.flows.contracts.outcome import Compare, Outcome, VersionStep
from platform_constructs.flows.contracts.side import Pair, Side
from platform_constructs.flows.contracts.used_parts import Offered, offered
from platform_constructs.model.finding import Finding
from platform_constructs.model.fingerprint import fingerprint
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["ContractDiff", "Judged", "compare_pair", "title_of", "with_version"]

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
        judged: Every change, the worst first. For a contract that is gone, one finding of `findings` says so instead.
        outcome: What the comparer said; None when there was nothing to compare.
        version: What the changes that nobody accepted ask of the version; None likewise.
        findings: What is to be said beside the changes: the version, the contract as a whole, its waivers.
        consumers: What each consumer has to expect.
        error: Why it could not be judged; None when it could.
        titles: The title before and after, as far as they are known.
        old: The operations before, by operationId and by `METHOD /path`.
        new: The operations after.
        removed: For a contract that is gone, what consumers lose with it.
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
    def _breaks_a_consumer(self) -> bool:
        accepted = {one.change for one in self.judged if one.finding.waiver is not None}
        touches = (touch for view in self.consumers for touch in view.touches)
        return any(touch.hit is Hit.BROKEN and touch.change not in accepted for touch in touches)


def compare_pair(pair: Pair, compare: Compare) -> ContractDiff:
    """
    Compare one contract with what it was. What cannot be read becomes the answer's `error`, for others can be.

    Args:
        pair: The contract.
        compare: Compares two documents.
    """
    if pair.old is not None and pair.new is not None and is_event_side(pair.new):
        return _compared_events(pair, pair.old, pair.new)
    try:
        new = pair.new.document() if pair.new else None
    except PlatformError as error:  # a synth would say the same: nobody can accept it
        return ContractDiff(pair, error=error)
    try:
        if new is not None and pair.old is not None and _is_same(pair.old, pair.new, new):
            operations = offered(new)
            return ContractDiff(pair, titles=frozenset({title_of(new)}), old=operations, new=operations)
        return _compared(pair, pair.old.document() if pair.old else None, new, compare)
    except PlatformError as error:
        return ContractDiff(pair, error=error, findings=(_unreadable(pair, error),))


def _compared_events(pair: Pair, old: Side, new: Side) -> ContractDiff:
    try:
        before, after = event_of(old), event_of(new)
    except PlatformError as error:
        return ContractDiff(pair, error=error)
    outcome = event_outcome(before, after)
    return ContractDiff(pair, _judged(outcome, pair, {}), outcome, titles=frozenset({before.name, after.name}))


def _is_same(old: Side, new: Side | None, read: Document) -> bool:
    """Whether every file says the same: most contracts of a project do not change, and need no look."""
    if new is None or old.text() != new.text():
        return False
    try:
        return all(old.beside(file) == new.beside(file) for file in read.references.roots if file)
    except (OSError, LookupError, UnicodeError, PlatformError):
        return False


def _compared(pair: Pair, old: Document | None, new: Document | None, compare: Compare) -> ContractDiff:
    titles = frozenset(title_of(document) for document in (old, new) if document)
    before = offered(old) if old else {}
    after = offered(new) if new else {}
    if old is None:
        return ContractDiff(pair, titles=titles, new=after)
    if new is None:
        gone = tuple(
            change
            for change in compare(old, _emptied(old)).changes
            if change.operations or change.severity > Severity.INFO
        )
        return ContractDiff(pair, findings=(_gone(pair, old, gone),), titles=titles, old=before, removed=gone)
    outcome = compare(old, new)
    judged = _judged(outcome, pair, {**before, **after})
    return ContractDiff(pair, judged, outcome, titles=titles, old=before, new=after)


def _judged(outcome: Outcome, pair: Pair, operations: Mapping[str, Offered]) -> tuple[Judged, ...]:
    ids = {one.key: name for name, one in operations.items() if name != one.key}
    listed = [(change, outcome.code_of(change), _address(change, ids)) for change in outcome.changes]
    marks = _marks(listed)
    return tuple(
        sorted(
            (
                Judged(change, _finding(change, code, at, pair, marks.get((code, at), "")))
                for change, code, at in listed
            ),
            key=lambda one: one.order,
        )
    )


def with_version(diff: ContractDiff) -> ContractDiff:
    """Return the same with what the changes that nobody accepted ask of the version."""
    if diff.outcome is None:
        return diff
    version = diff.outcome.version(tuple(one.change for one in diff.judged if one.finding.waiver is None))
    if version.fault is None:
        return replace(diff, version=version)
    fault, code = version.fault, diff.outcome.code_of(version.fault)
    mark = fingerprint(code, fault.component, fault.id, *fault.args)
    finding = replace(
        _finding(fault, code, fault.component, diff.pair, mark),
        what=fault.what,
        got=version.new,
        fix=f"raise info.version by a {version.needed} step, or take back what asks for it",
    )
    return replace(diff, version=version, findings=(*diff.findings, finding))


def _address(change: Change, ids: Mapping[str, str]) -> str:
    """Return what a waiver calls the place: an operation by its id, a component by its name."""
    method, _, rest = change.component.partition(" ")
    key = f"{method} {rest.partition(' ')[0]}"
    return ids.get(key, key) if rest and not rest.startswith(" ") and method.isupper() else change.component


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


def _finding(change: Change, code: str, address: str, pair: Pair, mark: str) -> Finding:
    found = finding_of(change, pair.owner, pair.new.path if pair.new else "")
    return replace(found, code=code, stack=pair.name, address=address, fingerprint=mark)


def _gone(pair: Pair, old: Document, changes: Sequence[Change]) -> Finding:
    breaking = sum(1 for change in changes if change.severity is Severity.BREAKING)
    what = "the contract is gone with its stack" + ("" if breaking else ", as it was announced")
    return Finding(
        code="CON-160",
        name="contract-gone",
        level=Level.BLOCK if breaking else Level.WARN,
        what=what,
        at=Place(old.file, 1),
        got=f"{breaking} operations without a passed sunset" if breaking else "",
        fix="bring the stack back, deprecate its operations with x-sunset, and take it away after that day",
        owner=pair.owner,
        stack=pair.name,
        address=pair.name,
        fingerprint=fingerprint("CON-160", pair.name, sorted(offered(old))),
    )


def _unreadable(pair: Pair, error: PlatformError) -> Finding:
    """A past that nobody can read any more would hold up every change until it is merged: this can be accepted."""
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


def _emptied(old: Document) -> Document:
    """Return the same API without anything in it: what is left of a contract that is gone."""
    version = "3.1.0" if old.is_31 else "3.0.3"
    empty = {"openapi": version, "info": {"title": title_of(old), "version": "0"}, "paths": {}}

    def nothing(path: str) -> str:
        raise LookupError(path)

    return read_document(json.dumps(empty), old.file, read=nothing)


def title_of(document: Document) -> str:
    """Return an API's title; empty when it says none."""
    info = document.root.get("info")
    title = info.get("title") if info is not None else None
    return title.value if title is not None and isinstance(title.value, str) else ""
