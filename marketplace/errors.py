"""What the marketplace refuses, by name. Sentences for people are in app/surfaces/marketplace/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from chain.ids import Address
from chain.units import Points, Yen


class ListingUnavailable(Conflict):
    """`reason` is the listing's sale state (preparing, upcoming, sold_out, ended, cancelled or failed), or held: all
    that is left is in others' checkouts."""

    def __init__(self, listing: int, reason: str) -> None:
        super().__init__("listing", reason, listing=listing)


class TooMany(Invalid):
    """More than are left, or more than one buyer may have. `reason`: over_left or over_limit."""

    def __init__(self, reason: str, most: int) -> None:
        super().__init__("quantity", reason, most=most)
        self.most = most


class YenShort(Conflict):
    def __init__(self, needed: Yen, available: Yen) -> None:
        super().__init__("yen", "short", needed=needed, available=available)
        self.needed = needed
        self.available = available


class PointsMissing(Conflict):
    """The buyer has too few points of the program that pays."""

    def __init__(self, needed: Points, available: Points) -> None:
        super().__init__("points", "short", needed=needed, available=available)
        self.needed = needed
        self.available = available


class PointsRefused(Conflict):
    """`reason`: shop_closed (it takes no points now), own_shop, expired (not signed in time), price_changed,
    not_offered (this is not sold for points, or no longer)."""

    def __init__(self, reason: str) -> None:
        super().__init__("points", reason)


class OrderExpired(Conflict):
    """The order was not signed in time; nothing was paid."""

    def __init__(self, order: int) -> None:
        super().__init__("order", "expired", order=order)


class CheckoutUnknown(NotFound):
    def __init__(self, checkout: object) -> None:
        super().__init__("checkout", checkout)


class CheckoutOver(Conflict):
    """`reason`: lapsed (its ten minutes are over), decided (paid or cancelled), paying (at the card's page)."""

    def __init__(self, checkout: int, reason: str) -> None:
        super().__init__("checkout", reason, checkout=checkout)


class LineRefused(Conflict):
    """One line of a cart cannot be bought as it is; `why` says the reason."""

    def __init__(self, item: str, why: DomainError) -> None:
        super().__init__(item, str(why))
        self.item = item
        self.why = why


class CartRefused(Invalid):
    """`reason`: empty, too_many_lines (`most`) or one_charge (two charges of one program)."""

    def __init__(self, reason: str, most: int = 0) -> None:
        super().__init__("cart", reason, most=most)


class CardUnavailable(Conflict):
    """`reason`: closed (this installation takes no cards), no_answer (the provider does not answer) or float_short
    (there are not enough yen to hand out for it)."""

    def __init__(self, reason: str) -> None:
        super().__init__("card", reason)


