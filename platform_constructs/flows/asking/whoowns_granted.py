"""
Say whose an event or a scope is, who else may use it until when, and whom to ask. Offline.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from platform_constructs.errors import DeclarationError
from platform_constructs.flows.contracts.events import events_of
from platform_constructs.flows.grants import scope_ground
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.grant import Grant
from platform_constructs.model.nearest import nearest
from platform_constructs.model.organisation import Domain
from platform_constructs.model.place import Place
from platform_constructs.ownership.event_ground import AMAZON, EventGround
from platform_constructs.ownership.events import read_event
from platform_constructs.ownership.status import Status

__all__ = ["Opened", "Owned", "whoowns_event", "whoowns_scope"]


@dataclass(frozen=True, slots=True)
class Opened:
    """An operation that a scope opens: its operationId, its stack, and where it is declared."""

    operation: str
    stack: str
    place: Place


@dataclass(frozen=True, slots=True)
class Owned:
    """
    Whose an event or a scope is.

    Attributes:
        kind: `EVENT` or `SCOPE`.
        said: As it was asked for.
        status: `Accepted`: one domain owns it, and a contract of that declares it; or its contracts are in another
            repository, which the hint says. `Orphaned`: nobody owns it, or no contract of its owner declares it.
            `Conflicted`: two own it. `Reserved`: it is Amazon's.
        claims: Who owns it and by what: a source or a prefix, in the order of the widest first.
        owner: The one owner; None when it is nobody's, or contested.
        ask: Whom to ask: the owner, else the platform.
        hint: What may have been meant, or why nobody here can say more; may be empty.
        grants: What the owner grants of it, each with whether it still holds.
        opens: Operations that the scope opens.
    """

    kind: str
    said: str
    status: Status
    claims: tuple[tuple[Domain, str], ...]
    owner: Domain | None
    ask: Domain
    hint: str = ""
    grants: tuple[tuple[Grant, bool], ...] = ()
    opens: tuple[Opened, ...] = ()


def whoowns_event(project: Project, source: ProjectSource, text: str, *, today: date) -> Owned:
    """
    Answer for one event.

    Args:
        project: The project.
        source: Its files, for the event contracts of the owner.
        text: Such as `meridian.ordering/ServiceOrderPlaced`.
        today: The day that grants must hold on.

    Raises:
        ContractError: if an event contract of the owner cannot be read.
        DeclarationError: if the text names no event.
    """
    organisation = project.organisation
    events = read_event(text, at="the command line")
    ground = EventGround(organisation, today=today)
    owners = ground.owners(events)
    owner = owners[0] if len(owners) == 1 else None
    hint = ""
    if events.source[0] == AMAZON:
        status, hint = Status.RESERVED, "Amazon's own services publish it"
    elif owner is not None and owner.name not in source.domains():
        status, hint = Status.ACCEPTED, _elsewhere(owner)
    elif owner is not None:
        declared = [f"{one.source}/{one.name}" for one in events_of(source, owner.name).events]
        status = Status.ACCEPTED if text in declared else Status.ORPHANED
        hint = "" if text in declared else _undeclared(text, owner, "event contract", declared)
    elif owners:
        status = Status.CONFLICTED
    else:
        sources = [one.event_source for one in organisation.domains.values()]
        status, hint = Status.ORPHANED, nearest(text.partition("/")[0], sources, "")
    return Owned(
        "EVENT",
        text,
        status,
        tuple((one, one.event_source) for one in owners),
        owner,
        owner or organisation.platform,
        hint,
        tuple((one, today <= one.expires) for one in ground.granted(events) if owner and one.owner == owner.name),
    )


def _undeclared(said: str, owner: Domain, kind: str, declared: Collection[str]) -> str:
    meant = nearest(said, declared, "")
    return f"no {kind} of {owner.name} declares it" + (f"; {meant}" if meant else "")


def _elsewhere(owner: Domain) -> str:
    return f"the contracts of {owner.name} are in another repository, which alone can say whether one declares it"


def whoowns_scope(project: Project, source: ProjectSource, text: str, *, today: date) -> Owned:
    """
    Answer for one scope.

    Args:
        project: The project.
        source: Its files, for the contracts.
        text: Such as `ordering/orders.read`.
        today: The day that grants must hold on.

    Raises:
        ContractError: if a contract cannot be read.
        DeclarationError: if the text is no scope.
    """
    prefix, slash, name = text.partition("/")
    if not (prefix and slash and name):
        fix = "write it like ordering/orders.read"
        raise DeclarationError(
            "OWN-012", "a scope is a prefix, a slash and a name", at="the command line", got=text, fix=fix
        )
    organisation = project.organisation
    contracts = contracts_of(project, source)
    ground = scope_ground(project, contracts, today=today)
    owner = ground.owner(text)
    if owner is None:
        status, hint = Status.ORPHANED, nearest(prefix, [one.scope_prefix for one in organisation.domains.values()], "")
    elif ground.is_undefined(text):
        status = Status.ORPHANED
        hint = _undeclared(text, owner, "contract", ground.defined[owner.name])
    else:
        status, hint = Status.ACCEPTED, "" if owner.name in ground.defined else _elsewhere(owner)
    opens = [
        Opened(operation.id, api.stack, operation.place)
        for api in project.declarations
        if isinstance(api, Api) and api.stack in contracts
        for operation in contracts[api.stack].operations
        if text in operation.scopes
    ]
    return Owned(
        "SCOPE",
        text,
        status,
        ((owner, f"{owner.scope_prefix}/"),) if owner else (),
        owner,
        owner or organisation.platform,
        hint,
        tuple((one, today <= one.expires) for one in ground.granted(text) if owner and one.owner == owner.name),
        tuple(opens),
    )
