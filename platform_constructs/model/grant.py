"""
A grant: what the owner of scopes, events or operations lets another domain do with some of them, until a day.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from platform_constructs.model.place import Place
from platform_constructs.model.words import DetailTypePrefix, EventSource, Name, OperationId, ScopeName, StackName, Text

__all__ = ["EventGrant", "Grant", "InvokeGrant", "ScopeGrant"]


class _Granted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ScopeGrant(_Granted):
    """
    A scope that another domain's operations may ask for. The receiver's half is the contract that asks.

    Attributes:
        kind: `scope`.
        owner: The domain that gives.
        to: The domain that receives.
        name: The whole scope, such as `ordering/orders.read`; never a prefix.
        reason: Why.
        expires: The last day it holds.
        place: Where the registry says so.
    """

    kind: Literal["scope"]
    owner: Name
    to: Name
    name: ScopeName
    reason: Text
    expires: date
    place: Place = Place("platform.toml")

    @property
    def what(self) -> str:
        """What is granted, as people write it."""
        return self.name


class EventGrant(_Granted):
    """
    Events of the owner that another domain may publish, or subscribe to.

    Attributes:
        kind: `publish` or `subscribe`.
        owner: The domain that gives.
        to: The domain that receives.
        source: A source of the owner's; sources below it, such as `meridian.ordering.lines`, are granted too.
        detail_type: What the detail types begin with, such as `ServiceOrder`; empty for every detail type.
        reason: Why.
        expires: The last day it holds.
        place: Where the registry says so.
    """

    kind: Literal["publish", "subscribe"]
    owner: Name
    to: Name
    source: EventSource
    detail_type: DetailTypePrefix = ""
    reason: Text
    expires: date
    place: Place = Place("platform.toml")

    @property
    def what(self) -> str:
        """What is granted, as people write it: `meridian.ordering/ServiceOrder*`."""
        return f"{self.source}/{self.detail_type}*"


class InvokeGrant(_Granted):
    """
    Operations of an internal API that another domain's services may call. The receiver's half is that they do.

    Attributes:
        kind: `invoke`.
        owner: The domain that gives.
        to: The domain that receives.
        api: The stack of the owner's internal API, such as `delivery-internal`.
        operations: Their operationIds; never a pattern.
        reason: Why.
        expires: The last day it holds.
        place: Where the registry says so.
    """

    kind: Literal["invoke"]
    owner: Name
    to: Name
    api: StackName
    operations: Annotated[tuple[OperationId, ...], Field(min_length=1, max_length=100)]
    reason: Text
    expires: date
    place: Place = Place("platform.toml")

    @property
    def what(self) -> str:
        """What is granted, as people write it: `delivery-internal: getWorkOrder, listWorkOrders`."""
        return f"{self.api}: {', '.join(self.operations)}"


Grant = ScopeGrant | EventGrant | InvokeGrant
