"""
The base path that a contract's servers agree on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.node import Node

__all__ = ["base_path", "server_faults"]

_HOST: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")
_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
_MOST_CHOICES: Final = 50


def base_path(root: Node) -> str:
    """
    Return the path part of the first server, without a trailing slash; empty for the root or without servers.

    Raises:
        ContractError: when `servers` is not shaped as OpenAPI wants it.
    """
    return next((path for _, path in _paths(root)), "")


def server_faults(base: str, holders: Iterable[Node]) -> Iterator[Fault]:
    """Yield a fault for each server, of the document, a path or an operation, that leads to another base path."""
    for holder in holders:
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
    servers = holder.get("servers")
    for server in servers.items() if servers else ():
        url = server.needs("url").text()
        for variant in islice(_variants(dict(_choices(server))), _MOST_CHOICES):
            yield server, _path(url, variant)


def _variants(choices: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    defaults = {name: values[0] for name, values in choices.items()}
    yield defaults
    for name, values in choices.items():
        for value in values[1:]:
            yield {**defaults, name: value}


def _choices(server: Node) -> Iterator[tuple[str, list[str]]]:
    variables = server.get("variables")
    for name, variable in variables.entries() if variables else ():
        listed = variable.get("enum")
        others = [value.text() for value in listed.items()] if listed else []
        first = variable.needs("default").text()
        yield name, [first, *(value for value in others if value != first)]


def _path(url: str, chosen: dict[str, str]) -> str:
    filled = _VARIABLE.sub(lambda match: chosen.get(match[1], match[0]), url)
    path = _HOST.sub("", filled, count=1).rstrip("/")
    return path if not path or path.startswith("/") else f"/{path}"
