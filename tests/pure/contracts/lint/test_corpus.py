"""
Other people's contracts under the API standard: no rule breaks down, and good ones are left in peace.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from platform_constructs.adapters.contract_profile_files import read_profile_files
from platform_constructs.contracts.document.document import read_document
from platform_constructs.contracts.lint.run import UNJUDGED, lint
from platform_constructs.flows.contracts.read_standard import read_standard
from platform_constructs.model.verdict import Level
from policy_packs import PACKS, every_contract_rule
from tests.pure.contracts.reading import CORPUS

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this clone")

FOUND = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".yaml", ".json")) if CORPUS.is_dir() else []
CONTRACTS = [path for path in FOUND if ".swagger." not in path.name]
MEF = [path for path in CONTRACTS if "mef-sonata" in path.parts]
_TEXTS, _DIGESTS = read_profile_files(PACKS / "contract_profiles")
STANDARD = read_standard(every_contract_rule(), [(text, file) for file, text in _TEXTS.items()], _DIGESTS)
NO_FILES: dict[str, str] = {}


def found(path: Path, profile: str):
    document = read_document(path.read_text(encoding="utf-8"), path.name, read=NO_FILES.__getitem__)
    return lint(document, STANDARD.rules, STANDARD.profiles[profile], today=date(2026, 11, 23))


@pytest.mark.parametrize("profile", ["external", "mef"])
@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: "/".join(path.parts[-3:]))
def test_no_rule_breaks_down(path, profile):
    """Every rule judges every contract, whatever is in it."""
    assert [] == [one.finding.got for one in found(path, profile) if one.finding.code == UNJUDGED]


@pytest.mark.parametrize("path", MEF, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_contract_as_mef_publishes_it_may_be_served(path):
    """Nothing in MEF's own contracts blocks under the profile made for them."""
    assert [] == [(one.rule, one.at) for one in found(path, "mef") if one.finding.level is Level.BLOCK]
