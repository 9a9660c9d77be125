"""
The judge: every pair counted, nothing passed that was not looked at.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date
from typing import Any, cast

import pytest

from platform_constructs.errors import PackError, PlatformError
from platform_constructs.model.contract import CompiledApi, Operation
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Failed, Level, NotConcerned, Passed, Undecided
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.judging.deadline import OutOfTime
from platform_constructs.policy.judging.judge import judge, prove_awake, routes_of
from platform_constructs.policy.judging.judgement import Count
from platform_constructs.policy.packs.terms import RuleTerm
from platform_constructs.policy.view import Known, View
from tests.pure.policy.samples import AT, TODAY, api, asks, open_operation, pack

RULES = {"APIGW-001": open_operation}
PATHS: dict[str, dict[str, dict[str, Any]]] = {
    "/open": {"get": {"operationId": "getOpen", "security": []}},
    "/safe": {"post": {"security": [{"cognito": ["ordering/write"]}]}},
    "/vague": {"put": {"security": "${var.security}"}},
}


def law(**levels):
    return compose([pack(rules={code.replace("_", "-"): level for code, level in levels.items()})], today=TODAY)


BLOCKS = law(APIGW_001=Level.BLOCK)


def judged(document, *, law=BLOCKS, rules=RULES, **more):
    return judge(View.of("ordering-public", document), law, rules, owner="ordering", at=AT, **more)


def test_every_pair_is_counted():
    """One operation passes, one fails, one is only known at apply time."""
    judgement = judged(api(PATHS))

    assert (3, 1, 1, 1, 0) == (
        judgement.evaluated,
        judgement.passed,
        judgement.failed,
        judgement.undecided,
        judgement.raised,
    )
    assert {"APIGW-001": Count(1, 1, 1, 0)} == judgement.counts


def test_findings_name_the_thing_the_place_and_the_owner():
    """A failed and an undecided operation, as their owner reads them."""
    assert (
        "block[APIGW-001] GET /open: anyone may call it\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        "  in   ordering-public: aws_api_gateway_rest_api.api#/paths/~1open/get\n"
        "  got  security: []\n"
        "  fix  say who may\n"
        "  who  ordering\n"
        "  more `paved explain APIGW-001`",
        "block[APIGW-001] PUT /vague: cannot be decided before apply\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        "  in   ordering-public: aws_api_gateway_rest_api.api#/paths/~1vague/put\n"
        "  got  var.security\n"
        "  fix  write the value itself, or refer to a resource of this stack\n"
        "  who  ordering\n"
        "  more `paved explain APIGW-001`",
    ) == tuple(str(each) for each in judged(api(PATHS)).findings)


def test_a_finding_leads_to_the_contract():
    """Where the contract is known, its line and operationId are named."""
    place = Place("stacks/domains/ordering/openapi.yaml", 40)
    operation = Operation("getOpen", "GET", "/ordering/open", (), True, (), place)
    compiled = CompiledApi({}, (operation,), {"getOpen": "/open"}, "/ordering", "Ordering", "1")

    findings = judged(api(PATHS), operations=routes_of(compiled)).findings

    assert [Place("stacks/domains/ordering/openapi.yaml", 40, "getOpen"), AT] == [each.at for each in findings]


def test_a_finding_about_a_model_leads_to_the_contract():
    """A model that came from the contract is found at its line there; any other at the stack's declaration."""
    place = Place("stacks/domains/ordering/openapi.yaml", 70, "/components/schemas/Order")
    check = asks("XX-001", "odd", "openapi.schema", lambda schema: Failed("it is odd", "mend it", "x"))
    body = json.dumps({"paths": {}, "components": {"schemas": {"Order": {}, "Own": {}}}})

    findings = judged(
        {"resource": {"aws_api_gateway_rest_api": {"api": {"body": body}}}},
        law=law(XX_001=Level.BLOCK),
        rules={"XX-001": check},
        sources={"/components/schemas/Order": place},
    ).findings

    assert {AT, place} == {each.at for each in findings}


@pytest.mark.parametrize("level", [Level.ADVISE, Level.WARN, Level.BLOCK])
def test_findings_are_as_loud_as_the_law(level):
    """What fails and what is undecided has the level that the packs give the rule."""
    assert {level} == {each.level for each in judged(api(PATHS), law=law(APIGW_001=level)).findings}


