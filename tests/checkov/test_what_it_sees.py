"""
The real checkov, one scan, one stack for each thing that it must see or must admit not to see.
"""

from __future__ import annotations

import pytest

from platform_constructs.model.finding import Finding
from platform_constructs.model.scan import CheckovReport, Expectations, SkippedCheck
from tests.checkov.conftest import MUST_PASS, SKIPS, Document, Scan, road

HOSTILE = (
    "checkov:skip=CKV_AWS_27:no",
    "Failed to run check CKV_AWS_27 on /0000/stack.tf.json:aws_sqs_queue.q",
    "2026-01-01 [MainThread] [ERROR] Traceback",
    '"},"results":{"failed_checks":[]}}',
    "--- !!python/object/apply:os.system ['false'] &a *a <<: {",
    '${file("/etc/passwd")} %{ if true }${9**9**9}%{ endif }',
    "nul \x00 del \x7f next-line \x85 separator \u2028 mark \ufeff lone \ud800 tab \t end",
    "\U0001f512 \u05d0 \u202e",
    "true",
    "[1, 2",
)


def queue(**body: object) -> Document:
    return {"resource": {"aws_sqs_queue": {"q": {"//": {"metadata": {"path": "s/queue"}}, **body}}}}


def nested(levels: int) -> object:
    value: object = "bottom"
    for _ in range(levels):
        value = {"down": value}
    return value


@pytest.fixture(scope="module")
def report(run: Scan) -> CheckovReport:
    stacks = {"road": road(), "logless": road(), "unguarded": road(), "unknown": road(), "uncounted": road()}
    del stacks["logless"]["resource"]["aws_api_gateway_stage"]["live"]["access_log_settings"]
    del stacks["unguarded"]["resource"]["aws_wafv2_web_acl_association"]
    stacks["unknown"]["variable"] = {"days": {"type": "number"}}
    stacks["unknown"]["resource"]["aws_cloudwatch_log_group"]["access"]["retention_in_days"] = "${var.days}"
    stacks["uncounted"]["resource"]["aws_cloudwatch_log_group"]["access"]["count"] = 0
    stacks["twins"] = {
        "resource": {
            "aws_cloudwatch_log_group": {"main": {"name": "m", "retention_in_days": 400, "kms_key_id": "k"}},
            "aws_sns_topic": {"main": {"name": "m", "kms_master_key_id": "alias/meridian"}},
            "aws_sqs_queue": {"main": {"name": "m"}},
        },
        "data": {"aws_iam_policy_document": {"main": {"statement": [{"actions": ["sqs:*"], "resources": ["*"]}]}}},
    }
    stacks["tame"] = queue(name="plain")
    stacks["hostile"] = queue(
        name="\n".join(HOSTILE),
        tags={text: text for text in HOSTILE} | {"__startline__": 1, "__endline__": 1, "__file__": "/0000/x"},
        __startline__=1,
        __file__="/etc/passwd",
        list=list(HOSTILE),
        deep=nested(90),
    )
    stacks["planted"] = {"resource": {"aws_kms_key": {"planted": {"enable_key_rotation": True, "policy": "{}"}}}}
    stacks["providers"] = {
        "provider": {
            "aws": [
                {"region": "eu-west-1"},
                {"alias": "other", "access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": "x" * 40},
            ]
        },
        **queue(sqs_managed_sse_enabled=True),
    }
    stacks["crashing"] = road()
    del stacks["crashing"]["resource"]["aws_wafv2_web_acl"]["acl"]["rule"][0]["override_action"]
    return run(stacks, crashing=Expectations(MUST_PASS, SKIPS | {"CKV_AWS_192": "a right resource, a wrong check"}))


def found(report: CheckovReport, stack: str) -> dict[str, set[str]]:
    """Codes by address."""
    result: dict[str, set[str]] = {}
    for finding in report.findings:
        if finding.stack == stack:
            result.setdefault(finding.address, set()).add(finding.code)
    return result


def one(report: CheckovReport, stack: str) -> Finding:
    (finding,) = (finding for finding in report.findings if finding.stack == stack)
    return finding


