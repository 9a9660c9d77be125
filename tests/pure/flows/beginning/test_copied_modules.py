"""
What has to be copied for a rule to run elsewhere.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.flows.beginning.copied_modules import copied_modules

TEXTS = {
    "platform_constructs.policy": b"LIMIT = 1",
    "platform_constructs.policy.rule": b"from platform_constructs.model.verdict import Passed\nimport re",
    "platform_constructs.policy.view": b"if 1:\n    from platform_constructs.policy import values, LIMIT",
    "platform_constructs.policy.values": b"from . import view",
    "platform_constructs.model.verdict": b"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import boto3",
    "platform_constructs.aws.stack": b"",
}


def copied(source: bytes) -> list[str]:
    return sorted(copied_modules({"acme.rule": source}, TEXTS.get))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (b"import json, os.path\nfrom collections.abc import Mapping", []),
        (
            b"from platform_constructs.policy.rule import rule",
            ["platform_constructs.model.verdict", "platform_constructs.policy.rule"],
        ),
        (
            b"def later():\n    import platform_constructs.policy.view",
            [
                "platform_constructs.policy",
                "platform_constructs.policy.values",
                "platform_constructs.policy.view",
            ],
        ),
        (b"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import boto3\nelse:\n    import json", []),
    ],
)
def test_what_a_rule_imports_is_copied_with_what_that_imports(source: bytes, names: list[str]):
    """Modules come with all they lean on, a package only where a name of its own is used, circles end."""
    assert ["acme.rule", *names] == copied(source)


@pytest.mark.parametrize(
    ("source", "got"),
    [
        (b"import boto3", "boto3"),
        (b"from acme.helper import x", "acme.helper"),
        (b"from .other import x", "acme.other"),
        (b"from platform_constructs.aws.stack import x", "platform_constructs.aws.stack"),
        (b"import platform_constructs.policy.nothing", "platform_constructs.policy.nothing"),
        (b"def later():\n    import yaml", "yaml"),
    ],
)
def test_what_checkov_s_environment_does_not_have_is_refused(source: bytes, got: str):
    """A rule that leans on anything but Python and the rooms rules live on cannot be exported."""
    with pytest.raises(PackError) as refused:
        copied(source)

    assert (
        "error[PACK-088] an exported rule leans on Python and on what rules are made of, and on nothing else\n"
        "  at   acme.rule\n"
        f"  got  {got}\n"
        "  fix  have it answer from the resource, the view and the standard library alone\n"
        "  more `paved explain PACK-088`"
    ) == str(refused.value)
