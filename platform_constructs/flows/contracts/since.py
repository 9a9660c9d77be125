"""
Find the contracts of a project as they are and as they were at a commit: the same, moved, new, or gone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.declared_before import Declared, declared_in
from platform_constructs.flows.contracts.history import History, side_then
from platform_constructs.flows.contracts.side import Pair, Side
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api

__all__ = ["DOMAINS", "DeclaredThen", "declared_then", "stacks_since"]

DOMAINS: Final = "stacks/domains"


@dataclass(frozen=True, slots=True)
class DeclaredThen:
    """
    What was declared at a commit.

    Attributes:
        stacks: The domain and declaration of each stack with a contract, by stack.
        unclear: The domains that may have declared more, in a way that cannot be told without running it.
    """

    stacks: Mapping[str, tuple[str, Declared]]
    unclear: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Then:
    history: History
    commit: str
    past: DeclaredThen
    files: frozenset[str]

    def side(self, path: str) -> Side:
        return side_then(self.history, self.commit, path)

    def was_contract(self, path: str, domain: str) -> bool:
        """Whether some stack had this contract, as far as that can be told; where it cannot, a file counts as one."""
        return domain in self.past.unclear or any(path == one.contract for _, one in self.past.stacks.values())


def declared_then(history: History, commit: str) -> DeclaredThen:
    """
    Return what was declared at a commit, as far as it is said in plain words.
    """
    found: dict[str, tuple[str, Declared]] = {}
    unclear: set[str] = set()
    for file in history.files(commit, DOMAINS):
        folder, _, name = file.rpartition("/")
        above, _, domain = folder.rpartition("/")
        if name == "stack.py" and above == DOMAINS:
            stacks, is_all = declared_in(history.text(commit, file) or "", domain, folder)
            found |= {one.stack: (domain, one) for one in stacks}
            unclear |= set() if is_all else {domain}
    return DeclaredThen(found, frozenset(unclear))


def stacks_since(
    project: Project,
    source: ProjectSource,
    history: History,
    commit: str,
    *,
    declared: DeclaredThen,
    gone: Sequence[str] | None = None,
) -> tuple[Pair, ...]:
    """
    Return every selected contract with what it was, sorted by stack.

    A contract's past is what its stack used to declare; for a stack that did not say so, the file of the same name, or
    what git says it was called, if it was a contract. A stack that is gone takes its contract with it, unless another
    stack has that file now.

    Args:
        project: The project.
        source: Its files.
        history: The repository.
        commit: What to compare with.
        declared: What `declared_then` returned for that commit.
        gone: The stacks that may be told of as gone; None for all.
    """
    then = _Then(history, commit, declared, frozenset(history.files(commit, DOMAINS)))
    stacks = declared.stacks
    apis = [one for one in project.declarations if isinstance(one, Api)]
    renames: Mapping[str, str] | None = None
    pairs: list[Pair] = []
    taken: set[str] = set()
    for api in apis:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(api.place.file), api.contract))
        before = stacks[api.stack][1].contract if api.stack in stacks else path
        if before not in then.files:
            if renames is None:
                renames = history.renames(commit)
            before = renames.get(path, path)
        if not then.was_contract(before, api.domain):
            before = ""
        taken.add(before)
        if api.stack in project.selected:
            pairs.append(_pair(api, path, before, source, then))
    wanted = stacks.keys() if gone is None else gone
    known = {api.stack for api in apis}
    for stack in sorted(set(wanted) & stacks.keys() - known):
        domain, one = stacks[stack]
        if one.contract not in taken and one.contract in then.files:
            pairs.append(Pair(stack, domain, then.side(one.contract), None))
    return tuple(sorted(pairs, key=lambda pair: pair.name))


def _pair(api: Api, path: str, before: str, source: ProjectSource, then: _Then) -> Pair:
    new = Side(path, lambda: source.contract(api.place.file, api.contract)[0], partial(source.beside, path))
    old = _side_before(before, then)
    return Pair(api.stack, api.domain, old, new, before if old is not None and before != path else "")


def _side_before(before: str, then: _Then) -> Side | None:
    if not before:
        return None
    if before in then.files:
        return then.side(before)
    try:
        return None if then.history.text(then.commit, before) is None else then.side(before)
    except ContractError:  # a link or a submodule: told again as this contract's own error when it is read
        return then.side(before)
