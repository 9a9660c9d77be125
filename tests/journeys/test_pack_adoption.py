"""
A domain takes a version of a pack: what it would change first, then the one line of the registry.
"""

from __future__ import annotations

import stat

import pytest

from tests.journeys.law import Law

RETENTION = (r'(?m)^"logs.retention_days" .*', '"logs.retention_days" = { at_least = 365, default = 545 }')
REVIEW = "platform-team (platform@meridian.example)"


@pytest.fixture(name="law")
def _law(tmp_path, sample):
    return Law.copy(tmp_path / "law", sample)


@pytest.fixture(name="version")
def _version(law):
    version = law.draft("baseline", RETENTION)
    law.release("baseline", version)
    return version


def registry(law):
    return law.sample.path("platform.toml").read_bytes()


def test_a_dry_run_shows_the_line_and_what_would_change(law, version):
    """
    The difference is one line, the impact is the domain's own, the reviewer is named, and nothing is written.
    """
    before, line = registry(law), law.sample.line("platform.toml", "[domains.ordering]")
    line = next(n for n, text in enumerate(before.decode().splitlines(), 1) if n > line and text.startswith("packs"))
    wanted = f"~= {version.removesuffix('.0')}"

    ended = law.paved("packs", "adopt", "ordering", f"baseline@{version}", "--dry-run", "--format", "json")
    text = law.paved("packs", "adopt", "ordering", f"baseline@{version}", "--dry-run")

    said = ended.json
    assert (0, 0, before) == (ended.code, text.code, registry(law))
    assert ["--- platform.toml", "+++ platform.toml", f"@@ -{line} +{line} @@"] == said["difference"][:3]
    assert f'+packs = {{ baseline = "{wanted}" }}' == said["difference"][4]
    assert (wanted, ["platform-team"], False) == (said["range"], said["reviewers"], said["written"])
    assert {"ordering-public"} == {one["stack"] for one in said["impact"]["attributes"]}
    assert {("retention_in_days", 545)} == {(one["attribute"], one["after"]) for one in said["impact"]["attributes"]}
    assert f"adopt: nothing was written; {REVIEW} would review it" in text.out
    assert "retention_in_days: 400 -> 545, in ordering-public" in text.out


def test_adopting_changes_one_line_and_the_next_synth_is_judged_by_it(law, version):
    """
    Every other byte of the registry stays, its permissions too; synth is then bound to the version, others are not.
    """
    path = law.sample.path("platform.toml")
    path.chmod(0o640)
    before = registry(law).splitlines(keepends=True)

    ended = law.paved("packs", "adopt", "ordering", f"baseline@{version}")
    again = law.paved("packs", "adopt", "ordering", f"baseline@{version}")
    synth = law.paved("synth", "ordering", "quoting", "--format", "json")

    after = registry(law).splitlines(keepends=True)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert (0, 0, 0) == (ended.code, again.code, synth.code)
    assert 1 == len(changed)
    assert 0o640 == stat.S_IMODE(path.stat().st_mode)
    assert ended.out.endswith(f"adopt: written to platform.toml; {REVIEW} reviews it\n")
    assert again.out.endswith("already; nothing to change\n")
    bound = {one["name"]: one["packs"][0] for one in synth.json["stacks"]}
    assert f"baseline {version}" == bound["ordering-public"] != bound["quoting-public"]
    assert ["platform.toml"] == [file.name for file in law.sample.root.glob("*platform.toml*")]


def test_a_dry_run_says_that_the_domain_would_fail(law):
    """
    What the version would refuse is shown, and the command ends with 1.
    """
    version = law.draft("baseline", rules='APIGW-990 = "block"\n')
    law.release("baseline", version)

    ended = law.paved("packs", "adopt", "ordering", f"baseline@{version}", "--dry-run")

    assert 1 == ended.code
    assert "block[APIGW-990]" in ended.out


