"""
What of checkov's output is believed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.adapters.checkov.output import read_output
from platform_constructs.adapters.checkov.run import Output
from platform_constructs.adapters.checkov.verdicts import refuse_impossible, report_of
from platform_constructs.adapters.checkov.view import scan_view
from platform_constructs.errors import ToolError
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.scan import CheckovReport, Expectations, SkippedCheck
from platform_constructs.model.verdict import Level

RECORDED = json.loads((Path(__file__).parent / "recorded" / "checkov_one_and_two.json").read_text(encoding="utf-8"))
QUEUE = {"resource": {"aws_sqs_queue": {"q": {"//": {"metadata": {"path": "s/queue"}}, "name": "q"}}}}
VIEWS = [scan_view("one", QUEUE), scan_view("two", QUEUE)]
NOTHING = {"one": Expectations(), "two": Expectations()}
Change = Callable[[dict[str, Any]], object]


def recorded(change: Change | None = None) -> Output:
    """What the real checkov 3.3.30 left behind after scanning VIEWS, with a change."""
    report = json.loads(json.dumps(RECORDED["report"]))
    if change:
        change(report)
    return Output(1, json.dumps(report).encode(), "", json.dumps(RECORDED["census"]).encode())


def report(expectations: dict[str, Expectations], output: Output | None = None) -> CheckovReport:
    reading = read_output(output or recorded(), VIEWS, expectations)
    refuse_impossible(expectations, reading)
    return report_of(
        reading,
        VIEWS,
        expectations,
        owners={"one": "ordering", "two": "quoting"},
        places={"one": Place("one.py", 1), "two": Place("two.py", 2)},
    )


def refusal(output: Output, expectations: dict[str, Expectations] = NOTHING) -> str:
    with pytest.raises(ToolError) as refused:
        report(expectations, output)
    return str(refused.value)


def test_a_recorded_scan_reads_as_findings():
    """A failed check is a blocking finding of its stack's owner; a skipped one is listed with its reason."""
    skip = {"CKV_AWS_27": "messages are public"}

    assert CheckovReport(
        findings=(
            Finding(
                code="CKV_AWS_27",
                name="all-data-stored-in-the-sqs-queue-is-encrypted",
                level=Level.BLOCK,
                what="aws_sqs_queue.q fails CKV_AWS_27: ensure all data stored in the SQS queue is encrypted",
                at=Place("one.py", 1),
                fix="look at kms_master_key_id, sqs_managed_sse_enabled of s/queue so that the check holds",
                owner="ordering",
                stack="one",
                address="aws_sqs_queue.q",
            ),
        ),
        evaluated=6,
        passed=4,
        failed=1,
        skipped=1,
        skips=(SkippedCheck("two", "aws_sqs_queue.q", "CKV_AWS_27", "messages are public"),),
        version="3.3.30",
    ) == report({"one": Expectations(), "two": Expectations(skips=skip)})


def test_what_was_demanded_and_judged_adds_nothing():
    """A demand that checkov evaluated is met by its verdict, passed or failed."""
    demanded = Expectations({"CKV2_AWS_73": frozenset(), "CKV_AWS_27": frozenset({"aws_sqs_queue"})})

    assert report(NOTHING) == report({"one": demanded, "two": Expectations()})


def test_what_was_demanded_and_never_judged_blocks():
    """A demand without a verdict on a resource of its type is a finding of its own."""
    dropped = recorded(lambda r: r["results"].update(passed_checks=[]))
    demanded = {"one": Expectations({"CKV2_AWS_73": frozenset(), "CKV_AWS_338": frozenset()}), "two": Expectations()}

    assert [("one", "CKV2_AWS_73", "checkov never evaluated CKV2_AWS_73 on aws_sqs_queue.q")] == [
        (finding.stack, finding.code, finding.what)
        for finding in report(demanded, dropped).findings
        if finding.name == "never-evaluated"
    ]


def test_a_demand_outweighs_a_skip():
    """Where one pack demands a check and another skips it, its failure counts."""
    both = Expectations({"CKV_AWS_27": frozenset()}, {"CKV_AWS_27": "cost"})

    assert report(NOTHING) == report({"one": both, "two": Expectations()})


def test_a_failure_wins_where_a_resource_was_expanded():
    """checkov expands for_each into several records of one place: one failure is enough."""

    def add_pass(report: dict[str, Any]) -> None:
        failed = next(record for record in report["results"]["failed_checks"] if record["check_id"] == "CKV_AWS_27")
        report["results"]["passed_checks"].append({**failed, "check_result": {"result": "PASSED"}})

    assert report(NOTHING) == report(NOTHING, recorded(add_pass))


