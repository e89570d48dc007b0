"""Why yen came into a treasury or left it, and which town sold what brought it in. Written by dao/projections only."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, MunicipalityCodeType
from chain.ids import MunicipalityCode
from chain.indexer.facts import Fact


class MovementKind(StrEnum):
    SALE = "sale"  # a share of what the market sold at a fixed price
    AUCTION = "auction"
    TICKETS = "tickets"
    PROJECT = "project"  # a share of what supporters gave to a project
    ROYALTY = "royalty"  # of a resale
    RESALE_FEE = "resale_fee"
    TREASURY = "treasury"  # from another community's treasury
    RETURNED = "returned"  # a pledge that came back
    GRANT = "grant"  # anything else that came in: a subsidy, a gift, a charge
    PAYMENT = "payment"  # all that went out


class SellingTown(Fact, Base):
    """The town of a collection, listing, auction, project, ticket service or fare, by `origin_key`."""

    __tablename__ = "selling_town"

    key: Mapped[str] = mapped_column(String(60), index=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)


def origin_key(kind: str, number: object) -> str:
    return f"{kind}:{number}"
