"""
Running a domain's stack.py.
"""

import sys

import pytest

from platform_constructs.adapters.declarations import declarations_in, submodules_named_in
from platform_constructs.errors import DeclarationError

FILE = "stacks/domains/ordering/stack.py"
DECLARED = """
from platform_constructs import HttpBackend, PublicApi

api = PublicApi(
    domain="ordering",
    backend=HttpBackend(url="https://ordering.meridian.example"),
)
again = api
"""


def error(source, tmp_path):
    with pytest.raises(DeclarationError) as caught:
        declarations_in(source, FILE, root=tmp_path)
    return str(caught.value)


def test_a_declaration_is_found_once_with_its_line(tmp_path):
    """
    Whatever it is assigned to, a declaration counts once, and knows where it was written.
    """
    [found] = declarations_in(DECLARED, FILE, root=tmp_path)

    assert ("ordering-public", f"{FILE}:4") == (found.stack, str(found.place))


def test_a_mistake_is_reported_at_the_users_own_line(tmp_path):
    """
    The error of a constructor names the line that called it.
    """
    assert (
        "error[DECL-010] an HTTP backend needs an https URL without query or trailing slash\n"
        f"  at   {FILE}:6\n"
        "  got  http://ordering.meridian.example\n"
        "  fix  write it like https://ordering.internal.example.com or https://ordering.{environment}.example.com\n"
        "  more `paved explain DECL-010`"
    ) == error(DECLARED.replace("https://", "http://"), tmp_path)


def test_an_exception_is_reported_with_its_line(tmp_path):
    """
    Whatever a file raises is its own: named, with the line that was running.
    """
    assert (
        "error[DECL-003] the declaration raised ZeroDivisionError\n"
        f"  at   {FILE}:2\n"
        "  got  division by zero\n"
        "  fix  correct the line; a declaration only says which road, contract and backend\n"
        "  more `paved explain DECL-003`"
    ) == error("x = 1\ny = x / 0\n", tmp_path)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("api = (\n", "DECL-002"),
        ("x\0y", "DECL-002"),
        ("(" * 5_000, "DECL-002"),
        ("raise SystemExit(0)", "DECL-003"),
        ("import nothing_there", "DECL-003"),
        ("", "DECL-004"),
        (DECLARED.replace('"ordering"', '"quoting"'), "DECL-005"),
        (DECLARED.replace('domain="ordering",', 'domain="ordering", nonsense=1,'), "DECL-003"),
    ],
)
def test_each_fault_has_its_code(source, code, tmp_path):
    """
    Broken syntax, exceptions, emptiness and another's domain are told apart.
    """
    assert error(source, tmp_path).startswith(f"error[{code}] ")


def test_a_file_may_import_its_neighbours(tmp_path):
    """
    A declaration can take a value from a module of the project.
    """
    (tmp_path / "shared_urls_of_ordering.py").write_text('URL = "https://ordering.meridian.example"\n')
    source = DECLARED.replace('"https://ordering.meridian.example"', "URL")

    assert 1 == len(declarations_in("from shared_urls_of_ordering import URL\n" + source, FILE, root=tmp_path))


def test_the_import_path_is_afterwards_what_it_was(tmp_path, monkeypatch):
    """
    A root that stood on Python's path keeps its place there, and one that did not is gone again.
    """
    monkeypatch.setattr("sys.path", [str(tmp_path), *sys.path])
    before = list(sys.path)
    declarations_in(DECLARED, FILE, root=tmp_path)
    declarations_in(DECLARED, FILE, root=tmp_path / "other")

    assert before == sys.path


def test_provider_submodules_are_seen_in_the_source():
    """
    The engine is told what an escape hatch imports, before it starts.
    """
    source = "from cdktf_cdktf_provider_aws.sns_topic import SnsTopic\nfrom cdktf_cdktf_provider_aws import kms_key\n"

    assert {"sns_topic", "kms_key"} == submodules_named_in(source)
