"""
Paths: the tree of resources that a document's path templates need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tests.deploy.local_aws.openapi.report import Report

__all__ = ["resource_paths", "variables"]

_SEGMENT: Final = re.compile(r"[A-Za-z0-9._:,-]+|\{[A-Za-z0-9._-]+\+?\}")
_RESERVED: Final = frozenset({"/ping", "/sping"})
MOST_RESOURCES: Final = 300  # API Gateway's default quota per REST API


def variables(path: str) -> tuple[str, ...]:
    """Return the names of a path's parameters, in order."""
    return tuple(name.removesuffix("+") for name in re.findall(r"\{([^{}]*)\}", path))


def resource_paths(paths: Iterable[str], report: Report) -> tuple[str, ...]:
    """Return every resource path the templates need, parents first; bad ones are reported and left out."""
    wanted: set[str] = set()
    siblings: dict[str, str] = {}
    for path in paths:
        if not path.startswith("/"):
            report.error(f"path {path!r} does not begin with /")
            continue
        if path in _RESERVED:
            report.error(f"path {path} is reserved by API Gateway")
        names = variables(path)
        if len(set(names)) != len(names):
            report.error(f"path {path} has one parameter twice")
        here = ""
        for segment in path.strip("/").split("/") if path != "/" else ():
            if not _SEGMENT.fullmatch(segment):
                report.error(
                    f"Resource's path part {segment!r} of {path} is not valid: only letters, digits, . _ - : , "
                    "and a whole segment in braces are allowed"
                )
                break
            if segment.startswith("{"):
                first = siblings.setdefault(here, segment)
                if first != segment:
                    report.error(
                        f"A sibling ({first}) of this resource already has a variable path part "
                        f"-- only one is allowed: {here}/{segment}"
                    )
                    break
            here = f"{here}/{segment}"
            wanted.add(here)
    if len(wanted) > MOST_RESOURCES:
        report.error(f"{len(wanted)} resources: an API may have {MOST_RESOURCES}")
    return tuple(sorted(wanted, key=lambda path: (path.count("/"), path)))
