"""
The claims of `adapters.organisation_home`: where a project's registry is, and nowhere else.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.adapters.organisation_home import organisation_at, project_at, project_root
from platform_constructs.errors import RegistryError

REGISTRY = "# the registry\n"


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Path:
    """A domain's repository beside its organisation."""
    (tmp_path / "organisation" / "route-maps").mkdir(parents=True)
    (tmp_path / "organisation" / "platform.toml").write_text(REGISTRY, encoding="utf-8")
    root = tmp_path / "ordering"
    root.mkdir()
    (root / "paved.toml").write_text('organisation = { folder = "../organisation" }\n', encoding="utf-8")
    return root


def refusal(root: Path) -> str:
    """How a project is refused."""
    with pytest.raises(RegistryError) as caught:
        project_at(root)
    return str(caught.value)


def test_a_project_with_a_registry_has_it_in_its_own_folder(tmp_path: Path) -> None:
    """It is then its own to edit, and its name is a plain one."""
    (tmp_path / "platform.toml").write_text(REGISTRY, encoding="utf-8")
    files = project_at(tmp_path)
    assert files.registry() == (REGISTRY, "platform.toml")
    assert (files.own_registry(), files.route_maps(), list(files.digests)) == (
        tmp_path / "platform.toml",
        (),
        ["platform.toml"],
    )


def test_a_domains_repository_reads_its_organisation_in_another_folder(repository: Path) -> None:
    """Messages and digests name the file by the way there; it is nobody's to edit from here."""
    (repository / "../organisation/packs.lock").write_text("lock", encoding="utf-8")
    (repository / "../organisation/route-maps/b.json").write_text("{}", encoding="utf-8")
    (repository / "../organisation/route-maps/a.json").write_text("[]", encoding="utf-8")
    files = project_at(repository)
    assert files.registry() == (REGISTRY, "../organisation/platform.toml")
    assert files.packs_lock() == ("lock", "../organisation/packs.lock")
    assert files.route_maps() == (
        ("[]", "../organisation/route-maps/a.json"),
        ("{}", "../organisation/route-maps/b.json"),
    )
    with pytest.raises(RegistryError) as caught:
        files.own_registry()
    assert (caught.value.code, caught.value.at) == ("REG-059", "../organisation/platform.toml")
    assert set(files.digests) == {
        "../organisation/packs.lock",
        "../organisation/platform.toml",
        "../organisation/route-maps/a.json",
        "../organisation/route-maps/b.json",
    }


def test_an_installed_package_may_hold_it_and_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that would fail when imported is read all the same."""
    package = tmp_path / "installed" / "some_organisation"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    (package / "platform.toml").write_text(REGISTRY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "installed")
    files = organisation_at(tmp_path, "package", "some_organisation")
    assert files.registry() == (REGISTRY, "some_organisation/platform.toml")


def test_the_nearest_folder_upward_is_the_project(repository: Path) -> None:
    """Whether it has the registry or says where it is; the folder that is named is looked at alone."""
    deep = repository / "stacks" / "domains"
    deep.mkdir(parents=True)
    assert project_root(deep, upward=True) == repository
    assert project_root(deep, upward=False) is None
    assert project_root(repository.parent / "organisation", upward=True) == repository.parent / "organisation"


def test_two_places_for_one_registry_are_refused(repository: Path) -> None:
    """Nobody guesses which of them holds."""
    (repository / "platform.toml").write_text(REGISTRY, encoding="utf-8")
    assert refusal(repository) == (
        "error[REG-057] this folder has a registry and says that it is elsewhere\n"
        "  at   paved.toml\n"
        "  got  platform.toml and paved.toml\n"
        "  fix  remove paved.toml from the platform team's repository, or platform.toml from a domain's\n"
        "  more `paved explain REG-057`"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "organisation = ",
        'organisation = "../organisation"\n',
        "organisation = {}\n",
        'organisation = { folder = "a", package = "b" }\n',
        'organisation = { url = "https://example.com" }\n',
        "organisation = { folder = 5 }\n",
        'organisation = { folder = "" }\n',
        'organisation = { folder = "a\\u0000b" }\n',
        f'organisation = {{ folder = "{"a" * 301}" }}\n',
        'organisation = { package = "../organisation" }\n',
        'organisation = { package = "a-b" }\n',
        'organisation = { folder = "../organisation" }\nmore = 1\n',
        "a = " + "[" * 5000,
    ],
)
def test_whatever_else_it_says_is_refused(repository: Path, text: str) -> None:
    """One table with one of two keys, and nothing beside it."""
    (repository / "paved.toml").write_text(text, encoding="utf-8")
    assert refusal(repository).startswith("error[REG-055] this does not say where the organisation's registry is\n")


@pytest.mark.parametrize(
    "text", ['{ folder = "../nowhere" }', '{ package = "no_such_package_here" }', '{ folder = "." }']
)
def test_a_place_without_a_registry_is_refused(repository: Path, text: str) -> None:
    """Not there, not installed, or there without a registry."""
    (repository / "paved.toml").write_text(f"organisation = {text}\n", encoding="utf-8")
    assert "error[REG-056] there is no platform.toml in the " in refusal(repository)


def test_a_route_map_that_leads_out_of_the_organisation_is_not_read(repository: Path) -> None:
    """A link is followed only inside."""
    (repository / "../organisation/route-maps/a.json").symlink_to("/etc/hostname")
    with pytest.raises(RegistryError) as caught:
        project_at(repository).route_maps()
    assert caught.value.code == "REG-058"
