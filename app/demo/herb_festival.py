"""Uda's herb festival of last week: who came, their photos, and the survey after it, closed, with thanks that wait for
their grant; and a walk three days ago whose survey is open to those who came."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from app.demo.communities import FOUR_TOWNS
from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import unix
from chain.ids import Address, MunicipalityCode
from dao.models.events import Audience, EventKind
from dao.models.surveys import END, Answers, Choice, Kind, Question
from dao.models.surveys.branching import way
from dao.services.events.write_event import EventDraft
from dao.services.surveys.write_survey import SurveyDraft
from marketplace.artwork.cards import draw_scene
from marketplace.artwork.uploads import read_upload

_UDA = MunicipalityCode("292125")
_PEOPLE, _WALKERS, _THANKED, _EACH = 46, 8, 40, 100
_PHOTO_WIDTH = 720

_PHOTOS = (  # scene, seed, whose place among the guests, what is to be seen
    ("wide_fields", 11, 0, "朝もやの大和当帰の畑。これから根を掘ります。"),
    ("sword", 12, 1, "刀鍛冶の実演。火花が散るたびに声が上がりました。"),
    ("mountains", 13, 4, "松山の町から見た、夕方の山なみ。"),
    ("vacant_house", 14, 7, "薬草茶の飲みくらべをした古い町家。"),
)
_HARVEST = (
    Question(
        "", Kind.ONE, "薬草の祭りは、はじめてでしたか", "Was it your first herb festival?",
        (Choice("はじめて", "Yes"), Choice("前にも来た", "I have been before")),
    ),
    Question(
        "", Kind.SEVERAL, "よかったものは何ですか", "What did you like?",
        (
            Choice("大和当帰の収穫体験", "Digging Yamato toki roots"), Choice("薬草茶の飲みくらべ", "Tasting herbal teas"),
            Choice("松山の町歩き", "A walk through Matsuyama"), Choice("刀鍛冶の実演", "The sword smith at work"),
        ),
    ),
    Question(
        "", Kind.SCALE, "どのくらい楽しめましたか", "How much did you enjoy it?",
        (Choice("いまひとつ", "Not much"), Choice("とても", "Very much")),
    ),
    Question("", Kind.NUMBER, "宇陀で使ったお金（円）", "What you spent in Uda (yen)", is_required=False),
    Question(
        "", Kind.ONE, "お住まい", "Where you live",
        (Choice("奈良県", "Nara"), Choice("大阪・京都", "Osaka or Kyoto"), Choice("そのほかの国内", "Elsewhere in Japan"),
         Choice("海外", "Abroad")),
        is_marked=True,
    ),
    Question(
        "", Kind.ONE, "年代", "Your age",
        (Choice("30歳未満", "Under 30"), Choice("30代・40代", "30 to 49"), Choice("50歳以上", "50 or more")),
        is_marked=True,
    ),
    Question("", Kind.TEXT, "次に望むこと", "What you wish for next time", is_required=False),
)  # fmt: skip
_WISHES = (
    "朝いちばんの畑がとても気持ちよかったです。", "昼食の席がもう少しほしいです。", "英語の案内があると友人を誘えます。",
    "薬草茶をその場で買えてよかったです。", "駅からの送迎バスを増やしてください。", "子どもも掘れる畑があるとうれしいです。",
    "来年も同じころにお願いします。", "雨の日の過ごし方も教えてほしいです。",
)  # fmt: skip
_WALK = (
    Question(
        "", Kind.ONE, "町歩きの長さはどうでしたか", "How was the length of the walk?",
        (Choice("ちょうどよい", "Just right"), Choice("短い", "Too short"), Choice("長い", "Too long")),
    ),
    Question(
        "", Kind.ONE, "次に歩くなら、どこがよいですか", "Where should we walk next?",
        (Choice("刀鍛冶の里", "The sword smiths' village"), Choice("又兵衛桜", "The Matabei cherry tree"),
         Choice("もう歩かなくてよい", "Nowhere, thank you")),
    ),
    Question("", Kind.TEXT, "ひとこと", "Anything else?", is_required=False),
)  # fmt: skip


@dataclass(slots=True)
class HerbFestival:
    playback: Playback
    cast: Cast
    table: Timetable
    chance: Random

    def note(self) -> None:
        self.table.add(self.table.moment(16, 10), self._announce)
        self.table.add(self.table.moment(1, 20, 10), self._close)

    def _announce(self) -> None:
        festival = self._write(
            EventDraft(
                EventKind.HARVEST, "薬草の祭り", "Herb festival",
                "大和当帰の根を掘り、薬草茶を飲みくらべ、刀鍛冶の仕事を見る一日です。",
                "A day of digging toki roots, tasting herbal teas and watching a sword smith at work.",
                "宇陀市 大宇陀 松山地区", "Matsuyama, Ouda, Uda", *self._hours(9, 10, 6), 80, 2, 24,
                Audience.EVERYBODY, None, None,
            )
        )  # fmt: skip
        walk = self._write(
            EventDraft(
                EventKind.TOUR, "松山の町歩き", "A walk through Matsuyama",
                "古い町家と森野旧薬園を、案内人とゆっくり歩きます。", "Old town houses and a herb garden, with a guide.",
                "宇陀市 松山地区まちづくりセンター", "Matsuyama community centre, Uda", *self._hours(3, 13, 2), 12, 1, 24,
                Audience.EVERYBODY, None, None,
            )
        )  # fmt: skip
        self._head(festival, "wide_fields", 21, "秋の薬草の畑")
        self._head(walk, "vacant_house", 22, "松山の古い町家")
        # The fan and the member one can be have been to both.
        guests = [
            one.address for one in (*self.cast.people[:2], *self.chance.sample(self.cast.people[2:], _PEOPLE - 2))
        ]
        self._come(festival, guests)
        self._come(walk, guests[:_WALKERS])
        self.table.add(self.table.moment(9, 10, 30), partial(self._let_in, festival, guests))
        self.table.add(self.table.moment(9, 16, 30), partial(self._after_festival, festival, guests))
        self.table.add(self.table.moment(3, 13), partial(self._let_in, walk, guests[:_WALKERS]))
        self.table.add(self.table.moment(3, 16), partial(self._after_walk, walk))

    def _write(self, draft: EventDraft) -> int:
        write = self.playback.platform.dao.events.write.write
        return write(FOUR_TOWNS.slug, _UDA, self.cast.officers[_UDA], draft)

    def _hours(self, days_ago: int, hour: int, hours: int) -> tuple[int, int]:
        begins = unix(self.table.moment(days_ago, hour))
        return begins, begins + hours * 3600

    def _head(self, event: int, scene: str, seed: int, words: str) -> None:
        self.playback.platform.dao.events.picture.put(event, self._picture(scene, seed), words)

    def _picture(self, scene: str, seed: int) -> str:
        drawn, (left, top, right, bottom) = io.BytesIO(), (0, 120, _PHOTO_WIDTH, 600)
        draw_scene(scene, seed, _PHOTO_WIDTH).crop((left, top, right, bottom)).save(drawn, "PNG")
        return self.playback.platform.marketplace.content.put(read_upload(drawn.getvalue()).content)

    def _come(self, event: int, guests: list[Address]) -> None:
        for place, guest in enumerate(guests):
            home = (str(_UDA), "other", "other", "abroad", "")[place % 5]
            self.playback.platform.dao.events.reply.come(
                event, guest, int(place % 3 == 2) if len(guests) > _WALKERS else 0, home
            )

    def _let_in(self, event: int, guests: list[Address]) -> None:
        events, officer = self.playback.platform.dao.events, self.cast.officers[_UDA]
        for guest in guests:
            own = events.pages.event(event, guest).own
            assert own is not None
            events.door.let_in(event, own.code, own.party, officer, is_host=True)

    def _after_festival(self, event: int, guests: list[Address]) -> None:
        photos = self.playback.platform.dao.events.photos
        for scene, seed, place, words in _PHOTOS:
            photos.add(event, guests[place], self._picture(scene, seed), words, has_consent=True, is_host=False)
        draft = SurveyDraft(
            "薬草の祭りはいかがでしたか", "How was the herb festival?",
            "来年の祭りをよりよくするために使います。2分ほどで終わります。",
            "We use this to make next year's festival better. It takes about two minutes.",
            "", 0, unix(self.table.moment(1, 20)), is_public=True, event_id=event,
        )  # fmt: skip
        programs = self.playback.platform.dao.surveys.thank.grants.programs(_UDA)
        if programs:
            program = programs[0].program
            draft = replace(draft, thanks_program=program, thanks_points=_EACH, thanks_people=_THANKED)
        number = self._open(draft, _HARVEST, {"q1": {1: "q3"}})
        for evening, some in ((8, guests[::3]), (6, guests[1::3]), (4, guests[2::3])):
            self.table.add(self.table.moment(evening, 20), partial(self._answer, number, some))

    def _after_walk(self, event: int) -> None:
        draft = SurveyDraft(
            "町歩きはいかがでしたか", "How was the walk?", "3問だけの短い調査です。", "Three short questions.", "", 0,
            unix(self.table.moment(-12, 20)), event_id=event,
        )  # fmt: skip
        self._open(draft, _WALK, {"q2": {2: END}})

    def _open(self, draft: SurveyDraft, questions: tuple[Question, ...], ways: dict[str, dict[int, str]]) -> int:
        write = self.playback.platform.dao.surveys.write
        number = write.create(_UDA, self.cast.officers[_UDA], draft)
        for question in questions:
            write.put_question(_UDA, number, question)
        for key, goes_on in ways.items():
            write.branch(_UDA, number, key, goes_on)
        write.open(_UDA, number)
        self.playback.platform.dao.events.ask.ask()
        return number

    def _answer(self, number: int, guests: list[Address]) -> None:
        surveys = self.playback.platform.dao.surveys
        for guest in guests:
            given = self._answers()
            asked = way(surveys.pages.page(number, guest).questions, given)
            surveys.answer.keep(number, guest, {question.key: given[question.key] for question in asked})
            surveys.answer.send(number, guest)

    def _answers(self) -> Answers:
        chance = self.chance
        return {
            "q1": int(chance.random() < 0.3),
            "q2": sorted(chance.sample(range(4), chance.randint(1, 3))),
            "q3": chance.choice((3, 4, 4, 5, 5, 5)),
            "q4": chance.choice((0, 1_500, 2_000, 3_000, 3_500, 5_000, 8_000, 12_000)),
            "q5": chance.choice((0, 0, 1, 1, 1, 2, 2, 3)),
            "q6": chance.choice((0, 1, 1, 2)),
            "q7": chance.choice((*_WISHES, None, None)),
        }

    def _close(self) -> None:
        self.playback.platform.dao.surveys.answer.forget()
