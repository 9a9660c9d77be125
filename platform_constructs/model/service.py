"""
Services that answer for an API: containers and functions. Each is a stack of its own, so that one service serves
several APIs and is deployed at its own pace.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from platform_constructs.model.declaration import Declaration, check_name, refused
from platform_constructs.model.settings import SettingValue

__all__ = ["ALIAS", "MOST_CODE_BYTES", "Canary", "ContainerBackend", "FunctionBackend", "Service"]

ALIAS: Final = "live"
"""The alias of every function that APIs call; a new version takes its traffic over step by step."""

MOST_CODE_BYTES: Final = 50_000_000
"""Bytes of a function's code: Lambda takes 50 MB with the request; what is larger comes as an image."""

_GIB: Final = 1024
_SIZES: Final[Mapping[int, Sequence[int]]] = {
    256: (512, _GIB, 2 * _GIB),
    512: range(_GIB, 4 * _GIB + 1, _GIB),
    1024: range(2 * _GIB, 8 * _GIB + 1, _GIB),
    2048: range(4 * _GIB, 16 * _GIB + 1, _GIB),
    4096: range(8 * _GIB, 30 * _GIB + 1, _GIB),
    8192: range(16 * _GIB, 60 * _GIB + 1, 4 * _GIB),
    16384: range(32 * _GIB, 120 * _GIB + 1, 8 * _GIB),
}
"""Memory in mebibytes by CPU units, as Fargate offers them."""
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_SECRET: Final = re.compile(r"[A-Za-z0-9_+=.@-][A-Za-z0-9/_+=.@-]{0,255}")  # what Secrets Manager takes for a name
_IMAGE: Final = re.compile(r"[a-z0-9][a-z0-9._:/-]{0,254}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?")
_HANDLER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+")
_PATH: Final = re.compile(r"/[A-Za-z0-9._~/-]{0,199}")


