"""Puts the services of tickets together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import BlockMaker, Cipher, TicketAudience
from marketplace.queries.tickets.pages import TicketPages
from marketplace.services.tickets.book import BookTickets
from marketplace.services.tickets.hand_on import HandOn
from marketplace.services.tickets.keep_register import KeepRegister
from marketplace.services.tickets.pay_takings import PayTakings
from marketplace.services.tickets.publish import Publish
from marketplace.services.tickets.tell_sales import TellSales
from marketplace.services.tickets.ticket_code import TicketCodes
from marketplace.services.tickets.wait import WaitingList
from marketplace.services.tickets.write_service import WriteService


@dataclass(frozen=True, slots=True)
class TicketServices:
    pages: TicketPages
    codes: TicketCodes
    write: WriteService
    publish: Publish
    book: BookTickets
    hand_on: HandOn
    pay_takings: PayTakings
    register: KeepRegister
    wait: WaitingList
    tell_sales: TellSales


def assemble_tickets(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    make_block: BlockMaker,
    cipher: Cipher,
    secret: str,
    audience: TicketAudience,
) -> TicketServices:
    parts = db, clock, contracts
    return TicketServices(
        pages=TicketPages(db, clock),
        codes=TicketCodes(secret),
        write=WriteService(db, clock),
        publish=Publish(*parts),
        book=BookTickets(*parts, audience),
        hand_on=HandOn(*parts),
        pay_takings=PayTakings(*parts, make_block),
        register=KeepRegister(db, clock, cipher),
        wait=WaitingList(db, clock),
        tell_sales=TellSales(db, clock),
    )
