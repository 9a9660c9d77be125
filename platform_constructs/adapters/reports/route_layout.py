"""
Where each branch of a tree of routes is drawn: left to right, parents amid their branches, blocks in columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final
from unicodedata import east_asian_width

from platform_constructs.catalog.route_map import MappedRoute
from platform_constructs.catalog.route_tree import Block, Branch
from platform_constructs.errors import shown

__all__ = [
    "CHARACTER",
    "ROW",
    "TALLEST",
    "Placed",
    "Spot",
    "badge_width",
    "in_columns",
    "label_of",
    "text_width",
    "words_of",
]

TALLEST: Final = 60
"""Rows of one block."""
ROW: Final = 20.0
"""Height of a row, in pixels."""
CHARACTER: Final = 7.3
"""Width of a character of the 12 pixel monospace font, a little more than most have."""

_LONGEST: Final = 40  # characters of a label
_GAP: Final = 26.0  # between a branch and its branches
_BETWEEN: Final = 40.0  # columns
_HEADING: Final = 24.0  # above a block: its owners
_HOST: Final = 34.0  # above the first block of a host
_WIDE: Final = 1.3  # how much wider than tall a large picture is meant to be


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A branch and where it is drawn.

    Attributes:
        branch: The branch.
        x: The left of its label.
        y: The middle of its line.
        above: Where the edge from its parent begins; None for a root.
    """

    branch: Branch
    x: float
    y: float
    above: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A block and where it is drawn.

    Attributes:
        block: The block.
        x: Its left.
        y: The middle of its heading's line.
        host: Where the host's name is written; None when an earlier block of the column has it.
        spots: Its branches.
    """

    block: Block
    x: float
    y: float
    host: float | None
    spots: tuple[Spot, ...]


def label_of(branch: Branch) -> str:
    """Return a branch's label as it is drawn: one line, its middle left out when it is long."""
    text = shown(branch.label, longest=1_000)
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half + 1 :]}"


def text_width(text: str) -> float:
    """Return how wide a text is drawn; characters of East Asia take two places."""
    return CHARACTER * sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def words_of(route: MappedRoute) -> tuple[str, ...]:
    """Return what is marked beside a route's method: that it is refused, open to anyone, deprecated."""
    marks = {
        "refused": route.refused is not None,
        "open": route.auth == "none",
        "deprecated": route.lifecycle.deprecated,
    }
    return tuple(word for word, holds in marks.items() if holds)


def badge_width(route: MappedRoute) -> float:
    """Return how wide the badge of a route's method is drawn, with what is marked beside it."""
    marks = sum(len(word) + 1 for word in words_of(route))
    return 0.82 * CHARACTER * (len(route.method) + marks) + 14


def in_columns(blocks: Sequence[Block], *, left: float, top: float) -> tuple[list[Placed], float, float]:
    """
    Place blocks one below the other, in as many columns as make a picture of pleasant proportions.

    Returns:
        The blocks, and the right and lower end of all of them.
    """
    heights = [_height(block) for block in blocks]
    widest = max((_width(block) for block in blocks), default=0.0) + _BETWEEN
    columns = max(1, round(sqrt(sum(heights) * _WIDE / widest))) if blocks else 1
    tallest = _column_height(heights, columns)
    placed: list[Placed] = []
    x, y, right, bottom, host = left, top, left, top, ""
    for block, height in zip(blocks, heights, strict=True):
        if y > top and y + height > top + _HOST + tallest:
            x, y, host = right + _BETWEEN, top, ""
        at_host = y + _HOST / 2 if block.host_name != host else None
        y += _HOST if at_host is not None else 0
        host = block.host_name
        placed.append(Placed(block, x, y + _HEADING / 2, at_host, _spots(block.tree, x, y + _HEADING)))
        y += height
        right, bottom = max(right, x + _width(block)), max(bottom, y)
    return placed, right, bottom


def _column_height(heights: Sequence[float], columns: int) -> float:
    """Return how tall columns have to be so that there are no more of them."""
    tallest = max(*heights, ceil(sum(heights) / columns), 0.0)
    while True:
        needed, filled = 1, 0.0
        for height in heights:
            needed, filled = (needed, filled + height) if filled + height <= tallest else (needed + 1, height)
        if needed <= columns:
            return tallest
        tallest += 2 * ROW


def _height(block: Block) -> float:
    return block.tree.rows * ROW + _HEADING + ROW / 2


def _depths(tree: Branch) -> list[list[Branch]]:
    levels, level = [], [tree]
    while level:
        levels.append(level)
        level = [each for branch in level for each in branch.branches]
    return levels


def _columns(tree: Branch) -> list[float]:
    """
    Return where the labels of each level begin, from the block's left; all of a level begin alike.

    An end's label may reach under the next level: it has its row to itself.
    """
    found = [0.0]
    for level in _depths(tree):
        widest = max((text_width(label_of(each)) for each in level if each.branches), default=0.0)
        found.append(found[-1] + widest + _GAP)
    return found


def _width(block: Block) -> float:
    columns = _columns(block.tree)
    return max(
        (
            columns[depth] + text_width(label_of(branch)) + 10 + sum(badge_width(one) + 18 for one in branch.routes)
            for depth, level in enumerate(_depths(block.tree))
            for branch in level
        ),
        default=0.0,
    )


def _spots(tree: Branch, left: float, top: float) -> tuple[Spot, ...]:
    """Place a tree: ends on rows of their own, and each other branch half-way between its first and its last."""
    columns = _columns(tree)
    middles: dict[int, float] = {}
    levels = _depths(tree)
    for row, branch in enumerate(_ends(tree)):
        middles[id(branch)] = top + (row + 0.5) * ROW
    for level in reversed(levels):
        for branch in level:
            if branch.branches:
                middles[id(branch)] = (middles[id(branch.branches[0])] + middles[id(branch.branches[-1])]) / 2
    spots = [Spot(tree, left, middles[id(tree)], None)]
    for depth, level in enumerate(levels):
        for branch in level:
            edge = (left + columns[depth] + text_width(label_of(branch)) + 4, middles[id(branch)])
            spots += (Spot(each, left + columns[depth + 1], middles[id(each)], edge) for each in branch.branches)
    return tuple(spots)


def _ends(tree: Branch) -> Iterable[Branch]:
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        if branch.branches:
            waiting += reversed(branch.branches)
        else:
            yield branch
