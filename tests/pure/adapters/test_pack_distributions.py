"""
Finding packs in installed distributions, without importing anything.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from platform_constructs.adapters.pack_distributions import GROUP, InstalledPacks
from platform_constructs.adapters.package_files import LARGEST_FILE, MOST_FILES, read_package_files
from platform_constructs.errors import PackError
from platform_constructs.policy.packs.packaged import Offer

LOUD = "raise RuntimeError('imported')\n"


class Site:
    """A folder of Python's path, to install into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(
        self, distribution: str, *lines: str, version: str = "1.0.0", group: str = GROUP, info: str | None = None
    ) -> None:
        """Write a distribution's metadata."""
        name = info or f"{distribution.replace('-', '_')}-{version}"
        folder = self.folder / f"{name}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n\nText.\n")
        (folder / "entry_points.txt").write_text("\n".join([f"[{group}]", *lines, ""]))

    def write(self, path: str, content: str | bytes = "x") -> Path:
        """Write a file of a package."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file


@pytest.fixture(name="site")
def _site(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path / "site")
    return Site(tmp_path / "site")


@pytest.fixture(name="acme")
def _acme(site):
    site.install("Acme.Packs", "acme-security = acme_packs", version="1.2")
    for path in ("__init__.py", "rules/__init__.py", "rules/acme_x.py"):
        site.write(f"acme_packs/{path}", LOUD)
    site.write("acme_packs/acme-security/1.0.0.toml", "a")
    site.write("acme_packs/acme-security/next.toml", "draft")
    site.write("acme_packs/acme-other/1.0.0.toml", "o")
    site.write("acme_packs/packs.lock", "l")
    return site


def refusal(*offers: Offer) -> PackError:
    with pytest.raises(PackError) as caught:
        InstalledPacks().read(offers or InstalledPacks().offers())
    return caught.value


def test_an_offer_is_metadata_alone(acme):
    """Distributions are named as packaging names them; neither their packages nor other groups matter."""
    acme.install("other", "acme-security = other", group="console_scripts")

    assert (Offer("acme-security", "acme-packs", "1.2", "acme_packs"),) == InstalledPacks().offers()
    assert "acme_packs" not in sys.modules


def test_files_are_read_and_nothing_is_imported(acme):
    """Released versions of the asked pack and every rule; no draft, no other pack, and no file of theirs runs."""
    found = InstalledPacks().read(InstalledPacks().offers())

    assert ("acme-packs", "1.2", ("acme-security",)) == (found.distribution, found.version, found.packs)
    assert {"acme-security/1.0.0.toml": b"a", "rules/acme_x.py": LOUD.encode()} == found.files
    assert [] == [name for name in sys.modules if name.startswith("acme_packs")]


def test_a_package_inside_a_package_is_found_without_its_parent(acme):
    """Looking for acme.security.packs imports neither acme nor acme.security."""
    for path in ("acme/__init__.py", "acme/security/__init__.py", "acme/security/packs/__init__.py"):
        acme.write(path, LOUD)
    acme.write("acme/security/packs/acme-deep/1.0.0.toml", "d")

    found = InstalledPacks().read((Offer("acme-deep", "acme-packs", "1", "acme.security.packs"),))

    assert {"acme-deep/1.0.0.toml": b"d"} == found.files
    assert [] == [name for name in sys.modules if name.partition(".")[0] == "acme"]


def test_the_first_of_two_installations_counts(acme, tmp_path, monkeypatch):
    """Where two folders of the path have the same distribution, the one counts that Python would import from."""
    monkeypatch.syspath_prepend(tmp_path / "newer")
    Site(tmp_path / "newer").install("acme-packs", "acme-privacy = acme_packs", version="2.0")

    assert [("acme-privacy", "2.0")] == [(offer.pack, offer.version) for offer in InstalledPacks().offers()]


@pytest.mark.parametrize(
    "lines",
    [
        ["acme-security"],
        ["= acme_packs"],
        ["acme-security = acme_packs", "acme-security = acme_packs"],
        ["[unclosed"],
        [f"[{GROUP}]", "acme-security = acme_packs"],
    ],
    ids=["no-package", "no-pack", "twice", "unclosed", "two-groups"],
)
def test_entry_points_that_nobody_can_read_name_their_distribution(site, lines):
    """A distribution that mentions our group in a way that is no list of entry points is refused by name."""
    site.install("acme-packs", *lines)

    with pytest.raises(PackError) as caught:
        InstalledPacks().offers()
    assert ("PACK-072", f"acme-packs, entry points {GROUP}") == (caught.value.code, caught.value.at)


@pytest.mark.parametrize(("name", "version"), [("", "1"), ("../x", "1"), ("acme", "new\x1b[1m"), ("acme", "")])
def test_a_distribution_without_name_or_version_is_refused(site, name, version):
    """What cannot be named in the lock cannot be locked."""
    site.install(name, "acme-security = acme_packs", version=version, info="odd")

    with pytest.raises(PackError) as caught:
        InstalledPacks().offers()
    assert "PACK-072" == caught.value.code


def test_a_distribution_that_only_mentions_us_offers_nothing(site):
    """Entry points that are no text, and those of others, are nobody's offer."""
    site.install("one", "x = y", group="console_scripts")
    (site.folder / "one-1.0.0.dist-info" / "entry_points.txt").write_bytes(b"\xff[" + GROUP.encode() + b"]")

    assert () == InstalledPacks().offers()


