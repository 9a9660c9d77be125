"""
The fingerprint of a finding: what the rule looked at, all of it, and nothing else.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.model.verdict import Failed, Passed
from platform_constructs.policy.judging.deadline import OutOfTime
from platform_constructs.policy.judging.fingerprints import Fingerprints
from platform_constructs.policy.reading.values import Absent, Known, Ref, Undecidable
from platform_constructs.policy.view import View
from tests.pure.policy.samples import api, asks, open_operation

GOLDEN = Path(__file__).parents[3] / "golden" / "fingerprints.txt"
FAILED = Failed("it is bad", "mend it")
STAGE: dict[str, Any] = {
    "stage_name": "live",
    "cache": "${var.cache}",
    "rest_api_id": "${aws_api_gateway_rest_api.api.id}",
    "settings": [{"level": "INFO", "plain": True}, {"level": "OFF", "plain": False}],
    "headers": ["a", "${var.header}"],
    "tags": {"team": "ordering"},
}
OTHERS: dict[str, dict[str, dict[str, Any]]] = {
    "aws_api_gateway_rest_api": {"api": {"name": "orders", "tags": {"team": "ordering"}}},
    "aws_api_gateway_method_settings": {
        "all": {"stage_name": "${aws_api_gateway_stage.live.stage_name}", "rate": 10, "burst": 1},
        "one": {"stage_name": "${aws_api_gateway_stage.live.stage_name}", "rate": 20, "burst": 2},
    },
}


def document(stage=None, **others):
    """The stage with its neighbours; `others` are laid over the neighbours' bodies by `type__name`."""
    resources = {type: {name: dict(body) for name, body in named.items()} for type, named in OTHERS.items()}
    for where, change in others.items():
        type, _, name = where.partition("__")
        resources.setdefault(type, {}).setdefault(name, {}).update(change)
    return {"resource": {"aws_api_gateway_stage": {"live": STAGE | (stage or {})}, **resources}}


def fingerprint(check, written=None, address="aws_api_gateway_stage.live", code="XX-001"):
    view = View.of("ordering-public", document() if written is None else written)
    resource = view.get(address)
    assert resource is not None
    return Fingerprints(view).of(asks(code, "bad", resource.type, check), resource)


def reading(read):
    """A rule that reads something and then fails."""

    def check(resource):
        read(resource)
        return FAILED

    return check


