"""
A domain writes down what it publishes; readers, the registry of schemas and everybody else's tools get it from there.
"""

from __future__ import annotations

import re

import pytest

ON = "2026-12-01"
QUOTE = "quoting/events/quote-expired.yaml"
STANDARD = '\n\n[contracts]\nprofile = "standard"\n'


@pytest.fixture(name="held")
def _held(sample):
    """A sample whose contracts are held to the standard."""
    registry = sample.path("platform.toml").read_text(encoding="utf-8")
    sample.write("platform.toml", re.sub(r"(?m)^\[contracts[^\[]*", "", registry) + STANDARD)
    return sample


def events(sample, *arguments):
    return sample.paved("contract", "events", *arguments, "--as-of", ON)


def test_everybody_sees_what_is_published_and_who_may_read_it(sample):
    """
    One line for each event: its version, how far it has come, what it promises, whose it is and who was granted it.
    """
    ended = events(sample)

    assert 0 == ended.code
    heading, *lines = ended.out.splitlines()
    assert heading.split() == ["EVENT", "VERSION", "LIFECYCLE", "COMPATIBILITY", "CLASSIFICATION", "OWNER", "READERS"]
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.startswith("meridian.")}
    assert ["1.2.0", "stable", "FULL", "confidential", "ordering", "delivery"] == rows[
        "meridian.ordering/ServiceOrderStateChanged"
    ]
    assert {"delivery", "ordering", "quoting", "suppliers"} == {row[4] for row in rows.values()}


def test_the_documents_for_others_are_made_of_the_contracts(sample):
    """
    AsyncAPI for readers of one domain, draft 4 for EventBridge's registry of schemas; the same bytes every time.
    """
    described = events(sample, "ordering", "--format", "asyncapi")
    registered = events(sample, "--format", "draft4")

    assert (0, 0) == (described.code, registered.code)
    assert ("3.0.0", ["ServiceOrderPlaced", "ServiceOrderStateChanged"]) == (
        described.json["asyncapi"],
        sorted(described.json["channels"]),
    )
    assert "JSONSchemaDraft4" == registered.json["meridian.quoting@QuoteExpired"]["type"]
    assert described.out == events(sample, "ordering", "--format", "asyncapi").out


def test_a_document_is_about_one_domain_that_has_events(sample):
    """
    Asked for several domains, for one without events, or for one that nobody knows, the command says what to type.
    """
    several = events(sample, "--format", "asyncapi")
    none, unknown = events(sample, "platform"), events(sample, "orderin")

    assert (2, 2, 2) == (several.code, none.code, unknown.code)
    assert "error[CON-147] an AsyncAPI document is about one domain" in several.err
    assert "fix  write stacks/domains/platform/events/<event>.yaml" in none.err
    assert "did you mean ordering" in unknown.err


def test_nobody_publishes_what_is_anothers(sample):
    """
    An event whose source belongs to another domain refuses the synth of the domain that wrote it, and names both.
    """
    sample.replace(QUOTE, "source: meridian.quoting", "source: meridian.ordering")

    refused, others = sample.paved("synth", "quoting"), sample.paved("synth", "suppliers")

    assert (1, 0) == (refused.code, others.code)
    assert (
        "block[OWN-030] meridian.ordering/QuoteExpired belongs to ordering; quoting may not publish it\n"
        f"  at   stacks/domains/{QUOTE}:{sample.line(QUOTE, 'source:')} (/source)\n"
    ) in refused.out


def test_an_event_breaks_a_rule_and_is_waived(held):
    """
    What an event breaks refuses the synth at its line; a waiver of the domain lets it through until its day.
    """
    held.replace(QUOTE, "owner: quoting", "owner: ordering")
    refused = held.paved("synth", "quoting", "--as-of", ON)

    listed = events(held, "quoting", "--format", "json")
    [finding] = [one for one in listed.json["findings"] if one["code"] == "EVT-002"]
    held.write(
        "quoting/waivers.toml",
        f"""
[[waiver]]
rule = "EVT-002"
at = "{finding["address"]}"
fingerprint = "{finding["fingerprint"]}"
owner = "quoting"
reason = "ordering takes the event over in March"
approver = "platform-team"
expires = 2027-03-31
ticket = "QUO-7"
compensating_control = "both teams are paged"
""",
    )
    passed = events(held, "quoting", "--format", "json")

    assert (1, 1, 0) == (refused.code, listed.code, passed.code)
    assert "the contract lies in the folder of quoting and names another owner" in refused.out
    assert [True] == [bool(one["waiver"]) for one in passed.json["findings"] if one["code"] == "EVT-002"]


def test_a_file_that_is_no_event_contract_is_refused_at_its_line(sample):
    """
    A misspelt key, or a shared schema in the wrong folder, ends the command with the line and the way out.
    """
    sample.replace(QUOTE, "lifecycle:", "lifecyle:")
    misspelt = events(sample, "quoting")
    sample.replace(QUOTE, "lifecyle:", "lifecycle:")
    sample.write("quoting/events/shared.yaml", "type: object\n")
    misplaced = events(sample, "quoting")

    assert (2, 2) == (misspelt.code, misplaced.code)
    assert "fix  did you mean lifecycle?" in misspelt.err
    what, at = "error[CON-130] the file is no event contract", "stacks/domains/quoting/events/shared.yaml:1"
    assert f"{what}\n  at   {at}\n" in misplaced.err


def test_a_rule_about_events_explains_itself(sample):
    """
    `paved explain` knows the rules about events and the codes of their comparison.
    """
    rule, family = sample.paved("explain", "EVT-013"), sample.paved("explain", "EVT-104")

    assert (0, 0) == (rule.code, family.code)
    assert "Finds moments that are no RFC 3339 texts in UTC" in rule.out
    assert "tell repeated events by" in family.out


def test_a_changed_event_says_whom_it_breaks_and_which_step_it_takes(sample):
    """
    Two versions of an event's file are compared by the promise of the older one, and the version has to make the step.
    """
    before = sample.path(QUOTE).read_text(encoding="utf-8")
    after = before.replace("required: [quoteId, ", "required: [monthlyPrice, quoteId, ")
    sample.write("quoting/events/quote-expired-next.yaml", after)
    old, new = (f"stacks/domains/quoting/events/{name}.yaml" for name in ("quote-expired", "quote-expired-next"))

    broken, same = sample.paved("contract", "diff", old, new), sample.paved("contract", "diff", old, old)

    assert (1, 0) == (broken.code, same.code)
    assert "BREAKING  the property `monthlyPrice` became required  [CMP-016" in broken.out
    assert "readers of the new version may not read the events before it" in broken.out
    assert "block[EVT-105] the event changed, and its version is still 1.0.0" in broken.out
