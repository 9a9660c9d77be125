"""
Whether the examples and defaults of a contract are what its schemas say, by jsonschema-rs, formats included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import jsonschema_rs

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.example_cost import MOST_STEPS, Cost
from platform_constructs.contracts.lint.example_value import example_value
from platform_constructs.contracts.lint.lowered import Side, lowered
from platform_constructs.contracts.lint.part import Media
from platform_constructs.contracts.lint.parts import HeaderPart
from platform_constructs.contracts.lint.reading import entries_of
from platform_constructs.errors import first_line

__all__ = ["Unfit", "unfit_examples"]

_BASE: Final = "paved:///"
_MOST_OF_ONE: Final = 3  # faults of one example that are told
_MOST_STEPS: Final = 1_000_000  # of all examples of a contract; about a second
_LONGEST: Final = 120
_WORDS: Final = frozenset({"default", "example", "examples"})
_DIALECTS: Final = {
    False: "http://json-schema.org/draft-04/schema#",
    True: "https://json-schema.org/draft/2020-12/schema",
}


class Unfit(NamedTuple):
    """
    An example that is not what its schema says, or cannot be judged.

    Attributes:
        at: The smallest part of it that is wrong.
        because: One sentence, lower case, no full stop.
        got: What the validator says, shortened.
        is_undecided: Whether nobody knows.
    """

    at: Node
    because: str
    got: str
    is_undecided: bool = False


class _Site(NamedTuple):
    """An example or default, its schema as written, and who writes such values."""

    word: str
    schema: Node
    value: Node
    side: Side


def unfit_examples(api: Api, *, defaults: bool = True) -> Iterator[Unfit]:
    """
    Yield where examples and schemas disagree, or cannot be compared.

    Args:
        api: The contract.
        defaults: Whether defaults count as well.
    """
    checking, spent = _Checking(api), 0
    for site in _sites(api):
        if site.word == "default" and not defaults:
            continue
        steps = Cost(api.resolve).of(site.schema, site.value.value)
        spent += steps
        if steps >= MOST_STEPS or spent > _MOST_STEPS:
            because = f"nobody knows whether the {site.word} is right: checking it takes too long"
            yield Unfit(site.value, because, f"{min(steps, MOST_STEPS)} steps", is_undecided=True)
        else:
            yield from checking.check(site)


class _Checking:
    """Builds each validator once."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._draft = jsonschema_rs.Draft202012 if api.is_31 else jsonschema_rs.Draft4
        self._files: dict[Side, jsonschema_rs.Registry] = {}
        self._validators: dict[tuple[str, tuple[str | int, ...], Side], Any] = {}

    def check(self, site: _Site) -> Iterator[Unfit]:
        try:
            validator = self._validator(site)
            faults = list(islice(validator.iter_errors(site.value.value), _MOST_OF_ONE))
        except (ValueError, jsonschema_rs.ReferencingError) as refusal:
            because = "nobody knows whether the examples of the schema are right: no validator takes it"
            yield Unfit(site.schema, because, first_line(refusal)[:_LONGEST], is_undecided=True)
            return
        for fault in faults:
            at = site.value
            for token in fault.instance_path:
                at = at.child(str(token) if isinstance(at.value, dict) else token)
            where = "/".join(map(str, fault.instance_path))
            place = f", at {where[:_LONGEST]}" if where else ""
            because = f"the {site.word} is not what its schema says{place} ({fault.kind.name})"
            yield Unfit(at, because, fault.message[:_LONGEST])

    def _validator(self, site: _Site) -> Any:
        key = (site.schema.file, site.schema.tokens, site.side)
        if key not in self._validators:
            pointer = quote(site.schema.pointer)
            self._validators[key] = jsonschema_rs.validator_for(
                {"$schema": _DIALECTS[self._api.is_31], "$ref": f"{_BASE}{quote(site.schema.file)}#{pointer}"},
                registry=self._registry(site.side),
                mask="the value",
                validate_formats=True,
                offline=True,
            )
        return self._validators[key]

    def _registry(self, side: Side) -> jsonschema_rs.Registry:
        if side not in self._files:
            roots = self._api.document.references.roots.values()
            texts = [(f"{_BASE}{quote(r.file)}", lowered(r.value, side, is_31=self._api.is_31)) for r in roots]
            self._files[side] = jsonschema_rs.Registry(texts, draft=self._draft)
        return self._files[side]


def _sites(api: Api) -> Iterator[_Site]:
    for schema in api.schemas:
        if _WORDS.isdisjoint(schema.node.value):
            continue
        side = Side.EITHER
        if schema.in_requests != schema.in_responses:
            side = Side.REQUEST if schema.in_requests else Side.RESPONSE
        for word in ("default", "example"):
            if (value := schema.node.get(word)) is not None:
                yield _Site(word, schema.node, value, side)
        yield from (_Site("example", schema.node, value, side) for value in schema.items("examples"))
    for body in api.exchanges.request_bodies:
        yield from _of_content(api, body.content, Side.REQUEST)
    for response in api.exchanges.responses:
        yield from _of_content(api, response.content, Side.RESPONSE)
    for holder in (*api.exchanges.parameters, *api.exchanges.headers):
        side = Side.RESPONSE if isinstance(holder, HeaderPart) else Side.REQUEST
        if (written := holder.node.get("schema")) is not None:
            yield from _of_holder(api, holder.node, written, side)


def _of_content(api: Api, content: Iterable[Media], side: Side) -> Iterator[_Site]:
    for media in content:
        if media.is_json and media.schema is not None:
            yield from _of_holder(api, media.node, media.schema, side)


def _of_holder(api: Api, holder: Node, schema: Node, side: Side) -> Iterator[_Site]:
    if (value := holder.get("example")) is not None:
        yield _Site("example", schema, value, side)
    for _, written in entries_of(holder.get("examples")):
        value = example_value(api, written)
        if value is not None:
            yield _Site("example", schema, value, side)
