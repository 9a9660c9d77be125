"""
What each code of linting means; `paved explain CODE` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CODES"]

CODES: Mapping[str, str] = {
    "CON-100": (
        "A contract rule is not written as rules are: a code of a family and three digits, a name, one kind of part "
        "it is asked about, a docstring with four sections, options with defaults that they take, one rule in a file "
        "that is called after it, no code or name twice. docs/how-to/lint-a-contract.md has the steps."
    ),
    "CON-108": (
        "A contract rule broke down before it had an answer, so nobody knows whether the contract keeps it. That is "
        "the rule's fault and not the contract's, and it is never a pass: it counts as much as the rule does. Report "
        "it to the rule's authors with the line that is named."
    ),
    "CON-110": (
        "A baseline lists a finding that is no longer there: it was corrected, or stands elsewhere now. Baselines "
        "only shrink, so that what was mended stays mended. Run `paved contract baseline`, which removes it."
    ),
}
