"""
`paved rule new`: begin a rule, with its documentation's sections and its first cases.
"""

from __future__ import annotations

from pathlib import Path

import click

from platform_constructs.adapters.new_files import write_new
from platform_constructs.adapters.provider_types import provider_types
from platform_constructs.errors import PackError
from platform_constructs.flows.beginning.new_rule import begin_rule
from platform_constructs.policy.rule import SEVERITIES, Rule
from policy_packs import PACKS, every_rule
from policy_packs.proofs import rules_in

__all__ = ["new"]


@click.command()
@click.argument("code")
@click.argument("name")
@click.option(
    "--concerns",
    multiple=True,
    required=True,
    metavar="TYPE",
    help="A type it judges, such as aws_kms_key, data.aws_ami or openapi.operation; may be said again.",
)
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default="medium", help="How bad the fault is. Default: medium."
)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("policy_packs"),
    help="The package that holds rules/. Default: policy_packs.",
)
@click.option(
    "--cases",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where its cases go. Default: tests/cases beside the nearest pyproject.toml above the folder.",
)
def new(code: str, name: str, concerns: tuple[str, ...], severity: str, folder: Path, cases: Path | None) -> int:
    """
    Begin the rule CODE, called NAME after the fault it finds, such as APIGW-090 open-method.

    Writes its file and one case of each verdict. Its tests fail until the rule, its documentation and its cases say
    something.
    """
    package = folder.resolve()
    if not (package / "rules").is_dir():
        raise PackError(
            "RULE-020",
            "this folder holds no rules",
            at="the command line",
            got=str(folder),
            fix="name a package of packs with --folder: the folder that holds rules/",
        )
    text, beginnings = begin_rule(
        code, name, concerns=concerns, severity=severity, rules=_rules(package), provider=provider_types()
    )
    stem = next(iter(beginnings)).partition("/")[0]
    files = {package / "rules" / f"{stem}.py": text}
    files |= {(cases or _cases(package)) / path: case for path, case in beginnings.items()}
    for written in write_new(files, below=Path.cwd()):
        click.echo(written)
    click.echo("now write the rule, its documentation and its cases: their tests fail until then", err=True)
    return 0


def _rules(package: Path) -> dict[str, Rule]:
    return {**every_rule(), **({} if package == PACKS else rules_in(package))}


def _cases(package: Path) -> Path:
    root = next((each for each in package.parents if (each / "pyproject.toml").is_file()), package.parent)
    return root / "tests" / "cases"
