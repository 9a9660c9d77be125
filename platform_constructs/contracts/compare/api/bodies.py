"""
The body that an operation takes, and what it answers with: statuses, media types, headers and links.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, Comparing
from platform_constructs.contracts.compare.api.content import compare_content
from platform_constructs.contracts.compare.api.headers import compare_headers
from platform_constructs.contracts.compare.api.links import compare_links
from platform_constructs.contracts.compare.api.shape import entries, flag, said
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.change import Direction

__all__ = ["compare_request_body", "compare_responses"]

_BODY: Final = "the request body"


def compare_request_body(on: Comparing, within: Subject) -> None:
    """Tell how the body that an operation takes changed."""
    old, new = said(within.old, "requestBody"), said(within.new, "requestBody")
    if old is None and new is None:
        return
    subject = on.meet(old, new, within, "request")
    if subject is None:
        return
    mirrored = subject.mirrored
    if new is None:
        what, why = f"{_BODY} was removed", "receivers count on it" if mirrored else "clients that send it are refused"
        on.tell(subject, "request-body-removed", BREAKING, what, why)
    elif old is None:
        is_required = flag(subject.new, "required")
        word = "required" if is_required else "optional"
        breaks = is_required and not mirrored
        why = "requests of today's clients lack it" if breaks else "nobody has to make use of it"
        on.tell(subject, f"request-body-added-{word}", BREAKING if breaks else INFO, f"{_BODY} was added, {word}", why)
    else:
        was, is_ = flag(subject.old, "required"), flag(subject.new, "required")
        if was != is_:
            word = "required" if is_ else "optional"
            breaks = is_ != mirrored
            why = "requests of today's clients may lack it" if is_ else "it may be left out now"
            severity = BREAKING if breaks else INFO
            on.tell(subject, f"request-body-became-{word}", severity, f"{_BODY} became {word}", why, at="required")
        contents = (said(subject.old, "content"), said(subject.new, "content"))
        inner = subject.inner(*contents, "")
        compare_content(on, inner, "request-body", Direction.REQUEST, "body", _BODY)


def compare_responses(on: Comparing, within: Subject) -> None:
    """Tell how the answers of an operation changed."""
    old, new = entries(said(within.old, "responses")), entries(said(within.new, "responses"))
    for status in sorted(old.keys() - new.keys()):
        _tell_gone(on, within, status, has_other=bool(new))
    for status in sorted(new.keys() - old.keys()):
        told = on.meet(None, new[status], within, status)
        if told is None:
            continue
        kind = _kind(status, new)
        what = f"the {kind} response `{status}` was added"
        on.tell(told, f"response-{kind}-status-added", INFO, what, "clients may treat it like its class", status)
    for status in sorted(old.keys() & new.keys()):
        subject = on.meet(old[status], new[status], within, status)
        if subject is not None:
            _compare(on, subject, status)


def _kind(status: str, among: object) -> str:
    """`default` stands for success where nothing else does."""
    if status == "default":
        named = [other for other in among if other[:1] == "2"] if isinstance(among, dict) else []
        return "non-success" if named else "success"
    return "success" if status[:1] == "2" else "non-success"


def _tell_gone(on: Comparing, within: Subject, status: str, *, has_other: bool) -> None:
    old = entries(said(within.old, "responses"))
    kind = _kind(status, old)
    if (told := on.meet(old[status], None, within, status)) is None:
        return
    severity, why = INFO, "clients have to expect failures anyway"
    if kind == "success":
        severity = BREAKING
        why = "clients that wait for it never get it" if has_other else "nothing says what clients get"
    what = f"the {kind} response `{status}` was removed"
    on.tell(told, f"response-{kind}-status-removed", severity, what, why, status)


def _compare(on: Comparing, subject: Subject, status: str) -> None:
    title = "the response" if subject.is_shared else f"the response `{status}`"
    contents = (said(subject.old, "content"), said(subject.new, "content"))
    inner = subject.inner(*contents, "")
    compare_content(on, inner, "response", Direction.RESPONSE, "body", title, status)
    compare_headers(on, subject, title, status)
    compare_links(on, subject, title)