def test_a_version_that_is_not_the_newest_is_taken_exactly(law, version):
    """
    The range written leads to the version asked for, also when a newer one is out.
    """
    later = law.draft("baseline", RETENTION)
    older = version
    minor = f"{version.split('.')[0]}.1.0"
    text = (law.packs / "baseline" / "next.toml").read_text(encoding="utf-8")
    (law.packs / "baseline" / "next.toml").write_text(text.replace(f'"{later}"', f'"{minor}"'), encoding="utf-8")
    law.release("baseline", minor)

    ended = law.paved("packs", "adopt", "ordering", f"baseline@{older}", "--format", "json")

    assert (0, f"~= {older}") == (ended.code, ended.json["range"])


CASES = {
    "a domain that is not there": (("nobody", "baseline@{version}"), "REG-015"),
    "a pack that is not there": (("ordering", "baselin@{version}"), "PACK-032"),
    "a version that is not there": (("ordering", "baseline@77.0.0"), "PACK-032"),
    "no version": (("ordering", "baseline"), "PACK-030"),
    "an audience that is not there": (("audience:extern", "baseline@{version}"), "PACK-063"),
    "hostile text": (("${file}", "baseline@{version}"), "REG-015"),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_what_cannot_be_adopted_is_refused(law, version, case):
    """
    A designed error, and the registry as it was.
    """
    arguments, code = CASES[case]
    before = registry(law)

    ended = law.paved("packs", "adopt", *(each.replace("{version}", version) for each in arguments))

    assert (2, "", before) == (ended.code, ended.out, registry(law))
    assert f"error[{code}]" in ended.error


def test_a_draft_cannot_be_adopted(law):
    """
    A draft may still change, so nobody is bound to it.
    """
    law.draft("baseline", RETENTION)

    ended = law.paved("packs", "adopt", "ordering", "baseline@NEXT")

    assert 2 == ended.code
    assert "error[PACK-057] a draft binds nobody, so nobody can adopt it" in ended.error


def test_a_withdrawn_version_cannot_be_adopted(law, version):
    """
    What was withdrawn is refused with what to take instead; before that day it is adopted with a word.
    """
    old = law.newest("baseline").with_name("1.0.0.toml")
    assert old.is_file()
    (law.packs / "lifecycle.toml").write_text(
        f'["baseline/1.0.0"]\ndeprecated = 2026-01-01\nwithdrawn = 2026-12-01\nreason = "too lax"\n'
        f'instead = "{version}"\n'
    )
    law.paved("packs", "adopt", "ordering", f"baseline@{version}")

    early = law.paved("packs", "adopt", "ordering", "baseline@1.0.0", "--as-of", "2026-11-30", "--dry-run")
    late = law.paved("packs", "adopt", "ordering", "baseline@1.0.0", "--as-of", "2026-12-01")

    assert (0, 2) == (early.code, late.code)
    assert "note: baseline 1.0.0 is deprecated, withdrawn from 2026-12-01" in early.out
    assert "error[PACK-058] baseline 1.0.0 is withdrawn: too lax" in late.error
    assert f"fix  adopt {version} instead" in late.error


def test_a_version_that_another_party_leaves_out_is_refused_with_its_line(law):
    """
    The audience binds the domain too: its line is named, and who may move it.
    """
    version = law.draft("external-api")
    law.release("external-api", version)
    line = law.sample.line("platform.toml", "external-api = ")

    ended = law.paved("packs", "adopt", "ordering", f"external-api@{version}")

    assert 2 == ended.code
    assert "error[PACK-059] audiences.external binds ordering to other versions of external-api" in ended.error
    assert f"platform.toml:{line} (audiences.external.packs.external-api)" in ended.error
    assert (
        "fix  ask platform-team to move that range first: "
        f"`paved packs adopt audience:external external-api@{version}`, "
    ) in ended.error


def test_an_audience_is_moved_in_stages(law):
    """
    Who is not ready is pinned first; the audience takes everybody else along; the pinned then follow one by one.
    """
    version = law.draft("external-api", rules='APIGW-990 = "block"\n')
    law.release("external-api", version)
    newest, major = f"external-api@{version}", int(version.split(".")[0])
    line = law.sample.line("platform.toml", "external-api = ")

    pin = law.paved("packs", "adopt", "ordering", "external-api@1.0.0", "--format", "json")
    before = registry(law).splitlines()
    dry = law.paved("packs", "adopt", "audience:external", newest, "--dry-run", "--format", "json")
    move = law.paved("packs", "adopt", "audience:external", newest)
    moved = registry(law).splitlines()
    synth = law.paved("synth", "--format", "json")
    follow = law.paved("packs", "adopt", "ordering", newest)
    check = law.paved("synth", "ordering", "--format", "json")
    narrow = law.paved("packs", "adopt", "audience:external", newest, "--format", "json")

    assert (0, "~= 1.0") == (pin.code, pin.json["range"])
    assert [("in force", "external-api")] == [
        (one["adoption"], pin.json["pack"].split()[0]) for one in pin.json["impact"]["bindings"]
    ]
    assert (0, False, f">= 1.0, < {major + 1}") == (dry.code, dry.json["written"], dry.json["range"])
    assert {"ordering-public": "no, another range holds"} == {
        one["stack"]: one["adoption"] for one in dry.json["impact"]["bindings"] if one["adoption"] != "with this line"
    }
    assert 0 == move.code, move.err
    assert [line] == [n for n, pair in enumerate(zip(before, moved, strict=True), 1) if pair[0] != pair[1]]
    bound = {one["name"]: [pack for pack in one["packs"] if "external" in pack] for one in synth.json["stacks"]}
    assert 0 == synth.code
    assert (["external-api 1.0.0"], [f"external-api {version}"]) == (bound["ordering-public"], bound["quoting-public"])
    assert (1, 1) == (follow.code, check.code)
    found = sum(1 for one in check.json["findings"] if one["code"] == "APIGW-990" and one["blocks"])
    assert (
        f"adopt: newly fails: ordering {found} (APIGW-990); `paved check ordering` shows each, and until it is mended "
        f"their synth is refused\n\nadopt: written to platform.toml; {REVIEW} reviews it\n"
    ) in follow.out
    assert f"1 of 1 domain would newly fail; {found} newly blocking" in follow.out
    assert (0, f"~= {major}.0") == (narrow.code, narrow.json["range"])


def test_packs_that_would_contradict_each_other_are_not_adopted(law):
    """
    The registry is left alone when the domain would have no law.
    """
    version = law.draft("baseline", (r'(?m)^"throttle.burst" .*', '"throttle.burst" = { at_least = 5000 }'))
    law.release("baseline", version)
    before = registry(law)

    ended = law.paved("packs", "adopt", "ordering", f"baseline@{version}")

    assert (2, before) == (ended.code, registry(law))
    assert "error[PACK-019]" in ended.error


def test_who_is_behind_is_listed_with_the_line_that_holds_it(law, version):
    """
    For each domain and pack: what is in force, the newest, what the step does, and whose range leaves it out.
    """
    law.paved("packs", "adopt", "ordering", f"baseline@{version}")
    line = law.sample.line("platform.toml", 'baseline = "~= 1.0.0"')

    text = law.paved("packs", "outdated")
    ended = law.paved("packs", "outdated", "--format", "json")
    alone = law.paved("packs", "outdated", "ordering", "--format", "json")

    rows = {(one["domain"], one["pack"]): one for one in ended.json["packs"]}
    behind, ahead = rows["quoting", "baseline"], rows["ordering", "baseline"]
    assert (0, 0, 0) == (text.code, ended.code, alone.code)
    assert {"ordering"} == {one["domain"] for one in alone.json["packs"]}
    assert (version, True, ["quoting-public"]) == (behind["newest"], behind["is_behind"], behind["stacks"])
    assert [f"platform.toml:{line} (domains.quoting.packs.baseline) says ~= 1.0.0"] == behind["held_by"]
    assert "default" in behind["effects"]
    assert (version, False, [], "") == (ahead["in_force"], ahead["is_behind"], ahead["held_by"], ahead["step"])
    assert f"platform.toml:{line}" in text.out
