"""What the command line says: always in Japanese and in English, because the reader's language is not known."""

from __future__ import annotations

from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class Words:
    ja: str
    en: str


class Stop(click.ClickException):
    """Ends the command with a sentence that says what to do; no traceback, exit code 1."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.ja}\n{words.en}")

    def show(self, file: object = None) -> None:
        first, *more = self.message.split("\n")
        click.echo(click.style("✗ ", fg="red", bold=True) + first, err=True)
        for line in more:
            click.echo("  " + line, err=True)


def say(words: Words) -> None:
    click.echo(words.ja)
    click.echo(click.style(words.en, dim=True))
