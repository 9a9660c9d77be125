"""
Where the written Terraform tells a setting: the way from the catalogue's shapes to attributes, and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.policy.reading.paths import strings_in
from platform_constructs.policy.settings.definition import Reading, SettingDefinition
from platform_constructs.policy.settings.every_setting import CATALOGUE
from platform_constructs.policy.view import Absent, Known, Resource, Undecidable

__all__ = ["Holder", "Open", "Shaped", "concerns", "holders", "reading_of", "settings_in_body", "shaped_in", "way_to"]

_BODY: Final = "body"
_OPERATION: Final = r"/paths/[^/]+/[^/]+"
_IN_BODY: Final[Mapping[str, str]] = {
    "integration.timeout_ms": rf"{_OPERATION}/x-amazon-apigateway-integration/timeoutInMillis",
    "request_validation.body": r"/x-amazon-apigateway-request-validators/[^/]+/validateRequestBody",
    "request_validation.parameters": r"/x-amazon-apigateway-request-validators/[^/]+/validateRequestParameters",
    "tls.api_policy": "/x-amazon-apigateway-security-policy",
    "tls.endpoint_access_mode": "/x-amazon-apigateway-endpoint-access-mode",
    "usage_plan.key_required": rf"/x-amazon-apigateway-api-key-source|{_OPERATION}/security/0/key",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """
    A block with the attribute that tells a setting.

    Attributes:
        block: The resource, or a block of it.
        attribute: Its last segment.
    """

    block: Resource
    attribute: str

    @property
    def pointer(self) -> str:
        """Where the attribute stands in its resource."""
        return f"{self.block.pointer}/{self.attribute}"

    @property
    def address(self) -> str:
        """The same with the resource's address."""
        return f"{self.block.root.address}#{self.pointer}"


class Open(Exception):  # noqa: N818 - no error: what it is only Terraform will know
    """A part of the way to an attribute is only known at apply time."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """
    A part of a resource that a setting shaped.

    Attributes:
        setting: The setting's name.
        way: The keys and list positions that lead there, as written.
        elsewhere: Why nothing there holds the value itself; empty where it does.
    """

    setting: str
    way: tuple[str, ...]
    elsewhere: str = ""


def reading_of(definition: SettingDefinition, shape: str) -> Reading:
    """Return how a shape of a setting is read."""
    return next((each for each in definition.readings if each.shape == shape), Reading(shape))


def holders(block: Resource, path: list[str]) -> Iterator[Holder | Open]:
    """Yield every block that the last attribute of a path may stand in, and a mark where blocks are not known yet."""
    if len(path) == 1:
        yield Holder(block, path[0])
        return
    try:
        inner = block.blocks(path[0])
    except Undecidable as unknown:
        yield Open(unknown.expression)
        return
    for each in inner:
        yield from holders(each, path[1:])


def concerns(reading: Reading, block: Resource) -> bool:
    """Return whether the attribute is the setting's here: what has to be beside it, or around it, is there."""
    if not reading.where:
        return True
    here: Resource | None = block
    while here is not None:
        beside = here[reading.where]
        if not isinstance(beside, Absent):
            texts = [beside.value] if isinstance(beside, Known) and isinstance(beside.value, str) else []
            if isinstance(beside, Known) and not texts:
                texts = [text for _, text in strings_in(beside.value)]
            return not reading.matching or any(re.search(reading.matching, text) for text in texts)
        here = here.parent
    return False


def shaped_in(resource: Resource) -> Iterator[Shaped]:
    """Yield which settings shape what of a resource, sorted by setting; what stands inside a body is left out."""
    for name, definition in CATALOGUE.items():
        for shape in definition.shapes:
            type, _, path = shape.partition(".")
            if type != resource.type or (path == _BODY and name in _IN_BODY):
                continue
            reading = reading_of(definition, shape)
            for holder in holders(resource, path.split(".")):
                if isinstance(holder, Holder) and concerns(reading, holder.block):
                    yield Shaped(name, way_to(resource.body, holder.pointer), reading.elsewhere)


def settings_in_body(pointer: str) -> tuple[str, ...]:
    """Return the settings that shape what stands at a pointer of an OpenAPI body."""
    return tuple(name for name, pattern in _IN_BODY.items() if re.fullmatch(pattern, pointer))


def way_to(body: Any, pointer: str) -> tuple[str, ...]:
    """
    Return the keys and list positions that a JSON pointer leads along; `/settings/0` of a single block is `settings`.
    """
    way, here = [], body
    for segment in (each.replace("~1", "/").replace("~0", "~") for each in pointer.split("/")[1:]):
        if segment == "0" and isinstance(here, Mapping) and "0" not in here:
            continue  # cdktf writes a single block as an object
        way.append(segment)
        if isinstance(here, Mapping):
            here = here.get(segment)
        elif isinstance(here, list | tuple) and segment.isdecimal() and int(segment) < len(here):
            here = here[int(segment)]
        else:
            here = None
    return tuple(way)
