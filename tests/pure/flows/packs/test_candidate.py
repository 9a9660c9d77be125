"""
A version of a pack is found by the name people type.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.flows.packs.candidate import read_candidate
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.pack import read_pack
from platform_constructs.policy.packs.shelf import Shelf

KNOWN = frozenset({"APIGW-001"})
HOW = "write it like external-api@1.1.0, or external-api@NEXT for the draft"
TEXT = """name = "external-api"
version = "{version}"
summary = "What partners need."
since_last = "{since_last}"

[rules]
APIGW-001 = "{level}"
"""


def written(version: str, *, since_last: str = "First.", level: str = "block") -> str:
    return TEXT.format(version=version, since_last=since_last, level=level)


SHELF = Shelf(
    read_pack(written(version), f"policy_packs/external-api/{version}.toml", rules_known=KNOWN)
    for version in ("1.0.0", "1.1.0")
)
DRAFTS = {
    "external-api": written("2.0.0", since_last="", level="warn").encode(),
    "broken": b"name = 3",
    "latin": 'name = "é"'.encode("latin-1"),
}


def found(label: str):
    return read_candidate(label, SHELF, DRAFTS, rules_known=KNOWN)


def test_a_released_version_is_found():
    """NAME@1.0.0 is that version, not the newest one."""
    assert ("1.0.0", "policy_packs/external-api/1.0.0.toml") == (
        found("external-api@1.0.0").version,
        found("external-api@1.0.0").file,
    )


def test_next_is_the_draft():
    """NAME@NEXT is the draft, under the version it wants to become, even before it says what changed."""
    draft = found("external-api@NEXT")

    assert ("external-api 2.0.0", "", Level.WARN, "policy_packs/external-api/next.toml") == (
        draft.label,
        draft.since_last,
        draft.rules["APIGW-001"].level,
        draft.file,
    )


@pytest.mark.parametrize(
    ("label", "code", "got", "fix"),
    [
        ("external-api", "PACK-030", "external-api", HOW),
        ("external-api@", "PACK-030", "external-api@", HOW),
        ("@1.0.0", "PACK-030", "@1.0.0", HOW),
        ("external-apy@NEXT", "PACK-031", "no file", "did you mean external-api?"),
        ("zzz@NEXT", "PACK-031", "no file", "begin one with `paved packs new zzz`"),
        ("external-api@1.2.0", "PACK-032", "external-api@1.2.0", "use one of 1.0.0, 1.1.0, NEXT"),
        ("external-api@next", "PACK-032", "external-api@next", "use one of 1.0.0, 1.1.0, NEXT"),
        ("external-apy@1.0.0", "PACK-032", "external-apy@1.0.0", "did you mean external-api?"),
        ("zzz@1.0.0", "PACK-032", "zzz@1.0.0", "use one of external-api"),
        ("latin@NEXT", "PACK-033", "byte 8", "save it as UTF-8"),
        ("broken@NEXT", "PACK-004", "3", 'write name = "..."'),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(label: str, code: str, got: str, fix: str):
    """Every other label is refused with what there is."""
    with pytest.raises(PackError) as caught:
        found(label)

    assert (code, got, fix) == (caught.value.code, caught.value.got, caught.value.fix)


def test_a_pack_without_a_draft_says_how_to_begin_one():
    """Asking for the draft of a released pack that has none names the command that makes one."""
    with pytest.raises(PackError) as caught:
        read_candidate("external-api@NEXT", SHELF, {}, rules_known=KNOWN)

    assert ("PACK-031", "policy_packs/external-api/next.toml", "begin one with `paved packs new external-api`") == (
        caught.value.code,
        caught.value.at,
        caught.value.fix,
    )


def test_a_released_pack_still_says_what_changed():
    """Only a draft may leave since_last empty."""
    with pytest.raises(PackError) as caught:
        read_pack(written("1.2.0", since_last=""), "policy_packs/external-api/1.2.0.toml", rules_known=KNOWN)

    assert "PACK-004" == caught.value.code