CASES = {
    "a value": (lambda one: one["stage_name"], {"stage_name": "beta"}),
    "an absent value": (lambda one: one["description"], {"description": "new"}),
    "a number": (lambda one: one.number("stage_name"), {"stage_name": "7"}),
    "an expression": (lambda one: one["cache"], {"cache": "${var.other}"}),
    "the text around an expression": (lambda one: one["cache"], {"cache": "a${var.cache}"}),
    "a reference": (lambda one: one["rest_api_id"], {"rest_api_id": "${aws_api_gateway_rest_api.other.id}"}),
    "a list with an expression": (lambda one: one["headers"], {"headers": ["b", "${var.header}"]}),
    "the items of a list": (lambda one: one.elements("headers"), {"headers": ["a", "${var.header}", "c"]}),
    "blocks that were not read": (
        lambda one: one.blocks("settings")[0]["level"],
        {"settings": [STAGE["settings"][0], {"level": "OFF", "plain": True}]},
    ),
    "one block more": (lambda one: one.blocks("settings"), {"settings": [*STAGE["settings"], {}]}),
    "the whole body": (lambda one: one.body, {"tags": {"team": "quoting"}}),
    "whether it exists": (lambda one: one.conditional, {"count": "${var.many}"}),
    "whether a block's resource exists": (lambda one: one.blocks("settings")[0].conditional, {"count": "${var.many}"}),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_what_was_read_counts(case):
    """A change in what a rule read gives another fingerprint, a change of a tag or comment does not."""
    read, change = CASES[case]
    before = fingerprint(reading(read))

    assert before != fingerprint(reading(read), document(change))
    if "body" not in case:
        assert before == fingerprint(reading(read), document({"tags": {"team": "quoting"}}))
    assert before == fingerprint(reading(read), document({"//": {"metadata": {"path": "x"}}}))


ALL = "aws_api_gateway_method_settings__all"
ONE = "aws_api_gateway_method_settings__one"
NEIGHBOURS: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "the target of a reference": (
        lambda one: one["rest_api_id"].target["name"],
        {"aws_api_gateway_rest_api__api": {"name": "other"}},
        {"aws_api_gateway_rest_api__api": {"tags": {}}},
    ),
    "the target of an item": (
        lambda one: [each.target["name"] for each in one.elements("rest_api_id")],
        {"aws_api_gateway_rest_api__api": {"name": "other"}},
        {"aws_api_gateway_rest_api__api": {"tags": {}}},
    ),
    "a referrer": (
        lambda one: one.referrers("aws_api_gateway_method_settings")[0]["rate"],
        {ALL: {"rate": 11}},
        {ALL: {"burst": 9}},
    ),
    "the referrers behind the first": (
        lambda one: one.referrers("aws_api_gateway_method_settings")[0]["rate"],
        {ONE: {"rate": 21}},
        {ONE: {"burst": 9}},
    ),
    "one referrer more": (
        lambda one: one.referrers("aws_api_gateway_method_settings", "stage_name"),
        {"aws_api_gateway_method_settings__two": {"stage_name": "${aws_api_gateway_stage.live.id}"}},
        {ONE: {"rate": 21}},
    ),
    "a referrer that may not exist": (
        lambda one: one.referrers("aws_api_gateway_method_settings"),
        {ONE: {"count": "${var.n}"}},
        {ONE: {"rate": 21}},
    ),
    "a resource of a type": (
        lambda one: one.view.of_type("aws_api_gateway_method_settings")[1]["rate"],
        {ALL: {"rate": 11}},
        {ALL: {"burst": 9}},
    ),
    "one of a type more": (
        lambda one: one.view.of_type("aws_api_gateway_method_settings"),
        {"aws_api_gateway_method_settings__two": {}},
        {"aws_sqs_queue__two": {}},
    ),
    "any resource": (
        lambda one: one.view.resources[0]["name"],
        {"aws_sqs_queue__q": {"name": "q"}},
        {ONE: {"rate": 9}},
    ),
    "a resource by its address": (
        lambda one: one.view.get("aws_sqs_queue.q"),
        {"aws_sqs_queue__q": {}},
        {"aws_sqs_queue__p": {}},
    ),
    "a target by its address": (
        lambda one: one.view.get("aws_api_gateway_rest_api.api")["name"],
        {"aws_api_gateway_rest_api__api": {"name": "other"}},
        {"aws_api_gateway_rest_api__api": {"tags": {}}},
    ),
    "who mentions it": (
        lambda one: next(each["rate"] for each, _ in one.view.referring("aws_api_gateway_stage.live")),
        {ONE: {"rate": 21}},
        {ONE: {"burst": 9}},
    ),
    "who mentions it where": (
        lambda one: one.view.referring("aws_api_gateway_stage.live"),
        {ONE: {"stage_name": "x", "burst": "${aws_api_gateway_stage.live.id}"}},
        {ONE: {"rate": 21}},
    ),
}


@pytest.mark.parametrize("case", sorted(NEIGHBOURS))
def test_neighbours_that_were_read_count(case):
    """What a rule read of its neighbours counts, for each of them; what it did not read may change."""
    read, change, free = NEIGHBOURS[case]
    before = fingerprint(reading(read))

    assert before != fingerprint(reading(read), document(**change))
    if case != "any resource":
        assert before == fingerprint(reading(read), document(**free))


