"""
The bench is read from its folders, and written only where packs are made.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from platform_constructs.adapters.pack_bench import BenchFolders
from platform_constructs.adapters.pack_drafts import read_drafts, read_lifecycle_text
from platform_constructs.errors import PackError
from platform_constructs.flows.packs.release_pack import Frozen
from platform_constructs.policy.packs.lock import with_locked
from tests.pure.flows.small_bench import CASES, RELEASED, RULES, draft


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    for path, text in {
        "packs/logs/1.0.0.toml": RELEASED,
        "packs/logs/next.toml": draft(),
        "packs/packs.lock": with_locked("", "logs/1.0.0.toml", RELEASED.encode()),
        "tests/golden/verdicts/logs-1.0.0.json": "{}",
        "changelog.d/README.md": "Fragments.",
        **{f"tests/cases/{case.label}.json": json.dumps(case.said) for case in CASES},
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def folders(root: Path) -> BenchFolders:
    return BenchFolders(root / "packs", root / "tests" / "cases")


FROZEN = Frozen(
    {"logs/2.0.0.toml": "released", "packs.lock": "locked", "logs/next.toml": None},
    {"logs-2.0.0": "golden"},
    ("+logs-2.0.0.changed.md", "announced"),
)
WRITTEN = {
    "packs/logs/2.0.0.toml": "released",
    "packs/packs.lock": "locked",
    "tests/golden/verdicts/logs-2.0.0.json": "golden",
    "changelog.d/+logs-2.0.0.changed.md": "announced",
}


def files(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in root.rglob("*")
        if file.is_file()
    }


def test_a_bench_is_read(root: Path):
    """Releases, lock, drafts, cases and golden verdicts arrive, under the folder's own name."""
    bench = folders(root).read(RULES)

    assert ("packs", ["logs 1.0.0"], {"logs"}, [case.label for case in CASES], {"logs-1.0.0": "{}"}) == (
        bench.home,
        [pack.label for pack in bench.shelf.packs],
        set(bench.drafts),
        [case.label for case in bench.cases],
        bench.golden,
    )
    assert (root / "packs" / "packs.lock").read_text(encoding="utf-8") == bench.lock


def test_a_bench_before_the_first_release_is_read(root: Path):
    """A folder with a draft alone has no releases and no lock."""
    (root / "packs" / "logs" / "1.0.0.toml").unlink()
    (root / "packs" / "packs.lock").unlink()

    bench = folders(root).read(RULES)

    assert ((), "", {"logs"}) == (bench.shelf.packs, bench.lock, set(bench.drafts))


def test_a_release_is_written(root: Path):
    """Everything comes to its place, the draft goes, and each file is named from the project's folder."""
    before = files(root)

    names = folders(root).write(FROZEN)

    assert {**before, **WRITTEN} == {**files(root), "packs/logs/next.toml": before["packs/logs/next.toml"]}
    assert not (root / "packs" / "logs" / "next.toml").exists()
    assert set(WRITTEN) == set(names)


def test_without_a_changelog_nothing_is_announced(root: Path):
    """A project without a folder of fragments gets none."""
    (root / "changelog.d" / "README.md").unlink()
    (root / "changelog.d").rmdir()

    names = folders(root).write(FROZEN)

    assert set(WRITTEN) - {"changelog.d/+logs-2.0.0.changed.md"} == set(names)
    assert not (root / "changelog.d").exists()


@pytest.mark.parametrize("path", sorted(set(WRITTEN) - {"packs/packs.lock"}))
def test_what_is_there_already_is_never_overwritten(root: Path, path: str):
    """A released file, golden verdicts or a fragment in the way stop a release before anything is written."""
    (root / path).write_text("there", encoding="utf-8")
    before = files(root)

    with pytest.raises(PackError) as caught:
        folders(root).write(FROZEN)

    assert ("PACK-053", before) == (caught.value.code, files(root))


def test_a_write_that_fails_leaves_everything_as_it_was(root: Path):
    """When the last of the files cannot be written, none is."""
    (root / "packs" / "packs.lock").unlink()
    (root / "packs" / "packs.lock").mkdir()
    (root / "packs" / "packs.lock" / "x").write_text("x", encoding="utf-8")
    before = files(root)

    with pytest.raises(PackError) as caught:
        folders(root).write(FROZEN)

    assert ("PACK-046", before) == (caught.value.code, files(root))


def test_installed_packs_are_not_changed(tmp_path: Path):
    """In site-packages nothing is written, neither a release nor a draft."""
    packs = tmp_path / "lib" / "site-packages" / "policy_packs"
    packs.mkdir(parents=True)
    bench = BenchFolders(packs, tmp_path)

    for write in (lambda: bench.write(FROZEN), lambda: bench.write_draft("logs", "x"), bench.refuse_installed):
        with pytest.raises(PackError) as caught:
            write()
        assert ("PACK-052", "site-packages") == (caught.value.code, caught.value.got)
    assert {} == files(tmp_path)


def test_a_draft_is_written(root: Path):
    """A new draft comes with its folder."""
    folders(root).write_draft("others", "a draft")

    assert "a draft" == (root / "packs" / "others" / "next.toml").read_text(encoding="utf-8")


def test_a_draft_that_cannot_be_written_is_an_error(root: Path):
    """A file where the pack's folder belongs is said, not trampled on."""
    (root / "packs" / "others").write_text("a file", encoding="utf-8")

    with pytest.raises(PackError) as caught:
        folders(root).write_draft("others", "a draft")

    assert "PACK-046" == caught.value.code


def test_a_changed_release_is_refused(root: Path):
    """A release that was touched fails the reading of the whole bench."""
    (root / "packs" / "logs" / "1.0.0.toml").write_text(f"{RELEASED}\n", encoding="utf-8")

    with pytest.raises(PackError) as caught:
        folders(root).read(RULES)

    assert ("PACK-012", 'packs/packs.lock:2 ("logs/1.0.0.toml")') == (caught.value.code, caught.value.at)


def test_no_cases_is_an_error(root: Path):
    """Without cases nothing says what rules mean."""
    with pytest.raises(PackError) as caught:
        BenchFolders(root / "packs", root / "elsewhere").read(RULES)

    assert ("PACK-054", "elsewhere") == (caught.value.code, caught.value.at)


def test_what_cannot_be_read_is_an_error(root: Path):
    """Golden verdicts, a lifecycle and a draft that cannot be read are each named."""
    (root / "tests" / "golden" / "verdicts" / "logs-1.0.0.json").write_bytes(b"\xff")
    (root / "packs" / "lifecycle.toml").write_bytes(b"\xff")
    (root / "packs" / "others" / "next.toml").mkdir(parents=True)

    for read, at in (
        (lambda: folders(root).read(RULES), "packs/others/next.toml"),
        (lambda: read_lifecycle_text(root / "packs"), "packs/lifecycle.toml"),
        (lambda: read_drafts(root / "packs"), "packs/others/next.toml"),
    ):
        with pytest.raises(PackError) as caught:
            read()
        assert ("PACK-034", at) == (caught.value.code, caught.value.at)
    (root / "packs" / "others" / "next.toml").rmdir()
    with pytest.raises(PackError) as caught:
        folders(root).read(RULES)
    assert ("PACK-034", "golden/verdicts/logs-1.0.0.json") == (caught.value.code, caught.value.at)


def test_a_lifecycle_need_not_be_there(root: Path):
    """Most packs have nothing on its way out."""
    assert "" == read_lifecycle_text(root / "packs")
    (root / "packs" / "lifecycle.toml").write_text("# none", encoding="utf-8")
    assert "# none" == read_lifecycle_text(root / "packs")
