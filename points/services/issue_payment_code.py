"""The customer's payment code (QR): random, single use, bound to one account, good for a minute and a half."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from eth_utils import keccak
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address
from points.errors import PaymentCodeRefused
from points.models import Coupon, PaymentCode
from points.models.payment import CODE_LIFE

PREFIX = "MUSUBI:"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: it may be typed by hand
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH = 12  # 60 bits for 90 seconds
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class IssuedCode:
    code: str
    expires_at: datetime

    @property
    def payload(self) -> str:
        """What the QR holds: upper case only, which a QR packs tightest."""
        return PREFIX + self.code

    @property
    def grouped(self) -> str:
        return "-".join(self.code[start : start + 4] for start in range(0, _LENGTH, 4))


class IssuePaymentCode:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def issue(self, holder: Address, coupon_id: int | None = None) -> IssuedCode:
        """With the coupon that the customer wants to use, so that the till reads one code for both.

        Raises: NotFound for a coupon that was never published.
        """
        now = self.clock.now()
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        with self.db.write() as session:
            session.execute(
                delete(PaymentCode).where(PaymentCode.holder == holder, PaymentCode.expires_at < now - _KEPT)
            )
            if coupon_id is not None:
                _check_coupon(session, coupon_id)
            row = PaymentCode(token_hash=_hash(code), holder=holder, issued_at=now, expires_at=now + CODE_LIFE)
            row.coupon_id = coupon_id
            session.add(row)
        return IssuedCode(code, now + CODE_LIFE)


def read_code(session: Session, text: str, now: datetime) -> PaymentCode:
    """The code that a scanner or a person typed.

    Raises: PaymentCodeRefused (unknown, expired, used).
    """
    code = lock_code(session, text)
    if code is None:
        raise PaymentCodeRefused("unknown")
    if code.used_at is not None:
        raise PaymentCodeRefused("used")
    if now >= code.expires_at:
        raise PaymentCodeRefused("expired")
    return code


def lock_code(session: Session, text: str) -> PaymentCode | None:
    """The row of a code, used or not; whoever else asks for it waits until this transaction ends."""
    plain = unicodedata.normalize("NFKC", text).strip().upper().removeprefix(PREFIX)
    plain = re.sub(r"[\s\-‐-―−]", "", plain).translate(_READ_AS)
    return session.scalar(select(PaymentCode).where(PaymentCode.token_hash == _hash(plain)).with_for_update())


def _check_coupon(session: Session, coupon_id: int) -> None:
    coupon = session.get(Coupon, coupon_id)
    if coupon is None or coupon.published_at is None:
        raise NotFound("coupon", coupon_id)


def _hash(code: str) -> bytes:
    return keccak(code.encode())
