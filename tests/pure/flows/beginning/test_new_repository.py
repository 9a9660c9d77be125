"""
The claims of `flows.new_repository` and of the files that it fills in.
"""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path

import pytest
import yaml

from platform_constructs.adapters.new_repository import CHECKOV, CI, repository_files
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.beginning.new_repository import Home, said_of
from platform_constructs.model.organisation import Organisation
from platform_constructs.registry.read import read_registry

ROOT = Path(__file__).parents[4]
HOME = Home("folder", "../organisation")


def organisation() -> Organisation:
    """The sample's."""
    return read_registry((ROOT / "platform.toml").read_text(encoding="utf-8"), "platform.toml")


def files(of: Organisation, domain: str = "ordering", home: Home = HOME, ci: str = "github") -> dict[str, str]:
    """What a new repository holds."""
    return repository_files(said_of(of, domain, home, ["platform-constructs ==0.1.0"]), ci=ci)


@pytest.mark.parametrize("ci", sorted(CI))
def test_every_file_is_what_it_claims_to_be(ci: str) -> None:
    """The declaration and the tests are Python, the contract and the pipeline YAML, and no place is left to fill in."""
    made = files(organisation(), ci=ci)
    ast.parse(made["stacks/domains/ordering/stack.py"])
    ast.parse(made["tests/test_api.py"])
    json.loads(made["cdktf.json"])
    assert tomllib.loads(made["paved.toml"]) == {"organisation": {"folder": "../organisation"}}
    contract = yaml.safe_load(made["stacks/domains/ordering/openapi.yaml"])
    assert list(contract["paths"]) == ["/ordering/v1/items", "/ordering/v1/items/{itemId}"]
    assert "make check" in str(yaml.safe_load(made[CI[ci]]))
    assert made["requirements.txt"].splitlines()[1:] == ["platform-constructs ==0.1.0", "pytest >=9"]
    assert not [path for path, text in made.items() if "%%" in text or "%%" in path]


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        ({"sandbox": "sandbox.meridian.example", "production": "meridian.example"}, "{environment}.meridian.example"),
        ({"sandbox": "sandbox.a.example", "production": "production.a.example"}, "{environment}.a.example"),
        ({"sandbox": "sandbox.a.example"}, "{environment}.a.example"),
        ({"sandbox": "a.example"}, "{environment}.a.example"),
        ({"sandbox": "a.example", "production": "b.example"}, "a.example"),
    ],
)
def test_the_backend_of_every_environment_lies_under_what_their_zones_share(zones, expected) -> None:
    """One URL leads to the right backend in each environment; without a shared zone, to the default environment's."""
    of = organisation()
    environments = {name: of.environments[name] for name in zones}
    host = of.hosts["public"].model_copy(update={"zone": zones, "domain_name": dict.fromkeys(zones, "api.a.example")})
    changed = of.model_copy(update={"hosts": {**of.hosts, "public": host}, "environments": environments})

    made = files(changed)

    assert f'url="https://ordering.{expected}"' in made["stacks/domains/ordering/stack.py"]


def test_checkov_is_the_version_that_the_packs_were_decided_for() -> None:
    """The one that our own environment pins."""
    assert f"checkov=={CHECKOV}\n" in (ROOT / "requirements" / "checkov.txt").read_text(encoding="utf-8")
    assert files(organisation())["requirements-checkov.txt"].splitlines()[1:] == [f"checkov =={CHECKOV}"]


def test_hostile_text_of_the_registry_stays_text() -> None:
    """A title that tries to be YAML, a template, Markdown or HTML is a title."""
    title = '"}: {a: ${file("/etc/passwd")} %%domain <script> [x](javascript:1) `rm` | # -'
    of = organisation()
    hostile = of.model_copy(
        update={"domains": {**of.domains, "ordering": of.domains["ordering"].model_copy(update={"title": title})}}
    )
    made = files(hostile)
    assert yaml.safe_load(made["stacks/domains/ordering/openapi.yaml"])["info"]["title"] == title
    assert not set("<>`[]|#$%") & set(made["README.md"].split("\n\n")[1].partition("`platform-constructs`")[0])


def test_a_folder_with_quotes_in_its_name_is_still_one() -> None:
    """As TOML text."""
    made = files(organisation(), home=Home("folder", 'a"b\\c`d'))
    assert tomllib.loads(made["paved.toml"]) == {"organisation": {"folder": 'a"b\\c`d'}}


def test_a_domain_that_nobody_knows_is_refused_with_the_nearest() -> None:
    """And one without a path on a public host with whom to ask."""
    with pytest.raises(DeclarationError) as caught:
        said_of(organisation(), "orderin", HOME, ())
    assert (caught.value.code, caught.value.fix) == ("DECL-045", "did you mean ordering?")
    with pytest.raises(DeclarationError) as caught:
        said_of(organisation(), "platform", HOME, ())
    assert (caught.value.code, caught.value.got) == ("DECL-046", "no claim")
