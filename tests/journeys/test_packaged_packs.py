"""
A security team publishes its packs as a Python package, and a project lets them bind a domain.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT, Ended, Sample

EXAMPLE = ROOT / "examples" / "security_pack"
PACKAGE = "meridian_security_packs"
BOUND = 'packs = { baseline = "~= 1.0.0" }'
SUPPLIERS_BACKEND = """
from platform_constructs import HttpBackend, PublicApi

api = PublicApi(domain="ordering", backend=HttpBackend(url="https://api.supplier.example"))
"""


class Installed:
    """The sample project, with the example installed into a folder of its own beside it."""

    def __init__(self, sample: Sample, site: Path) -> None:
        self.sample, self.site = sample, site

    def paved(self, *arguments: str) -> Ended:
        """Run `paved` where the example is installed."""
        return self.sample.paved(*arguments, PYTHONPATH=str(self.site))

    def bind(self, domain: str) -> None:
        """Let the registry name the security team's pack for one domain."""
        registry = self.sample.path("platform.toml")
        head, table, rest = registry.read_text(encoding="utf-8").partition(f"[domains.{domain}]")
        assert BOUND in rest
        named = rest.replace(BOUND, 'packs = { baseline = "~= 1.0.0", meridian-security = "~= 1.0" }', 1)
        registry.write_text(head + table + named, encoding="utf-8")

    def file(self, path: str) -> Path:
        """Return an installed file of the package."""
        return self.site / PACKAGE / path


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built and installed by pip from nothing but its source."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += ["--no-deps", "--no-build-isolation", "--target", str(folder / "site"), str(folder / "source")]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return folder / "site"


@pytest.fixture(name="installed")
def _installed(sample: Sample, wheel: Path, tmp_path: Path) -> Installed:
    shutil.copytree(wheel, tmp_path / "site")
    return Installed(sample, tmp_path / "site")


@pytest.fixture(name="locked")
def _locked(installed: Installed) -> Installed:
    installed.bind("ordering")
    assert 0 == installed.paved("packs", "lock").code
    return installed


def test_the_example_passes_its_own_tests(tmp_path):
    """The example's tests, run in a copy as its authors run them, find nothing."""
    shutil.copytree(EXAMPLE, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "copy"), "PYTEST_ADDOPTS": ""}

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=tmp_path / "copy",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout


def test_a_locked_pack_binds_the_domain_it_is_named_for(locked):
    """Named and locked, the pack binds ordering alone; the manifest has its digests, and its wish is a setting."""
    ended = locked.paved("synth", "ordering", "delivery", "--format", "json")

    manifest = json.loads(locked.sample.output()["paved.json"])
    packs = {stack["name"]: stack["packs"] for stack in ended.json["stacks"]}
    assert (0, "") == (ended.code, ended.error)
    assert {
        "ordering-public": ["baseline 1.0.0", "external-api 1.0.0", "meridian-security 1.0.0"],
        "delivery-internal": ["baseline 1.0.0", "internal-api 2.0.0", "runtime 2.0.0"],
        "delivery-planner-container": ["baseline 1.0.0", "runtime 2.0.0"],
        "delivery-public": ["baseline 1.0.0", "external-api 1.0.0", "runtime 2.0.0"],
        "delivery-slots-function": ["baseline 1.0.0", "runtime 2.0.0"],
        "delivery-tracking-public": ["baseline 1.0.0", "external-api 1.0.0", "runtime 2.0.0"],
    } == packs
    assert {
        "meridian-security-packs/meridian-security/1.0.0.toml",
        "meridian-security-packs/rules/msec_foreign_backend.py",
        "meridian-security-packs/rules/msec_hoarding_log.py",
    } <= manifest["law"].keys()
    assert "packs.lock" in manifest["inputs"]


def test_a_seeded_fault_is_caught_by_the_packages_rule(locked):
    """A backend under somebody else's host name is refused by the security team's rule, and by no other."""
    locked.sample.write("ordering/stack.py", SUPPLIERS_BACKEND)

    ended = locked.paved("synth", "ordering", "--format", "json")

    blocking = {(one["code"], one["name"]) for one in ended.json["findings"] if one["blocks"]}
    assert (1, {("MSEC-001", "foreign-backend")}) == (ended.code, blocking)


def test_what_is_not_locked_does_not_run(installed):
    """Named and not locked, the pack is refused before anything of it is run; the message says what to type."""
    installed.bind("ordering")

    ended = installed.paved("synth", "ordering")

    assert 2 == ended.code
    assert (
        "error[PACK-076] nobody agreed to run what meridian-security-packs brings\n"
        "  at   packs.lock\n"
        "  got  meridian-security-packs\n"
        "  fix  review what changed, and run `paved packs lock`\n"
        "  more `paved explain PACK-076`"
    ) == ended.error


