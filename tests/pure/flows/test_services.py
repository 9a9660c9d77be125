"""
What is decided about services before the engine starts: the way from the load balancer, and the code of functions.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.errors import DeclarationError, PlatformError
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.flows.services import plan_service
from platform_constructs.model.plan import ListenerRule, PlannedStack, Site
from platform_constructs.model.service import Service
from platform_constructs.model.settings import Settings

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)
HOST = "public.services.internal.sandbox.meridian.example"
IMAGE = "registry.example/planner@sha256:" + "a" * 64
ONE = f"""
from platform_constructs import ContainerBackend, PublicApi

planner = ContainerBackend(domain="delivery", name="planner", image="{IMAGE}")
api = PublicApi(domain="delivery", backend=planner)
tracking = PublicApi(domain="delivery", name="tracking", contract="tracking.yaml", backend=planner)
"""
TWO = f"""
from platform_constructs import ContainerBackend, HttpBackend, PublicApi

planner = ContainerBackend(domain="delivery", name="planner", image="{IMAGE}")
packages = ContainerBackend(domain="delivery", name="packages", image="{IMAGE}")
elsewhere = HttpBackend(url="https://delivery.example.com")
own = {{"getWorkPackage": packages, "listTrackingEvents": packages, "listWorkPackages": elsewhere}}
api = PublicApi(domain="delivery", backend=planner, operations=own)
"""


class Files(ProjectFiles):
    """The sample, with another stack.py of delivery's and lines of the registry exchanged."""

    def __init__(self, stack: str, *changes: tuple[str, str]) -> None:
        super().__init__(ROOT)
        self._stack, self._changes = stack, changes

    def registry(self) -> tuple[str, str]:
        text, file = super().registry()
        for old, new in self._changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return text, file

    def source(self, domain: str) -> tuple[str, str]:
        text, file = super().source(domain)
        return (self._stack if domain == "delivery" else text), file


def project_of(files: ProjectFiles, *wanted: str) -> Project:
    return read_project(files, lambda source, file: declarations_in(source, file, root=ROOT), wanted=wanted)


def planned(files: Files, *, of: str, today: date = TODAY) -> PlannedStack:
    """Plan one service of the sample."""
    project = project_of(files, of)
    service = next(one for one in project.declarations if one.stack == of)
    assert isinstance(service, Service)
    site = Site(project.organisation, project.environment, project.organisation.domains["delivery"], of)
    bare = PlannedStack(service, site, Settings({}))
    found, wrong = plan_service(project, contracts_of(project, files), bare, service, today=today)
    assert [] == wrong
    return found


def test_a_container_is_sent_what_is_below_the_mounts_of_its_apis():
    """Each API has one rule; on delegated ground it stands in the giver's band, before the giver's own."""
    found = planned(Files(ONE), of="delivery-planner-container").listeners

    assert (
        ListenerRule("delivery-public", 3499, HOST, ("/delivery", "/delivery/*")),
        ListenerRule("delivery-tracking-public", 2499, HOST, ("/ordering/v1/tracking", "/ordering/v1/tracking/*")),
    ) == found


def test_what_is_no_longer_delegated_is_not_sent():
    """After the delegation's last day, the rule is gone with the ground."""
    found = planned(Files(ONE), of="delivery-planner-container", today=TODAY + timedelta(days=1_000)).listeners

    assert ["delivery-public"] == [rule.name for rule in found]


def test_containers_of_one_api_are_told_apart_by_operation():
    """
    What is longer comes before what ends with a parameter, for at the load balancer a * takes everything below it too.
    """
    packages = planned(Files(TWO), of="delivery-packages-container").listeners
    planner = planned(Files(TWO), of="delivery-planner-container").listeners
    numbers = {rule.paths[0]: rule.priority for rule in (*packages, *planner)}

    assert {
        ("GET", "/delivery/v1/work-packages/*"),
        ("GET", "/delivery/v1/work-packages/*/tracking-events"),
    } == {(rule.method, *rule.paths) for rule in packages}
    assert "/delivery/v1/work-packages" not in numbers  # another service answers, which is not behind this listener
    assert numbers["/delivery/v1/work-packages/*/tracking-events"] < numbers["/delivery/v1/work-packages/*"]
    everyone = [rule.priority for rule in (*packages, *planner)]
    assert sorted(set(everyone)) == sorted(everyone)
    assert all(3000 <= number <= 3999 for number in everyone)


def test_a_container_needs_the_load_balancer():
    """Without its table in the registry nothing can be sent to a container, and it says whom to ask."""
    table = ProjectFiles(ROOT).registry()[0]
    start = table.index("# The load balancer of containers")
    with pytest.raises(DeclarationError) as caught:
        planned(Files(ONE, (table[start : table.index("[domains.quoting]")], "")), of="delivery-planner-container")

    assert ("DECL-064", "ask platform@meridian.example for one, or use a FunctionBackend") == (
        caught.value.code,
        caught.value.fix,
    )


class Long(Files):
    """Delivery's contract with a long path."""

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        text, file = super().contract(declared_in, path)
        return text.replace("/delivery/v1/work-packages/{", f"/delivery/v1/work-packages-{'a' * 128}/{{"), file


def test_a_path_that_no_condition_takes_is_refused():
    """128 characters are what the load balancer compares."""
    with pytest.raises(DeclarationError) as caught:
        planned(Long(TWO), of="delivery-packages-container")

    assert "DECL-065" == caught.value.code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("slots", ""),
        ("nothing-there", "ENG-005"),
        ("../ordering", "DECL-063"),
        ("/etc", "DECL-063"),
        ("slots/app.py", "ENG-005"),
    ],
)
def test_the_code_of_a_function_is_a_folder_beside_its_declaration(code: str, expected: str):
    """It is read when it is planned; what is elsewhere, or no folder, is refused."""
    stack = f"""
from platform_constructs import FunctionBackend

holds = FunctionBackend(domain="delivery", name="slots", code="{code}")
"""
    try:
        found = planned(Files(stack), of="delivery-slots-function")
    except PlatformError as error:
        assert expected == error.code
    else:
        assert ("", ["app.py"]) == (expected, [*found.code])
