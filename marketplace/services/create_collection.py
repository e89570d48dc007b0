"""An officer opens a collection (作品): one series of tokens with its words and its terms on chain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.acts import collection_terms, new_collection_act
from marketplace.errors import TownUnknown
from marketplace.models import MEMBER_CARDS, Collection, Detail, PublishState, Rarity, Town
from marketplace.models.kinds import detail_to_json
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER, OFFICER_SIGNATURE_LIFE, ToSign

_SERIES = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HIGHEST_ROYALTY = 1_000  # basis points


@dataclass(frozen=True, slots=True)
class CollectionDraft:
    """`series` is a slug. Royalties of resales go to `royalty_receiver`, who is the `artist` where one is named."""

    series: str
    symbol: str
    municipality: MunicipalityCode
    detail: Detail
    name_ja: str
    name_en: str
    story_ja: str
    story_en: str
    gives_ja: tuple[str, ...]
    gives_en: tuple[str, ...]
    scene: str
    max_supply: int
    royalty_receiver: Address
    royalty_basis_points: int = 0
    upright_ja: str = ""
    until_ja: str = ""
    until_en: str = ""
    rarity: Rarity = Rarity.COMMON
    artist: str = ""
    community: str = ""
    votes: bool = False
    locked: bool = False
    minter: Address = ZERO_ADDRESS  # beside the market, as a crowdfund for its supporters
    design_id: int | None = None  # else it looks as its own words say

    def checked(self) -> CollectionDraft:
        """Raises: Invalid naming the field."""
        if not _SERIES.fullmatch(self.series) or len(self.series) > 80:
            raise Invalid("series", "not_a_slug", value=self.series)
        for field in ("name_ja", "name_en", "story_ja", "story_en", "symbol"):
            if not str(getattr(self, field)).strip():
                raise Invalid(field, "empty")
        if self.max_supply < 1:
            raise Invalid("max_supply", "too_few")
        if not 0 <= self.royalty_basis_points <= _HIGHEST_ROYALTY:
            raise Invalid("royalty_basis_points", "out_of_range", most=_HIGHEST_ROYALTY)
        is_locked = self.locked or self.detail.kind in MEMBER_CARDS
        return replace(self, locked=is_locked, name_ja=self.name_ja.strip(), name_en=self.name_en.strip())


class CreateCollection:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, public_url: str) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.metadata_url = f"{public_url.rstrip('/')}/metadata/collections"

    def prepare(self, officer: Address, draft: CollectionDraft) -> ToSign:
        """Raises: Invalid, TownUnknown, Conflict (series, taken)."""
        with self.db.write() as session:
            return self.ask(session, self.add(session, officer, draft), officer)

    def add(self, session: Session, officer: Address, draft: CollectionDraft) -> Collection:
        """Keep it unsigned. Raises: Invalid, TownUnknown, Conflict (series, taken)."""
        draft = draft.checked()
        self._require_new(session, draft)
        number = unused_number(session, Collection.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER)
        collection = Collection(
            number=number,
            **_words(draft),
            base_uri=f"{self.metadata_url}/{number}/",
            contract_uri=f"{self.metadata_url}/{number}",
            officer=officer,
            deadline=0,
            created_at=self.clock.now(),
        )
        session.add(collection)
        session.flush()
        return collection

    def change(self, collection: Collection, draft: CollectionDraft) -> None:
        """Other words for one that nobody has signed; its series stays. Raises: Invalid."""
        words = _words(draft.checked())
        for name in words.keys() - {"series", "municipality"}:
            setattr(collection, name, words[name])

    def ask(self, session: Session, collection: Collection, officer: Address) -> ToSign:
        """What the officer signs to bring an unsigned collection on chain."""
        collection.officer = officer
        collection.deadline = unix(self.clock.now() + OFFICER_SIGNATURE_LIFE)
        session.flush()
        act = new_collection_act(collection)
        return ToSign(str(collection.number), self.contracts.market.new_collection_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        now = self.clock.now()
        with self.db.write() as session:
            collection = session.get(Collection, int(subject), with_for_update=True)
            if collection is None:
                raise NotFound("collection", subject)
            act, terms = new_collection_act(collection), collection_terms(collection)
            call = self.contracts.market.create_collection(act, terms, collection.officer, signature)
            name = f"marketplace.collection:{collection.number}"
            key = f"{name}:{collection.deadline}"
            enqueue(session, call, key=key, subject=name, now=now, principal=collection.officer)
            collection.state = PublishState.PENDING

    def _require_new(self, session: Session, draft: CollectionDraft) -> None:
        if session.get(Town, draft.municipality) is None:
            raise TownUnknown(draft.municipality)
        if session.scalar(select(Collection.number).filter_by(series=draft.series)) is not None:
            raise Conflict("series", "taken", value=draft.series)


def _words(draft: CollectionDraft) -> dict[str, object]:
    kept = (
        "series", "symbol", "municipality", "name_ja", "name_en", "story_ja", "story_en", "scene", "max_supply",
        "royalty_receiver", "royalty_basis_points", "upright_ja", "until_ja", "until_en", "rarity", "artist",
        "community", "votes", "locked", "minter", "design_id",
    )  # fmt: skip
    words = {name: getattr(draft, name) for name in kept}
    lists = {"gives_ja": list(draft.gives_ja), "gives_en": list(draft.gives_en)}
    return {**words, **lists, "kind": draft.detail.kind, "detail": detail_to_json(draft.detail)}
