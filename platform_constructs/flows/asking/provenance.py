"""
Where every written value comes from: a setting, the declaration, the contract, the escape hatch, or the road itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from platform_constructs.flows.asking.find_written import Leaf, leaves, one_resource, pointer_of, those_named
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import Ask, World, prepare, roads_own
from platform_constructs.model.api import Api
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.plan import Plan, PlannedStack
from platform_constructs.policy.settings.definition import shown_value
from platform_constructs.policy.settings.shapes import Shaped, settings_in_body, shaped_in
from platform_constructs.policy.view import Resource, View

__all__ = ["Provenance", "Source", "Told", "explain_written", "tell"]

Source = Literal["contract", "declaration", "escape hatch", "road", "setting"]

_API: Final = "aws_api_gateway_rest_api"
_BODY: Final = "body"
_INTEGRATION: Final = "x-amazon-apigateway-integration"
_ROADS_IN_BODY: Final = ("x-amazon-apigateway-", "components/securitySchemes", "openapi")
_FLAGS: Final = {"ACTIVE": True, "INACTIVE": False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Told:
    """
    One written value and where it comes from.

    Attributes:
        attribute: Where it stands in its resource: a dotted way, or a JSON pointer inside an OpenAPI body.
        value: What was written.
        source: Whose word it is.
        settings: The settings that shaped or bound it, sorted; may be empty.
        because: One line per party that had a say, the deciding one first.
    """

    attribute: str
    value: Any
    source: Source
    settings: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """
    What was asked about one resource.

    Attributes:
        stack: The stack.
        address: The Terraform address.
        told: Its values, sorted by where they stand.
        refused: Why nothing was built; everything else is empty then.
    """

    stack: str
    address: str
    told: tuple[Told, ...]
    refused: tuple[Finding, ...] = ()


def explain_written(world: World, book: Lawbook, ask: Ask, address: str, attribute: str | None) -> Provenance:
    """
    Synthesise, keep nothing of it, and say where the values of one resource come from.

    Args:
        world: The ports of a synth; nothing is published.
        book: The law.
        ask: Where to look.
        address: The resource, as `find_written.one_resource` takes it; behind a `#` a pointer may follow.
        attribute: Only these, as `find_written.those_named` takes it; a setting's name or, inside an API, an
            operationId or JSON pointer will do. None for all, an OpenAPI body counting as one.

    Raises:
        DeclarationError: DECL-036 to DECL-038, when nothing, or more than one thing, is called so.
        PlatformError: if something cannot be read or built.
    """
    wanted, _, pointer = address.partition("#")
    attribute = attribute or pointer or None
    _, planned = prepare(world, book, ask)
    if planned.plan is None:
        return Provenance("", "", (), tuple(one for one in planned.findings if one.blocks))
    with world.stage() as staged:
        world.build(planned.plan, staged.folder, hatches=True)
        documents = staged.documents()
    view, resource = one_resource([View.of(name, document) for name, document in documents.items()], wanted)
    stack = next(one for one in planned.plan.stacks if one.name == view.stack)
    own = roads_own(world, Plan((stack,))).get(stack.name)
    road = None if own is None else View.of(stack.name, own).get(resource.address)
    return Provenance(stack.name, resource.address, tell(stack, resource, road, attribute))


def tell(stack: PlannedStack, resource: Resource, road: Resource | None, attribute: str | None) -> tuple[Told, ...]:
    """
    Say where the values of a written resource come from.

    Args:
        stack: The stack as it was planned.
        resource: What was written.
        road: What the road alone would have written in its place, where an escape hatch was opened.
        attribute: As `explain_written` takes it.

    Raises:
        DeclarationError: DECL-038, when it has no such attribute.
    """
    return tuple(_Teller(stack, resource, road).tell(attribute))


class _Teller:
    """Says of one resource where its values come from."""

    def __init__(self, stack: PlannedStack, resource: Resource, road: Resource | None) -> None:
        self._stack = stack
        self._resource = resource
        self._shaped = tuple(each for each in shaped_in(resource) if each.setting in stack.settings)
        self._hatched = stack.declaration.escape_hatch is not None
        self._road = dict(leaves(road.body)) if road is not None else {}
        document = resource.view.get(f"{resource.address}#/{_BODY}") if resource.view is not None else None
        self._document = document.body if document is not None and not document.opaque else None

    def tell(self, attribute: str | None) -> list[Told]:
        every = list(leaves(self._resource.body))
        if attribute is None:
            return [self._told(leaf) for leaf in every]
        if inside := self._inside(attribute):
            return [self._told_inside(leaf) for leaf in inside]
        if by_setting := [told for told in map(self._told, every) if attribute in told.settings]:
            return by_setting
        chosen = those_named(every, attribute, body=self._resource.body, at=self._resource.address)
        return [self._told(leaf) for leaf in chosen]

    def _inside(self, attribute: str) -> list[Leaf]:
        """Return what an operationId, a pointer or a setting means inside the OpenAPI body; nothing for another."""
        if self._document is None:
            return []
        every = list(leaves(self._document))
        if by_setting := [leaf for leaf in every if attribute in settings_in_body(pointer_of(leaf[0]))]:
            return by_setting
        if (way := self._way_of(attribute)) is not None:
            return [leaf for leaf in every if leaf[0][: len(way)] == way]
        pointer = attribute.removeprefix(f"/{_BODY}") if attribute.startswith(f"/{_BODY}/") else attribute
        first = pointer.split("/")[1].replace("~1", "/") if pointer.startswith("/") and len(pointer) > 1 else ""
        if first in self._document and (first not in self._resource.body or pointer != attribute):
            return those_named(every, pointer, body=self._document, at=f"{self._resource.address}#/{_BODY}")
        return []

    def _way_of(self, operation: str) -> tuple[str, ...] | None:
        api = self._stack.api
        found = next((one for one in api.operations if one.id == operation), None) if api is not None else None
        if api is None or found is None:
            return None
        return ("paths", api.resource_paths[found.id], found.method.lower())

    def _told(self, leaf: Leaf) -> Told:
        way, value = leaf
        attribute = ".".join(way)
        if self._hatched and self._road.get(way) != value:
            return Told(attribute, value, "escape hatch", (), (self._hatch(way),))
        mine = [each for each in self._shaped if way[: len(each.way)] == each.way]
        if holding := [each for each in mine if not each.elsewhere]:
            return self._set(attribute, value, [each.setting for each in holding])
        if mine:
            return Told(attribute, value, "setting", tuple(each.setting for each in mine), tuple(self._trait(mine)))
        if self._resource.type == _API and way == (_BODY,) and self._document is not None:
            return Told(attribute, self._summary(), "contract", (), self._of_contract())
        return Told(attribute, value, "road", (), (self._of_road(),))

    def _told_inside(self, leaf: Leaf) -> Told:
        way, value = leaf
        pointer = pointer_of(way)
        if self._hatched and self._road.get((_BODY,)) != self._resource.body.get(_BODY):
            return Told(pointer, value, "escape hatch", (), (self._hatch((_BODY,)),))
        if settings := [each for each in settings_in_body(pointer) if each in self._stack.settings]:
            return self._set(pointer, value, settings)
        if way[-2:] == (_INTEGRATION, "uri"):
            place = self._stack.declaration.place
            why = f"the backend that {place} declares, and the path in the contract"
            return Told(pointer, value, "declaration", (), (why,))
        if _INTEGRATION in way or "/".join(way).startswith(_ROADS_IN_BODY):
            return Told(pointer, value, "road", (), (self._of_road(),))
        return Told(pointer, value, "contract", (), self._of_contract(way))

    def _set(self, attribute: str, value: Any, settings: Sequence[str]) -> Told:
        decided = [self._stack.settings[name] for name in settings]
        if exact := [one for one in decided if _is(value, one.value)]:
            names = tuple(one.name for one in exact)
            return Told(attribute, value, "setting", names, tuple(why for one in exact for why in one.because))
        place = self._stack.declaration.place
        own = f"{shown_value(value)}, because {place} declares it, or the road builds more than it has to"
        bounds = (f"{one.name}: {why}" for one in decided for why in one.because)
        return Told(attribute, value, "declaration", tuple(one.name for one in decided), (own, *bounds))

    def _trait(self, mine: Sequence[Shaped]) -> list[str]:
        lines = [f"{each.setting}: {why}" for each in mine for why in self._stack.settings[each.setting].because]
        return [self._of_road(), *sorted({each.elsewhere for each in mine}), *lines]

    def _summary(self) -> str:
        paths = len(self._document.get("paths", {})) if self._document is not None else 0
        return f"an OpenAPI document of {paths} paths; name an operationId or a JSON pointer to look inside"

    def _of_contract(self, way: tuple[str, ...] = ()) -> tuple[str, ...]:
        api, declaration = self._stack.api, self._stack.declaration
        if api is not None:
            for one in api.operations:
                if way[:3] == ("paths", api.resource_paths[one.id], one.method.lower()):
                    return (f"the contract, {Place(one.place.file, one.place.line)}: {one.id}",)
        name = declaration.contract if isinstance(declaration, Api) else ""
        file = api.operations[0].place.file if api is not None and api.operations else name
        return (f"the contract, {file}",)

    def _of_road(self) -> str:
        comment = self._resource.body.get("//")
        metadata = comment.get("metadata") if isinstance(comment, Mapping) else None
        path = metadata.get("path") if isinstance(metadata, Mapping) else None
        return f"the {self._stack.declaration.road} road" + (f", at {path}" if isinstance(path, str) else "")

    def _hatch(self, way: tuple[str, ...]) -> str:
        before = "nothing" if way not in self._road else shown_value(self._road[way])
        return f"the escape hatch of {self._stack.declaration.place}; the road alone writes {before}"


def _is(value: Any, decided: object) -> bool:
    if isinstance(decided, tuple):
        return value in decided or (isinstance(value, list) and set(map(str, value)) <= set(decided)) or _holds(value)
    if isinstance(decided, bool):
        return (_FLAGS.get(value) if isinstance(value, str) else value) is decided
    return bool(value == decided)


def _holds(value: Any) -> bool:
    """Whether it is a text with names inside, such as an access log's format, which no name of a list can equal."""
    return isinstance(value, str) and value.startswith("{")
