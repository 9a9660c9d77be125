"""
The picture of the routes and their list on one page, without scripts, and without anything from elsewhere.
"""

from __future__ import annotations

from html import escape
from typing import Final

from platform_constructs.adapters.reports.route_list import access_of, age_of, owner_of, url_of
from platform_constructs.adapters.reports.route_picture import routes_svg
from platform_constructs.catalog.route_map import RouteMap
from platform_constructs.errors import shown

__all__ = ["routes_html"]

_HEADING: Final = ("method", "address", "owner", "stack", "operation", "who may call it", "lifecycle")
_STYLE: Final = (
    "body{font-family:system-ui,sans-serif;margin:1.5rem;color:#1a1a1a;background:#fff}"
    "figure{margin:0 0 2rem;overflow:auto}"
    "table{border-collapse:collapse;font-size:.85rem}"
    "td,th{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd;vertical-align:top}"
    "td:nth-child(-n+2){font-family:ui-monospace,monospace}"
)


def routes_html(routes: RouteMap) -> str:
    """Return a route map as an HTML page."""
    rows = [
        [
            one.method,
            url_of(one),
            owner_of(one),
            one.stack,
            one.operation,
            access_of(one).strip("()"),
            age_of(one.lifecycle),
        ]
        for one in routes.routes
    ]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>Routes of {_safe(routes.environment)}</title><style>{_STYLE}</style></head><body>",
            f"<figure>{routes_svg(routes)}</figure>",
            f"<table><thead><tr>{''.join(f'<th>{word}</th>' for word in _HEADING)}</tr></thead><tbody>",
            *(f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in row)}</tr>" for row in rows),
            "</tbody></table></body></html>",
            "",
        ]
    )


def _safe(text: str) -> str:
    return escape(shown(text, longest=3_000))
