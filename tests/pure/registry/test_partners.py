"""
The file of partners is read whole, or refused with line, key and fix; and edited by one table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import RegistryError
from platform_constructs.model.partner import Partner
from platform_constructs.model.place import Place
from platform_constructs.registry.partners.edit import table_of, with_partner, without_partner
from platform_constructs.registry.partners.read import LARGEST, MOST_PARTNERS, read_partners

ENVIRONMENTS = ("production", "sandbox")
ONE = """\
# who calls us

# they pay by request
[partners.northwind]
title = "Northwind Telecom"
contact = "api-team@northwind.example"
scopes = ["quoting/quotes.read", "ordering/orders.read"] # agreed in May
rate_per_second = 20
burst = 40
requests_per_day = 50000
addresses = ["2001:db8:4e57::/48", "203.0.113.0/28"]
mtls = false
rotation_days = 60
overlap_days = 7
tenant = "nw"
expires = 2027-06-30
environments = ["sandbox"]
"""
NORTHWIND = Partner(
    name="northwind",
    title="Northwind Telecom",
    contact="api-team@northwind.example",
    scopes=("ordering/orders.read", "quoting/quotes.read"),
    rate_per_second=20,
    burst=40,
    requests_per_day=50_000,
    rotation_days=60,
    overlap_days=7,
    tenant="nw",
    expires=date(2027, 6, 30),
    addresses=("203.0.113.0/28", "2001:db8:4e57::/48"),
    mtls=False,
    environments=("sandbox",),
    place=Place("partners.toml", 4, "partners.northwind"),
)
ACME = Partner(
    name="acme",
    title='Acme "Fibre" \\ Co',
    contact="it@acme.example",
    scopes=("ordering/orders.read",),
    rate_per_second=1,
    burst=1,
    requests_per_day=1,
    rotation_days=1,
    overlap_days=0,
    tenant="acme",
    expires=date(2027, 1, 1),
)


def _read(text: str) -> tuple[Partner, ...]:
    return read_partners(text, "partners.toml", environments=ENVIRONMENTS)


def _refused(text: str) -> tuple[str, str, object, str]:
    with pytest.raises(RegistryError) as caught:
        _read(text)
    error = caught.value
    return error.code, error.at, error.got, error.fix


def test_what_was_agreed_is_read() -> None:
    """Every key stands in the partner, lists sorted; what may be left out is left out."""
    short = ONE.replace('tenant = "nw"\n', "").replace('environments = ["sandbox"]\n', "").replace("mtls = false\n", "")
    short = short.replace('addresses = ["2001:db8:4e57::/48", "203.0.113.0/28"]\n', "")
    [found] = _read(short)

    assert (NORTHWIND,) == _read(ONE)
    assert ("northwind", (), (), False) == (found.tenant, found.environments, found.addresses, found.mtls)
    assert () == _read("")


def test_a_partner_is_one_where_it_was_said() -> None:
    """Without environments it is one everywhere; and it is one up to its last day."""
    assert [True, False] == [NORTHWIND.is_in(name) for name in ("sandbox", "production")]
    assert ACME.is_in("production")
    assert [0, -1] == [NORTHWIND.days_left(date(2027, 6, 30)), NORTHWIND.days_left(date(2027, 7, 1))]


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "fix"),
    [
        ("burst = 40", "burst = ", "PTR-001", 9, "correct that line"),
        ("burst = 40", "burts = 40", "PTR-002", 9, "did you mean burst?"),
        ("[partners.northwind]", "[partner.northwind]", "PTR-002", 4, "did you mean partners?"),
        ("burst = 40\n", "", "PTR-003", 4, "add burst = 20"),
        ("scopes = [", "scopes = 5 # [", "PTR-004", 7, 'write scopes = ["ordering/orders.read"]'),
        ("rate_per_second = 20", 'rate_per_second = "20"', "PTR-004", 8, "write rate_per_second = 10, without quotes"),
        ("rate_per_second = 20", "rate_per_second = true", "PTR-004", 8, "write rate_per_second = 10, without quotes"),
        ("mtls = false", 'mtls = "no"', "PTR-004", 12, "write mtls = false, without quotes"),
        ("expires = 2027-06-30", 'expires = "2027-06-30"', "PTR-004", 16, "write expires = 2027-06-30, without quotes"),
        ("expires = 2027-06-30", "expires = 2027-06-30T00:00:00Z", "PTR-004", 16, "write expires = 2027-06-30"),
        ("[partners.northwind]", "[partners.Northwind]", "PTR-005", 4, "rename it, like northwind"),
        ('title = "Northwind Telecom"', 'title = "a\\nb"', "PTR-005", 5, "write it like title"),
        ('tenant = "nw"', 'tenant = "NW ${a}"', "PTR-005", 15, "write it like tenant"),
        ("api-team@northwind.example", "api-team", "PTR-006", 6, "write it like contact"),
        ("api-team@northwind.example", "a b@northwind.example", "PTR-006", 6, "write it like contact"),
        ('"quoting/quotes.read", "ordering/orders.read"', "", "PTR-007", 7, "add what it may"),
        ("quoting/quotes.read", "quotes.read", "PTR-007", 7, "write it like"),
        ("quoting/quotes.read", "ordering/orders.read", "PTR-007", 7, "remove one of the two"),
        ("203.0.113.0/28", "203.0.113.1/28", "PTR-009", 11, "no bits set behind its prefix"),
        ("203.0.113.0/28", "203.0.113.0", "PTR-009", 11, "write it like"),
        ("203.0.113.0/28", "2001:db8:4e57:1::/64", "PTR-009", 11, "keep the wider range"),
        ("203.0.113.0/28", "0.0.0.0/0", "PTR-010", 11, "ask the partner"),
        ("203.0.113.0/28", "10.1.0.0/24", "PTR-010", 11, "ask the partner"),
        ("203.0.113.0/28", "203.0.0.0/15", "PTR-010", 11, "ask the partner"),
        ("2001:db8:4e57::/48", "fd00::/48", "PTR-010", 11, "ask the partner"),
        ("2001:db8:4e57::/48", "2001::/16", "PTR-010", 11, "ask the partner"),
        ("rotation_days = 60", "rotation_days = 91", "PTR-011", 13, "write it like rotation_days = 60"),
        ("overlap_days = 7", "overlap_days = 31", "PTR-011", 14, "write it like overlap_days = 7"),
        ("rotation_days = 60", "rotation_days = 7", "PTR-011", 14, "write overlap_days = 1, or rotate less often"),
        ("burst = 40", "burst = 0", "PTR-011", 9, "write it like burst = 20"),
        ("mtls = false", "mtls = true", "PTR-012", 12, "write mtls = false; the access token"),
        ('["sandbox"]', '["sandbx"]', "PTR-014", 17, "did you mean sandbox?"),
        ('["sandbox"]', "[]", "PTR-014", 17, "name one, or leave environments out"),
    ],
)
def test_what_cannot_be_meant_is_refused(old: str, new: str, code: str, line: int, fix: str) -> None:
    """Each fault at its line, with what to write instead."""
    assert ONE.count(old) == 1
    found = _refused(ONE.replace(old, new))

    assert (code, str(line)) == (found[0], found[1].removeprefix("partners.toml:").partition(" ")[0])
    assert found[3].startswith(fix) or fix in found[3]


def test_scopes_are_bounded_by_what_a_client_may_have() -> None:
    """50 scopes are taken, and one more is refused."""
    fifty = ", ".join(f'"a/s{n}"' for n in range(50))
    said = '"quoting/quotes.read", "ordering/orders.read"'

    assert 50 == len(_read(ONE.replace(said, fifty))[0].scopes)
    assert ("PTR-008", "51 scopes") == _refused(ONE.replace(said, f'{fifty}, "b/c"'))[0:3:2]


def test_names_that_look_alike_are_refused() -> None:
    """Two partners whose names differ in hyphens only would be taken for each other."""
    twin = ONE.replace("partners.northwind", "partners.north-wind")

    assert "PTR-013" == _refused(ONE + twin)[0]


def test_a_file_is_bounded() -> None:
    """Too long a text and too many partners are refused before each is read; and a number of a million digits."""
    many = "".join(f"[partners.p{n}]\n" for n in range(MOST_PARTNERS + 1))

    assert "PTR-001" == _refused("#" * (LARGEST + 1))[0]
    assert ("PTR-015", f"{MOST_PARTNERS + 1} partners") == _refused(many)[0:3:2]
    assert "PTR-001" == _refused(ONE.replace("burst = 40", f"burst = {'9' * 5_000}"))[0]
    assert ("PTR-011", "a number of more than 15 digits") == _refused(
        ONE.replace("burst = 40", f"burst = {'9' * 4_000}")
    )[0:3:2]


def test_every_fault_is_told_at_once() -> None:
    """The first fault is the error, and the others are its notes."""
    with pytest.raises(RegistryError) as caught:
        _read(ONE.replace("burst = 40", "burst = 0").replace("mtls = false", "mtls = true"))

    assert "PTR-011" == caught.value.code
    assert ["PTR-012"] == [note[6:13] for note in caught.value.__notes__]


@given(st.text(max_size=300) | st.text(alphabet='[]partners.="1\n {}', max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but a designed error leaves the reader."""
    try:
        _read(text)
    except RegistryError as error:
        assert error.code.startswith("PTR-0")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_partner_joins_the_file_at_its_end(end: str) -> None:
    """Everything before it stays byte for byte; what is read back is what was agreed, quotes and all."""
    before = ONE.replace("\n", end)
    after = with_partner(before, "partners.toml", ACME, environments=ENVIRONMENTS)

    assert after == before + end + table_of(ACME).replace("\n", end)
    assert {"acme", "northwind"} == {one.name for one in _read(after)}
    assert ACME.title == _read(after)[0].title


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_partner_leaves_the_file_as_it_came(end: str) -> None:
    """Its table goes with the comment right above it; the others and their comments stay."""
    both = f"{ONE}\n# they call at night\n{table_of(ACME)}".replace("\n", end)
    whole = ONE.replace("\n", end)

    assert whole == without_partner(both, "partners.toml", "acme", environments=ENVIRONMENTS)
    assert f"# who calls us\n\n# they call at night\n{table_of(ACME)}".replace("\n", end) == without_partner(
        both, "partners.toml", "northwind", environments=ENVIRONMENTS
    )
    assert "# who calls us" + end == without_partner(whole, "partners.toml", "northwind", environments=ENVIRONMENTS)


@pytest.mark.parametrize("name", ["northwind", "acme"])
def test_a_file_that_cannot_be_told_apart_is_left_alone(name: str) -> None:
    """Tables on one line are taken out by hand."""
    keys = [line for line in table_of(ACME).splitlines()[1:] if line]
    inline = f"partners = {{ acme = {{ {', '.join(keys)} }}, northwind = {{ {', '.join(keys)} }} }}\n"

    with pytest.raises(RegistryError) as caught:
        without_partner(inline, "partners.toml", name, environments=ENVIRONMENTS)
    assert "PTR-035" == caught.value.code


@given(st.permutations(["a", "b-c", "x1", "zz"]), st.sampled_from(["a", "b-c", "x1", "zz"]))
def test_coming_and_going_changes_nobody_else(names: list[str], gone: str) -> None:
    """Whoever comes and goes in whatever order, the text of the others is the same."""
    text = ""
    for name in names:
        text = with_partner(text, "p.toml", replace(ACME, name=name, tenant=name), environments=ENVIRONMENTS)
    tables = [table_of(replace(ACME, name=name, tenant=name)) for name in names if name != gone]

    assert "\n".join(tables) == without_partner(text, "p.toml", gone, environments=ENVIRONMENTS)