def test_a_fingerprint_does_not_change_by_itself():
    """A new version of the library leaves waivers in force: what equals what was agreed for has the same digest."""
    pinned = {line.partition("  ")[2]: line[:16] for line in GOLDEN.read_text(encoding="utf-8").splitlines()}

    assert pinned == {
        **{case: fingerprint(reading(read)) for case, (read, _) in CASES.items()},
        **{case: fingerprint(reading(read)) for case, (read, *_) in NEIGHBOURS.items()},
        "what is not there": fingerprint(reading(lambda one: one.view.get("aws_sqs_queue.q"))),
        "nothing": fingerprint(reading(lambda one: None)),
        "an opaque body": fingerprint(
            reading(lambda one: one["info"]),
            {"resource": {"aws_api_gateway_rest_api": {"api": {"body": "${file(1)}"}}}},
            "aws_api_gateway_rest_api.api#/body",
        ),
    }


def test_only_the_attribute_that_was_meant_refers():
    """Asked who refers through one attribute, those who do through another do not count."""
    read = reading(lambda one: one.referrers("aws_api_gateway_method_settings", "stage_name"))
    other = {"aws_api_gateway_method_settings__two": {"rest_api_id": "${aws_api_gateway_stage.live.id}"}}

    assert fingerprint(read) == fingerprint(read, document(**other))


def test_what_was_asked_of_two_types_is_kept_apart():
    """Each type counts with what was asked of it, also where another was asked the same before."""
    both = reading(lambda one: (one.view.of_type("aws_api_gateway_rest_api"), one.view.of_type("aws_sqs_queue")))
    with_queue, without = document(aws_sqs_queue__q={}), document()

    assert fingerprint(both, with_queue) != fingerprint(both, without)
    assert fingerprint(both, without) != fingerprint(reading(lambda one: one.view.of_type("aws_sqs_queue")), without)


def test_a_rule_that_reads_nothing_is_known_by_its_code():
    """The code counts; the resource may change in all ways."""
    nothing = reading(lambda one: None)

    assert fingerprint(nothing) == fingerprint(nothing, document({"stage_name": "beta"}))
    assert fingerprint(nothing) != fingerprint(nothing, code="XX-002")


def test_the_resources_own_name_does_not_count():
    """A waiver by operationId survives a new address, and a neighbour's new address is a change."""

    def stack(name, neighbour="api"):
        return {
            "resource": {
                "aws_api_gateway_stage": {name: {"stage_name": "live"}},
                "aws_api_gateway_rest_api": {neighbour: {"name": "orders"}},
            }
        }

    own = reading(lambda one: one["stage_name"])
    every = reading(lambda one: one.view.of_type("aws_api_gateway_rest_api"))
    before = fingerprint(own, stack("live"))

    assert before == fingerprint(own, stack("renamed"), "aws_api_gateway_stage.renamed")
    assert fingerprint(every, stack("live")) != fingerprint(every, stack("live", "other"))


def test_parts_and_what_they_belong_to_count():
    """A rule about an operation that reads the document around it is about both."""
    paths = {"/open": {"get": {"security": [], "summary": "a"}}}
    where = "aws_api_gateway_rest_api.api#/paths/~1open/get"

    def check(one):
        assert one.parent is one.root.view.get(f"{one.root.address}#/body")
        return FAILED if one["security"] == Known([]) and one.parent["info"] else Passed()

    before = fingerprint(check, api(paths), where)

    assert before == fingerprint(check, api({"/open": {"get": {"security": [], "summary": "b"}}}), where)
    assert before != fingerprint(check, api(paths, info={"title": "x"}), where)
    assert before != fingerprint(check, api({"/open": {"get": {"security": [{}]}}}), where)
    assert fingerprint(open_operation.check, api(paths), where) != before


def test_an_opaque_part_is_known_by_why_it_is():
    """What cannot be read counts with the reason it cannot."""
    where = "aws_api_gateway_rest_api.api#/body"
    stacks = [
        {"resource": {"aws_api_gateway_rest_api": {"api": {"body": body}}}}
        for body in ("${file(1)}", "${file(2)}", "nonsense")
    ]
    read = reading(lambda one: one["info"])

    assert 3 == len({fingerprint(read, stack, where) for stack in stacks})
    assert 3 == len({fingerprint(reading(lambda one: None), stack, where) for stack in stacks})