def test_a_rule_that_raises_has_not_passed():
    """It blocks, it is the platform's fault, and the other rules are asked all the same."""

    def stumbles(operation):
        raise KeyError("\x1b[2Jsecurity")

    rules = {**RULES, "XX-001": asks("XX-001", "stumbling", "openapi.operation", stumbles)}
    judgement = judged(api({"/open": PATHS["/open"]}), law=law(APIGW_001=Level.BLOCK, XX_001=Level.WARN), rules=rules)
    [found] = [each for each in judgement.findings if each.code == "GATE-003"]

    assert {"APIGW-001": Count(failed=1), "XX-001": Count(raised=1)} == judgement.counts
    assert (
        "block[GATE-003] XX-001 stumbling broke down on aws_api_gateway_rest_api.api#/paths/~1open/get, "
        "so nothing is known to be safe\n"
        "  at   tests/pure/policy/judging/test_judge.py\n"
        "  in   ordering-public: aws_api_gateway_rest_api.api#/paths/~1open/get\n"
        "  got  KeyError: '\\x1b[2Jsecurity'\n"
        "  fix  correct the rule, and add what it stumbled over to its cases\n"
        "  who  platform\n"
        "  more `paved explain GATE-003`"
    ) == str(found)


class SpeechlessError(Exception):
    """An error whose own text is broken."""

    def __str__(self):
        raise ValueError


@pytest.mark.parametrize(
    ("fault", "got"),
    [
        (RecursionError("too deep"), "RecursionError: too deep"),
        (MemoryError(), "MemoryError: "),
        (SystemExit(0), "SystemExit: 0"),
        (StopIteration(), "StopIteration: "),
        (GeneratorExit(), "GeneratorExit: "),
        (BaseException("of its own"), "BaseException: of its own"),
        (SpeechlessError(), "SpeechlessError: it cannot say why"),
    ],
)
def test_a_rule_may_not_end_the_judge(fault, got):
    """A rule that runs out of stack or memory, or would end the process, has not passed, and the next one is asked."""

    def stumbles(operation):
        raise fault

    rules = {**RULES, "AA-001": asks("AA-001", "stumbling", "openapi.operation", stumbles)}
    found = judged(api({"/open": PATHS["/open"]}), law=law(APIGW_001=Level.BLOCK, AA_001=Level.WARN), rules=rules)

    assert {"GATE-003": got, "APIGW-001": "security: []"} == {each.code: each.got for each in found.findings}


def test_every_break_down_is_counted():
    """Two resources on which a rule breaks down are two, and what is told names both."""
    rules = {"AA-001": asks("AA-001", "stumbling", "openapi.operation", lambda operation: 1 / 0)}
    judgement = judged(api(PATHS), law=law(AA_001=Level.BLOCK), rules=rules)

    assert {"AA-001": Count(raised=3)} == judgement.counts
    assert {("broken-rule", "platform", "ZeroDivisionError: division by zero")} == {
        (each.name, each.owner, each.got) for each in judgement.findings
    }


def test_what_a_mute_rule_said_is_told():
    """An answer that is no verdict is named by its type."""
    rules = {"AA-001": asks("AA-001", "mute", "openapi.operation", lambda operation: 7)}

    assert {"answered int"} == {
        each.got for each in judged(api(PATHS), law=law(AA_001=Level.BLOCK), rules=rules).findings
    }


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        (Failed(because=cast(str, 5), fix="x"), "answered Failed whose because is no text"),
        (Failed(because="x", fix=cast(str, None)), "answered Failed whose fix is no text"),
        (Undecided(cast(str, None)), "answered Undecided whose expression is no text"),
        (True, "answered bool"),
    ],
)
def test_an_answer_that_no_report_can_print_is_no_verdict(answer, got):
    """What a rule says is text, or the rule is broken; reports need not fear it."""
    rules = {"AA-001": asks("AA-001", "odd", "openapi.operation", lambda operation: answer)}
    [found] = judged(api({"/open": PATHS["/open"]}), law=law(AA_001=Level.WARN), rules=rules).findings

    assert ("GATE-003", True, got) == (found.code, found.blocks, found.got)


def forgets_all(operation):
    """Break the view in a way that an honest rule may by accident: with `pop` and the like."""
    operation.body.clear()
    return Passed()


def hides_all(operation):
    """Take away what other rules would be asked of."""
    operation.view.resources = ()
    return Passed()


def writes_nonsense(operation):
    """Put into the body what no JSON has."""
    operation.body["security"] = {(1, 2): "x"}
    return Passed()


