"""
The base path that a contract's servers agree on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault
from platform_constructs.errors import ContractError

__all__ = ["base_path", "server_faults"]

_HOST: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")
_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
_LONGEST: Final = 2_000  # characters of a URL, and of a URL with its variables filled in
_MOST_SERVERS: Final = 20  # in one list
_MOST_VARIABLES: Final = 20  # of one server, and braces in its URL
_MOST_CHOICES: Final = 50  # values of a server's variables, defaults included


def base_path(root: Node) -> str:
    """
    Return the path part of the first server, without a trailing slash; empty for the root or without servers.

    Raises:
        ContractError: when `servers` is not shaped as OpenAPI wants it, or larger than any API needs.
    """
    return next((path for _, path in _paths(root)), "")


def server_faults(base: str, holders: Iterable[Node], checked: set[int]) -> Iterator[Fault]:
    """
    Yield a fault for each server, of the document, a path or an operation, that leads to another base path.

    Args:
        base: The path that all have to lead to.
        holders: What may have `servers`.
        checked: Remembers, by `id()`, the lists that were checked: operations share their path's.

    Raises:
        ContractError: when `servers` is not shaped as OpenAPI wants it, or larger than any API needs.
    """
    for holder in holders:
        listed = holder.get("servers")
        if listed is None or id(listed.value) in checked:
            continue
        checked.add(id(listed.value))
        for server, path in _paths(holder):
            if path != base or "{" in path:
                yield Fault(
                    "CON-044",
                    "split-servers",
                    "a contract has one base path; every server has to lead to it",
                    server,
                    f"{path or '/'}, not {base or '/'}" if path != base else path,
                    "let all server URLs end in the same path, without variables in it",
                )


def _paths(holder: Node) -> Iterator[tuple[Node, str]]:
    listed = holder.get("servers")
    servers = list(listed.items()) if listed else []
    if listed is not None and len(servers) > _MOST_SERVERS:
        raise _too_large(listed, f"a list has more than {_MOST_SERVERS} servers", f"{len(servers)} servers")
    for server in servers:
        at = server.needs("url")
        url = at.text()
        if len(url) > _LONGEST or url.count("{") > _MOST_VARIABLES:
            what = f"a server's URL has more than {_LONGEST} characters or {_MOST_VARIABLES} variables"
            raise _too_large(at, what, f"{len(url)} characters")
        for variant in _variants(_choices(server)):
            filled = _filled(url, variant)
            if len(filled) > _LONGEST:
                what = f"a server's URL has more than {_LONGEST} characters once its variables are filled in"
                raise _too_large(at, what, f"{len(filled)} characters")
            yield server, _path(filled)


def _too_large(at: Node, what: str, got: str) -> ContractError:
    return at.refuse("CON-025", what, got, "name the servers that clients use, each by a plain URL")


def _filled(url: str, chosen: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda match: chosen.get(match[1], match[0]), url)


def _variants(choices: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    defaults = {name: values[0] for name, values in choices.items()}
    yield defaults
    for name, values in choices.items():
        for value in values[1:]:
            yield {**defaults, name: value}


def _choices(server: Node) -> dict[str, list[str]]:
    variables = server.get("variables")
    entries = list(variables.entries()) if variables else []
    if variables is not None and len(entries) > _MOST_VARIABLES:
        what = f"a server has more than {_MOST_VARIABLES} variables"
        raise _too_large(variables, what, f"{len(entries)} variables")
    found: dict[str, list[str]] = {}
    for name, variable in entries:
        first = variable.needs("default")
        enum = variable.get("enum")
        listed = [first, *(enum.items() if enum else ())]
        if sum(map(len, found.values())) + len(listed) > _MOST_CHOICES:
            what = f"a server's variables have more than {_MOST_CHOICES} values"
            raise _too_large(variable, what, f"{len(listed)} values of {name}")
        for value in listed:
            if len(value.text()) > _LONGEST:
                what = f"a server's variable has a value of more than {_LONGEST} characters"
                raise _too_large(value, what, f"{len(value.text())} characters")
        found[name] = list(dict.fromkeys(value.text() for value in listed))
    return found


def _path(url: str) -> str:
    path = _HOST.sub("", url, count=1).rstrip("/")
    return path if not path or path.startswith("/") else f"/{path}"
