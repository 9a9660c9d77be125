"""
Reading the cases of rules.
"""

from __future__ import annotations

import pytest

from platform_constructs.adapters.case_files import case_files
from platform_constructs.errors import PackError
from platform_constructs.policy.proving.cases import Case


def write(folder, path, text):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_cases_come_sorted_with_what_they_say(tmp_path):
    """Folder, verdict and name say what a case is for; its content is what the rule is asked."""
    write(tmp_path, "b_x/pass/two.json", "{}")
    write(tmp_path, "a_x/fail/one.json", '{"a": [1]}')

    assert (Case("a_x", "fail", "one", {"a": [1]}), Case("b_x", "pass", "two", {})) == case_files(tmp_path)


def test_no_folder_is_no_case(tmp_path):
    """A folder that is not there holds nothing; the proofs ask that there is something."""
    assert () == case_files(tmp_path / "cases")


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("a_x/one.json", "{}", "a case lies in <rule>/pass, fail, undecided or unconcerned, and is JSON"),
        ("a_x/fail/deep/one.json", "{}", "a case lies in <rule>/pass, fail, undecided or unconcerned, and is JSON"),
        ("a_x/maybe/one.json", "{}", "a case lies in <rule>/pass, fail, undecided or unconcerned, and is JSON"),
        ("a_x/fail/one.yaml", "{}", "a case lies in <rule>/pass, fail, undecided or unconcerned, and is JSON"),
        ("a_x/fail/one.json", "{", "a case cannot be read as JSON"),
        ("a_x/fail/one.json", "[" * 100_000, "a case cannot be read as JSON"),
        ("a_x/fail/one.json", "[]", "a case is a JSON object"),
    ],
)
def test_what_is_no_case_is_refused(tmp_path, path, text, what):
    """A case in the wrong place would prove nothing, silently."""
    write(tmp_path, path, text)

    with pytest.raises(PackError) as caught:
        case_files(tmp_path)
    assert ("RULE-017", what, path) == (caught.value.code, caught.value.what, caught.value.at)