@pytest.mark.parametrize(
    ("check", "address"),
    [
        (forgets_all, "aws_api_gateway_rest_api.api#/paths/~1open/get"),
        (hides_all, "ordering-public"),
        (writes_nonsense, "aws_api_gateway_rest_api.api#/paths/~1open/get"),
    ],
)
def test_a_rule_that_changes_what_it_judges_blocks(check, address):
    """Whoever is asked later may be blind, so nobody's silence counts, whichever level the rule has."""
    rules = {**RULES, "AA-001": asks("AA-001", "clumsy", "openapi.operation", check)}
    found = judged(
        api({"/open": PATHS["/open"]}), law=law(AA_001=Level.ADVISE, APIGW_001=Level.BLOCK), rules=rules
    ).findings
    [changed] = [each for each in found if each.code == "GATE-016"]

    assert (address, "platform", True) == (changed.address, changed.owner, changed.blocks)


def test_a_rule_that_recurses_for_ever_has_not_passed():
    """A real overflow of the stack is a finding like any other."""

    def deep(operation):
        return deep(operation)

    rules = {"AA-001": asks("AA-001", "deep", "openapi.operation", deep)}
    [found] = judged(api({"/open": PATHS["/open"]}), law=law(AA_001=Level.WARN), rules=rules).findings

    assert ("GATE-003", True, "RecursionError") == (found.code, found.blocks, found.got.partition(":")[0])


class Clock:
    """A deadline that a rule runs into when it says so, and that knows how often it was started and left."""

    def __init__(self):
        self.started = self.left = 0

    @contextmanager
    def __call__(self):
        self.started += 1
        try:
            yield
        finally:
            self.left += 1


def test_a_rule_that_does_not_answer_in_time_has_not_passed():
    """It blocks where it stopped, what it found until then stays, and the other rules have their own time."""

    def slow(operation):
        if operation["security"] == Known([]):
            raise OutOfTime(10)
        return Failed("slow", "hurry")

    clock = Clock()
    rules = {**RULES, "AA-001": asks("AA-001", "slow", "openapi.operation", slow)}
    paths = {"/a": {"get": {"security": [{}]}}, "/b": {"get": {"security": []}}, "/c": {"get": {}}}
    judgement = judged(api(paths), law=law(AA_001=Level.WARN, APIGW_001=Level.WARN), rules=rules, deadline=clock)

    assert (2, 2) == (clock.started, clock.left)
    assert {"AA-001": Count(failed=1, raised=1), "APIGW-001": Count(passed=1, failed=2)} == judgement.counts
    assert [
        ("AA-001", False, "/paths/~1a/get"),
        ("APIGW-001", False, "/paths/~1b/get"),
        ("APIGW-001", False, "/paths/~1c/get"),
        ("GATE-003", True, "/paths/~1b/get"),
    ] == sorted((each.code, each.blocks, each.address.partition("#")[2]) for each in judgement.findings)
    assert (
        "AA-001 slow broke down on aws_api_gateway_rest_api.api#/paths/~1b/get, so nothing is known to be safe",
        "no answer within 10 seconds",
    ) == next((each.what, each.got) for each in judgement.findings if each.code == "GATE-003")


def test_time_that_is_up_before_the_first_resource_is_said_of_the_stack():
    """Where no resource was reached, the finding names none."""

    @contextmanager
    def none_left():
        raise OutOfTime(0.5)
        yield

    [found] = judged(api(PATHS), deadline=none_left).findings

    assert ("APIGW-001 open-operation broke down on this stack, so nothing is known to be safe", "") == (
        found.what,
        found.address,
    )
    assert "no answer within 0.5 seconds" == found.got


def test_the_planted_violation_has_a_deadline_too():
    """A rule that loops over what is planted does not hang the self-check."""

    def slow(operation):
        raise OutOfTime(10)

    clock = Clock()
    with pytest.raises(PlatformError) as caught:
        prove_awake(BLOCKS, {"APIGW-001": asks("APIGW-001", "slow", "openapi.operation", slow)}, deadline=clock)

    assert ("GATE-001", 1) == (caught.value.code, clock.left)


def test_findings_have_the_fingerprint_of_what_was_read():
    """A failed and an undecided operation are each known by what the rule read; a description changes nothing."""
    before = [each.fingerprint for each in judged(api(PATHS)).findings]
    described = {path: {verb: {**said, "summary": "x"} for verb, said in item.items()} for path, item in PATHS.items()}
    closed = {**PATHS, "/open": {"get": {"operationId": "getOpen", "security": [{}], "x": 1}}}

    assert before == [each.fingerprint for each in judged(api(described)).findings]
    assert before[0] not in {each.fingerprint for each in judged(api(closed)).findings}
    assert (2, {16}) == (len(set(before)), {len(each) for each in before})


