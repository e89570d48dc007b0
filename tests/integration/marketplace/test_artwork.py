"""Designs and drawn cards: what an officer saves is kept, a run loses nothing when it is stopped, killed or robbed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from app.demo.towns import DEMO_TOWNS
from app.wiring import Platform
from chain.clock import FixedClock
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import MunicipalityCode
from marketplace.artwork.cards import CLOTH
from marketplace.artwork.forms import Form, encoded
from marketplace.artwork.press import Drawn, Press, Sheet
from marketplace.errors import ContentMissing, NotOnChain, PictureRefused
from marketplace.models import ArtworkCard, ArtworkRun, Collection, RunState
from marketplace.models.design_words import DesignWords
from marketplace.services.artwork.draw_cards import DrawCards
from tests.web.marketplace.conftest import OFFICER, Market, address, draft_of, offer_named

UPLOAD = encoded(Image.linear_gradient("L").resize((400, 300)).convert("RGB"), Form.PNG)
WORDS = DesignWords("waterfall", "asanoha", "rare", "滝の夜のカード", "A Night at the Falls", "滝の夜")
OTHER_OFFICER = address("officer of another town")


class QuickPress(Press):
    """Draws nothing: the content of a card is its design in words. What is drawn is tested with the artwork."""

    def draw(self, sheets: Iterable[Sheet]) -> Iterator[Drawn]:
        for sheet in sheets:
            yield [(card, repr(card).encode()) for card in sheet.cards]


@pytest.fixture
def market(platform: Platform) -> Market:
    return Market(platform)


@pytest.fixture
def series(market: Market) -> Collection:
    """A collection on chain with 20 serials."""
    market.offer(offer_named("four-towns-ambassador"))
    return only_collection(market.platform, max_supply=20, scene=CLOTH)


def only_collection(platform: Platform, **changed: int | str) -> Collection:
    with platform.db.write() as session:
        found = session.scalars(select(Collection)).one()
        for name, value in changed.items():
            setattr(found, name, value)
        session.flush()
        session.refresh(found)
        return found


def drawing(platform: Platform) -> DrawCards:
    market = platform.marketplace
    return DrawCards(platform.db, platform.clock, market.content, market.artwork.designs, QuickPress())


def cards(platform: Platform) -> dict[int, str]:
    with platform.db.read() as session:
        return {card.serial: card.cid for card in session.scalars(select(ArtworkCard))}


def run(platform: Platform) -> ArtworkRun:
    with platform.db.read() as session:
        return session.scalars(select(ArtworkRun)).one()


def another_town(platform: Platform, series: Collection) -> MunicipalityCode:
    other = next(town for town in DEMO_TOWNS if town.code != series.municipality)
    Market(platform).town(other)
    return other.code


def test_a_design_is_saved_changed_and_once_in_use_saved_as_another(platform: Platform, series: Collection) -> None:
    artwork, town = platform.marketplace.artwork, series.municipality
    cid = artwork.keep_picture.keep(town, OFFICER, UPLOAD)
    assert artwork.keep_picture.keep(town, OFFICER, UPLOAD) == cid
    assert Image.open(io.BytesIO(artwork.keep_picture.read(town, cid))).size == (400, 300)
    first = artwork.save_design.save(town, OFFICER, replace(WORDS, picture=cid))
    assert artwork.save_design.save(town, OFFICER, WORDS, first) == first
    with platform.db.write() as session:
        session.get_one(Collection, series.number).design_id = first
    again = artwork.save_design.save(town, OFFICER, WORDS, first)
    assert again != first
    page = artwork.pages.design(town, first)
    assert page.is_used
    assert page.design is not None
    assert page.design.name_ja == "滝の夜のカード"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("name_ja", " ", "empty"),
        ("name_en", "\u200b\u202e", "empty"),
        ("name_ja", "長" * 81, "too_long"),
        ("upright_ja", "長" * 25, "too_long"),
        ("name_en", "123456789018", "my_number"),
        ("scene", "atlantis", "unknown"),
        ("pattern", "../..", "unknown"),
        ("rarity", "mythic", "unknown"),
        ("picture", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", "unknown"),
    ],
)
def test_what_a_design_may_not_say_is_refused_by_field(
    platform: Platform, series: Collection, field: str, value: str, reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        words = DesignWords(**(asdict(WORDS) | {field: value}))
        platform.marketplace.artwork.save_design.save(series.municipality, OFFICER, words)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_towns_do_not_touch_each_others_artwork(platform: Platform, series: Collection) -> None:
    artwork, ours = platform.marketplace.artwork, series.municipality
    theirs = another_town(platform, series)
    cid = artwork.keep_picture.keep(ours, OFFICER, UPLOAD)
    design = artwork.save_design.save(ours, OFFICER, WORDS)
    their_design = artwork.save_design.save(theirs, OTHER_OFFICER, WORDS)
    with pytest.raises(NotFound):
        artwork.keep_picture.read(theirs, cid)
    with pytest.raises(Invalid):
        artwork.save_design.save(theirs, OTHER_OFFICER, replace(WORDS, picture=cid))
    with pytest.raises(NotFound):
        artwork.save_design.save(theirs, OTHER_OFFICER, WORDS, design)
    for town, one in ((theirs, their_design), (theirs, design), (ours, their_design)):
        with pytest.raises(NotFound):
            artwork.use_design.prepare(town, OTHER_OFFICER, one, series.number)
    with pytest.raises(NotFound):
        artwork.draw_cards.start(theirs, OTHER_OFFICER, series.number)
    with pytest.raises(NotFound):
        artwork.draw_cards.pause(theirs, series.number)


def test_a_refused_picture_leaves_nothing_behind(platform: Platform, series: Collection) -> None:
    with pytest.raises(PictureRefused):
        platform.marketplace.artwork.keep_picture.keep(series.municipality, OFFICER, b"<svg onload=alert(1)/>")
    assert not platform.settings.content_dir.exists()


def test_a_collection_that_is_not_on_chain_takes_a_design_at_once(platform: Platform, market: Market) -> None:
    offer = offer_named("four-towns-ambassador")
    market.offer(offer)
    draft = replace(draft_of(offer), series="another-series")
    number = int(platform.marketplace.create_collection.prepare(OFFICER, draft).subject)
    artwork, town = platform.marketplace.artwork, offer.municipality
    design = artwork.save_design.save(town, OFFICER, WORDS)
    assert artwork.use_design.prepare(town, OFFICER, design, number) is None
    with platform.db.read() as session:
        collection = session.get_one(Collection, number)
    assert artwork.designs.of(collection, None).name_ja == "滝の夜のカード"
    with pytest.raises(Conflict):
        artwork.use_design.prepare(town, OFFICER, design, number)
    with pytest.raises(NotOnChain):
        artwork.draw_cards.start(town, OFFICER, number)


def test_one_card_is_drawn_when_asked_for_and_only_once(platform: Platform, series: Collection) -> None:
    draw, at = drawing(platform), address("four-towns-ambassador")
    cid = draw.card(series, 3, at)
    assert draw.card(series, 3, at) == cid
    assert draw.card(series, 4, at) != cid
    assert Image.open(io.BytesIO(draw.content_of(cid))).size == (1200, 1680)
    assert set(cards(platform)) == {3, 4}


@pytest.mark.parametrize("harm", ["lost", "other bytes"])
def test_a_card_that_the_store_lost_is_drawn_again_to_the_same_bytes(
    platform: Platform, series: Collection, harm: str
) -> None:
    draw, at = drawing(platform), address("four-towns-ambassador")
    cid = draw.card(series, 3, at)
    before = draw.content_of(cid)
    (path,) = platform.settings.content_dir.rglob(cid)
    path.unlink() if harm == "lost" else path.write_bytes(b"foreign")
    assert draw.content_of(cid) == before
    assert path.read_bytes() == before


def test_only_drawn_cards_are_given_by_name(platform: Platform, series: Collection) -> None:
    upload = platform.marketplace.artwork.keep_picture.keep(series.municipality, OFFICER, UPLOAD)
    with platform.db.write() as session:
        assert session.scalar(select(ArtworkCard).filter_by(cid=upload)) is None
    with pytest.raises(NotFound):
        drawing(platform).content_of("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")


def test_a_run_draws_all_is_paused_and_goes_on(platform: Platform, series: Collection) -> None:
    town, draw = series.municipality, drawing(platform)
    draw.start(town, OFFICER, series.number)
    with pytest.raises(Conflict):
        draw.start(town, OFFICER, series.number)
    assert draw.advance(seconds=0) == 8
    draw.pause(town, series.number)
    assert draw.advance() == 0
    with pytest.raises(Conflict):
        draw.pause(town, series.number)
    first = cards(platform)
    draw.start(town, OFFICER, series.number)
    while run(platform).state == RunState.DRAWING:
        draw.advance(seconds=60)
    assert set(cards(platform)) == set(range(1, 21))
    assert first.items() <= cards(platform).items()
    view = platform.marketplace.artwork.pages.series(town, series.number)
    assert (view.drawn, view.wanted, view.is_drawing, view.is_outdated) == (20, 20, False, False)


def test_two_schedulers_do_not_draw_one_run_and_a_dead_one_is_taken_over_from(
    platform: Platform, series: Collection, clock: FixedClock
) -> None:
    one, other = drawing(platform), drawing(platform)
    one.start(series.municipality, OFFICER, series.number)
    assert one.advance(seconds=0) == 8
    assert other.advance(seconds=0) == 0
    clock.advance(timedelta(minutes=2))
    assert other.advance(seconds=0) == 8


def test_another_design_is_drawn_anew(platform: Platform, series: Collection) -> None:
    draw, town = drawing(platform), series.municipality
    only_collection(platform, max_supply=2)
    draw.start(town, OFFICER, series.number)
    assert [draw.advance(seconds=60), draw.advance()] == [2, 0]
    before = cards(platform)
    design = platform.marketplace.artwork.save_design.save(town, OFFICER, WORDS)
    only_collection(platform, design_id=design)
    assert platform.marketplace.artwork.pages.series(town, series.number).is_outdated
    draw.start(town, OFFICER, series.number)
    assert draw.advance(seconds=60) == 2
    assert not before.items() & cards(platform).items()


def test_a_run_whose_picture_is_lost_fails_by_name_and_may_be_started_again(
    platform: Platform, series: Collection
) -> None:
    artwork, town, draw = platform.marketplace.artwork, series.municipality, drawing(platform)
    cid = artwork.keep_picture.keep(town, OFFICER, UPLOAD)
    design = artwork.save_design.save(town, OFFICER, replace(WORDS, picture=cid))
    only_collection(platform, design_id=design, max_supply=1)
    (path,) = platform.settings.content_dir.rglob(cid)
    kept = path.read_bytes()
    path.unlink()
    draw.start(town, OFFICER, series.number)
    assert draw.advance() == 0
    assert (run(platform).state, run(platform).error_name) == (RunState.FAILED, ContentMissing.__name__)
    platform.marketplace.content.put(kept)
    draw.start(town, OFFICER, series.number)
    assert draw.advance() == 1
