"""Puts product projects together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.ports import Directory, Holders, ProductSales
from dao.queries.membership.belonging import Belonging
from dao.queries.polls.voters import Voters
from dao.queries.product_projects.pages import ProductPages
from dao.queries.product_projects.readers import Readers
from dao.services.product_projects.apply_as_maker import ApplyAsMaker
from dao.services.product_projects.ask_makers import AskMakers
from dao.services.product_projects.choose_maker import ChooseMaker
from dao.services.product_projects.follow_sale import FollowSale
from dao.services.product_projects.hold_votes import HoldVotes
from dao.services.product_projects.start_project import StartProject
from dao.services.product_projects.stop_project import StopProject
from dao.services.product_projects.tell_readers import TellReaders


@dataclass(frozen=True, slots=True)
class ProductProjects:
    pages: ProductPages
    start: StartProject
    votes: HoldVotes
    ask: AskMakers
    apply: ApplyAsMaker
    choose: ChooseMaker
    sale: FollowSale
    stop: StopProject
    tell: TellReaders


def assemble_product_projects(
    db: Database,
    clock: Clock,
    belonging: Belonging,
    holders: Holders,
    directory: Directory,
    voters: Voters,
    sales: ProductSales,
) -> ProductProjects:
    readers = Readers(belonging, holders)
    return ProductProjects(
        pages=ProductPages(db, clock, readers, sales, directory),
        start=StartProject(db, clock, readers, sales),
        votes=HoldVotes(db, clock, sales, directory, readers),
        ask=AskMakers(db, clock, sales),
        apply=ApplyAsMaker(db, clock, readers, sales),
        choose=ChooseMaker(db, clock, sales),
        sale=FollowSale(db, clock, sales),
        stop=StopProject(db, clock),
        tell=TellReaders(db, clock, readers, holders, voters, directory),
    )
