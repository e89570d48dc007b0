"""From an idea to the sale: who may do what and when, what is taken back, who reads it, and who is told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from chain.errors import Invalid
from chain.events import DomainEvent
from chain.ids import Address
from dao.errors import RoleRequired
from dao.models.ideas import IdeaWords
from dao.models.polls import Poll
from dao.models.product_projects import MakerBy, Situation
from dao.models.product_projects.errors import (
    MemberShopsOnly,
    NotItsTurn,
    ProductStopped,
    ProductUnknown,
    TooManyProducts,
)
from dao.ports import OfferProgress
from dao.queries.own_data import own_data
from dao.services.product_projects.start_project import PRODUCTS_A_DAY
from tests.integration.dao.product_projects.conftest import WORDS, Workshop


def situation(workshop: Workshop, number: int) -> Situation:
    return workshop.products.pages.product(number, workshop.steward).situation


def told(workshop: Workshop) -> list[tuple[str, set[Address]]]:
    """(what, whom) since the last time."""
    workshop.products.tell.tell()
    with workshop.db.write() as session:
        rows = session.scalars(
            select(DomainEvent).where(DomainEvent.name == "dao.product_moved").order_by(DomainEvent.id)
        ).all()
        found: list[Any] = [(row.body["what"], set(row.body["accounts"])) for row in rows]
        for row in rows:
            session.delete(row)
    return found


def test_from_an_idea_to_the_sale(workshop: Workshop) -> None:
    products, steward = workshop.products, workshop.steward
    member, author = workshop.board.member(1), workshop.board.member(2)
    idea = workshop.board.ideas.post.post("uda", author, IdeaWords("みかんでコーラ", "山ほどあります。"))
    (cook, diner), (baker, bakery) = workshop.shops[:2]
    number = workshop.start(idea=idea)
    assert [one.number for one in workshop.board.ideas.pages.idea(idea, None).outcomes] == [number]
    assert told(workshop) == [("started", {member, author, *(person for person, _shop in workshop.shops)})]

    poll = products.votes.about_prototypes(number, steward, workshop.draft())
    assert products.pages.of_poll(poll, None) is not None
    assert told(workshop) == [("vote_opened", {person for person, _shop in workshop.shops})], "voters hear of the poll"
    assert situation(workshop, number) is Situation.VOTING
    workshop.count(poll, 1)
    assert situation(workshop, number) is Situation.PROTOTYPE_CHOSEN

    products.ask.ask(number, steward, workshop.clock.now() + timedelta(days=3))
    products.apply.apply(number, cook, diner, workshop.words())
    products.apply.apply(number, baker, bakery, workshop.words(300))
    workshop.clock.advance(timedelta(days=3))
    with pytest.raises(Invalid, match="shop"):
        products.choose.choose(number, steward, workshop.shops[2][1])
    products.choose.choose(number, steward, diner)
    shares = dict(told(workshop))
    assert shares["you_make_it"] == {cook}
    assert shares["another_makes_it"] == {baker}
    assert shares["maker_chosen"] == {member, author, workshop.shops[2][0]}

    found = products.pages.to_sell(number)
    assert (found.place, found.option.picture, found.application.price) == (1, "cid-b", 500)
    with pytest.raises(NotItsTurn):
        products.sale.note_offer(number, bakery, 5)
    products.sale.note_offer(number, diner, 5)
    assert situation(workshop, number) is Situation.MAKER_CHOSEN, "an offer that was taken back is none"
    workshop.guild.offers[5] = OfferProgress()
    assert situation(workshop, number) is Situation.OFFERED
    with pytest.raises(NotItsTurn):
        products.choose.take_back(number, steward)
    assert products.sale.note_sales() == 0
    workshop.guild.offers[5] = OfferProgress(listing=77)
    assert [products.sale.note_sales() for _again in range(2)] == [1, 0]
    assert [what for what, _people in told(workshop)] == ["on_sale"]
    assert told(workshop) == []
    assert situation(workshop, number) is Situation.ON_SALE
    with pytest.raises(NotItsTurn):
        products.stop.stop(number, steward, "売り出したのに")
    with workshop.db.read() as session:
        own = own_data(session, cook)
    assert [row["price"] for row in own["maker_applications"]] == [500]


def acts_of(number: int, workshop: Workshop, who: Address) -> list[Callable[[], object]]:
    """Everything that a steward does."""
    products, later = workshop.products, workshop.clock.now() + timedelta(days=9)
    return [
        lambda: products.start.start("uda", who, WORDS, "f" * 32),
        lambda: products.start.change(number, who, WORDS),
        lambda: products.votes.about_prototypes(number, who, workshop.draft()),
        lambda: products.votes.about_the_maker(number, who, workshop.draft()),
        lambda: products.ask.ask(number, who, later),
        lambda: products.ask.take_back(number, who),
        lambda: products.choose.choose(number, who, workshop.shops[0][1]),
        lambda: products.choose.take_back(number, who),
        lambda: products.stop.stop(number, who, "いやだ"),
        lambda: products.stop.resume(number, who),
    ]


def test_only_a_steward_steers_and_only_member_shops_apply(workshop: Workshop) -> None:
    products, (cook, diner) = workshop.products, workshop.shops[0]
    member, stranger = workshop.board.member(1), workshop.board.person(2)
    number = workshop.asked()
    for wrong in (member, stranger, cook):
        for act in acts_of(number, workshop, wrong):
            with pytest.raises(RoleRequired):
                act()
    for wrong in (member, stranger, workshop.steward, workshop.shops[1][0]):
        with pytest.raises(MemberShopsOnly):
            products.apply.apply(number, wrong, diner, workshop.words())
        with pytest.raises(MemberShopsOnly):
            products.apply.withdraw(number, wrong, diner)
    foreign = workshop.board.person(3)
    workshop.guild.staff[workshop.board.person(4)] = foreign
    with pytest.raises(MemberShopsOnly):
        products.apply.apply(number, workshop.board.person(4), foreign, workshop.words())
    with pytest.raises(ProductUnknown):
        products.ask.ask(99, workshop.steward, workshop.clock.now())


def test_applications_change_and_are_secret_until_the_deadline(workshop: Workshop) -> None:
    products, (cook, diner), (baker, bakery) = workshop.products, workshop.shops[0], workshop.shops[1]
    number = workshop.asked()
    for price in (500, 480):
        products.apply.apply(number, cook, diner, workshop.words(price))
    products.apply.apply(number, baker, bakery, workshop.words(300))

    def seen(reader: Address | None) -> list[int]:
        return [int(one.price) for one in products.pages.product(number, reader).applications]

    assert (seen(cook), seen(baker), seen(None), seen(workshop.steward)) == ([480], [300], [], [480, 300])
    for _again in range(2):
        products.apply.withdraw(number, baker, bakery)
    assert products.pages.product(number, None).applicants == 1
    products.apply.apply(number, baker, bakery, workshop.words(310))
    workshop.clock.advance(timedelta(days=3))
    with pytest.raises(NotItsTurn):
        products.apply.apply(number, cook, diner, workshop.words())
    with pytest.raises(NotItsTurn):
        products.apply.withdraw(number, cook, diner)
    with pytest.raises(NotItsTurn):
        products.ask.ask(number, workshop.steward, workshop.clock.now() + timedelta(days=1))
    assert seen(None) == [480, 310]


def test_a_call_is_extended_never_shortened_and_taken_back_while_nobody_applied(workshop: Workshop) -> None:
    products, steward = workshop.products, workshop.steward
    number, now = workshop.voted(), workshop.clock.now()
    for wrong in (timedelta(minutes=59), timedelta(days=121)):
        with pytest.raises(Invalid, match="call_length"):
            products.ask.ask(number, steward, now + wrong)
    products.ask.ask(number, steward, now + timedelta(days=2))
    with pytest.raises(Invalid, match="not_later"):
        products.ask.ask(number, steward, now + timedelta(days=1))
    products.ask.take_back(number, steward)
    assert situation(workshop, number) is Situation.PROTOTYPE_CHOSEN
    assert "makers_asked" not in dict(told(workshop)), "taken back before anybody heard of it"
    products.ask.ask(number, steward, now + timedelta(days=2))
    workshop.clock.advance(timedelta(days=2))
    assert situation(workshop, number) is Situation.NO_APPLICANTS
    products.ask.ask(number, steward, workshop.clock.now() + timedelta(days=2))
    products.apply.apply(number, *workshop.shops[0], workshop.words())
    products.apply.withdraw(number, *workshop.shops[0])
    with pytest.raises(NotItsTurn):
        products.ask.take_back(number, steward)
    assert {"makers_asked", "time_extended"} <= set(dict(told(workshop)))


def test_a_vote_that_decides_nothing_is_held_again(workshop: Workshop) -> None:
    products, steward, number = workshop.products, workshop.steward, workshop.start()
    with pytest.raises(Invalid, match="pictures"):
        products.votes.about_prototypes(number, steward, workshop.draft(("cid-a", "")))
    first = products.votes.about_prototypes(number, steward, workshop.draft())
    with pytest.raises(NotItsTurn):
        products.votes.about_prototypes(number, steward, workshop.draft())
    with pytest.raises(NotItsTurn):
        products.start.change(number, steward, WORDS)
    workshop.count(first)
    second = products.votes.about_prototypes(number, steward, workshop.draft())
    assert second != first
    workshop.count(second, 0)
    assert products.pages.product(number, None).winner == 0


def test_a_poll_of_the_shops_chooses_where_it_was_said_so(workshop: Workshop) -> None:
    products, steward = workshop.products, workshop.steward
    number = workshop.applied(3, maker_by=MakerBy.POLL)
    with pytest.raises(NotItsTurn):
        products.choose.choose(number, steward, workshop.shops[0][1])
    poll = products.votes.about_the_maker(number, steward, workshop.draft())
    with workshop.db.read() as session:
        rules = session.get_one(Poll, poll).rules
    assert [option.title_ja for option in rules.options] == ["菓子屋", "食堂", "食堂 (2)"]
    workshop.count(poll, 2)
    assert products.pages.product(number, steward).choices == [workshop.shops[2][1]]
    with pytest.raises(Invalid, match="shop"):
        products.choose.choose(number, steward, workshop.shops[0][1])
    products.choose.choose(number, steward, workshop.shops[2][1])
    products.choose.take_back(number, steward)
    assert situation(workshop, number) is Situation.MAKER_VOTED


def test_the_steward_chooses_after_all_where_a_poll_cannot(workshop: Workshop) -> None:
    products, steward = workshop.products, workshop.steward
    alone = workshop.applied(1, maker_by=MakerBy.POLL)
    with pytest.raises(NotItsTurn):
        products.votes.about_the_maker(alone, steward, workshop.draft())
    products.choose.choose(alone, steward, workshop.shops[0][1])
    undecided = workshop.applied(2, maker_by=MakerBy.POLL)
    workshop.count(products.votes.about_the_maker(undecided, steward, workshop.draft()))
    assert situation(workshop, undecided) is Situation.MAKER_UNDECIDED
    products.choose.choose(undecided, steward, workshop.shops[1][1])
    by_steward = workshop.applied(2)
    with pytest.raises(NotItsTurn):
        products.votes.about_the_maker(by_steward, steward, workshop.draft())


def test_stopping_has_a_reason_and_can_be_undone(workshop: Workshop) -> None:
    products, steward = workshop.products, workshop.steward
    number = workshop.asked()
    told(workshop)
    with pytest.raises(Invalid, match="reason: empty"):
        products.stop.stop(number, steward, " ")
    products.stop.stop(number, steward, "原料が足りません。")
    with pytest.raises(ProductStopped):
        products.stop.stop(number, steward, "もう一度")
    with pytest.raises(ProductStopped):
        products.apply.apply(number, *workshop.shops[0], workshop.words())
    assert [what for what, _people in told(workshop)] == ["stopped"]
    for _again in range(2):
        products.stop.resume(number, steward)
    assert [what for what, _people in told(workshop)] == ["resumed"]
    products.apply.apply(number, *workshop.shops[0], workshop.words())


def test_what_is_for_holders_is_read_by_those_and_by_who_may_make_it(workshop: Workshop) -> None:
    products, steward = workshop.products, workshop.steward
    holder, fan, member = workshop.board.person(1), workshop.board.person(2), workshop.board.member(3)
    workshop.guild.tiers = {holder: frozenset({"", "7:1", "7:10"}), fan: frozenset({"", "7:1"})}
    idea = workshop.board.ideas.post.post("uda", member, IdeaWords("ひみつの案", "仲間だけに。"))
    with pytest.raises(Invalid, match="tier"):
        workshop.start(tier="8:1")
    number = workshop.start(tier="7:10", idea=idea)
    assert not workshop.board.ideas.pages.idea(idea, None).outcomes, "the board is for everybody"
    for reader in (holder, steward, workshop.shops[0][0]):
        assert products.pages.product(number, reader).tier is not None
        assert len(products.pages.of_community("uda", reader).cards) == 1
    assert products.pages.product(number, None, is_officer=True).project.id == number
    poll = products.votes.about_prototypes(number, steward, workshop.draft())
    for wrong in (fan, member, None):
        with pytest.raises(ProductUnknown):
            products.pages.product(number, wrong)
        assert not products.pages.of_community("uda", wrong).cards
        assert products.pages.of_poll(poll, wrong) is None
    assert told(workshop)[0] == ("started", {holder, *(person for person, _shop in workshop.shops)})


def test_a_form_sent_twice_is_one_project_and_a_flood_is_refused(workshop: Workshop) -> None:
    start, steward = workshop.products.start, workshop.steward
    assert len({start.start("uda", steward, WORDS, "a" * 32) for _again in range(2)}) == 1
    with pytest.raises(Invalid, match="form"):
        start.start("uda", steward, WORDS, "short")
    for _more in range(PRODUCTS_A_DAY - 1):
        workshop.start()
    with pytest.raises(TooManyProducts):
        workshop.start()
    workshop.clock.advance(timedelta(days=1, seconds=1))
    workshop.start()
