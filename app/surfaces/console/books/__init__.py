"""The money desk's pages: settings, bank files, clearing, ledger, unused balance, reconciliation."""

from app.surfaces.console.books import (  # noqa: F401  (they add their routes)
    clearing,
    ledger,
    money_desk,
    payouts,
    reconciliation,
    statements,
    unused,
)