def _check_number(name: str, value: object, lowest: int, highest: int, unit: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise refused(
            "DECL-082", f"{name} must be between {lowest} and {highest} {unit}", value, "pick a value in the range"
        )


def _check_size(cpu: object, memory_mib: object) -> None:
    offered = _SIZES.get(cpu) if isinstance(cpu, int) else None
    if offered is None:
        sizes = ", ".join(map(str, _SIZES))
        raise refused("DECL-061", "cpu must be one of Fargate's sizes", cpu, f"use one of: {sizes}")
    if memory_mib not in offered:
        few = ", ".join(map(str, offered))
        raise refused(
            "DECL-061", f"Fargate does not offer this memory with {cpu} CPU units", memory_mib, f"use one of: {few}"
        )


def _check_image(image: object) -> None:
    if not isinstance(image, str) or not _IMAGE.fullmatch(image):
        raise refused(
            "DECL-083",
            "image must name a repository, and a tag or a digest",
            image,
            "write it like 123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders@sha256:<64 hexadecimal digits>",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Service(Declaration):
    """
    What containers and functions have in common.

    Attributes:
        name: Tells the services of one domain apart, such as `orders`.
        environment: Variables it is started with; nothing secret. `{environment}` in a value stands for the
            environment's name.
        secrets: Variables that stand for secrets: the variable's name, and the secret's in Secrets Manager below
            `<slug>/<environment>/<domain>/`. A container finds the value in the variable, a function the ARN.
        timeout_ms: Milliseconds that an API waits for its answer, 50 to 29000 (API Gateway's own limits); None leaves
            the choice to the packs.
        settings: Values chosen within what the packs allow, by setting name.

    Raises:
        DeclarationError: for anything that makes no sense, at the line that said it.
    """

    name: str
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    timeout_ms: int | None = None
    settings: Mapping[str, SettingValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Declaration.__post_init__(self)
        check_name("name", self.name)
        if self.timeout_ms is not None:
            _check_number("timeout_ms", self.timeout_ms, 50, 29_000, "milliseconds")
        for name, known in (("environment", None), ("secrets", _SECRET)):
            value = getattr(self, name)
            good = isinstance(value, Mapping) and all(
                isinstance(key, str)
                and _VARIABLE.fullmatch(key)
                and isinstance(text, str)
                and (known is None or known.fullmatch(text))
                for key, text in value.items()
            )
            if not good:
                raise refused(
                    "DECL-084", f"{name} must map names of variables to texts", value, f'write {name}={{"NAME": "..."}}'
                )
        if twice := sorted(self.environment.keys() & self.secrets.keys()):
            raise refused(
                "DECL-085", "a variable is a secret or it is not", ", ".join(twice), "name it in one of the two"
            )
        if not isinstance(self.settings, Mapping) or not all(isinstance(key, str) for key in self.settings):
            raise refused("DECL-023", "settings must map names to what differs", self.settings, "write settings={...}")

    def variables(self, environment: str) -> dict[str, str]:
        """Return the variables that it is started with in an environment, sorted, without those of secrets."""
        return {name: text.replace("{environment}", environment) for name, text in sorted(self.environment.items())}

    def said(self, environment: str) -> str:
        """Return what people call it, whatever the environment."""
        return f"{self.road} {self.domain}-{self.name}"

    @property
    def stack(self) -> str:
        """The stack's name: part of every Terraform address's path, so a public contract."""
        return f"{self.domain}-{self.name}-{self.road}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Canary:
    """
    A release that takes over step by step: most requests go on to a version that is known to be well.

    Attributes:
        stable: The number of that version, 1 or more; the stack's parameter `version` says the one deployed last.
        percent: How many of a hundred requests the newest version gets, 1 to 99.

    Raises:
        DeclarationError: for any other number.
    """

    stable: int
    percent: int = 10

    def __post_init__(self) -> None:
        _check_number("stable", self.stable, 1, 2_000_000_000, "")
        _check_number("percent", self.percent, 1, 99, "percent")


@dataclass(frozen=True, kw_only=True, slots=True)
class ContainerBackend(Service):
    """
    A container on ECS Fargate behind the internal load balancer.

    Attributes:
        image: The image, best by digest; packs may demand one.
        port: Where it listens with TLS, 1 to 65535. Any certificate will do: the load balancer does not check it.
        health_path: Answers 200 when it is well.
        cpu: CPU units, 1024 to a virtual CPU: one of Fargate's sizes.
        memory_mib: Mebibytes of memory: one that Fargate offers for the CPU.
        most_tasks: Tasks at most, 1 to 1000; how many always run is the setting `container.least_tasks`.
        collector: The image of an OpenTelemetry collector that runs beside it and takes OTLP at localhost:4317; None
            for no such neighbour.
    """

    road: ClassVar[str] = "container"
    image: str
    port: int = 8443
    health_path: str = "/health"
    cpu: int = 256
    memory_mib: int = 512
    most_tasks: int = 10
    collector: str | None = None

    def __post_init__(self) -> None:
        Service.__post_init__(self)
        _check_image(self.image)
        if self.collector is not None:
            _check_image(self.collector)
        _check_size(self.cpu, self.memory_mib)
        _check_number("port", self.port, 1, 65_535, "")
        _check_number("most_tasks", self.most_tasks, 1, 1000, "tasks")
        if not isinstance(self.health_path, str) or not _PATH.fullmatch(self.health_path):
            raise refused("DECL-086", "health_path must be a path", self.health_path, 'write health_path="/health"')


@dataclass(frozen=True, kw_only=True, slots=True)
class FunctionBackend(Service):
    """
    A Lambda function.

    Attributes:
        code: A folder with its code, relative to the declaring file; None when it comes as an image.
        image: An image with its code, best by digest; None when it comes from a folder.
        handler: For code from a folder: module and function, such as `app.handler`.
        runtime: For code from a folder: Lambda's name of it.
        memory_mib: Mebibytes of memory, 128 to 10240.
        canary: A release that takes over step by step; None gives the newest version every request.
    """

    road: ClassVar[str] = "function"
    code: str | None = None
    image: str | None = None
    handler: str = "app.handler"
    runtime: str = "python3.13"
    memory_mib: int = 256
    canary: Canary | None = None

    def __post_init__(self) -> None:
        Service.__post_init__(self)
        if self.canary is not None and not isinstance(self.canary, Canary):
            raise refused("DECL-062", "canary must be a Canary", self.canary, "write canary=Canary(stable=7)")
        if (self.code is None) == (self.image is None):
            raise refused(
                "DECL-087", "a function has either code or an image", (self.code, self.image), 'write code="src/orders"'
            )
        if self.image is not None:
            _check_image(self.image)
        elif not isinstance(self.code, str) or not self.code:
            raise refused("DECL-087", "code must be a folder", self.code, 'write code="src/orders"')
        if not isinstance(self.handler, str) or not _HANDLER.fullmatch(self.handler):
            raise refused("DECL-088", "handler must be module.function", self.handler, 'write handler="app.handler"')
        _check_number("memory_mib", self.memory_mib, 128, 10_240, "mebibytes")
