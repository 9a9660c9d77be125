"""
Finds where the registry lives: in the project itself, in another folder, or in an installed package.

A repository of one domain has a `paved.toml` in place of a `platform.toml`. It says where the organisation is:

    organisation = { folder = "../organisation" }       # or
    organisation = { package = "meridian_organisation" }

There the registry lies, and beside it whatever belongs to it: `packs.lock`, and `route-maps/` with the last released
route map of each domain. A package is read as files; nothing of it is imported.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any, Final

from platform_constructs.adapters.bounded_folder import BoundedFolder
from platform_constructs.adapters.package_folder import package_folder
from platform_constructs.adapters.project_files import REGISTRY, ProjectFiles
from platform_constructs.errors import RegistryError, first_line

__all__ = ["ELSEWHERE", "organisation_at", "project_at", "project_root"]

ELSEWHERE: Final = "paved.toml"

_PACKAGE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,7}")
_LONGEST: Final = 300  # characters of a folder's name
_LIKE: Final = 'write organisation = { folder = "../organisation" }, or { package = "example_organisation" }'


def project_root(start: Path, *, upward: bool) -> Path | None:
    """
    Return the project's folder: the nearest one that has a registry or says where it is.

    Args:
        start: Where to look.
        upward: Whether the folders above are looked at too.
    """
    candidates = [start, *start.parents] if upward else [start]
    return next(
        (each for each in candidates if (each / REGISTRY).is_file() or (each / ELSEWHERE).is_file()),
        None,
    )


def project_at(root: Path) -> ProjectFiles:
    """
    Return the files of the project in a folder.

    Raises:
        RegistryError: REG-055 to REG-057, if it does not say, or says twice, where its registry is.
    """
    own = BoundedFolder(root)
    if not own.has(ELSEWHERE):
        return ProjectFiles(root)
    if own.has(REGISTRY):
        raise RegistryError(
            "REG-057",
            "this folder has a registry and says that it is elsewhere",
            at=ELSEWHERE,
            got=f"{REGISTRY} and {ELSEWHERE}",
            fix=f"remove {ELSEWHERE} from the platform team's repository, or {REGISTRY} from a domain's",
        )
    return organisation_at(root, *_said(own.text(ELSEWHERE, RegistryError, "REG-055")))


def organisation_at(root: Path, kind: str, name: str) -> ProjectFiles:
    """
    Return the files of a project whose organisation is elsewhere.

    Args:
        root: The project's folder.
        kind: `folder` or `package`.
        name: The folder, from the root; or the importable package.

    Raises:
        RegistryError: REG-055 for a package that cannot be one, REG-056 if there is no registry.
    """
    if kind == "package" and not _PACKAGE.fullmatch(name):
        raise _unclear(f"{kind} = {name}")
    folder = Path(os.path.normpath(root / name)) if kind == "folder" else package_folder(name)
    if folder is None or not (folder / REGISTRY).is_file():
        raise RegistryError(
            "REG-056",
            f"there is no {REGISTRY} in the {kind} that is said to hold it",
            at=ELSEWHERE,
            got=name,
            fix="install that package here" if kind == "package" else "check out the organisation's repository there",
        )
    return ProjectFiles(root, BoundedFolder(folder, f"{name.rstrip('/')}/"))


def _said(text: str) -> tuple[str, str]:
    try:
        said: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as cause:
        raise _unclear(first_line(cause)) from cause
    home = said.get("organisation")
    if set(said) != {"organisation"} or not isinstance(home, dict) or len(home) != 1:
        raise _unclear(", ".join(map(str, said)) or "nothing")
    ((kind, name),) = home.items()
    if not isinstance(name, str) or not name.isprintable() or not 0 < len(name) <= _LONGEST:
        raise _unclear(name)
    if kind in ("folder", "package"):
        return kind, name
    raise _unclear(f"{kind} = {name}")


def _unclear(got: object) -> RegistryError:
    return RegistryError(
        "REG-055", "this does not say where the organisation's registry is", at=ELSEWHERE, got=got, fix=_LIKE
    )
