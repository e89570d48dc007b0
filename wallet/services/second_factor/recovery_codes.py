"""Codes for the day an officer's phone is lost: on paper, each good once, kept as hashes."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wallet.models.second_factor import RECOVERY_CODES, RecoveryCode
from wallet.tokens import token_hash

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike
_GROUPS, _GROUP = 4, 4  # 80 random bits


def new_codes(session: Session, account_id: int, now: datetime) -> list[str]:
    """In the caller's transaction; those before are worth nothing then."""
    codes = [_draw() for _ in range(RECOVERY_CODES)]
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.add_all(RecoveryCode(account_id=account_id, code_hash=_hash(code), made_at=now) for code in codes)
    return codes


def use_code(session: Session, account_id: int, typed: str, now: datetime) -> bool:
    """Was it a code of this account, not used before? It is used up then."""
    held = select(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.code_hash == _hash(typed), RecoveryCode.used_at.is_(None)
    )
    row = session.scalar(held.with_for_update())
    if row is None:
        return False
    row.used_at = now
    return True


def _draw() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[start : start + _GROUP]) for start in range(0, len(letters), _GROUP))


def _hash(code: str) -> bytes:
    """As typed: with or without hyphens, small or full-width."""
    shown = unicodedata.normalize("NFKC", code).upper()
    return token_hash("".join(letter for letter in shown if letter.isalnum()))
