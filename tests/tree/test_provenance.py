"""
On the sample itself: no setting is decided whose effect cannot be pointed at.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.cli.project import Project
from platform_constructs.cli.world import lawbook, world_of
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.asking.provenance import tell
from platform_constructs.flows.synth import Ask, prepare
from platform_constructs.policy.settings.every_setting import CATALOGUE
from platform_constructs.policy.view import View

ROOT = Path(__file__).parents[2]


@pytest.fixture(name="told", scope="module")
def _told(tmp_path_factory):
    """By stack: what is decided for it, and by setting each written value that is led back to it."""
    output = tmp_path_factory.mktemp("sample") / "cdktf.out"
    project = Project(ProjectFiles(ROOT), None, date.today())  # noqa: DTZ011  # as the command line reads it
    world = world_of(project, output)
    _, planned = prepare(world, lawbook(project), Ask((), None, project.today, str(output)))
    assert planned.plan is not None
    with world.stage() as staged:
        world.build(planned.plan, staged.folder, hatches=True)
        documents = staged.documents()
    found = {}
    for stack in planned.plan.stacks:
        roots = [one for one in View.of(stack.name, documents[stack.name]).resources if one.parent is None]
        found[stack.name] = (
            stack,
            {name: [one for root in roots for one in _of(stack, root, name)] for name in stack.settings},
        )
    return found


def _of(stack, resource, setting):
    try:
        return [one for one in tell(stack, resource, None, setting) if setting in one.settings]
    except DeclarationError:
        return []


def test_every_setting_of_the_catalogue_is_explained_where_it_works(told):
    """Whatever the sample's packs decide is found in some stack: `paved explain STACK ADDRESS SETTING` shows it."""
    decided = {name for stack, _ in told.values() for name in stack.settings}
    explained = {name for _, by_setting in told.values() for name, values in by_setting.items() if values}

    assert sorted(decided) == sorted(explained)
    assert explained <= CATALOGUE.keys()


def test_what_a_setting_shaped_comes_with_its_reasons(told):
    """Each such value that is the setting's own says first what was decided, and by whom."""
    wrong = [
        (name, one.attribute)
        for stack, by_setting in told.values()
        for name, values in by_setting.items()
        for one in values
        if one.source == "setting"
        and len(one.settings) == 1
        and stack.settings[name].because != one.because
        and not one.because[0].startswith("the ")  # a trait of all rules together begins with the road
    ]

    assert [] == wrong


def test_a_public_api_can_point_at_all_that_is_decided_for_it(told):
    """In a domain's own stack only what shapes the platform's stacks has no place."""
    _, by_setting = told["ordering-public"]
    elsewhere = {name for name, values in by_setting.items() if not values}

    assert [] == sorted(
        name
        for name in elsewhere
        if not name.startswith(("deletion_protection", "identity.", "tls.domain_policy", "waf.auth_rate_limit."))
    )
