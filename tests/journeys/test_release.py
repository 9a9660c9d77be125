"""
The platform team releases a pack version: begin, change, compare, check, release.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from policy_packs import PACKS
from tests.journeys.conftest import ROOT, Sample

FOLDER = ("--folder", "policy_packs")
DRAFT = "policy_packs/external-api/next.toml"


@pytest.fixture(name="workshop")
def _workshop(tmp_path: Path) -> Sample:
    """A repository of packs: ours without rules of its own, and ours as they were released."""
    root = tmp_path / "workshop"
    for path in ("packs.lock", "external-api/1.0.0.toml", "baseline/1.0.0.toml"):
        (root / "policy_packs" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKS / path, root / "policy_packs" / path)
    lock = root / "policy_packs" / "packs.lock"  # later releases of ours are not in this workshop
    kept = re.findall(r'^(?:#|"(?:baseline|external-api)/1\.0\.0\.toml").*\n', lock.read_text(encoding="utf-8"), re.M)
    lock.write_text("".join(kept), encoding="utf-8")
    (root / "tests").mkdir()
    (root / "tests" / "cases").symlink_to(ROOT / "tests" / "cases")
    (root / "changelog.d").mkdir()
    (root / "pyproject.toml").write_text("", encoding="utf-8")
    workshop = Sample(root)
    assert 0 == workshop.paved("packs", "check", "--freeze", *FOLDER).code
    return workshop


def files(workshop: Sample) -> dict[str, bytes]:
    """Every file but the cases."""
    found = (file for file in workshop.root.rglob("*") if file.is_file())
    return {file.relative_to(workshop.root).as_posix(): file.read_bytes() for file in found}


def change(workshop: Sample, old: str, new: str) -> None:
    """Change the draft."""
    draft = workshop.root / DRAFT
    text = draft.read_text(encoding="utf-8")
    assert old in text
    draft.write_text(text.replace(old, new), encoding="utf-8")


def begun(workshop: Sample, *arguments: str) -> None:
    """Begin a draft that says why it changes."""
    assert 0 == workshop.paved("packs", "new", "external-api", *arguments, *FOLDER).code
    change(workshop, 'since_last = ""', 'since_last = "Bursts fall; nobody used more than 120 in November."')


def test_a_version_is_released(workshop: Sample):
    """From the first command to the last, a stricter version is released and nothing released before is touched."""
    before = files(workshop)
    begun(workshop, "--major")
    change(
        workshop,
        '"throttle.burst"                 = { at_most = 250',
        '"throttle.burst"                 = { at_most = 200',
    )

    compared = workshop.paved("packs", "diff", "external-api", *FOLDER)
    checked = workshop.paved("packs", "check", *FOLDER)
    released = workshop.paved("packs", "release", "external-api", "--as-of", "2026-12-01", *FOLDER)

    assert [0, 0, 0] == [compared.code, checked.code, released.code], checked.out
    changes = (
        "external-api 1.0.0 -> 2.0.0\n"
        "\n"
        "EFFECT    WHAT                    IN 1.0.0                  IN 2.0.0\n"
        "stricter  setting throttle.burst  at most 250; default 100  at most 200; default 100\n"
        "\n"
        "at least a major step: 2.0.0 is a major one\n"
    )
    assert changes == compared.out
    assert (
        f"{changes}\n"
        "2 releases as locked, and their rules mean what they meant\n"
        "the draft of external-api 2.0.0 may be released\n"
    ) == checked.out
    assert (
        f"{changes}\n"
        "wrote policy_packs/external-api/2.0.0.toml\n"
        "wrote policy_packs/packs.lock\n"
        "wrote tests/golden/verdicts/external-api-2.0.0.json\n"
        "wrote changelog.d/+external-api-2.0.0.changed.md\n"
        "\n"
        "external-api 2.0.0 is released; the registry says whom it binds\n"
    ) == released.out
    after = files(workshop)
    new = {
        "policy_packs/external-api/2.0.0.toml",
        "tests/golden/verdicts/external-api-2.0.0.json",
        "changelog.d/+external-api-2.0.0.changed.md",
    }
    assert new == after.keys() - before.keys()
    assert {"policy_packs/packs.lock"} == {path for path in before if before[path] != after[path]}
    assert set(before["policy_packs/packs.lock"].splitlines()) < set(after["policy_packs/packs.lock"].splitlines())
    assert after["policy_packs/external-api/2.0.0.toml"].startswith(b"# Released 2026-12-01. Frozen: ")
    assert 0 == workshop.paved("packs", "check", *FOLDER).code


def test_a_draft_with_a_fault_is_not_released(workshop: Sample):
    """What check refuses, release refuses, with the same words, and every file stays as it was."""
    begun(workshop, "--minor")
    change(
        workshop,
        '"throttle.burst"                 = { at_most = 250',
        '"throttle.burst"                 = { at_most = 200',
    )
    before = files(workshop)

    checked = workshop.paved("packs", "check", "external-api", *FOLDER)
    released = workshop.paved("packs", "release", "external-api", *FOLDER)

    assert [1, 1] == [checked.code, released.code]
    assert checked.out == released.out
    assert (
        "block[PACK-042] external-api 1.1.0 refuses more (throttle.burst) compared with 1.0.0; "
        "that takes a major step\n"
        "  at   policy_packs/external-api/next.toml:3 (version)\n"
        "  got  1.1.0\n"
        '  fix  write version = "2.0.0"\n'
        "  who  platform\n"
        "  more `paved explain PACK-042`\n"
    ) == checked.out[: checked.out.index("\n\n") + 1]
    assert before == files(workshop)


def test_a_release_that_cannot_write_leaves_everything(workshop: Sample):
    """One file in the way, and not even the others are written."""
    begun(workshop, "--minor")
    (workshop.root / "changelog.d" / "+external-api-1.1.0.changed.md").write_text("there", encoding="utf-8")
    before = files(workshop)

    ended = workshop.paved("packs", "release", "external-api", *FOLDER)

    assert 2 == ended.code
    assert (
        "error[PACK-053] a file is in the way of this release\n"
        "  at   changelog.d/+external-api-1.1.0.changed.md\n"
        "  got  a file\n"
        "  fix  take it away if it is left over; if not, that version was released already\n"
        "  more `paved explain PACK-053`"
    ) == ended.error
    assert before == files(workshop)


def test_a_touched_release_stops_everything(workshop: Sample):
    """A released file that somebody changed fails check and release alike."""
    begun(workshop, "--minor")
    touched = workshop.root / "policy_packs" / "baseline" / "1.0.0.toml"
    touched.write_bytes(touched.read_bytes() + b"\n")

    codes = [
        workshop.paved("packs", *command, *FOLDER, "--format", "json").json["error"]["code"]
        for command in (["check"], ["release", "external-api"])
    ]

    assert ["PACK-012", "PACK-012"] == codes


def test_a_first_version_begins_with_a_skeleton(workshop: Sample):
    """A new pack's draft explains itself, and its check says what is missing."""
    begin = workshop.paved("packs", "new", "partner-api", *FOLDER)

    checked = workshop.paved("packs", "check", "partner-api", *FOLDER, "--format", "json")

    assert "policy_packs/partner-api/next.toml\n" == begin.out
    assert "paved: begun partner-api 1.0.0, its first version\n" in begin.err
    assert 1 == checked.code
    assert [("PACK-004", "policy_packs/partner-api/next.toml:4 (summary)")] == [
        (each["code"], each["at"]) for each in checked.json["findings"]
    ]


