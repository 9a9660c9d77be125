"""
What is decided about partners before the engine starts: which APIs their scopes open, and what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.errors import DeclarationError, PlatformError, RegistryError
from platform_constructs.flows.dependencies import needs
from platform_constructs.flows.partners import plan_partners
from platform_constructs.flows.plan import in_order
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.model.finding import Finding
from platform_constructs.model.plan import Admitted, PlannedStack, Site
from platform_constructs.model.platform_declarations import Partners
from platform_constructs.model.settings import EffectiveSetting, Settings

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)
TABLE = """
[partners.{name}]
title = "A company"
contact = "it@{name}.example"
scopes = {scopes}
rate_per_second = 20
burst = 40
requests_per_day = 1000
addresses = ["203.0.113.0/28"]
rotation_days = 60
overlap_days = 7
expires = {expires}
"""
LIMITS = {"throttle.burst": 40, "throttle.rate_per_second": 20, "usage_plan.requests_per_day": 1_000}
WAF = {"waf.rate_limit.requests": 500, "waf.rate_limit.window_seconds": 300}


class Files(ProjectFiles):
    """The sample, with these partners, and one scope that no operation asks for."""

    def __init__(self, text: str) -> None:
        super().__init__(ROOT)
        self._text = text

    def partners(self, declared_in: str, path: str) -> tuple[str, str]:
        return self._text, f"stacks/domains/platform/{path}"

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        text, file = super().contract(declared_in, path)
        declared = "            quoting/products.read:"
        return text.replace(declared, f"            quoting/idle: Opens nothing.\n{declared}"), file


def _table(name: str = "acme", *scopes: str, expires: str = "2027-10-31") -> str:
    said = ", ".join(f'"{one}"' for one in scopes or ("ordering/orders.read",))
    return TABLE.format(name=name, scopes=f"[{said}]", expires=expires)


def _project(text: str, *wanted: str, environment: str = "sandbox") -> Project:
    run = lambda source, file: declarations_in(source, file, root=ROOT)  # noqa: E731  # one line of wiring
    return read_project(Files(text), run, wanted=wanted, environment=environment)


def _planned(
    text: str, *, environment: str = "sandbox", today: date = TODAY, limits: Mapping[str, int] = LIMITS
) -> tuple[tuple[Admitted, ...], list[Finding]]:
    project = _project(text, environment=environment)
    [declaration] = [one for one in project.declarations if isinstance(one, Partners)]
    settings = Settings(
        {name: EffectiveSetting(name, value, ("a pack says so",)) for name, value in {**WAF, **limits}.items()}
    )
    site = Site(project.organisation, project.environment, project.organisation.platform, declaration.stack)
    bare = PlannedStack(declaration, site, settings)
    contracts = contracts_of(project, Files(text))
    planned, found = plan_partners(project, contracts, bare, declaration, today=today)
    return planned.partners, found


def _codes(text: str, *, today: date = TODAY, limits: Mapping[str, int] = LIMITS) -> list[tuple[str, bool, str, str]]:
    return [(one.code, one.blocks, one.got, one.fix) for one in _planned(text, today=today, limits=limits)[1]]


def test_a_partner_reaches_the_apis_that_its_scopes_open() -> None:
    """A scope opens every public API that asks for it, whoever's; and no other."""
    [acme, other], found = _planned(_table("acme") + _table("zulu", "suppliers/coverage.read").replace("203", "198"))

    assert [] == found
    assert ("delivery-tracking-public", "ordering-public") == acme.apis
    assert ("suppliers-public",) == other.apis
    assert ("acme", "acme") == (acme.partner.name, acme.partner.tenant)


def test_a_partner_is_planned_where_it_is_one() -> None:
    """Elsewhere it has nothing, and nothing of it is wrong there."""
    here = _table(expires="2026-01-01") + 'environments = ["sandbox"]\n'

    assert ((), []) == _planned(here, environment="production")
    assert ["PTR-021"] == [code for code, *_ in _codes(here)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            _table("acme", "ordering/order.read"),
            ("PTR-020", True, "ordering/order.read", "did you mean ordering/orders.read?"),
        ),
        (
            _table("acme", "ordering/orders.read", "quoting/idle"),
            ("PTR-025", False, "quoting/idle", "remove it until an operation asks for it"),
        ),
        (
            _table(expires="2026-11-21"),
            ("PTR-021", True, "2026-11-21", "renew expires, or run `paved partner remove acme`"),
        ),
        (
            _table(expires="2026-11-22"),
            ("PTR-022", False, "2026-11-22", "talk to it@acme.example: renew expires, or plan the removal"),
        ),
        (
            _table(expires="2026-12-22"),
            ("PTR-022", False, "2026-12-22", "talk to it@acme.example: renew expires, or plan the removal"),
        ),
        (
            _table() + _table("zulu", "quoting/quotes.read"),
            ("PTR-023", False, "203.0.113.0/28", "ask both which addresses are theirs, and keep it if that is right"),
        ),
    ],
    ids=["scope", "idle scope", "over", "last day", "soon", "shared addresses"],
)
def test_what_is_wrong_with_a_partner_is_found(text: str, expected: tuple[str, bool, str, str]) -> None:
    """Once each, with the way out; only what must not be built blocks."""
    assert [expected] == _codes(text)


