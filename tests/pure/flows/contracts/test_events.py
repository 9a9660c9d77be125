"""
The event contracts of a project: whose they are, who may read them, and what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import policy_packs
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.errors import ContractError, DeclarationError
from platform_constructs.flows.contracts.compare_events import event_of, event_outcome, is_event_side
from platform_constructs.flows.contracts.events import EventsOf, events_of, readers_of
from platform_constructs.flows.contracts.judge_events import event_findings, lint_event
from platform_constructs.flows.contracts.list_events import asyncapi_of, list_events, registry_schemas_of
from platform_constructs.flows.contracts.read_standard import read_standard
from platform_constructs.flows.contracts.side import Side
from platform_constructs.flows.contracts.standard import Standard
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.model.contract_standard import ContractStandard
from platform_constructs.model.finding import Finding
from policy_packs import every_contract_rule
from tests.pure.flows.small_world import ROOT, lawbook, run

TODAY = date(2026, 12, 1)
AFTER_THE_GRANT = date(2028, 1, 1)
FILES = ProjectFiles(ROOT)
QUOTE = ROOT / "stacks/domains/quoting/events/quote-expired.yaml"


class Changed(ProjectFiles):
    """The sample's files, with some event contracts written otherwise."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(ROOT)
        self._texts = texts

    def event_files(self, domain: str) -> tuple[tuple[str, str], ...]:
        folder = f"stacks/domains/{domain}/events/"
        said = {file: text for text, file in super().event_files(domain)}
        said |= {file: text for file, text in self._texts.items() if file.startswith(folder)}
        return tuple((text, file) for file, text in sorted(said.items()))

    def waivers(self, domain: str) -> tuple[str, str] | None:
        return None


def standard() -> Standard:
    """Every rule about events, and the profiles of the library."""
    folder = Path(policy_packs.__file__).parent / "contract_profiles"
    files = [
        (file.read_text(encoding="utf-8"), f"contract_profiles/{file.name}") for file in sorted(folder.glob("*.toml"))
    ]
    return read_standard(every_contract_rule(), files, {})


STANDARD = standard()
BOOK = replace(lawbook(), standard=lambda: STANDARD)


def project(*, held: bool = True) -> Project:
    """The sample; held to a profile, unless it shall not be."""
    read = read_project(FILES, run)
    contracts = ContractStandard(profile="standard") if held else None
    return replace(read, organisation=read.organisation.model_copy(update={"contracts": contracts}))


def quote(**replaced: str) -> dict[str, str]:
    """The quoting domain's event with some lines written anew."""
    lines = QUOTE.read_text(encoding="utf-8").splitlines()
    changed = [
        next((f"{key}: {text}" for key, text in replaced.items() if line.startswith(f"{key}:")), line) for line in lines
    ]
    return {"stacks/domains/quoting/events/quote-expired.yaml": "\n".join(changed) + "\n"}


def findings(
    texts: Mapping[str, str], domain: str = "quoting", *, held: bool = True, today: date = TODAY
) -> list[Finding]:
    """What is wrong with a domain's events."""
    files, read = Changed(texts), project(held=held)
    return [*event_findings(read, files, [events_of(files, domain)], STANDARD, BOOK.rules, today=today)]


def test_the_sample_publishes_what_it_may_and_keeps_its_rules():
    """Nothing is wrong with any event of the sample, held to the events profile."""
    listed = list_events(project(), FILES, BOOK, [], today=TODAY)

    assert ((), 5) == (listed.findings, len(listed.events))
    assert ["delivery", "ordering", "quoting", "suppliers"] == [one.domain for one in listed.domains]


def test_readers_are_those_who_were_granted_it_and_still_may():
    """A grant makes a reader, until its last day."""
    organisation, events = project().organisation, events_of(FILES, "ordering").events

    assert {event.id: ("delivery",) for event in events} == readers_of(organisation, events, today=TODAY)
    assert {event.id: () for event in events} == readers_of(organisation, events, today=AFTER_THE_GRANT)


def test_an_event_of_anothers_source_is_refused_and_both_are_named():
    """Ownership of events is enforced with the words it always has."""
    [found] = findings(quote(source="meridian.ordering"))

    assert ("OWN-030", "meridian.ordering/QuoteExpired belongs to ordering; quoting may not publish it", True) == (
        found.code,
        found.what,
        found.blocks,
    )
    assert "stacks/domains/quoting/events/quote-expired.yaml" == found.at.file


