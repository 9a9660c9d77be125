"""
What a pack says of a rule, a setting or a check, in the words of tables.
"""

from __future__ import annotations

from platform_constructs.policy.packs.terms import Clause, Expectation, RuleTerm
from platform_constructs.policy.settings.definition import shown_value

__all__ = ["clause_words", "expectation_words", "term_words"]


def term_words(term: RuleTerm | None) -> str:
    """Return what a pack makes of a rule, such as `warn, block from 2027-03-01`; empty for nothing."""
    if term is None:
        return ""
    words = term.level.name.lower()
    if term.block_from is not None:
        words += f", block from {term.block_from.isoformat()}"
    return words if term.waivable else f"{words}, never waived"


def clause_words(clause: Clause | None) -> str:
    """Return what a pack allows of a setting, such as `at most 200; default 100`; empty for nothing."""
    if clause is None:
        return ""
    words = " and ".join(f"{kind.replace('_', ' ')} {shown_value(value)}" for kind, value in clause.terms)
    return words if clause.default is None else f"{words}; default {shown_value(clause.default)}"


def expectation_words(expectation: Expectation | None) -> str:
    """Return what a pack expects of a checkov check, such as `must pass on aws_kms_key`; empty for nothing."""
    if expectation is None:
        return ""
    if expectation.skip:
        return f"skip: {expectation.skip}"
    return f"must pass on {', '.join(expectation.types)}" if expectation.types else "must pass"
