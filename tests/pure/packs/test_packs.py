"""
The released packs, as they stand.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from platform_constructs.adapters.pack_files import OTHERS
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.judging.judge import prove_awake
from platform_constructs.policy.packs.lock import check_lock
from platform_constructs.policy.packs.pack import read_pack
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.settings.every_setting import CATALOGUE
from platform_constructs.policy.settings.service_settings import SERVICE_SETTINGS
from policy_packs import PACKS, every_rule

TODAY = date(2026, 11, 22)
FILES = {
    f"{file.parent.name}/{file.name}": file.read_bytes()
    for file in sorted(PACKS.glob("*/*.toml"))
    if file.parent.name != OTHERS
}
CHOSEN = {  # what each setting of this release comes to, for a public API that asks for nothing
    "deletion_protection": True,
    "execution_log.level": "ERROR",
    "integration.timeout_ms": 10_000,
    "logs.retention_days": 400,
    "throttle.burst": 100,
    "throttle.rate_per_second": 200,
    "throttle.write.burst": 50,
    "throttle.write.rate_per_second": 100,
    "tls.api_policy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    "usage_plan.requests_per_day": 100_000,
    "waf.rate_limit.requests": 2_000,
}

DISPENSABLE = {
    "identity.token_minutes",
    "usage_plan.key_required",
    "waf.blocked_countries",
    "waf.capacity_units",
    "waf.declared_types_only",
}


def read(path: str) -> Pack:
    return read_pack(FILES[path].decode(), f"policy_packs/{path}", rules_known=frozenset(every_rule()))


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_pack_names_only_rules_that_exist(path: str):
    """Every pack reads, so every rule, setting and constraint in it is a known one."""
    assert path == f"{read(path).name}/{read(path).version}.toml"


def test_every_rule_binds_somebody():
    """A rule that no pack names would be tested, documented and never asked."""
    named = {code for path in FILES for code in read(path).rules}

    assert set(every_rule()) == named


def test_released_means_frozen():
    """Each released file is as packs.lock has it."""
    check_lock((PACKS / "packs.lock").read_text(encoding="utf-8"), FILES)


@pytest.mark.parametrize("path", sorted(FILES))
def test_the_name_beside_a_code_is_the_rules_name(path: str):
    """A pack is read by people: the comment beside a code tells the truth."""
    said = dict(re.findall(r"^([A-Z0-9]+-\d{3}) = .*# ([a-z0-9-]+)$", FILES[path].decode(), re.MULTILINE))

    assert {code: every_rule()[code].name for code in read(path).rules} == said


@pytest.mark.parametrize("path", [path for path in sorted(FILES) if path.startswith("baseline/")])
def test_the_baseline_alone_keeps_the_judge_awake(path: str):
    """The planted violation of every run is blocked by the pack that binds every domain, whatever its version."""
    prove_awake(compose([read(path)], today=TODAY), every_rule())


@pytest.mark.parametrize("baseline", ["1.0.0", "1.1.0", "2.0.0"])
@pytest.mark.parametrize("external", ["1.0.0", "2.0.0"])
def test_a_public_api_has_every_setting_decided(baseline: str, external: str):
    """The two packs of a public API leave no setting open but those that can be done without."""
    law = compose([read(f"baseline/{baseline}.toml"), read(f"external-api/{external}.toml")], today=TODAY)
    settings = law.settle({}, place=Place("stack.py"), domain="ordering")

    assert set(CATALOGUE) == set(settings) | DISPENSABLE | {one.name for one in SERVICE_SETTINGS}
    assert CHOSEN == {name: settings[name].value for name in CHOSEN}


def test_all_packs_can_bind_one_domain():
    """The newest of each pack contradicts no other: a domain may come under all of them at once."""
    newest = {read(path).name: read(path) for path in sorted(FILES, key=lambda path: read(path).order)}
    law = compose(newest.values(), today=TODAY)

    assert {name: settings.value for name, settings in law.settle({}, place=Place("x"), domain="y").items()}.keys() == {
        *CATALOGUE
    }


def test_what_everybody_relies_on_cannot_be_waived():
    """Payloads and credentials in logs, secrets in the clear and permissions for anyone have no exception."""
    law = compose([read("baseline/1.0.0.toml")], today=TODAY)

    assert {"secret-in-access-log", "logged-payload", "anyone-principal", "secret-in-plain-parameter"} == {
        every_rule()[code].name for code in law.unwaivable
    }


def test_critical_rules_block():
    """A rule of critical severity blocks wherever a pack names it, or the pack says from which day on."""
    mild = [
        (path, code)
        for path in FILES
        for code, term in read(path).rules.items()
        if every_rule()[code].severity == "critical" and term.level is not Level.BLOCK and not term.block_from
    ]

    assert [] == mild


def test_every_skip_of_checkov_says_why():
    """A skipped check carries a reason of more than a few words."""
    reasons = [each.skip for path in FILES for each in read(path).checkov.values() if each.skip]

    assert [] == [reason for reason in reasons if len(reason.split()) < 7]


def test_packs_are_where_they_are_looked_for():
    """One folder a pack, one file a version, and nothing else in between."""
    assert {"baseline/1.0.0.toml", "external-api/1.0.0.toml"} <= set(FILES)
    assert all(Path(path).stem.count(".") == 2 for path in FILES)
