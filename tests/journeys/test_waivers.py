"""
The domain team lives with a fault for a while, and the platform team sees with which, and until when.
"""

import re
from datetime import date, timedelta

import pytest

from platform_constructs.policy.packs.lock import with_locked
from tests.first_releases import copy_the_first

DECLARE = """
from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup

from platform_constructs import HttpBackend, PublicApi


def change(stack):
    CloudwatchLogGroup(stack, "jobs", name="jobs", retention_in_days=400{more})


backend = HttpBackend(url="https://ordering.meridian.example")
api = PublicApi(domain="ordering", backend=backend, escape_hatch=change)
"""
JOBS = "aws_cloudwatch_log_group.jobs"
ON = "2026-12-01"
DONE = {
    "reason": "its key does not exist yet",
    "approver": "platform-team",
    "ticket": "ORD-9",
    "compensating_control": "nothing secret is logged",
}


def declare(sample, more=""):
    sample.write("ordering/stack.py", DECLARE.format(more=more))


def draft(sample, *arguments):
    return sample.paved("waivers", "draft", "LOG-001", JOBS, "ordering", "--as-of", ON, *arguments)


def complete(sample, drafted):
    """Fill in what people have to say, and return the text."""
    for key, said in DONE.items():
        drafted = drafted.replace(f'{key} = ""', f'{key} = "{said}"')
    sample.write("ordering/waivers.toml", drafted)
    return drafted


def synth(sample, on=ON, **environment):
    return sample.paved("synth", "ordering", "--format", "json", "--as-of", on, **environment)


def codes(ended):
    return [(one["code"], one["level"], one["blocks"]) for one in ended.json["findings"]]


@pytest.fixture(name="waived")
def _waived(sample):
    """The sample with a fault of ordering's that is waived from 2026-12-01 for ninety days."""
    declare(sample)
    complete(sample, draft(sample).out)
    return sample


def test_a_draft_becomes_a_waiver_once_people_have_completed_it(sample):
    """
    The command prints all that a machine knows; as long as a text is empty, nothing is waived and the line is named.
    """
    declare(sample)
    drafted = draft(sample)
    sample.write("ordering/waivers.toml", drafted.out)
    empty = synth(sample)
    complete(sample, drafted.out)
    whole = synth(sample)

    assert ("", 0) == (sample.paved("waivers", "list", "quoting").err, drafted.code)
    assert "complete the empty texts and put this into stacks/domains/ordering/waivers.toml" in drafted.err
    assert (2, "WVR-012", "reason is still empty") == (
        empty.code,
        empty.json["error"]["code"],
        empty.json["error"]["what"],
    )
    assert (0, [("LOG-001", "block", False)]) == (whole.code, codes(whole))
    assert DONE | {"expires": "2027-03-01"} == {
        key: value for key, value in whole.json["findings"][0]["waiver"].items() if key in {*DONE, "expires"}
    }


def test_an_unrelated_change_leaves_a_waiver_in_force(waived):
    """
    A tag is nothing the rule looks at, so nobody has to agree again.
    """
    declare(waived, ', tags={"team": "orders"}')

    assert (0, [("LOG-001", "block", False)]) == (synth(waived).code, codes(synth(waived)))


def test_another_value_ends_a_waiver(waived):
    """
    Rule and address still match, and still the waiver is stale: what it was agreed for is not what is there now.
    """
    declare(waived, ', kms_key_id="${var.key}"')
    ended = synth(waived)
    listed = waived.paved("waivers", "check", "ordering", "--as-of", ON)

    assert (1, [("LOG-001", "block", True), ("WVR-007", "block", True)]) == (ended.code, sorted(codes(ended)))
    stale = next(one for one in ended.json["findings"] if one["code"] == "WVR-007")
    assert re.fullmatch(r"[0-9a-f]{16} then, [0-9a-f]{16} now; it is var\.key", stale["got"])
    assert 1 == listed.code
    assert "LOG-001 plain-log-group: stale" in listed.out


@pytest.mark.parametrize(
    ("on", "code", "found"),
    [
        ("2027-01-29", 0, [("LOG-001", "block", False)]),
        ("2027-01-30", 0, [("LOG-001", "block", False), ("WVR-008", "warn", False)]),
        ("2027-03-01", 0, [("LOG-001", "block", False), ("WVR-008", "warn", False)]),
        ("2027-03-02", 1, [("LOG-001", "block", True), ("WVR-001", "block", True)]),
    ],
)
def test_a_day_to_come_shows_what_would_fail(waived, on, code, found):
    """
    --as-of says what a waiver's end will bring: a warning in its last month, and a refusal the day after it.
    """
    ended = synth(waived, on)

    assert (code, found) == (ended.code, sorted(codes(ended)))


