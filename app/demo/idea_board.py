"""Three ideas of the four towns' members: one that became the poll about the spring tour, one in both languages, and
one that is being talked over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from random import Random

from app.demo.communities import FOUR_TOWNS
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.ids import Address
from dao.models.ideas import IdeaWords, OutcomeKind


@dataclass(frozen=True, slots=True)
class DemoIdea:
    """`supporters`: per cent of the members. A comment that begins with `→` answers the one before it."""

    words: IdeaWords
    days_ago: int
    supporters: int
    comments: tuple[str, ...]
    title_en: str = ""  # added by another member
    body_en: str = ""


_IDEAS = (
    DemoIdea(
        IdeaWords(
            "春に四町のどこかへみんなで行く合同ツアー",
            "アンバサダーカードを持つ仲間で、年に一度は四町のどこかに集まりませんか。\n\n"
            "- 春の週末、一泊二日\n- 行き先は投票で\n- 地元の人に案内してもらう",
        ),
        20,
        42,
        (
            "宇陀の又兵衛桜のころがよいです。",
            "→ 桜は4月のはじめですね。混むので平日も考えたいです。",
            "那智勝浦の生まぐろの朝市に行ってみたいです。",
            "行き先をアンケートで決めるのに賛成です。",
        ),
        "A spring trip together to one of the four towns",
        "Shall we, who hold the ambassador cards, meet in one of the four towns once a year?\n\n"
        "- A weekend in spring, one night\n- We vote on where\n- Local people show us around",
    ),
    DemoIdea(
        IdeaWords(
            "猿橋の夜をともすランタンまつり",
            "大月の猿橋のたもとに、仲間が名前や願いを書いた灯りを並べます。紅葉の季節に三夜だけ。\n\n"
            "岩殿山から見下ろす灯りを、遠くの仲間には写真で届けます。",
        ),
        11,
        31,
        (
            "橋は国の名勝なので、火ではなくLEDがよいと思います。",
            "→ そうですね。電池の灯りにします。",
            "遠くからでも一つ灯せるとうれしいです。",
        ),
    ),
    DemoIdea(
        IdeaWords(
            "",
            "",
            "A weekend helping with Fujikawa's yuzu harvest",
            "In November the growers of Fujikawa need hands. Ten of us could pick yuzu for two days and cook together.",
        ),
        4,
        18,
        ("収穫のあと、ゆず味噌づくりもできます。", "→ Yes please! I would come from Osaka."),
    ),
)


_TRANSLATED = {
    "収穫のあと、ゆず味噌づくりもできます。": "After the harvest we can make yuzu miso, too.",
    "宇陀の又兵衛桜のころがよいです。": "I would go when Uda's Matabei cherry tree is in bloom.",
}


@dataclass(slots=True)
class IdeaBoard:
    """`members`: who holds a card from the first days on."""

    playback: Playback
    table: Timetable
    chance: Random
    members: list[Address]

    def note(self) -> None:
        for idea in _IDEAS:
            self.table.add(self.table.moment(idea.days_ago, 20), partial(self._post, idea))
        self.table.add(self.table.moment(3, 9, 1), self._became_the_tour)

    def _post(self, demo: DemoIdea) -> None:
        self.playback.settle()  # so that the members' cards are known
        ideas = self.playback.platform.dao.ideas
        author, *others = self.chance.sample(self.members, len(self.members))
        number = ideas.post.post(FOUR_TOWNS.slug, author, demo.words)
        for supporter in others[: len(self.members) * demo.supporters // 100]:
            ideas.support.support(number, supporter)
        if demo.title_en:
            ideas.post.translate(number, others[0], demo.title_en, demo.body_en)
        self._talk(number, demo, others)

    def _talk(self, number: int, demo: DemoIdea, others: list[Address]) -> None:
        before: int | None = None
        for words, author in zip(demo.comments, others, strict=False):
            answered = before if words.startswith("→") else None
            ideas, said = self.playback.platform.dao.ideas, words.lstrip("→ ")
            before = ideas.comment.comment(number, author, said, answered)
            if said in _TRANSLATED:
                ideas.translate_comment.translate(number, before, others[-1], _TRANSLATED[said])

    def _became_the_tour(self) -> None:
        """The poll that was opened a minute ago."""
        dao = self.playback.platform.dao
        board = dao.ideas.pages.similar(FOUR_TOWNS.slug, _IDEAS[0].words.titles)
        newest = max(standing.poll.id for standing in dao.polls.pages.of_community(FOUR_TOWNS.slug))
        dao.ideas.outcome.note(board[0].id, OutcomeKind.POLL, newest)
