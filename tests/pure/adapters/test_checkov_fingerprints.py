"""
A finding of checkov's is about one block as it was given to checkov.
"""

from __future__ import annotations

from platform_constructs.adapters.checkov.fingerprints import with_fingerprints
from platform_constructs.adapters.checkov.view import scan_view
from platform_constructs.model.finding import Finding
from platform_constructs.model.fingerprint import fingerprint
from platform_constructs.model.place import Place
from platform_constructs.model.scan import CheckovReport
from platform_constructs.model.verdict import Level


def document(queue=None, **sections):
    return {
        "resource": {"aws_sqs_queue": {"q": {"name": "q"} | (queue or {})}},
        "data": {"aws_ssm_parameter": {"p": {"name": "/p"}}},
        "provider": {"aws": [{"region": "eu-west-1"}, {"region": "us-east-1", "alias": "far"}]},
        "output": {"o": {"value": "1"}},
        **sections,
    }


def fingerprints(document, *pairs, stack="s"):
    """The fingerprints of findings of these checks at these addresses."""
    found = tuple(
        Finding(code, "x", Level.BLOCK, "x", Place("stack.py"), "x", "ordering", stack=stack, address=address)
        for code, address in pairs
    )
    report = CheckovReport(found, 1, 0, len(found), 0, (), "3.3.30")
    return [
        each.fingerprint
        for each in with_fingerprints(report, [scan_view("other", {}), scan_view(stack, document)]).findings
    ]


def test_the_fingerprint_is_of_the_check_and_the_block():
    """It is the digest of the check's id and the block; another check or another value gives another."""
    queue = ("CKV_AWS_27", "aws_sqs_queue.q")

    assert [fingerprint("CKV_AWS_27", {"name": "q"})] == fingerprints(document(), queue)
    assert fingerprints(document(), queue) != fingerprints(document({"name": "p"}), queue)
    assert fingerprints(document(), queue) != fingerprints(document(), ("CKV_AWS_28", "aws_sqs_queue.q"))


def test_tags_and_comments_may_change():
    """What is said about a block, and not by it, does not end a waiver."""
    queue = ("CKV_AWS_27", "aws_sqs_queue.q")
    free = {"tags": {"a": "b"}, "tags_all": {"a": "b"}, "//": {"metadata": {"path": "s/q"}}}

    assert fingerprints(document(), queue) == fingerprints(document(free), queue)


def test_every_kind_of_block_has_one():
    """Resources, data sources, providers and outputs are found by the address checkov's finding has."""
    kinds = ["aws_sqs_queue.q", "data.aws_ssm_parameter.p", "provider.aws", "provider.aws.far", "output.o"]
    bodies = [
        {"name": "q"},
        {"name": "/p"},
        {"region": "eu-west-1"},
        {"region": "us-east-1", "alias": "far"},
        {"value": "1"},
    ]

    assert [fingerprint("CKV_1", body) for body in bodies] == fingerprints(
        document(), *(("CKV_1", one) for one in kinds)
    )
