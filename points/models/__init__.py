"""Rows of the points domain, and the rules about each of them."""

from points.models.campaign import Campaign, CampaignRow, CampaignState, RowError, campaign_state
from points.models.draw import Draw, DrawEntry, DrawPrize, DrawState, DrawWin, draw_state
from points.models.ledger import (
    GrantedChunk,
    LotBalance,
    MerchantOnChain,
    MerchantRegistration,
    MerchantSuspension,
    Movement,
    MovementKind,
    PaymentOnChain,
    ProgramOnChain,
    RefundOnChain,
    SettlementOnChain,
)
from points.models.merchant import Merchant, MerchantCategory, MerchantState, merchant_state
from points.models.money_desk import MerchantTerms, MoneyDesk
from points.models.payment import (
    Payment,
    PaymentCode,
    PaymentState,
    Refund,
    SignerNonce,
    Tender,
    payment_state,
    refund_state,
)
from points.models.payout import BatchState, Payout, PayoutBatch, ReturnReason
from points.models.program import LegalClass, Program, ProgramState, program_state
from points.models.settlement import Closing, Settlement, SettlementLine, SettlementState, settlement_state

__all__ = [
    "BatchState",
    "Campaign",
    "CampaignRow",
    "CampaignState",
    "Closing",
    "Draw",
    "DrawEntry",
    "DrawPrize",
    "DrawState",
    "DrawWin",
    "GrantedChunk",
    "LegalClass",
    "LotBalance",
    "Merchant",
    "MerchantCategory",
    "MerchantOnChain",
    "MerchantRegistration",
    "MerchantState",
    "MerchantSuspension",
    "MerchantTerms",
    "MoneyDesk",
    "Movement",
    "MovementKind",
    "Payment",
    "PaymentCode",
    "PaymentOnChain",
    "PaymentState",
    "Payout",
    "PayoutBatch",
    "Program",
    "ProgramOnChain",
    "ProgramState",
    "Refund",
    "RefundOnChain",
    "ReturnReason",
    "RowError",
    "Settlement",
    "SettlementLine",
    "SettlementOnChain",
    "SettlementState",
    "SignerNonce",
    "Tender",
    "campaign_state",
    "draw_state",
    "merchant_state",
    "payment_state",
    "program_state",
    "refund_state",
    "settlement_state",
]
