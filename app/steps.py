"""Steps of a command with a tick and the seconds they took."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def step(ja: str, en: str) -> Iterator[Callable[[str], None]]:
    """Prints `… 名前 / name` and then `✓ 名前 / name  1.2 s`; on an error `✗`, and the error goes on.

    What it gives takes words on how far the step is; on a terminal they stand behind its name.
    """
    words = f"{ja} / {en}"
    live = sys.stderr.isatty()
    if live:
        click.echo(click.style("… ", dim=True) + words, nl=False, err=True)
    begun = time.monotonic()
    back = "\r\033[K" if live else ""

    def say(progress: str) -> None:
        line = f"{back}{click.style('… ', dim=True)}{words}  {click.style(progress, dim=True)}"
        click.echo(line if live else f"  {progress}", nl=not live, err=True)

    try:
        yield say
    except BaseException:
        click.echo(back + click.style("✗ ", fg="red", bold=True) + words, err=True)
        raise
    seconds = time.monotonic() - begun
    click.echo(
        back + click.style("✓ ", fg="green", bold=True) + words + click.style(f"  {seconds:.1f} s", dim=True), err=True
    )
