"""
Every role that the sample's stacks make, with what it may do: a table to read, and to see a widening in.

`python -m tests.roles FOLDER` prints it, from what a synth wrote there.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from platform_constructs.aws.every_resource import WHY_EVERY_RESOURCE

__all__ = ["PAGE", "roles_page", "unexplained"]

PAGE: Final = Path(__file__).parents[1] / "docs" / "roles.md"
_DOCUMENT: Final = re.compile(r"\$\{data\.aws_iam_policy_document\.([A-Za-z0-9_-]+)\.json\}")
_REFERENCE: Final = re.compile(r"\$\{(?:data\.)?(?:aws_)?([a-z0-9_]+)\.([A-Za-z0-9_-]+?)(?:_[0-9A-F]{8})?\.[a-z_]+\}")
_PIPELINE: Final = "platform-delivery"
_HEAD: Final = """# What our roles may do

Every role that the sample's stacks make for a program, from the written Terraform; `tests/checkov/test_roles.py`
holds this page to it. Pipelines' roles are told by `paved permissions DOMAIN`, each statement with its reason. Where a
statement is about every resource, the reason stands below it: AWS offers nothing finer. What stands in italics is a
thing of the same stack.
"""

Document = Mapping[str, Any]


def roles_page(documents: Mapping[str, Document]) -> str:
    """Return the page, from each stack's Terraform."""
    parts = [_HEAD]
    for stack, role, statements, attached in _roles(documents):
        parts.append(f"\n## `{role}`, in {stack}\n")
        parts += [f"\nAWS's own policy `{arn}` is attached.\n" for arn in attached]
        if not statements and not attached:
            parts.append("\nNothing.\n")
        if statements:
            parts.append("\n| | statement | actions | resources |\n|---|---|---|---|\n")
            parts += [_row(one) for one in statements]
        parts += [
            f"\n`{sid}` is about every resource: {WHY_EVERY_RESOURCE[sid]}\n" for sid in sorted(_open(statements))
        ]
    return "".join(parts)


def unexplained(documents: Mapping[str, Document]) -> list[str]:
    """Return each statement of a role that allows something on every resource without a written reason."""
    return [
        f"{role}: {sid}"
        for _, role, statements, _ in _roles(documents)
        for sid in sorted(_open(statements))
        if sid not in WHY_EVERY_RESOURCE
    ]


def _roles(documents: Mapping[str, Document]) -> Iterator[tuple[str, str, list[Document], list[str]]]:
    for stack, document in sorted(documents.items()):
        resources = document.get("resource", {})
        for address, role in sorted(resources.get("aws_iam_role", {}).items()):
            if stack == _PIPELINE:
                continue
            mine = f"${{aws_iam_role.{address}.name}}"
            policies = [one for one in resources.get("aws_iam_role_policy", {}).values() if one["role"] == mine]
            statements = [each for one in policies for each in _statements(document, one["policy"])]
            attachments = resources.get("aws_iam_role_policy_attachment", {}).values()
            yield stack, role["name"], statements, [one["policy_arn"] for one in attachments if one["role"] == mine]


def _statements(document: Document, policy: str) -> list[Document]:
    found = _DOCUMENT.fullmatch(policy)
    assert found is not None, policy
    return list(document["data"]["aws_iam_policy_document"][found[1]]["statement"])


def _open(statements: Iterable[Document]) -> set[str]:
    return {one["sid"] for one in statements if one["effect"] == "Allow" and "*" in one["resources"]}


def _row(statement: Document) -> str:
    actions = "<br>".join(f"`{one}`" for one in statement["actions"])
    resources = "<br>".join(_readable(one) for one in statement["resources"])
    conditions = "".join(
        f"<br>only where {one['variable']} {one['test']} {', '.join(_readable(value) for value in one['values'])}"
        for one in statement.get("condition", ())
    )
    return f"| {statement['effect']} | {statement['sid']} | {actions} | {resources}{conditions} |\n"


def _readable(text: str) -> str:
    """Return a resource as a person reads it: what refers to a thing of the stack is that thing's name."""
    plain = _REFERENCE.sub(lambda found: f"{found[1]} {found[2]}".replace("_", " "), text)
    return f"*{plain}*" if plain != text else f"`{text}`"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    written = {file.parent.name: json.loads(file.read_text()) for file in folder.glob("stacks/*/cdk.tf.json")}
    PAGE.write_text(roles_page(written), encoding="utf-8")
