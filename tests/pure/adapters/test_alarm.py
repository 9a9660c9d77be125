"""
The alarm that ends a rule: it rings once time is up, only then, and leaves no trace.
"""

from __future__ import annotations

import re
import signal
import threading
from contextlib import suppress

import pytest

from platform_constructs.adapters.alarm import alarm
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level, Passed
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.judging.deadline import OutOfTime, no_deadline
from platform_constructs.policy.judging.judge import judge
from platform_constructs.policy.view import View
from tests.pure.policy.samples import TODAY, asks, pack

AT = Place("stack.py", 1)


def judged(check, document, seconds):
    """What the judge says when a stack is judged by one rule that has so long."""
    rule = asks("XX-001", "slow", "aws_sqs_queue", check)
    law = compose([pack(rules={"XX-001": Level.BLOCK})], today=TODAY)
    view = View.of("s", document)
    return judge(view, law, {"XX-001": rule}, owner="ordering", at=AT, deadline=alarm(seconds))


def loops(queue):
    while True:
        pass


def loops_and_catches_everything_it_may(queue):
    while True:
        with suppress(Exception):
            loops(queue)


def loops_inside_an_expression(queue):
    re.fullmatch(r"(a|a)*b", "a" * 60)
    return Passed()


@pytest.mark.parametrize("check", [loops, loops_and_catches_everything_it_may, loops_inside_an_expression])
def test_a_rule_that_loops_for_ever_is_ended(check):
    """It is a finding of that rule, however it loops."""
    judgement = judged(check, {"resource": {"aws_sqs_queue": {"q": {}}}}, 0.05)

    assert [("GATE-003", "no answer within 0.05 seconds")] == [(each.code, each.got) for each in judgement.findings]


def test_a_rule_over_a_huge_resource_is_ended():
    """A rule whose work grows with the square of a resource of a hundred thousand items is ended too."""

    def compares_all_with_all(queue):
        items = queue["items"].value
        return Passed() if all(one is two or one != two for one in items for two in items) else None

    document = {"resource": {"aws_sqs_queue": {"q": {"items": list(range(100_000))}}}}

    assert ["GATE-003"] == [each.code for each in judged(compares_all_with_all, document, 0.05).findings]


def test_a_rule_that_answers_is_left_alone():
    """Within its time nothing happens, and afterwards nothing rings."""
    judgement = judged(lambda queue: Passed(), {"resource": {"aws_sqs_queue": {"q": {}}}}, 60)

    assert (1, ()) == (judgement.passed, judgement.findings)
    assert (0.0, 0.0) == signal.getitimer(signal.ITIMER_REAL)


def test_what_was_set_before_is_set_again():
    """An alarm of somebody else's, and who listens to it, are as they were."""
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_REAL, 1_000, 7)
    try:
        with pytest.raises(OutOfTime), alarm(0.01)():
            loops(None)
        left, interval = signal.getitimer(signal.ITIMER_REAL)
        signal.raise_signal(signal.SIGALRM)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert (True, 7, [1]) == (0 < left <= 1_000, interval, rung)


def test_in_another_thread_nothing_rings():
    """Python hears signals in its main thread only; elsewhere a rule is not limited, and nothing breaks."""
    done = []

    def work():
        with alarm(0.000_001)():
            done.append(sum(range(10_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [49_995_000] == done


def test_without_a_deadline_nothing_is_limited():
    """The pure rooms have no clock of their own."""
    with no_deadline():
        assert (0.0, 0.0) == signal.getitimer(signal.ITIMER_REAL)
