"""Who meets the conditions now. Asked anew each time: no list of them is kept, so that who leaves is in none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, end_of_day, unix
from chain.ids import Address, MunicipalityCode
from points.analytics.segments.conditions import Conditions
from points.analytics.segments.ports import SegmentFacts
from points.bridges.rules.deciding import Places, is_of_age, lives_right
from points.bridges.rules.ports import PeopleFacts
from points.bridges.rules.terms import Residence
from points.models import MerchantOnChain, PaymentOnChain, RefundOnChain, Segment, SegmentKind
from points.ports import Contacts
from points.queries.segments import segment_people

_MONTHS = 12


class SegmentPeople:
    """Persons who can look at what they are told: neither shops nor paper cards."""

    def __init__(self, clock: Clock, facts: SegmentFacts, people: PeopleFacts, contacts: Contacts) -> None:
        self._clock = clock
        self._facts = facts
        self._people = people
        self._contacts = contacts

    def find(self, session: Session, town: MunicipalityCode, asked: Conditions) -> frozenset[Address]:
        """Raises: NotFound for a campaign of another town."""
        now = self._clock.now()
        met = self._candidates(session, town, asked, now)
        standings, places = self._people.find(session, met, now), Places(town, ())
        return frozenset(
            account
            for account, standing in standings.items()
            if lives_right(asked.residence, standing, places) and is_of_age(asked.age_bands, standing)
        )

    def persons(self, accounts: Collection[Address]) -> dict[Address, bool]:
        """Those behind whom somebody is, and whether they have a mail address. Asked outside any transaction."""
        return dict(self._contacts.mail_holders(accounts))

    def _candidates(
        self, session: Session, town: MunicipalityCode, asked: Conditions, now: datetime
    ) -> frozenset[Address]:
        """By everything but home and age, which are looked up last. Where nothing else is asked: whom the town knows,
        which is who lives there, holds its card or has paid there."""
        today = business_date(now)
        groups: list[Collection[Address]] = []
        if asked.campaign_id:
            received = Segment(SegmentKind.RECEIVERS, campaign_id=asked.campaign_id)
            groups.append(segment_people(session, town, received, today))
        if asked.least_spent:
            groups.append(_spenders(session, town, asked.least_spent, _since(today, asked.spent_months)))
        if asked.unseen_months:
            seen = set(session.scalars(_customers(town, _since(today, asked.unseen_months))))
            groups.append(set(session.scalars(_customers(town, 0))) - seen)
        if asked.needs_card:
            groups.append(self._facts.card_holders(session, town))
        if asked.community:
            groups.append(self._facts.members(session, town, asked.community))
        if not groups and asked.residence is Residence.RESIDENT:
            groups.append(self._facts.residents(session, town))
        if not groups:
            known = {*self._facts.residents(session, town), *self._facts.card_holders(session, town)}
            groups.append(known | set(session.scalars(_customers(town, 0))))
        return frozenset.intersection(*map(frozenset, groups))


def _since(today: date, months: int) -> int:
    """The moment from which so many months up to and with today count. Units: unix seconds."""
    number = today.year * _MONTHS + today.month - 1 - months
    first = date(number // _MONTHS, number % _MONTHS + 1, 1)
    return unix(end_of_day(first + timedelta(days=today.day - 2)))


def _here(town: MunicipalityCode) -> Select[int]:
    return select(MerchantOnChain.merchant_id).where(MerchantOnChain.municipality == town)


def _customers(town: MunicipalityCode, since: int) -> Select[Address]:
    paid = select(PaymentOnChain.holder).where(PaymentOnChain.merchant_id.in_(_here(town)))
    return paid.where(PaymentOnChain.block_time >= since).distinct()


def _spenders(session: Session, town: MunicipalityCode, least: int, since: int) -> list[Address]:
    back = (
        select(RefundOnChain.payment_id, func.sum(RefundOnChain.amount).label("amount"))
        .group_by(RefundOnChain.payment_id)
        .subquery()
    )
    spent = func.sum(PaymentOnChain.amount - func.coalesce(back.c.amount, 0))
    found = (
        select(PaymentOnChain.holder)
        .outerjoin(back, back.c.payment_id == PaymentOnChain.payment_id)
        .where(PaymentOnChain.merchant_id.in_(_here(town)), PaymentOnChain.block_time >= since)
        .group_by(PaymentOnChain.holder)
        .having(spent >= least)
    )
    return list(session.scalars(found))
