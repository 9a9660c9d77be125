"""
An event contract is changed: what the pull request is told, which readers it names, and who accepts it.
"""

import jsonschema
import pytest

from platform_constructs.adapters.reports.contract_diff_schema import diff_schema
from tests.git_repository import Repository
from tests.journeys.test_contract_diff import diff

PLACED = "ordering/events/service-order-placed.yaml"
MILESTONE = "delivery/events/delivery-milestone-reached.yaml"
QUOTE = "quoting/events/quote-expired.yaml"
EVENT = "meridian.ordering/ServiceOrderPlaced"
ON = "2026-12-01"


@pytest.fixture(name="repository")
def _repository(sample):
    repository = Repository(sample.root)
    repository.write(".gitignore", "__pycache__/\n")
    repository.commit()
    repository.git("switch", "-q", "-c", "work")
    return repository


def rename_a_property(sample):
    """Readers look for what is no longer there, and are given what they do not know."""
    sample.replace(PLACED, "quoteId", "quoteIdentifier")
    sample.replace(PLACED, "version: 1.0.0", "version: 2.0.0")


def since_main(sample, *arguments):
    """The events that changed, by name, and how it ended, from the JSON answer."""
    ended = diff(sample, "--since", "main", "--as-of", ON, "--format", "json", *arguments)
    jsonschema.Draft202012Validator(diff_schema()).validate(ended.json)
    changed = (one for one in ended.json["contracts"] if one["changes"] or one["error"])
    return {one["name"]: one for one in changed}, ended.code


def test_a_break_names_the_domains_that_read_the_event(sample, repository):
    """The mode that the event declares decides what breaks; the grants of the registry say whom, in every form."""
    rename_a_property(sample)

    text = diff(sample, "--since", "main", "--as-of", ON)
    comment = diff(sample, "--since", "main", "--as-of", ON, "--format", "markdown")
    found, code = since_main(sample)

    assert (1, 1, 1) == (text.code, comment.code, code)
    assert "ServiceOrderPlaced  (read by delivery)" in text.out
    assert "  delivery: broken by 2, warned of 1  (delivery@meridian.example)" in text.out
    assert "asks for a major step of version; 1.0.0 -> 2.0.0 is a major one" in text.out
    assert "contracts and 5 events since main, 2 breaking changes" in text.out
    assert f"broken** `{EVENT}`: the property `quoteId` was removed and had been required" in comment.out
    [event] = found.values()
    assert ("event", "ordering", "breaking", EVENT) == tuple(event[key] for key in ("kind", "owner", "worst", "name"))
    assert [("delivery", "broken", "platform.toml")] == [
        (one["name"], one["hit"], one["file"]) for one in event["consumers"]
    ]
    assert {("SUBSCRIBE delivery",)} == {tuple(one["operations"]) for one in event["changes"]}


def test_the_mode_of_the_older_version_decides(sample, repository):
    """What breaks an event that promised both sides breaks none that promised only its own past, or nothing."""

    def ends(mode):
        sample.replace(PLACED, "compatibility: FULL", f"compatibility: {mode}")
        repository.commit()
        repository.git("branch", "-f", "main")
        sample.replace(PLACED, "    requestedCompletion: { type: string, format: date, maxLength: 10 }\n", "")
        sample.replace(PLACED, "items, siteContact]", "items]")
        sample.replace(PLACED, "version: 1.0.0", "version: 1.1.0")
        found, code = since_main(sample, "ordering")
        repository.git("checkout", "-q", "stacks")
        sample.replace(PLACED, f"compatibility: {mode}", "compatibility: FULL")
        return found[EVENT]["worst"], code

    assert {"FULL": ("breaking", 1), "BACKWARD": ("warn", 0), "FORWARD": ("breaking", 1), "NONE": ("warn", 0)} == {
        mode: ends(mode) for mode in ("FULL", "BACKWARD", "FORWARD", "NONE")
    }


def test_events_come_and_go_by_their_names_not_their_files(sample, repository):
    """A file that was renamed holds the same event; an event that was renamed is gone for its readers."""
    repository.git("mv", f"stacks/domains/{MILESTONE}", "stacks/domains/delivery/events/milestone.yaml")
    moved = diff(sample, "--since", "main", "--as-of", ON)
    sample.replace(PLACED, "event: ServiceOrderPlaced", "event: OrderPlaced")
    found, code = since_main(sample)
    breaking = {name: [each["id"] for each in one["changes"]] for name, one in found.items()}

    assert (0, True) == (moved.code, f"moved from stacks/domains/{MILESTONE}  unchanged" in moved.out)
    assert {
        EVENT: ["event-removed-without-deprecation"],
        "meridian.ordering/OrderPlaced": ["event-added"],
    } == breaking
    assert (1, "gone", "new") == (code, found[EVENT]["state"], found["meridian.ordering/OrderPlaced"]["state"])
    assert [("delivery", "broken")] == [(one["name"], one["hit"]) for one in found[EVENT]["consumers"]]
    assert ({}, 0) == since_main(sample, "quoting")
    assert ({}, 0) == since_main(sample, "ordering-public")


