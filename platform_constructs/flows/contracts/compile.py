"""
Compile contracts to see what API Gateway would make of them: declared ones as a synth would, others on their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.load import load_unnamed
from platform_constructs.contracts.api.structure import structure_faults
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.gateway.compilation import Compilation, Target, compilation
from platform_constructs.contracts.gateway.feasibility import Feasibility, Outcome, feasibility
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.compile_api import target_for
from platform_constructs.flows.contracts.side import Side
from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of, paths_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.ownership.mount import mount_for
from platform_constructs.policy.packs.shelf import Shelf

__all__ = ["Compiled", "compile_file", "compile_stacks", "only_one"]

_ANY_SCOPE: Final = "api"


@dataclass(frozen=True, slots=True)
class Compiled:
    """
    One contract and what became of it.

    Attributes:
        name: The stack; the file for a contract that is not declared.
        made: What was compiled.
        report: What is carried, lost and refused.
    """

    name: str
    made: Compilation
    report: Feasibility

    @property
    def is_refused(self) -> bool:
        """Whether it does not deploy."""
        return self.report.outcome is Outcome.REFUSED


def compile_file(side: Side, *, mount: str, scope_prefix: str | None) -> Compiled:
    """
    Compile a contract that nobody declared. Operations without an operationId are refused, each at its line, and called
    by method and path, so that what else becomes of them can be told.

    Args:
        side: The contract.
        mount: The base path that the host's mapping would strip; `/` for none.
        scope_prefix: The resource server of its scopes; None takes the one that most of its scopes name.

    Raises:
        ContractError: when it cannot be read, or lacks what every operation needs.
    """
    contract, nameless = load_unnamed(side.text(), side.path, read=side.beside)
    target = Target(mount, scope_prefix or _usual_prefix(contract), "")
    return _compiled(side.path, contract, target, nameless)


def compile_stacks(project: Project, source: ProjectSource, shelf: Shelf, *, today: date) -> tuple[Compiled, ...]:
    """
    Compile the contracts of the selected stacks, sorted by stack.

    Args:
        project: The project as it was read.
        source: Its files.
        shelf: Every released policy pack.
        today: The date that delegations and dated rules are read against.

    Raises:
        ContractError, DeclarationError, PackError: if something cannot be read or makes no sense.
    """
    contracts = contracts_of(project, source)
    found = []
    for declaration in project.declarations:
        if isinstance(declaration, Api) and declaration.stack in project.selected:
            contract = contracts[declaration.stack]
            settings = settings_for(law_for(project, declaration, shelf, today=today), declaration)
            mount = mount_for(
                project.organisation, declaration.domain, declaration.host, paths_of(contract), today=today
            )
            # without a mount of its own a synth refuses it for whom its paths belong to; the rest can be told
            target = target_for(project, declaration, contract, settings, mount=mount or "/")
            found.append(_compiled(declaration.stack, contract, target))
    if not found:
        raise DeclarationError(
            "CON-073",
            "no API is declared in what was named, so there is no contract to compile",
            at="the command line",
            got=", ".join(sorted(project.selected)),
            fix="name a domain, the stack of an API, or a file",
        )
    return tuple(found)


def only_one(found: Sequence[Compiled]) -> Compiled:
    """
    Return the contract whose body is to be written.

    Raises:
        DeclarationError: CON-073, when there are several.
    """
    if len(found) > 1:
        raise DeclarationError(
            "CON-073",
            "several contracts were named, and a file holds one body",
            at="the command line",
            got=", ".join(one.name for one in found),
            fix="name one of the stacks",
        )
    return found[0]


def _compiled(name: str, contract: Contract, target: Target, nameless: Sequence[Fault] = ()) -> Compiled:
    made = compilation(contract, target, (*nameless, *structure_faults(contract.root, is_31=contract.is_31)))
    return Compiled(name, made, feasibility(made))


def _usual_prefix(contract: Contract) -> str:
    prefixes = Counter(scope.partition("/")[0] for scope in contract.scopes)
    return min(prefixes, key=lambda prefix: (-prefixes[prefix], prefix), default=_ANY_SCOPE)
