"""
What a git repository held at a commit: found, listed and read without checking anything out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from platform_constructs.adapters.bounded_folder import LARGEST_FILE
from platform_constructs.adapters.git_run import run_git
from platform_constructs.errors import ContractError, ToolError
from platform_constructs.model.nearest import nearest

__all__ = ["Git"]

_LONGEST_REF: Final = 500  # characters
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FOLDER: Final = "040000"
_SUBMODULE: Final = "160000"
_KINDS: Final = {"120000": "a symbolic link", _SUBMODULE: "a submodule", _FOLDER: "a folder"}
_MOST_BRANCHES: Final = 500


class _Entry(NamedTuple):
    mode: str
    id: str
    size: int


class Git:
    """
    The repository around a folder.

    Args:
        folder: Paths are relative to it, and it may lie anywhere in the repository.
        program: git itself.
    """

    def __init__(self, folder: Path, *, program: str = "git") -> None:
        self.folder = folder
        self._program = program
        self._listed: dict[tuple[str, str], Mapping[str, _Entry]] = {}

    def _run(self, *arguments: str) -> tuple[int, bytes, str]:
        return run_git(self.folder, *arguments, program=self._program)

    @cached_property
    def prefix(self) -> str:
        """
        The folder's own path from the repository's top, with a slash at its end; empty at the top.

        Raises:
            ContractError: CON-151, if the folder is in no repository.
            ToolError: if git cannot be run.
        """
        code, answer, log = self._run("rev-parse", "--show-prefix")
        if code:
            fix = "run it in a clone; without git, compare two files: `paved contract diff OLD NEW`"
            if "safe.directory" in log:
                fix = "the repository belongs to another user: allow it in git's global setting safe.directory"
            what = "there is no git repository here to look into"
            got = log.splitlines()[0] if log else "no repository"
            raise ContractError("CON-151", what, at=self.folder.name or "/", got=got, fix=fix)
        return _text(answer)

    def commit(self, ref: str) -> str:
        """
        Return the id of the commit that a branch, tag or id names.

        Raises:
            ContractError: CON-152, if it names none, or looks like an option.
        """
        self.prefix  # noqa: B018  # no repository is another error than no such commit
        odd = not ref or ref.startswith("-") or len(ref) > _LONGEST_REF or not ref.isprintable()
        if not odd:
            _, answer, _ = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
            if _COMMIT.fullmatch(found := _text(answer)):
                return found
        raise ContractError(
            "CON-152",
            "git knows no commit of this name here",
            at="the command line",
            got=ref,
            fix="name a branch, tag or commit" if odd else self._way_to(ref),
        )

    def _way_to(self, ref: str) -> str:
        _, answer, _ = self._run(
            "for-each-ref", "--format=%(refname:short)", f"--count={_MOST_BRANCHES}", "refs/heads", "refs/remotes"
        )
        fetch = "fetch it first, as with `git fetch origin main`, or name another branch, tag or commit"
        return nearest(ref, _text(answer).splitlines(), fetch)

    def merge_base(self, ref: str) -> str:
        """
        Return the commit at which the present branch left another one.

        Raises:
            ContractError: CON-152 for a name git does not know; CON-153, if the two have nothing in common, or a
                shallow clone does not know it.
        """
        other = self.commit(ref)
        _, answer, _ = self._run("merge-base", other, self.commit("HEAD"))
        if _COMMIT.fullmatch(found := _text(answer).partition("\n")[0]):
            return found
        shallow = _text(self._run("rev-parse", "--is-shallow-repository")[1]) == "true"
        raise ContractError(
            "CON-153",
            "this branch and the other have no commit in common here",
            at="the command line",
            got=f"{ref}, in a shallow clone" if shallow else ref,
            fix="fetch the whole history: `git fetch --unshallow`, or fetch-depth: 0 of the checkout"
            if shallow
            else "name the branch that this one was begun from",
        )

    def files(self, commit: str, under: str) -> tuple[str, ...]:
        """
        Return the paths of the ordinary files below a folder at a commit, sorted, relative to this one's folder.

        Args:
            commit: A commit's id.
            under: A folder, relative to this one's; empty for all.
        """
        whole = posixpath.normpath(self.prefix + under) if self.prefix + under else ""
        below = f"{whole}/" if whole else ""
        skip = len(self.prefix)
        entries = self._entries(commit, whole).items()
        return tuple(sorted(path[skip:] for path, entry in entries if path.startswith(below) and _is_file(entry)))

    def text(self, commit: str, path: str) -> str | None:
        """
        Return the text of a file at a commit; None when there is nothing of this name.

        Args:
            commit: A commit's id.
            path: Relative to this one's folder.

        Raises:
            ContractError: CON-155, if it is no ordinary file of the repository; CON-090, if it is too large or no
                UTF-8 text.
        """
        whole = posixpath.normpath(self.prefix + path)
        if whole.startswith(("../", "/")):
            return None
        entry = self._entries(commit, posixpath.dirname(whole)).get(whole)
        if entry is None:
            entry = self._around(commit, whole)
            if entry is None:
                return None
        if not _is_file(entry):
            what = "a contract's files are ordinary files of its own repository"
            got = _KINDS.get(entry.mode, "something else")
            fix = "look into that repository instead" if entry.mode == _SUBMODULE else "keep the file itself there"
            raise ContractError("CON-155", what, at=path, got=got, fix=fix)
        if entry.size > LARGEST_FILE:
            got, fix = f"it is over {LARGEST_FILE // 1024**2} MiB", "leave long examples out"
            raise ContractError("CON-090", "the file cannot be read", at=path, got=got, fix=fix)
        code, content, log = self._run("cat-file", "blob", entry.id)
        if code:
            raise _lacks(path, log, code)
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as cause:
            what, got = "the file is not UTF-8 text", f"byte {cause.start}"
            raise ContractError("CON-090", what, at=path, got=got, fix="save it as UTF-8") from cause

    def renames(self, commit: str) -> Mapping[str, str]:
        """
        Return what files of the present commit were called at another one, by their present path.

        git calls two files one that are alike by half. What is not committed yet is not looked at: that would run
        the filters which a repository names.
        """
        if not _COMMIT.fullmatch(head := self.commit("HEAD")):
            return {}
        code, answer, _ = self._run(
            "diff-tree", "-r", "-z", "-M", "-l2000", "--no-ext-diff", "--no-textconv", "--diff-filter=R",
            "--name-status", commit, head,
        )  # fmt: skip
        words = answer.decode("utf-8", "surrogateescape").split("\0") if code == 0 else []
        skip = len(self.prefix)
        return {
            new[skip:]: old[skip:]
            for old, new in zip(words[1::3], words[2::3], strict=False)
            if old.startswith(self.prefix) and new.startswith(self.prefix)
        }

    def _around(self, commit: str, path: str) -> _Entry | None:
        """Return the link or submodule that a path leads through, if there is one."""
        parents = [path[:end] for end, mark in enumerate(path) if mark == "/"]
        if not parents:
            return None
        _, answer, _ = self._run("ls-tree", "-z", "-l", "--full-tree", commit, "--", *parents)
        lines = answer.decode("utf-8", "surrogateescape").split("\0")
        said = dict(map(_entry, filter(None, lines)))  # what lies beside them is listed, too
        found = [said[parent] for parent in parents if parent in said]
        return next((entry for entry in found if entry.mode != _FOLDER and not _is_file(entry)), None)

    def _entries(self, commit: str, folder: str) -> Mapping[str, _Entry]:
        """Return everything below a folder, or below one above it, named from the top of the repository."""
        for above in (folder[:end] for end in range(len(folder), 0, -1) if folder[end : end + 1] in ("", "/")):
            if (commit, above) in self._listed:
                return self._listed[commit, above]
        if (commit, folder) not in self._listed:
            below = ("--", f"{folder}/") if folder else ()
            code, answer, log = self._run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, *below)
            if code:  # a folder that is not there is no error of git's; a tree that a partial clone lacks is one
                raise _lacks(folder or ".", log, code)
            lines = answer.decode("utf-8", "surrogateescape").split("\0")
            self._listed[commit, folder] = dict(_entry(line) for line in lines if line)
        return self._listed[commit, folder]


def _entry(line: str) -> tuple[str, _Entry]:
    said, _, name = line.partition("\t")
    mode, _, id_, size = said.split()
    return name, _Entry(mode, id_, int(size) if size.isdigit() else 0)


def _lacks(at: str, log: str, code: int) -> ToolError:
    return ToolError(
        "CON-154",
        "git cannot give what the commit holds",
        at=at,
        got=log.splitlines()[0] if log else f"exit {code}",
        fix="a partial clone lacks it: fetch it with git, for example by checking that commit out elsewhere",
    )


def _is_file(entry: _Entry) -> bool:
    return entry.mode.startswith("100")


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "surrogateescape").removesuffix("\n")
