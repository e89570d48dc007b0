"""Steps of a command with a tick and the seconds they took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def step(ja: str, en: str) -> Iterator[None]:
    """Prints `… 名前 / name` and then `✓ 名前 / name  1.2 s`; on an error `✗`, and the error goes on."""
    words = f"{ja} / {en}"
    live = sys.stderr.isatty()
    if live:
        click.echo(click.style("… ", dim=True) + words, nl=False, err=True)
    begun = time.monotonic()
    back = "\r\033[K" if live else ""
    try:
        yield
    except BaseException:
        click.echo(back + click.style("✗ ", fg="red", bold=True) + words, err=True)
        raise
    seconds = time.monotonic() - begun
    click.echo(
        back + click.style("✓ ", fg="green", bold=True) + words + click.style(f"  {seconds:.1f} s", dim=True), err=True
    )
