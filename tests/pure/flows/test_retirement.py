"""
A version on its way out is heard of where it binds somebody, and nowhere else.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.flows.law import assigned_to
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packs.adoption import AdoptedVersion, adoption
from platform_constructs.flows.plan import Planned, plan_stacks
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.lifecycle import Retirement
from platform_constructs.policy.packs.shelf import Shelf
from policy_packs import PACKS, every_rule

ROOT = Path(__file__).parents[3]
FILES = ProjectFiles(ROOT)
RELEASED = {f"{file.parent.name}/{file.name}": file.read_bytes() for file in PACKS.glob("*/[0-9]*.toml")}
SHELF = Shelf(packs_in(RELEASED, "policy_packs", rules_known=frozenset(every_rule())))


def project(*wanted: str) -> Project:
    """The sample organisation."""
    return read_project(FILES, lambda source, file: declarations_in(source, file, root=ROOT), wanted=wanted)


def bound(stack: str) -> dict[str, str]:
    """The version of each pack that a stack is bound to."""
    read = project()
    declaration = next(one for one in read.declarations if one.stack == stack)
    return {pack.name: pack.version for pack in SHELF.select(assigned_to(read, declaration))}


VERSION = bound("ordering-public")["external-api"]
OUT = Retirement(
    "external-api",
    VERSION,
    date(2027, 1, 1),
    date(2027, 6, 1),
    "it is old",
    "9.0.0",
    Place("policy_packs/lifecycle.toml"),
)
LIFECYCLE = {("external-api", VERSION): OUT}


def planned(today: date, *wanted: str) -> Planned:
    return plan_stacks(project(*wanted), FILES, SHELF, LIFECYCLE, today=today)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), [("PACK-040", Level.WARN, date(2027, 6, 1))]),
        (date(2027, 6, 1), [("PACK-041", Level.BLOCK, None)]),
    ],
)
def test_a_bound_stack_hears_of_it(today, said):
    """Its owner is warned from the first day, and refused before anything is built from the second."""
    answer = planned(today, "ordering-public")
    mine = [each for each in answer.findings if each.code.startswith("PACK")]

    assert said == [(each.code, each.level, each.blocks_from) for each in mine]
    assert {("ordering", "ordering-public", "stacks/domains/ordering/stack.py")} >= {
        (each.owner, each.stack, each.at.file) for each in mine
    }
    assert (answer.plan is None) == (today == date(2027, 6, 1))


def test_a_stack_that_is_not_bound_hears_nothing():
    """The account is bound to the baseline only."""
    answer = planned(date(2028, 1, 1), "platform-account")

    assert () == answer.findings
    assert answer.plan is not None


def test_the_table_of_adoption():
    """Versions come by pack and number with whom they bind, drafts last, also those that cannot be read."""
    book = Lawbook(SHELF, every_rule(), lifecycle=LIFECYCLE)
    path = f"external-api/{VERSION}.toml"
    draft = RELEASED[path].replace(f'version = "{VERSION}"'.encode(), b'version = "0.5.0"')

    found = adoption(project(), book, {"external-api": draft, "baseline": b"= ="}, today=date(2027, 1, 1))

    of = {(each.pack, each.version): each for each in found}
    for name in ("baseline", "external-api"):
        versions = [each.version for each in found if each.pack == name]
        assert [*SHELF.versions(name), "" if name == "baseline" else "0.5.0"] == versions
    assert [
        ("draft, broken: the file is not TOML that we read", ()),
        ("draft", ()),
        ("deprecated, withdrawn from 2027-06-01", True),
    ] == [
        (of["baseline", ""].state, of["baseline", ""].stacks),
        (of["external-api", "0.5.0"].state, of["external-api", "0.5.0"].stacks),
        (of["external-api", VERSION].state, ("ordering-public", "ordering") in of["external-api", VERSION].stacks),
    ]
    account = bound("platform-account")
    assert "external-api" not in account
    assert ("platform-account", "platform") in of["baseline", account["baseline"]].stacks


def test_a_version_names_its_domains_once():
    """A domain with two stacks on one version is one domain."""
    version = AdoptedVersion("a", "1.0.0", "released", (("x", "one"), ("y", "one"), ("z", "another")))

    assert ("another", "one") == version.domains
