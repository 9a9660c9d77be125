"""
Reads folders of manifests, and writes what they were projected to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from platform_constructs.adapters.bounded_folder import MORE, BoundedFolder
from platform_constructs.adapters.together import write_together
from platform_constructs.catalog.manifest import ASYNCAPI, MANIFESTS
from platform_constructs.catalog.read_manifest import LARGEST
from platform_constructs.errors import CatalogueError, first_line

__all__ = ["asyncapi_files", "manifest_files", "printed", "write_projection"]

_MOST: Final = 20_000  # manifests in one folder


def manifest_files(folders: Iterable[Path]) -> list[tuple[str, str]]:
    """
    Return the text and the name of each manifest in some folders, sorted by name.

    Args:
        folders: Each the output folder of a synth, or a folder of `*.json` files that are manifests.

    Raises:
        CatalogueError: CAT-090, if one is no folder, holds too many files, or a file cannot be read.
    """
    found = []
    for folder in folders:
        inside = folder / MANIFESTS if (folder / MANIFESTS).is_dir() else folder
        if not inside.is_dir():
            raise _unreadable(folder, "there is no such folder", "nothing", "run `paved synth` first, or name another")
        names = sorted(file.name for file in inside.glob("*.json"))
        if len(names) > _MOST:
            fix = "keep manifests in a folder of their own, one for each stack and environment"
            raise _unreadable(folder, f"the folder holds more than {_MOST} files", f"{len(names)} files", fix)
        source = BoundedFolder(inside, f"{inside.as_posix()}/", largest=LARGEST)
        found += [(source.text(name, CatalogueError, "CAT-090"), f"{inside.as_posix()}/{name}") for name in names]
    return found


def asyncapi_files(folders: Iterable[Path]) -> list[tuple[str, str, str]]:
    """
    Return the text, the place `<environment>/<domain>.json` and the name of each AsyncAPI document of some folders.

    Args:
        folders: Each the output folder of a synth, or a folder that has gathered its folder `asyncapi`.

    Raises:
        CatalogueError: CAT-090, if one holds too many files, or a file cannot be read.
    """
    found = []
    for folder in folders:
        inside = folder / ASYNCAPI
        places = sorted(file.relative_to(inside).as_posix() for file in inside.glob("*/*.json"))
        if len(places) > _MOST:
            fix = "keep one for each domain and environment"
            raise _unreadable(inside, f"the folder holds more than {_MOST} files", f"{len(places)} files", fix)
        source = BoundedFolder(inside, f"{inside.as_posix()}/", largest=LARGEST)
        found += [
            (source.text(place, CatalogueError, "CAT-090"), place, f"{inside.as_posix()}/{place}") for place in places
        ]
    return found


def _unreadable(folder: Path, what: str, got: str, fix: str) -> CatalogueError:
    return CatalogueError("CAT-090", what, at=folder, got=got, fix=fix)


def printed(files: Mapping[str, str]) -> str:
    """
    Return files as one text: YAML documents follow each other, anything else is alone.

    Raises:
        CatalogueError: CAT-092, if they cannot be one text.
    """
    if len(files) > 1 and not all(path.endswith(".yaml") for path in files):
        raise CatalogueError(
            "CAT-092",
            "this is more than one file, so it cannot be printed",
            at="the command line",
            got=f"{len(files)} files",
            fix="name a folder with -o, or one environment with --environment",
        )
    return "".join(files.values())


def write_projection(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """
    Write files below a folder, all of them or none, and return their paths, sorted. Other files there stay.

    Raises:
        CatalogueError: CAT-091, if they cannot be written; what was there is then as it was.
    """
    try:
        write_together({folder / path: text.encode("utf-8") for path, text in sorted(files.items())})
    except OSError as cause:
        raise CatalogueError(
            "CAT-091",
            "the projection cannot be written; what was there is as it was",
            at=folder,
            got=cause.strerror or first_line(cause),
            fix=MORE,
        ) from cause
    return tuple(sorted(files))