@pytest.mark.parametrize("path", ["meridian-security/1.0.0.toml", "rules/msec_hoarding_log.py"])
def test_one_changed_byte_is_refused(locked, path):
    """A pack or a rule that differs by a byte from what was locked fails everything, and does not run."""
    ran = locked.site / "ran"
    with locked.file(path).open("a", encoding="utf-8") as stream:
        stream.write(f"\nopen({str(ran)!r}, 'w')\n" if path.endswith(".py") else "\n")

    ended = locked.paved("synth", "ordering")

    assert (2, f"error[PACK-077] meridian-security-packs/{path} was changed since it was locked") == (
        ended.code,
        ended.error.splitlines()[0],
    )
    assert not ran.exists()


def test_nobody_imports_what_the_registry_does_not_name(installed):
    """A package whose every file would leave a mark when run leaves none, named or not: it is read, never imported."""
    mark = installed.site / "ran"
    for file in (installed.file("__init__.py"), installed.file("rules/__init__.py")):
        file.write_text(f"open({str(mark)!r}, 'w')\nraise RuntimeError('imported')\n", encoding="utf-8")
    rule = installed.file("rules/msec_hoarding_log.py")
    honest = rule.read_text(encoding="utf-8")
    rule.write_text(f"open({str(mark)!r}, 'w')\n{honest}", encoding="utf-8")

    unnamed = installed.paved("synth", "ordering")
    rule.write_text(honest, encoding="utf-8")
    installed.bind("ordering")
    locked = installed.paved("packs", "lock")
    named = installed.paved("synth", "ordering")

    assert [(0, ""), (0, ""), (0, "")] == [(each.code, each.error) for each in (unnamed, locked, named)]
    assert not mark.exists()


def test_a_cached_compilation_is_not_what_runs(locked):
    """Python's cached bytecode of a rule, which no digest covers, is not used: the checked bytes are what runs."""
    script = (
        "import os, py_compile, sys\n"
        "rule, mark = sys.argv[1:]\n"
        "honest, times = open(rule).read(), os.stat(rule)\n"
        "open(rule, 'w').write(f'open({mark!r}, \"w\")')\n"
        "py_compile.compile(rule, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)\n"
        "open(rule, 'w').write(honest)\n"
    )
    mark = locked.site / "ran"
    rule = locked.file("rules/msec_hoarding_log.py")
    subprocess.run([sys.executable, "-c", script, str(rule), str(mark)], check=True)
    plain = [sys.executable, "-c", f"import {PACKAGE}.rules.msec_hoarding_log"]
    subprocess.run(plain, check=True, env={**os.environ, "PYTHONPATH": str(locked.site)})
    fooled = mark.exists()
    mark.unlink()

    ended = locked.paved("synth", "ordering")

    assert fooled, "Python itself would have run the cached code"
    assert (0, "") == (ended.code, ended.error)
    assert not mark.exists()


def test_the_lock_is_shown_and_held(installed):
    """`paved packs lock` lists what is new; `--check` ends with 1 until it is written, and with 0 afterwards."""
    installed.bind("ordering")

    before = installed.paved("packs", "lock", "--check")
    written = installed.paved("packs", "lock")
    after = installed.paved("packs", "lock", "--check")

    listed = (
        "new      meridian-security-packs 1.0.0\n"
        "new      meridian-security-packs/meridian-security/1.0.0.toml\n"
        "new      meridian-security-packs/rules/msec_foreign_backend.py\n"
        "new      meridian-security-packs/rules/msec_hoarding_log.py\n"
    )
    assert (1, f"{listed}packs.lock is not what is installed: run `paved packs lock`\n") == (before.code, before.out)
    assert (0, f"{listed}wrote packs.lock: review it like code\n") == (written.code, written.out)
    assert (0, "packs.lock is what is installed: 3 files\n") == (after.code, after.out)


def test_a_broken_registry_is_its_own_error(installed):
    """With packages to look for, a registry that is not TOML is still what the message is about."""
    installed.sample.write("platform.toml", "= =")

    assert "error[REG-001]" in installed.paved("synth").error


def test_a_locked_package_that_is_gone_is_named(locked):
    """When the package is not installed where the project is checked out, the message says which one to install."""
    ended = locked.sample.paved("synth", "ordering")

    assert (2, "  fix  install meridian-security-packs 1.0.0") == (ended.code, ended.error.splitlines()[3])
