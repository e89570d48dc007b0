"""What officers did, newest first: who signed what, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from points.bridges.rules.models import RewardRule, RuleAct
from points.models import (
    Campaign,
    CampaignRunAct,
    Closing,
    Coupon,
    Merchant,
    MerchantAct,
    MerchantActKind,
    PayoutBatch,
    Program,
    ProgramOnChain,
    SuspensionOrder,
)
from points.queries.approvals import decisions_of_town, limits_of_town
from points.queries.cards import card_acts
from points.queries.merchants import merchant_names


class ActKind(StrEnum):
    PROGRAM = "program"  # opened a program
    MERCHANT = "merchant"  # registered a merchant
    SHOP_RETURNED = "shop_returned"  # and what else is done about shops: points/models/merchant_application.py
    SHOP_REJECTED = "shop_rejected"
    SHOP_ACCEPTED = "shop_accepted"
    SHOP_IMPORTED = "shop_imported"
    SHOP_EDITED = "shop_edited"
    SHOP_ACCOUNT_CHANGED = "shop_account_changed"
    SHOP_ACCOUNT_CHECKED = "shop_account_checked"
    SHOP_SUSPENDED = "shop_suspended"
    SHOP_RESUMED = "shop_resumed"
    CAMPAIGN = "campaign"  # granted points by a list
    CAMPAIGN_ASK = "campaign_ask"  # asked a second officer
    CAMPAIGN_APPROVE = "campaign_approve"
    CAMPAIGN_SEND_BACK = "campaign_send_back"
    CAMPAIGN_LIMIT = "campaign_limit"  # said from which total on a second officer is needed
    CAMPAIGN_LIMIT_CONFIRM = "campaign_limit_confirm"
    CAMPAIGN_PAUSE = "campaign_pause"  # held back what was not sent yet
    CAMPAIGN_RESUME = "campaign_resume"
    CAMPAIGN_CANCEL = "campaign_cancel"
    CLOSING = "closing"  # closed a settlement
    PAYOUT = "payout"  # made a bank file
    COUPON_PUBLISHED = "coupon_published"
    COUPON_STOPPED = "coupon_stopped"
    CARD_MAKE = "card_make"  # and what else counter staff do with paper cards: points/models/card.py
    CARD_PRINT = "card_print"
    CARD_FINISH_PRINTING = "card_finish_printing"
    CARD_HAND_OVER = "card_hand_over"
    CARD_HAND_OVER_BATCH = "card_hand_over_batch"
    CARD_PIN = "card_pin"
    CARD_BLOCK = "card_block"
    CARD_UNBLOCK = "card_unblock"
    CARD_REPLACE = "card_replace"
    CARD_CHARGE = "card_charge"
    CARD_RULES = "card_rules"
    RULE_WRITTEN = "rule_written"  # and what else is done with reward rules: points/bridges/rules/models/rule.py
    RULE_CHANGED = "rule_changed"
    RULE_LAUNCHED = "rule_launched"
    RULE_PAUSED = "rule_paused"
    RULE_RESUMED = "rule_resumed"
    RULE_ENDED = "rule_ended"
    RULE_RESENT = "rule_resent"


@dataclass(frozen=True, slots=True)
class OfficerAct:
    """`name_ja` and `name_en` name what was acted on; of a campaign its purpose, of a closing its last day, of a bank
    file the day of its transfers, of a limit its points. `reason`: what the officer wrote with it, for whom it concerns
    to read."""

    at: datetime
    officer: Address
    kind: ActKind
    id: int
    name_ja: str
    name_en: str
    reason: str = ""


def officer_acts(session: Session, municipality: MunicipalityCode, limit: int = 200) -> list[OfficerAct]:
    """Signed acts, and what was done about shops and with paper cards; what was prepared and left is none."""
    acts = [
        *_programs(session, municipality, limit),
        *_merchants(session, municipality, limit),
        *_shops(session, municipality, limit),
        *_suspensions(session, municipality, limit),
        *_campaigns(session, municipality, limit),
        *_campaign_runs(session, municipality, limit),
        *_decisions(session, municipality, limit),
        *_limits(session, municipality, limit),
        *_closings(session, municipality, limit),
        *_payouts(session, municipality, limit),
        *_coupons(session, municipality, limit),
        *_cards(session, municipality, limit),
        *_rules(session, municipality, limit),
    ]
    return sorted(acts, key=lambda act: act.at, reverse=True)[:limit]


def _programs(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    signed = select(Program).where(Program.issuer == municipality, Program.submitted_at.is_not(None))
    return [
        OfficerAct(
            row.submitted_at or row.created_at, row.created_by, ActKind.PROGRAM, row.id, row.name_ja, row.name_en
        )
        for row in session.scalars(signed.order_by(Program.submitted_at.desc()).limit(limit))
    ]


def _merchants(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    signed = select(Merchant).where(Merchant.municipality == municipality, Merchant.submitted_at.is_not(None))
    return [
        OfficerAct(
            row.submitted_at or row.created_at, row.created_by, ActKind.MERCHANT, row.id, row.name_ja, row.name_en
        )
        for row in session.scalars(signed.order_by(Merchant.submitted_at.desc()).limit(limit))
    ]


def _shops(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    """`id` is the shop's; of answers that of the application, of a list that of the list. Opening a shop after an
    application or out of a list is an act of its own."""
    noted = select(MerchantAct).where(MerchantAct.municipality == municipality)
    return [
        OfficerAct(
            row.at, row.officer, ActKind(f"shop_{row.kind}"), row.about, row.name_ja, row.name_ja,
            "" if row.kind == MerchantActKind.IMPORTED else row.reason,
        )
        for row in session.scalars(noted.order_by(MerchantAct.at.desc()).limit(limit))
    ]  # fmt: skip


def _suspensions(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    signed = select(SuspensionOrder).where(
        SuspensionOrder.municipality == municipality, SuspensionOrder.submitted_at.is_not(None)
    )
    rows = session.scalars(signed.order_by(SuspensionOrder.submitted_at.desc()).limit(limit)).all()
    names = merchant_names(session, {row.merchant_id for row in rows})
    return [
        OfficerAct(
            row.submitted_at or row.created_at,
            row.created_by,
            ActKind.SHOP_SUSPENDED if row.is_suspended else ActKind.SHOP_RESUMED,
            row.merchant_id,
            names[row.merchant_id].name_ja,
            names[row.merchant_id].name_en,
            row.reason,
        )
        for row in rows
    ]


def _campaigns(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    programs = select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == municipality)
    started = select(Campaign).where(Campaign.program_id.in_(programs), Campaign.started_at.is_not(None))
    return [
        OfficerAct(
            row.started_at or row.created_at,
            row.signed_by or row.created_by,
            ActKind.CAMPAIGN,
            row.id,
            row.purpose,
            row.purpose,
        )
        for row in session.scalars(started.order_by(Campaign.started_at.desc()).limit(limit))
    ]


def _campaign_runs(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    acts = (
        select(CampaignRunAct, Campaign.purpose)
        .join(Campaign, Campaign.id == CampaignRunAct.campaign_id)
        .join(ProgramOnChain, ProgramOnChain.program_id == Campaign.program_id)
        .where(ProgramOnChain.issuer == municipality)
        .order_by(CampaignRunAct.at.desc(), CampaignRunAct.id.desc())
        .limit(limit)
    )
    return [
        OfficerAct(act.at, act.officer, ActKind(f"campaign_{act.kind}"), act.campaign_id, purpose, purpose)
        for act, purpose in session.execute(acts)
    ]


def _decisions(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    return [
        OfficerAct(row.at, row.officer, ActKind(f"campaign_{row.kind}"), row.campaign_id, purpose, purpose, row.reason)
        for row, purpose in decisions_of_town(session, municipality, limit)
    ]


def _limits(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    acts = []
    for row in limits_of_town(session, municipality, limit):
        words = str(int(row.limit))
        acts.append(OfficerAct(row.proposed_at, row.proposed_by, ActKind.CAMPAIGN_LIMIT, row.id, words, words))
        if row.confirmed_by and row.confirmed_at and row.confirmed_by != row.proposed_by:
            kind = ActKind.CAMPAIGN_LIMIT_CONFIRM
            acts.append(OfficerAct(row.confirmed_at, row.confirmed_by, kind, row.id, words, words))
    return acts


def _closings(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    closed = select(Closing).where(Closing.municipality == municipality, Closing.closed_by != ZERO_ADDRESS)
    return [
        OfficerAct(row.created_at, row.closed_by, ActKind.CLOSING, row.id, str(row.through_day), str(row.through_day))
        for row in session.scalars(closed.order_by(Closing.created_at.desc()).limit(limit))
    ]


def _payouts(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    made = select(PayoutBatch).where(PayoutBatch.municipality == municipality)
    return [
        OfficerAct(row.made_at, row.made_by, ActKind.PAYOUT, row.id, str(row.transfer_day), str(row.transfer_day))
        for row in session.scalars(made.order_by(PayoutBatch.made_at.desc()).limit(limit))
    ]


def _coupons(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    published = select(Coupon).where(Coupon.municipality == municipality, Coupon.published_at.is_not(None))
    acts = []
    for row in session.scalars(published.order_by(Coupon.published_at.desc()).limit(limit)):
        titles = row.id, row.title_ja, row.title_en
        if row.published_at and row.published_by:
            acts.append(OfficerAct(row.published_at, row.published_by, ActKind.COUPON_PUBLISHED, *titles))
        if row.stopped_at and row.stopped_by:
            acts.append(OfficerAct(row.stopped_at, row.stopped_by, ActKind.COUPON_STOPPED, *titles, row.stop_reason))
    return acts


def _rules(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    acts = (
        select(RuleAct, RewardRule)
        .join(RewardRule, RewardRule.id == RuleAct.rule_id)
        .where(RewardRule.municipality == municipality)
        .order_by(RuleAct.id.desc())
        .limit(limit)
    )
    return [
        OfficerAct(act.at, act.officer, ActKind(f"rule_{act.kind}"), rule.id, rule.name_ja, rule.name_en)
        for act, rule in session.execute(acts)
    ]


def _cards(session: Session, municipality: MunicipalityCode, limit: int) -> list[OfficerAct]:
    """`id` is the card's number, or that of its batch."""
    return [
        OfficerAct(
            act.at,
            act.officer,
            ActKind(f"card_{act.kind}"),
            int(act.number) if act.number else act.batch_id or 0,
            act.object,
            act.object,
        )
        for act in card_acts(session, municipality, limit)
    ]
