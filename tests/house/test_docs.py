"""
What the documents say is so.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

from docs.generate import pages, written
from platform_constructs import PlatformError
from platform_constructs.policy.judging.waiver_file import read_waivers
from platform_constructs.registry.read import read_registry
from policy_packs import every_rule
from tests.house.plan import ROOT, named, project_files

DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Status"]
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def _documents() -> list[Path]:
    return [file for file in project_files() if file.suffix == ".md"]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps():
    """Decisions count from 0001, and none has been taken away."""
    assert [f"{number:04}" for number in range(1, len(DECISIONS) + 1)] == [file.name[:4] for file in DECISIONS]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_says_why_what_and_what_it_costs(decision):
    """A decision has context, decision, consequences and status, in this order, and its number in its title."""
    text = decision.read_text(encoding="utf-8")

    assert text.startswith(f"# {int(decision.name[:4])}. ")
    assert SECTIONS == re.findall(r"^## (.+)$", text, re.MULTILINE)


def test_every_decision_is_in_the_index():
    """docs/adr/README.md lists every decision with its own title."""
    index = _text("docs/adr/README.md")

    missing = [
        file.name
        for file in DECISIONS
        if f"[{file.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}]({file.name})" not in index
    ]

    assert [] == missing


def test_links_lead_somewhere():
    """Every relative link in every document leads to a file of the project."""
    dead = [
        f"{named(file)}: {target}"
        for file in _documents()
        for target in LINK.findall(file.read_text(encoding="utf-8"))
        if not (file.parent / target).exists()
    ]

    assert [] == dead


def test_the_commands_of_the_readme_exist():
    """README shows `make synth` and `make test`, and nothing that the Makefile does not have."""
    shown = re.findall(r"^\$ make (\w+)$", _text("README.md"), re.MULTILINE)
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))

    assert ["synth", "test"] == shown
    assert [] == [target for target in re.findall(r"`make (\w+)`", _everything()) if target not in targets]


def _everything() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in _documents())


def test_the_error_in_the_readme_is_the_one_you_get():
    """The README's example of an error is word for word what the library says."""
    shown = re.search(r"```text\n(error\[.*?)```", _text("README.md"), re.DOTALL)
    declared = "\n" * 4 + "HttpBackend(url='https://ordering.meridian.example', timeout_ms=60_000)"

    scope: dict[str, object] = {}
    exec("from platform_constructs import HttpBackend", scope)  # noqa: S102 - our own text, as a user's file
    with pytest.raises(PlatformError) as caught:
        exec(compile(declared, "stacks/domains/ordering/stack.py", "exec"), scope)  # noqa: S102 - our own text again

    assert shown is not None
    assert shown[1].rstrip() == str(caught.value)


def test_the_declaration_in_the_readme_is_one():
    """The README's example of a declaration can be declared as it stands."""
    declared = re.search(r"```python\n(.*?)```", _text("README.md"), re.DOTALL)
    assert declared is not None

    scope: dict[str, Any] = {}
    exec(declared[1], scope)  # noqa: S102 - our own text, as a user's file

    assert "ordering-public" == scope["api"].stack


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "how-to").glob("*.md")), ids=lambda file: file.stem)
def test_a_how_to_is_numbered_steps(page):
    """A how-to page is steps, numbered from 1, and ends by saying which test notices a missed one."""
    text = page.read_text(encoding="utf-8")
    steps = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]

    assert len(steps) >= 3
    assert list(range(1, len(steps) + 1)) == steps
    assert "tests/house" in text


def test_the_glossary_is_sorted_and_says_each_word_once():
    """One word per idea: the glossary is alphabetical and has no word twice."""
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", _text("docs/glossary.md"), re.MULTILINE)

    assert len(words) > 20
    assert sorted(set(words), key=str.lower) == words


def test_changelog_fragments_have_a_kind_and_one_sentence():
    """
    A fragment is `<issue>.<kind>.md`, or `<issue>.<kind>.<n>.md`, and holds one line with a full stop; a released
    pack's is named after its version.
    """
    kinds = "added|changed|fixed|removed|security"
    odd = [
        file.name
        for file in sorted((ROOT / "changelog.d").glob("*.md"))
        if file.name != "README.md"
        and not (
            (
                re.fullmatch(rf"\d+\.(?:{kinds})(?:\.\d+)?\.md", file.name)
                and re.fullmatch(r"[A-Z`].*\.\n", file.read_text(encoding="utf-8"))
            )
            or (
                re.fullmatch(r"\+[a-z0-9-]+-\d+\.\d+\.\d+\.(?:added|changed)\.md", file.name)
                and re.match(r"Released `.*\.\n(\n\| effect |\Z)", file.read_text(encoding="utf-8"))
            )
        )
    ]

    assert [] == odd


