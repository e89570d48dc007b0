"""Draws the cards of a collection into the store: one when it is asked for, or all of them in the background.

A run may be stopped, killed and continued at any moment: what is drawn is in the store and in a row, and is skipped.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.artwork.cards import CardDesign
from marketplace.artwork.cid import checked_cid
from marketplace.artwork.press import Drawn, Press, Sheet, draw_sheet
from marketplace.errors import ContentForeign, ContentMissing, NotOnChain
from marketplace.models import ArtworkCard, ArtworkRun, Collection, RunState
from marketplace.ports import ContentStore
from marketplace.queries.card_designs import CardDesigns
from marketplace.queries.listings import address_of
from marketplace.services.artwork.use_design import find_collection

MOST_CARDS = 10_000  # of one run; later serials are drawn when they are asked for
SAMPLE = 0  # the serial under which the sample of a series is kept
_SHEET = 8  # cards
_CLAIM = timedelta(seconds=60)
_SECONDS = 3.0  # of one `advance`


@dataclass(frozen=True, slots=True)
class _Job:
    """What is left of a run. `pictures`: the uploads that its cards show."""

    collection: Collection
    address: Address
    edition: str
    left: Sequence[int]
    pictures: dict[str, bytes]


class DrawCards:
    def __init__(
        self, db: Database, clock: Clock, content: ContentStore, designs: CardDesigns, press: Press | None = None
    ) -> None:
        self.db = db
        self.clock = clock
        self.content = content
        self.designs = designs
        self._press = press or Press()
        self._me = secrets.token_hex(8)
        self._looked_over: set[tuple[int, str]] = set()

    def card(self, collection: Collection, serial: int | None, address: Address | None) -> str:
        """The name of one card, drawn when it is not there; without a serial that of the sample.

        Raises: ContentMissing, ContentForeign, StoreUnavailable.
        """
        key, edition = (collection.number, serial or SAMPLE), self.designs.edition(collection, address)
        with self.db.read() as session:
            known = session.get(ArtworkCard, key)
        if known is not None and known.edition == edition:
            return known.cid
        cid = self.content.put(self._one(collection, serial, address))
        with self.db.write() as session:
            session.merge(ArtworkCard(collection_number=key[0], serial=key[1], edition=edition, cid=cid))
        return cid

    def content_of(self, cid: str) -> bytes:
        """The bytes of a drawn card. What the store lost or mixed up is drawn again, as it gives the same bytes.

        Raises: Invalid (cid), NotFound, StoreUnavailable.
        """
        with self.db.read() as session:
            card = session.scalar(select(ArtworkCard).filter_by(cid=checked_cid(cid)).limit(1))
            if card is None:  # an upload that no card shows is nobody else's business
                raise NotFound("picture", cid)
            collection = session.get_one(Collection, card.collection_number)
            address = address_of(session, card.collection_number)
        try:
            return self.content.get(cid)
        except (ContentMissing, ContentForeign):
            pass
        drawn = self._one(collection, card.serial or None, address)
        if self.content.put(drawn) != cid:
            raise NotFound("picture", cid)
        return drawn

    def start(self, municipality: MunicipalityCode, officer: Address, number: int) -> None:
        """Begin to draw all cards, or go on after a pause. Does not check the officer's role; the surface does.

        Raises: NotFound, NotOnChain, Conflict (run, already_running).
        """
        now = self.clock.now()
        with self.db.write() as session:
            collection = find_collection(session, municipality, number)
            address = address_of(session, number)
            if address is None:
                raise NotOnChain(number)
            edition = self.designs.edition(collection, address)
            run = session.get(ArtworkRun, number, with_for_update=True)
            if run is not None and run.state == RunState.DRAWING and run.edition == edition:
                raise Conflict("run", "already_running")
            run = run or ArtworkRun(collection_number=number)
            run.edition, run.wanted = edition, min(collection.max_supply, MOST_CARDS)
            run.state, run.error_name, run.started_by, run.started_at = RunState.DRAWING, "", officer, now
            run.done_at = None
            session.add(run)
        self._looked_over.discard((number, edition))

    def pause(self, municipality: MunicipalityCode, number: int) -> None:
        """Raises: NotFound, Conflict (run, not_running)."""
        with self.db.write() as session:
            find_collection(session, municipality, number)
            run = session.get(ArtworkRun, number, with_for_update=True)
            if run is None or run.state != RunState.DRAWING:
                raise Conflict("run", "not_running")
            run.state = RunState.PAUSED

    def advance(self, seconds: float = _SECONDS) -> int:
        """Draw for about so long. Returns: how many cards.

        Raises: StoreUnavailable; the run goes on when it is called again.
        """
        number = self._claim()
        if number is None:
            self._press.rest()
            return 0
        try:
            job = self._job(number)
            return self._draw(job, seconds) if job.left else self._finish(number)
        except (ContentMissing, ContentForeign) as error:
            self._close(number, RunState.FAILED, type(error).__name__)
            return 0

    def _draw(self, job: _Job, seconds: float) -> int:
        until, count = time.monotonic() + seconds, 0
        sheets = self._sheets(job, until)
        for drawn in self._press.draw(sheets):
            names = [(card.serial, self.content.put(content)) for card, content in drawn]
            if not self._keep(job, names):
                break
            count += len(names)
        return count

    def _sheets(self, job: _Job, until: float) -> Iterator[Sheet]:
        for at in range(0, len(job.left), _SHEET):
            if at and time.monotonic() > until:
                return
            cards = [self.designs.of(job.collection, serial, job.address) for serial in job.left[at : at + _SHEET]]
            yield Sheet(tuple(cards), job.pictures | self._own_pictures(cards, job.pictures))

    def _claim(self) -> int | None:
        """A run that nobody draws now, for this process alone. Where there is none, nothing is locked."""
        now = self.clock.now()
        with self.db.read() as session:
            if session.scalar(select(ArtworkRun.collection_number).filter_by(state=RunState.DRAWING).limit(1)) is None:
                return None
        with self.db.write() as session:
            waiting = select(ArtworkRun).filter_by(state=RunState.DRAWING).order_by(ArtworkRun.started_at)
            for run in session.scalars(waiting.with_for_update(skip_locked=True)):
                if run.claimed_by == self._me or run.claimed_until is None or run.claimed_until <= now:
                    run.claimed_by, run.claimed_until = self._me, now + _CLAIM
                    return run.collection_number
        return None

    def _job(self, number: int) -> _Job:
        with self.db.write() as session:
            run, collection = session.get_one(ArtworkRun, number), session.get_one(Collection, number)
            address = address_of(session, number)
            assert address is not None, "a run begins with a collection that is on chain"
            run.edition = edition = self.designs.edition(collection, address)
            known = select(ArtworkCard.serial, ArtworkCard.cid).filter_by(collection_number=number, edition=edition)
            there = {row.serial: row.cid for row in session.execute(known)}
            wanted = run.wanted
        if (number, edition) not in self._looked_over:
            there = self._look_over(number, there)
            self._looked_over.add((number, edition))
        left = [serial for serial in range(1, wanted + 1) if serial not in there]
        return _Job(collection, address, edition, left, self._pictures(collection))

    def _look_over(self, number: int, there: dict[int, str]) -> dict[int, str]:
        """Once a run and process: rows whose picture the store has lost are forgotten, and drawn again."""
        lost = [serial for serial, cid in there.items() if not self.content.has(cid)]
        with self.db.write() as session:
            for at in range(0, len(lost), 500):
                these = ArtworkCard.serial.in_(lost[at : at + 500])
                session.execute(delete(ArtworkCard).where(ArtworkCard.collection_number == number, these))
        return {serial: cid for serial, cid in there.items() if serial not in set(lost)}

    def _keep(self, job: _Job, names: Sequence[tuple[int | None, str]]) -> bool:
        """Write down what was drawn. Returns: whether to go on."""
        now, number = self.clock.now(), job.collection.number
        with self.db.write() as session:
            for serial, cid in names:
                session.merge(ArtworkCard(collection_number=number, serial=serial, edition=job.edition, cid=cid))
            run = session.get_one(ArtworkRun, number)
            is_ours = run.state == RunState.DRAWING and run.claimed_by == self._me
            if is_ours:
                run.claimed_until = now + _CLAIM
            return is_ours

    def _finish(self, number: int) -> int:
        self._close(number, RunState.DONE)
        return 0

    def _close(self, number: int, state: RunState, error_name: str = "") -> None:
        with self.db.write() as session:
            run = session.get_one(ArtworkRun, number)
            run.state, run.error_name, run.claimed_until = state, error_name, None
            run.done_at = self.clock.now() if state is RunState.DONE else None

    def _one(self, collection: Collection, serial: int | None, address: Address | None) -> bytes:
        design = self.designs.of(collection, serial, address)
        pictures = {design.picture: self.content.get(design.picture)} if design.picture else {}
        return _only(draw_sheet(Sheet((design,), pictures)))

    def _own_pictures(self, cards: Sequence[CardDesign], known: Mapping[str, bytes]) -> dict[str, bytes]:
        """Uploads that single cards show, beside that of the series."""
        names = {card.picture for card in cards if card.picture} - known.keys()
        return {cid: self.content.get(cid) for cid in sorted(names)}

    def _pictures(self, collection: Collection) -> dict[str, bytes]:
        cid = collection.design.picture if collection.design is not None else ""
        return {cid: self.content.get(cid)} if cid else {}


def _only(drawn: Drawn) -> bytes:
    ((_, content),) = drawn
    return content