def test_two_contracts_of_one_event_are_refused():
    """The registry of schemas keeps one schema of a name, so that two contracts cannot both hold."""
    twin = quote(event="QUOTEExpired")["stacks/domains/quoting/events/quote-expired.yaml"]

    found = findings({"stacks/domains/quoting/events/quote-expired-too.yaml": twin}, held=False)

    assert [("CON-146", "the first is stacks/domains/quoting/events/quote-expired-too.yaml")] == [
        (one.code, one.got) for one in found
    ]


def test_an_event_that_the_registry_cannot_keep_is_refused():
    """What AWS would refuse at deployment is a finding of the event's owner."""
    long = "\n".join(
        f"    p{number}: {{ type: string, maxLength: 9, description: {'x' * 90} }}" for number in range(900)
    )
    [(name, text)] = quote().items()
    text = text.replace("    quoteId: {", f"{long}\n    quoteId: {{", 1)

    assert [("CON-144", "quoting", True)] == [
        (one.code, one.owner, one.blocks) for one in findings({name: text}, held=False)
    ]


def test_rules_are_asked_where_the_registry_names_a_profile():
    """A rule is broken at its line; in an organisation that adopted no profile, nobody asks."""
    texts = quote(owner="ordering")

    assert [] == findings(texts, held=False)
    [found] = findings(texts)
    assert ("EVT-002", "QuoteExpired#/owner", "/owner", "quoting") == (
        found.code,
        found.address,
        found.at.pointer,
        found.owner,
    )


def test_the_classification_of_the_registry_is_the_ceiling():
    """An event of a confidential domain may not hold personal data."""
    [event] = events_of(Changed(quote(classification="personal")), "quoting").events

    found = lint_event(event, "quoting", project(), STANDARD, today=TODAY)

    assert ["EVT-006"] == [one.code for one in found]


def test_documents_are_made_of_what_is_listed():
    """AsyncAPI is about one domain and its buses; the registry of schemas gets every event."""
    read = project()
    one = list_events(read, FILES, BOOK, ["ordering"], today=TODAY)
    everybody = list_events(read, FILES, BOOK, [], today=TODAY)

    document = asyncapi_of(one, read)

    assert ["production", "sandbox"] == sorted(document["servers"])
    assert "meridian-ordering" == document["servers"]["sandbox"]["x-event-bus"]
    assert ["delivery"] == document["operations"]["sendServiceOrderPlaced"]["x-readers"]
    assert 5 == len(registry_schemas_of(everybody))
    with pytest.raises(DeclarationError, match="one domain"):
        asyncapi_of(everybody, read)


@pytest.mark.parametrize("wanted", ["orders", "platform"])
def test_a_domain_that_is_not_there_or_has_no_events_is_named(wanted: str):
    """Asked for events that nobody wrote, the answer is not an empty list."""
    with pytest.raises(DeclarationError) as refused:
        list_events(project(), FILES, BOOK, [wanted], today=TODAY)

    assert ("CON-147", wanted) == (refused.value.code, refused.value.got)


def test_shared_schemas_are_no_events():
    """Files of the folder schemas/ are read by reference only."""
    assert EventsOf("suppliers", ()) != (read := events_of(FILES, "suppliers"))
    assert ["AccessOrderConfirmed"] == [event.name for event in read.events]


def side(text: str, commit: str = "") -> Side:
    """A file as it is, or was."""
    return Side("stacks/domains/quoting/events/quote-expired.yaml", lambda: text, beside, commit)


def beside(path: str) -> str:
    return (QUOTE.parent / path).read_text(encoding="utf-8")


def test_two_versions_of_a_file_are_compared_as_an_event():
    """An event file is known by its first key, and what changed asks a step of its version."""
    text = QUOTE.read_text(encoding="utf-8")
    old, new = side(text, "main"), side(text.replace("required: [quoteId, ", "required: [quoteId, monthlyPrice, "))

    outcome = event_outcome(event_of(old), event_of(new), subscribers=["ordering"])

    assert (True, False) == (is_event_side(old), is_event_side(side("openapi: 3.1.0")))
    [change] = outcome.changes
    assert ("request-property-became-required", ("SUBSCRIBE ordering",)) == (change.id, change.operations)
    assert "CMP-016" == outcome.code_of(change)
    version = outcome.version(outcome.changes)
    assert ("1.0.0", "1.0.0", "major", "", False) == (
        version.old,
        version.new,
        version.needed,
        version.got,
        version.enough,
    )
    assert outcome.version(()).enough


def test_a_version_of_git_that_cannot_be_read_says_which_it_was():
    """The place of an error is in the commit it is from."""
    with pytest.raises(ContractError) as refused:
        event_of(side("event: QuoteExpired\nversio: 1.0.0\n", "main"))

    assert refused.value.at.startswith("main:stacks/domains/quoting/events/quote-expired.yaml:2")
