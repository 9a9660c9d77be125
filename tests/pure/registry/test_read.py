"""
The registry is read, or refused with line, key and fix.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import RegistryError
from platform_constructs.model.environment import LocalState, S3State
from platform_constructs.model.host import Audience
from platform_constructs.model.organisation import Classification, Delegation, Organisation
from platform_constructs.model.place import Place
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL

SAMPLE = (Path(__file__).resolve().parents[3] / "platform.toml").read_text(encoding="utf-8")


def _refused(text: str) -> RegistryError:
    with pytest.raises(RegistryError) as caught:
        read_registry(text)
    return caught.value


def _changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1, f"{old!r} must stand in the small registry once"
    return SMALL.replace(old, new)


def test_the_sample_is_read():
    """The sample organisation has four domains and the platform, two environments and two hosts."""
    sample = read_registry(SAMPLE)

    assert sorted(sample.domains) == ["delivery", "ordering", "platform", "quoting", "suppliers"]
    assert sorted(sample.environments) == ["production", "sandbox"]
    assert {name: host.audience for name, host in sample.hosts.items()} == {
        "internal": Audience.INTERNAL,
        "public": Audience.EXTERNAL,
    }
    assert sample.platform.name == "platform"
    assert [type(one.state) for one in sample.environments.values()] == [S3State, LocalState]
    assert sample.domains["ordering"].classification is Classification.PERSONAL


def test_claims_know_their_line():
    """A claim's place is the line that says it, for whoever has to be named in a finding."""
    claim = read_registry(SMALL).domains["ordering"].claims[0]

    line = SMALL.splitlines().index('paths = [{ host = "public", prefix = "/ordering" }]') + 1
    assert (claim.prefix, claim.place) == ("/ordering", Place("platform.toml", line, "domains.ordering.paths.0"))


def test_a_delegation_is_accepted_by_its_receiver():
    """A delegation counts as accepted only if the receiver lists the same owner, host and prefix."""
    acceptance = 'accepts = [{ from = "ordering", host = "public", prefix = "/ordering/v1/tracking" }]'
    half = _changed(acceptance, "")
    other = _changed(acceptance, acceptance.replace("/v1/", "/v2/"))

    assert [read_registry(text).delegations[0].accepted for text in (SMALL, half, other)] == [True, False, False]
    assert read_registry(SMALL).delegations[0] == Delegation(
        host="public",
        prefix="/ordering/v1/tracking",
        owner="ordering",
        to="delivery",
        reason="tracking is delivery's data",
        expires=date(2027, 6, 30),
        accepted=True,
        place=Place("platform.toml", SMALL.splitlines().index("[[delegations]]") + 1, "delegations.0"),
    )


def test_the_order_of_tables_does_not_matter():
    """Domains in another order are the same organisation, but for the lines."""
    blocks = SMALL.split("\n[")
    reordered = "\n[".join([blocks[0], *reversed(blocks[1:])])

    def plain(organisation: Organisation) -> object:
        domains = {"__all__": {"place", "claims", "accepts"}}
        return organisation.model_dump(exclude={"domains": domains, "delegations": True, "reserved": True})

    assert plain(read_registry(reordered)) == plain(read_registry(SMALL))