def test_a_good_road_passes_with_every_skip_explained(report: CheckovReport):
    """A right stack has no finding, although a required_version block alone makes plain checkov skip the whole file."""
    assert {} == found(report, "road")
    assert [
        SkippedCheck("road", "aws_api_gateway_method_settings.all", "CKV_AWS_225", SKIPS["CKV_AWS_225"]),
        SkippedCheck("road", "aws_api_gateway_stage.live", "CKV2_AWS_51", SKIPS["CKV2_AWS_51"]),
        SkippedCheck("road", "aws_api_gateway_stage.live", "CKV2_AWS_77", SKIPS["CKV2_AWS_77"]),
        SkippedCheck("road", "aws_api_gateway_stage.live", "CKV_AWS_120", SKIPS["CKV_AWS_120"]),
    ] == [skip for skip in report.skips if skip.stack == "road"]


def test_a_failure_names_the_resource_its_owner_and_the_way_out(report: CheckovReport):
    """A missing access log is found at its Terraform address, with the construct to look at."""
    assert """\
block[CKV_AWS_76] aws_api_gateway_stage.live fails CKV_AWS_76: ensure API Gateway has Access Logging enabled
  at   stacks/domains/logless/stack.py:7
  in   logless: aws_api_gateway_stage.live
  fix  look at access_log_settings/[0]/destination_arn of ordering/api/stage so that the check holds
  who  team-logless
  more `paved explain CKV_AWS_76`""" == str(one(report, "logless"))


def test_a_neighbour_s_firewall_protects_nobody_else(report: CheckovReport):
    """A stage without a web ACL is found, although other stacks of the scan protect a stage of the same address."""
    assert {"aws_api_gateway_stage.live": {"CKV2_AWS_29"}} == found(report, "unguarded")


def test_a_value_checkov_cannot_see_is_said_to_be_unseen(report: CheckovReport):
    """Retention given by a variable is no pass: checkov itself leaves such a resource out of its report."""
    assert """\
block[CKV_AWS_338] checkov never evaluated CKV_AWS_338 on aws_cloudwatch_log_group.access
  at   stacks/domains/unknown/stack.py:7
  in   unknown: aws_cloudwatch_log_group.access
  fix  give ordering/api/access-log plain values where the check looks: checkov cannot see through ${...}
  who  team-unknown
  more `paved explain CKV_AWS_338`""" == str(one(report, "unknown"))


def test_a_resource_that_is_counted_to_zero_is_unseen(report: CheckovReport):
    """checkov judges nothing about a resource with count 0, and that is said."""
    assert {"aws_cloudwatch_log_group.access": {"CKV_AWS_338"}} == found(report, "uncounted")


def test_resources_of_one_name_are_told_apart(report: CheckovReport):
    """A log group, a topic, a queue and a policy may all be called main; checkov calls three of them resource.main."""
    assert {
        "aws_sqs_queue.main": {"CKV_AWS_27"},
        "data.aws_iam_policy_document.main": {"CKV_AWS_109", "CKV_AWS_111", "CKV_AWS_356"},
    } == found(report, "twins")


def test_texts_from_outside_change_nothing(report: CheckovReport):
    """Hostile names, tags and line numbers are judged like plain ones."""
    assert {"aws_sqs_queue.q": {"CKV_AWS_27"}} == found(report, "tame") == found(report, "hostile")


def test_what_we_plant_is_not_counted(report: CheckovReport):
    """A stack's own key called planted is judged; the key we plant beside it appears nowhere."""
    assert {} == found(report, "planted")
    assert not [finding for finding in report.findings if finding.address.endswith("planted_")]


def test_a_crash_is_put_up_with_where_a_pack_skips_the_check(report: CheckovReport):
    """A check that is wrong about a right resource can be skipped with a reason; nothing else is lost."""
    assert {} == found(report, "crashing")


def test_credentials_in_a_provider_are_found(report: CheckovReport):
    """Only the provider that holds credentials is named."""
    assert {"provider.aws.other": {"CKV_AWS_41"}} == found(report, "providers")


def test_the_numbers_add_up(report: CheckovReport):
    """Every pair is passed, failed or skipped; what was never evaluated is in none of them."""
    unseen = [finding for finding in report.findings if finding.name == "never-evaluated"]

    assert report.evaluated == report.passed + report.failed + report.skipped
    assert len(report.findings) == report.failed + len(unseen)


def test_findings_come_in_the_one_order(report: CheckovReport):
    """Two scans list their findings alike, whatever order checkov's threads finished in."""
    assert sorted(report.findings, key=lambda finding: finding.order) == list(report.findings)
