"""Rows of the points domain, and the rules about each of them."""

from points.models.amount_rule import AmountKind, AmountRule
from points.models.analysis_download import AnalysisDownload, DataSet
from points.models.approval import ApprovalLimit, ApprovalState, CampaignDecision, DecisionKind, approval_state
from points.models.campaign import Campaign, CampaignMethod, CampaignRow, CampaignState, RowError, campaign_state
from points.models.campaign_run import CampaignRunAct, RunActKind
from points.models.campaign_terms import CampaignKind, CampaignTerms, PeopleSource
from points.models.card import (
    Card,
    CardAct,
    CardActKind,
    CardBatch,
    CardPayment,
    CardRules,
    CardState,
    WithdrawnSale,
)
from points.models.cashier import Cashier
from points.models.conversion import Conversion, ConversionGrant, ConversionRule
from points.models.coupon import Coupon, CouponState, CouponUse, coupon_state
from points.models.draw import Draw, DrawEntry, DrawPrize, DrawState, DrawWin, draw_state
from points.models.drop import DropBranch, DropEntry
from points.models.gift import Gift, GiftPart, part_state
from points.models.indicator import Indicator, IndicatorValue
from points.models.ledger import (
    DropClaim,
    DropOnChain,
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
from points.models.legal_check import LegalFinding, LegalLevel
from points.models.merchant import Merchant, MerchantCategory, MerchantState, merchant_state
from points.models.merchant_application import (
    ApplicationState,
    MerchantAct,
    MerchantActKind,
    MerchantApplication,
    MerchantImport,
    SuspensionOrder,
)
from points.models.money_desk import MerchantTerms, MoneyDesk
from points.models.notice import (
    Channel,
    Notice,
    NoticeChoice,
    NoticeDelivery,
    NoticeKind,
    NoticeMark,
    PushSubscription,
)
from points.models.online_sale import OnlineCharge, OnlineSale
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
from points.models.payout_account import Business, PayoutAccount
from points.models.program import LegalClass, Program, ProgramState, program_state
from points.models.relief import Relief, ReliefBasis, ReliefMember, ReliefRecipient, ReliefRound, ReliefTown
from points.models.rule_decision import DecisionStage, RuleDecision
from points.models.sale import Bill, SaleLine, SavedItem
from points.models.segment import Segment, SegmentKind
from points.models.settlement import Closing, Settlement, SettlementLine, SettlementState, settlement_state
from points.models.shop import ShopProfile
from points.models.shop_code import PaymentRequest, RequestState, ShopCode
from points.models.till import TillClosing, TillSettings
from points.models.verification_bonus import BonusGrant, VerificationBonus

__all__ = [
    "AmountKind",
    "AmountRule",
    "AnalysisDownload",
    "ApplicationState",
    "ApprovalLimit",
    "ApprovalState",
    "BatchState",
    "Bill",
    "BonusGrant",
    "Business",
    "Campaign",
    "CampaignDecision",
    "CampaignKind",
    "CampaignMethod",
    "CampaignRow",
    "CampaignRunAct",
    "CampaignState",
    "CampaignTerms",
    "Card",
    "CardAct",
    "CardActKind",
    "CardBatch",
    "CardPayment",
    "CardRules",
    "CardState",
    "Cashier",
    "Channel",
    "Closing",
    "Conversion",
    "ConversionGrant",
    "ConversionRule",
    "Coupon",
    "CouponState",
    "CouponUse",
    "DataSet",
    "DecisionKind",
    "DecisionStage",
    "Draw",
    "DrawEntry",
    "DrawPrize",
    "DrawState",
    "DrawWin",
    "DropBranch",
    "DropClaim",
    "DropEntry",
    "DropOnChain",
    "Gift",
    "GiftPart",
    "GrantedChunk",
    "Indicator",
    "IndicatorValue",
    "LegalClass",
    "LegalFinding",
    "LegalLevel",
    "LotBalance",
    "Merchant",
    "MerchantAct",
    "MerchantActKind",
    "MerchantApplication",
    "MerchantCategory",
    "MerchantImport",
    "MerchantOnChain",
    "MerchantRegistration",
    "MerchantState",
    "MerchantSuspension",
    "MerchantTerms",
    "MoneyDesk",
    "Movement",
    "MovementKind",
    "Notice",
    "NoticeChoice",
    "NoticeDelivery",
    "NoticeKind",
    "NoticeMark",
    "OnlineCharge",
    "OnlineSale",
    "Payment",
    "PaymentCode",
    "PaymentOnChain",
    "PaymentRequest",
    "PaymentState",
    "Payout",
    "PayoutAccount",
    "PayoutBatch",
    "PeopleSource",
    "Program",
    "ProgramOnChain",
    "ProgramState",
    "PushSubscription",
    "Refund",
    "RefundOnChain",
    "Relief",
    "ReliefBasis",
    "ReliefMember",
    "ReliefRecipient",
    "ReliefRound",
    "ReliefTown",
    "RequestState",
    "ReturnReason",
    "RowError",
    "RuleDecision",
    "RunActKind",
    "SaleLine",
    "SavedItem",
    "Segment",
    "SegmentKind",
    "Settlement",
    "SettlementLine",
    "SettlementOnChain",
    "SettlementState",
    "ShopCode",
    "ShopProfile",
    "SignerNonce",
    "SuspensionOrder",
    "Tender",
    "TillClosing",
    "TillSettings",
    "VerificationBonus",
    "WithdrawnSale",
    "approval_state",
    "campaign_state",
    "coupon_state",
    "draw_state",
    "merchant_state",
    "part_state",
    "payment_state",
    "program_state",
    "refund_state",
    "settlement_state",
]
