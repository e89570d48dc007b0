"""From logs to the marketplace's ledger."""

from marketplace.projections.auctions import AuctionProjector
from marketplace.projections.community_tokens import CommunityTokenProjector
from marketplace.projections.market import MarketProjector
from marketplace.projections.project_points import ProjectPointsProjector
from marketplace.projections.projects import ProjectProjector
from marketplace.projections.rights import RightProjector
from marketplace.projections.sellers import SellerProjector
from marketplace.projections.tickets import TicketProjector
from marketplace.projections.tokens import TokenProjector
from marketplace.projections.yen import YenProjector

__all__ = [
    "AuctionProjector",
    "CommunityTokenProjector",
    "MarketProjector",
    "ProjectPointsProjector",
    "ProjectProjector",
    "RightProjector",
    "SellerProjector",
    "TicketProjector",
    "TokenProjector",
    "YenProjector",
]
