"""Puts together who tells people what."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from points.ports import Cipher, Contacts, Officers
from points.services.notices.choose_notices import ChooseNotices
from points.services.notices.deliver_notices import DeliverNotices
from points.services.notices.keep_notices import KeepNotices
from points.services.notices.keep_subscriptions import KeepSubscriptions
from points.services.notices.tell_of_auctions import TellOfAuctions
from points.services.notices.tell_of_communities import TellOfCommunities
from points.services.notices.tell_of_events import TellOfEvents
from points.services.notices.tell_of_families import TellOfFamilies
from points.services.notices.tell_of_identity import TellOfIdentity
from points.services.notices.tell_of_relief import TellOfRelief
from points.services.notices.tell_of_rights import TellOfRights
from points.services.notices.tell_of_rules import TellOfRules
from points.services.notices.tell_of_tickets import TellOfTickets
from points.services.notices.tell_of_votes import TellOfVotes
from points.services.notices.tell_people import TellPeople
from points.services.notices.tell_winners import TellWinners
from points.services.notices.warn_expiry import WarnExpiry


@dataclass(frozen=True, slots=True)
class NoticeServices:
    """What people are told about their points."""

    tell: TellPeople
    winners: TellWinners
    auctions: TellOfAuctions
    tickets: TellOfTickets
    rights: TellOfRights
    identity: TellOfIdentity
    families: TellOfFamilies
    votes: TellOfVotes
    communities: TellOfCommunities
    events: TellOfEvents
    relief: TellOfRelief
    rules: TellOfRules
    warn: WarnExpiry
    deliver: DeliverNotices
    choose: ChooseNotices
    subscriptions: KeepSubscriptions


def assemble(db: Database, clock: Clock, cipher: Cipher, contacts: Contacts, officers: Officers) -> NoticeServices:
    telling, subscriptions = KeepNotices(contacts), KeepSubscriptions(db, clock, cipher)
    return NoticeServices(
        tell=TellPeople(db, clock, telling),
        winners=TellWinners(clock, telling),
        auctions=TellOfAuctions(clock, telling),
        tickets=TellOfTickets(clock, telling),
        rights=TellOfRights(clock, telling),
        identity=TellOfIdentity(clock, telling),
        families=TellOfFamilies(clock, telling),
        votes=TellOfVotes(clock, telling),
        communities=TellOfCommunities(clock, telling),
        events=TellOfEvents(clock, telling),
        relief=TellOfRelief(clock, telling, officers),
        rules=TellOfRules(clock, telling, officers),
        warn=WarnExpiry(db, clock, telling),
        deliver=DeliverNotices(db, clock, contacts, subscriptions),
        choose=ChooseNotices(db, clock),
        subscriptions=subscriptions,
    )
