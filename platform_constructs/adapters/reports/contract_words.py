"""
The words that every report of changed contracts shares: names, counts, and who is hit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from platform_constructs.contracts.compare.change import Severity
from platform_constructs.flows.contracts.consumer_view import ConsumerView, Hit
from platform_constructs.flows.contracts.contract_diff import ContractDiff, Judged

__all__ = [
    "Group",
    "compared_words",
    "counted",
    "groups_of",
    "heading_of",
    "hit_words",
    "is_quiet",
    "state_of",
    "summary_of",
    "used_by",
    "version_line",
]

_NAMES: Final = {
    Severity.BREAKING: ("breaking change", "breaking changes"),
    Severity.WARN: ("warning", "warnings"),
    Severity.INFO: ("other change", "other changes"),
}
_MOST_OPERATIONS: Final = 3
_SUBSCRIBE: Final = "SUBSCRIBE "


@dataclass(frozen=True, slots=True)
class Group:
    """
    The changes of one component.

    Attributes:
        component: The component.
        judged: Its changes, the worst first.
        more: How many of them are not shown.
    """

    component: str
    judged: tuple[Judged, ...]
    more: int = 0

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that one of them affects, sorted."""
        return tuple(sorted({operation for one in self.judged for operation in one.change.operations}))


def groups_of(judged: Sequence[Judged], *, most: int, most_of_one: int) -> tuple[list[Group], list[Judged]]:
    """
    Return the changes by component, the worst first, and what was left out.

    Args:
        judged: The changes, the worst first.
        most: Changes to show.
        most_of_one: Changes of one component to show.
    """
    shown: dict[str, list[Judged]] = {}
    left: list[Judged] = []
    for count, one in enumerate(judged):
        here = shown.setdefault(one.change.component, []) if count - len(left) < most else None
        if here is None or len(here) >= most_of_one:
            left.append(one)
        else:
            here.append(one)
    hidden = Counter(one.change.component for one in left)
    return [Group(name, tuple(each), hidden[name]) for name, each in shown.items()], left


def counted(severities: Iterable[Severity]) -> str:
    """Return how many there are of each, the worst first, such as `2 breaking changes, 1 warning`."""
    found = Counter(severities)
    said = [f"{found[each]} {_NAMES[each][found[each] > 1]}" for each in sorted(_NAMES, reverse=True) if found[each]]
    return ", ".join(said)


def summary_of(diff: ContractDiff) -> str:
    """Return what became of a contract in one line."""
    open_ = [one.change.severity for one in diff.judged if one.finding.waiver is None]
    accepted = len(diff.judged) - len(open_)
    parts = [counted(open_), f"{accepted} accepted by a waiver" if accepted else ""]
    return ", ".join(filter(None, parts)) or "no change"


def compared_words(diffs: Sequence[ContractDiff]) -> str:
    """Return what was compared, such as `5 contracts and 1 event`."""
    events = sum(1 for one in diffs if one.is_event)
    counts = ((len(diffs) - events, "contract"), (events, "event"))
    said = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
    return " and ".join(said) or "0 contracts"


def state_of(diff: ContractDiff) -> str:
    """Return `compared`, `new`, `gone` or `unreadable`."""
    if diff.error is not None:
        return "unreadable"
    if diff.pair.old is None:
        return "new"
    return "gone" if diff.pair.new is None else "compared"


def heading_of(diff: ContractDiff) -> str:
    """Return a contract's name, where it is, and which versions are compared."""
    pair = diff.pair
    file = next((side.file for side in (pair.new, pair.old) if side), "")
    before = pair.old.file if pair.old and not pair.owner else ""  # two files: both are named
    version = diff.version
    versions = f"{version.old or '?'} -> {version.new or '?'}" if version else state_of(diff)
    versions = "unchanged" if versions == "compared" else versions
    moved = f"moved from {pair.moved_from}" if pair.moved_from else ""
    files = f"{before} -> {file}" if before and before != file else file
    return "  ".join(filter(None, (pair.name if pair.name != file else "", files, moved, versions)))


def is_quiet(diff: ContractDiff) -> bool:
    """Whether there is nothing to say of a contract."""
    faults = any(view.findings for view in diff.consumers)
    return not (diff.judged or diff.findings or diff.error or diff.pair.moved_from or diff.pair.old is None or faults)


def used_by(component: str, operations: Sequence[str]) -> str:
    """Return the first operations that use a component, or readers of an event, and how many more there are."""
    readers = [each.removeprefix(_SUBSCRIBE) for each in operations if each.startswith(_SUBSCRIBE)]
    if readers:
        return f"read by {_first(readers)}"
    if len(operations) == 1 and f"{component} ".startswith(f"{operations[0]} "):
        return ""  # the component is that operation
    return _first(operations)


def _first(names: Sequence[str]) -> str:
    first = ", ".join(names[:_MOST_OPERATIONS])
    more = len(names) - _MOST_OPERATIONS
    return f"{first} and {more} more" if more > 0 else first


def version_line(diff: ContractDiff) -> str:
    """Return what the changes ask of the version; empty when nothing was compared."""
    version = diff.version
    if version is None:
        return ""
    key = diff.version_key
    needed = f"a {version.needed} step of {key}" if version.needed else f"no step of {key}"
    if version.got:
        got = f"{version.old} -> {version.new} is a {version.got} one"
    else:
        got = "it stays" if version.old == version.new else f"{version.old or '?'} -> {version.new or '?'} is none"
    return f"asks for {needed}; {got}" if version.enough else f"asks for {needed}, but {got}"


def hit_words(view: ConsumerView) -> str:
    """Return what becomes of a consumer, with how many changes do it."""
    counts = Counter(touch.hit for touch in view.touches)
    match view.hit:
        case Hit.BROKEN:
            return f"broken by {counts[Hit.BROKEN]}" + (
                f", warned of {counts[Hit.WARNED]}" if counts[Hit.WARNED] else ""
            )
        case Hit.WARNED:
            return f"warned of {counts[Hit.WARNED]}"
        case _:
            return "untouched"
