"""
The links of a response: what a client may call next with what it got.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.compare.api.comparing import INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.shape import entries, said
from platform_constructs.contracts.compare.api.subject import Subject

__all__ = ["compare_links"]

_KEYS: Final = ("operationId", "operationRef", "parameters", "requestBody", "server")


def compare_links(on: Comparing, within: Subject, title: str) -> None:
    """Tell how the links of a response changed."""
    old, new = entries(said(within.old, "links")), entries(said(within.new, "links"))
    for name in sorted(old.keys() | new.keys()):
        subject = on.meet(old.get(name), new.get(name), within, f"link `{name}`")
        if subject is None:
            continue
        if subject.new is None:
            what, why = f"the link `{name}` of {title} was removed", "clients that follow it lose their way"
            on.tell(subject, "response-link-removed", WARN, what, why, name)
        elif subject.old is None:
            what, why = f"the link `{name}` of {title} was added", "clients may ignore it"
            on.tell(subject, "response-link-added", INFO, what, why, name)
        else:
            for key in _KEYS:
                before, after = said(subject.old, key), said(subject.new, key)
                if (before and before.value) != (after and after.value):
                    what, why = (
                        f"`{key}` of the link `{name}` of {title} changed",
                        "clients that follow it go elsewhere",
                    )
                    on.tell(subject, "response-link-changed", WARN, what, why, name, key, at=key)
