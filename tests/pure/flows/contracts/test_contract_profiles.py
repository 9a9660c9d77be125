"""
Contract profiles: read strictly, and made whole from what they extend.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.contracts.lint.options import Option
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.lint.rule import SECTIONS, ContractRule
from platform_constructs.errors import PackError
from platform_constructs.flows.contracts.profile_file import read_profile
from platform_constructs.flows.contracts.profiles import named_profile, whole_profiles
from platform_constructs.model.verdict import Level

TODAY = date(2026, 11, 22)


def silent(part, options):
    yield from ()


RULES = {
    code: ContractRule(code, name, ApiPart, silent, "\n".join(SECTIONS), options=options)
    for code, name, options in (
        ("API-901", "first-rule", {"casing": Option("snake", "How.", one_of=("snake", "camel"))}),
        ("API-902", "second-rule", {"most": Option(3, "How many."), "words": Option(("a",), "Which.")}),
        ("API-903", "third-rule", {}),
    )
}
BASE = 'summary = "Base."\n[levels]\nAPI-901 = "block"\nsecond-rule = "warn"\n[options.API-902]\nmost = 5\n'


def profiles(**texts: str) -> dict[str, Profile]:
    """Return whole profiles from their files' texts."""
    return whole_profiles([read_profile(text, f"p/{name}.toml", RULES) for name, text in texts.items()], RULES)


def told(action) -> str:
    """Return what an error says, without the line that leads on."""
    with pytest.raises(PackError) as caught:
        action()
    return "\n".join(str(caught.value).splitlines()[:-1])


def test_a_rule_may_be_called_by_code_or_name():
    """A profile names rules by code or name; what it does not name is off."""
    base = profiles(base=BASE)["base"]

    assert {"API-901": Level.BLOCK, "API-902": Level.WARN, "API-903": Level.OFF} == {
        code: base.level(code, TODAY) for code in RULES
    }
    assert {"most": 5, "words": ("a",)} == dict(base.options["API-902"])


def test_a_profile_changes_what_it_extends_rule_by_rule_and_option_by_option():
    """What is nearer counts; the rest stays, other options of the same rule included."""
    near = 'summary = "N."\nextends = "base"\n[levels]\nAPI-901 = "off"\n[options.second-rule]\nwords = ["b", "c"]\n'

    whole = profiles(base=BASE, near=near)["near"]

    assert ("base",) == whole.extends
    assert (Level.OFF, Level.WARN) == (whole.level("API-901", TODAY), whole.level("API-902", TODAY))
    assert {"most": 5, "words": ("b", "c")} == dict(whole.options["API-902"])


def test_a_bound_holds_for_all_that_is_extended():
    """`at_most` lowers every level, also one that is dated; whoever extends the profile may raise a level again."""
    legacy = 'summary = "L."\nextends = "base"\nat_most = "warn"\n[levels]\n' \
        'API-903 = {level = "advise", block_from = 2027-01-01}\n'  # fmt: skip
    near = 'summary = "N."\nextends = "legacy"\n[levels]\nAPI-903 = "block"\n'
    late = date(2028, 1, 1)

    whole = profiles(base=BASE, legacy=legacy, near=near)

    assert [Level.WARN, Level.WARN, Level.ADVISE] == [whole["legacy"].level(code, late) for code in RULES]
    assert Level.BLOCK is whole["near"].level("API-903", late)


