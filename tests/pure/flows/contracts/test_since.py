"""
The claims of `flows.contracts.since`: what a contract was is found without running a line of the past.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.declared_before import Declared, declared_in
from platform_constructs.flows.contracts.since import declared_then, stacks_since
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import read_project
from tests.pure.flows.small_world import ROOT

HEAD = "from platform_constructs import HttpBackend, PublicApi\nb = HttpBackend(url='https://b.example')\n"
FOLDER = "stacks/domains/ordering"
API = "openapi: 3.1.0\ninfo: {title: Ordering, version: 1.0.0}\npaths: {}\n"


@dataclass
class Then:
    """A repository with one commit, in memory."""

    held: Mapping[str, str]
    renamed: Mapping[str, str] = field(default_factory=dict)

    def files(self, _commit: str, under: str) -> tuple[str, ...]:
        return tuple(sorted(file for file in self.held if file.startswith(f"{under}/")))

    def text(self, _commit: str, path: str) -> str | None:
        return self.held.get(posixpath.normpath(path))

    def renames(self, _commit: str) -> Mapping[str, str]:
        return self.renamed


@dataclass
class Now:
    """A project in memory with the domain ordering."""

    stack: str
    held: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def registry(self) -> tuple[str, str]:
        return (ROOT / "platform.toml").read_text(encoding="utf-8"), "platform.toml"

    def route_maps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def domains(self) -> tuple[str, ...]:
        return ("ordering",)

    def source(self, domain: str) -> tuple[str, str]:
        return self.stack, f"stacks/domains/{domain}/stack.py"

    def code(self, _declared_in: str, _path: str) -> dict[str, bytes]:
        return {}

    def partners(self, _declared_in: str, path: str) -> tuple[str, str]:
        return "", path

    def baseline(self, _file: str) -> tuple[str, str] | None:
        return None

    def waivers(self, _domain: str) -> tuple[str, str] | None:
        return None

    def contract(self, _declared_in: str, path: str) -> tuple[str, str]:
        return API, f"{FOLDER}/{path}"

    def beside(self, _contract: str, _path: str) -> str:
        return API

    def event_files(self, _domain: str) -> tuple[tuple[str, str], ...]:
        return ()


def stack(*calls: str) -> str:
    """A `stack.py` with these declarations."""
    return HEAD + "".join(f"a{number} = {call}\n" for number, call in enumerate(calls))


def found(now: str, then: Mapping[str, str], renamed: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    """Name, file before and after, and from where it moved, of each contract."""
    source: ProjectSource = Now(now)
    history = Then(then, renamed or {})
    project = read_project(source, lambda text, file: declarations_in(text, file, root=ROOT))
    pairs = stacks_since(project, source, history, "c" * 40, declared=declared_then(history, "c" * 40))
    return [
        (
            one.name,
            one.old.file.removeprefix(f"cccccccccccc:{FOLDER}/") if one.old else "",
            one.new.file.removeprefix(f"{FOLDER}/") if one.new else "",
            one.moved_from.removeprefix(f"{FOLDER}/"),
        )
        for one in pairs
    ]


ONE = 'PublicApi(domain="ordering", backend=b)'
OTHER = 'PublicApi(domain="ordering", name="bulk", contract="bulk.yaml", backend=b)'
NOW, BEFORE = f"{FOLDER}/openapi.yaml", f"{FOLDER}/stack.py"


def test_a_contract_that_stayed_is_compared_with_itself() -> None:
    """Same stack, same file."""
    assert [("ordering-public", "openapi.yaml", "openapi.yaml", "")] == found(
        stack(ONE), {NOW: API, BEFORE: stack(ONE)}
    )


def test_a_contract_moves_with_its_stack() -> None:
    """The stack said another file before, whatever git makes of it; also by a way that is written otherwise."""
    before = ONE.replace("backend", 'contract="./old/api.yaml", backend')

    assert [("ordering-public", "old/api.yaml", "openapi.yaml", "old/api.yaml")] == found(
        stack(ONE), {f"{FOLDER}/old/api.yaml": API, BEFORE: stack(before)}
    )


def test_a_contract_whose_stack_says_nothing_moves_with_git() -> None:
    """What the past computes is not run: then the file counts, by git's renames or by its name."""
    computed = stack('PublicApi(**{"domain": "ordering", "backend": b})')
    renamed = {NOW: f"{FOLDER}/then.yaml"}

    assert [("ordering-public", "then.yaml", "openapi.yaml", "then.yaml")] == found(
        stack(ONE), {f"{FOLDER}/then.yaml": API, BEFORE: computed}, renamed
    )
    assert [("ordering-public", "openapi.yaml", "openapi.yaml", "")] == found(stack(ONE), {NOW: API, BEFORE: computed})


