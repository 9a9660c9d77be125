"""
Asking one rule about one resource. Rules are foreign code: the answer is a verdict, or says how the rule broke down.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.judging.deadline import OutOfTime
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource

__all__ = ["ask"]

_PLAIN: Final = frozenset({Passed, NotConcerned})
_ANSWERS: Final = (Passed, Failed, Undecided, NotConcerned)  # made once: a union in the call is built anew each time


def ask(rule: Rule, resource: Resource) -> Verdict | str:
    """
    Return the rule's answer, or how it broke down.

    Raises:
        OutOfTime: when its time is up.
        KeyboardInterrupt: when somebody interrupts us.
    """
    try:
        verdict = rule(resource)
    except (OutOfTime, KeyboardInterrupt):
        raise
    # a rule that raises, or ends the process, is a failure of that rule, never a pass; coroutines' ends included
    except BaseException as fault:
        return f"{type(fault).__name__}: {_said(fault)}"
    if type(verdict) in _PLAIN:  # nearly always, and nothing in it that could be odd
        return verdict
    if not isinstance(verdict, _ANSWERS):
        return f"answered {type(verdict).__name__}"
    return _malformed(verdict) or verdict


def _said(fault: BaseException) -> str:
    try:
        return str(fault)
    except Exception:  # its own __str__ may be as broken as the code that raised it
        return "it cannot say why"


def _malformed(verdict: Verdict) -> str:
    """Return what is no text in an answer that reports print; empty when it is as it has to be."""
    texts = {"because": verdict.because, "fix": verdict.fix} if isinstance(verdict, Failed) else {}
    if isinstance(verdict, Undecided):
        texts = {"expression": verdict.expression}
    odd = next((name for name, said in texts.items() if type(said) is not str), "")
    return odd and f"answered {type(verdict).__name__} whose {odd} is no text"
