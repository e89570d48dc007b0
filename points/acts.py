"""From rows to the structs that people sign. One place, so that what was signed can be shown to the chain again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chain.clock import day_number
from chain.contracts import merchant_registry as registry
from chain.contracts import regional_points as chain_points
from chain.ids import Address
from points.models import (
    BonusGrant,
    Campaign,
    ConversionGrant,
    Gift,
    GiftPart,
    Merchant,
    OnlineCharge,
    Payment,
    Program,
    Refund,
    RuleDecision,
    Settlement,
    SuspensionOrder,
)
from points.models.campaign import CHUNK_SIZE


def program_act(program: Program) -> chain_points.Program:
    return chain_points.Program(
        program_id=program.id,
        issuer=program.issuer.number,
        area_id=program.area_id,
        cap=int(program.cap),
        first_day=day_number(program.first_day),
        last_day=day_number(program.last_day),
        paid=program.is_paid,
        transferable=program.is_transferable,
        verified_only=program.is_verified_only,
        refunds_expired=program.refunds_expired,
        terms_hash=program.terms_hash,
        deadline=program.deadline,
    )


def registration_act(merchant: Merchant) -> registry.Registration:
    return registry.Registration(merchant.id, merchant.municipality.number, merchant.account, merchant.deadline)


def suspension_act(order: SuspensionOrder) -> registry.Suspension:
    nonce = int.from_bytes(order.nonce)
    return registry.Suspension(order.merchant_id, order.is_suspended, nonce, order.deadline)


def issue_act(campaign: Campaign) -> chain_points.Issue:
    assert campaign.chunks_root is not None
    return chain_points.Issue(
        campaign_id=campaign.campaign_key,
        program_id=campaign.program_id,
        expiry_day=day_number(campaign.expiry_day),
        total=int(campaign.total),
        chunks_root=campaign.chunks_root,
        deadline=campaign.deadline,
    )


def drop_act(campaign: Campaign) -> chain_points.Drop:
    assert campaign.chunks_root is not None
    return chain_points.Drop(
        campaign_id=campaign.campaign_key,
        program_id=campaign.program_id,
        expiry_day=day_number(campaign.expiry_day),
        total=int(campaign.total),
        entries_root=campaign.chunks_root,
        deadline=campaign.deadline,
    )


def chunk_acts(grants: Iterable[tuple[Address, int]]) -> list[chain_points.Chunk]:
    """The people of a campaign in the order of its list, `CHUNK_SIZE` at a time."""
    people = list(grants)
    slices = [people[start : start + CHUNK_SIZE] for start in range(0, len(people), CHUNK_SIZE)]
    return [
        chain_points.Chunk(index, tuple(holder for holder, _ in part), tuple(int(amount) for _, amount in part))
        for index, part in enumerate(slices)
    ]


@dataclass(frozen=True, slots=True)
class SingleGrant:
    issue: chain_points.Issue
    chunk: chain_points.Chunk
    proof: list[bytes]


def single_grant(row: OnlineCharge | BonusGrant | ConversionGrant | RuleDecision) -> SingleGrant:
    """A grant to one person is an issue of one chunk."""
    assert row.campaign_key is not None and row.expiry_day is not None
    chunk = chain_points.Chunk(0, (row.holder,), (int(row.amount),))
    tree = chain_points.chunk_tree(row.campaign_key, [chunk])
    issue = chain_points.Issue(
        campaign_id=row.campaign_key,
        program_id=row.program_id,
        expiry_day=day_number(row.expiry_day),
        total=int(row.amount),
        chunks_root=tree.root,
        deadline=row.deadline,
    )
    return SingleGrant(issue, chunk, tree.proof(0))


def payment_act(payment: Payment) -> chain_points.Payment:
    return chain_points.Payment(
        holder=payment.holder,
        merchant_id=payment.merchant_id,
        amount=int(payment.amount),
        ids=tuple(lot_id for lot_id, _ in payment.lots),
        amounts=tuple(amount for _, amount in payment.lots),
        nonce=int.from_bytes(payment.nonce),
        deadline=payment.deadline,
    )


def refund_act(refund: Refund, payment: Payment) -> chain_points.Refund:
    nonce = int.from_bytes(refund.nonce)
    return chain_points.Refund(payment.payment_id, int(refund.amount), nonce, refund.deadline)


def gift_act(gift: Gift, part: GiftPart) -> chain_points.Gift:
    return chain_points.Gift(
        sender=gift.sender,
        recipient=gift.recipient,
        lot=part.lot_id,
        amount=int(part.amount),
        nonce=int.from_bytes(part.nonce),
        deadline=part.deadline,
    )


def settlement_act(settlement: Settlement) -> chain_points.Settlement:
    return chain_points.Settlement(
        settlement_id=settlement.settlement_id,
        merchant_id=settlement.merchant_id,
        ids=tuple(line.lot_id for line in settlement.lines),
        amounts=tuple(int(line.amount) for line in settlement.lines),
        deadline=settlement.deadline,
    )
