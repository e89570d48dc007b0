"""What this domain holds about one person, for the person."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import OwnData, plain_rows
from chain.ids import Address
from points.models import (
    BonusGrant,
    Campaign,
    CampaignRow,
    Conversion,
    ConversionGrant,
    Coupon,
    CouponUse,
    DrawEntry,
    DrawWin,
    Merchant,
    MerchantApplication,
    Notice,
    NoticeChoice,
    OnlineCharge,
    Payment,
    PaymentCode,
    PushSubscription,
    Refund,
    Relief,
    ReliefRecipient,
    ReliefRound,
    RuleDecision,
)
from points.models.draw import Draw
from points.ports import Cipher
from points.queries.balances import holder_balance
from points.queries.gifts import all_gifts
from points.queries.history import HistoryEntry, holder_history
from points.services.merchants.apply_as_merchant import open_form

_ENTRIES_AT_ONCE = 2_000


class ReadOwnData:
    def __init__(self, clock: Clock, cipher: Cipher) -> None:
        self.clock = clock
        self.cipher = cipher

    def __call__(self, session: Session, person: Address) -> OwnData:
        """Points, payments, gifts, coupons, draws, notices, and applications of shops. No signatures, no codes, no
        PINs; what somebody did as a cashier or an officer belongs to the shop and the town."""
        return {
            "balances": self._balances(session, person),
            "history": _history(session, person),
            "payments": plain_rows(session, _payments(person)),
            "refunds": plain_rows(session, _refunds(person)),
            "gifts": self._gifts(session, person),
            "grant_lists": plain_rows(session, _lists(person)),
            "charges": plain_rows(session, _charges(person)),
            "bonuses": plain_rows(session, _bonuses(person)),
            "conversions": plain_rows(session, _conversions(person)),
            "rewards": plain_rows(session, _rewards(person)),
            "relief": plain_rows(session, _relief(person)),
            "payment_codes": plain_rows(session, _codes(person)),
            "coupon_uses": plain_rows(session, _coupons(person)),
            "draw_entries": plain_rows(session, _draws(person)),
            "notices": plain_rows(session, _notices(person)),
            "notice_choices": plain_rows(session, _choices(person)),
            "notice_browsers": plain_rows(session, _browsers(person)),
            "shop_applications": self._applications(session, person),
        }

    def _balances(self, session: Session, person: Address) -> list[dict[str, Any]]:
        return [
            {"program": one.name.name_ja, "expiry_day": lot.expiry_day, "amount": lot.amount}
            for one in holder_balance(session, person, self.clock.now()).programs
            for lot in one.lots
        ]

    def _gifts(self, session: Session, person: Address) -> list[dict[str, Any]]:
        return [
            {
                "sender": gift.sender,
                "recipient": gift.recipient,
                "amount": gift.amount,
                "state": gift.state,
                "created_at": gift.created_at,
            }
            for gift in all_gifts(session, person, self.clock.now())
        ]

    def _applications(self, session: Session, person: Address) -> list[dict[str, Any]]:
        mine = select(MerchantApplication).where(MerchantApplication.applicant == person)
        return [
            {
                "state": row.state,
                "municipality": str(row.municipality or ""),
                "form": open_form(self.cipher, row),
                "reason": row.reason,
                "created_at": row.created_at,
                "submitted_at": row.submitted_at,
                "decided_at": row.decided_at,
            }
            for row in session.scalars(mine.order_by(MerchantApplication.id))
        ]


def _history(session: Session, person: Address) -> list[dict[str, Any]]:
    entries: list[HistoryEntry] = []
    page, has_older = 0, True
    while has_older:
        page += 1
        found = holder_history(session, person, page, size=_ENTRIES_AT_ONCE)
        entries += found.entries
        has_older = found.has_older
    return [
        {
            "at": one.at,
            "kind": one.kind,
            "amount": int(one.amount) if one.is_incoming else -int(one.amount),
            "shop": one.merchant.name_ja if one.merchant else "",
            "purpose": one.purpose,
            "programs": [name.name_ja for name in one.programs],
            "other_person": one.counterparty,
            "state": one.state,
            "tx_hash": one.tx_hash,
        }
        for one in reversed(entries)
    ]


def _payments(person: Address) -> Executable:
    return (
        select(
            Payment.id, Merchant.name_ja.label("shop"), Payment.amount, Payment.cash, Payment.sale_lines,
            Payment.tender, Payment.created_at, Payment.failure,
        )
        .outerjoin(Merchant, Merchant.id == Payment.merchant_id)
        .where(Payment.holder == person)
        .order_by(Payment.id)
    )  # fmt: skip


def _refunds(person: Address) -> Executable:
    return (
        select(Refund.payment_row_id.label("payment"), Refund.amount, Refund.created_at, Refund.failure)
        .join(Payment, Payment.id == Refund.payment_row_id)
        .where(Payment.holder == person)
        .order_by(Refund.id)
    )


def _charges(person: Address) -> Executable:
    charges = select(
        OnlineCharge.program_id, OnlineCharge.amount, OnlineCharge.expiry_day, OnlineCharge.created_at
    ).where(OnlineCharge.holder == person)
    return charges.order_by(OnlineCharge.id)


def _conversions(person: Address) -> Executable:
    given = (ConversionGrant.amount, ConversionGrant.expiry_day)
    asked = select(Conversion.key, Conversion.app_points, Conversion.taken, Conversion.refusal, *given, Conversion.day)
    mine = asked.outerjoin(ConversionGrant, ConversionGrant.conversion_id == Conversion.id)
    return mine.where(Conversion.holder == person).order_by(Conversion.id)


def _relief(person: Address) -> Executable:
    meant = select(Relief.name_ja, Relief.struck_on, ReliefRecipient.basis, ReliefRound.asked_at)
    mine = meant.join(ReliefRecipient, ReliefRecipient.relief_id == Relief.id).where(ReliefRecipient.account == person)
    return mine.join(ReliefRound, ReliefRound.campaign_id == ReliefRecipient.campaign_id).order_by(ReliefRound.id)


def _bonuses(person: Address) -> Executable:
    taken = select(
        BonusGrant.program_id, BonusGrant.balance, BonusGrant.amount, BonusGrant.expiry_day, BonusGrant.created_at
    ).where(BonusGrant.holder == person)
    return taken.order_by(BonusGrant.id)


def _rewards(person: Address) -> Executable:
    decided = select(
        RuleDecision.rule_id,
        RuleDecision.occurred_at,
        RuleDecision.amount,
        RuleDecision.reason,
        RuleDecision.decided_at,
    ).where(RuleDecision.holder == person)
    return decided.order_by(RuleDecision.id)


def _lists(person: Address) -> Executable:
    """Where the person stands in lists that officers sent, also of campaigns that were never started."""
    return (
        select(
            Campaign.purpose, CampaignRow.identifier, CampaignRow.amount, Campaign.expiry_day, Campaign.started_at,
            Campaign.created_at,
        )
        .join(Campaign, Campaign.id == CampaignRow.campaign_id)
        .where(CampaignRow.account == person)
        .order_by(Campaign.id, CampaignRow.row_number)
    )  # fmt: skip


def _codes(person: Address) -> Executable:
    return (
        select(PaymentCode.issued_at, PaymentCode.used_at)
        .where(PaymentCode.holder == person)
        .order_by(PaymentCode.issued_at)
    )


def _coupons(person: Address) -> Executable:
    return (
        select(
            Coupon.title_ja.label("coupon"), Merchant.name_ja.label("shop"), CouponUse.price, CouponUse.discount,
            CouponUse.payment_row_id.label("payment"), CouponUse.card, CouponUse.used_at, CouponUse.given_back_at,
        )
        .join(Coupon, Coupon.id == CouponUse.coupon_id)
        .outerjoin(Merchant, Merchant.id == CouponUse.merchant_id)
        .where(CouponUse.holder == person)
        .order_by(CouponUse.id)
    )  # fmt: skip


def _draws(person: Address) -> Executable:
    return (
        select(Draw.title_ja.label("draw"), DrawEntry.tickets, DrawWin.place.label("won_place"))
        .join(Draw, Draw.id == DrawEntry.draw_id)
        .outerjoin(DrawWin, DrawWin.entry_id == DrawEntry.id)
        .where(DrawEntry.holder == person)
        .order_by(DrawEntry.id)
    )


def _notices(person: Address) -> Executable:
    return (
        select(Notice.kind, Notice.facts, Notice.created_at, Notice.read_at)
        .where(Notice.account == person)
        .order_by(Notice.id)
    )


def _choices(person: Address) -> Executable:
    return select(NoticeChoice.mail, NoticeChoice.expiry_days, NoticeChoice.changed_at).where(
        NoticeChoice.account == person
    )


def _browsers(person: Address) -> Executable:
    """Without the address and the keys, with which anybody could write to the browser."""
    return (
        select(PushSubscription.browser, PushSubscription.created_at)
        .where(PushSubscription.account == person)
        .order_by(PushSubscription.id)
    )