@pytest.mark.parametrize(
    ("term", "today", "said"),
    [
        (RuleTerm(Level.WARN, date(2027, 3, 1)), date(2027, 2, 28), (Level.WARN, date(2027, 3, 1))),
        (RuleTerm(Level.WARN, date(2027, 3, 1)), date(2027, 3, 1), (Level.BLOCK, None)),
        (RuleTerm(Level.WARN), date(2027, 3, 1), (Level.WARN, None)),
        (RuleTerm(Level.BLOCK), date(2027, 3, 1), (Level.BLOCK, None)),
    ],
)
def test_findings_say_from_when_they_block(term, today, said):
    """Below block a finding has the day from which a pack blocks; once it blocks it has none."""
    the_law = compose([pack(rules={"APIGW-001": term})], today=today)

    assert {said} == {(each.level, each.blocks_from) for each in judged(api(PATHS), law=the_law).findings}


@pytest.mark.parametrize("answer", [None, True, "passed", Passed])
def test_an_answer_that_is_no_verdict_has_not_passed(answer):
    """A rule that forgets to return anything blocks."""
    rules = {"XX-001": asks("XX-001", "mute", "openapi.operation", lambda operation: answer)}

    assert {"GATE-003"} == {each.code for each in judged(api(PATHS), law=law(XX_001=Level.BLOCK), rules=rules).findings}


def test_what_cannot_be_read_blocks():
    """An unreadable policy is a finding whatever the rules are."""
    document = api(PATHS)
    document["resource"]["aws_sqs_queue"] = {"q": {"policy": "${jsonencode({})}"}}
    [found] = [each for each in judged(document).findings if each.code == "GATE-005"]

    assert (
        "block[GATE-005] aws_sqs_queue.q#/policy cannot be judged: the policy is only known at apply time\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        "  in   ordering-public: aws_sqs_queue.q#/policy\n"
        "  got  jsonencode({})\n"
        "  fix  write it so that it stands in the file: literal JSON, or an aws_iam_policy_document\n"
        "  who  ordering\n"
        "  more `paved explain GATE-005`"
    ) == str(found)


@pytest.mark.parametrize(
    ("document", "the_law"),
    [
        ({"resource": {"aws_lb": {"x": {}}}}, BLOCKS),
        (api(PATHS), law(APIGW_001=Level.OFF)),
        (api(PATHS), compose([], today=TODAY)),
        (api({}), BLOCKS),
    ],
)
def test_nothing_evaluated_is_not_a_pass(document, the_law):
    """Resources that no rule in force concerns, a law that is off, and no law at all cannot be judged."""
    with pytest.raises(PlatformError) as caught:
        judged(document, law=the_law)

    assert ("GATE-002", 2) == (caught.value.code, caught.value.exit_code)


def test_nothing_evaluated_says_so():
    """The message names the stack, what it has and what to do."""
    with pytest.raises(PlatformError) as caught:
        judged({"resource": {"aws_lb": {"x": {}, "y": {}}}})

    assert (
        "error[GATE-002] nothing was evaluated in ordering-public, so nothing is known to be safe\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        "  got  2 resources and 1 rules in force\n"
        "  fix  bind the domain to a pack whose rules concern these resources\n"
        "  more `paved explain GATE-002`"
    ) == str(caught.value)


def test_answers_of_not_concerned_are_no_evaluation():
    """A rule that shrugs at everything has evaluated nothing."""
    rules = {"XX-001": asks("XX-001", "shrugging", "openapi.operation", lambda operation: NotConcerned())}

    with pytest.raises(PlatformError, match="nothing was evaluated"):
        judged(api(PATHS), law=law(XX_001=Level.BLOCK), rules=rules)


def test_a_rule_in_force_that_is_missing_stops_everything():
    """The gate does not judge by half a law."""
    with pytest.raises(PackError) as caught:
        judged(api(PATHS), law=law(APIGW_001=Level.BLOCK, WAF_007=Level.ADVISE))

    assert (
        "error[PACK-021] a pack in force names a rule that is not there\n"
        "  at   policy_packs/baseline/1.0.0.toml\n"
        "  got  WAF-007\n"
        "  fix  install the package that brings the rule, or bind another version of the pack\n"
        "  more `paved explain PACK-021`"
    ) == str(caught.value)


def test_an_empty_stack_has_nothing_to_evaluate():
    """No resources, no findings, no error."""
    assert ((), 0) == (judged({}).findings, judged({}).evaluated)


