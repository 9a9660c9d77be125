"""
Foreign text and Terraform's templates.
"""

from __future__ import annotations

import itertools
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.model.escape import escape, escape_tree


def as_terraform_reads(text: str) -> str:
    """HCL's scanner: `$${` and `%%{` stand for `${` and `%{`; anything else stands for itself."""
    read, position = [], 0
    while position < len(text):
        if text.startswith(("$${", "%%{"), position):
            read.append(text[position] + "{")
            position += 3
        else:
            assert not text.startswith(("${", "%{"), position), f"opens an expression: {text}"
            read.append(text[position])
            position += 1
    return "".join(read)


TEXTS = ["".join(letters) for length in range(1, 6) for letters in itertools.product("$%{}a", repeat=length)]


@given(text=st.text(st.sampled_from(list('$%{}a\\"\n')), max_size=30))
def test_no_text_opens_an_expression_and_each_is_read_back(text: str):
    """Whatever an author writes, Terraform sees exactly that, and evaluates nothing."""
    assert text == as_terraform_reads(escape(text))


def test_keys_are_escaped_like_values():
    """In a tree, names are as foreign as what they name."""
    assert {"$${a}": ["%%{b}", 1, None, {"c": "$$${d}"}]} == escape_tree({"${a}": ("%{b}", 1, None, {"c": "$${d}"})})


@pytest.mark.deploy
def test_terraform_itself_reads_each_text_back(tmp_path: Path):
    """Real terraform gives back every text of up to five of the characters that matter, as a value and as a key."""
    escaped = [escape(text) for text in TEXTS]
    outputs = {"values": {"value": escaped}, "keys": {"value": dict.fromkeys(escaped, 1)}}
    (tmp_path / "main.tf.json").write_text(json.dumps({"output": outputs}), encoding="utf-8")
    (tmp_path / "rc").touch()

    def terraform(*arguments: str) -> str:
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "TF_CLI_CONFIG_FILE": str(tmp_path / "rc")}
        done = subprocess.run(
            ["terraform", *arguments], cwd=tmp_path, env=environment, capture_output=True, check=True, text=True
        )
        return done.stdout

    terraform("init", "-input=false")
    terraform("apply", "-auto-approve", "-input=false")
    read = json.loads(terraform("output", "-json"))

    assert TEXTS == read["values"]["value"]
    assert set(TEXTS) == set(read["keys"]["value"])