@pytest.mark.parametrize(
    ("old", "new", "code", "what", "key", "got", "fix"),
    [
        (
            "title = 'Orders'",
            "titel = 'Orders'",
            "REG-002",
            "domains.ordering has no key titel",
            "domains.ordering.titel",
            "titel",
            "did you mean title?",
        ),
        (
            "[quotas]",
            "[quota]",
            "REG-002",
            "the registry has no table quota",
            "quota",
            "quota",
            "did you mean quotas?",
        ),
        (
            'contact = "ordering@meridian.example"\n',
            "",
            "REG-003",
            "domains.ordering has no contact",
            "domains.ordering",
            "nothing",
            'add contact = "ordering@meridian.example"',
        ),
        (
            'account = "123456789012"',
            "account = 123456789012",
            "REG-004",
            "account must be a text in quotes",
            "environments.sandbox.account",
            "123456789012",
            'write it like "123456789012"',
        ),
        (
            'owners = ["ordering-leads"]',
            'owners = "ordering-leads"',
            "REG-004",
            "owners must be a list in [ ]",
            "domains.ordering.owners",
            "ordering-leads",
            'write it like ["ordering-leads"]',
        ),
        (
            "expires = 2027-06-30",
            'expires = "2027-06-30"',
            "REG-004",
            "expires must be a date without quotes, such as 2027-03-31",
            "delegations.0.expires",
            "2027-06-30",
            "write it like 2027-03-31",
        ),
        (
            'slug = "meridian"',
            'slug = "Meridian Connect"',
            "REG-005",
            "slug must be lower-case words joined by hyphens, at most 24 characters",
            "organisation.slug",
            "Meridian Connect",
            'for example "meridian"',
        ),
        (
            'audience = "external"',
            'audience = "everybody"',
            "REG-005",
            "audience must be external or internal",
            "hosts.public.audience",
            "everybody",
            'for example "external"',
        ),
        (
            'account = "123456789012"',
            'account = "١٢٣٤٥٦٧٨٩٠١٢"',
            "REG-005",
            "account must be the twelve digits of an AWS account, in quotes",
            "environments.sandbox.account",
            "١٢٣٤٥٦٧٨٩٠١٢",
            'for example "123456789012"',
        ),
        (
            "title = 'Orders'",
            'title = "a\\u0000b"',
            "REG-005",
            "title must not contain line breaks or control characters",
            "domains.ordering.title",
            "a\x00b",
            "remove them",
        ),
        (
            'host = "public", prefix = "/ordering" }',
            'host = "public", prefix = "/ordering/../quoting" }',
            "REG-005",
            "a prefix is / and whole segments of letters, digits and - _ . + ! ' ( ), without a slash at the end",
            "domains.ordering.paths.0",
            "/ordering/../quoting",
            "write it like /ordering or /ordering/v2",
        ),
        (
            'state = { kind = "local" }',
            'state = { bucket = "meridian-state" }',
            "REG-003",
            "environments.sandbox.state has no kind (one more fault, line 13)",
            "environments.sandbox.state",
            "nothing",
            'add kind = "local"',
        ),
        (
            'state = { kind = "local" }',
            "state = 5",
            "REG-004",
            "state must be a table",
            "environments.sandbox.state",
            "5",
            "write key = value lines under a [header], or {key = value} on one line",
        ),
        (
            '[audiences.external.packs]\nexternal-api = "~= 1.0"',
            '[audiences.extern.packs]\nexternal-api = "~= 1.0"',
            "REG-005",
            "audiences has no extern",
            "audiences.extern",
            "extern",
            "did you mean external?",
        ),
        (
            '"apigateway.resources-per-api" = 300',
            '"apigateway.resources-per-api" = "300"',
            "REG-004",
            "apigateway.resources-per-api must be a whole number of 0 or more",
            'quotas."apigateway.resources-per-api"',
            "300",
            "write the number that AWS granted, without quotes",
        ),
    ],
)
def test_a_fault_names_key_value_and_fix(old: str, new: str, code: str, what: str, key: str, got: str, fix: str):
    """Whatever is wrong, the error names the key, shows the value and says what to type."""
    error = _refused(_changed(old, new))

    place = error.at.partition("(")[2].rstrip(")")
    assert (error.code, error.what, place, error.got, error.fix) == (code, what, key, got, fix)


def test_an_error_reads_like_this():
    """File and line, the value and the fix, in five lines."""
    line = SMALL.splitlines().index("title = 'Orders'") + 1

    assert str(_refused(_changed("title = 'Orders'", "titel = 'Orders'"))) == (
        "error[REG-002] domains.ordering has no key titel\n"
        f"  at   platform.toml:{line} (domains.ordering.titel)\n"
        "  got  titel\n"
        "  fix  did you mean title?\n"
        "  more `paved explain REG-002`"
    )