def test_a_partner_may_not_have_more_than_the_packs_allow() -> None:
    """Its rate, burst and day are held to the settings; exactly at the bound all is well."""
    tight = {name: value - 1 for name, value in LIMITS.items()}

    assert [] == _codes(_table())
    assert [
        ("PTR-024", True, "rate_per_second = 20", "stay at or below 19; a pack says so"),
        ("PTR-024", True, "burst = 40", "stay at or below 39; a pack says so"),
        ("PTR-024", True, "requests_per_day = 1000", "stay at or below 999; a pack says so"),
    ] == _codes(_table(), limits=tight)


def test_a_rate_that_web_acls_would_not_let_through_is_called_to_mind() -> None:
    """They count by address: what 16 addresses may make together is enough, and what one may is not."""
    narrow = _table().replace("203.0.113.0/28", "203.0.113.7/32")

    assert [] == _codes(_table())
    assert ["PTR-026"] == [code for code, *_ in _codes(narrow)]
    assert [] == _codes(narrow, limits=LIMITS | {"waf.rate_limit.requests": 6_000})
    assert [("PTR-026", False)] == [
        one[:2] for one in _codes(narrow, limits=LIMITS | {"waf.rate_limit.requests": 5_999})
    ]


def test_a_finding_names_owner_stack_and_line() -> None:
    """Whoever reads it knows which line of which file to open."""
    [found] = _planned("\n" + _table(expires="2026-11-21"))[1]

    assert ("platform", "platform-partners", "stacks/domains/platform/partners.toml", 3) == (
        found.owner,
        found.stack,
        found.at.file,
        found.at.line,
    )


def test_partners_come_after_the_pool_and_every_public_api() -> None:
    """Their clients are the pool's, and their usage plans name the APIs; the order says so."""
    project = _project(_table())
    [declaration] = [one for one in project.declarations if isinstance(one, Partners)]
    before = needs(project, declaration)
    order = [one.stack for one in in_order(project)]

    assert (
        "delivery-public",
        "delivery-tracking-public",
        "ordering-public",
        "platform-identity",
        "quoting-public",
        "suppliers-public",
    ) == before
    assert all(order.index(one) < order.index("platform-partners") for one in before)


def test_only_the_platform_declares_partners(tmp_path: Path) -> None:
    """A domain that gave its own callers clients would give them to itself."""

    class Stolen(Files):
        def source(self, domain: str) -> tuple[str, str]:
            text, file = super().source(domain)
            own = 'from platform_constructs import Partners\npartners = Partners(domain="quoting")\n'
            return (own if domain == "quoting" else text), file

    with pytest.raises(DeclarationError) as caught:
        read_project(Stolen(""), lambda source, file: declarations_in(source, file, root=ROOT))
    assert "DECL-009" == caught.value.code


@pytest.mark.parametrize(
    ("path", "code"), [("../../platform.toml", "PTR-031"), ("/etc/passwd", "PTR-031"), ("none.toml", "PTR-030")]
)
def test_a_file_of_partners_lies_beside_its_declaration(path: str, code: str) -> None:
    """Nothing outside the folder is read, and what is not there is said so."""
    with pytest.raises(RegistryError) as caught:
        ProjectFiles(ROOT).partners("stacks/domains/platform/stack.py", path)
    assert code == caught.value.code


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named, and so is a link out of the project."""
    folder = tmp_path / "stacks" / "domains" / "platform"
    folder.mkdir(parents=True)
    (folder / "partners.toml").write_bytes(b"\xff\xfe")
    (folder / "link.toml").symlink_to("/etc/hostname")

    for name in ("partners.toml", "link.toml"):
        with pytest.raises(RegistryError) as caught:
            ProjectFiles(tmp_path).partners("stacks/domains/platform/stack.py", name)
        assert caught.value.code in {"PTR-030", "PTR-031"}


@pytest.mark.parametrize("file", ["partners", "", 5])
def test_a_declaration_names_a_toml_file(file: object) -> None:
    """Anything else is refused where it was written."""
    with pytest.raises(PlatformError) as caught:
        Partners(domain="platform", file=file)  # type: ignore[arg-type]  # that is the point
    assert "DECL-095" == caught.value.code
