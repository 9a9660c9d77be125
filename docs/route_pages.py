"""
The schemas of route maps and of what changed between two, and the picture of the sample's routes.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.adapters.reports.route_changes import route_changes_schema
from platform_constructs.adapters.reports.route_picture import routes_svg
from platform_constructs.catalog.route_map import route_map_schema
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import read_project
from platform_constructs.flows.routes import map_routes

__all__ = ["route_pages"]

_SAMPLE: Final = Path(__file__).parents[1]
_ANY_DAY: Final = date(2026, 1, 1)  # what is delegated until when is not in the picture


def route_pages() -> dict[str, str]:
    """
    Return the files by their path below docs/.

    Raises:
        PlatformError: if the sample cannot be read.
    """
    files = ProjectFiles(_SAMPLE)
    project = read_project(files, lambda source, file: declarations_in(source, file, root=_SAMPLE))
    routes = map_routes(project, contracts_of(project, files), today=_ANY_DAY)
    return {
        "pictures/sample-routes.svg": routes_svg(routes),
        "reference/route-changes.schema.json": json.dumps(route_changes_schema(), indent=2) + "\n",
        "reference/route-map.schema.json": json.dumps(route_map_schema(), indent=2) + "\n",
    }
