"""What people are told about their points: each thing once, only to its person, and by mail only as they chose."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from chain.errors import DomainError, IdentityError, Invalid
from chain.ids import Address
from chain.units import Points
from points.errors import PushGone, PushUnavailable
from points.models import Notice, NoticeDelivery, NoticeKind, NoticeMark
from points.models.push_target import PushTarget, to_base64url
from points.ports import Contact
from points.queries.notices import NoticeView, notices_of, unread_notices
from points.services.give_points import GiftOrder
from tests.fixtures.points import Region


class PostOffice:
    """Keeps what it was given; refuses while it is closed."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, NoticeKind]] = []
        self.is_closed = False
        self.pushed: list[tuple[str, NoticeKind]] = []
        self.error: DomainError | None = None

    def mail(self, notice: NoticeView, contact: Contact) -> None:
        if self.is_closed:
            raise IdentityError("mail_unavailable")
        self.sent.append((contact.email, notice.kind))

    def push(self, notice: NoticeView, contact: Contact, target: PushTarget) -> None:
        if self.error:
            raise self.error
        self.pushed.append((target.endpoint, notice.kind))


def final(region: Region) -> None:
    """What was done is beyond any reorg, and told."""
    region.settle()
    for _ in range(3):
        region.chain.mine()
    region.look()
    while region.points.notices.tell.tell():
        pass


def told(region: Region, account: Address) -> list[NoticeView]:
    with region.platform.db.read() as session:
        return notices_of(session, account)[0]


def kinds(region: Region, account: Address) -> list[NoticeKind]:
    return [notice.kind for notice in told(region, account)]


def all_told(region: Region) -> int:
    with region.platform.db.read() as session:
        return session.scalar(select(func.count()).select_from(Notice)) or 0


def waiting(region: Region) -> int:
    with region.platform.db.read() as session:
        return session.scalar(select(func.count()).select_from(NoticeDelivery)) or 0


def test_what_comes_goes_comes_back_and_is_given_is_told_once_when_it_is_final(region: Region) -> None:
    me, friend = region.person(), region.person()
    program, shop = region.program(transferable=True), region.shop()
    region.grant(program, {me: 500}, expires_in=40)
    region.grant(program, {me: 500}, expires_in=60)
    payment = region.pay(shop, me, 300)
    region.refund(shop, payment, 100)
    final(region)
    region.points.give_points.give(GiftOrder(me, friend, Points(400), "gift-form-1"))
    region.settle()
    assert kinds(region, friend) == []  # a reorg could still take it back
    final(region)
    assert sorted(kinds(region, me)) == ["grant", "grant", "payment", "refund"]
    assert kinds(region, friend) == ["gift"]  # two lots, one gift
    gift, refund = told(region, friend)[0], next(one for one in told(region, me) if one.kind == "refund")
    assert (gift.facts["amount"], gift.facts["sender"]) == (400, me)
    assert (refund.facts["amount"], refund.facts["payment"], refund.facts["shop_ja"]) == (100, payment, "薬草茶房")
    grant = told(region, me)[-1]
    assert "くらしの応援" in grant.facts["body_ja"]
    before = all_told(region)
    with region.platform.db.write() as session:
        for mark in session.scalars(select(NoticeMark)).all():
            session.delete(mark)  # as if everything were looked at again from the start
    final(region)
    assert all_told(region) == before


def test_of_a_drop_everybody_is_told_when_it_is_published_and_not_again_with_the_claim(region: Region) -> None:
    people = [region.person() for _ in range(3)]
    program, shop = region.program(), region.shop()
    region.drop(program, {person: 100 + place for place, person in enumerate(people)})
    final(region)
    assert [told(region, person)[0].facts["amount"] for person in people] == [100, 101, 102]
    region.pay(shop, people[0], 50)
    final(region)
    assert kinds(region, people[0]) == ["payment", "grant"]
    assert kinds(region, people[1]) == ["grant"]


