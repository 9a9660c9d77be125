"""
Code of functions is packed so that equal files give equal bytes, and nothing but files gets in.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile

import pytest

from platform_constructs.errors import ToolError
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.plan import Plan, PlannedStack
from tests.tree.plans import plan


def _packed(files):
    from platform_constructs.aws.function_code import packed  # noqa: PLC0415  # starts Node

    return packed(files, at="claims")


def test_a_zip_holds_the_files_in_order_with_one_time_and_one_mode():
    """Whatever order the files come in, the zip lists them sorted, from 1980, executable, and not compressed."""
    packed = _packed({"z.py": b"last", "app/handler.py": b"first"})

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        entries = archive.infolist()
    assert [
        ("app/handler.py", (1980, 1, 1, 0, 0, 0), 0o100755, zipfile.ZIP_STORED),
        ("z.py", (1980, 1, 1, 0, 0, 0), 0o100755, zipfile.ZIP_STORED),
    ] == [(one.filename, one.date_time, one.external_attr >> 16, one.compress_type) for one in entries]
    assert _packed({"app/handler.py": b"first", "z.py": b"last"}) == packed


def test_the_bytes_of_a_zip_are_known():
    """A change of Python or of our code that changes the bytes would redeploy every function: it is seen here."""
    digest = hashlib.sha256(_packed({"handler.py": b"def handle(event, context): ...\n"})).hexdigest()

    assert "7fc6855aaeb7a20e23ed40cf25c6bdd2f54dd4f0f7e798fc06dd0e38703b3d66" == digest


def test_no_file_is_no_function():
    """An empty folder does not become an empty function."""
    with pytest.raises(ToolError) as refused:
        _packed({})

    assert ("ENG-005", "no file") == (refused.value.code, refused.value.got)


def test_the_zip_lies_beside_the_stack_by_a_relative_path(tmp_path):
    """What an escape hatch or a road packs is written with the stack, and found from the folder Terraform runs in."""
    from platform_constructs.aws.function_code import function_code  # noqa: PLC0415  # starts Node
    from stacks.build import build  # noqa: PLC0415  # starts Node

    found = []

    def pack(stack: object) -> None:
        found.append(function_code(stack, "claims", {"handler.py": b"pass"}))  # type: ignore[arg-type]  # a RoadStack

    account = next(iter(plan().stacks))
    declaration: Declaration = type(account.declaration)(domain="platform", escape_hatch=pack)
    build(Plan((PlannedStack(declaration, account.site, account.settings),)), tmp_path / "out")

    [code] = found
    written = (tmp_path / "out" / "stacks" / "platform-account" / "assets" / "claims.zip").read_bytes()
    assert ("assets/claims.zip", written) == (code.path, _packed({"handler.py": b"pass"}))
    assert base64.b64encode(hashlib.sha256(written).digest()).decode() == code.digest
