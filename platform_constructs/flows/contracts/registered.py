"""
What the registry says about options that a profile leaves open, such as the problem types there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from platform_constructs.contracts.lint.options import Options, OptionValue
from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.model.organisation import Organisation

__all__ = ["REGISTERED", "with_registry"]

REGISTERED: Final = ("problem_base", "problem_types")
"""What options can take from the registry."""


def with_registry(profile: Profile, rules: Mapping[str, ContractRule], organisation: Organisation) -> Profile:
    """
    Return a profile in which options that name a part of the registry have its values.

    A text that the profile chose stays as it is; a list gets the registry's values added.

    Args:
        profile: What a contract is held to.
        rules: Every contract rule, by code.
        organisation: The registry.
    """
    said: Mapping[str, OptionValue] = {
        "problem_base": organisation.problem_base,
        "problem_types": organisation.contracts.problem_types if organisation.contracts else (),
    }
    options = dict(profile.options)
    for code, rule in rules.items():
        chosen: Options = options.get(code) or rule.defaults
        found = {
            name: _joined(chosen[name], option.default, said[option.registry])
            for name, option in rule.options.items()
            if option.registry
        }
        if found:
            options[code] = Options({**chosen, **found})
    return replace(profile, options=options)


def _joined(chosen: OptionValue, default: OptionValue, registered: OptionValue) -> OptionValue:
    if isinstance(chosen, tuple) and isinstance(registered, tuple):
        return tuple(dict.fromkeys((*chosen, *registered)))
    return registered if chosen == default else chosen
