"""
The platform team looks at what a version of a pack would change, and it is what it then does change.
"""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from tests.journeys.law import Law

THROTTLE = (  # the write throttle stays within it
    r'(?m)^"throttle.rate_per_second" .*\n"throttle.write.burst" (.*)\n"throttle.write.rate_per_second" .*',
    '"throttle.rate_per_second" = { at_most = 100, default = 50 }\n'
    '"throttle.write.burst" = { at_most = 100, default = 50 }\n'
    '"throttle.write.rate_per_second" = { at_most = 100, default = 50 }',
)
WRITE = (r'(?m)^"throttle.write.burst" .*', '"throttle.write.burst" = { at_most = 50 }')
GROUPS = (
    r"AWSManagedRulesKnownBadInputsRuleSet",
    'AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesLinuxRuleSet',
)
TIMEOUT = '"integration.timeout_ms" = { at_most = 5000, default = 5000 }\n'
BLOCKING = 'APIGW-990 = "block"\n'
EVERYBODY = ("delivery", "ordering", "platform", "quoting", "suppliers")


@pytest.fixture(name="law")
def _law(tmp_path, sample):
    return Law.copy(tmp_path / "law", sample)


def adopt_everywhere(law, version):
    """Move the range of everybody whom an external host leads to."""
    text = law.sample.path("platform.toml").read_text(encoding="utf-8")
    text, found = re.subn(r'(?m)^external-api = ".*"', f'external-api = "~= {version.removesuffix(".0")}"', text)
    assert found == 1
    law.sample.write("platform.toml", text)


def standing(finding):
    """How a finding of a report stands."""
    return "waived" if finding["waiver"] else "blocks" if finding["blocks"] else f"{finding['level']}s"


def identity(finding):
    """What makes it the same finding in two reports."""
    return (
        *(finding[key] for key in ("code", "owner", "stack", "address")),
        *(finding["at"][key] for key in ("file", "line", "pointer")),
    )


def moved(before, after):
    """Every finding that stands differently in two reports: what it is, how it stood, how it stands."""
    old = {identity(one): standing(one) for one in before}
    new = {identity(one): standing(one) for one in after}
    return {
        (key, old.get(key, "absent"), new.get(key, "absent"))
        for key in old.keys() | new.keys()
        if old.get(key) != new.get(key)
    }


def read(value):
    """A document as it is compared: texts that hold JSON are what they hold, cdktf's notes are left out."""
    if isinstance(value, dict):
        return {key: read(inner) for key, inner in value.items() if key != "//"}
    if isinstance(value, list):
        inner = [read(each) for each in value]
        named = all(isinstance(each, dict) and isinstance(each.get("name"), str) for each in inner)
        return sorted(inner, key=lambda each: each["name"]) if named else inner
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return read(json.loads(value))
        except ValueError:
            return value
    return value


def changed(document, changes):
    """A document with every predicted change made, each held against what it says was there."""
    document = copy.deepcopy(document)
    for change in changes:
        is_data = change["address"].startswith("data.")
        type, name = change["address"].removeprefix("data.").split(".", 1)
        holder: Any = document["data" if is_data else "resource"][type]
        way: list[Any] = [name, *change["path"]]
        for step in way[:-1]:
            holder = (
                next(each for each in holder if step.items() <= each.items())
                if isinstance(step, dict)
                else holder[step]
            )
        make(holder, way[-1], change)
    return read(document)


def make(holder, step, change):
    if isinstance(step, dict):
        there = next((each for each in holder if step.items() <= each.items()), None)
    elif isinstance(step, int):
        there = holder[step] if "before" in change else None
    else:
        there = holder.get(step)
    assert read(change.get("before")) == there, change["attribute"]
    if isinstance(holder, list):
        at = holder.index(there) if there is not None else len(holder)
        holder[at : at + (there is not None)] = [change["after"]] if "after" in change else []
    elif "after" in change:
        holder[step] = change["after"]
    else:
        del holder[step]


