"""The code on a shop's poster: made at the first look, the same for ever."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.db import Database
from chain.errors import NotFound
from points.models import ShopCode
from points.models.shop_code import new_code


class ShopCodes:
    def __init__(self, db: Database, public_url: str) -> None:
        self.db = db
        self.public_url = public_url.rstrip("/")

    def code_of(self, merchant_id: int) -> str:
        with self.db.read() as session:
            known = session.get(ShopCode, merchant_id)
        if known is not None:
            return known.code
        try:
            with self.db.write() as session:
                session.add(ShopCode(merchant_id=merchant_id, code=new_code()))
        except IntegrityError:  # somebody else looked at the same moment
            pass
        with self.db.read() as session:
            return session.get_one(ShopCode, merchant_id).code

    def shop_pay_url(self, merchant_id: int) -> str:
        """What the poster's QR holds."""
        return f"{self.public_url}/pay/{self.code_of(merchant_id)}"

    def request_url(self, token: str) -> str:
        """What the till's QR for one amount holds."""
        return f"{self.public_url}/pay/requests/{token}"


def merchant_of_code(session: Session, code: str) -> int:
    """Raises: NotFound."""
    merchant_id = session.scalar(select(ShopCode.merchant_id).where(ShopCode.code == code.strip().lower()))
    if merchant_id is None:
        raise NotFound("shop code", code)
    return merchant_id
