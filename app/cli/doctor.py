"""`musubi doctor`: look the installation over and explain each finding."""

from __future__ import annotations

import click

from app.doctor import Finding, Level, examine
from chain.settings import Settings

_SIGNS = {Level.OK: ("✓", "green"), Level.WARNING: ("!", "yellow"), Level.PROBLEM: ("✗", "red")}


@click.command("doctor")
@click.pass_context
def command(context: click.Context) -> None:
    """Check this installation and say what to do; exit code 1 when there is a problem."""
    findings = examine(Settings())
    for finding in findings:
        click.echo(line(finding))
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    click.echo(f"\n問題 / problems: {problems}")
    context.exit(1 if problems else 0)


def line(finding: Finding) -> str:
    sign, colour = _SIGNS[finding.level]
    text = click.style(f"{sign} {finding.subject:<12}", fg=colour) + finding.seen
    if finding.fix is not None:
        text += f"\n    → {finding.fix.ja}\n    → {finding.fix.en}"
    return text
