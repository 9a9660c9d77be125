"""
An event contract: one kind of event a domain publishes, what its data looks like, and what its readers may rely on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.events.version import Version
from platform_constructs.model.organisation import Classification

__all__ = ["KEYS", "Compatibility", "Delivery", "EventContract", "Lifecycle", "Ordering"]

KEYS: Final = (
    "event",
    "version",
    "source",
    "owner",
    "classification",
    "lifecycle",
    "sunset",
    "replaced_by",
    "description",
    "compatibility",
    "subject",
    "delivery",
    "schema",
    "examples",
)
"""What an event contract may say at its top, beside extensions that begin with `x-`."""


class Compatibility(StrEnum):
    """What the next version of an event owes to the readers of this one."""

    BACKWARD = "BACKWARD"
    """Readers of the next version read events written before it: replays, archives, queues that still hold some."""
    FORWARD = "FORWARD"
    """Readers of this version read events of the next one: publishers may move first."""
    FULL = "FULL"
    """Both."""
    NONE = "NONE"
    """Nothing: changes are told, and none of them counts as breaking."""


class Lifecycle(StrEnum):
    """How far an event has come; it only ever moves on."""

    DRAFT = "draft"
    BETA = "beta"
    STABLE = "stable"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class Ordering(StrEnum):
    """What readers may assume of the order that events arrive in."""

    NONE = "none"
    SUBJECT = "subject"
    """Events of one subject arrive in the order they happened; between subjects there is none."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """
    How events reach their readers. At least once, always.

    Attributes:
        ordering: What readers may assume of their order.
        idempotency_key: The JSON pointer, from the event's detail, to what tells a repeated event from a new one.
        notes: Anything else, for people.
    """

    ordering: Ordering = Ordering.NONE
    idempotency_key: str = "/id"
    notes: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class EventContract:
    """
    One event contract as it was read.

    Attributes:
        file: Its file.
        name: The EventBridge detail type, such as `ServiceOrderStateChanged`.
        version: Its version.
        source: The EventBridge source, such as `meridian.ordering`.
        owner: The domain that answers for it.
        classification: How sensitive its data is.
        lifecycle: How far it has come.
        sunset: The day from which it may no longer be published; None where none is said.
        replaced_by: The event to read instead; empty where none is said.
        description: What happened when it is published, for people.
        compatibility: What its next version owes to its readers.
        subject: The JSON pointer, from the data, to the identifier of what the event is about; empty without one.
        delivery: How it reaches its readers.
        schema: The JSON Schema of its data.
        examples: Data it may carry; one or more.
        root: The whole document.
        references: Leads from each `$ref` to what it names.
    """

    file: str
    name: str
    version: Version
    source: str
    owner: str
    classification: Classification
    lifecycle: Lifecycle
    sunset: date | None
    replaced_by: str
    description: str
    compatibility: Compatibility
    subject: str
    delivery: Delivery
    schema: Node = field(repr=False)
    examples: tuple[Node, ...] = field(repr=False)
    root: Node = field(repr=False)
    references: References = field(repr=False)

    @property
    def id(self) -> str:
        """How people write it: `meridian.ordering/ServiceOrderStateChanged`."""
        return f"{self.source}/{self.name}"

    @property
    def registry_name(self) -> str:
        """Its name in EventBridge's schema registry, which AWS writes as source, `@` and detail type."""
        return f"{self.source}@{self.name}"

    @property
    def type(self) -> str:
        """The CloudEvents type, such as `meridian.ordering.ServiceOrderStateChanged.v1`; another for each major."""
        return f"{self.source}.{self.name}.v{self.version.major}"

    @property
    def data_schema(self) -> str:
        """The URI that says which version of which contract an event follows."""
        return f"{self.data_schemas}{self.version}"

    @property
    def data_schemas(self) -> str:
        """What the URIs of all its versions begin with."""
        return f"urn:eventschema:{self.registry_name}:"