def test_an_event_goes_after_its_last_day(sample, repository):
    """Announced with a sunset that is reached, its removal is told and refuses nothing; a day earlier it breaks."""
    sample.replace(QUOTE, "lifecycle: beta", "lifecycle: deprecated\nsunset: '2026-12-01'")
    repository.commit()
    repository.git("branch", "-f", "main")
    sample.path(QUOTE).unlink()

    early = diff(sample, "--since", "main", "--as-of", "2026-11-30")

    assert ("event-removed-after-sunset", 0) == (
        since_main(sample)[0]["meridian.quoting/QuoteExpired"]["changes"][0]["id"],
        since_main(sample)[1],
    )
    assert (1, True) == (early.code, "was removed before its sunset 2026-12-01" in early.out)


def test_a_domain_without_a_stack_is_asked_for_its_events(sample, repository):
    """Its name is known although nothing is declared there; a misspelt one beside it is still refused."""
    sample.path("quoting/stack.py").unlink()
    repository.commit()
    repository.git("branch", "-f", "main")
    sample.replace(QUOTE, "lifecycle: beta", "lifecycle: stable")
    sample.replace(QUOTE, "version: 1.0.0", "version: 1.1.0")

    found, code = since_main(sample, "quoting", "ordering")

    assert (["meridian.quoting/QuoteExpired"], 0) == (list(found), code)
    assert "error[DECL-031]" in diff(sample, "--since", "main", "quoting", "orderng").err


def test_a_break_of_an_event_is_accepted_by_a_waiver_that_others_leave_alone(sample, repository):
    """Drafted, completed, holding for the comparison; a synth and a lint take it for none of theirs."""
    sample.replace(PLACED, "event: ServiceOrderPlaced", "event: OrderPlaced")
    drafted = diff(sample, "--since", "main", "--as-of", ON, "--draft", "EVT-107", "ServiceOrderPlaced")
    lines = dict(line.split(" = ", 1) for line in drafted.out.splitlines() if " = " in line)
    said = {
        **lines,
        "reason": '"delivery moves with us"',
        "approver": f'"{lines["approver"].rpartition(": ")[2].split(",")[0]}"',
        "ticket": '"ORD-3"',
        "compensating_control": '"both events are published till then"',
    }
    sample.write("ordering/waivers.toml", "[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in said.items()))

    accepted = diff(sample, "--since", "main", "--as-of", ON)
    listed = sample.paved("contract", "events", "ordering", "--as-of", ON)

    assert (0, 0) == (drafted.code, accepted.code), drafted.err + accepted.out
    assert "accepted  `meridian.ordering/ServiceOrderPlaced` was removed" in accepted.out
    assert (0, False) == (listed.code, "WVR-" in listed.out), listed.out


def test_two_files_and_their_changelog(sample, repository):
    """Two versions of an event are compared wherever they are, and what readers are told is written down."""
    rename_a_property(sample)
    old, new = f"main:stacks/domains/{PLACED}", f"stacks/domains/{PLACED}"

    told = sample.paved("contract", "changelog", old, new)

    assert 1 == diff(sample, old, new).code
    assert 1 == diff(sample, "--since", "main", new).code
    assert 0 == told.code
    assert told.out.startswith(f"## `2.0.0`\n\nWhat changed in {EVENT} since `1.0.0`.\n")
    assert "**breaking:** the property `quoteId` was removed and had been required" in told.out
    sample.write("quoting/events/quote-sent.yaml", sample.path(QUOTE).read_text().replace("Expired", "Sent"))
    assert "new" in diff(sample, "--since", "main", "stacks/domains/quoting/events/quote-sent.yaml").out


def test_an_event_that_cannot_be_read_is_no_all_clear(sample, repository):
    """Now it ends with 2; what it was can be accepted; the other events are compared all the same."""
    sample.replace(PLACED, "lifecycle:", "lifecyle:")
    rename = sample.path(QUOTE).read_text()
    sample.write(QUOTE, rename.replace("QuoteExpired", "QuoteLapsed"))
    ended = diff(sample, "--since", "main", "--as-of", ON)
    assert (2, True) == (ended.code, "error[CON-131]" in ended.out)
    assert "`meridian.quoting/QuoteExpired` was removed" in ended.out
    repository.commit()
    repository.git("branch", "-f", "main")
    sample.replace(PLACED, "lifecyle:", "lifecycle:")
    past = diff(sample, "--since", "main", "--as-of", ON)
    assert (2, True) == (past.code, "block[CON-161]" in past.out)
