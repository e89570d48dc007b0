"""Rows as plain mappings, for whoever takes their own data along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

OwnData = Mapping[str, Sequence[Mapping[str, Any]]]  # tables by name; each row by column


def plain_rows(session: Session, statement: Executable) -> list[dict[str, Any]]:
    """The selected columns by name. A statement for own data names each column: what is not named stays here."""
    return [dict(row._mapping) for row in session.execute(statement)]