def test_the_impact_of_a_draft_is_what_its_release_does(law):
    """
    Impact names the domains, rules and attributes; a real synth before and after the release shows exactly these.
    """
    before = law.paved("synth", "--format", "json")
    documents = {stack: read(document) for stack, document in law.documents().items()}
    version = law.draft("external-api", THROTTLE, GROUPS, rules=BLOCKING, settings=TIMEOUT)

    impact = law.paved("packs", "impact", "external-api@NEXT", "--format", "json")

    law.release("external-api", version)
    adopt_everywhere(law, version)
    after = law.paved("synth", "--format", "json")
    others = law.paved("synth", *(one for one in EVERYBODY if one != "ordering"))
    released = law.documents()
    next_version = law.draft("external-api", (re.escape(BLOCKING), 'APIGW-990 = "warn"\n'))
    law.release("external-api", next_version)
    adopt_everywhere(law, next_version)
    alone = law.paved("synth", "ordering")
    released |= law.documents()

    said = impact.json
    found = said["findings"]
    assert (0, 1, 1, 0, 0) == (before.code, impact.code, after.code, others.code, alone.code)
    assert {("APIGW-990", "ordering", "ordering-public")} == {
        (one["code"], one["owner"], one["stack"]) for one in found["newly_failing"]
    }
    assert moved(before.json["findings"], after.json["findings"]) == {
        (identity(one), one["stood"], one["stands"]) for kind in found.values() for one in kind
    }
    by_stack = {stack: [one for one in said["attributes"] if one["stack"] == stack] for stack in documents}
    assert {stack: read(document) for stack, document in released.items()} == {
        stack: changed(document, by_stack[stack]) for stack, document in documents.items()
    }
    assert all(one.get("before") != one.get("after") for one in said["attributes"])
    assert {
        "body.paths./v1/orders.get.x-amazon-apigateway-integration.timeoutInMillis",
        "rule[AWSManagedRulesLinuxRuleSet]",
        "settings.throttling_rate_limit",
    } <= {one["attribute"] for one in by_stack["ordering-public"]}


def newly_failing(ended):
    return {(one["code"], one["owner"], one["stack"]) for one in ended.json["findings"]["newly_failing"]}


def test_a_choice_that_would_no_longer_be_allowed_is_a_result(law):
    """
    A domain whose declaration would be refused is named with its line; every other stack is compared all the same.
    """
    law.sample.replace("ordering/stack.py", "api = PublicApi(", 'api = PublicApi(settings={"throttle.burst": 90},')
    version = law.draft(
        "external-api", (r'(?m)^"throttle.burst" .*', '"throttle.burst" = { at_most = 80, default = 80 }'), WRITE
    )

    impact = law.paved("packs", "impact", "external-api@NEXT", "--format", "json")

    law.release("external-api", version)
    adopt_everywhere(law, version)
    after = law.paved("synth", "ordering", "--format", "json")
    [refused] = impact.json["findings"]["newly_failing"]
    assert (1, 2) == (impact.code, after.code)
    assert after.json["error"] == {
        **{key: refused[key] for key in ("code", "fix", "got", "what")},
        "at": refused["at"]["file"],
    }
    assert {("DECL-022", "ordering", "ordering-public")} == newly_failing(impact)
    others = {"delivery-public", "delivery-tracking-public", "quoting-public", "suppliers-public"}
    # delivery waives something, and a waiver is weighed over all of its stacks
    neighbours = {"delivery-internal", "delivery-planner-container", "delivery-slots-function"}
    platforms = {"platform-edge", "platform-identity", "platform-partners"}
    assert others | neighbours | platforms == set(impact.json["compared"])
    assert others == {one["stack"] for one in impact.json["attributes"]}


def test_packs_that_would_contradict_each_other_are_results(law):
    """
    A contradiction is told for every stack it would stop, and no engine is started for what cannot be built.
    """
    law.draft("external-api", settings='"logs.retention_days" = { at_most = 30 }\n')
    law.sample.path("delivery/waivers.toml").unlink()  # else delivery's other stacks would be compared along

    impact = law.paved("packs", "impact", "external-api@NEXT", "--format", "json")

    said = {(one["code"], one["stack"]) for one in impact.json["findings"]["newly_failing"]}
    bound = {one["stack"] for one in impact.json["bindings"]}
    assert (1, [], "building" in impact.err) == (impact.code, impact.json["compared"], False)
    assert said == {("PACK-019", stack) for stack in bound}


