"""
Reading a project: who declared what, what was asked for, and what is broken.
"""

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.errors import PlatformError
from platform_constructs.flows.read_project import read_project

API = """
from platform_constructs import HttpBackend, PublicApi

api = PublicApi(domain="{domain}", backend=HttpBackend(url="https://x.meridian.example"){more})
"""
PLATFORM = """
from platform_constructs import Account, Edge, IdentityPool

account = Account(domain="platform")
identity = IdentityPool(domain="platform")
edge = Edge(domain="platform", host="{host}")
"""


LIGHT = """
from platform_constructs import MockBackend
from platform_constructs.model.api import HttpApi

api = HttpApi(domain="ordering", backend=MockBackend())
"""


class FakeFiles:
    """A project in memory."""

    def __init__(self, registry, **sources):
        self.digests: dict[str, str] = {}
        self._registry, self._sources = registry, sources

    def registry(self):
        return self._registry, "platform.toml"

    def domains(self):
        return tuple(sorted(self._sources))

    def source(self, domain):
        return self._sources[domain], f"stacks/domains/{domain}/stack.py"

    def route_maps(self):
        return ()

    def code(self, declared_in, path):
        return {}

    def partners(self, declared_in, path):
        return "", path

    def baseline(self, file):
        return None

    def waivers(self, domain):
        raise AssertionError("a project is read without its waivers")

    def contract(self, declared_in, path):
        raise AssertionError("a project is read without its contracts")

    def beside(self, contract, path):
        raise AssertionError("a project is read without its contracts")

    def event_files(self, domain):
        raise AssertionError("a project is read without its events")


@pytest.fixture(name="read")
def _read(registry_text, tmp_path):
    def read(*wanted, environment=None, **sources):
        files = FakeFiles(registry_text, **sources)
        run = lambda source, file: declarations_in(source, file, root=tmp_path)  # noqa: E731  # one line, one use
        return read_project(files, run, wanted=wanted, environment=environment)

    return read


def api(domain, more=""):
    return API.format(domain=domain, more=more)


def code(caught):
    return caught.value.code


def test_everything_is_selected_unless_something_is_named(read):
    """
    `paved synth` means all; a name means the stacks of that name or domain.
    """
    sources = {"ordering": api("ordering"), "platform": PLATFORM.format(host="public")}

    assert {"ordering-public", "platform-account", "platform-edge", "platform-identity"} == read(**sources).selected
    assert {"ordering-public"} == read("ordering", **sources).selected
    assert {"platform-edge"} == read("platform-edge", **sources).selected


def test_the_registrys_own_environment_is_taken_when_none_is_named(read):
    """
    One environment is the default; another is taken by its name.
    """
    assert "sandbox" == read(ordering=api("ordering")).environment.name
    assert "production" == read(ordering=api("ordering"), environment="production").environment.name


def test_a_broken_neighbour_is_a_note_unless_it_was_asked_for(read):
    """
    A domain's broken file fails its own synth, not its neighbours'.
    """
    sources = {"ordering": api("ordering"), "quoting": "1 / 0"}

    assert ("quoting is broken and was left out: the declaration raised ZeroDivisionError",) == read(
        "ordering", **sources
    ).notes
    for wanted in ([], ["quoting"], ["quoting-public"]):
        with pytest.raises(PlatformError) as caught:
            read(*wanted, **sources)
        assert "DECL-003" == code(caught)


@pytest.mark.parametrize(
    ("wanted", "sources", "expected"),
    [
        ([], {}, "DECL-032"),
        (["ordring"], {"ordering": api("ordering")}, "DECL-031"),
        ([], {"nobody": api("nobody")}, "DECL-007"),
        ([], {"ordering": api("ordering") + api("ordering").replace("api =", "other =")}, "DECL-008"),
        ([], {"ordering": PLATFORM.replace('"platform"', '"ordering"').format(host="public")}, "DECL-009"),
        ([], {"ordering": api("ordering", ', host="internal"')}, "DECL-019"),
        ([], {"platform": PLATFORM.format(host="nowhere")}, "DECL-019"),
        ([], {"ordering": LIGHT}, "DECL-060"),
    ],
)
def test_each_contradiction_has_its_code(read, wanted, sources, expected):
    """
    Nothing declared, unknown names, twins and another's roads are told apart.
    """
    with pytest.raises(PlatformError) as caught:
        read(*wanted, **sources)

    assert expected == code(caught)


def test_two_stacks_of_one_name_are_told_where_the_other_is(read):
    """
    Both places are in the message.
    """
    twice = api("ordering") + api("ordering").replace("api =", "other =")
    with pytest.raises(PlatformError) as caught:
        read(ordering=twice)

    assert ("stacks/domains/ordering/stack.py:8", "the first is declared at stacks/domains/ordering/stack.py:4") == (
        caught.value.at,
        caught.value.got,
    )


def test_an_unknown_environment_names_those_there_are(read):
    """
    The fix lists the registry's environments.
    """
    with pytest.raises(PlatformError) as caught:
        read(ordering=api("ordering"), environment="staging")

    assert ("DECL-033", "use one of: production, sandbox") == (code(caught), caught.value.fix)
