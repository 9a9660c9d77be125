"""
Gathering rules from files: one a file, named after it, no code twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from platform_constructs.errors import PackError
from platform_constructs.policy.rule import Rule

__all__ = ["collect", "stem_of"]


def stem_of(rule: Rule) -> str:
    """Return the name of a rule's file and of its folder of cases, such as `apigw_open_method`."""
    return f"{rule.code.partition('-')[0]}_{rule.name}".lower().replace("-", "_")


def collect(
    modules: Iterable[tuple[str, Mapping[str, object]]],
    *,
    folder: str = "policy_packs/rules",
    taken: Mapping[str, Rule] | None = None,
) -> dict[str, Rule]:
    """
    Return the rules of some modules by code, sorted.

    Args:
        modules: Each rule file's name without `.py`, and what its module defines.
        folder: Where the files are, as messages say it.
        taken: Rules there are already, by code.

    Raises:
        PackError: RULE-010 when a file holds anything but one rule named like the file, RULE-011 when a code is
            used already.
    """
    known = dict(taken or {})
    found: dict[str, Rule] = {}
    for stem, names in modules:
        made = [each for each in names.values() if isinstance(each, Rule)]
        if len(made) != 1 or stem != stem_of(made[0]):
            raise PackError(
                "RULE-010",
                "a rule file holds one rule and is named <family>_<name>.py after it",
                at=f"{folder}/{stem}.py",
                got=", ".join(f"{each.code} {each.name}" for each in made) or "no rule",
                fix=f"rename it to {stem_of(made[0])}.py" if len(made) == 1 else "give each rule a file of its own",
            )
        [rule] = made
        if twin := known.get(rule.code):
            raise PackError(
                "RULE-011",
                "a rule's code is used once and never again",
                at=f"{folder}/{stem}.py",
                got=rule.code,
                fix=f"take the next free number; {twin.name} has this one",
            )
        found[rule.code] = known[rule.code] = rule
    return dict(sorted(found.items()))
