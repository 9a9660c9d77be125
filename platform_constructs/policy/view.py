"""
Reading one synthesised stack without mistaking a promise for a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from platform_constructs.errors import PlatformError
from platform_constructs.policy.reading.iam_parts import document_parts, policy_parts
from platform_constructs.policy.reading.interpolation import references
from platform_constructs.policy.reading.openapi_parts import openapi_parts
from platform_constructs.policy.reading.parts import DEEPEST, Parts, too_deep
from platform_constructs.policy.reading.paths import mentions_in
from platform_constructs.policy.reading.resource import Resource
from platform_constructs.policy.reading.values import Absent, Known, Ref, Undecidable, Unknown, Value
from platform_constructs.policy.reading.waf_parts import waf_parts

__all__ = ["PARTS_OF", "Absent", "Known", "Ref", "Resource", "Undecidable", "Unknown", "Unreadable", "Value", "View"]

_APIS: Final = frozenset({"aws_api_gateway_rest_api", "aws_api_gateway_rest_api_put", "aws_apigatewayv2_api"})
_WAF: Final = frozenset({"aws_wafv2_rule_group", "aws_wafv2_web_acl"})
_POLICY_DOCUMENT: Final = "data.aws_iam_policy_document"
PARTS_OF: Final[Mapping[str, frozenset[str]]] = {
    "iam": frozenset({"*", _POLICY_DOCUMENT}),  # any resource may hold a policy
    "openapi": _APIS,
    "wafv2": _WAF,
}
"""By the first word of a part's type: what such parts are found in; `*` is every resource."""


@dataclass(frozen=True, slots=True, order=True)
class Unreadable:
    """
    Something of a stack that ought to be judged and cannot be read. The judge fails closed on it.

    Attributes:
        address: Where, with `#pointer` for a part.
        why: One phrase.
        got: The offending text or expression.
    """

    address: str
    why: str
    got: str = ""


class View:
    """
    One stack's written Terraform: its resources, data sources and their parts, and who refers to whom.

    Parts have a `parent` and these types: `openapi.document` (`TYPE.NAME#/body`), `openapi.operation`
    (`#/paths/~1orders/post`; the body also has "method" in capitals and "path"), `openapi.schema`
    (`#/components/schemas/Order`), `wafv2.rule` (`#/rule/0`, `#/rule_json/0`), and `iam.statement`
    (`data.aws_iam_policy_document.x#/statement/0`, for JSON texts `TYPE.NAME#/policy/statement/0`).

    Attributes:
        stack: The stack's name.
        resources: All of them, sorted by address. What `count = 0` leaves out is left out.
        unreadable: What could not be read, sorted.
    """

    def __init__(self, stack: str, resources: Iterable[Resource] = (), unreadable: Iterable[Unreadable] = ()) -> None:
        self.stack = stack
        self.resources: tuple[Resource, ...] = tuple(resources)
        self.unreadable: tuple[Unreadable, ...] = tuple(sorted(unreadable))

    @classmethod
    def of(cls, stack: str, document: object) -> View:
        """
        View one parsed `cdk.tf.json`.

        Raises:
            PlatformError: GATE-004, when it is not an object or nested too deeply to be real.
        """
        if not isinstance(document, Mapping) or too_deep(document):
            raise PlatformError(
                "GATE-004",
                "the written Terraform cannot be read",
                at=stack,
                got=f"nested deeper than {DEEPEST} levels"
                if isinstance(document, Mapping)
                else type(document).__name__,
                fix="synthesise the stack again; if an escape hatch wrote this, take it out",
            )
        view = cls(stack)
        found, unreadable = [], []
        for item in _read(document):
            if isinstance(item, Unreadable):
                unreadable.append(item)
                continue
            resource = Resource(*item, view)
            parts, hidden = _parts_of(resource)
            found += [resource, *parts]
            unreadable += hidden
        view.resources = tuple(sorted(found, key=_place))
        view.unreadable = tuple(sorted(unreadable))
        return view

    def of_type(self, type: str) -> tuple[Resource, ...]:
        """Return the resources, data sources or parts of one type, sorted by address."""
        return self._by_type.get(type, ())

    def get(self, address: str) -> Resource | None:
        """Return what stands at an address; None when nothing does."""
        return self._by_address.get(address)

    def referring(self, address: str) -> tuple[tuple[Resource, str], ...]:
        """Return who mentions a resource, with the dotted attribute that does, list positions left out."""
        return tuple(self._referring.get(address, ()))

    @cached_property
    def _by_type(self) -> dict[str, tuple[Resource, ...]]:
        types: dict[str, list[Resource]] = {}
        for resource in self.resources:
            types.setdefault(resource.type, []).append(resource)
        return {type: tuple(each) for type, each in types.items()}

    @cached_property
    def _by_address(self) -> dict[str, Resource]:
        return {resource.address: resource for resource in self.resources}

    @cached_property
    def _referring(self) -> dict[str, list[tuple[Resource, str]]]:
        mentions: dict[str, list[tuple[Resource, str]]] = {}
        for source in self.resources:
            if source.parent is not None:
                continue
            for attribute, text in mentions_in(source.body):
                for reference in references(text):
                    mentions.setdefault(reference.address, []).append((source, attribute))
        return mentions


def _place(resource: Resource) -> tuple[str, str, str]:
    root = resource.root
    return (root.type, root.name, resource.pointer)


def _parts_of(resource: Resource) -> tuple[list[Resource], list[Unreadable]]:
    every = [_parts(resource.type, resource.body)]
    if resource.type in _APIS:
        every.append(openapi_parts(resource.body))
    made: dict[str, Resource] = {}
    for part in (part for parts in every for part in parts.parts):
        parent = made.get(part.under, resource)
        made[part.pointer] = Resource(
            part.type, resource.name, part.body, resource.view, parent, part.pointer, part.opaque
        )
    hidden = [
        Unreadable(f"{resource.address}#{each.pointer}", each.why, each.got) for parts in every for each in parts.hidden
    ]
    return list(made.values()), hidden


def _parts(type: str, body: Mapping[str, Any]) -> Parts:
    if type == _POLICY_DOCUMENT:
        return document_parts(body)
    if type in _WAF:
        return waf_parts(body)
    return policy_parts(type, body) if not type.startswith("data.") else Parts()


def _read(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]] | Unreadable]:
    """Yield every resource and data source; Terraform lets a list of objects stand for an object at each level."""
    if document.get("module"):
        yield Unreadable("module", "what a module makes is not in this document")
    seen: set[str] = set()
    for section, prefix in (("resource", ""), ("data", "data.")):
        for type, names in _entries(document.get(section)):
            for name, body in _entries(names):
                address = f"{prefix}{type}.{name}"
                bodies = body if isinstance(body, list) else [body]
                if len(bodies) != 1 or not isinstance(bodies[0], Mapping) or address in seen:
                    yield Unreadable(address, "it is not one block of its own")
                elif bodies[0].get("count") not in (0, "0") or bodies[0].get("count") is False:
                    yield (f"{prefix}{type}", name, bodies[0])
                seen.add(address)


def _entries(raw: Any) -> Iterator[tuple[str, Any]]:
    for table in raw if isinstance(raw, list) else [raw]:
        if isinstance(table, Mapping):
            yield from ((str(key), value) for key, value in table.items() if key != "//")
        elif table is not None:
            yield "?", table
