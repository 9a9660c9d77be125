"""
What domains ask of each other, across the contracts of a project: only those are read that say something of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.errors import ContractError
from platform_constructs.flows.grants import asked_of, grant_faults
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import Project, read_project
from tests.pure.registry.small_registry import SMALL

TODAY = date(2027, 1, 15)
STACK = """
from platform_constructs import HttpBackend, PublicApi

api = PublicApi(domain="{domain}", backend=HttpBackend(url="https://x.meridian.example"))
"""
CONTRACT = """\
openapi: 3.0.3
info: {{ title: {domain}, version: 1.0.0 }}
servers: [{{ url: https://api.meridian.example }}]
paths:
  /{domain}/v1/things:
    get:
      operationId: listThings
      security: [{{ sso: [{scope}] }}]
      responses: {{ '200': {{ description: Things. }} }}
components:
  securitySchemes: {{ sso: {{ type: openIdConnect, openIdConnectUrl: https://sso.meridian.example }} }}
"""
GRANT = """
[[grants]]
kind = "scope"
from = "ordering"
to = "delivery"
name = "ordering/read"
reason = "agreed"
expires = 2027-06-30
"""


class Files:
    """A project in memory that remembers which contracts were read."""

    digests: Mapping[str, str] = {}

    def __init__(self, scopes: Mapping[str, str], registry: str) -> None:
        self._scopes, self._registry, self.read = scopes, registry, list[str]()

    def registry(self) -> tuple[str, str]:
        return self._registry, "platform.toml"

    def domains(self) -> tuple[str, ...]:
        return tuple(sorted(self._scopes))

    def source(self, domain: str) -> tuple[str, str]:
        return STACK.format(domain=domain), f"stacks/domains/{domain}/stack.py"

    def route_maps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def code(self, _declared_in: str, _path: str) -> dict[str, bytes]:
        return {}

    def partners(self, _declared_in: str, path: str) -> tuple[str, str]:
        return "", path

    def baseline(self, _file: str) -> tuple[str, str] | None:
        return None

    def waivers(self, domain: str) -> tuple[str, str] | None:
        raise AssertionError("a project is read without its waivers")

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        domain = declared_in.split("/")[-2]
        self.read.append(domain)
        text = CONTRACT.format(domain=domain, scope=self._scopes[domain])
        return (text if self._scopes[domain] else "openapi: ["), f"stacks/domains/{domain}/{path}"

    def beside(self, contract: str, path: str) -> str:
        raise AssertionError("no contract here refers to another file")

    def event_files(self, domain: str) -> tuple[tuple[str, str], ...]:
        return ()


def _found(tmp_path: Path, *wanted: str, grants: str = "", **scopes: str) -> tuple[Files, list[tuple[str, str, str]]]:
    files = Files(scopes, SMALL + grants)
    project: Project = read_project(files, lambda text, file: declarations_in(text, file, root=tmp_path), wanted=wanted)
    contracts = contracts_of(project, files)
    found = grant_faults(project, files, contracts, today=TODAY)
    assert all(one.domain in scopes for one in asked_of(project, contracts))
    return files, [(one.code, one.owner, one.what) for one in found]


def test_a_domain_alone_reads_its_own_contract_only(tmp_path):
    """Who asks for nothing of others, and is granted nothing, depends on no other contract."""
    files, found = _found(tmp_path, "delivery", delivery="delivery/read", ordering="")

    assert (["delivery"], []) == (files.read, found)


def test_an_owners_contract_is_read_for_who_asks(tmp_path):
    """Whether the scope is there is known from the contract of its owner, though it was not asked to be built."""
    files, found = _found(tmp_path, "delivery", grants=GRANT, delivery="ordering/read", ordering="ordering/read")
    _, missing = _found(tmp_path, "delivery", grants=GRANT, delivery="ordering/read", ordering="ordering/write")

    assert (["delivery", "ordering"], []) == (files.read, found)
    assert [
        ("OWN-025", "delivery", "listThings: ordering/read is declared by no contract of ordering, whose it would be"),
        ("OWN-028", "ordering", "ordering grants ordering/read to delivery, and no contract of ordering declares it"),
    ] == missing


def test_an_unreadable_contract_of_an_owner_is_no_pass(tmp_path):
    """Where the owner's contract cannot be read, nobody can tell whether the scope is there."""
    with pytest.raises(ContractError):
        _found(tmp_path, "delivery", grants=GRANT, delivery="ordering/read", ordering="")


def test_an_owner_in_another_repository_is_believed(tmp_path):
    """Where the owner declares nothing here, the grant alone decides; without one it is refused all the same."""
    _, granted = _found(tmp_path, "delivery", grants=GRANT, delivery="ordering/read")
    _, ungranted = _found(tmp_path, "delivery", delivery="ordering/read")

    assert [] == granted
    assert [
        ("OWN-025", "delivery", "listThings: ordering/read belongs to ordering; delivery may not ask for it")
    ] == ungranted


def test_a_malformed_scope_is_left_to_the_contracts_checks(tmp_path):
    """What is no scope at all cannot be anybody's; the contract's own check says so."""
    _, found = _found(tmp_path, "delivery", delivery="'ordering/a b'")

    assert [] == found