def test_a_draft_is_begun_once(workshop: Sample):
    """A draft that is there is never overwritten."""
    begun(workshop)
    before = files(workshop)

    again = workshop.paved("packs", "new", "external-api", *FOLDER)

    assert (2, before) == (again.code, files(workshop))
    assert again.error.startswith("error[PACK-051] there is a draft of the next version of external-api already\n")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["new", "../escape"], "PACK-050"),
        (["check", "nobody"], "PACK-031"),
        (["release", "external-api"], "PACK-031"),
        (["release", "../external-api"], "PACK-031"),
        (["diff", "external-api", "9.9.9", "1.0.0"], "PACK-032"),
        (["diff", "external-api", "1.0.0", "NEXT"], "PACK-031"),
        (["diff", "nobody", "1.0.0", "2.0.0"], "PACK-032"),
    ],
)
def test_what_makes_no_sense_is_refused(workshop: Sample, command: list[str], code: str):
    """Names, versions and drafts that are not there end with a designed error, and write nothing."""
    before = files(workshop)

    ended = workshop.paved("packs", *command, *FOLDER)

    assert (2, before) == (ended.code, files(workshop))
    assert ended.error.startswith(f"error[{code}] ")


def test_a_broken_draft_stops_nobody(sample: Sample, workshop: Sample):
    """The draft of one pack, however hostile, is a finding of its own and no concern of another's."""
    begun(workshop, "--minor")
    hostile = workshop.root / "policy_packs" / "hostile" / "next.toml"
    hostile.parent.mkdir()
    hostile.write_bytes(b'name = "hostile"\nversion = "1.0.0"\nsummary = "\\u001b[2J"\n')

    every = workshop.paved("packs", "check", *FOLDER)
    mine = workshop.paved("packs", "check", "external-api", *FOLDER)

    assert [1, 0] == [every.code, mine.code]
    assert "block[PACK-004] summary is a sentence of at most 2000 characters on one line\n" in every.out
    assert "\x1b" not in every.out


