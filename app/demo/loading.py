"""Loads the demonstration into a new installation: two months and the present one, made through the real
services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from app.demo.books import Books
from app.demo.budgeting import Budgeting
from app.demo.charging import Charging
from app.demo.common_points import CommonPoints
from app.demo.communities import FOUR_TOWNS, plans
from app.demo.counter import TownCounter
from app.demo.couponing import Couponing
from app.demo.deciding import Deciding
from app.demo.delivering import Delivering
from app.demo.desk import SellerDesk
from app.demo.donating import Donating
from app.demo.drafting import Drafting
from app.demo.drawing import draw_ahead
from app.demo.family import Family
from app.demo.fan_token import CLUB, FanToken
from app.demo.founding import Cast, found
from app.demo.gathering import Gathering
from app.demo.giving import Giving
from app.demo.herb_festival import HerbFestival
from app.demo.idea_board import IdeaBoard
from app.demo.lots import Lots
from app.demo.measuring import Measuring
from app.demo.membership import Membership
from app.demo.naming import Naming
from app.demo.neighbourhood import Neighbourhood
from app.demo.offers import DEMO_OFFERS
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.pledging_points import PledgingPoints
from app.demo.points_prices import PointsPrices
from app.demo.polling import Polling
from app.demo.product_making import ProductMaking
from app.demo.regions import SHOPS
from app.demo.regulars import Regulars
from app.demo.rewarding import Rewarding
from app.demo.sealed_polling import SealedPolling
from app.demo.selling import Selling
from app.demo.shopkeeping import Shopkeeping
from app.demo.ticketing import Ticketing
from app.demo.timetable import Timetable
from app.demo.verifying import Verifying
from app.words import Stop, Words
from chain.clock import business_date
from chain.deployments import Deployments
from chain.ids import Address
from chain.settings import Settings

_SEED = 20_261_124  # the same choices each time; days move with the calendar
_LOADING, _LOADED = "loading", "loaded"


def load_demo(settings: Settings, say: Callable[[str], None]) -> None:
    """Does nothing where the demonstration is loaded already.

    Raises: Stop when an earlier loading was cut short.
    """
    if is_loaded(settings):
        return
    marker = _marker(settings)
    if marker.exists():
        raise Stop(
            Words(
                "デモの読み込みが途中で終わっています。`make reset` でやり直してください。",
                "Loading the demonstration was cut short. `make reset` starts over.",
            )
        )
    marker.write_text(_LOADING)
    _play(settings, say)
    marker.write_text(_LOADED)


def is_loaded(settings: Settings) -> bool:
    marker = _marker(settings)
    return marker.exists() and marker.read_text().strip() == _LOADED


def _marker(settings: Settings) -> Path:
    return settings.state_dir / "demo"


def _play(settings: Settings, say: Callable[[str], None]) -> None:
    now = datetime.now(UTC)
    table = Timetable(business_date(now))
    playback = Playback(settings, table.opening)
    try:
        cast = found(playback)
        say("自治体20、会員200人 / 20 municipalities, 200 members")
        paying = Paying(playback, cast, table, _chance(0))
        paying.begin()
        playback.settle()
        books = Books(playback, cast, table)
        books.begin()
        around = _around(playback, cast, table, paying)
        say(f"ポイント事業6、加盟店{len(SHOPS)} / 6 point programs, {len(SHOPS)} merchants")
        selling = Selling(playback, cast, table, _chance(1))
        selling.begin()
        desk = SellerDesk(playback, cast, table, paying.shops)
        desk.begin()
        tickets = Ticketing(playback, cast, table, paying.shops)
        lots = Lots(playback, cast, table)
        lots.begin()
        membership = Membership(playback, cast, table, paying.shops)
        membership.begin()
        naming = Naming(playback, cast, table)
        auctions = naming.begin()
        charging = Charging(playback, cast)
        charging.begin()
        playback.settle()
        charging.open()
        tickets.begin()
        donating = Donating(playback, cast, table)
        donating.begin()
        pledging_points = PledgingPoints(playback, cast, table, paying)
        pledging_points.begin()
        deployments = playback.deploy(plans(selling.voting_collections()))
        deciding = Deciding(playback, cast, table, _chance(2), selling.members)
        deciding.open(deployments)
        selling.open_listings(deployments)
        FanToken(playback, cast, table, _treasury(deployments, CLUB)).begin()
        desk.schedule()
        selling.note()
        desk.note()
        tickets.note()
        donating.note()
        pledging_points.note()
        naming.note(auctions)
        membership.note()
        Verifying(playback, cast, table, paying).note()
        CommonPoints(playback, cast, table, paying).note()
        Rewarding(playback, cast, table, paying).note()
        Family(playback, cast, table, paying).note()
        lots.note()
        PointsPrices(playback, cast, table, paying, selling, tickets).note()
        Regulars(playback, cast, table, paying, selling, tickets, donating, _chance(8)).note()
        playback.settle()
        say(f"作品{len(DEMO_OFFERS)}、コミュニティ3 / {len(DEMO_OFFERS)} offers, 3 communities")
        paying.note()
        books.note()
        for one in around:
            one.note()
        deciding.note()
        Delivering(playback, cast, table, selling).note()
        polling = Polling(playback, cast, table, _chance(3), selling.members[FOUR_TOWNS.slug])
        polling.note()
        SealedPolling(polling).note()
        Budgeting(playback, cast, table).note()
        Gathering(playback, cast, table, _chance(5), selling.members[FOUR_TOWNS.slug]).note()
        HerbFestival(playback, cast, table, _chance(6)).note()
        IdeaBoard(playback, table, _chance(4), selling.members[FOUR_TOWNS.slug]).note()
        ProductMaking(playback, cast, table, _chance(7), paying.shops, selling.members[CLUB]).note()
        Drafting(playback, cast, table, selling.members[FOUR_TOWNS.slug]).note()
        Neighbourhood(playback, cast, table, selling.members[FOUR_TOWNS.slug]).note()
        table.play(playback, now, say)
        playback.finish()
        say("カードの絵 / drawing the cards")
        draw_ahead(playback.platform)
    finally:
        playback.close()


def _around(
    playback: Playback, cast: Cast, table: Timetable, paying: Paying
) -> tuple[Shopkeeping, TownCounter, Giving, Couponing, Measuring]:
    """What else happens with points and shops."""
    given = playback, cast, table, paying
    shopkeeping = Shopkeeping(*given)
    shopkeeping.begin()
    measuring = Measuring(playback, cast, table)
    return shopkeeping, TownCounter(*given), Giving(*given), Couponing(*given), measuring


def _treasury(deployments: Deployments, slug: str) -> Address:
    return next(community.timelock for community in deployments.communities if community.slug == slug)


def _chance(stream: int) -> Random:
    return Random(_SEED + stream)  # noqa: S311 - the same choices each time are the point  # nosec B311
