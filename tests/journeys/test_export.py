"""
The platform team hands its rules to somebody who runs a plain checkov.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import Sample


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_export_is_the_same_every_time(sample: Sample):
    """Exporting twice, from another folder, gives the same bytes, and says which command runs them."""
    first = sample.paved("packs", "export", "checks", "--pack", "baseline@1.0.0", "--pack", "external-api@1.0.0")
    before = held(sample.root / "checks")
    sample.paved("packs", "export", "../again", "--pack", "external-api@1.0.0", "--pack", "baseline@1.0.0")
    replaced = sample.paved("packs", "export", "checks", "--pack", "baseline@1.0.0", "--pack", "external-api@1.0.0")

    assert (0, "", first.out) == (replaced.code, replaced.err, replaced.out)
    assert before == held(sample.root / "checks") == held(sample.root.parent / "again")
    said = first.out.splitlines()
    rules = len(before) - len({"__init__.py", "paved_checks.py", "paved.manifest", "README.md", "rules.md"})
    assert said[0].endswith("rules written to checks: baseline 1.0.0 and external-api 1.0.0")
    assert int(said[0].split()[0]) < rules
    assert said[1].startswith(
        "checkov -d cdktf.out --framework terraform_json --external-checks-dir checks --soft-fail-on PAVED_"
    )


def test_somebody_s_folder_is_not_replaced(sample: Sample):
    """A folder that no export wrote stays, and the error names what would have been lost."""
    ended = sample.paved("packs", "export", "stacks")

    assert (2, "") == (ended.code, ended.out)
    assert (
        "error[TOOL-012] the folder of checks would replace something that no export wrote\n"
        f"  at   {sample.root / 'stacks'}\n"
        "  got  domains/delivery/consumers/ordering.toml\n"
        "  fix  name a new or empty folder\n"
        "  more `paved explain TOOL-012`"
    ) == ended.error.strip()
    assert (sample.root / "stacks" / "domains").is_dir()


@pytest.mark.parametrize(("label", "code"), [("baseline", "PACK-030"), ("baseline@9.9.9", "PACK-032")])
def test_a_pack_that_is_not_there_is_an_error(sample: Sample, label: str, code: str):
    """What is no version of a pack ends the export before anything is written."""
    ended = sample.paved("packs", "export", "checks", "--pack", label)

    assert 2 == ended.code
    assert ended.error.startswith(f"error[{code}]")
    assert not (sample.root / "checks").exists()