def test_the_table_of_adoption(sample: Sample):
    """Every released version with the stacks and domains it binds, and drafts with nobody."""
    listed = sample.paved("packs", "list", "--format", "json")

    newest = {each["pack"]: each for each in listed.json["versions"] if each["stacks"]}
    assert {"baseline", "external-api"} <= set(newest)
    assert "platform-account" in newest["baseline"]["stacks"]
    assert "platform-account" not in newest["external-api"]["stacks"]
    assert ["delivery", "ordering", "platform", "quoting", "suppliers"] == newest["external-api"]["domains"]
    assert sample.paved("packs", "list").out.splitlines()[0].split() == [
        "PACK",
        "VERSION",
        "STATE",
        "STACKS",
        "DOMAINS",
    ]


def test_a_version_is_shown(sample: Sample):
    """A version shows its state, digest, settings, rules by name, and checks; in a project or out of one."""
    shown = sample.paved("packs", "show", "baseline@1.0.0")
    outside = Sample(sample.root.parent).paved("packs", "show", "baseline@1.0.0", "--format", "json")

    assert [0, 0] == [shown.code, outside.code]
    assert shown.out.startswith("baseline 1.0.0: released\n")
    assert "APIGW-020  secret-in-access-log           block, never waived  " in shown.out
    assert ("released", {"level": "block", "block_from": None, "waivable": False, "name": "secret-in-access-log"}) == (
        outside.json["state"],
        outside.json["rules"]["APIGW-020"],
    )
    assert outside.json["digest"].startswith("sha256:")


@pytest.mark.parametrize(
    ("label", "code"), [("nobody", "PACK-032"), ("baseline@", "PACK-030"), ("baseline@9.9.9", "PACK-032")]
)
def test_a_version_that_is_not_there_is_refused(sample: Sample, label: str, code: str):
    """Asking for what nobody released says what there is."""
    ended = sample.paved("packs", "show", label)

    assert 2 == ended.code
    assert ended.error.startswith(f"error[{code}] ")


def test_the_how_to_shows_what_you_get(workshop: Sample):
    """What release-a-pack shows of diff, check and release is word for word what they say, one major version later."""
    page = (ROOT / "docs" / "how-to" / "publish-a-pack-version.md").read_text(encoding="utf-8")
    shown = [textwrap.dedent(block) for block in re.findall(r"```text\n(.*?) *```", page, re.DOTALL)]
    shown = [re.sub(r"\b([23])\.([01])\.0\b", lambda it: f"{int(it[1]) - 1}.{it[2]}.0", block) for block in shown]
    begun(workshop)
    change(
        workshop,
        '"throttle.burst"                 = { at_most = 250',
        '"throttle.burst"                 = { at_most = 200',
    )
    change(workshop, 'ACM-002 = "warn"', 'ACM-002 = { level = "warn", block_from = 2027-03-01 }')

    said = [workshop.paved("packs", "diff", "external-api", "--as-of", "2026-12-01", *FOLDER).out]
    said.append(workshop.paved("packs", "check", "--as-of", "2026-12-01", *FOLDER).out)
    change(workshop, 'version = "1.1.0"', 'version = "2.0.0"')
    said.append(workshop.paved("packs", "release", "external-api", "--as-of", "2026-12-01", *FOLDER).out)

    assert [True] * 3 == [block in out for block, out in zip(shown, said, strict=True)]