def test_a_draft_that_no_stack_declared_was_no_contract() -> None:
    """Its stack is new, and nobody was promised anything; unless the past may have declared it in another way."""
    drafted = {NOW: API, f"{FOLDER}/bulk.yaml": API, BEFORE: stack(ONE)}
    imported = {**drafted, BEFORE: f"{stack(ONE)}from stacks.more import *\n"}

    assert ("ordering-bulk-public", "", "bulk.yaml", "") in found(stack(ONE, OTHER), drafted)
    assert ("ordering-bulk-public", "bulk.yaml", "bulk.yaml", "") in found(stack(ONE, OTHER), imported)


def test_a_contract_is_new_or_goes_with_its_stack() -> None:
    """A stack that was not there; a stack that is gone; a file that another stack took over is not gone."""
    both = {NOW: API, f"{FOLDER}/bulk.yaml": API}
    renamed = OTHER.replace('"bulk"', '"batch"')

    assert ("ordering-bulk-public", "", "bulk.yaml", "") in found(stack(ONE, OTHER), {NOW: API, BEFORE: stack(ONE)})
    assert ("ordering-bulk-public", "bulk.yaml", "", "") in found(stack(ONE), {**both, BEFORE: stack(ONE, OTHER)})
    assert [
        ("ordering-batch-public", "bulk.yaml", "bulk.yaml", ""),
        ("ordering-public", "openapi.yaml", "openapi.yaml", ""),
    ] == found(stack(ONE, renamed), {**both, BEFORE: stack(ONE, OTHER)})


def test_the_past_of_a_reference_is_read_beside_the_past_of_the_contract() -> None:
    """A part in another file is taken from the same commit; what was not there leads nowhere."""
    parts = API + "components: {schemas: {A: {$ref: 'parts/a.yaml'}}}\n"
    history = Then({NOW: parts, f"{FOLDER}/parts/a.yaml": "type: string\n", BEFORE: stack(ONE)})
    project = read_project(Now(stack(ONE)), lambda text, file: declarations_in(text, file, root=ROOT))

    def old() -> object:
        declared = declared_then(history, "c" * 40)
        [pair] = stacks_since(project, Now(stack(ONE)), history, "c" * 40, declared=declared)
        assert pair.old is not None
        return sorted(pair.old.document().references.roots)

    assert ["", "parts/a.yaml"] == old()
    history.held = {NOW: parts, BEFORE: stack(ONE)}
    with pytest.raises(ContractError) as caught:
        old()
    assert ("CON-014", f"cccccccccccc:{NOW}:4 (/components/schemas/A/$ref)") == (caught.value.code, caught.value.at)


@pytest.mark.parametrize(
    ("source", "stacks"),
    [
        (stack(ONE, OTHER), ["ordering-bulk-public", "ordering-public"]),
        ("from platform_constructs import PublicApi as Api\nx: object = Api(domain='ordering')\n", ["ordering-public"]),
        ("import platform_constructs as p\nx = p.PublicApi(domain='ordering')\n", ["ordering-public"]),
        (stack("PublicApi(domain=D, backend=b)"), []),
        (stack('PublicApi(domain="other", backend=b)'), []),
        (stack('PublicApi(domain="ordering", name=3, backend=b)'), []),
        (stack('PublicApi(domain="ordering", name="Not A Name", backend=b)'), []),
        (stack('Something(domain="ordering")'), []),
        ("import os\nos.abort()\nx = PublicApi(domain='ordering')\n", ["ordering-public"]),
        ("this is no Python", []),
        ("x = '\0'", []),
        ("(" * 5_000, []),
        ("#" * 1_000_001, []),
    ],
    ids=range(13),
)
def test_the_past_is_read_and_never_run(source: str, stacks: list[str]) -> None:
    """Only what is said in plain words counts, whatever else the file would do."""
    read, _ = declared_in(source, "ordering", FOLDER)

    assert stacks == [one.stack for one in read]
    assert all(isinstance(one, Declared) for one in read)
