"""What reward bridges need from outside; wired in app/wiring.py."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address


class SubjectDirectory(Protocol):
    def find(self, session: Session, client_id: str, subject: str) -> Address:
        """Whose account a service means. Read in the caller's transaction.

        Raises: SubjectUnknown.
        """
        ...


class VendorAccounts(Protocol):
    def appoint(self, email: str, client_id: str) -> None:
        """Let the person with this e-mail work on the service's pages, opening an account when there is none.

        Raises: Invalid (empty, not_email).
        """
        ...
