"""The press: everybody who has nothing of this relief yet stands on a list, and a second officer is asked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.events import record
from chain.ids import Address, MunicipalityCode
from points.errors import ReliefRefused
from points.models import (
    AmountKind,
    AmountRule,
    Campaign,
    CampaignKind,
    CampaignTerms,
    DecisionKind,
    PeopleSource,
    ProgramState,
    Relief,
    ReliefMember,
    ReliefRecipient,
    ReliefRound,
)
from points.queries.programs import find_program, program_on_chain
from points.queries.relief import load_relief, missed_by, open_round
from points.services.campaigns.approve_campaign import note_decision
from points.services.campaigns.check_ready import check_terms
from points.services.check_campaign import CampaignPlan, CheckCampaign
from points.services.relief.find_people import FindPeople, Household, StruckPeople
from points.services.relief.moving import round_moved

_AT_ONCE = 1_000
_MESSAGE_JA = (
    "「{title}」として{amount}をお届けしました。手続きは要りません。"
    "{expiry}まで、{program}が使えるお店でお使いください。"
)
_MESSAGE_EN = (
    "You have received {amount}: “{title}”. There is nothing to apply for. Spend them by {expiry} at shops that take "
    "{program}."
)
_FOR_ALL_JA = "1世帯に1回の支援です。ご家族を代表して、あなたに届きました。"
_FOR_ALL_EN = "This relief is given once to each household. It came to you for all of your family. "


class AskRelief:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, check_campaign: CheckCampaign, people: FindPeople) -> None:
        self.db = db
        self.clock = clock
        self.check_campaign = check_campaign
        self.people = people

    def ask(self, issuer: MunicipalityCode, officer: Address, relief_id: int) -> int:
        """The campaign's number. One transaction, so that a list without its round, or the other way round, is never
        left behind.

        Raises: NotFound, Invalid, ReliefRefused (waiting, program, nobody), CampaignNotReady.
        """
        now = self.clock.now()
        with self.db.write() as session:
            relief = load_relief(session, issuer, relief_id, lock=True)
            self._check(session, relief, now)
            _forget(session, relief, missed_by(session, relief))
            struck = self.people.of(session, relief, now)
            new = struck.new
            if not new:
                raise ReliefRefused("nobody")
            campaign, terms = self._campaign(session, relief, officer, now)
            self.check_campaign.keep_known(session, campaign, [one.account for one in new], relief.each)
            check_terms(session, campaign, business_date(now))
            round_ = ReliefRound(relief_id=relief.id, campaign_id=campaign.id, asked_by=officer, asked_at=now)
            session.add(round_)
            session.flush()
            _keep(session, relief, campaign, struck)
            note_decision(session, campaign, terms, DecisionKind.ASK, officer, now)
            record(session, round_moved(relief, round_, "asked", officer), now)
            return campaign.id

    def _check(self, session: Session, relief: Relief, now: datetime) -> None:
        if open_round(session, relief) is not None:
            raise ReliefRefused("waiting")
        today = business_date(now)
        if find_program(session, relief.municipality, relief.program_id, today).state != ProgramState.OPEN:
            raise ReliefRefused("program")
        program = program_on_chain(session, relief.municipality, relief.program_id)
        _plan(relief).check(program, today)

    def _campaign(
        self, session: Session, relief: Relief, officer: Address, now: datetime
    ) -> tuple[Campaign, CampaignTerms]:
        plan = _plan(relief)
        campaign = Campaign(
            campaign_key=secrets.token_bytes(32),
            program_id=plan.program_id,
            purpose=plan.purpose,
            expiry_day=plan.expiry_day,
            created_by=officer,
            created_at=now,
        )
        session.add(campaign)
        session.flush()
        terms = CampaignTerms.plain(campaign)
        terms.kind, terms.source = CampaignKind.RELIEF, PeopleSource.RELIEF
        terms.title_en = f"Relief points: {relief.name_en or relief.name_ja}"
        terms.rule = AmountRule(AmountKind.SAME, relief.each)
        terms.message_ja, terms.message_en = _MESSAGE_JA, _MESSAGE_EN
        if relief.per_household:
            terms.message_ja, terms.message_en = _FOR_ALL_JA + _MESSAGE_JA, _FOR_ALL_EN + _MESSAGE_EN
        session.add(terms)
        session.flush()
        return campaign, terms


def _plan(relief: Relief) -> CampaignPlan:
    return CampaignPlan(relief.program_id, f"{relief.name_ja} 支援ポイント", relief.expiry_day)


def _keep(session: Session, relief: Relief, campaign: Campaign, struck: StruckPeople) -> None:
    """Past the unit of work, which knows rows one by one."""
    recipients = [
        {
            "relief_id": relief.id,
            "account": one.account,
            "person": one.person,
            "basis": one.basis,
            "campaign_id": campaign.id,
        }
        for one in struck.new
    ]
    members = [row for one in struck.households for row in _members(relief, campaign, one)]
    connection = session.connection()
    for table, rows in ((ReliefRecipient.__table__, recipients), (ReliefMember.__table__, members)):
        for start in range(0, len(rows), _AT_ONCE):
            connection.execute(insert(table), rows[start : start + _AT_ONCE])  # type: ignore[arg-type]


def _members(relief: Relief, campaign: Campaign, household: Household) -> Iterator[dict[str, Any]]:
    struck = {one.account: one.person for one in household.struck}
    persons = set[bytes]()
    for account in household.members:
        person = struck.get(account)
        if person in persons:  # a paper card beside one's own account
            person = None
        if person:
            persons.add(person)
        yield {
            "relief_id": relief.id,
            "account": account,
            "person": person,
            "head": household.struck[0].account,
            "is_struck": account in struck,
            "campaign_id": campaign.id,
        }


def _forget(session: Session, relief: Relief, missed: set[Address]) -> None:
    """Who got nothing by a campaign that was given up may get it by this one."""
    accounts = sorted(missed)
    for start in range(0, len(accounts), _AT_ONCE):
        some = accounts[start : start + _AT_ONCE]
        session.execute(
            delete(ReliefRecipient).where(ReliefRecipient.relief_id == relief.id, ReliefRecipient.account.in_(some))
        )
        session.execute(delete(ReliefMember).where(ReliefMember.relief_id == relief.id, ReliefMember.head.in_(some)))