def test_a_level_may_be_dated():
    """A rule may warn now and block from a day that is told."""
    base = profiles(base=BASE + '[levels.API-903]\nlevel = "warn"\nblock_from = 2027-01-01\n')["base"]

    assert [Level.WARN, Level.BLOCK] == [base.level("API-903", day) for day in (TODAY, date(2027, 1, 1))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("summary", "error[CON-101] the file is not TOML that we read\n  at   p/x.toml:1"),
        (f"{BASE}[other]\n", "error[CON-102] nobody reads this key\n  at   p/x.toml:7 (other)"),
        ('summary = ""\n', "error[CON-103] summary is a sentence of at most 2000 characters on one line"),
        ('summary = "x"\nlevels = 3\n', "error[CON-103] levels is a table\n  at   p/x.toml:2 (levels)\n  got  3"),
        (
            'summary = "x"\n[levels]\nAPI-901 = "stop"\n',
            "error[CON-103] a level is off, advise, warn or block\n  at   p/x.toml:3 (levels.API-901)\n  got  stop",
        ),
        (
            'summary = "x"\n[levels]\nAPI-901 = {block_from = 2027-01-01}\n',
            "error[CON-103] a level is off, advise, warn or block\n  at   p/x.toml:3 (levels.API-901.level)",
        ),
        (
            'summary = "x"\n[levels]\nAPI-901 = {level = "block", block_from = 2027-01-01}\n',
            "error[CON-103] API-901 blocks already, so it cannot block later\n  at   p/x.toml:3",
        ),
        (
            'summary = "x"\n[levels]\nAPI-901 = {level = "warn", block_from = "2027-01-01"}\n',
            "error[CON-103] block_from is a date\n  at   p/x.toml:3",
        ),
        (
            'summary = "x"\n[levels]\nAPI-901 = "warn"\nfirst-rule = "warn"\n',
            "error[CON-103] API-901 is named twice, by code and by name\n  at   p/x.toml:4 (levels.first-rule)",
        ),
        (
            'summary = "x"\n[levels]\nAPI-910 = "warn"\n',
            "error[CON-104] the profile names a contract rule nobody wrote\n  at   p/x.toml:3 (levels.API-910)\n"
            "  got  API-910\n  fix  did you mean API-903?",
        ),
        (
            f"{BASE}colour = 3\n",
            "error[CON-105] API-902 has no such option\n  at   p/x.toml:7 (options.API-902.colour)\n  got  colour\n"
            "  fix  it has most, words",
        ),
        (f"{BASE}[options.API-903]\na = 1\n", "error[CON-105] API-903 has no such option\n  at   p/x.toml:8"),
        (
            f'{BASE}[options.API-901]\ncasing = "kebab"\n',
            "error[CON-105] API-901 cannot take this as casing: it takes one of snake, camel\n"
            "  at   p/x.toml:8 (options.API-901.casing)\n  got  kebab\n  fix  write one of snake, camel",
        ),
        (f"{BASE}words = [1]\n", "error[CON-105] API-902 cannot take this as words: it takes a list of texts"),
        (f"{BASE}words = {{a = 1}}\n", "error[CON-105] API-902 cannot take this as words: it takes a list of texts"),
        (f"{BASE}[levels]\n", "error[CON-101] the file is not TOML that we read"),
        ("#" * 1_100_000, "error[CON-101] the file is not TOML that we read"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, said):
    """Whatever a profile says wrongly is a designed error at its line."""
    assert told(lambda: read_profile(text, "p/x.toml", RULES)).startswith(said)


def test_a_profile_is_called_as_profiles_are():
    """The file's name is the profile's, and is lower-case words joined by hyphens."""
    assert told(lambda: read_profile(BASE, "p/My Profile.toml", RULES)).startswith("error[CON-103] a profile is called")


def test_profiles_that_lead_nowhere_are_refused():
    """A profile extends one that is there, and not itself by a detour, and not without end."""
    one = 'summary = "x"\nextends = "{}"\n'
    chain = {f"p{n}": one.format(f"p{n + 1}") for n in range(11)} | {"p11": BASE}

    assert (
        "error[CON-106] the profile extends one that is not there\n  at   p/near.toml:2 (extends)\n  got  bases\n"
        "  fix  did you mean base?"
    ) == told(lambda: profiles(base=BASE, near=one.format("bases")))
    assert (
        "error[CON-106] profiles extend one another in a circle\n  at   p/b.toml:2 (extends)\n"
        "  got  a extends b extends a\n  fix  cut it"
    ) == told(lambda: profiles(a=one.format("b"), b=one.format("a")))
    assert told(lambda: profiles(**chain)).startswith("error[CON-106] more than 10 profiles extend one another")


def test_a_profile_that_lets_everything_through_is_refused():
    """A profile without any rule on would find nothing, and look like a clean bill."""
    assert told(lambda: profiles(x='summary = "x"\n')).startswith("error[CON-103] the profile has every rule off")


def test_two_profiles_of_one_name_are_refused():
    """A project's profile cannot take the place of the library's."""
    twins = [read_profile(BASE, file, RULES) for file in ("a/base.toml", "b/base.toml")]

    assert (
        "error[CON-103] two profiles have one name\n  at   b/base.toml\n  got  base, also a/base.toml\n"
        "  fix  rename yours"
    ) == told(lambda: whole_profiles(twins, RULES))


def test_a_profile_nobody_wrote_is_told_where_it_is_asked_for():
    """The registry's line is named, and the nearest profile."""
    whole = profiles(base=BASE)

    assert (
        "error[CON-107] no contract profile has this name\n  at   platform.toml\n  got  bas\n  fix  did you mean base?"
    ) == told(lambda: named_profile("bas", whole, "platform.toml"))
