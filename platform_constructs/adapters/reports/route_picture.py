"""
The tree of paths as a picture, coloured by owner: SVG without scripts, and without anything from elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from platform_constructs.adapters.reports.owner_marks import MIXED, Mark, marks_for
from platform_constructs.adapters.reports.route_layout import (
    TALLEST,
    Placed,
    Spot,
    badge_width,
    in_columns,
    label_of,
    text_width,
    words_of,
)
from platform_constructs.adapters.reports.route_list import access_of, age_of, holder_of, owner_of, url_of
from platform_constructs.catalog.route_map import MappedRoute, RouteMap
from platform_constructs.catalog.route_tree import blocks_of
from platform_constructs.errors import shown
from platform_constructs.model.counted import counted

__all__ = ["routes_svg"]

_MARGIN: Final = 24.0
_NARROWEST: Final = 640.0
_LEGEND: Final = 22.0  # height of one line of it
_FONT: Final = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
_NODE: Final = 4.5


def routes_svg(routes: RouteMap) -> str:
    """Return a route map as an SVG document that stands by itself."""
    marks = marks_for(map(holder_of, routes.routes))
    legend, top, legend_right = _legend(routes, marks)
    placed, right, bottom = in_columns(blocks_of(routes.routes, tallest=TALLEST), left=_MARGIN, top=top)
    width, height = max(right, legend_right, _NARROWEST) + _MARGIN, bottom + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{_FONT}" font-size="12">',
        f"<title>{_safe(_title(routes))}</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        *legend,
    ]
    for each in placed:
        parts += _block(each, marks)
    return "\n".join([*parts, "</svg>", ""])


def _title(routes: RouteMap) -> str:
    owners = len(set(map(holder_of, routes.routes)))
    return f"{counted(len(routes.routes), 'route')} of {counted(owners, 'domain')}, {routes.environment}"


def _legend(routes: RouteMap, marks: Mapping[str, Mark]) -> tuple[list[str], float, float]:
    """Return the heading and who is which colour, where the trees may begin, and how far right it reaches."""
    counts = Counter(map(holder_of, routes.routes))
    parts = [_text(_MARGIN, _MARGIN + 6, _title(routes), size=18, weight=600)]
    x, y, right = _MARGIN, _MARGIN + 34, _NARROWEST
    widest = max(_NARROWEST, 130 * len(marks) ** 0.5 * 2)
    for owner, mark in marks.items():
        said = f"{owner} {counts[owner]}"
        if x > _MARGIN and x + text_width(said) + 40 > widest:
            x, y = _MARGIN, y + _LEGEND
        parts += [_shape(x + 6, y, mark.colour, mark.shape), _text(x + 18, y, said)]
        x += text_width(said) + 40
        right = max(right, x)
    y += _LEGEND
    is_open = sum(one.auth == "none" for one in routes.routes)
    old = sum(one.lifecycle.deprecated for one in routes.routes)
    said = f"a path's methods stand at its end; open to anyone: {is_open}, deprecated: {old}"
    parts.append(_text(_MARGIN, y, said, colour="#555555"))
    return parts, y + _LEGEND, right


def _block(placed: Placed, marks: Mapping[str, Mark]) -> Iterable[str]:
    if placed.host is not None:
        yield _text(placed.x, placed.host, placed.block.host_name, size=14, weight=600)
    owners = Counter(map(holder_of, placed.block.tree.each_route()))
    x = placed.x
    for owner, count in sorted(owners.items(), key=lambda pair: (-pair[1], pair[0])):
        said = f"{owner} {count}"
        yield _shape(x + 5, placed.y, marks[owner].colour, marks[owner].shape)
        yield _text(x + 15, placed.y, said, size=11, colour="#555555")
        x += text_width(said) + 24
    if placed.block.part:
        yield _text(x, placed.y, f"part {placed.block.part}", size=11, colour="#555555")
    for spot in placed.spots:
        yield from _spot(spot, marks, are_shaped=len(owners) > 1)


def _spot(spot: Spot, marks: Mapping[str, Mark], *, are_shaped: bool) -> Iterable[str]:
    owners = set(map(holder_of, spot.branch.each_route()))
    colour = marks[min(owners)].colour if len(owners) == 1 else MIXED
    if spot.above is not None:
        (x, y), middle = spot.above, (spot.above[0] + spot.x) / 2
        yield (
            f'<path d="M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {spot.y:.1f} {spot.x - 4:.1f} {spot.y:.1f}" '
            f'fill="none" stroke="{colour}" stroke-width="1.5"/>'
        )
    label = label_of(spot.branch)
    if label:
        weight = 600 if spot.above is None else 400
        told = f"<title>{_safe(shown(spot.branch.label, longest=1_000))}</title>" if label != spot.branch.label else ""
        yield _text(spot.x, spot.y, label, weight=weight, also=told)
    x = spot.x + text_width(label) + (10 if label else 4)
    last = ""
    for route in spot.branch.routes:
        mark = marks[holder_of(route)]
        if are_shaped and holder_of(route) != last:
            yield _shape(x + _NODE, spot.y, mark.colour, mark.shape)
            x, last = x + 14, holder_of(route)
        yield from _badge(route, x, spot.y, mark)
        x += badge_width(route) + 4


def _badge(route: MappedRoute, x: float, y: float, mark: Mark) -> Iterable[str]:
    """Draw a method on its owner's colour; refused, open and deprecated stand beside it in words, in a frame."""
    words = words_of(route)
    whole = badge_width(route)
    marked = " ".join(words)
    inner = whole - 6.0 * (len(marked) + 1) if words else whole
    about = f"{route.method} {url_of(route)}: {route.operation} of {route.stack}, {owner_of(route)}, {access_of(route)}"
    about += f", {age}" if (age := age_of(route.lifecycle)) else ""
    yield f"<g><title>{_safe(shown(about, longest=2_000))}</title>"
    if words:
        yield (
            f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="{whole:.1f}" height="16" rx="4" fill="#ffffff" '
            f'stroke="#000000" stroke-width="1.2"/>'
        )
        yield _text(x + inner + 3, y, marked, size=10, colour="#000000")
    yield f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="{inner:.1f}" height="16" rx="4" fill="{mark.colour}"/>'
    struck = ' text-decoration="line-through"' if route.lifecycle.deprecated else ""
    yield _text(
        x + inner / 2, y, route.method, size=10, weight=600, colour=mark.ink, more=f' text-anchor="middle"{struck}'
    )
    yield "</g>"


def _shape(x: float, y: float, colour: str, shape: str) -> str:
    r = _NODE
    corners = {
        "square": ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)),
        "diamond": ((x, y - r - 1.5), (x + r + 1.5, y), (x, y + r + 1.5), (x - r - 1.5, y)),
        "triangle": ((x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)),
    }
    if shape not in corners:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{colour}"/>'
    points = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners[shape])
    return f'<polygon points="{points}" fill="{colour}"/>'


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 12,
    weight: int = 400,
    colour: str = "#1a1a1a",
    more: str = "",
    also: str = "",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y + size * 0.36:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}"{more}>'
        f"{_safe(text)}{also}</text>"
    )


def _safe(text: str) -> str:
    """Return foreign text as XML's character data: one line, nothing in it is markup."""
    return escape(shown(text, longest=2_500))
