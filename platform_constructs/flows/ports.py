"""
What the flows need from the world, as they want to be given it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Protocol

from platform_constructs.model.declaration import Declaration
from platform_constructs.model.plan import Plan

__all__ = ["EVENT_SUFFIXES", "Build", "Progress", "ProjectSource", "RunDeclarations", "StageOutput", "Staging"]

EVENT_SUFFIXES: Final = (".json", ".yaml", ".yml")
"""How the files directly in `stacks/domains/<domain>/events/` end that are event contracts."""


class ProjectSource(Protocol):
    """A project's files; `adapters.project_files` reads them from a folder."""

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of every file read so far, by relative path."""

    def registry(self) -> tuple[str, str]:
        """Return the registry's text and name."""

    def route_maps(self) -> tuple[tuple[str, str], ...]:
        """Return the text and name of each released route map of other repositories."""

    def domains(self) -> tuple[str, ...]:
        """Return the domains that have a `stack.py`, sorted."""

    def source(self, domain: str) -> tuple[str, str]:
        """Return the text and path of a domain's `stack.py`."""

    def waivers(self, domain: str) -> tuple[str, str] | None:
        """Return the text and path of a domain's waivers, if it has any."""

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        """Return the text and path of a contract, confined to the declaring folder."""

    def baseline(self, file: str) -> tuple[str, str] | None:
        """Return the text and path of a contract's baseline, if there is one."""

    def beside(self, contract: str, path: str) -> str:
        """Return the text of a file that a contract refers to, confined likewise."""

    def code(self, declared_in: str, path: str) -> Mapping[str, bytes]:
        """Return the files of a function's code by path, confined to the declaring folder."""

    def partners(self, declared_in: str, path: str) -> tuple[str, str]:
        """Return the text and path of a file of partners, confined to the declaring folder."""

    def event_files(self, domain: str) -> tuple[tuple[str, str], ...]:
        """Return the text and path of each event contract of a domain, sorted by path."""


class RunDeclarations(Protocol):
    """Runs one `stack.py`."""

    def __call__(self, source: str, file: str) -> tuple[Declaration, ...]:
        """Return what it declares."""


class Build(Protocol):
    """Builds a plan; `stacks.build` does it with cdktf."""

    def __call__(self, plan: Plan, folder: Path, *, hatches: bool) -> None:
        """Write every stack of the plan under the folder, with escape hatches opened or left shut."""


class Staging(Protocol):
    """A folder being written, that becomes the output or nothing."""

    @property
    def folder(self) -> Path:
        """Where to write."""

    def documents(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the written Terraform of every stack."""

    def add_route_map(self, text: str) -> None:
        """Write the route map beside the stacks."""

    def add_catalogue(self, files: Mapping[str, str]) -> None:
        """Write what the catalogue is made from, by path, beside the stacks."""

    def digests(self) -> Mapping[str, str]:
        """Return the SHA-256 of every written file."""

    def publish(self, manifest: Mapping[str, Any]) -> None:
        """Move the folder to its place."""


class StageOutput(Protocol):
    """Opens a folder beside the output."""

    def __call__(self) -> AbstractContextManager[Staging]:
        """Return the folder; whatever was not published is gone afterwards."""


class Progress(Protocol):
    """Says what is being done, while it is being done."""

    def __call__(self, what: str) -> None:
        """Say it."""