def test_a_setting_that_nobody_would_decide_is_a_result(law):
    """
    A pack that forgets a setting stops the roads that need it, and no others.
    """
    law.draft("baseline", (r'(?m)^"tracing.enabled" .*\n', ""))

    impact = law.paved("packs", "impact", "baseline@NEXT", "--format", "json")

    apis = {f"{domain}-public" for domain in (*EVERYBODY, "delivery-tracking") if domain != "platform"}
    apis.add("delivery-internal")
    assert 1 == impact.code
    assert {("PACK-093", stack) for stack in apis} == {
        (one["code"], one["stack"]) for one in impact.json["findings"]["newly_failing"]
    }
    names = ("account", "balancer", "delivery", "edge", "identity", "internal-edge", "network", "partners")
    services = ["delivery-planner-container", "delivery-slots-function"]
    assert [*services, *(f"platform-{name}" for name in names)] == impact.json["compared"]


def test_a_dated_rule_warns_until_its_day(law):
    """
    What will block from a day on is a warning with that day; looked at on the day, it fails.
    """
    law.draft("external-api", rules='APIGW-990 = { level = "warn", block_from = 2027-03-01 }\n')

    today = law.paved("packs", "impact", "external-api@NEXT", "--as-of", "2027-02-28")
    then = law.paved("packs", "impact", "external-api@NEXT", "--as-of", "2027-03-01", "--format", "json")

    assert (0, 1) == (today.code, then.code)
    assert ", blocks from 2027-03-01" in today.out
    assert {("APIGW-990", "ordering", "ordering-public")} == newly_failing(then)


def test_an_impact_reads_as_text_and_as_markdown(law):
    """
    Each form says the domain, the rule, the line, the value that changes and when the version comes into force.
    """
    law.draft("external-api", THROTTLE, rules=BLOCKING)
    line = law.sample.line("ordering/openapi.yaml", "operationId: listOrderSubscriptions") - 1

    text = law.paved("packs", "impact", "external-api@NEXT", "ordering")
    markdown = law.paved("packs", "impact", "external-api@NEXT", "ordering", "--format", "markdown")

    assert (1, 1) == (text.code, markdown.code)
    for part in (
        f"stacks/domains/ordering/openapi.yaml:{line}",
        "APIGW-990",
        "settings.throttling_rate_limit",
        "platform.toml:",
        "only after adopt",
        "1 of 1 domain would newly fail",
    ):
        assert part in text.out
        assert part in markdown.out
    assert "settings.throttling_rate_limit: 200 -> 50, in ordering-public" in text.out


def test_an_impact_writes_nothing(law):
    """
    The project is as it was, and so is what an earlier synth wrote.
    """
    law.paved("synth", "ordering")
    before = {file: file.read_bytes() for file in law.sample.root.rglob("*") if file.is_file()}
    law.draft("external-api", THROTTLE)

    impact = law.paved("packs", "impact", "external-api@NEXT")

    assert 0 == impact.code
    assert before == {file: file.read_bytes() for file in law.sample.root.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("external-api", "PACK-030"),
        ("external-api@NEXT", "PACK-031"),
        ("external-api@77.0.0", "PACK-032"),
        ("${file}@1.0.0", "PACK-032"),
    ],
)
def test_what_is_no_version_is_refused(law, label, code):
    """
    A label that leads nowhere is a designed error, before anything is read or built.
    """
    ended = law.paved("packs", "impact", label)

    assert (2, "") == (ended.code, ended.out)
    assert f"error[{code}]" in ended.error
    assert "paved explain" in ended.error


def test_a_pack_that_binds_nobody_is_no_all_clear(law):
    """
    Nothing to compare is exit 2, with the way to look at it all the same.
    """
    text = law.sample.path("platform.toml").read_text(encoding="utf-8")
    law.sample.write("platform.toml", re.sub(r'(?m)^external-api = ".*"\n', "", text))
    law.draft("external-api", THROTTLE)

    ended = law.paved("packs", "impact", "external-api@NEXT")

    assert 2 == ended.code
    assert "error[PACK-056] external-api binds none of the stacks looked at" in ended.error