def test_several_faults_are_counted_and_carried():
    """The first fault is raised; it says where the others are, and carries them."""
    text = _changed("title = 'Orders'", "titel = 'Orders'").replace("default = true", "default = 1")

    error = _refused(text)

    lines = [number for number, line in enumerate(text.splitlines(), 1) if line in ("titel = 'Orders'", "default = 1")]
    assert error.what == f"default must be true or false, without quotes (one more fault, line {lines[1]})"
    assert [note.splitlines()[0] for note in error.__notes__] == ["error[REG-002] domains.ordering has no key titel"]


@pytest.mark.parametrize(
    ("text", "line"), [("a = = 1", 1), ("[a\n", 1), ("a = 1\na = 2", 2), ("\x00", 1), ("a = '", 1), ("[[[[", 1)]
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, line: int):
    """A file that is not TOML fails everybody, and says on which line."""
    error = _refused(text)

    assert (error.code, error.at) == ("REG-001", f"platform.toml:{line}")


def test_an_empty_registry_says_what_it_needs():
    """Nothing declared is nothing to judge: refused, never taken for an organisation without rules."""
    error = _refused("")

    assert (error.code, error.what) == ("REG-003", "the table [domains] is missing (4 more faults)")


_VALUES = st.sampled_from(
    ["1", "[]", "{}", '"x"', "true", "2027-01-01", "[[1]]", "{a = 1}", '""', '"\\u0000"', "1e999", "nan", "-1",
     "9999999999999999999999", "[{}]", "07:32:00", '"${file(\'x\')}"', "[1, 'a']", "{host = 1, prefix = []}"]
)  # fmt: skip
_KEYED = [n for n, line in enumerate(SMALL.splitlines()) if " = " in line and not line.startswith("#")]


@given(st.lists(st.tuples(st.sampled_from(_KEYED), _VALUES), min_size=1, max_size=4))
def test_any_value_anywhere_is_read_or_refused(changes: list[tuple[int, str]]):
    """A value of any kind in any place ends in an organisation or in a designed error, never in anything else."""
    lines = SMALL.splitlines()
    for number, value in changes:
        lines[number] = f"{lines[number].partition(' = ')[0]} = {value}"

    try:
        found = read_registry("\n".join(lines))
    except RegistryError as error:
        assert error.code.startswith("REG-")
        assert error.fix
    else:
        assert isinstance(found, Organisation)


@given(st.lists(st.integers(0, len(SMALL.splitlines()) - 1), min_size=1, max_size=3, unique=True), st.booleans())
def test_any_line_missing_or_twice_is_read_or_refused(numbers: list[int], twice: bool):
    """Lines left out or repeated end in an organisation or in a designed error."""
    lines = SMALL.splitlines()
    for number in sorted(numbers, reverse=True):
        lines[number : number + 1] = [lines[number]] * 2 if twice else []

    try:
        found = read_registry("\n".join(lines))
    except RegistryError as error:
        assert error.code.startswith("REG-")
    else:
        assert isinstance(found, Organisation)


@pytest.mark.parametrize(
    "text",
    [
        "[domains]\n" + "\n".join(f"d{n} = 1" for n in range(40_000)),
        "[organisation]\n" + "\n".join(f"key{n} = 1" for n in range(40_000)),
        "[" * 1_000_000,
        SMALL + "\n".join(f"[domains.d{n}]\nzzzz = {n}" for n in range(20_000)),
        "delegations = [" + "{}," * 300_000 + "]",
        SMALL.replace('"~= 1.0"', f'"{">=1," * 100_000}>=1"'),
    ],
    ids=range(6),
)
def test_hostile_registries_are_refused(text: str):
    """However much is wrong, reading stops after the first faults and tells them."""
    assert _refused(text).code in {"REG-001", "REG-002", "REG-003", "REG-004", "REG-011"}
