"""
The tools are pinned, run what CI runs, and put everything into the wheel.
"""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.plan import PACKAGES, ROOT, project_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(?P<version>[A-Za-z0-9.+!]+)")


def pins(name: str) -> dict[str, str]:
    """The pinned versions of one requirements file, by canonical name, without the files it includes."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    exact = [PIN.fullmatch(line.split(" #")[0].strip()) for line in lines if line and not line.startswith(("#", "-r "))]
    assert None not in exact, f"requirements/{name} has a line that is not an exact pin"
    return {canonicalize_name(pin["name"]): pin["version"] for pin in exact if pin}


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "checkov.txt", "ministack.txt"])
def test_requirements_are_exact(name):
    """Every line pins one version; none names a package index."""
    assert pins(name)


def test_pins_are_within_the_ranges_of_the_project():
    """What we test with satisfies what we promise to work with."""
    runtime, dev = pins("runtime.txt"), pins("dev.txt")
    promised = [(Requirement(line), runtime) for line in PROJECT["project"]["dependencies"]]
    used = [(Requirement(line), runtime | dev) for line in PROJECT["dependency-groups"]["dev"]]

    outside = [
        str(need)
        for need, pinned in promised + used
        if not need.specifier.contains(pinned[canonicalize_name(need.name)])
    ]

    assert [] == outside


def test_checkov_stays_in_its_own_environment():
    """checkov's pins contradict ours, so it is in none of our files and pins itself exactly in its own."""
    assert "checkov" not in pins("runtime.txt") | pins("dev.txt")
    assert "checkov" in pins("checkov.txt")


def test_ministack_stays_in_its_own_environment():
    """The local AWS that serves requests is in none of our files, and has what verifies access tokens beside it."""
    assert "ministack" not in pins("runtime.txt") | pins("dev.txt")
    assert {"ministack", "cryptography"} <= pins("ministack.txt").keys()


def test_the_build_backend_is_the_pinned_one():
    """`make setup` builds without isolation, so the backend that pyproject names is the one in the environment."""
    (backend,) = PROJECT["build-system"]["requires"]

    assert f"hatchling=={pins('dev.txt')['hatchling']}" == backend


def test_make_help_names_every_target():
    """Every target that is not a file says in one line what it does."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split())

    assert phony == set(re.findall(r"^([a-z]+):.*## .+$", makefile, re.MULTILINE))


def test_ci_runs_what_a_developer_runs():
    """CI runs `make check` and nothing else, and that ends with the very `make test` of a developer."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.findall(r"^check:.*\n((?:\t.+\n)+)", makefile, re.MULTILINE)[0].splitlines()
    commands = [
        line.split("#")[0].strip()
        for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line.split("#")[0].strip()
    ]

    assert "make check" == commands[-1]
    assert recipe[-1].endswith("$(MAKE) --no-print-directory test")
    assert [] == [line for line in commands[:-1] if not line.startswith(("set ", "cd ", "export ", "unset "))]


def test_an_old_python_is_refused_in_plain_words(tmp_path):
    """Without a Python that will do, `make setup` says what it looked for and what to type, and makes nothing."""
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", "requirements/runtime.txt", "requirements/dev.txt"):
        (tmp_path / name).touch()

    done = subprocess.run(
        ["make", "--no-print-directory", "--file", ROOT / "Makefile", "PYTHON=python-that-is-not-there", "setup"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 2 == done.returncode
    assert [
        "error: no Python 3.11 or newer with its venv module was found",
        "  got  python-that-is-not-there",
        "  fix  install one (on Debian also python3-venv), or run make PYTHON=/path/to/python3",
    ] == done.stderr.splitlines()[:3]
    assert not (tmp_path / ".venv").exists()


def test_plain_cdktf_synth_meets_the_same_gate():
    """cdktf.json runs `paved synth`, fetches no provider and sends no crash reports."""
    settings = json.loads((ROOT / "cdktf.json").read_text(encoding="utf-8"))

    assert ".venv/bin/paved synth" == settings["app"]
    assert ("python", "cdktf.out", "false", []) == (
        settings["language"],
        settings["output"],
        settings["sendCrashReports"],
        settings["terraformProviders"],
    )


def test_the_wheel_carries_everything_a_user_needs(tmp_path):
    """The wheel holds every file of the three packages, packs, contracts and py.typed included, and offers `paved`."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT]
    subprocess.run(build, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        (entry_points,) = [name for name in archive.namelist() if name.endswith("/entry_points.txt")]
        offered = configparser.ConfigParser()
        offered.read_string(archive.read(entry_points).decode())

    expected = {
        file.relative_to(ROOT).as_posix()
        for file in project_files()
        if any(file.is_relative_to(ROOT / package) for package in PACKAGES)
    }
    assert expected == inside
    assert {"platform_constructs/py.typed", "policy_packs/packs.lock"} <= inside
    assert {"paved": "platform_constructs.cli.main:main"} == dict(offered["console_scripts"])
