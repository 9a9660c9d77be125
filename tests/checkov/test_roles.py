"""
Least privilege can be seen: each role of the sample is on the page of roles, as it is written.
"""

from __future__ import annotations

from pathlib import Path

from tests.checkov.plain import written
from tests.roles import PAGE, roles_page, unexplained


def test_every_role_is_listed_with_what_it_may_do(sample: Path):
    """A role that comes, goes or may do more shows in the page's difference: `python -m tests.roles FOLDER`."""
    page = roles_page(written(sample))

    assert PAGE.read_text(encoding="utf-8") == page
    assert page.count("\n## ") >= 8


def test_nothing_is_allowed_on_every_resource_without_a_reason(sample: Path):
    """AWS lets some actions be narrowed to nothing; which and why is written down, for every statement of a role."""
    assert [] == unexplained(written(sample))


def test_a_widened_statement_is_noticed(sample: Path):
    """The same page, with one statement opened to every resource, is refused by name."""
    documents = written(sample)
    policies = documents["delivery-slots-function"]["data"]["aws_iam_policy_document"]
    widened = next(
        statement
        for policy in policies.values()
        for statement in policy["statement"]
        if statement["sid"] == "DeadLetters"
    )
    widened["resources"] = ["*"]

    assert ["meridian-sandbox-delivery-slots-function: DeadLetters"] == unexplained(documents)
