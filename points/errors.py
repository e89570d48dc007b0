"""What the points domain refuses, by name. Sentences for people are in app/surfaces/*/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, DomainError, Invalid
from chain.units import Points


class PointsShort(Conflict):
    """The customer does not hold enough points that this shop accepts."""

    def __init__(self, needed: Points, available: Points) -> None:
        super().__init__("points", "short", needed=needed, available=available)
        self.needed = needed
        self.available = available


class PaymentCodeRefused(Conflict):
    """`reason`: unknown, expired or used."""

    def __init__(self, reason: str) -> None:
        super().__init__("payment_code", reason)


class PaymentRequestClosed(Conflict):
    """A shop's request for one amount. `reason`: paid (by somebody else), cancelled or expired."""

    def __init__(self, reason: str) -> None:
        super().__init__("payment_request", reason)


class CardRefused(Conflict):
    """A paper card that pays nothing. `reason`: unknown, printed (not handed over yet), blocked, replaced, withdrawn
    (the till gave this sale up), or number_or_pin (of the holder's page, which does not say which)."""

    def __init__(self, reason: str) -> None:
        super().__init__("card", reason)


class CardPinNeeded(Conflict):
    """`reason`: needed, or unset when the card has none and therefore cannot pay this much."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("card_pin", reason, **values)


class CardPinWrong(Conflict):
    """`left`: how many more may be wrong."""

    def __init__(self, left: int) -> None:
        super().__init__("card_pin", "wrong", left=left)
        self.left = left


class CardPinLocked(Conflict):
    """Too many wrong PINs; the counter sets a new one."""

    def __init__(self) -> None:
        super().__init__("card_pin", "locked")


class CardNotFit(Conflict):
    """What was asked does not go with the state a card is in. `reason`: the state, or holds_points (a new card that is
    to replace another one must be empty)."""

    def __init__(self, reason: str) -> None:
        super().__init__("card", reason)


class SheetsClosed(Conflict):
    """These cards were printed; their QR codes are kept no longer."""

    def __init__(self) -> None:
        super().__init__("card_batch", "printed")


class MerchantClosed(Conflict):
    """`reason`: pending, suspended, failed or paused (its municipality)."""

    def __init__(self, merchant_id: int, reason: str) -> None:
        super().__init__("merchant", reason, merchant_id=merchant_id)


class OwnShop(Conflict):
    """A shop's own account cannot pay the shop."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__("merchant", "own_shop", merchant_id=merchant_id)


class RefundTooLarge(Conflict):
    def __init__(self, left: Points) -> None:
        super().__init__("refund", "too_large", left=left)
        self.left = left


class RefundInProgress(Conflict):
    def __init__(self) -> None:
        super().__init__("refund", "in_progress")


class PaymentNotRefundable(Conflict):
    """Only a payment that is on chain can be given back."""

    def __init__(self) -> None:
        super().__init__("payment", "not_confirmed")


class RefundRefused(Conflict):
    """A cashier gives back own sales, for a while; the rest is the shop manager's. `reason`: not_own or too_late."""

    def __init__(self, reason: str, minutes: int) -> None:
        super().__init__("refund", reason, minutes=minutes)


class CorrectionTooHigh(Conflict):
    """More than was paid takes a further payment, because the customer has to agree to it."""

    def __init__(self, missing: Points) -> None:
        super().__init__("correction", "too_high", missing=missing)
        self.missing = missing


class PinRefused(Conflict):
    """`reason`: wrong (with `tries_left`) or locked."""

    def __init__(self, reason: str, tries_left: int = 0) -> None:
        super().__init__("pin", reason, tries_left=tries_left)


class NothingToClose(Conflict):
    """No act of this till since its last closing."""

    def __init__(self) -> None:
        super().__init__("till_closing", "nothing")


class SignatureRequestExpired(Conflict):
    def __init__(self) -> None:
        super().__init__("payment", "signature_expired")


class GiftRefused(Conflict):
    """`reason`: unknown (nobody has this number), self, shop, no_points (none may be given), too_many_lots (the amount
    lies in too many lots; `most` can be given at once), daily_limit (`left` may still be given today),
    recipient_not_verified (all but `left` is for verified people alone)."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("gift", reason, **values)


class GiftShort(Conflict):
    """Fewer points than asked for may be given to others."""

    def __init__(self, available: Points) -> None:
        super().__init__("gift", "short", available=available)
        self.available = available


class PushRefused(Invalid):
    """A browser's push address that nothing is sent to. `reason`: address or keys."""

    def __init__(self, reason: str) -> None:
        super().__init__("push", reason)


class PushGone(DomainError):
    """The browser takes no messages at this address any more."""


class PushUnavailable(DomainError):
    """The browser's push service did not take a message now."""


class CampaignFileRefused(Invalid):
    """The whole file cannot be read. `reason`: empty, encoding, no_amount_column, no_identifier_column, too_many_rows,
    too_wide, unknown_row (a correction of a row that is not wrong)."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("file", reason, **values)


class MerchantFileRefused(Invalid):
    """The whole list of shops cannot be read. `reason`: empty, encoding, no_name_column, no_email_column,
    too_many_rows, too_wide."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("file", reason, **values)


