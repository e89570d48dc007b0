"""Open a poll: fix its rules for good."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import CommunityUnknown
from dao.models import Community
from dao.models.description import MAX_BODY, check_text, check_title
from dao.models.polls import Holding, House, Mode, Option, Poll, Rules
from dao.models.polls.rules import MOST_OPTIONS
from dao.models.polls.sealing import Seal
from dao.ports import Holders, TokenTier

SHORTEST_SECONDS = 10 * 60
LONGEST_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class PollDraft:
    title_ja: str
    title_en: str
    body: str  # Markdown
    mode: Mode
    options: tuple[Option, ...]
    seats: int
    opens_at: int  # unix seconds; 0 = at once
    closes_at: int
    least_votes: int
    house: House = House.CARDS
    least_persons: int = 0
    tier: str | None = None  # of the community's token: who reaches it votes; "" for all holders, None for no condition


class OpenPoll:
    def __init__(self, db: Database, clock: Clock, holders: Holders) -> None:
        self._db = db
        self._clock = clock
        self._holders = holders

    def open(self, slug: str, municipality: MunicipalityCode, curator: Address, draft: PollDraft) -> int:
        """The caller has checked that `curator` curates for `municipality`. Returns: the poll's number.

        Raises: CommunityUnknown, Invalid naming the field.
        """
        now = self._clock.now()
        checked = checked_draft(draft, unix(now))
        with self._db.write() as session:
            community = community_for(session, slug, municipality)
            tiers = self._holders.tiers_of(session, slug)
            row = new_poll(community, municipality, curator, checked, tiers, now)
            session.add(row)
            session.flush()
            return row.id


def community_for(session: Session, slug: str, municipality: MunicipalityCode) -> Community:
    """Raises: CommunityUnknown, Invalid (municipality)."""
    community = session.scalar(select(Community).filter_by(slug=slug))
    if community is None:
        raise CommunityUnknown(slug)
    if str(municipality) not in community.towns:
        raise Invalid("municipality", "not_of_community", code=str(municipality))
    return community


def new_poll(
    community: Community,
    municipality: MunicipalityCode,
    curator: Address,
    checked: PollDraft,
    tiers: Sequence[TokenTier],
    now: datetime,
    seal: Seal | None = None,
) -> Poll:
    """The row with its rules fixed, from a draft that was checked. `tiers`: of the community's tokens.

    Raises: Invalid (tier).
    """
    rules = Rules(
        community=community.slug,
        municipality=int(municipality),
        title_ja=checked.title_ja,
        title_en=checked.title_en,
        body=checked.body,
        mode=checked.mode,
        options=checked.options,
        seats=checked.seats,
        collection=community.collection,
        opens_at=checked.opens_at,
        closes_at=checked.closes_at,
        least_votes=checked.least_votes,
        salt=secrets.token_hex(16),
        house=checked.house,
        towns=tuple(community.towns) if checked.house.counts_persons else (),
        least_persons=checked.least_persons,
        seal=seal,
        tokens=_tokens(tiers) if checked.house is House.HOLDERS else (),
        holding=holding_for(checked.tier, tiers),
    )
    return Poll(
        poll=rules.poll,
        community=community.slug,
        stored_rules=rules.as_json(),
        opens_at=rules.opens_at,
        closes_at=rules.closes_at,
        opened_by=curator,
        created_at=now,
        secret=secrets.token_bytes(32),
        is_sealed=seal is not None,
    )


def holding_for(tier: str | None, tiers: Sequence[TokenTier]) -> Holding | None:
    """The condition as the rules have it. Raises: Invalid (tier)."""
    if tier is None:
        return None
    if tier == "" and tiers:
        return Holding(_tokens(tiers), 1)
    found = next((one for one in tiers if one.key == tier), None)
    if found is None:
        raise Invalid("tier", "one_option")
    return Holding((found.token,), found.least, found.name_ja, found.name_en)


def _tokens(tiers: Sequence[TokenTier]) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(one.token for one in tiers))


def checked_draft(draft: PollDraft, now: int) -> PollDraft:
    """Raises: Invalid naming the field."""
    opens_at = draft.opens_at or now
    if opens_at < now:
        raise Invalid("opens_at", "in_the_past")
    if not SHORTEST_SECONDS <= draft.closes_at - opens_at <= LONGEST_SECONDS:
        raise Invalid("closes_at", "poll_length", minutes=SHORTEST_SECONDS // 60, days=LONGEST_SECONDS // 86_400)
    options = tuple(
        Option(
            check_title("options", option.title_ja),
            check_title("options", option.title_en, may_be_empty=True),
            option.picture,
        )
        for option in draft.options
    )
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Invalid("options", "too_few_or_many", most=MOST_OPTIONS)
    if len({option.title_ja for option in options}) != len(options):
        raise Invalid("options", "option_twice")
    if len({bool(option.picture) for option in options}) > 1:
        raise Invalid("pictures", "one_each", options=len(options))
    if not 1 <= draft.seats < len(options):
        raise Invalid("seats", "seats_of_options", most=len(options) - 1)
    if draft.least_votes < 0:
        raise Invalid("least_votes", "negative")
    if draft.least_persons < 0:
        raise Invalid("least_persons", "negative")
    if draft.house is not House.CARDS and draft.mode is Mode.QUADRATIC:
        raise Invalid("house", "quadratic_by_cards")
    return PollDraft(
        check_title("title_ja", draft.title_ja),
        check_title("title_en", draft.title_en, may_be_empty=True),
        check_text("body", draft.body, MAX_BODY, may_be_empty=True),
        draft.mode,
        options,
        draft.seats,
        opens_at,
        draft.closes_at,
        draft.least_votes,
        draft.house,
        draft.least_persons,
        draft.tier,
    )
