"""Which looks are taken when."""

from __future__ import annotations

from app.doctor import cards, identities, installation, tools
from app.doctor.finding import Finding, Level
from app.words import Stop, Words
from chain.settings import Settings


def preflight(settings: Settings) -> None:
    """What must hold before `musubi run` starts anything.

    Raises: Stop with every problem and its fix.
    """
    findings = [
        tools.python(),
        tools.node(),
        tools.compiler(),
        tools.devnet(),
        tools.chain_port(settings),
        tools.web_port(settings),
        *tools.card_sandbox_port(settings),
        *tools.identity_sandbox_port(settings),
    ]
    fixes = [finding.fix for finding in findings if finding.level is Level.PROBLEM and finding.fix]
    if fixes:
        raise Stop(Words("\n".join(fix.ja for fix in fixes), "\n".join(fix.en for fix in fixes)))


def examine(settings: Settings) -> list[Finding]:
    """Everything, of an installation that may be running."""
    return [
        tools.python(),
        tools.node(),
        tools.locked_packages(),
        tools.compiler(),
        tools.devnet(),
        tools.room(settings),
        installation.secrets(settings),
        installation.database(settings),
        installation.content(settings),
        installation.chain(settings),
        *installation.relayer_funds(settings),
        identities.identity_registry(settings),
        *cards.card_float(settings),
        installation.clock(settings),
        installation.web(settings),
    ]
