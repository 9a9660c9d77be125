"""
What these tests share: the sample's public API deployed once, a backend behind it, and a consumer in front.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest

from tests.deploy.conftest import skip_or_fail
from tests.deploy.terraform import Terraform, ToolMissingError, find_mirror, find_terraform
from tests.requests.authority import vouch_for
from tests.requests.backend import EMPTY_PAGE, Backend
from tests.requests.client import PYTHON, EmulatorClient
from tests.requests.consumer import Consumer
from tests.requests.deploying import deploy, deploy_on_top, read_document, synthesise
from tests.requests.onboarding import SCOPES, onboarding

BACKEND_HOST: Final = "ordering.sandbox.internal.meridian.example"


@dataclass(frozen=True, slots=True)
class World:
    """
    Everything between a consumer and a backend.

    Attributes:
        emulator: The local AWS.
        backend: What answers behind the API.
        consumer: Who asks.
        document: The OpenAPI document that the API was imported from.
        api: The REST API's id.
        token: An access token of the consumer with every scope it may have.
    """

    emulator: EmulatorClient
    backend: Backend
    consumer: Consumer
    document: dict[str, Any]
    api: str
    token: str


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The sample's public API, deployed by the real terraform."""
    if not PYTHON.exists():
        skip_or_fail(f"there is no {PYTHON.parent.parent.name}: run `make ministack`")
    try:
        executable, mirror = find_terraform(), find_mirror(os.environ)
    except ToolMissingError as missing:
        skip_or_fail(str(missing))
        raise
    folder = tmp_path_factory.mktemp("requests")
    authority, shown = vouch_for(BACKEND_HOST, folder)
    synthesised = synthesise(folder / "synthesised")
    with EmulatorClient(folder / "log.txt") as emulator, Backend(shown) as backend:
        emulator.lead_outside_to("127.0.0.1", backend.port, authority)
        terraform = Terraform(executable, folder, mirror, emulator.endpoint)
        deploy(synthesised, folder / "sample", terraform)
        (folder / "onboarding").mkdir()
        made = deploy_on_top(onboarding(f"https://{BACKEND_HOST}"), folder / "onboarding", terraform)
        consumer = Consumer(emulator.endpoint, made["client_id"], made["client_secret"])
        document, token = read_document(synthesised), consumer.token(*SCOPES)
        yield World(emulator, backend, consumer, document, made["api"], token)


@pytest.fixture
def world(deployed: World) -> Iterator[World]:
    """The deployed API, as though nobody had asked it anything."""
    yield deployed
    deployed.emulator.set_clock_ahead(0)
    deployed.emulator.forget_throttles()
    deployed.backend.says = EMPTY_PAGE
    deployed.backend.take()
