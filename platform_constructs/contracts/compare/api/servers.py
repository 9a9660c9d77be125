"""
Where an API is served. Hosts move without the contract's doing; the path behind the host is part of every call.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.shape import entries, items, said, text
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.document.node import Node

__all__ = ["Served", "compare_servers", "servers_of"]

_HOST: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")
_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")

Served = dict[str, Node]
"""Servers by URL, variables filled in with their defaults."""


def servers_of(*holders: Node | None) -> tuple[Served, Node | None]:
    """Return the servers that count, and who says them: the first holder that says any."""
    for holder in holders:
        listed = items(said(holder, "servers"))
        found = {_filled(server): server for server in listed if text(server, "url")}
        if found:
            return found, holder
    return {}, None


def _filled(server: Node) -> str:
    variables = entries(said(server, "variables"))
    url = _VARIABLE.sub(lambda match: text(variables.get(match[1]), "default") or match[0], text(server, "url"))
    return url.rstrip("/") or "/"


def _path(url: str) -> str:
    return _HOST.sub("", url, count=1).split("?")[0].rstrip("/") or "/"


def compare_servers(on: Comparing, subject: Subject, old: Served, new: Served) -> None:
    """Tell which servers came and went. Without any, OpenAPI says that the API is served where its contract is."""
    if not old or not new:
        for url in sorted(old):
            told = subject.inner(old[url], None, "")
            on.tell(told, "api-server-removed", WARN, f"the server `{url}` was removed", "clients may call it", url)
        for url in sorted(new):
            told = subject.inner(None, new[url], "")
            on.tell(told, "api-server-added", INFO, f"the server `{url}` was added", "it is another way in", url)
        return
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    before, after = sorted({_path(url) for url in old}), sorted({_path(url) for url in new})
    if not set(before) & set(after):
        told = subject.inner(old[gone[0]], new[come[0]], "")
        args = (", ".join(before), ", ".join(after))
        what = f"the base path changed from `{args[0]}` to `{args[1]}`"
        on.tell(told, "api-base-path-changed", BREAKING, what, "every call of today's clients goes elsewhere", *args)
        return
    for url in gone:
        told, path = subject.inner(old[url], None, ""), _path(url)
        if path in after:
            why = "clients that call this host have to be told where to go"
            on.tell(told, "api-server-removed", WARN, f"the server `{url}` was removed", why, url)
        else:
            what = f"the server `{url}` was removed, and no other has its base path `{path}`"
            on.tell(told, "api-base-path-removed", BREAKING, what, "calls of clients that use it go nowhere", url)
    for url in come:
        told = subject.inner(None, new[url], "")
        on.tell(told, "api-server-added", INFO, f"the server `{url}` was added", "it is another way in", url)
