"""
Finds the files in which consumers publish what they use of APIs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from platform_constructs.adapters.bounded_folder import BoundedFolder
from platform_constructs.adapters.project_files import DOMAINS
from platform_constructs.errors import DeclarationError, PlatformError
from platform_constructs.flows.contracts.consumers import ConsumerFile

__all__ = ["FOLDER", "consumers_beside", "consumers_of_project"]

FOLDER: Final = "consumers"
_LARGEST: Final = 1024 * 1024  # bytes
_MOST: Final = 2_000  # files of one project


def consumers_of_project(root: Path) -> tuple[ConsumerFile, ...]:
    """
    Return the files `stacks/domains/<domain>/consumers/<name>.toml`; the domain is who corrects them.

    Args:
        root: The project's root.

    Raises:
        DeclarationError: CON-156, if there are too many.
    """
    return _files(root, f"{DOMAINS}/*/{FOLDER}/*.toml", lambda path: path.parts[-3], "")


def consumers_beside(contract: Path) -> tuple[ConsumerFile, ...]:
    """
    Return the files `consumers/<name>.toml` beside a contract.

    Raises:
        DeclarationError: CON-156, if there are too many.
    """
    folder = contract.parent
    return _files(folder, f"{FOLDER}/*.toml", lambda path: path.stem, f"{folder.as_posix()}/" if folder.parts else "")


def _files(root: Path, pattern: str, owner: Callable[[Path], str], called: str) -> tuple[ConsumerFile, ...]:
    paths = sorted(path.relative_to(root) for path in root.glob(pattern))
    if len(paths) > _MOST:
        raise DeclarationError(
            "CON-156",
            f"there are more than {_MOST} files of consumers",
            at=called or DOMAINS,
            got=f"{len(paths)} files",
            fix="keep one for each consumer of an API",
        )
    source = BoundedFolder(root, called, largest=_LARGEST)
    return tuple(
        ConsumerFile(f"{called}{path.as_posix()}", owner(path), _text(source, path.as_posix())) for path in paths
    )


def _text(source: BoundedFolder, path: str) -> str | PlatformError:
    try:
        return source.text(path, DeclarationError, "CON-156")
    except PlatformError as error:
        return error
