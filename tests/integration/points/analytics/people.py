"""Known people with known pasts, written as the ledger, the market and the wallet would have written them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import JST, day_number, unix
from chain.db import Base
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode, lot_id
from chain.units import Points
from points.analytics.models.rollups import CustomerMonth
from points.models import (
    Campaign,
    CampaignRow,
    Merchant,
    MerchantCategory,
    MerchantOnChain,
    Movement,
    MovementKind,
    PaymentOnChain,
    ProgramOnChain,
)
from wallet.models.identity_check import AppCheck
from wallet.models.verification import Verification, VerificationLevel
from wallet.oidc.attributes import AgeBand

UDA, OTSUKI, SHINJUKU, FUJIKAWA = (MunicipalityCode(code) for code in ("292125", "192066", "131041", "193682"))
FOOD_SHOP, BARBER, ELSEWHERE = 1, 2, 3
PROGRAM = 1
_FAR_AHEAD = date(2036, 1, 1)


@dataclass(slots=True)
class People:
    """Of one session; every act has a place of its own on the chain."""

    session: Session
    numbers: count[int] = field(default_factory=lambda: count(1))

    def open_shops(self) -> None:
        for number, town, category in (
            (FOOD_SHOP, UDA, MerchantCategory.FOOD),
            (BARBER, UDA, MerchantCategory.SERVICE),
            (ELSEWHERE, OTSUKI, MerchantCategory.FOOD),
        ):
            account = person(9_000 + number)
            self.session.add(MerchantOnChain(merchant_id=number, municipality=town, account=account))
            self.session.add(
                Merchant(
                    id=number, municipality=town, name_ja="店", category=category, account=account, deadline=0,
                    created_by=ZERO_ADDRESS, created_at=_moment(date(2026, 1, 1)),
                )
            )  # fmt: skip
        self.session.flush()

    def verify(
        self, one: Address, home: MunicipalityCode, age: AgeBand | None = None, on: date = date(2026, 4, 2)
    ) -> None:
        level = VerificationLevel.APP if age else VerificationLevel.COUNTER
        row = Verification(
            account=one, person=one.encode()[-32:], level=level, municipality=home, valid_until=_FAR_AHEAD,
            verified_by=ZERO_ADDRESS, verified_at=_moment(on),
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()
        if age:
            self.session.add(
                AppCheck(verification_id=row.id, subject_sealed=b"", age_band=age, acr="", checked_at=_moment(on))
            )

    def rolled(self, one: Address, month: date, points: int = 500, times: int = 1, shop: int = FOOD_SHOP) -> None:
        """As the roll-up has it."""
        self.session.add(
            CustomerMonth(
                merchant_id=shop, month=day_number(month), program_id=PROGRAM, customer=one, payments=times,
                points=points, refunded=0,
            )
        )  # fmt: skip

    def pay(self, one: Address, day: date, points: int, shop: int = FOOD_SHOP) -> None:
        """As the ledger has it."""
        at = self._place(day)
        self.session.add(
            Movement(
                **at, kind=MovementKind.PAYMENT, lot_id=lot_id(PROGRAM, 30_000), sender=one,
                recipient=person(9_000 + shop), amount=points, merchant_id=shop,
            )
        )  # fmt: skip
        self.session.add(
            PaymentOnChain(
                **at, payment_id=at["block_number"].to_bytes(32, "big"), holder=one, merchant_id=shop, amount=points
            )
        )

    def give_back(self, one: Address, day: date, points: int, shop: int = FOOD_SHOP) -> None:
        self.session.add(
            Movement(
                **self._place(day), kind=MovementKind.REFUND, lot_id=lot_id(PROGRAM, 30_000),
                sender=person(9_000 + shop), recipient=one, amount=points, merchant_id=shop,
            )
        )  # fmt: skip

    def grant(self, receivers: list[Address], on: date, each: int = 1000, issuer: MunicipalityCode = UDA) -> int:
        """A started campaign; returns its number."""
        number = next(self.numbers)
        if self.session.get(ProgramOnChain, (number, 0, 0)) is None:
            self.session.add(
                ProgramOnChain(
                    **self._place(on), program_id=number, issuer=issuer, area_id=1, cap=1, first_day=0, last_day=40_000,
                    is_paid=False, is_transferable=False, is_verified_only=False, refunds_expired=False,
                    terms_hash=bytes(32),
                )
            )  # fmt: skip
        campaign = Campaign(
            campaign_key=number.to_bytes(32, "big"), program_id=number, purpose="春の付与", expiry_day=_FAR_AHEAD,
            row_count=len(receivers), total=Points(each * len(receivers)), created_by=ZERO_ADDRESS,
            created_at=_moment(on), started_at=_moment(on),
        )  # fmt: skip
        self.session.add(campaign)
        self.session.flush()
        for row, one in enumerate(receivers):
            self.session.add(
                CampaignRow(
                    campaign_id=campaign.id,
                    row_number=row,
                    identifier="",
                    amount_text="",
                    account=one,
                    amount=Points(each),
                    chunk_index=0,
                )
            )
        self.session.flush()
        return campaign.id

    def _place(self, day: date) -> dict[str, Any]:
        return {
            "block_number": next(self.numbers), "log_index": 0, "part": 0, "block_time": unix(_moment(day)),
            "tx_hash": bytes(32),
        }  # fmt: skip

    def add(self, row: Base) -> None:
        self.session.add(row)

    def place(self, day: date) -> dict[str, Any]:
        return self._place(day)


def person(number: int) -> Address:
    return Address(f"0x{number:040d}")


def people(first: int, number: int) -> list[Address]:
    return [person(first + at) for at in range(number)]


def _moment(day: date) -> datetime:
    """At noon in Japan."""
    return datetime.combine(day, time(12), JST).astimezone(UTC)