def test_the_judge_is_proved_awake():
    """The planted open operation is blocked, so silence means something."""
    prove_awake(BLOCKS, RULES)


@pytest.mark.parametrize(
    ("the_law", "rules", "pairs"),
    [
        (law(APIGW_001=Level.WARN), RULES, 1),
        (law(APIGW_001=Level.OFF), RULES, 0),
        (compose([], today=TODAY), RULES, 0),
        (BLOCKS, {"APIGW-001": asks("APIGW-001", "x", "openapi.operation", lambda operation: Passed())}, 1),
        (BLOCKS, {"APIGW-001": asks("APIGW-001", "x", "openapi.operation", lambda operation: 1 / 0)}, 1),
    ],
)
def test_a_sleeping_judge_is_found_out(the_law, rules, pairs):
    """A law that lets the planted operation pass, and a rule that only breaks down on it, stop the run."""
    with pytest.raises(PlatformError) as caught:
        prove_awake(the_law, rules)

    assert (
        "error[GATE-001] the judge let a planted violation pass, so its silence means nothing\n"
        f"  at   {'baseline 1.0.0' if the_law.packs else 'no pack'}\n"
        f"  got  {pairs} pairs evaluated, none blocked\n"
        "  fix  bind the domain to a pack that blocks open operations, such as baseline\n"
        "  more `paved explain GATE-001`"
    ) == str(caught.value)


def test_order_is_decided():
    """The same stack, written in another order, gives the same findings in the same order."""
    document = api({f"/p{n}": {"get": {}} for n in range(20)})
    backwards = api({f"/p{n}": {"get": {}} for n in reversed(range(20))})

    assert judged(document).findings == judged(backwards).findings


def test_five_thousand_pairs_take_a_moment():
    """Judging is linear: 500 resources by 10 rules are five thousand verdicts."""
    rules = {
        f"XX-{n:03}": asks(
            f"XX-{n:03}", "x", "aws_a", lambda each: Passed() if each["settings.level"].value else Failed("x", "y")
        )
        for n in range(10)
    }
    document = json.loads(
        json.dumps({"resource": {"aws_a": {f"r{n}": {"settings": {"level": 1}} for n in range(500)}}})
    )
    view = View.of("s", document)
    the_law = compose([pack(rules=dict.fromkeys(rules, Level.BLOCK))], today=TODAY)
    judgement = judge(view, the_law, rules, owner="ordering", at=AT)

    assert 5_000 == judgement.passed


def test_a_rule_that_is_off_ends_nothing_but_itself():
    """Those before it and those after it are asked."""

    def never(operation):
        raise AssertionError("asked")

    rules = {
        **RULES,
        "AA-001": asks("AA-001", "silent", "openapi.operation", never),
        "ZZ-001": asks("ZZ-001", "last", "openapi.operation", lambda operation: Passed()),
    }
    levels = law(AA_001=Level.OFF, APIGW_001=Level.BLOCK, ZZ_001=Level.WARN)

    judgement = judged(api({"/open": PATHS["/open"]}), law=levels, rules=rules)

    assert {"APIGW-001": Count(failed=1), "ZZ-001": Count(passed=1)} == judgement.counts


def test_only_an_operation_is_named_by_its_route():
    """Whatever else has a method and a path is named by its address, at its stack's declaration."""
    place = Place("stacks/domains/ordering/openapi.yaml", 40)
    operation = Operation("getOpen", "GET", "/ordering/open", (), True, (), place)
    check = asks("XX-001", "strange", "aws_lambda_permission", lambda resource: Failed("it is odd", "x", "drop it"))
    document = {"resource": {"aws_lambda_permission": {"p": {"method": "GET", "path": "/open"}}}}

    [found] = judged(
        document,
        law=law(XX_001=Level.BLOCK),
        rules={"XX-001": check},
        operations={("GET", "/open"): operation},
    ).findings

    assert (found.what, found.at) == ("aws_lambda_permission.p: it is odd", AT)


def test_a_rule_no_type_of_which_is_there_is_counted_as_never_asked():
    """Not left out: whoever reads the counts sees that it was in force and had nothing to say."""
    check = asks("XX-001", "elsewhere", "aws_sqs_queue", lambda resource: Passed())

    judgement = judged(
        api({"/open": PATHS["/open"]}),
        law=law(APIGW_001=Level.BLOCK, XX_001=Level.BLOCK),
        rules={**RULES, "XX-001": check},
    )

    assert {"APIGW-001": Count(failed=1), "XX-001": Count(0, 0, 0, 0)} == judgement.counts
