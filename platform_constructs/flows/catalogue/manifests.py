"""
The manifest of each API that a synth built, made from what it planned and judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import quote

from platform_constructs.catalog.manifest import FORMAT, ApiManifest
from platform_constructs.catalog.manifest_parts import (
    ContractFacts,
    ForcedPack,
    ForcedWaiver,
    Gateway,
    Link,
    LintFacts,
    Offered,
    OfferedScope,
    Owner,
    PublishedEvent,
    Publisher,
    Server,
    Subscription,
    Unchecked,
)
from platform_constructs.contracts.api.contract import Contract
from platform_constructs.errors import shown
from platform_constructs.flows.catalogue.contract_digest import contract_digest, files_of
from platform_constructs.flows.catalogue.declared import Declared, declared_in, one_line
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import Planned
from platform_constructs.flows.read_project import Project
from platform_constructs.flows.routes import lifecycle_of
from platform_constructs.model.api import Api
from platform_constructs.model.contract import CompiledApi, Operation
from platform_constructs.model.finding import Finding
from platform_constructs.model.grant import EventGrant
from platform_constructs.model.organisation import Domain
from platform_constructs.model.plan import STAGE, PlannedStack
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.composing.law import Law

__all__ = ["manifests_of"]

_LONGEST: Final = 2_000  # characters of a text that a manifest repeats
_LONGEST_PATH: Final = 2_900  # characters; a manifest takes some more, and API Gateway 1,000


def manifests_of(
    project: Project,
    planned: Planned,
    findings: Iterable[Finding],
    book: Lawbook,
    *,
    today: date,
    events: Mapping[str, tuple[PublishedEvent, ...]] | None = None,
    lint: Mapping[str, LintFacts] | None = None,
    scanned: Mapping[str, Sequence[Waiver]] | None = None,
) -> tuple[ApiManifest, ...]:
    """
    Return the manifest of every API that was planned, sorted by stack.

    Args:
        project: The project as it was read.
        planned: What was built from it.
        findings: What was found, with the waivers that hold.
        book: The law that there is, for the digests of its packs.
        today: The day that grants must hold on.
        events: What each domain publishes, by domain; None for nothing.
        lint: What the API standard's rules say of a contract, by stack; None for nothing.
        scanned: The waivers of checkov's checks that hold, by stack; None for none.
    """
    if planned.plan is None:
        raise ValueError("nothing is planned")
    waived = [one for one in findings if one.waiver is not None]
    found = []
    for stack in planned.plan.stacks:
        if stack.api is not None and isinstance(stack.declaration, Api):
            own = [one.waiver for one in waived if one.stack == stack.name and one.waiver is not None]
            facts = _Facts(project, stack, stack.declaration, stack.api, planned.contracts[stack.name], today)
            domain = stack.site.domain.name
            found.append(
                facts.manifest(
                    planned.laws[stack.name],
                    _waivers(own, (scanned or {}).get(stack.name, ())),
                    book,
                    (events or {}).get(domain, ()),
                    (lint or {}).get(stack.name),
                )
            )
    return tuple(sorted(found, key=lambda one: one.stack))


class _Facts:
    """All that is known of one API."""

    def __init__(
        self,
        project: Project,
        stack: PlannedStack,
        declaration: Api,
        api: CompiledApi,
        contract: Contract,
        today: date,
    ) -> None:
        self._organisation, self._stack, self._api = project.organisation, stack, api
        self._contract, self._today = contract, today
        self._host = project.organisation.hosts[declaration.host]
        self._said = declared_in(contract)

    def manifest(
        self,
        law: Law,
        waivers: tuple[ForcedWaiver, ...],
        book: Lawbook,
        events: tuple[PublishedEvent, ...],
        lint: LintFacts | None,
    ) -> ApiManifest:
        stack, contract, said = self._stack, self._contract, self._said
        return ApiManifest(
            format=FORMAT,
            environment=stack.site.environment.name,
            stack=stack.name,
            id=said.id,
            title=one_line(contract.title),
            version=one_line(contract.version),
            description=said.description,
            organisation=Publisher(
                name=self._organisation.name,
                slug=self._organisation.slug,
                contact=self._organisation.platform.contact,
            ),
            owner=_owner(stack.site.domain),
            audience=self._host.audience,
            lifecycle=said.life,
            slo=said.slo,
            servers=tuple(self._servers()),
            gateway=Gateway(api_name=stack.site.prefix, stage=STAGE, region=stack.site.environment.region),
            scopes=tuple(self._scopes()),
            routes=tuple(self._routes()),
            events=tuple(sorted(events, key=lambda one: (one.source, one.detail_type, one.version))),
            subscriptions=tuple(self._subscriptions()),
            packs=tuple(
                ForcedPack(name=pack.name, version=pack.version, digest=book.digests[pack.file]) for pack in law.packs
            ),
            waivers=waivers,
            contract=ContractFacts(
                file=shown(contract.file, longest=_LONGEST),
                openapi="3.1" if contract.is_31 else "3.0",
                files=tuple(shown(file, longest=_LONGEST) for file in files_of(contract.references)),
                digest=contract_digest(contract.references),
                unchecked=tuple(self._unchecked()),
                lint=lint,
            ),
            links=tuple(sorted((*said.links, *self._published(said)), key=lambda one: (one.rel, one.href))),
        )

    def _servers(self) -> Iterator[Server]:
        for environment, name in sorted(self._host.domain_name.items()):
            url = f"https://{name}{self._api.mount}"
            yield Server(environment=environment, host=self._host.name, host_name=name, url=url)

    def _scopes(self) -> Iterator[OfferedScope]:
        for scope, purpose in self._contract.scopes.items():
            opens = sorted(one.id for one in self._contract.operations if scope in one.scopes)
            described = "" if purpose == scope else one_line(purpose)
            yield OfferedScope(name=scope, description=described, operations=tuple(opens))

    def _routes(self) -> Iterator[Offered]:
        for operation in self._contract.operations:
            age = lifecycle_of(self._contract, self._contract.declared[operation.id][1])
            yield Offered(
                operation=operation.id,
                method=operation.method,  # type: ignore[arg-type]  # a contract has no others; the manifest checks it
                path=shown(operation.path, longest=_LONGEST_PATH),
                open=not operation.scopes and not operation.is_signed,
                scopes=tuple(sorted(operation.scopes)),
                callers=self._callers(operation),
                deprecated=age.deprecated,
                sunset=age.sunset,
            )

    def _callers(self, operation: Operation) -> tuple[str, ...]:
        called = (operation.id, operation.method)
        return tuple(one.domain for one in self._stack.callers if called in one.operations)

    def _subscriptions(self) -> Iterator[Subscription]:
        domain = self._stack.site.domain.name
        granted = (one for one in self._organisation.grants if isinstance(one, EventGrant))
        held = [one for one in granted if (one.kind, one.to) == ("subscribe", domain) and one.expires >= self._today]
        for grant in sorted(held, key=lambda one: (one.owner, one.source, one.detail_type)):
            yield Subscription(
                domain=grant.owner, source=grant.source, detail_type=grant.detail_type, expires=grant.expires
            )

    def _unchecked(self) -> Iterator[Unchecked]:
        for place, what in sorted(self._api.lowered):
            pointer = shown(place.pointer, longest=_LONGEST)
            yield Unchecked(what=one_line(what), file=place.file, line=place.line, pointer=pointer)

    def _published(self, said: Declared) -> Iterator[Link]:
        """Yield where the organisation publishes this API's contract, manifest, status and end."""
        catalogue, stack = self._organisation.catalogue, self._stack
        if catalogue is None:
            return
        if catalogue.contracts is not None:
            kind = "application/json" if self._contract.file.endswith(".json") else "application/yaml"
            href = f"{catalogue.contracts}{quote(self._contract.file)}"
            yield Link(rel="service-desc", href=href, type=kind, title="The API's contract")
        if catalogue.manifests is not None:
            href = f"{catalogue.manifests}{stack.site.environment.name}/{stack.name}.json"
            yield Link(rel="service-meta", href=href, type="application/json", title="The API's manifest")
        if catalogue.status is not None:
            yield Link(rel="status", href=catalogue.status, type="text/html", title="How the APIs are doing")
        if catalogue.sunset is not None and said.life.sunset is not None:
            title = f"May no longer answer from {said.life.sunset.isoformat()}"
            yield Link(rel="sunset", href=catalogue.sunset, type="text/html", title=title)


def _owner(domain: Domain) -> Owner:
    return Owner(
        domain=domain.name,
        title=domain.title,
        teams=domain.owners,
        contact=domain.contact,
        on_call=domain.on_call,
        classification=domain.classification,
    )


def _waivers(covering: Iterable[Waiver], scanned: Iterable[Waiver]) -> tuple[ForcedWaiver, ...]:
    told = [(one, True) for one in covering] + [(one, False) for one in scanned]
    found = {
        (waiver.rule, waiver.at, str(waiver.place)): ForcedWaiver(
            rule=waiver.rule,
            found=is_found,
            at=one_line(waiver.at),
            reason=one_line(waiver.reason),
            approver=one_line(waiver.approver),
            ticket=one_line(waiver.ticket),
            expires=waiver.expires,
        )
        for waiver, is_found in told
    }
    return tuple(found[key] for key in sorted(found))
