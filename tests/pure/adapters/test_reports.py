"""
Reports as people and machines read them, word for word: tests/golden/reports holds what is printed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from platform_constructs.adapters.reports.answers import json_answers, text_answers
from platform_constructs.adapters.reports.as_json import json_error, json_report
from platform_constructs.adapters.reports.provenance import (
    json_provenance,
    json_settings,
    text_provenance,
    text_settings,
)
from platform_constructs.adapters.reports.text import table, text_report
from platform_constructs.adapters.reports.waivers import json_waivers, text_waivers
from platform_constructs.errors import WaiverError
from platform_constructs.flows.asking.ask_rule import Answers, StackAnswers
from platform_constructs.flows.asking.explain_settings import Decided
from platform_constructs.flows.asking.provenance import Provenance, Told
from platform_constructs.flows.asking.waivers import ListedWaiver, Standings
from platform_constructs.flows.report import Report, StackSummary
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.settings import EffectiveSetting, Settings
from platform_constructs.model.verdict import Level, Passed
from platform_constructs.model.waiver import Waiver, WaiverState
from platform_constructs.policy.judging.judgement import Count
from platform_constructs.policy.rule import SECTIONS, Rule

GOLDEN = Path(__file__).parents[2] / "golden" / "reports"

WAIVER = Waiver(
    rule="LOG-001",
    at="aws_cloudwatch_log_group.jobs",
    fingerprint="b72b2151f99a5dce",
    reason="the batch account's key does not exist yet",
    owner="ordering",
    approver="platform-team",
    ticket="ORD-9",
    expires=date(2027, 2, 20),
    compensating_control="nothing secret is logged",
    place=Place("stacks/domains/ordering/waivers.toml", 2, "waiver.0"),
)
WAIVED = Finding(
    "LOG-001",
    "plain-log-group",
    Level.BLOCK,
    "aws_cloudwatch_log_group.jobs: it is not encrypted with a key of ours",
    Place("stacks/domains/ordering/stack.py", 11),
    "set kms_key_id to the stack's key, as the paved road does",
    "ordering",
    "",
    "ordering-public",
    "aws_cloudwatch_log_group.jobs",
    waiver=WAIVER,
    days_left=90,
    fingerprint="b72b2151f99a5dce",
)
BLOCKING = replace(WAIVED, waiver=None, days_left=None)
COMING = Finding(
    "APIGW-030",
    "unmodelled-body",
    Level.WARN,
    "POST /v1/orders: its body has no model",
    Place("stacks/domains/ordering/openapi.yaml", 60, "createOrder"),
    "give the request body a schema",
    "ordering",
    "application/json",
    "ordering-public",
    "aws_api_gateway_rest_api.api#/paths/~1v1~1orders/post",
    fingerprint="0123456789abcdef",
    blocks_from=date(2027, 3, 1),
)
LATER = replace(COMING, code="APIGW-031", blocks_from=date(2027, 6, 1))
STACK = StackSummary("ordering-public", "ordering", ("baseline 1.0.0", "external-api 1.0.0"), 24, 204)
CLEAN = Report(
    "synth",
    "sandbox",
    (STACK,),
    (WAIVED, COMING, LATER),
    ("platform-edge is made from this contract too",),
    ("stacks/domains/ordering/openapi.yaml:40: webhooks are left out",),
    "cdktf.out",
)
REFUSED = replace(
    CLEAN, command="check", findings=(BLOCKING, COMING), output="", scans=("checkov 3.3.30: 9 checks, 9 passed",)
)
REPORTS = {
    "clean": text_report(CLEAN, seconds=1.24),
    "clean-verbose": text_report(CLEAN, seconds=1.24, verbose=True),
    "refused": text_report(REFUSED, seconds=3.05),
    "nothing-built": text_report(Report("synth", "sandbox", findings=(BLOCKING,)), seconds=0.1),
    "nothing-found": text_report(replace(CLEAN, findings=(), notes=(), lowered=(), output=""), seconds=1),
    "two-stacks": text_report(replace(CLEAN, findings=(), stacks=(STACK, replace(STACK, name="b"))), seconds=1),
}


def standing(state, **changes):
    """A waiver that stands so, on 2026-11-22 unless its end differs."""
    waiver = replace(WAIVER, **changes)
    name = "plain-log-group" if waiver.rule == "LOG-001" else ""
    return ListedWaiver(waiver, name, state, waiver.days_left(date(2026, 11, 22)))


LISTED = (
    standing(WaiverState.IN_FORCE),
    standing(WaiverState.EXPIRING, rule="CKV_AWS_158", expires=date(2026, 11, 23)),
    standing(WaiverState.EXPIRED, expires=date(2026, 11, 21)),
    standing(WaiverState.EXPIRED, expires=date(2026, 11, 1)),
)
STALE = replace(LISTED[0], state=WaiverState.STALE, why="what it was agreed for has changed since: 01 then, 02 now")
WAIVERS = {
    "waivers": Standings(LISTED),
    "waivers-checked": Standings((STALE,), synthesised=True),
    "waivers-refused": Standings(LISTED[:1], refused=(BLOCKING,)),
    "waivers-none": Standings(()),
}
BECAUSE = (
    "200, because external-api 1.0.0 prefers it and ordering asked for nothing",
    "baseline 1.0.0 allows at most 1000",
)
RATE = Told("settings.throttling_rate_limit", 200, "setting", ("throttle.rate_per_second",), BECAUSE)
ROAD = "the public road, at ordering-public/rest-api/all-methods"
WRITTEN = {
    "explained": Provenance(
        "ordering-public",
        "aws_api_gateway_method_settings.all",
        (
            Told("method_path", "*/*", "road", (), (ROAD,)),
            Told("settings.caching_enabled", False, "road", (), (ROAD,)),
            RATE,
            Told(
                "stage_name",
                "\x1b[2J",
                "escape hatch",
                (),
                ("the escape hatch of stack.py:5; the road alone writes live",),
            ),
        ),
    ),
    "explained-setting": Provenance("ordering-public", "aws_api_gateway_method_settings.all", (RATE,)),
    "explained-road": Provenance(
        "ordering-public", "aws_api_gateway_stage.live", (Told("stage_name", "live", "road", (), (ROAD,)),)
    ),
    "explained-refused": Provenance("", "", (), (BLOCKING,)),
}
DECIDED = (
    Decided(
        "ordering-public",
        ("baseline 1.0.0", "external-api 1.0.0"),
        Settings(
            {
                "throttle.rate_per_second": EffectiveSetting("throttle.rate_per_second", 200, BECAUSE),
                "waf.managed_groups": EffectiveSetting(
                    "waf.managed_groups", ("A", "B"), ("A, B, because " + "x" * 300,)
                ),
            }
        ),
    ),
)
ONE_SETTING = (
    replace(DECIDED[0], settings=Settings({}), asked="tracing.enabled"),
    replace(
        DECIDED[0],
        stack="quoting-public",
        settings=Settings({"throttle.rate_per_second": DECIDED[0].settings["throttle.rate_per_second"]}),
        asked="throttle.rate_per_second",
    ),
)
NAMED = Rule(
    "LOG-001", "plain-log-group", frozenset({"aws_cloudwatch_log_group"}), lambda _: Passed(), "\n".join(SECTIONS)
)
ANSWERED = Answers(
    NAMED,
    (
        StackAnswers("ordering-public", ("aws_cloudwatch_log_group.\x1b", "aws_cloudwatch_log_group.jobs"), Count(1)),
        StackAnswers("platform-edge", (), Count()),
        StackAnswers("quoting-public", ("aws_cloudwatch_log_group.jobs",), Count(failed=1)),
    ),
    (BLOCKING,),
)
PRINTED = {
    **{f"{name}.txt": text for name, text in REPORTS.items()},
    **{f"{name}.txt": text_waivers(one) for name, one in WAIVERS.items()},
    **{f"{name}.txt": text_provenance(one) for name, one in WRITTEN.items()},
    "settings.txt": text_settings(DECIDED),
    "settings.json": json_settings(DECIDED),
    "setting.txt": text_settings(ONE_SETTING),
    "answers.txt": text_answers(ANSWERED, verbose=False),
    "answers-verbose.txt": text_answers(ANSWERED, verbose=True),
    "answers-refused.txt": text_answers(Answers(NAMED, (), (BLOCKING,)), verbose=False),
    "answers.json": json_answers(ANSWERED),
    "clean.json": json_report(CLEAN),
    "refused.json": json_report(REFUSED),
    "waivers.json": json_waivers(WAIVERS["waivers-checked"]),
    "explained.json": json_provenance(WRITTEN["explained"]),
}


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_a_report_reads_as_agreed(name):
    """What is printed is what the golden file holds."""
    assert (GOLDEN / name).read_text(encoding="utf-8") == PRINTED[name] + "\n"


def test_every_golden_report_is_printed():
    """No golden file is left behind."""
    assert sorted(PRINTED) == sorted(file.name for file in GOLDEN.iterdir())


def test_nothing_hostile_reaches_the_terminal():
    """Whatever a name, reason or value holds, what is printed for people has no control characters."""
    assert all(text.replace("\n", "").isprintable() for name, text in PRINTED.items() if name.endswith(".txt"))


def test_machines_are_told_when_nothing_can_be_judged():
    """An error is JSON as well, with its five parts and notes."""
    error = WaiverError("WVR-018", "it was not found", at="the command line", got=1, fix="look again")
    error.add_note("a note")

    assert {
        "ok": False,
        "error": {
            "code": "WVR-018",
            "what": "it was not found",
            "at": "the command line",
            "got": "1",
            "fix": "look again",
        },
        "more": ["a note"],
    } == json.loads(json_error(error))


def test_a_table_is_aligned():
    """Columns are as wide as their widest cell, and no line ends with blanks."""
    assert "NAME   N\na      1\nlong   22" == table(["NAME ", "N"], [["a", "1"], ["long", "22"]])


def test_what_is_waived_is_not_coming():
    """Only what will block is counted as coming; a waived finding is not."""
    assert (date(2027, 3, 1), date(2027, 6, 1)) == CLEAN.upcoming
    assert () == replace(CLEAN, findings=(replace(WAIVED, blocks_from=date(2027, 1, 1)),)).upcoming
