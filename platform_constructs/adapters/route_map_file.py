"""
Reads route maps: from a file, from the output folder of a synth, or from standard input.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from platform_constructs.adapters.bounded_folder import BoundedFolder
from platform_constructs.adapters.output import ROUTES
from platform_constructs.catalog.read_route_map import LARGEST, read_route_map
from platform_constructs.catalog.route_map import RouteMap
from platform_constructs.errors import DeclarationError, RouteMapError

__all__ = ["route_map_at", "two_route_maps"]

_PIPED: Final = Path("-")
_STANDARD_INPUT: Final = "standard input"


def two_route_maps(old: Path, new: Path, piped: BinaryIO) -> tuple[RouteMap, RouteMap]:
    """
    Return two route maps that are to be compared.

    Args:
        old: A path as `route_map_at` takes it, or `-` for standard input.
        new: Likewise.
        piped: Standard input.

    Raises:
        DeclarationError: DECL-040, if both are to come from standard input.
        RouteMapError: if one cannot be read, or is none.
    """
    if old == new == _PIPED:
        raise DeclarationError(
            "DECL-040",
            "only one of the two maps can come from standard input",
            at="the command line",
            got="- -",
            fix="write one of them to a file first: `paved routes --format json > old.json`",
        )
    first, second = (_piped(piped) if path == _PIPED else route_map_at(path) for path in (old, new))
    return first, second


def _piped(stream: BinaryIO) -> RouteMap:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _unreadable("is too large", f"over {LARGEST // 1024**2} MiB")
    try:
        return read_route_map(content.decode("utf-8"), _STANDARD_INPUT)
    except UnicodeDecodeError as cause:
        raise _unreadable("is not UTF-8 text", f"byte {cause.start}") from cause


def _unreadable(what: str, got: str) -> RouteMapError:
    return RouteMapError(
        "ROUTE-090",
        f"what was piped in {what}",
        at=_STANDARD_INPUT,
        got=got,
        fix="pipe in what `paved routes --format json` prints",
    )


def route_map_at(path: Path) -> RouteMap:
    """
    Return the route map at a path as the user wrote it.

    Raises:
        RouteMapError: if it cannot be read, or is none.
    """
    file = path / ROUTES if path.is_dir() else path
    folder = "" if file.parent == Path() else f"{file.parent.as_posix().rstrip('/')}/"
    source = BoundedFolder(file.parent, folder, largest=LARGEST)
    return read_route_map(source.text(file.name, RouteMapError, "ROUTE-090"), file.as_posix())
