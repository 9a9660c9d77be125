"""
Compare contracts with what they were: APIs here, events by their own readers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.contract_diff import ContractDiff, finding_for, judge, unreadable
from platform_constructs.flows.contracts.event_diff import compare_event_pair, is_event_pair
from platform_constructs.flows.contracts.outcome import Compare
from platform_constructs.flows.contracts.side import Pair, Side
from platform_constructs.flows.contracts.used_parts import offered
from platform_constructs.model.finding import Finding
from platform_constructs.model.fingerprint import fingerprint
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["compare_pair", "title_of", "with_version"]


def compare_pair(pair: Pair, compare: Compare) -> ContractDiff:
    """
    Compare one contract with what it was. What cannot be read becomes the answer's `error`, for others can be.

    Args:
        pair: The contract.
        compare: Compares two documents.
    """
    if is_event_pair(pair):
        return compare_event_pair(pair)
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
        return ContractDiff(pair, error=error, findings=(unreadable(pair, error),))


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
    ids = {one.key: name for name, one in {**before, **after}.items() if name != one.key}
    judged = judge(outcome.changes, pair, code_of=outcome.code_of, address_of=lambda change: _address(change, ids))
    return ContractDiff(pair, judged, outcome, titles=titles, old=before, new=after)


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
        finding_for(fault, code, fault.component, diff.pair, mark),
        what=fault.what,
        got=version.new,
        fix=f"raise {diff.version_key} by a {version.needed} step, or take back what asks for it",
    )
    return replace(diff, version=version, findings=(*diff.findings, finding))


def _address(change: Change, ids: Mapping[str, str]) -> str:
    """Return what a waiver calls the place: an operation by its id, a component by its name."""
    method, _, rest = change.component.partition(" ")
    key = f"{method} {rest.partition(' ')[0]}"
    return ids.get(key, key) if rest and not rest.startswith(" ") and method.isupper() else change.component


def _gone(pair: Pair, old: Document, changes: Sequence[Change]) -> Finding:
    breaking = sum(1 for change in changes if change.severity is Severity.BREAKING)
    what = "the contract is gone with its stack" + ("" if breaking else ", and nothing of it was promised any more")
    fix = "bring the stack back, deprecate its operations with x-sunset, and take it away after that day"
    return Finding(
        code="CON-160",
        name="contract-gone",
        level=Level.BLOCK if breaking else Level.WARN,
        what=what,
        at=Place(old.file, 1),
        got=f"{breaking} operations without a passed sunset" if breaking else "",
        fix=fix if breaking else "nothing, where that was meant: it was a draft, or its sunset has passed",
        owner=pair.owner,
        stack=pair.name,
        address=pair.name,
        fingerprint=fingerprint("CON-160", pair.name, sorted(offered(old))),
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