class NoticeForged(Invalid):
    """A payment notice that the provider did not sign, or not about a payment of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__("notice", reason)


class GiftUnknown(NotFound):
    """No such gift, or a link that leads nowhere any more."""

    def __init__(self) -> None:
        super().__init__("gift", "")


class GiftRefused(Conflict):
    """`reason`: locked, restricted or bound (what cannot be a gift); taken, returned, expired, own or on_its_way."""

    def __init__(self, reason: str) -> None:
        super().__init__("gift", reason)


class OrderUnknown(NotFound):
    def __init__(self, order: object) -> None:
        super().__init__("order", order)


class ReceiptUnknown(NotFound):
    def __init__(self, receipt: object) -> None:
        super().__init__("receipt", receipt)


class SellerUnknown(NotFound):
    def __init__(self, seller: object) -> None:
        super().__init__("seller", seller)


class ListingUnknown(NotFound):
    def __init__(self, listing: object) -> None:
        super().__init__("listing", listing)


class TokenUnknown(NotFound):
    def __init__(self, token: object) -> None:
        super().__init__("token", token)


class TownUnknown(NotFound):
    def __init__(self, code: object) -> None:
        super().__init__("town", code)


class NotOnChain(Conflict):
    """A listing needs its collection on chain first."""

    def __init__(self, collection: int) -> None:
        super().__init__("collection", "not_on_chain", collection=collection)


class FaucetClosed(Conflict):
    """`reason`: closed (this installation gives no test yen) or daily_limit."""

    def __init__(self, reason: str, most: int = 0) -> None:
        super().__init__("faucet", reason, most=most)


class PictureRefused(Invalid):
    """An upload that is no picture we take. `reason` says why; `most` and `least` are its limit where there is one."""

    def __init__(self, reason: str, *, most: int = 0, least: int = 0) -> None:
        super().__init__("picture", reason, most=most, least=least)


class ContentMissing(NotFound):
    def __init__(self, cid: str) -> None:
        super().__init__("content", cid)


class ContentForeign(Conflict):
    """What the store gave is not what the name says."""

    def __init__(self, cid: str) -> None:
        super().__init__("content", "foreign", cid=cid)


class StoreUnavailable(Conflict):
    """The store of pictures does not answer, or refuses."""

    def __init__(self, why: str) -> None:
        super().__init__("store", "unavailable", why=why)


class NotYours(Forbidden):
    """Somebody else holds the token."""

    def __init__(self, token: object) -> None:
        super().__init__("act for this token")
        self.token = token


class CardIsLocked(Conflict):
    """It belongs to one person and never moves."""

    def __init__(self, token: object) -> None:
        super().__init__("card", "locked", token=token)


class AskUnknown(NotFound):
    def __init__(self, ask: object) -> None:
        super().__init__("ask", ask)


class AskUnavailable(Conflict):
    """`reason`: gone (sold, moved or withdrawn), expired, being_bought, own, already_open or never_signed."""

    def __init__(self, ask: object, reason: str) -> None:
        super().__init__("ask", reason, ask=ask)


class OfferUnknown(NotFound):
    def __init__(self, offer: object) -> None:
        super().__init__("offer", offer)


class OfferUnavailable(Conflict):
    """`reason`: gone (answered, withdrawn or refused), expired, short (its buyer lacks the yen) or own."""

    def __init__(self, offer: object, reason: str) -> None:
        super().__init__("offer", reason, offer=offer)


class RightUnmovable(Conflict):
    """`reason`: lent, transfers_over, not_lendable or not_lent."""

    def __init__(self, token: object, reason: str) -> None:
        super().__init__("right", reason, token=token)


class RecipientRefused(Invalid):
    """`reason`: unknown, self, nobody (the zero address) or contract (one that cannot hold tokens)."""

    def __init__(self, reason: str) -> None:
        super().__init__("to", reason)


class ActExpired(Conflict):
    """What waited for a signature was not signed in time, or is signed already."""

    def __init__(self, act: object) -> None:
        super().__init__("act", "expired", act=act)


class ProjectUnknown(NotFound):
    def __init__(self, project: object) -> None:
        super().__init__("project", project)


class PledgeUnknown(NotFound):
    def __init__(self, pledge: object) -> None:
        super().__init__("pledge", pledge)


class ProjectNotOpen(Conflict):
    """`reason` is the project's state: draft, failed, upcoming, missed, funded, done or cancelled."""

    def __init__(self, project: int, reason: str) -> None:
        super().__init__("project", reason, project=project)


class PledgeAmountWrong(Invalid):
    """`reason`: under_least or over_most."""

    def __init__(self, reason: str, *, least: Yen, most: Yen) -> None:
        super().__init__("amount", reason, least=int(least), most=int(most))
        self.least = int(least)
        self.most = int(most)


class PledgeExpired(Conflict):
    """The pledge was not signed in time; nothing was paid."""

    def __init__(self, pledge: int) -> None:
        super().__init__("pledge", "expired", pledge=pledge)


class ProjectSigned(Conflict):
    """What an officer signed cannot be changed."""

    def __init__(self, project: int) -> None:
        super().__init__("project", "signed", project=project)


class MilestoneNotDue(Conflict):
    """`reason`: not_funded, first (it is paid by itself), under_way, voted_on or all_paid."""

    def __init__(self, project: int, reason: str) -> None:
        super().__init__("milestone", reason, project=project)


class NothingOwed(Conflict):
    def __init__(self, account: Address) -> None:
        super().__init__("return", "nothing_owed", account=account)


class DeskRefused(Conflict):
    """A card of one person that cannot be asked for or issued so. `reason`: closed, has_card, has_card_elsewhere,
    answered, not_locked or own_wallet (a card at once needs an officer whose key is kept here)."""

    def __init__(self, reason: str) -> None:
        super().__init__("desk", reason)