@pytest.mark.parametrize(
    ("demand", "what", "got"),
    [
        (Expectations({"CKV_AWS_9": frozenset()}), "checkov 3.3.30 has no check CKV_AWS_9", "CKV_AWS_9"),
        (Expectations(skips={"CKV_AWS_9": "old"}), "checkov 3.3.30 has no check CKV_AWS_9", "CKV_AWS_9"),
        (
            Expectations({"CKV_AWS_1": frozenset({"aws_iam_policy_document"})}),
            "CKV_AWS_1 does not judge that type, only data.aws_iam_policy_document",
            "aws_iam_policy_document",
        ),
    ],
    ids=["demanded", "skipped", "type"],
)
def test_a_pack_that_asks_for_the_impossible_is_refused(demand, what, got):
    """A check that does not exist, or judges other types, would be met by never being looked at."""
    assert (
        f"error[TOOL-009] {what}\n"
        "  at   the packs of one\n"
        f"  got  {got}\n"
        "  fix  correct the pack's [checkov] table\n"
        "  more `paved explain TOOL-009`"
    ) == refusal(recorded(), {"one": demand, "two": Expectations()})


def test_a_scan_that_judged_nothing_is_refused():
    """No verdict on anything but what was planted is not a pass."""

    def only_planted(report: dict[str, Any]) -> None:
        for kind in ("passed_checks", "failed_checks"):
            kept = [r for r in report["results"][kind] if not r["resource"].endswith(".q")]
            report["results"][kind] = kept

    assert (
        "error[TOOL-007] checkov has no check for any of these resources, so nothing was judged\n"
        "  at   one, two\n"
        "  got  2 blocks\n"
        "  fix  scan at least one stack with resources that checkov knows\n"
        "  more `paved explain TOOL-007`"
    ) == refusal(recorded(only_planted))


def test_silence_about_what_was_planted_is_refused():
    """A scanner that lets our violation pass in one stack, for one kind of check, has not judged that stack."""

    def asleep(report: dict[str, Any]) -> None:
        failed = report["results"]["failed_checks"]
        failed[:] = [r for r in failed if (r["file_path"], r["check_id"]) != ("/0001/stack.tf.json", "CKV2_AWS_64")]

    assert (
        "error[TOOL-006] checkov did not report a violation that was planted for it, so its silence proves nothing\n"
        "  at   checkov\n"
        "  got  two: CKV2_AWS_64 on a planted aws_kms_key\n"
        "  fix  remove .venv-checkov and run `make checkov`\n"
        "  more `paved explain TOOL-006`"
    ) == refusal(recorded(asleep))


def test_a_stack_that_was_not_parsed_is_named():
    """One parsing error is enough to refuse the scan."""
    errors = ["/tmp/x/scanned/0001/stack.tf.json"]

    assert (
        "error[TOOL-005] checkov could not parse every stack\n"
        "  at   two\n"
        "  got  1 of 2 stacks\n"
        "  fix  look for what an escape hatch wrote into this stack, and remove it\n"
        "  more `paved explain TOOL-005`"
    ) == refusal(recorded(lambda r: r["results"].update(parsing_errors=errors)))


CRASH = (
    "2026-11-22 17:03:27,216 [MainThread  ] [ERROR]  Failed to run check CKV_AWS_27 on {place}\n"
    "Traceback (most recent call last):\n"
    '  File "base_check.py", line 68, in run\n'
    "TypeError: 'NoneType' object is not iterable\n"
)


@pytest.mark.parametrize(
    ("place", "at"),
    [
        ("/0001/stack.tf.json:aws_sqs_queue.q", "two: aws_sqs_queue.q"),
        ("/graph:resources", "the relations between resources"),
    ],
    ids=["one", "graph"],
)
def test_a_check_that_crashed_is_named(place, at):
    """A crash is no verdict, and is told with the place and the exception."""
    crashed = replace(recorded(), log=CRASH.format(place=place))

    assert (
        "error[TOOL-008] checkov's CKV_AWS_27 crashed and judged nothing\n"
        f"  at   {at}\n"
        "  got  TypeError: 'NoneType' object is not iterable\n"
        "  fix  give the resource the shape the check expects, or skip the check in a pack and say why\n"
        "  more `paved explain TOOL-008`"
    ) == refusal(crashed, {"one": Expectations(skips={"CKV_AWS_27": "wrong"}), "two": Expectations()})


