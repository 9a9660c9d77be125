"""
A domain with a repository of its own: it begins one, works in it, and gets the answers of the one repository.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.conftest import Sample

ROOT = Path(__file__).parents[2]


@pytest.fixture(name="repository")
def _repository(sample: Sample) -> Sample:
    """Quoting's new repository beside the organisation's."""
    ended = sample.paved("init", "quoting", "../quoting", "--organisation", ".")
    assert ended.code == 0, ended.err
    return Sample(sample.root.parent / "quoting")


def test_its_two_commands_work_at_once(repository):
    """
    `make synth` writes a clean stack, `make test` passes. The environment is ours, so that nothing is installed here.
    """
    (repository.root / ".venv").symlink_to(ROOT / ".venv")
    newer = {"-o": ".venv/.ready", "-C": str(repository.root)}
    flags = [each for pair in newer.items() for each in pair]

    synth = subprocess.run(["make", *flags, "synth"], capture_output=True, text=True, check=False, timeout=120)
    test = subprocess.run(["make", *flags, "test"], capture_output=True, text=True, check=False, timeout=240)

    assert (synth.returncode, test.returncode) == (0, 0), synth.stdout + synth.stderr + test.stdout + test.stderr
    assert "1 stack for sandbox" in synth.stdout
    assert "synth: clean; written to cdktf.out" in synth.stdout
    assert "2 passed" in test.stdout


def test_it_gets_the_same_terraform_as_in_the_one_repository(sample, repository):
    """
    Byte for byte, with the same contract and declaration.
    """
    shutil.rmtree(repository.path("quoting"))
    shutil.copytree(sample.path("quoting"), repository.path("quoting"))

    assert (sample.paved("synth", "quoting").code, repository.paved("synth").code) == (0, 0)

    written = "stacks/quoting-public/cdk.tf.json"
    assert repository.output()[written] == sample.output()[written]


def test_a_stolen_path_is_refused_as_in_the_one_repository(repository):
    """
    With the owner's claim at its place in the organisation's registry.
    """
    contract = repository.path("quoting/openapi.yaml")
    contract.write_text(contract.read_text().replace("/quoting/v1/items:", "/ordering/v1/items:"))

    ended = repository.paved("synth")

    assert ended.code == 1
    assert "block[OWN-002] /ordering/v1/items belongs to ordering; quoting may not declare it" in ended.out
    assert "ordering claims /ordering at ../project/platform.toml:" in ended.out


def test_the_registry_cannot_be_changed_from_a_domains_repository(repository):
    """
    Adopting a pack is said where it is done.
    """
    ended = repository.paved("packs", "adopt", "ordering", "baseline@2.0.0")

    assert ended.code == 2
    assert "error[REG-059] the registry is not in this repository" in ended.error


def test_what_is_there_is_never_overwritten(sample):
    """
    Nor is anything begun for a domain that nobody knows, or without knowing the organisation.
    """
    before = sorted(each.name for each in sample.root.iterdir())

    taken = sample.paved("init", "ordering", ".", "--organisation", ".")
    unknown = sample.paved("init", "orderin", "../new", "--organisation", ".")
    nowhere = sample.paved("init", "ordering", "../new")

    assert "error[DECL-048]" in taken.error
    assert "error[DECL-045]" in unknown.error
    assert "fix  did you mean ordering?" in unknown.error
    assert "error[DECL-047]" in nowhere.error
    assert sorted(each.name for each in sample.root.iterdir()) == before
    assert not (sample.root.parent / "new").exists()


def test_a_platform_without_the_contracts_builds_host_and_scopes_from_route_maps(sample):
    """
    Its edge and identity stacks are the same as with every contract at hand.
    """
    shared = ("stacks/platform-edge/cdk.tf.json", "stacks/platform-identity/cdk.tf.json")
    assert sample.paved("synth").code == 0
    before = sample.output()
    (sample.root / "route-maps").mkdir()
    (sample.root / "route-maps" / "sandbox.json").write_bytes(before["routes.json"])
    for domain in ("delivery", "ordering", "quoting", "suppliers"):
        shutil.rmtree(sample.path(domain))

    ended = sample.paved("synth")

    assert ended.code == 0, ended.out
    after = sample.output()
    assert sorted(name for name in after if name.startswith("stacks/")) == [
        "stacks/platform-account/cdk.tf.json",
        "stacks/platform-balancer/cdk.tf.json",
        "stacks/platform-delivery/cdk.tf.json",
        "stacks/platform-edge/cdk.tf.json",
        "stacks/platform-identity/assets/add-partner-claims.zip",
        "stacks/platform-identity/cdk.tf.json",
        "stacks/platform-internal-edge/cdk.tf.json",
        "stacks/platform-network/cdk.tf.json",
        "stacks/platform-partners/assets/rotate-client-secret.zip",
        "stacks/platform-partners/cdk.tf.json",
    ]
    assert [after[name] for name in shared] == [before[name] for name in shared]


def test_a_route_of_another_repository_is_in_the_way_as_one_of_the_same(sample):
    """
    Two APIs under one claim: the other one is known from its released route map alone.
    """
    assert sample.paved("synth", "delivery").code == 0
    (sample.root / "route-maps").mkdir()
    released = sample.output()["routes.json"].replace(b"delivery-public", b"delivery-other-public")
    (sample.root / "route-maps" / "delivery.json").write_bytes(released)

    ended = sample.paved("synth", "delivery")

    assert ended.code == 1
    assert "block[OWN-011] delivery-public and delivery-other-public would both be mounted at /delivery" in ended.out


def test_a_route_of_another_repository_is_answered_for(sample):
    """
    `whoowns` and `routes --everywhere` know it from the released map, and say that its gateway is to be asked there.
    """
    asked = ("whoowns", "GET", "https://api.sandbox.meridian.example/quoting/v1/quotes/{id}")
    before = sample.paved(*asked)
    whole = sample.paved("routes")
    assert sample.paved("synth").code == 0
    (sample.root / "route-maps").mkdir()
    (sample.root / "route-maps" / "sandbox.json").write_bytes(sample.output()["routes.json"])
    shutil.rmtree(sample.path("quoting"))

    after = sample.paved(*asked)
    own = sample.paved("routes")

    assert (before.code, after.code) == (0, 0)
    kept = ("  status", "  claim", "  scopes", "  owner")
    told = [[line for line in one.out.splitlines() if line.startswith(kept)] for one in (before, after)]
    assert 4 == len(told[0])
    assert told[0] == told[1]
    assert "  gateway     in another repository, which alone can say" in after.out
    assert "routes of other repositories left out; --everywhere lists them" in own.err
    assert "/quoting" not in own.out
    assert sample.paved("routes", "--everywhere").out == whole.out


def test_a_route_map_that_is_not_one_is_refused(sample):
    """
    Before anything is built from it; so is one of a domain that the registry does not know.
    """
    folder = sample.root / "route-maps"
    folder.mkdir()
    (folder / "ordering.json").write_text('{"format": 2}')
    assert "error[ROUTE-002]" in sample.paved("synth").error
    (folder / "ordering.json").unlink()
    assert sample.paved("synth", "ordering").code == 0
    (folder / "ordering.json").write_bytes(
        sample.output()["routes.json"].replace(b'"ordering"', b'"strangers"').replace(b"ordering-public", b"old-public")
    )

    ended = sample.paved("synth")

    assert ended.code == 2
    assert "error[REG-058] the registry does not know the domain or the host of old-public" in ended.error