@pytest.mark.parametrize(
    "package", ["acme_packs:packs", "acme_packs [extra]", "acme packs", "../acme_packs", "", "1x", "a..b", "acme-packs"]
)
def test_a_value_that_is_no_package_is_refused(acme, package):
    """The value is a package, without an attribute or extras; it is never a path."""
    found = refusal(Offer("acme-security", "acme-packs", "1", package))

    assert ("PACK-072", f"acme-security = {package}") == (found.code, found.got)


def test_a_pack_called_rules_is_refused(acme):
    """It would share its folder with the rules."""
    assert "PACK-072" == refusal(Offer("rules", "acme-packs", "1", "acme_packs")).code


def test_what_is_no_folder_is_refused(acme, tmp_path, monkeypatch):
    """A missing package, a module, an archive and folders without __init__.py are no package to read."""
    acme.write("acme_module.py", LOUD)
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("acme_zipped/__init__.py", LOUD)
        archive.writestr("acme_zipped/acme-security/1.0.0.toml", "z")
    for part in ("a", "b"):
        Site(tmp_path / part).write("acme_spread/acme-security/1.0.0.toml")
        monkeypatch.syspath_prepend(tmp_path / part)
    monkeypatch.syspath_prepend(tmp_path / "site.zip")
    names = ["acme_missing", "acme_module", "acme_zipped", "acme_spread", "acme_packs.missing", "acme_module.packs"]

    found = [refusal(Offer("acme-security", "acme-packs", "1", name)) for name in names]

    assert {"PACK-074"} == {each.code for each in found}
    assert ["acme_missing", "acme_module", "acme_zipped", "acme_spread", "acme_packs.missing"] == [
        each.got for each in found[:5]
    ]


def test_a_package_without_the_pack_is_refused(acme):
    """A build that left the data files out is told from one that has them; a draft is no release."""
    acme.write("acme_packs/acme-draft/next.toml")
    found = [refusal(Offer(name, "acme-packs", "1", "acme_packs")) for name in ("acme-gone", "acme-draft")]

    assert [("PACK-082", "acme-packs/acme-gone"), ("PACK-082", "acme-packs/acme-draft")] == [
        (each.code, each.at) for each in found
    ]


def test_a_link_out_of_the_package_is_refused(acme, tmp_path):
    """Neither a linked file nor a linked folder brings in what lies elsewhere on the machine."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "2.0.0.toml").write_text("secret")
    (acme.folder / "acme_packs/acme-security/2.0.0.toml").symlink_to(secret / "2.0.0.toml")
    file = refusal()
    (acme.folder / "acme_packs/acme-security/2.0.0.toml").unlink()
    (acme.folder / "acme_packs/acme-linked").symlink_to(secret)
    folder = refusal(Offer("acme-linked", "acme-packs", "1", "acme_packs"))

    assert [
        ("PACK-075", "a file leads out of its package", "acme-packs/acme-security/2.0.0.toml"),
        ("PACK-075", "a file leads out of its package", "acme-packs/acme-linked/2.0.0.toml"),
    ] == [(each.code, each.what, each.at) for each in (file, folder)]


def test_odd_files_are_refused(acme):
    """A loop of links, a folder, a file over 1 MiB and names that are no version or module are not taken."""
    rules = acme.folder / "acme_packs" / "rules"
    seen = []
    for make in (
        lambda: (rules / "acme_loop.py").symlink_to("acme_loop.py"),
        lambda: (rules / "acme_folder.py").mkdir(),
        lambda: acme.write("acme_packs/rules/acme_large.py", b"#" * (LARGEST_FILE + 1)),
        lambda: acme.write("acme_packs/rules/Acme X.py"),
        lambda: acme.write("acme_packs/acme-security/latest.toml"),
        lambda: acme.write("acme_packs/acme-security/1.0.0\x1b.toml"),
    ):
        before = set(acme.folder.rglob("*"))
        make()
        seen.append((refusal().code, refusal().what))
        for new in sorted(set(acme.folder.rglob("*")) - before):
            new.rmdir() if new.is_dir() and not new.is_symlink() else new.unlink()

    assert [
        ("PACK-075", "a file of a package of packs cannot be read"),
        ("PACK-075", "a file of a package of packs cannot be read"),
        ("PACK-075", "a file of a package of packs is too large"),
        ("PACK-075", "a file of a package of packs is oddly named"),
        ("PACK-075", "a file of a package of packs is oddly named"),
        ("PACK-075", "a file of a package of packs is oddly named"),
    ] == seen


def test_a_file_of_the_largest_size_is_taken(tmp_path):
    """The limit itself is inside."""
    site = Site(tmp_path)
    site.write("a/1.0.0.toml", b"#" * LARGEST_FILE)

    assert {"a/1.0.0.toml"} == set(read_package_files(tmp_path, "acme", ["a"]))


def test_more_files_than_anybody_writes_are_refused(tmp_path):
    """A package of thousands of rules is somebody's accident."""
    site = Site(tmp_path)
    site.write("a/1.0.0.toml")
    for number in range(MOST_FILES):
        site.write(f"rules/x{number}.py")

    with pytest.raises(PackError) as caught:
        read_package_files(tmp_path, "acme", ["a"])
    assert ("PACK-075", f"{MOST_FILES + 1} files") == (caught.value.code, caught.value.got)


def test_what_is_on_its_way_out_is_read_too(tmp_path):
    """lifecycle.toml belongs to what is locked."""
    site = Site(tmp_path)
    site.write("a/1.0.0.toml")
    site.write("lifecycle.toml", "l")

    assert {"a/1.0.0.toml": b"x", "lifecycle.toml": b"l"} == read_package_files(tmp_path, "acme", ["a"])
