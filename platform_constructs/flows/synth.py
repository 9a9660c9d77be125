"""
A domain declares an API: cheap checks, then the tree, then the written JSON is judged, then one rename.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from platform_constructs.catalog.route_map import route_map_json
from platform_constructs.flows.catalogue.scanned_waivers import scanned_waivers
from platform_constructs.flows.catalogue.written import catalogue_files, events_beside
from platform_constructs.flows.contracts.join import names_a_profile, with_contract_findings
from platform_constructs.flows.contracts.judge_events import with_event_findings
from platform_constructs.flows.gate import Judged, judge_written, waive
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import Planned, plan_stacks
from platform_constructs.flows.ports import Build, Progress, ProjectSource, RunDeclarations, StageOutput, Staging
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.flows.report import Report
from platform_constructs.flows.routes import map_routes
from platform_constructs.model.api import Api, PublicApi
from platform_constructs.model.counted import counted
from platform_constructs.model.plan import Plan
from platform_constructs.model.platform_declarations import Edge, IdentityPool, Partners
from platform_constructs.policy.judging.deadline import Deadline, no_deadline

__all__ = ["Ask", "World", "prepare", "roads_own", "synth", "write_and_judge"]


@dataclass(frozen=True, slots=True)
class World:
    """
    The ports a synth needs.

    Attributes:
        source: The project's files.
        run: Runs one `stack.py`.
        build: Builds a plan; called only when every cheap check has passed.
        stage: Opens a folder beside the output.
        say: Says what is being done.
        deadline: What one rule may take over one stack.
    """

    source: ProjectSource
    run: RunDeclarations
    build: Build
    stage: StageOutput
    say: Progress
    deadline: Deadline = no_deadline


@dataclass(frozen=True, slots=True)
class Ask:
    """
    What is asked for.

    Attributes:
        wanted: Names of stacks or domains; none means all.
        environment: The environment's name; None takes the registry's default.
        today: The date that waivers and dated rules are read against.
        output: Where the result goes, as the user would name it.
    """

    wanted: Sequence[str]
    environment: str | None
    today: date
    output: str


def synth(world: World, book: Lawbook, ask: Ask) -> Report:
    """
    Synthesise, judge, and publish what passes.

    Raises:
        PlatformError: if something cannot be read, built or judged. Earlier output is then untouched.
    """
    project, planned = prepare(world, book, ask)
    if planned.plan is None:
        return Report("synth", project.environment.name, findings=planned.findings, notes=project.notes)
    routes = route_map_json(map_routes(project, planned.contracts, today=ask.today))
    events = events_beside(project, world.source)
    with world.stage() as staged:
        judged = write_and_judge(world, book, planned, staged)
        found = [*planned.findings, *judged.findings]
        findings = waive(found, project, world.source, planned.laws, book.rules, today=ask.today, scanned=False)
        report = Report("synth", project.environment.name, judged.stacks, findings, _notes(project), planned.lowered)
        if report.refused:
            return report
        staged.add_route_map(routes)
        scanned = scanned_waivers(project, planned, world.source, book.rules, staged.documents, today=ask.today)
        staged.add_catalogue(catalogue_files(project, planned, findings, book, events, scanned, today=ask.today))
        law = book.digests_of(pack for law in planned.laws.values() for pack in law.packs)
        if names_a_profile(project.organisation):
            law = dict(sorted({**law, **book.standard().digests}.items()))
        staged.publish(_manifest(world, staged, report, law))
    return replace(report, output=ask.output)


def _notes(project: Project) -> tuple[str, ...]:
    """Return what the reader should know, above all which shared stacks change with what was built."""
    apis = [one for one in project.declarations if isinstance(one, Api) and one.stack in project.selected]
    hosts, outside = {one.host for one in apis}, any(isinstance(one, PublicApi) for one in apis)
    left_out = [
        one.stack
        for one in project.declarations
        if one.stack not in project.selected
        and (one.host in hosts if isinstance(one, Edge) else outside and isinstance(one, IdentityPool | Partners))
    ]
    if not left_out:
        return project.notes
    stacks = " and ".join(left_out)
    return (*project.notes, f"{stacks} are made from this contract too; the platform team applies them")


def prepare(world: World, book: Lawbook, ask: Ask) -> tuple[Project, Planned]:
    """Do everything that needs no engine: milliseconds."""
    world.say("reading the registry, declarations and contracts")
    project = read_project(world.source, world.run, wanted=ask.wanted, environment=ask.environment)
    planned = plan_stacks(project, world.source, book.shelf, book.lifecycle, today=ask.today)
    planned = with_contract_findings(planned, project, world.source, book, today=ask.today)
    return project, with_event_findings(planned, project, world.source, book, today=ask.today)


def write_and_judge(world: World, book: Lawbook, planned: Planned, staged: Staging) -> Judged:
    """Build the plan into the staged folder and judge what was written there."""
    if planned.plan is None:
        raise ValueError("nothing is planned")
    world.say(f"building {counted(len(planned.plan.stacks), 'stack')}")
    world.build(planned.plan, staged.folder, hatches=True)
    world.say("judging what was written")
    return judge_written(
        planned.plan,
        staged.documents(),
        roads_own(world, planned.plan),
        planned.laws,
        book.rules,
        deadline=world.deadline,
    )


def roads_own(world: World, plan: Plan) -> Mapping[str, Mapping[str, Any]]:
    """Return what the roads alone would have written for the stacks whose escape hatch was opened."""
    opened = tuple(stack for stack in plan.stacks if stack.declaration.escape_hatch is not None)
    if not opened:
        return {}
    with world.stage() as staged:
        world.build(Plan(opened), staged.folder, hatches=False)
        return staged.documents()


def _manifest(world: World, staged: Staging, report: Report, law: Mapping[str, str]) -> dict[str, Any]:
    """Return what went in and what came out, without a time: equal inputs give equal bytes."""
    return {
        "format": 1,
        "environment": report.environment,
        "inputs": dict(world.source.digests),
        "law": dict(law),
        "outputs": dict(staged.digests()),
        "stacks": {
            stack.name: {
                "domain": stack.domain,
                "packs": list(stack.packs),
                "resources": stack.resources,
                "evaluated": stack.evaluated,
                "waived": sorted(
                    f"{one.code} {one.address}" for one in report.findings if one.waived_by and one.stack == stack.name
                ),
            }
            for stack in report.stacks
        },
    }
