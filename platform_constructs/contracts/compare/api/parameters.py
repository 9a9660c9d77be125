"""
The parameters of an operation, its own and its path's: what clients may send, have to send, and how they write it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.endings import PARAMETER, compare_endings, tell_removed
from platform_constructs.contracts.compare.api.lifecycle import Life
from platform_constructs.contracts.compare.api.serialization import compare_serialization
from platform_constructs.contracts.compare.api.shape import flag, items, said, text
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["Listed", "compare_parameters", "listed_parameters"]

_Key = tuple[str, str]
_PLACES: Final = ("cookie", "header", "path", "query")


@dataclass(frozen=True, slots=True)
class Listed:
    """
    Attributes:
        entry: As it stands in the list; may be a reference.
        node: What that leads to.
        is_common: Whether the path lists it for all its operations.
    """

    entry: Node
    node: Node
    is_common: bool


def listed_parameters(
    item: Node, operation: Node, references: References, renamed: Mapping[str, str]
) -> dict[_Key, Listed]:
    """
    Return an operation's parameters by place and name; what the operation says itself counts, not what its path says.

    Args:
        item: The path item.
        operation: The operation.
        references: Leads from `$ref` to what it names.
        renamed: The new names of variables of the path.
    """
    found: dict[_Key, Listed] = {}
    for holder, is_common in ((item, True), (operation, False)):
        for entry in items(said(holder, "parameters")):
            node = references.resolve(entry)
            place, name = text(node, "in"), text(node, "name")
            if place in _PLACES and name:
                key = name.lower() if place == "header" else renamed.get(name, name) if place == "path" else name
                found[place, key] = Listed(entry, node, is_common)
    return found


def compare_parameters(
    on: Comparing,
    within: Subject,
    old: Mapping[_Key, Listed],
    new: Mapping[_Key, Listed],
    *,
    path: str,
    lives: tuple[Life, Life],
) -> None:
    """
    Tell how the parameters of an operation changed.

    Args:
        on: The comparison.
        within: The operation.
        old: Its parameters.
        new: Its parameters.
        path: The path that lists what is common to its operations.
        lives: The operation's stage of life, old and new.
    """
    gone = {key: parameter for key, parameter in old.items() if key not in new}
    come = {key: parameter for key, parameter in new.items() if key not in old}
    for place, name in sorted(gone):
        moved = next((other for other in sorted(come) if other[1].lower() == name.lower()), None)
        if moved is not None:
            _tell_moved(on, within, gone[place, name], come.pop(moved), path)
            continue
        listed = gone[place, name]
        subject = on.meet(listed.entry, None, within, _title(listed), path if listed.is_common else "")
        if subject is not None:
            _tell_gone(on, subject, lives[0])
    for key in sorted(come):
        listed = come[key]
        subject = on.meet(None, listed.entry, within, _title(listed), path if listed.is_common else "")
        if subject is not None:
            _tell_come(on, subject, is_common=listed.is_common)
    for key in sorted(old.keys() & new.keys()):
        before, after = old[key], new[key]
        home = path if before.is_common and after.is_common else ""
        subject = on.meet(before.entry, after.entry, within, _title(after), home)
        if subject is not None:
            _compare(on, subject, lives)


def _title(listed: Listed) -> str:
    return f"{text(listed.node, 'in')} `{text(listed.node, 'name')}`"


def _named(node: Node) -> tuple[str, str, str]:
    place, name = text(node, "in"), text(node, "name")
    return place, name, f"the {place} parameter `{name}`"


def _tell_moved(on: Comparing, within: Subject, before: Listed, after: Listed, path: str) -> None:
    home = path if before.is_common and after.is_common else ""
    if (subject := on.meet(before.entry, after.entry, within, _title(after), home)) is None:
        return
    old, name, _ = _named(before.node)
    new = text(after.node, "in")
    what = f"the parameter `{name}` moved from the {old} to the {new}"
    on.tell(subject, "request-parameter-in-changed", BREAKING, what, "nobody looks for it where it was", name, old, new)


def _tell_gone(on: Comparing, subject: Subject, life: Life) -> None:
    if subject.old is None:
        return
    place, name, title = _named(subject.old)
    if subject.mirrored:
        is_required = flag(subject.old, "required")
        severity, why = (BREAKING, "receivers count on it") if is_required else (WARN, "receivers may count on it")
        on.tell(subject, "request-parameter-removed", severity, f"{title} is no longer sent", why, place, name)
        return
    own = Life("stable" if life.is_draft else life.stage, life.word, flag(subject.old, "deprecated"))
    tell_removed(on, subject, title, PARAMETER, own, place, name)


def _tell_come(on: Comparing, subject: Subject, *, is_common: bool) -> None:
    if subject.new is None:
        return
    place, name, title = _named(subject.new)
    is_required = flag(subject.new, "required") or place == "path"
    what = f"{title} was added, {'required' if is_required else 'optional'}"
    if place == "path":
        id_, args = "new-request-path-parameter", [name]
    else:
        kind, where = "required" if is_required else "optional", "default-parameter-to-existing-path"
        id_ = f"new-{kind}-request-{where if is_common else 'parameter'}"
        args = [place, name]
    if subject.mirrored:
        on.tell(subject, id_, INFO, what, "receivers may ignore it", *args)
    elif is_required:
        on.tell(subject, id_, BREAKING, what, "requests of today's clients lack it", *args)
    else:
        on.tell(subject, id_, INFO, what, "clients may go on without it", *args)


def _compare(on: Comparing, subject: Subject, lives: tuple[Life, Life]) -> None:
    if subject.old is None or subject.new is None:
        return
    place, name, title = _named(subject.new)
    was, is_ = (flag(node, "required") or place == "path" for node in (subject.old, subject.new))
    if was != is_:
        now = "required" if is_ else "optional"
        breaks = is_ != subject.mirrored
        why = "requests of today's clients may lack it" if is_ else "clients may leave it out now"
        if subject.mirrored:
            why = "receivers always get it now" if is_ else "receivers that count on it may miss it"
        severity = BREAKING if breaks else INFO
        on.tell(
            subject,
            f"request-parameter-became-{now}",
            severity,
            f"{title} became {now}",
            why,
            place,
            name,
            at="required",
        )
    if not subject.mirrored:
        old, new = (
            Life(life.stage or "stable", life.word, flag(node, "deprecated"))
            for life, node in zip(lives, (subject.old, subject.new), strict=True)
        )
        compare_endings(on, subject, title, PARAMETER, old, new, place, name)
    compare_serialization(on, subject, title, place, name)
