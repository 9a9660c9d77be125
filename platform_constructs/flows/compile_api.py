"""
Compile the contract behind one declaration, and hold the declaration against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.gateway.compilation import Target
from platform_constructs.contracts.gateway.compile import compile_contract
from platform_constructs.contracts.gateway.example_answer import example_answer
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.grants import foreign_scopes
from platform_constructs.flows.read_contracts import invalid_in, paths_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api, InternalApi
from platform_constructs.model.backend import MockBackend
from platform_constructs.model.contract import Answer, CompiledApi
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.quota import QUOTAS
from platform_constructs.model.settings import Settings
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.mount import mount_for

__all__ = ["compile_api", "target_for"]

_RESOURCES = QUOTAS["apigateway.resources-per-api"]


def compile_api(
    project: Project,
    declaration: Api,
    contract: Contract,
    settings: Settings,
    known: Iterable[Finding],
    *,
    today: date,
) -> tuple[CompiledApi | None, list[Finding]]:
    """
    Compile one domain's contract for where its host leads to it.

    Args:
        project: The project.
        declaration: What the domain wrote.
        contract: Its contract, as read.
        settings: What the packs decided.
        known: What ownership has found already.
        today: The date that delegations are read against.

    Returns:
        The compiled API, or None when it cannot be carried, and what is wrong with it.

    Raises:
        DeclarationError: if the declaration names an operation or throttle that cannot be.
    """
    _check_operations(declaration, contract)
    _check_throttles(declaration, contract, settings)
    domain = project.organisation.domains[declaration.domain]
    if invalid := invalid_in(contract, owner=domain.name):
        return None, [replace(one, stack=declaration.stack) for one in invalid]
    mount = mount_for(project.organisation, domain.name, declaration.host, paths_of(contract), today=today)
    if mount is None:
        if any(one.blocks and one.owner == domain.name for one in known):
            return None, []  # ownership has said already what is wrong with its paths
        return None, [_scattered(declaration, contract)]
    target = target_for(project, declaration, contract, settings, mount=mount)
    answers = _mocked(declaration, contract)
    api, findings = compile_contract(contract, target)
    carried = None if api is None else replace(api, answers=answers)
    return carried, [replace(one, stack=declaration.stack) for one in findings]


def target_for(project: Project, declaration: Api, contract: Contract, settings: Settings, *, mount: str) -> Target:
    """Return what a declared contract is compiled for."""
    domain = project.organisation.domains[declaration.domain]
    return Target(
        mount=mount,
        scope_prefix=domain.scope_prefix,
        owner=domain.name,
        validate_body=settings.flag("request_validation.body"),
        validate_parameters=settings.flag("request_validation.parameters"),
        security_policy=settings.text("tls.api_policy"),
        endpoint_access_mode=settings.text("tls.endpoint_access_mode"),
        most_resources=project.organisation.quotas.get(_RESOURCES.name, _RESOURCES.limit),
        judged=foreign_scopes(project, domain.name, contract),
        signed=isinstance(declaration, InternalApi),
    )


def _scattered(declaration: Api, contract: Contract) -> Finding:
    first = contract.operations[0]
    return Finding(
        code="OWN-090",
        name="scattered-api",
        level=Level.BLOCK,
        what="one API answers under one claimed prefix, and these paths lie under several",
        at=first.place,
        got=first.path,
        fix="split the contract: one PublicApi with its own name per prefix",
        owner=declaration.domain,
        stack=declaration.stack,
    )


def _check_operations(declaration: Api, contract: Contract) -> None:
    known = {operation.id for operation in contract.operations}
    for name in sorted(declaration.operations.keys() - known):
        raise DeclarationError(
            "DECL-017",
            "the contract has no such operation",
            at=declaration.place,
            got=name,
            fix=nearest(name, known, f"use one of: {', '.join(sorted(known))}"),
        )


def _mocked(declaration: Api, contract: Contract) -> dict[str, Answer]:
    """Return what the contract has a mock answer, for each operation that has one."""
    answers = {}
    for operation in contract.operations:
        backend = declaration.backend_of(operation.id)
        if isinstance(backend, MockBackend):
            _, written = contract.declared[operation.id]
            answer = example_answer(written, contract.references, backend.status)
            if answer is None:
                raise DeclarationError(
                    "DECL-081",
                    f"a mock answers with the contract's example, and {operation.id} has none of such an answer",
                    at=declaration.place,
                    got=f"{operation.place}, {backend.status or 'the successes'}",
                    fix="give the answer an example in JSON, or name another backend",
                )
            answers[operation.id] = answer
    return answers


def _check_throttles(declaration: Api, contract: Contract, settings: Settings) -> None:
    """An operation may be throttled harder than its API, never less."""
    for operation in contract.operations:
        _check_timeout(declaration, operation.id, settings)
        own, kind = declaration.operation(operation.id), "throttle.write." if operation.writes else "throttle."
        for name, value in (("rate_per_second", own.rate_per_second), ("burst", own.burst)):
            allowed = settings.number(kind + name)
            if value is not None and value > allowed:
                raise DeclarationError(
                    "DECL-018",
                    f"{operation.id} may not let through more than its API: {kind + name} is {allowed}",
                    at=declaration.place,
                    got=f"{name}={value}",
                    fix=f"stay at or below {allowed}; {settings[kind + name].because[0]}",
                )


def _check_timeout(declaration: Api, operation: str, settings: Settings) -> None:
    backend = declaration.backend_of(operation)
    allowed = settings.number("integration.timeout_ms")
    if backend.timeout_ms is not None and backend.timeout_ms > allowed:
        raise DeclarationError(
            "DECL-024",
            f"{operation} may not wait longer than integration.timeout_ms, which is {allowed} milliseconds",
            at=declaration.place,
            got=f"timeout_ms={backend.timeout_ms}",
            fix=f'choose settings={{"integration.timeout_ms": {backend.timeout_ms}}}, if the packs allow it',
        )
