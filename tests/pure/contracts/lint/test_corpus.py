"""
Other people's contracts held to every rule: skipped where the shared corpus is not there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.contracts.document.document import read_document
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.parts import KINDS
from platform_constructs.contracts.lint.profile import Profile, RuleLevel
from platform_constructs.contracts.lint.run import UNJUDGED, lint
from platform_constructs.model.verdict import Level
from policy_packs import every_contract_rule
from tests.pure.contracts.lint.standing import TODAY
from tests.pure.contracts.reading import CORPUS

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this clone")

FOUND = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".yaml", ".json")) if CORPUS.is_dir() else []
CONTRACTS = [path for path in FOUND if ".swagger." not in path.name]
RULES = {code: rule for code, rule in every_contract_rule().items() if rule.on in KINDS}
EVERYTHING = Profile("everything", "Every rule.", levels={code: RuleLevel(Level.WARN) for code in RULES})


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_every_rule_has_an_answer(path: Path):
    """No contract of the corpus breaks a rule down, and each part is given to a rule once."""

    def beside(file: str) -> str:
        return (path.parent / file).read_text(encoding="utf-8")

    document = read_document(path.read_text(encoding="utf-8"), path.name, read=beside)
    found = lint(document, RULES, EVERYTHING, today=TODAY)
    api = Api(document)

    assert [] == [str(one.finding) for one in found if one.finding.code == UNJUDGED]
    assert [one.finding.order for one in found] == sorted(one.finding.order for one in found)
    for kind in KINDS:
        assert len(api.parts(kind)) == len(set(map(id, api.parts(kind))))