def test_a_crash_between_two_steps_neither_loses_a_notice_nor_writes_one_twice(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = region.person()
    region.grant(region.program(), {me: 500})
    keeping, tell = region.points.notices.tell.keeping, region.points.notices.tell.tell
    written = keeping.write

    def crash(*args: object) -> int:
        written(*args)  # type: ignore[arg-type]
        raise RuntimeError("power cut")

    for _ in range(3):
        region.chain.mine()
    region.look()
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "write", crash)
        with pytest.raises(RuntimeError):
            tell()
    assert (kinds(region, me), waiting(region)) == ([], 0)
    tell()
    assert (kinds(region, me), waiting(region)) == (["grant"], 1)


def test_mail_goes_once_waits_for_a_server_that_is_away_and_stops_when_the_person_says_so(region: Region) -> None:
    me, post, notices = region.person("me@example.jp"), PostOffice(), region.points.notices
    program, shop = region.program(), region.shop()
    region.grant(program, {me: 500})
    region.pay(shop, me, 100)
    final(region)
    post.is_closed = True
    assert notices.deliver.deliver(post) == 0
    post.is_closed = False
    assert notices.deliver.deliver(post) == 0  # it waits before the next try
    region.platform.clock.advance(timedelta(minutes=6))  # type: ignore[attr-defined]
    assert notices.deliver.deliver(post) == 1
    assert notices.deliver.deliver(post) == 0
    assert post.sent == [("me@example.jp", "grant")]  # of a payment only who chose it is written to
    notices.choose.choose(me, ["payment", "grant"], [], ["7"])
    region.pay(shop, me, 50)
    final(region)
    assert waiting(region) == 1
    notices.choose.stop_mail(me, NoticeKind.PAYMENT)  # after it was written, before it was sent
    notices.deliver.deliver(post)
    assert (len(post.sent), waiting(region)) == (1, 0)
    assert notices.choose.of(me).mail == {"grant"}
    notices.choose.stop_mail(me, None)
    assert notices.choose.of(me).mail == frozenset()
    assert notices.choose.of(me).expiry_days == (7,)
    with pytest.raises(Invalid):
        notices.choose.choose(me, ["everything"], [], [])
    with pytest.raises(Invalid):
        notices.choose.choose(me, [], [], ["5"])


def test_a_server_that_never_takes_a_mail_is_given_up_and_the_notice_stays(region: Region) -> None:
    me, post = region.person(), PostOffice()
    region.grant(region.program(), {me: 500})
    final(region)
    post.is_closed = True
    for _ in range(6):
        region.points.notices.deliver.deliver(post)
        region.platform.clock.advance(timedelta(days=2))  # type: ignore[attr-defined]
    assert (waiting(region), post.sent, kinds(region, me)) == (0, [], ["grant"])


def test_a_delivery_that_breaks_off_at_every_try_holds_up_nobody_and_is_forgotten(region: Region) -> None:
    class Broken(PostOffice):
        def mail(self, notice: NoticeView, contact: Contact) -> None:
            if contact.email == "odd@example.jp":
                raise RuntimeError("a program's fault")
            super().mail(notice, contact)

    odd, me, post = region.person("odd@example.jp"), region.person("me@example.jp"), Broken()
    region.grant(region.program(), {odd: 500, me: 500})
    final(region)
    for _ in range(6):
        with contextlib.suppress(RuntimeError):
            region.points.notices.deliver.deliver(post)
        region.points.notices.deliver.deliver(post)
        region.platform.clock.advance(timedelta(days=2))  # type: ignore[attr-defined]
    assert post.sent == [("me@example.jp", "grant")]
    region.platform.clock.advance(timedelta(days=3))  # type: ignore[attr-defined]
    assert region.points.notices.deliver.deliver(post) == 0
    region.points.notices.choose.forget_old()
    assert (waiting(region), kinds(region, odd)) == (0, ["grant"])


