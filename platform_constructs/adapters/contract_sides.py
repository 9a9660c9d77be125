"""
Finds the two contracts of a comparison as the command line names them: files, or files of a commit.
"""

from __future__ import annotations

import posixpath
from functools import partial
from pathlib import Path

from platform_constructs.adapters.bounded_folder import BoundedFolder
from platform_constructs.adapters.git import Git
from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.history import side_then
from platform_constructs.flows.contracts.side import Pair, Side

__all__ = ["file_side", "files_since", "two_sides"]


def two_sides(old: str, new: str, here: Path) -> Pair:
    """
    Return two contracts that are to be compared.

    Args:
        old: A file, or `REF:path` with a branch, tag or commit of the repository around `here`. The path is from the
            repository's top, or from here with `./` in front.
        new: Likewise.
        here: The folder that paths are relative to.

    Raises:
        ContractError: CON-151 or CON-152, if there is no such repository or commit.
        ToolError: if git cannot be run.
    """
    return Pair(new, "", _side(old, here), _side(new, here))


def _side(said: str, here: Path) -> Side:
    ref, colon, path = said.partition(":")
    if not colon or (here / said).is_file():
        return file_side(said, here)
    git = Git(here)
    if not path.startswith(("./", "../")):
        path = posixpath.relpath(path or ".", git.prefix or ".")
    return side_then(git, git.commit(ref), posixpath.normpath(path), called=ref)


def file_side(said: str, here: Path) -> Side:
    """Return the contract in a file; it may refer to files of its own folder."""
    path = Path(said)
    folder = "" if path.parent == Path() else f"{path.parent.as_posix().rstrip('/')}/"
    source = BoundedFolder(here / path.parent, folder)
    return Side(path.as_posix(), partial(_text, source, path.name), partial(_text, source))


def _text(source: BoundedFolder, name: str) -> str:
    return source.text(name, ContractError, "CON-090")


def files_since(ref: str, files: tuple[str, ...], here: Path) -> tuple[Pair, ...]:
    """
    Return contracts that belong to no stack, with what they were where the branch began.

    Args:
        ref: A branch, tag or commit.
        files: Files, relative to `here`.
        here: A folder of the repository.

    Raises:
        ContractError: CON-151 to CON-153, if git does not know that commit.
        ToolError: if git cannot be run.
    """
    git = Git(here)
    commit = git.merge_base(ref)
    return tuple(_pair(file, here, git, commit) for file in sorted(set(files)))


def _pair(file: str, here: Path, git: Git, commit: str) -> Pair:
    path = posixpath.normpath(posixpath.relpath(Path(here / file).as_posix(), here.as_posix()))
    before = path
    if git.text(commit, path) is None:
        before = git.renames(commit).get(path, path)
        if before == path:
            return Pair(path, "", None, file_side(file, here))
    return Pair(path, "", side_then(git, commit, before), file_side(file, here), "" if before == path else before)
