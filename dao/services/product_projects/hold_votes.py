"""A steward opens the polls of a product project: about prototypes, and where it was said so, about the maker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.models.polls import House, Option
from dao.models.product_projects import MakerBy, ProductProject, Situation, StepKind
from dao.models.product_projects.errors import NotItsTurn
from dao.ports import Directory, ProductSales
from dao.queries.product_projects.finding import steered_project
from dao.queries.product_projects.readers import Readers
from dao.queries.product_projects.standing import applications_of
from dao.services.polls.open_poll import PollDraft, checked_draft, community_for, new_poll
from dao.services.product_projects.steps import note_step, require_situation


class HoldVotes:
    """The polls are polls like all others; the town that named the steward announces their results. Where the community
    has a token, holding it is enough to vote: by one vote for each holder, of a project for holders those it is for."""

    def __init__(self, db: Database, clock: Clock, sales: ProductSales, directory: Directory, readers: Readers) -> None:
        self._db = db
        self._clock = clock
        self._sales = sales
        self._directory = directory
        self._readers = readers

    def about_prototypes(self, number: int, steward: Address, draft: PollDraft) -> int:
        """Number of the poll; each option has a picture. Again where the first vote decided nothing.

        Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn, Invalid.
        """
        if not all(option.picture for option in draft.options):
            raise Invalid("pictures", "one_each", options=len(draft.options))
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            now = self._clock.now()
            require_situation(session, self._sales, project, now, Situation.BEGUN, Situation.UNDECIDED)
            project.vote_poll = self._open(session, project, steward, replace(draft, seats=1))
            note_step(session, project, StepKind.VOTE_OPENED, steward, now)
            return project.vote_poll

    def about_the_maker(self, number: int, steward: Address, draft: PollDraft) -> int:
        """The options are the shops that applied, whatever the draft says.

        Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn, Invalid.
        """
        names = {payee.address: payee for payee in self._directory.payees()}
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            now = self._clock.now()
            found = require_situation(session, self._sales, project, now, Situation.APPLIED)
            shops = [one.shop for one in applications_of(session, number)]
            if project.maker_by != MakerBy.POLL or len(shops) < 2:
                raise NotItsTurn(number, found)
            options = [
                Option(names[one].name_ja, names[one].name_en) if one in names else _unnamed(one) for one in shops
            ]
            asked = replace(draft, options=_told_apart(options), seats=1)
            project.maker_poll = self._open(session, project, steward, asked)
            project.maker_options = [str(one) for one in shops]
            note_step(session, project, StepKind.MAKER_VOTE_OPENED, steward, now)
            return project.maker_poll

    def _open(self, session: Session, project: ProductProject, steward: Address, draft: PollDraft) -> int:
        town, now = MunicipalityCode(project.municipality), self._clock.now()
        community = community_for(session, project.community, town)
        tiers = self._readers.tiers(session, project.community)
        if tiers:
            draft = replace(draft, house=House.HOLDERS, tier=project.tier, least_persons=0)
        row = new_poll(community, town, steward, checked_draft(draft, unix(now)), tiers, now)
        session.add(row)
        session.flush()
        return row.id


def _unnamed(shop: Address) -> Option:
    """A shop that was suspended since it applied."""
    return Option(shop, shop)


def _told_apart(options: Sequence[Option]) -> tuple[Option, ...]:
    """Two shops of one name get numbers."""
    found: list[Option] = []
    for option in options:
        same = sum(one.title_ja.startswith(option.title_ja) for one in found)
        marked = Option(f"{option.title_ja} ({same + 1})", f"{option.title_en} ({same + 1})")
        found.append(marked if option.title_ja in {one.title_ja for one in found} else option)
    return tuple(found)
