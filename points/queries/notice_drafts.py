"""What there is to tell about movements that are final, about a drop, and about points that expire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date, day_from_number
from chain.ids import Address, expiry_day_of_lot, program_of_lot
from chain.units import Points
from points.models import Campaign, DropEntry, DropOnChain, GiftPart, Movement, MovementKind, NoticeKind, Payment
from points.models.notice import NoticeDraft
from points.queries.history import RewardNote, reward_notes
from points.queries.merchants import merchant_names
from points.queries.person_message import person_message
from points.queries.programs import program_names

# Of a claim nobody is told: the drop told it when it was published.
_TOLD = {
    MovementKind.GRANT: NoticeKind.GRANT,
    MovementKind.GIFT: NoticeKind.GIFT,
    MovementKind.PAYMENT: NoticeKind.PAYMENT,
    MovementKind.REFUND: NoticeKind.REFUND,
}


def drafts_of_movements(session: Session, rows: Sequence[Movement]) -> list[NoticeDraft]:
    """One draft an act and person: what moved out of several lots is told as one sum, and the lots of a gift as one."""
    gifts = _gifts(session, rows)
    acts: dict[tuple[str, str, object], list[Movement]] = {}
    for row in rows:
        if row.kind in _TOLD:
            act = gifts.get(row.reference or b"") or (row.tx_hash, row.reference)
            acts.setdefault((row.kind, _whom(row), act), []).append(row)
    facts = _Facts(session, rows)
    return [
        NoticeDraft(_whom(moved[0]), _TOLD[MovementKind(moved[0].kind)], _subject(moved[0]), facts.of(moved))
        for moved in acts.values()
    ]


def _whom(row: Movement) -> Address:
    return row.sender if row.kind == MovementKind.PAYMENT else row.recipient


def _subject(row: Movement) -> str:
    return f"{row.tx_hash.hex()}:{(row.reference or b'').hex()}"


def _gifts(session: Session, rows: Sequence[Movement]) -> dict[bytes, int]:
    """By the id of its act on chain: which gift a lot belongs to."""
    references = {row.reference for row in rows if row.kind == MovementKind.GIFT}
    found = session.execute(select(GiftPart.gift_id, GiftPart.gift_row_id).where(GiftPart.gift_id.in_(references)))
    return {row.gift_id: row.gift_row_id for row in found}


def drafts_of_drop(session: Session, drop: DropOnChain, campaign: Campaign, start: int, size: int) -> list[NoticeDraft]:
    """Entries of a published drop from `start` on, at most `size` of them."""
    entries = session.scalars(
        select(DropEntry)
        .where(DropEntry.campaign_id == campaign.id, DropEntry.entry_index >= start)
        .order_by(DropEntry.entry_index)
        .limit(size)
    )
    facts = _Facts(session, [])
    return [
        NoticeDraft(
            one.holder,
            NoticeKind.GRANT,
            f"drop:{campaign.id}:{one.entry_index}",
            facts.granted(drop.lot_id, int(one.amount), campaign.id),
        )
        for one in entries
    ]


class _Facts:
    """What fills the sentences; names are read once for many notices."""

    def __init__(self, session: Session, rows: Sequence[Movement]) -> None:
        self._session = session
        self._shops = merchant_names(session, {row.merchant_id for row in rows if row.merchant_id is not None})
        references = {row.reference for row in rows if row.reference}
        campaigns = select(Campaign.campaign_key, Campaign.id).where(Campaign.campaign_key.in_(references))
        payments = select(Payment.payment_id, Payment.id).where(Payment.payment_id.in_(references))
        self._campaigns = {row.campaign_key: row.id for row in session.execute(campaigns)}
        self._payments = {row.payment_id: row.id for row in session.execute(payments)}
        self._rewards = reward_notes(session, references)
        self._names: dict[int, dict[str, str]] = {}
        self._messages: dict[int, Any] = {}

    def of(self, moved: Sequence[Movement]) -> dict[str, Any]:
        first, amount = moved[0], sum(row.amount for row in moved)
        if first.kind == MovementKind.GRANT:
            reward, campaign = self._rewards.get(first.reference or b""), self._campaigns.get(first.reference or b"")
            return self.granted(first.lot_id, amount, campaign) | (_rewarded(reward) if reward else {})
        if first.kind == MovementKind.GIFT:
            return {"amount": amount, "sender": first.sender, "expiry_day": _last_day(first.lot_id).isoformat()}
        shop = self._shops.get(first.merchant_id or 0)
        names = {"shop_ja": shop.name_ja, "shop_en": shop.name_en} if shop else {}
        return {"amount": amount, "payment": self._payments.get(first.reference or b""), **names}

    def granted(self, lot_id: int, amount: int, campaign_id: int | None) -> dict[str, Any]:
        facts = {"amount": amount, "expiry_day": _last_day(lot_id).isoformat(), **self.program(program_of_lot(lot_id))}
        if campaign_id is None:
            return facts
        if campaign_id not in self._messages:
            self._messages[campaign_id] = person_message(self._session, campaign_id)
        return facts | asdict(self._messages[campaign_id].said(Points(amount)))

    def program(self, program_id: int) -> dict[str, str]:
        if program_id not in self._names:
            name = program_names(self._session, [program_id])[program_id]
            self._names[program_id] = {"program_ja": name.name_ja, "program_en": name.name_en}
        return self._names[program_id]


def _rewarded(note: RewardNote) -> dict[str, Any]:
    return {"event_type": note.event_type, "occurred_on": business_date(note.occurred_at).isoformat(),
            "rule_number": note.rule_number}  # fmt: skip


def _last_day(lot_id: int) -> date:
    return day_from_number(expiry_day_of_lot(lot_id))