def test_what_is_generated_is_up_to_date():
    """docs/reference, docs/rules and docs/statuses are what `make docs` writes, page for page, and nothing else."""
    there, due = written(), pages()

    assert [] == [name for name in sorted(due | there) if due.get(name) != there.get(name)], "run `make docs`"


def test_every_rule_has_a_page():
    """Each rule has a page with its sections, and stands in the index; so does every reference to a framework."""
    there = written()
    index = there["rules/README.md"]

    assert {f"rules/{code}.md" for code in every_rule()} | {"rules/README.md"} == {
        name for name in there if name.startswith("rules/")
    }
    assert [] == [code for code in every_rule() if f"| [{code}]({code}.md) |" not in index]
    assert [] == [
        f"{code}: {reference}"
        for code, rule in every_rule().items()
        for reference in rule.references
        if reference.startswith(("FSBP", "OWASP", "PCI DSS", "CIS", "CKV"))
        if not re.search(rf"^\| {re.escape(reference)}\b.*\[{code}\]", index, re.MULTILINE)
    ]


@pytest.mark.parametrize("number", range(3), ids=["shortest", "mocked", "throttled"])
def test_the_how_to_declares_what_can_be_declared(number):
    """The examples of declare-an-api.md can be declared as they stand."""
    scope: dict[str, Any] = {}

    exec(_blocks("declare-an-api", "python")[number], scope)  # noqa: S102 - our own text, as a user's file

    assert "billing-public" == scope["api"].stack


def test_the_how_to_declares_an_internal_api_and_lets_others_call_it():
    """The example of declare-an-internal-api.md can be declared, and its grant is one that the registry takes."""
    scope: dict[str, Any] = {}

    exec(_blocks("declare-an-internal-api", "python")[0], scope)  # noqa: S102 - our own text, as a user's file
    grant = read_registry(f"{_text('platform.toml')}\n{_blocks('declare-an-internal-api', 'toml')[0]}").grants[-1]

    assert "delivery-internal" == scope["capacity"].stack
    assert "delivery-internal: holdSlot, listSlots" == grant.what


def test_the_how_to_of_the_escape_hatch_is_python():
    """The escape hatch of declare-an-api.md compiles; it imports the bindings, so it is not run here."""
    hatch = _blocks("declare-an-api", "python")[3]

    assert compile(hatch, "stack.py", "exec").co_names[:2] == (
        "cdktf_cdktf_provider_aws.cloudwatch_metric_alarm",
        "CloudwatchMetricAlarm",
    )


def test_the_how_to_adds_a_domain_that_the_registry_takes():
    """The entry of add-a-domain.md, put below the sample's registry, is a domain; and its table names every key."""
    entry, text = _blocks("add-a-domain", "toml")[0], _text("docs/how-to/add-a-domain.md")

    domain = read_registry(f"{_text('platform.toml')}\n{entry}").domains["billing"]

    keys = {field for field in type(domain).model_fields if field not in {"name", "claims", "place"}} | {"paths"}
    assert ("/billing",) == tuple(claim.prefix for claim in domain.claims)
    assert sorted(keys) == sorted(re.findall(r"^\| `(\w+)` \| (?:required|optional) \|", text, re.MULTILINE))


def test_the_how_tos_hand_over_what_the_registry_takes():
    """The lines of delegate-a-path.md and grant-a-scope-or-an-event.md, put into the sample's registry, hold."""
    delegated, accepted = _blocks("delegate-a-path", "toml")
    billing = _blocks("add-a-domain", "toml")[0]
    billing = re.sub(r"(?m)^accepts = .*$", accepted.replace("\\", ""), billing)
    grants = _blocks("grant-a-scope-or-an-event", "toml")

    registry = read_registry("\n".join([_text("platform.toml"), billing, delegated, *grants]))

    assert ("/ordering/v1/invoices", True) == (registry.delegations[-1].prefix, registry.delegations[-1].accepted)
    assert ["ordering/orders.read", "meridian.ordering/ServiceOrder*"] == [one.what for one in registry.grants[-2:]]


def test_the_how_to_shows_a_waiver_that_can_be_read():
    """The waiver of waive-a-rule.md is one, approved by an owner of the sample's platform."""
    [waiver] = read_waivers(
        _blocks("waive-a-rule", "toml")[0], "waivers.toml", domain="billing", rules_known=frozenset(every_rule())
    )

    assert waiver.approver in read_registry(_text("platform.toml")).platform.owners


def _blocks(page: str, language: str) -> list[str]:
    """The code blocks of a how-to page in one language, without the indentation of the step they stand in."""
    found = re.findall(rf"^ *```{language}\n.*?^ *```$", _text(f"docs/how-to/{page}.md"), re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(block).split("\n", 1)[1].rsplit("\n", 1)[0] for block in found]
