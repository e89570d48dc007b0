"""Rows of the points domain, and the rules about each of them."""

from points.models.campaign import Campaign, CampaignRow, CampaignState, RowError, campaign_state
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
from points.models.program import LegalClass, Program, ProgramState, program_state
from points.models.settlement import Closing, Settlement, SettlementLine, SettlementState, settlement_state

__all__ = [
    "Campaign",
    "CampaignRow",
    "CampaignState",
    "Closing",
    "GrantedChunk",
    "LegalClass",
    "LotBalance",
    "Merchant",
    "MerchantCategory",
    "MerchantOnChain",
    "MerchantRegistration",
    "MerchantState",
    "MerchantSuspension",
    "Movement",
    "MovementKind",
    "Payment",
    "PaymentCode",
    "PaymentOnChain",
    "PaymentState",
    "Program",
    "ProgramOnChain",
    "ProgramState",
    "Refund",
    "RefundOnChain",
    "RowError",
    "Settlement",
    "SettlementLine",
    "SettlementOnChain",
    "SettlementState",
    "SignerNonce",
    "Tender",
    "campaign_state",
    "merchant_state",
    "payment_state",
    "program_state",
    "refund_state",
    "settlement_state",
]
