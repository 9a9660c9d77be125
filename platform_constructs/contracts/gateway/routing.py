"""
The resource tree an API becomes: paths below the mount, and what API Gateway refuses to build from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault

__all__ = ["ResourceTree"]

_LONGEST_PATH: Final = 1_000  # a method's ARN may have 1,600 bytes, the path and some 150 more
_MOST_RESOURCES: Final = 10_000  # far beyond any quota; a longer list would tell nobody more
_RESERVED: Final = ("/ping", "/sping")  # "reserved for the service health check"
_SEGMENT: Final = re.compile(r"[A-Za-z0-9._:,-]+|\{[A-Za-z0-9._-]+\}")


@dataclass(slots=True)
class ResourceTree:
    """
    Collects the paths of an API.

    Attributes:
        mount: The base path that the host's mapping strips, such as `/ordering`; `/` or empty for none.
    """

    mount: str
    _variables: dict[tuple[str, ...], tuple[str, Node]] = field(default_factory=dict)
    _resources: set[tuple[str, ...]] = field(default_factory=lambda: {()})

    def __len__(self) -> int:
        """Count resources as API Gateway does: the root, and every prefix of every path."""
        return len(self._resources)

    def relative(self, path: str) -> str | None:
        """Return a path as the API sees it, `/` for the mount itself; None when it is not below the mount."""
        mount = self.mount.rstrip("/")
        if path != mount and not path.startswith(f"{mount}/"):
            return None
        return path[len(mount) :] or "/"

    def add(self, path: str, at: Node) -> Iterator[Fault]:
        """
        Add an operation's effective path and yield what is wrong with it.

        Args:
            path: Such as `/ordering/v1/orders/{id}`.
            at: The path item that declares it.
        """
        if any(segment in (".", "..") for segment in path.split("/")):
            what = "clients and proxies resolve . and .. in a path, so that it leads elsewhere"
            yield Fault("CON-041", "uncarried-path", what, at, path, "write the path that is meant")
            return
        relative = self.relative(path)
        if relative is None:
            what = "the path does not lie under the mount that the registry gives this API"
            fix = f"let the server URLs and paths start with {self.mount}"
            yield Fault("CON-043", "outside-mount", what, at, path, fix)
            return
        if len(path) > _LONGEST_PATH:
            what = f"the path is longer than {_LONGEST_PATH} characters, more than API Gateway can authorize"
            yield Fault("CON-041", "uncarried-path", what, at, f"{len(path)} characters", "shorten it")
            return
        if relative in _RESERVED:
            what = "API Gateway answers this path itself, so that no request would reach the backend"
            yield Fault("CON-070", "reserved-path", what, at, path, "use another word")
            return
        segments = relative[1:].split("/") if relative != "/" else []
        for segment in segments:
            if not _SEGMENT.fullmatch(segment):
                what = "API Gateway takes letters, digits and . _ : , - in a path, or a variable as a whole segment"
                yield Fault("CON-041", "uncarried-path", what, at, segment or "an empty segment", "rename the segment")
                return
        yield from self._grow(segments, at)

    def _grow(self, segments: list[str], at: Node) -> Iterator[Fault]:
        here: tuple[str, ...] = ()
        for segment in segments if len(self._resources) < _MOST_RESOURCES else ():
            if segment.startswith("{"):
                first, where = self._variables.setdefault(here, (segment, at))
                if first != segment:
                    what = "one level of the paths has variables of two names; API Gateway takes only one"
                    got = f"{segment} here, {first} at {where.file}:{where.line}"
                    yield Fault("CON-042", "variable-clash", what, at, got, "give both one name")
            here = (*here, "{}" if segment.startswith("{") else segment)
            self._resources.add(here)
