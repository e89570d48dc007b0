"""Puts events together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.ports import CardHolders, Holders, ThanksGrants
from dao.queries.events.desk import EventDesks
from dao.queries.events.inviting import Inviting
from dao.queries.events.pages import EventPages
from dao.queries.events.photos import PhotoPages
from dao.queries.membership.belonging import Belonging
from dao.services.events.ask_guests import AskGuests
from dao.services.events.let_in import LetIn
from dao.services.events.offer_places import OfferPlaces
from dao.services.events.reply_to_event import ReplyToEvent
from dao.services.events.reward_guests import RewardGuests
from dao.services.events.set_picture import SetPicture
from dao.services.events.show_photos import ShowPhotos
from dao.services.events.write_event import WriteEvent


@dataclass(frozen=True, slots=True)
class Events:
    pages: EventPages
    desks: EventDesks
    write: WriteEvent
    reply: ReplyToEvent
    places: OfferPlaces
    door: LetIn
    reward: RewardGuests
    ask: AskGuests
    picture: SetPicture
    photo_pages: PhotoPages
    photos: ShowPhotos


def assemble_events(
    db: Database,
    clock: Clock,
    belonging: Belonging,
    card_holders: CardHolders,
    thanks: ThanksGrants,
    holders: Holders,
) -> Events:
    places = OfferPlaces(db, clock)
    pages = EventPages(db, clock)
    return Events(
        pages=pages,
        desks=EventDesks(db, clock, pages, holders),
        write=WriteEvent(db, clock, places, holders),
        reply=ReplyToEvent(db, clock, Inviting(belonging, card_holders, holders), places),
        places=places,
        door=LetIn(db, clock),
        reward=RewardGuests(db, clock, thanks),
        ask=AskGuests(db, clock),
        picture=SetPicture(db, clock),
        photo_pages=PhotoPages(db, clock, belonging),
        photos=ShowPhotos(db, clock),
    )
