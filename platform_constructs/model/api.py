"""
What a domain team declares: which paved road its contract takes, and which backends answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from platform_constructs.model.backend import HttpBackend, MockBackend
from platform_constructs.model.declaration import Declaration, check_name, refused
from platform_constructs.model.service import ContainerBackend, FunctionBackend, Service
from platform_constructs.model.settings import SettingValue

__all__ = ["Api", "Backend", "HttpApi", "InternalApi", "Operation", "PublicApi"]

Backend = HttpBackend | MockBackend | ContainerBackend | FunctionBackend
"""Every kind of backend a declaration may name."""


def _check_backend(backend: object) -> None:
    if not isinstance(backend, Backend):
        raise refused(
            "DECL-013",
            "backend must be an HttpBackend or a MockBackend",
            backend,
            "write, for example, backend=HttpBackend(url=...)",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """
    What one operation does differently from its API.

    Attributes:
        backend: Its own backend; None takes the API's.
        rate_per_second: Its own throttle, requests per second, 1 or more; None takes the packs' choice.
        burst: Its own burst, requests, 1 or more; None takes the packs' choice.
    """

    backend: Backend | None = None
    rate_per_second: int | None = None
    burst: int | None = None

    def __post_init__(self) -> None:
        for name in ("rate_per_second", "burst"):
            value = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
                raise refused(
                    "DECL-012", f"{name} must be a whole number of at least 1", value, "correct it or drop it"
                )
        if self.backend is not None:
            _check_backend(self.backend)


@dataclass(frozen=True, kw_only=True, slots=True)
class Api(Declaration):
    """
    A contract and what answers it. A road says who may call and how they prove who they are.

    Attributes:
        backend: Where requests go unless `operations` says otherwise.
        contract: The OpenAPI document, relative to the declaring file.
        operations: What single operations do differently, by operationId: a backend or an `Operation`.
        settings: Values chosen within what the packs allow, by setting name.
        name: Tells two APIs of one domain apart.
        host: The registry's key of the host it is reached at.

    Raises:
        DeclarationError: for anything that makes no sense, at the line that said it.
    """

    audience: ClassVar[str] = ""
    backend: Backend
    contract: str = "openapi.yaml"
    operations: Mapping[str, Backend | Operation] = field(default_factory=dict)
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    name: str = ""
    host: str = ""

    def __post_init__(self) -> None:
        Declaration.__post_init__(self)
        _check_backend(self.backend)
        if not isinstance(self.contract, str) or not self.contract:
            raise refused("DECL-015", "contract must be a path", self.contract, 'write contract="openapi.yaml"')
        if self.name:
            check_name("name", self.name)
        check_name("host", self.host)
        for name in ("settings", "operations"):
            value = getattr(self, name)
            if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
                raise refused("DECL-023", f"{name} must map names to what differs", value, f"write {name}={{...}}")
        for operation, choice in self.operations.items():
            if not isinstance(choice, Backend | Operation):
                raise refused(
                    "DECL-016",
                    f"operations[{operation!r}] must be a backend or an Operation",
                    choice,
                    "write a backend, such as MockBackend(), or Operation(...)",
                )

        for service in self.services:
            if service.domain != self.domain:
                raise refused(
                    "DECL-089",
                    f"a service of {service.domain} cannot answer for {self.domain}",
                    service.stack,
                    f"call it through an API of {service.domain}'s, or declare a service of {self.domain}'s own",
                )

    @property
    def stack(self) -> str:
        """The stack's name: part of every Terraform address's path, so a public contract."""
        return "-".join(filter(None, (self.domain, self.name, self.road)))

    def operation(self, operation: str) -> Operation:
        """Return what one operation does differently, as an `Operation` whatever it was written as."""
        choice = self.operations.get(operation, Operation())
        return choice if isinstance(choice, Operation) else Operation(backend=choice)

    def backend_of(self, operation: str) -> Backend:
        """Return what answers an operation."""
        return self.operation(operation).backend or self.backend

    @property
    def services(self) -> tuple[Service, ...]:
        """The services that answer for it, each once, sorted by stack."""
        named = (self.backend, *(self.operation(operation).backend for operation in self.operations))
        found = {one.stack: one for one in named if isinstance(one, Service)}
        return tuple(one for _, one in sorted(found.items()))


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicApi(Api):
    """
    A REST API that external consumers reach on a public host, with an access token per operation.

    Its arguments are those of `Api`.
    """

    road: ClassVar[str] = "public"
    audience: ClassVar[str] = "external"
    host: str = "public"


@dataclass(frozen=True, kw_only=True, slots=True)
class InternalApi(Api):
    """
    A private REST API that the organisation's own services reach, each request signed with SigV4.

    Its arguments are those of `Api`.
    """

    road: ClassVar[str] = "internal"
    audience: ClassVar[str] = "internal"
    contract: str = "internal.yaml"
    host: str = "internal"


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpApi(Api):
    """
    An HTTP API: cheaper and quicker than a REST API, without web ACL and without request validation.

    Its arguments are those of `Api`. Packs that ask for what it lacks refuse it.
    """

    road: ClassVar[str] = "http"
    host: str = "public"
