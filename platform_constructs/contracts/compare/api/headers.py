"""
The headers of a response.
"""

from __future__ import annotations

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.shape import entries, flag, said
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.change import Direction
from platform_constructs.contracts.document.node import Node

__all__ = ["compare_headers"]


def compare_headers(on: Comparing, within: Subject, title: str, status: str) -> None:
    """Tell how the headers of a response changed; their names mean the same in capitals."""
    old, new = _headers(within.old), _headers(within.new)
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        name = (after or before or ("", None))[0]
        subject = on.meet(before and before[1], after and after[1], within, f"header `{name}`")
        if subject is not None:
            # a shared one is told once for all statuses
            named, args = (
                (f"the header `{name}`", (name,))
                if subject.is_shared
                else (f"the header `{name}` of {title}", (name, status))
            )
            _compare(on, subject, named, *args)


def _headers(response: Node | None) -> dict[str, tuple[str, Node]]:
    found = {name.lower(): (name, node) for name, node in entries(said(response, "headers")).items()}
    found.pop("content-type", None)  # OpenAPI: it shall be ignored; `content` says it
    return found


def _compare(on: Comparing, subject: Subject, title: str, *args: str) -> None:
    was, is_ = flag(subject.old, "required"), flag(subject.new, "required")
    if subject.new is None:
        word = "required" if was else "optional"
        severity = BREAKING if was else WARN
        why = "clients count on it" if was else "clients may count on it"
        if subject.mirrored:
            severity, why = INFO, "nobody looks for it any more"
        on.tell(subject, f"{word}-response-header-removed", severity, f"{title} was removed", why, *args)
    elif subject.old is None:
        severity, why = INFO, "clients may ignore it"
        if subject.mirrored and is_:
            severity, why = BREAKING, "receivers do not send it yet"
        on.tell(subject, "response-header-added", severity, f"{title} was added", why, *args)
    else:
        if was != is_:
            word = "required" if is_ else "optional"
            breaks = is_ == subject.mirrored
            why = "clients that count on it may miss it" if breaks else "clients always get it now"
            id_, severity = f"response-header-became-{word}", BREAKING if breaks else INFO
            on.tell(subject, id_, severity, f"{title} became {word}", why, *args, at="required")
        if flag(subject.new, "deprecated") and not flag(subject.old, "deprecated"):
            why = "it is still sent"
            on.tell(subject, "response-header-deprecated", INFO, f"{title} was deprecated", why, *args)
        before, after = said(subject.old, "schema"), said(subject.new, "schema")
        if before is not None and after is not None:
            on.schema(before, after, subject, Direction.RESPONSE, "header")
