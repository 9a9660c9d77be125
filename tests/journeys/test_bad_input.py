"""
Each of these ends in a designed error, quickly, and leaves the earlier output as it was.
"""

import os

import pytest

DECLARE = """
from platform_constructs import HttpBackend, Operation, PublicApi

api = PublicApi(domain="{domain}", backend=HttpBackend(url="https://ordering.meridian.example"){more})
"""
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def contract(text):
    return lambda sample: sample.write("ordering/openapi.yaml", text)


def edit(file, old, new):
    return lambda sample: sample.replace(file, old, new)


def declare(more="", domain="ordering"):
    return lambda sample: sample.write("ordering/stack.py", DECLARE.format(domain=domain, more=more))


def reference(target):
    item = f"""openapi: 3.0.3
info: {{title: t, version: 1.0.0}}
paths:
  /ordering/v1/orders:
    get:
      operationId: listOrders
      responses:
        "200": {{$ref: "{target}"}}
components:
  responses:
    A: {{$ref: "#/components/responses/B"}}
    B: {{$ref: "#/components/responses/A"}}
"""
    return contract(item)


CASES = {
    "contract missing": (lambda sample: sample.path("ordering/openapi.yaml").unlink(), {2}),
    "contract is a folder": (
        lambda sample: (sample.path("ordering/openapi.yaml").unlink(), sample.path("ordering/openapi.yaml").mkdir()),
        {2},
    ),
    "contract not YAML": (contract("openapi: [3.0.3\ninfo: }"), {2}),
    "contract not UTF-8": (lambda sample: sample.path("ordering/openapi.yaml").write_bytes(b"\xff\xfe\x00"), {2}),
    "contract empty": (contract(""), {2}),
    "alias bomb": (contract(BOMB), {2}),
    "deep nesting": (contract("a: " + "[" * 20_000), {2}),
    "huge file": (contract("a: " + "x" * 7_000_000), {2}),
    "reference cycle": (reference("#/components/responses/A"), {1, 2}),
    "reference out of the folder": (reference("../quoting/openapi.yaml#/info"), {2}),
    "reference to the machine": (reference("/etc/passwd"), {2}),
    "reference to a URL": (reference("https://example.com/x.yaml"), {2}),
    "no operations": (contract("openapi: 3.0.3\ninfo: {title: t, version: 1.0.0}\npaths: {}\n"), {1, 2}),
    "duplicate operationId": (
        edit("ordering/openapi.yaml", "operationId: listOrders", "operationId: createOrder"),
        {1, 2},
    ),
    "unsupported version": (edit("ordering/openapi.yaml", "openapi: 3.1.0", "openapi: 4.0.0"), {2}),
    "swagger": (contract('swagger: "2.0"\ninfo: {title: t, version: 1.0.0}\npaths: {}\n'), {2}),
    "registry with an unknown key": (edit("platform.toml", "[organisation]", "[organisation]\nnmae = 'x'"), {2}),
    "registry not TOML": (edit("platform.toml", "[organisation]", "[organisation"), {2}),
    "registry with overlapping claims": (
        edit("platform.toml", 'prefix = "/quoting"', 'prefix = "/ordering/v1"'),
        {1, 2},
    ),
    "registry missing": (lambda sample: sample.path("platform.toml").unlink(), {2}),
    "unknown domain": (lambda sample: sample.path("ordering").rename(sample.path("orders")), {2}),
    "missing pack version": (edit("platform.toml", 'baseline = "~= 1.0.0"', 'baseline = "~= 7.0"'), {2}),
    "declaration for another domain": (declare(domain="quoting"), {2}),
    "unknown operation": (declare(', operations={"createOrdr": Operation(rate_per_second=5)}'), {2}),
    "value a pack forbids": (declare(', settings={"throttle.rate_per_second": 1_000_000}'), {2}),
    "unknown setting": (declare(', settings={"throttle.rate": 1}'), {2}),
    "throttle above the packs'": (declare(', operations={"createOrder": Operation(rate_per_second=100_000)}'), {2}),
    "two stacks of one name": (
        lambda sample: sample.write(
            "ordering/stack.py", (DECLARE + DECLARE.replace("api =", "other =")).format(domain="ordering", more="")
        ),
        {2},
    ),
    "a setting of the platform's": (declare(', settings={"identity.password_min_length": 20}'), {2}),
    "a log field nobody writes": (declare(', settings={"access_log.required_fields": ["colour"]}'), {2}),
    "no road": (
        lambda sample: sample.write(
            "ordering/stack.py",
            'from platform_constructs.model.declaration import Declaration\nx = Declaration(domain="ordering")\n',
        ),
        {2},
    ),
    "settings that are a list": (declare(", settings=[1]"), {2}),
    "a number without end": (declare(', settings={"logs.retention_days": 10**5000}'), {2}),
    "exception that cannot be printed": (
        lambda sample: sample.write(
            "ordering/stack.py", "class E(Exception):\n    def __str__(self):\n        return 5\nraise E\n"
        ),
        {2},
    ),
    "escape hatch exits": (
        lambda sample: sample.write(
            "ordering/stack.py",
            DECLARE.format(domain="ordering", more=", escape_hatch=lambda stack: exit(0)"),
        ),
        {2},
    ),
    "waivers that never end": (lambda sample: os.mkfifo(sample.path("ordering/waivers.toml")), {2}),
    "syntax error": (lambda sample: sample.write("ordering/stack.py", "api = PublicApi(\n"), {2}),
    "declaration exits": (lambda sample: sample.write("ordering/stack.py", "raise SystemExit(0)\n"), {2}),
    "declares nothing": (lambda sample: sample.write("ordering/stack.py", "x = 1\n"), {2}),
    "platform road in a domain": (
        lambda sample: sample.write(
            "ordering/stack.py", 'from platform_constructs import Edge\nedge = Edge(domain="ordering")\n'
        ),
        {2},
    ),
    "somebody else's path": (edit("ordering/openapi.yaml", "  /ordering/v1/orders:", "  /quoting/v1/orders:"), {1}),
    "nobody's path": (edit("ordering/openapi.yaml", "  /ordering/v1/orders:", "  /billing/v1/orders:"), {1}),
    "open without a waiver": (
        edit("ordering/openapi.yaml", "security: [{ partnerOAuth: [ordering/orders.read] }]", "security: []"),
        {1},
    ),
    "gateway extension": (
        edit(
            "ordering/openapi.yaml",
            "      operationId: listOrders",
            "      x-amazon-apigateway-auth: {type: NONE}\n      operationId: listOrders",
        ),
        {1},
    ),
    "cdktf token": (
        edit(
            "ordering/openapi.yaml",
            "      description: Newest first. An order that the caller did not place is not in the list.",
            "      description: ${TfToken[TOKEN.1]}",
        ),
        {1},
    ),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_bad_input(sample, case):
    """
    A designed error with all its parts, exit 1 or 2, nothing lost.
    """
    breaks, codes = CASES[case]
    kept = sample.root / "cdktf.out" / "stacks" / "ordering-public" / "cdk.tf.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    (sample.root / "cdktf.out" / "manifest.json").write_text("{}")
    breaks(sample)
    ended = sample.paved("synth", "ordering" if case != "unknown domain" else "orders")
    said = ended.error if ended.code == 2 else ended.out

    assert ended.code in codes, ended
    assert all(part in said for part in ("at ", "fix ", "more `paved explain ")), said
    assert "Traceback" not in ended.err
    assert {"manifest.json": b"{}", "stacks/ordering-public/cdk.tf.json": b"{}"} == sample.output()


@pytest.mark.parametrize("form", [["--format", "json"], ["--format=json"]])
def test_an_error_is_json_where_json_was_asked_for(sample, form):
    """
    A machine reads one object on standard output, also when nothing could be judged.
    """
    sample.path("platform.toml").unlink()
    ended = sample.paved("synth", *form)

    assert (2, False, "REG-090") == (ended.code, ended.json["ok"], ended.json["error"]["code"])


def test_foreign_text_stays_text(sample):
    """
    What looks like Terraform in a contract's description is escaped: it is never evaluated.
    """
    sample.replace(
        "ordering/openapi.yaml",
        "      description: Newest first. An order that the caller did not place is not in the list.",
        '      description: ${file("/etc/passwd")} %{ if true }',
    )
    ended = sample.paved("synth", "ordering")
    written = sample.output()["stacks/ordering-public/cdk.tf.json"].decode()

    assert 0 == ended.code
    assert written.count("${file(") == written.count("$${file(")
    assert written.count("%{ if") == written.count("%%{ if")
