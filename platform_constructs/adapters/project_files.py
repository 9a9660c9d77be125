"""
Reads the files of a project, and remembers the digest of every one it read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platform_constructs.adapters.bounded_folder import MORE, BoundedFolder
from platform_constructs.adapters.code_folder import read_code
from platform_constructs.errors import (
    ContractError,
    DeclarationError,
    PackError,
    PlatformError,
    RegistryError,
    WaiverError,
    first_line,
)
from platform_constructs.flows.ports import EVENT_SUFFIXES

__all__ = ["ProjectFiles", "write_packs_lock"]

REGISTRY: Final = "platform.toml"
PACKS_LOCK: Final = "packs.lock"
DOMAINS: Final = "stacks/domains"
EVENTS: Final = "events"
MOST_EVENTS: Final = 300  # of a domain; a bus has 300 rules
ROUTE_MAPS: Final = "route-maps"
MOST_ROUTE_MAPS: Final = 2_000  # one for each domain and environment, with room
CONTRACT_PROFILES: Final = "contract-profiles"
MOST_PROFILES: Final = 100


class ProjectFiles:
    """
    The files of one project, by paths relative to its root.

    Args:
        root: The folder that holds `stacks/domains`.
        organisation: The folder that holds `platform.toml` and what belongs to it; None when that is the root.
    """

    def __init__(self, root: Path, organisation: BoundedFolder | None = None) -> None:
        self._own = BoundedFolder(root)
        self._organisation = organisation or self._own

    @property
    def root(self) -> Path:
        """The project's root."""
        return self._own.root

    def own_registry(self) -> Path:
        """
        Return the registry's file, for whoever is about to change it or what lies beside it.

        Raises:
            RegistryError: REG-059, if it is elsewhere.
        """
        if self._organisation is not self._own:
            raise RegistryError(
                "REG-059",
                "the registry is not in this repository, so it cannot be changed here",
                at=f"{self._organisation.called}{REGISTRY}",
                got="a domain's repository",
                fix="do it in the organisation's repository, or ask the platform team",
            )
        return self.root / REGISTRY

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of every file read so far, by relative path, sorted."""
        return dict(sorted({**self._organisation.digests, **self._own.digests}.items()))

    def registry(self) -> tuple[str, str]:
        """
        Return the registry's text and name.

        Raises:
            RegistryError: if it cannot be read.
        """
        return self._organisation.text(REGISTRY, RegistryError, "REG-090"), f"{self._organisation.called}{REGISTRY}"

    def packs_lock(self) -> tuple[str, str] | None:
        """
        Return the text and name of the lock of other distributions' packs, or None when there is none.

        Raises:
            PackError: if it is there and cannot be read.
        """
        if not self._organisation.has(PACKS_LOCK):
            return None
        text = self._organisation.text(PACKS_LOCK, PackError, "PACK-079")
        return text, f"{self._organisation.called}{PACKS_LOCK}"

    def route_maps(self) -> tuple[tuple[str, str], ...]:
        """
        Return the text and name of each released route map that lies beside the registry, sorted by name.

        Raises:
            RegistryError: REG-058, if there are too many, or one cannot be read.
        """
        folder = self._organisation
        files = sorted(file.name for file in (folder.root / ROUTE_MAPS).glob("*.json"))
        if len(files) > MOST_ROUTE_MAPS:
            raise RegistryError(
                "REG-058",
                "there are more route maps than an organisation has",
                at=f"{folder.called}{ROUTE_MAPS}",
                got=f"{len(files)} files",
                fix=f"keep the last one of each domain and environment, at most {MOST_ROUTE_MAPS}",
            )
        names = [f"{ROUTE_MAPS}/{file}" for file in files]
        return tuple((folder.text(name, RegistryError, "REG-058"), f"{folder.called}{name}") for name in names)

    def domains(self) -> tuple[str, ...]:
        """Return the names of the folders under `stacks/domains` that hold a `stack.py`, sorted."""
        return tuple(sorted(file.parent.name for file in (self.root / DOMAINS).glob("*/stack.py")))

    def source(self, domain: str) -> tuple[str, str]:
        """
        Return the text and path of a domain's `stack.py`.

        Raises:
            PlatformError: if it cannot be read.
        """
        file = f"{DOMAINS}/{domain}/stack.py"
        return self._own.text(file, PlatformError, "DECL-006"), file

    def waivers(self, domain: str) -> tuple[str, str] | None:
        """
        Return the text and path of a domain's waivers, or None when it has none.

        Raises:
            WaiverError: if the file is there and cannot be read.
        """
        file = f"{DOMAINS}/{domain}/waivers.toml"
        if not self._own.has(file):
            return None
        return self._own.text(file, WaiverError, "WVR-090"), file

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        """
        Return the text and path of a contract.

        Args:
            declared_in: The declaring file; the contract lies in its folder or below.
            path: As the declaration says it.

        Raises:
            ContractError: if it is outside that folder, absent, too large or no UTF-8 text.
        """
        folder = Path(declared_in).parent
        file = self._confined(folder, path, at=declared_in)
        return self._own.text(file, ContractError, "CON-090"), file

    def code(self, declared_in: str, path: str) -> Mapping[str, bytes]:
        """
        Return the files of a function's code, by path in its folder.

        Args:
            declared_in: The declaring file; the code lies in its folder or below.
            path: As the declaration says it.

        Raises:
            DeclarationError: DECL-063, if it is outside that folder.
            ToolError: ENG-005, if it is absent, too large, or not of ordinary files only.
        """
        folder = Path(declared_in).parent
        file = self._inside(folder, path)
        if file is None:
            raise DeclarationError(
                "DECL-063",
                "the code of a function stays in the folder of the stack that declares it",
                at=declared_in,
                got=path,
                fix=f"move it under {folder.as_posix()}/ and name it relative to it",
            )
        return read_code(self.root / file, called=file)

    def partners(self, declared_in: str, path: str) -> tuple[str, str]:
        """
        Return the text and path of a file of partners; it lies in the folder of the file that declares it, or below.

        Raises:
            RegistryError: PTR-031, if it is outside that folder; PTR-030, if it cannot be read.
        """
        folder = Path(declared_in).parent
        file = self._inside(folder, path)
        if file is None:
            raise RegistryError(
                "PTR-031",
                "the file of partners stays in the folder of the stack that declares it",
                at=declared_in,
                got=path,
                fix=f"move it under {folder.as_posix()}/ and name it relative to it",
            )
        return self._own.text(file, RegistryError, "PTR-030"), file

    def event_files(self, domain: str) -> tuple[tuple[str, str], ...]:
        """
        Return the text and path of each event contract of a domain, sorted by path.

        Raises:
            ContractError: CON-145, if there are too many; CON-090, if one cannot be read.
        """
        folder = f"{DOMAINS}/{domain}/{EVENTS}"
        files = sorted(file.name for file in (self.root / folder).glob("*.*") if file.suffix in EVENT_SUFFIXES)
        if len(files) > MOST_EVENTS:
            raise ContractError(
                "CON-145",
                "a domain has more event contracts than its bus could tell apart",
                at=folder,
                got=f"{len(files)} files",
                fix=f"keep at most {MOST_EVENTS}; shared schemas go into the folder {folder}/schemas/",
            )
        names = [f"{folder}/{file}" for file in files]
        return tuple((self._own.text(name, ContractError, "CON-090"), name) for name in names)

    def beside(self, contract: str, path: str) -> str:
        """
        Return the text of a file that a contract refers to.

        Raises:
            ContractError: as for `contract`.
        """
        return self._own.text(self._confined(Path(contract).parent, path, at=contract), ContractError, "CON-090")

    def baseline(self, file: str) -> tuple[str, str] | None:
        """
        Return the text and path of a contract's baseline, or None when there is none.

        Args:
            file: Its path, beside a contract that was read.

        Raises:
            ContractError: if it is there and cannot be read.
        """
        return (self._own.text(file, ContractError, "CON-109"), file) if self._own.has(file) else None

    def contract_profiles(self) -> tuple[tuple[str, str], ...]:
        """
        Return the text and name of each contract profile that lies beside the registry, sorted by name.

        Raises:
            PackError: CON-101, if there are too many, or one cannot be read.
        """
        folder = self._organisation
        files = sorted(file.name for file in (folder.root / CONTRACT_PROFILES).glob("*.toml"))
        if len(files) > MOST_PROFILES:
            raise PackError(
                "CON-101",
                "there are more contract profiles than anybody can tell apart",
                at=f"{folder.called}{CONTRACT_PROFILES}",
                got=f"{len(files)} files",
                fix=f"keep at most {MOST_PROFILES}; a domain's exceptions are waivers",
            )
        names = [f"{CONTRACT_PROFILES}/{file}" for file in files]
        return tuple((folder.text(name, PackError, "CON-101"), f"{folder.called}{name}") for name in names)

    def _confined(self, folder: Path, path: str, *, at: str) -> str:
        file = self._inside(folder, path)
        if file is not None:
            return file
        raise ContractError(
            "CON-091",
            "a contract's files stay in the folder of the stack that declares it",
            at=at,
            got=path,
            fix=f"move the file under {folder.as_posix()}/ and name it relative to it",
        )

    def _inside(self, folder: Path, path: str) -> str | None:
        """Return where a path leads, relative to the root; None when that is outside the folder or the project."""
        try:
            root, base = self.root.resolve(), (self.root / folder).resolve()
            wanted = (base / path).resolve()
        except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL, a name no file system takes
            return None
        is_inside = wanted.is_relative_to(base) and base.is_relative_to(root)
        return wanted.relative_to(root).as_posix() if is_inside else None


def write_packs_lock(root: Path, text: str) -> None:
    """
    Write a project's lock of other distributions' packs, in one rename.

    Raises:
        PackError: PACK-083, if it cannot be written; the lock before is then still there.
    """
    begun = root / f".{PACKS_LOCK}.new"
    try:
        begun.write_text(text, encoding="utf-8")
        begun.replace(root / PACKS_LOCK)
    except OSError as cause:
        raise PackError(
            "PACK-083", "the lock cannot be written", at=PACKS_LOCK, got=cause.strerror or first_line(cause), fix=MORE
        ) from cause