def test_accounts_without_a_person_are_not_told(region: Region) -> None:
    (card,) = region.platform.wallet.card_accounts.open(["C-1"])
    region.grant(region.program(), {card: 500}, expires_in=3)
    final(region)
    region.points.notices.warn.warn()
    assert all_told(region) == 0


def test_who_holds_expiring_points_is_told_on_the_chosen_day_of_all_of_them_at_once(region: Region) -> None:
    me, calm, rich = region.person(), region.person(), region.person()
    first, second = region.program(name="春のポイント"), region.program(name="秋のポイント")
    hour = (region.platform.clock.now() + timedelta(hours=9)).hour
    region.travel(timedelta(hours=(10 - hour) % 24))  # ten in the morning
    region.points.notices.warn.warn()
    region.grant(first, {me: 100, calm: 100}, expires_in=15)
    region.drop(second, {me: 40, rich: 10}, expires_in=15)
    region.grant(second, {me: 5, rich: 900}, expires_in=50)
    region.points.notices.choose.choose(calm, [], [], [])
    region.travel(timedelta(days=1))
    assert region.points.notices.warn.warn() == 2
    assert region.points.notices.warn.warn() == 0
    mine = [one for one in told(region, me) if one.kind is NoticeKind.EXPIRY]
    assert [one.facts["amount"] for one in mine] == [140]
    assert {lot["program_ja"] for lot in mine[0].facts["lots"]} == {"春のポイント", "秋のポイント"}
    assert [one.facts["amount"] for one in told(region, rich) if one.kind is NoticeKind.EXPIRY] == [10]
    assert [one for one in told(region, calm) if one.kind is NoticeKind.EXPIRY] == []


def test_what_was_read_is_not_new_any_more_and_nobody_reads_for_another(region: Region) -> None:
    me, other = region.person(), region.person()
    region.grant(region.program(), {me: 500, other: 1})
    final(region)
    newest = max(one.id for person in (me, other) for one in told(region, person))
    region.points.notices.choose.mark_read(me, newest)
    with region.platform.db.read() as session:
        assert (unread_notices(session, me), unread_notices(session, other)) == (0, 1)


def browser(place: int) -> PushTarget:
    return PushTarget(f"https://push.example/{place}", to_base64url(b"\x04" + bytes(64)), to_base64url(bytes(16)))


def test_a_push_message_goes_once_to_each_browser_of_its_person_and_not_where_it_is_gone(region: Region) -> None:
    me, other, post, notices = region.person(), region.person(), PostOffice(), region.points.notices
    phone, _laptop = (notices.subscriptions.keep(me, browser(place), "Chrome") for place in (1, 2))
    notices.subscriptions.keep(other, browser(3), "Firefox")
    notices.choose.choose(me, [], ["grant"], [])
    program, shop = region.program(), region.shop()
    region.grant(program, {me: 500})
    region.pay(shop, me, 100)  # of which nothing was wished to be heard
    final(region)
    assert notices.deliver.deliver(post) == 2
    assert notices.deliver.deliver(post) == 0
    assert sorted(post.pushed) == [("https://push.example/1", "grant"), ("https://push.example/2", "grant")]
    notices.subscriptions.drop(other, phone)  # not theirs to drop
    notices.subscriptions.keep(other, browser(2), "Chrome")  # the laptop went to somebody else
    assert [one.id for one in notices.subscriptions.of(me)] == [phone]
    post.error = PushUnavailable()
    region.grant(program, {me: 5})
    final(region)
    assert notices.deliver.deliver(post) == 0
    assert waiting(region) == 1
    post.error = PushGone()
    region.platform.clock.advance(timedelta(minutes=6))  # type: ignore[attr-defined]
    notices.deliver.deliver(post)
    assert (waiting(region), notices.subscriptions.of(me)) == (0, [])
    for place in range(20, 33):
        notices.subscriptions.keep(me, browser(place), "Chrome")
    assert len(notices.subscriptions.of(me)) == 10