def test_a_watched_resource_is_what_it_stands_for():
    """A rule cannot tell that it is watched: values, identity, addresses and relations are the same."""
    view = View.of("ordering-public", document())
    seen = []

    def check(one):
        [block, _] = one.blocks("settings")
        target = one["rest_api_id"].target
        seen.append(
            (
                (one.type, one.name, one.address, one.pointer, one.opaque, repr(one), one.view.stack),
                (block.address, block.parent is one, block.root is one, block["level"], block.parent["stage_name"]),
                (one.root is one, one.parent, one["nothing"], one["cache"].expression),
                [each["stage_name"].target is one for each in one.referrers("aws_api_gateway_method_settings")],
                target is one.view.of_type("aws_api_gateway_rest_api")[0],
                target["rest_api_id"] == one["nothing"],
                one["rest_api_id"] == one["rest_api_id"],
                one["rest_api_id"] == Ref(target, "id", "aws_api_gateway_rest_api.api.id"),
                [each.address for each in one.view.resources],
                one.view.unreadable,
                one.view.get("aws_x.y"),
                one.body["stage_name"],
                one.conditional,
            )
        )
        return FAILED

    resource = view.get("aws_api_gateway_stage.live")
    assert resource is not None
    check(resource)
    Fingerprints(view).of(asks("XX-001", "bad", "aws_api_gateway_stage", check), resource)

    assert seen[0] == seen[1]
    assert Absent() == seen[0][2][2]


def test_a_rule_that_breaks_down_while_watched_is_known_by_what_it_read():
    """Whatever a rule does, its finding gets a fingerprint."""

    def check(one):
        one["stage_name"]
        raise SystemExit

    assert fingerprint(check) == fingerprint(reading(lambda one: one["stage_name"]))


def test_an_undecidable_list_counts():
    """Where only apply will know the blocks, the expression that hides them counts."""

    def check(one):
        with pytest.raises(Undecidable):
            one.blocks("settings")
        return FAILED

    stacks = [document({"settings": "${var.a}"}), document({"settings": "${var.b}"})]

    assert 2 == len({fingerprint(check, stack) for stack in stacks})


def test_a_deadline_holds_while_watched():
    """A rule that runs out of time when it is asked again is not waited for."""

    def check(one):
        raise OutOfTime(1)

    with pytest.raises(OutOfTime):
        fingerprint(check)


def test_many_findings_about_all_of_a_type_are_told_apart_and_worked_out_once():
    """One after another: each resource has its own fingerprint, whatever was asked about others before."""
    view = View.of("s", {"resource": {"aws_sqs_queue": {f"q{n}": {"name": n, "size": n} for n in range(4)}}})
    queues = view.of_type("aws_sqs_queue")
    by_name = asks(
        "XX-001", "bad", "aws_sqs_queue", reading(lambda one: [q["name"] for q in one.view.of_type(one.type)])
    )
    own = asks("XX-001", "bad", "aws_sqs_queue", reading(lambda one: one["size"]))
    together, alone = Fingerprints(view), [Fingerprints(view) for _ in queues]

    assert [one.of(own, queue) for one, queue in zip(alone, queues, strict=True)] == [
        together.of(own, queue) for queue in queues
    ]
    assert 4 == len({together.of(own, queue) for queue in queues})
    assert [Fingerprints(view).of(by_name, queue) for queue in queues] == [together.of(by_name, q) for q in queues]
    assert together.of(own, queues[0]) not in {together.of(by_name, queue) for queue in queues}


def test_equal_documents_give_equal_fingerprints():
    """Keys in another order, and a body read back from its file, change nothing."""
    read = reading(lambda one: (one.body, one.view.resources, one.blocks("settings")))
    turned = json.loads(json.dumps(document(), sort_keys=True))

    assert fingerprint(read) == fingerprint(read, turned)