def test_waivers_are_listed_without_an_engine(waived):
    """
    The list says all a waiver says, the days left and how it stands, and needs no Node to do so.
    """
    listed = waived.paved("waivers", "ordering", "--as-of", ON, "--format", "json", PATH="/nowhere")
    late = waived.paved("waivers", "ordering", "--as-of", "2027-03-02")
    [one] = listed.json["waivers"]

    assert (0, True, False) == (listed.code, listed.json["ok"], listed.json["synthesised"])
    assert DONE | {
        "at": JOBS,
        "days_left": 90,
        "expires": "2027-03-01",
        "holds": True,
        "name": "plain-log-group",
        "owner": "ordering",
        "place": "stacks/domains/ordering/waivers.toml:3 (waiver.0)",
        "rule": "LOG-001",
        "state": "in force",
        "why": "",
    } == {key: value for key, value in one.items() if key != "fingerprint"}
    assert (1, "LOG-001 plain-log-group: expired") == (late.code, late.out.splitlines()[0])
    assert "  till 2027-03-01, 1 day ago" in late.out


def test_a_verbose_synth_shows_what_is_lived_with(waived):
    """
    Each waived finding says where its waiver stands, who agreed, until when, why, and what protects instead.
    """
    told = waived.paved("synth", "ordering", "--verbose", "--as-of", ON).out

    assert (
        "  by   stacks/domains/ordering/waivers.toml:3 (waiver.0), approved by platform-team, ORD-9\n"
        "  till 2027-03-01, 90 days left\n"
        "  for  its key does not exist yet\n"
        "  but  nothing secret is logged\n"
        "  who  ordering\n"
    ) in told


def test_nothing_can_be_drafted_that_was_not_found(sample):
    """
    A waiver is for what is there: the nearest place that has the fault is named.
    """
    declare(sample)
    ended = sample.paved("waivers", "draft", "plain-log-group", "aws_cloudwatch_log_group.job", "ordering")

    assert 2 == ended.code
    assert (
        "error[WVR-018] LOG-001 was not found at this place\n"
        "  at   the command line\n"
        "  got  aws_cloudwatch_log_group.job\n"
        f"  fix  did you mean {JOBS}?\n"
        "  more `paved explain WVR-018`"
    ) == ended.error


@pytest.fixture(name="dated")
def _dated(tmp_path):
    """Packs in which a version of baseline warns of plain log groups, and blocks them from 2027-03-01."""
    packs = tmp_path / "law" / "policy_packs"
    copy_the_first(packs)
    text = (packs / "baseline" / "1.0.0.toml").read_text(encoding="utf-8")
    text = text.replace('version = "1.0.0"', 'version = "1.0.999"')
    text, dated = re.subn(r"(?m)^LOG-001 = .*$", 'LOG-001 = { level = "warn", block_from = 2027-03-01 }', text)
    assert 1 == dated
    (packs / "baseline" / "1.0.999.toml").write_text(text, encoding="utf-8")
    lock = packs / "packs.lock"
    lock.write_text(
        with_locked(lock.read_text(encoding="utf-8"), "baseline/1.0.999.toml", text.encode()), encoding="utf-8"
    )
    return {"PYTHONPATH": str(packs.parent)}


def test_what_will_block_is_said_before_it_does(sample, dated):
    """
    A rule that blocks from a date warns until then, says from when, and --as-of that date shows the refusal.
    """
    declare(sample)
    before = sample.paved("synth", "ordering", "--as-of", "2027-02-28", **dated)
    after = synth(sample, "2027-03-01", **dated)
    [early] = [one for one in synth(sample, "2027-02-28", **dated).json["findings"] if one["code"] == "LOG-001"]

    assert 0 == before.code
    assert "warn[LOG-001]" in before.out
    assert "  when blocks from 2027-03-01\n" in before.out
    assert "1 of the lesser will block, the first from 2027-03-01: `--as-of 2027-03-01` shows it\n" in before.out
    assert ("2027-03-01", "warn", False) == (early["blocks_from"], early["level"], early["blocks"])
    assert (1, [("LOG-001", "block", True)]) == (after.code, codes(after))
    assert None is after.json["findings"][0]["blocks_from"]


def test_a_draft_ends_in_ninety_days(sample):
    """
    Without --as-of a draft counts from today.
    """
    declare(sample)
    today = date.today()  # noqa: DTZ011  # the reader's own day, as the command takes it
    told = sample.paved("waivers", "draft", "LOG-001", JOBS, "ordering", "--format", "json").json

    assert told["expires"] in {(today + timedelta(days=days)).isoformat() for days in (90, 91)}
    assert (JOBS, "LOG-001", "ordering", ["platform-team"]) == (
        told["at"],
        told["rule"],
        told["owner"],
        told["approvers"],
    )
