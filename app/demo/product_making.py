"""The product project of the Izu fan club: a cola of Mishima's ginger and the peninsula's mandarins, of which three
prototypes are being voted on. Idea and shops are invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random

from app.demo.fan_token import CLUB, MISHIMA
from app.demo.founding import Cast
from app.demo.paying import Till
from app.demo.playback import Playback
from app.demo.prototypes import draw_bottle
from app.demo.timetable import Timetable
from chain.clock import unix
from chain.ids import Address
from dao.models.ideas import IdeaWords
from dao.models.membership import CommunityRole
from dao.models.polls import Mode, Option
from dao.models.product_projects import MakerBy, ProjectWords
from dao.services.polls.open_poll import PollDraft

_SHOPS = ("駿府みそ茶屋", "天城わさび直売所")
_IDEA = IdeaWords(
    "伊豆のみかんでクラフトコーラをつくりたい",
    "伊豆では、形のそろわないみかんがたくさん余ります。三島の生姜や函南の牛乳に合う、大人のコーラにできませんか。",
)
_PROJECT = ProjectWords(
    "伊豆みかんのクラフトコーラ",
    "Craft cola of Izu mandarins",
    "形がそろわず出荷できない**伊豆のみかん**と、**三島の生姜**でシロップを煮ます。炭酸で割っても、牛乳で割ってもおいしい一本に。\n\n"
    "- 味は3つの試作品から、みなさんの投票で選びます\n- つくるのは、仲間の加盟店から募ります\n- できた商品は、トークンを持つ方が先に買えます",
    "A syrup of **Izu mandarins** that are not round enough for the market, and of **ginger from Mishima**: good with soda, "
    "good with milk.\n\n- The taste is chosen by vote out of three prototypes\n- A member shop makes it\n- Token holders buy "
    "first",
    picture_words="みかんの絵のラベルを貼った、茶色いびん",
    maker_by=MakerBy.POLL,
)
_BOTTLES = (  # of each prototype its names, and the colours of its picture
    (Option("山のみかん・生姜つよめ", "Mountain mandarin, more ginger"), ("#fbe3c4", "#f08a24", "#4f8a3c")),
    (Option("だいだいとスパイス", "Bitter orange and spice"), ("#f6d2c2", "#d8552b", "#3f7a4a")),
    (Option("ニューサマーオレンジ", "New summer orange"), ("#eef3c9", "#f2c230", "#6a9a35")),
)  # fmt: skip


@dataclass(slots=True)
class ProductMaking:
    """`members`: who holds a card of the club. The one whom anybody can sign in as is its steward."""

    playback: Playback
    cast: Cast
    table: Timetable
    chance: Random
    shops: dict[str, Till]
    members: list[Address]

    def note(self) -> None:
        self.table.add(self.table.moment(14, 20, 10), self._write_idea)
        self.table.add(self.table.moment(8, 10, 15), self._start)
        self.table.add(self.table.moment(2, 9, 30), self._open_vote)

    def _write_idea(self) -> None:
        self.playback.settle()  # so that the members' cards are known
        ideas, (author, *others) = self.playback.platform.dao.ideas, self.members
        number = ideas.post.post(CLUB, author, _IDEA)
        for supporter in others[: len(others) // 2]:
            ideas.support.support(number, supporter)

    def _start(self) -> None:
        dao, steward, officer = self.playback.platform.dao, self._steward, self.cast.officers[MISHIMA]
        dao.membership.name_roles.name(CLUB, MISHIMA, officer, steward, CommunityRole.STEWARD)
        for name in _SHOPS:
            invite, shop = dao.membership.invite_shop, self.cast.shops[name]
            invite.invite(CLUB, steward, shop)
            invite.accept(CLUB, self.shops[name].cashier, shop)
        idea = dao.ideas.pages.similar(CLUB, _IDEA.titles)[0].id
        words = replace(_PROJECT, picture=self._picture(0), idea=idea)
        dao.product_projects.start.start(CLUB, steward, words, "c" * 32)

    def _open_vote(self) -> None:
        self.playback.settle()
        options = tuple(
            Option(option.title_ja, option.title_en, self._picture(place)) for place, (option, _) in enumerate(_BOTTLES)
        )
        draft = PollDraft(
            "みかんコーラの試作品", "Prototypes of the mandarin cola",
            "試飲会で好評だった3つです。いちばん飲みたいものを、いくつでも選んでください。",
            Mode.APPROVAL, options, 1, 0, unix(self.table.moment(-5, 21)), 10,
        )  # fmt: skip
        products = self.playback.platform.dao.product_projects
        (card,) = products.pages.of_community(CLUB, self._steward).cards
        poll = products.votes.about_prototypes(card.project.id, self._steward, draft)
        opened = self.table.moment(2, 9, 30)
        for place, voter in enumerate(self.chance.sample(self.members, len(self.members) // 3)):
            if voter != self._steward:
                chosen = self.chance.sample(range(len(_BOTTLES)), self.chance.randint(1, 2))
                moment = opened + timedelta(hours=1, minutes=place)
                self.table.add(moment, partial(self._answer, poll, voter, tuple(sorted(chosen))))

    def _answer(self, poll: int, voter: Address, answer: tuple[int, ...]) -> None:
        platform = self.playback.platform
        asked = platform.dao.polls.answer.prepare(poll, voter, answer)
        signature = platform.wallet.sign_typed_data(voter, asked.typed_data, reason="dao.poll_ballot")
        platform.dao.polls.answer.complete(asked.subject, signature)

    def _picture(self, place: int) -> str:
        keep = self.playback.platform.marketplace.artwork.keep_picture.keep
        return keep(MISHIMA, self._steward, draw_bottle(*_BOTTLES[place][1]))

    @property
    def _steward(self) -> Address:
        return self.cast.people[1].address
