"""For analytics: where people live, from the wallet; what they do in a town, from the market, the communities and the
doors. Statements to join, so that a list of people is never made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, cast, func, select

from chain.clock import business_date
from chain.ids import ZERO_ADDRESS, MunicipalityCode
from dao.models.communities import Community
from dao.models.facts import VoteCast
from marketplace.models import ChainCollection, ChainListing, Sale, TokenTransfer
from marketplace.models import Collection as Series
from marketplace.models.kinds import Kind
from marketplace.models.projects.ledger import ChainProject, ProjectPledged
from marketplace.models.tickets.facts import TicketAdmission
from points.analytics.ports import DoingsStatement, HomesStatement, TownDoings
from points.models import MerchantOnChain
from wallet.models.identity_check import AppCheck
from wallet.models.verification import Verification


class VerifiedHomes:
    """Implements points.analytics.ports.Homes."""

    def select(self, now: datetime) -> HomesStatement:
        return (
            select(
                Verification.account.label("account"),
                cast(Verification.municipality, String).label("home"),
                func.coalesce(cast(AppCheck.age_band, String), "").label("age_band"),
                cast(Verification.level, String).label("level"),
                Verification.verified_at.label("verified_at"),
            )
            .outerjoin(AppCheck, AppCheck.verification_id == Verification.id)
            .where(Verification.revoked_at.is_(None), Verification.valid_until >= business_date(now))
        )


class Purchases:
    """Implements points.analytics.ports.Doings: what the town sold, by its buyers, for yen or points."""

    def select(self, municipality: MunicipalityCode) -> DoingsStatement:
        return (
            select(Sale.buyer.label("account"), Sale.block_time.label("at"))
            .join(ChainListing, ChainListing.number == Sale.listing_number)
            .join(ChainCollection, ChainCollection.address == ChainListing.collection)
            .where(ChainCollection.municipality == municipality.number)
        )


class Donations:
    """Implements points.analytics.ports.Doings: pledges to the town's projects."""

    def select(self, municipality: MunicipalityCode) -> DoingsStatement:
        return (
            select(ProjectPledged.supporter.label("account"), ProjectPledged.block_time.label("at"))
            .join(ChainProject, ChainProject.number == ProjectPledged.number)
            .where(ChainProject.municipality == municipality.number)
        )


class Admissions:
    """Implements points.analytics.ports.Doings: tickets that a door in the town let in."""

    def select(self, municipality: MunicipalityCode) -> DoingsStatement:
        return (
            select(TicketAdmission.holder.label("account"), TicketAdmission.block_time.label("at"))
            .join(MerchantOnChain, MerchantOnChain.merchant_id == TicketAdmission.place)
            .where(MerchantOnChain.municipality == municipality)
        )


class CardsGot:
    """Implements points.analytics.ports.Doings: cards of the town, bought or given, as they came to their holders: an
    ambassador card, or whatever cannot be passed on."""

    def select(self, municipality: MunicipalityCode) -> DoingsStatement:
        is_card = (Series.kind == Kind.AMBASSADOR_CARD) | Series.locked
        return (
            select(TokenTransfer.receiver.label("account"), TokenTransfer.block_time.label("at"))
            .join(ChainCollection, ChainCollection.address == TokenTransfer.collection)
            .join(Series, Series.number == ChainCollection.number)
            .where(is_card, Series.municipality == municipality, TokenTransfer.receiver != ZERO_ADDRESS)
        )


class VotesCast:
    """Implements points.analytics.ports.Doings: votes in communities that the town belongs to."""

    def select(self, municipality: MunicipalityCode) -> DoingsStatement:
        return (
            select(VoteCast.voter.label("account"), VoteCast.block_time.label("at"))
            .join(Community, Community.governor == VoteCast.governor)
            .where(cast(Community.towns, String).contains(f'"{municipality}"', autoescape=True))
        )


def town_doings() -> TownDoings:
    return TownDoings(
        purchases=Purchases(),
        donations=Donations(),
        admissions=Admissions(),
        cards=CardsGot(),
        votes=VotesCast(),
    )