class CampaignLocked(Conflict):
    """A campaign that was started does not change any more."""

    def __init__(self, campaign_id: int) -> None:
        super().__init__("campaign", "locked", campaign_id=campaign_id)


class CampaignNotReady(Conflict):
    """`reason`: no_list, no_people, cap_exceeded, expired, too_early, changed (since it was shown for signature),
    before_start_day, over_budget, unlawful, legal_reason (none is recorded), approval (of a second officer),
    unverified (`rows` of the list: the identity check that the program asks for ran out)."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("campaign", reason, **values)


class CampaignNotSteerable(Conflict):
    """What was asked does not go with how far the campaign is. `reason`: all_sent (nothing waits any more), not_paused,
    signature_over (`until`) or expired: then only giving up what is left remains."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("campaign", reason, **values)


class ApprovalRefused(Conflict):
    """`reason`: own or own_limit (nobody approves what is their own), not_asked, changed (since it was shown)."""

    def __init__(self, reason: str) -> None:
        super().__init__("approval", reason)


class DrawNotOpen(Conflict):
    """Nobody enters now. `reason`: a DrawState."""

    def __init__(self, draw_id: int, reason: str) -> None:
        super().__init__("draw", reason, draw_id=draw_id)


class DrawNotOver(Conflict):
    """There is no such winner (yet)."""

    def __init__(self, draw_id: int) -> None:
        super().__init__("draw", "not_over", draw_id=draw_id)


class TooManyTickets(Conflict):
    """`left`: how many more the person may buy."""

    def __init__(self, left: int) -> None:
        super().__init__("draw", "too_many_tickets", left=left)


class CouponRefused(Conflict):
    """A coupon that takes nothing off. `reason`: points/models/coupon_rules.py Refusal, changed (since the till
    showed it), or sale_taken (this very sale was taken with coupon and cash)."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("coupon", reason, **values)


class CouponSaleWhole(Conflict):
    """A sale with a coupon is given back whole or not at all; `whole` is what that is."""

    def __init__(self, whole: Points) -> None:
        super().__init__("refund", "whole_only", whole=whole)
        self.whole = whole


class NothingToSettle(Conflict):
    def __init__(self) -> None:
        super().__init__("settlement", "nothing")


class NothingToPay(Conflict):
    """No settlement waits for a transfer that could be made."""

    def __init__(self) -> None:
        super().__init__("payout", "nothing")


class MoneyDeskIncomplete(Conflict):
    """A bank file needs the town's own bank account."""

    def __init__(self) -> None:
        super().__init__("money_desk", "incomplete")


class BatchNotOpen(Conflict):
    """`state` is the one it is in, which does not allow what was asked."""

    def __init__(self, state: str) -> None:
        super().__init__("payout_batch", state)


class TransferFileDamaged(Invalid):
    """A bank file that cannot be read. `reason`: encoding, length, order, business, count, total or value."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("file", reason, **values)


class OnlineSaleRefused(Conflict):
    """`reason`: not_paid (a program whose points are given away), over (its last day has passed) or own_wallet (each
    charge needs an officer whose key is kept here)."""

    def __init__(self, reason: str) -> None:
        super().__init__("online_sale", reason)


class BonusRefused(Conflict):
    """`reason`: of an officer's terms own_wallet or paid; of a person's wish closed, not_verified, not_resident, taken,
    no_points or over_budget."""

    def __init__(self, reason: str) -> None:
        super().__init__("bonus", reason)


class ConversionRefused(Conflict):
    """Of an officer's rule. `reason`: own_wallet, paid, not_asked (the service may not send such requests), not_open
    (nothing is converted that could end) or began (a rule that holds already is not taken back)."""

    def __init__(self, reason: str) -> None:
        super().__init__("conversion", reason)


class ChargeRefused(Conflict):
    """`reason`: closed, too_little (`most` is the least), over_once, over_month or over_cap (`most` can be charged),
    not_verified (the program is for verified people)."""

    def __init__(self, reason: str, most: Points = Points(0)) -> None:  # noqa: B008  (a value)
        super().__init__("charge", reason, most=most)
        self.most = most


class ReliefRefused(Conflict):
    """`reason`: same (this town wrote it already), own_pages (its campaign changes nowhere else), not_struck (another
    town that was not asked), waiting (a round is not decided yet), none_open (no round to decide), program (not open
    yet), nobody (nobody is left who got nothing)."""

    def __init__(self, reason: str) -> None:
        super().__init__("relief", reason)


class ValueChanged(Conflict):
    """Somebody entered or corrected this year's value since the page was opened."""

    def __init__(self, year: int) -> None:
        super().__init__("indicator_value", "changed_meanwhile", year=year)


class ValueFileRefused(Invalid):
    """The whole list of values cannot be read. `reason`: empty, encoding, columns, too_many_rows, too_wide."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("file", reason, **values)


class SegmentRefused(Conflict):
    """`reason`: too_small (fewer than five people, who could be somebody), many_today (the town has written as often as
    it may in a day), changed (the number is not the one that was confirmed), too_many or set_aside."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("segment", reason, **values)
