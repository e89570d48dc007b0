"""An officer says who gets points: a file, a pasted list, a segment, or everybody verified in the town."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from points.campaign_file import FileRow, PeopleList, open_list, pasted_list
from points.models import AmountKind, AmountRule, PeopleSource, Segment
from points.models.campaign import MAX_ROWS
from points.ports import ResidentRegistry
from points.queries.campaign_terms import rule_of
from points.queries.programs import load_campaign, program_on_chain
from points.queries.segments import segment_people
from points.services.campaigns.open_terms import open_terms
from points.services.check_campaign import CheckCampaign


@dataclass(frozen=True, slots=True)
class Author:
    """An officer at work on one campaign of the town."""

    municipality: MunicipalityCode
    officer: Address
    campaign_id: int


class ChoosePeople:
    """Every way replaces the list before. Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, check_campaign: CheckCampaign, residents: ResidentRegistry) -> None:
        self.db = db
        self.clock = clock
        self.check_campaign = check_campaign
        self.residents = residents

    def from_file(self, author: Author, file: BinaryIO, file_name: str) -> None:
        """Amounts may be missing, or be money, until a rule says how many points they are.

        Raises: as CheckCampaign.check_list; NotFound for another town's campaign.
        """
        self._keep(author, open_list(file, needs_amounts=False), PeopleSource.FILE, file_name)

    def from_text(self, author: Author, text: str) -> None:
        """Raises: as above."""
        self._keep(author, pasted_list(text), PeopleSource.PASTE)

    def from_segment(self, author: Author, segment: Segment) -> None:
        """Raises: Invalid naming the field or for a segment of nobody; NotFound, CampaignLocked, Conflict."""
        today = business_date(self.clock.now())
        segment.check(today)
        with self.db.read() as session:
            people = segment_people(session, author.municipality, segment, today)
        self._keep_accounts(author, people, PeopleSource.SEGMENT, segment)

    def verified(self, author: Author) -> None:
        """Raises: as above."""
        self._keep_accounts(author, self.residents.verified(author.municipality), PeopleSource.VERIFIED)

    def given(self, author: Author, people: Iterable[Address], source: PeopleSource) -> None:
        """Those whom somebody else knows. Raises: as above."""
        self._keep_accounts(author, people, source)

    def _keep_accounts(
        self, author: Author, people: Iterable[Address], source: PeopleSource, segment: Segment | None = None
    ) -> None:
        known = dict(enumerate(people, start=1))
        if not known:
            raise Invalid("source", "nobody")
        if len(known) > MAX_ROWS:
            raise Invalid("source", "too_many_people", most=MAX_ROWS)
        rows = (FileRow(number, (account,), "", has_my_number=False) for number, account in known.items())
        self._keep(author, PeopleList("", False, rows), source, segment=segment, known=known)

    def _keep(
        self,
        author: Author,
        people: PeopleList,
        source: PeopleSource,
        source_name: str = "",
        *,
        segment: Segment | None = None,
        known: dict[int, Address] | None = None,
    ) -> None:
        rule = self._rule(author, people)

        def note(session: Session) -> None:
            _, terms = open_terms(session, author.municipality, author.campaign_id, author.officer, self.clock.now())
            if not people.corrects:
                terms.source, terms.segment = source, segment.kept if segment else {}
            terms.rule = rule

        self.check_campaign.check_people(author.campaign_id, people, source_name, rule=rule, known=known, note=note)

    def _rule(self, author: Author, people: PeopleList) -> AmountRule:
        """The campaign's; but money is never taken for points: of it a share has to be chosen."""
        with self.db.read() as session:
            campaign = load_campaign(session, author.campaign_id)
            program_on_chain(session, author.municipality, campaign.program_id)
            rule = rule_of(session, campaign)
        is_share_missing = people.is_in_yen and rule.kind is AmountKind.LISTED
        return AmountRule(AmountKind.SHARE) if is_share_missing else rule
