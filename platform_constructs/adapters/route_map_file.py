"""
Reads a route map from a file, or from the output folder of a synth.
"""

from __future__ import annotations

from pathlib import Path

from platform_constructs.adapters.bounded_folder import BoundedFolder
from platform_constructs.adapters.output import ROUTES
from platform_constructs.catalog.read_route_map import LARGEST, read_route_map
from platform_constructs.catalog.route_map import RouteMap
from platform_constructs.errors import RouteMapError

__all__ = ["route_map_at"]


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
