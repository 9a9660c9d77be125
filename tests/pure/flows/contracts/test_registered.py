"""
What the registry says of problem types reaches the rules that ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options, OptionValue
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.lint.rule import SECTIONS, ContractRule
from platform_constructs.flows.contracts.registered import REGISTERED, with_registry
from platform_constructs.registry.read import read_registry
from policy_packs import every_contract_rule
from tests.pure.registry.small_registry import SMALL

BASE = "https://problems.meridian.example/"
TYPES = '\n[contracts]\nprofile = "standard"\nproblem_types = ["quote-expired", "timeout"]\n'


def nothing(_part: ApiPart, _options: Options) -> Iterator[Breach]:
    yield from ()


RULE = ContractRule(
    "API-901",
    "trial",
    ApiPart,
    nothing,
    "\n\n".join(SECTIONS),
    options={
        "base": Option("", "Begins with.", registry="problem_base"),
        "types": Option(("timeout",), "There are.", registry="problem_types"),
        "other": Option(3, "Nobody registers it."),
    },
)


def chosen(registry: str, **options: OptionValue) -> dict[str, OptionValue]:
    profile = Profile("trial", "", options={"API-901": Options({**RULE.defaults, **options})} if options else {})
    return dict(with_registry(profile, {"API-901": RULE}, read_registry(registry)).options["API-901"])


def test_an_option_that_nobody_chose_is_the_registry_s():
    """The base is taken over, registered types are added once, and other options stay as they are."""
    assert {"base": BASE, "types": ("timeout", "quote-expired"), "other": 3} == chosen(SMALL + TYPES)


def test_a_profile_that_chose_a_text_keeps_it():
    """A profile's own base counts before the registry's."""
    assert "https://other.example/" == chosen(SMALL + TYPES, base="https://other.example/")["base"]


def test_without_a_list_only_the_usual_types_are_there():
    """A registry that registers no types takes none away."""
    assert ("timeout",) == chosen(SMALL)["types"]


@pytest.mark.parametrize("code", every_contract_rule())
def test_a_rule_asks_only_for_what_the_registry_says(code):
    """No option names a part of the registry that nobody fills in."""
    named = {option.registry for option in every_contract_rule()[code].options.values()}

    assert set() == named - {"", *REGISTERED}
