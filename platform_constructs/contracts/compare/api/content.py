"""
The media types of a body, and the schema of each.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.media_types import Relation, paired, relation
from platform_constructs.contracts.compare.api.shape import entries, said
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.change import Direction, Severity

__all__ = ["compare_content"]

_WRITTEN: Final = "who sends it as before is misread"


def compare_content(
    on: Comparing, subject: Subject, prefix: str, direction: Direction, kind: str, title: str, *args: str
) -> None:
    """
    Tell how the `content` of a body changed.

    Args:
        on: The comparison.
        subject: The two `content` mappings.
        prefix: What ids start with: `request-body`, `response`.
        direction: Who writes it, before mirroring.
        kind: body or parameter, for the schema comparer.
        title: How sentences call the body.
        args: What goes behind the media type in the args, such as the status.
    """
    old, new = entries(subject.old), entries(subject.new)
    pairs, gone, come = paired(old, new)
    clients_write = (direction is Direction.REQUEST) != subject.mirrored
    for name in gone:
        what = f"{title} no longer has the media type `{name}`"
        why = "clients that send it are refused" if clients_write else "clients that ask for it or read it fail"
        told = subject.inner(old[name], None, "")
        on.tell(told, f"{prefix}-media-type-removed", BREAKING, what, why, name, *args)
    for name in come:
        what = f"{title} also has the media type `{name}`"
        told = subject.inner(None, new[name], "")
        on.tell(told, f"{prefix}-media-type-added", INFO, what, "clients may go on with theirs", name, *args)
    for before, after in pairs:
        part = subject.inner(old[before], new[after], after)
        if before != after:
            _renamed(on, part, prefix, (before, after), title, *args, clients_write=clients_write)
        _schema(on, part, prefix, direction, kind, title, after, *args)
        if kind == "body" and clients_write:
            _encoding(on, part, prefix, title)


def _renamed(
    on: Comparing, part: Subject, prefix: str, names: tuple[str, str], title: str, *args: str, clients_write: bool
) -> None:
    found = relation(*names)
    if found is Relation.SAME:
        return
    severity: Severity = INFO
    if found is Relation.GENERALIZED and not clients_write:
        severity, why = BREAKING, "clients may get what they do not know"
    elif found is Relation.SPECIALIZED and clients_write:
        severity, why = BREAKING, "clients that send the general one may be refused"
    else:
        why = "clients that know the old one can deal with it"
    what = f"the media type of {title} changed from `{names[0]}` to `{names[1]}`"
    on.tell(part, f"{prefix}-media-type-name-{found.value}", severity, what, why, *names, *args)


def _schema(
    on: Comparing, part: Subject, prefix: str, direction: Direction, kind: str, title: str, name: str, *args: str
) -> None:
    old, new = said(part.old, "schema"), said(part.new, "schema")
    if old is not None and new is not None:
        on.schema(old, new, part, direction, kind)
    elif old is not None or new is not None:
        is_added = new is not None
        clients_write = (direction is Direction.REQUEST) != part.mirrored
        severity, why = INFO, "whatever was fine before still is"
        if is_added and clients_write:
            severity, why = BREAKING, "what clients send may be refused now"
        elif not is_added and not clients_write:
            severity, why = WARN, "clients can no longer count on what they get"
        body = "response-body" if prefix == "response" else prefix
        what = f"{title} as `{name}` {'got a schema' if is_added else 'lost its schema'}"
        id_ = f"{body}-media-type-schema-{'added' if is_added else 'removed'}"
        on.tell(part, id_, severity, what, why, name, *args, at="schema")


def _encoding(on: Comparing, part: Subject, prefix: str, title: str) -> None:
    old, new = entries(said(part.old, "encoding")), entries(said(part.new, "encoding"))
    for name in sorted(old.keys() | new.keys()):
        for key in ("contentType", "style", "explode"):
            before, after = (said(side.get(name), key) for side in (old, new))
            was, is_ = before.value if before else None, after.value if after else None
            if was == is_:
                continue
            what = f"the {key} of the part `{name}` of {title} changed"
            told = part.inner(before or part.old, after or part.new, "")
            args = (name, key, "" if was is None else was, "" if is_ is None else is_)
            severity = INFO if is_ is None and key == "contentType" else BREAKING
            on.tell(told, f"{prefix}-encoding-changed", severity, what, _WRITTEN, *args)