def test_a_crash_is_put_up_with_only_where_its_check_is_skipped():
    """A check that its pack skips may crash on that stack's resources."""
    crashed = replace(recorded(), log=CRASH.format(place="/0001/stack.tf.json:aws_sqs_queue.q"))
    skipped = {"one": Expectations(), "two": Expectations(skips={"CKV_AWS_27": "the check is wrong"})}

    assert report(skipped) == report(skipped, crashed)


@pytest.mark.parametrize("version", ["3.1.47", "3.4.0", "4.0.0", "new", "", None, 3, "3.3.30rc1"])
def test_another_version_is_refused(version):
    """A checkov we have not been tried against may mean something else by its report."""
    assert (
        "error[TOOL-002] this checkov is not one of the versions we are tried against (<3.4,>=3.3.30)\n"
        "  at   checkov\n"
        f"  got  {version}\n"
        "  fix  run `make checkov` for the pinned version\n"
        "  more `paved explain TOOL-002`"
    ) == refusal(recorded(lambda r: r["summary"].update(checkov_version=version)))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda r: r.pop("summary"), "it has no summary"),
        (lambda r: r["results"].pop("failed_checks"), "it has no list of failed_checks"),
        (lambda r: r["results"].update(passed_checks={}), "it has no list of passed_checks"),
        (lambda r: r["results"].update(failed_checks=[[]]), "it has no list of failed_checks"),
        (lambda r: r["results"].update(skipped_checks=[{"check_id": "X"}]), "it skipped a check by itself"),
        (
            lambda r: r["results"]["failed_checks"][0].update(file_path="/x"),
            "it speaks of a place that we did not give it",
        ),
        (
            lambda r: r["results"]["failed_checks"][0].update(file_path="/0002/stack.tf.json"),
            "it speaks of a place that we did not give it",
        ),
        (
            lambda r: r["results"]["failed_checks"][0].update(file_line_range=[1, 99]),
            "it speaks of a place that we did not give it",
        ),
        (
            lambda r: r["results"]["failed_checks"][0].update(file_line_range=None),
            "it speaks of a place that we did not give it",
        ),
        (lambda r: r["results"]["failed_checks"][0].update(check_id=None), "a record holds no verdict"),
        (
            lambda r: r["results"]["failed_checks"][0].update(check_result={"result": "UNKNOWN"}),
            "a record holds no verdict",
        ),
    ],
    ids=range(11),
)
def test_a_report_that_contradicts_itself_is_refused(change, why):
    """Records we cannot trace, or verdicts that are none, cast doubt on the rest."""
    assert f"error[TOOL-010] checkov's report cannot be trusted: {why}" == refusal(recorded(change)).splitlines()[0]


@pytest.mark.parametrize(
    "output",
    [
        Output(2, b"", "usage: checkov\ncheckov: error: no such option\n", b"{}"),
        Output(0, b'{"passed": 0, "failed": 0, "checkov_version": "3.3.30"}', "", b"{}"),
        Output(0, b"[]", "", b"{}"),
        Output(0, b"\xff\xfe", "", b"{}"),
        Output(0, b"[" * 100_000, "", b"{}"),
        Output(-9, recorded().report, "", recorded().census),
        replace(recorded(), exit_code=2),
        replace(recorded(), census=b""),
        replace(recorded(), census=b"[]"),
        replace(recorded(), census=b'{"CKV_AWS_1": {"judged": 5}}'),
        replace(recorded(), log="2026-11-22 [MainThread  ] [ERROR]  Cannot load external check 'witness'\n"),
    ],
    ids=range(11),
)
def test_a_scanner_that_broke_down_is_refused(output):
    """A usage error, an empty scan, a signal, a missing witness or a logged error is never a pass."""
    assert "error[TOOL-004] checkov ended without a report that can be read" == refusal(output).splitlines()[0]


def test_a_breakdown_shows_what_checkov_said_last():
    """The last line of its log tells more than an exit code."""
    assert (
        "error[TOOL-004] checkov ended without a report that can be read\n"
        "  at   checkov\n"
        "  got  exit code 2: checkov: error: no such option\n"
        "  fix  remove .venv-checkov and run `make checkov`\n"
        "  more `paved explain TOOL-004`"
    ) == refusal(Output(2, b"", "usage: checkov\ncheckov: error: no such option\n", b"{}"))
