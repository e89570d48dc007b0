"""Puts events together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.ports import CardHolders
from dao.queries.events.pages import EventPages
from dao.queries.membership.belonging import Belonging
from dao.services.events.offer_places import OfferPlaces
from dao.services.events.reply_to_event import ReplyToEvent
from dao.services.events.write_event import WriteEvent


@dataclass(frozen=True, slots=True)
class Events:
    pages: EventPages
    write: WriteEvent
    reply: ReplyToEvent
    places: OfferPlaces


def assemble_events(db: Database, clock: Clock, belonging: Belonging, card_holders: CardHolders) -> Events:
    places = OfferPlaces(db, clock)
    return Events(
        pages=EventPages(db, clock),
        write=WriteEvent(db, clock, places),
        reply=ReplyToEvent(db, clock, belonging, card_holders, places),
        places=places,
    )
