"""Three donation projects: sunflowers of Funahashi that take pledges, a repair of the Kanamaruza stage in Kotohira whose
goal was met and whose supporters vote on its next step, and pines of Miho in Shizuoka that is done, so that its supporters
may ask for receipts. Places and the first two follow the regions' own applications; the rest is invented."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial

from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import JST
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.artwork.cards import draw_scene
from marketplace.models import Share
from marketplace.models.projects import DonationKind, Milestone
from marketplace.services.projects.draft_project import ProjectDraft
from marketplace.services.projects.make_pledge import SupporterWords
from marketplace.services.projects.pay_milestone import ReportWords
from marketplace.services.projects.post_update import UpdateWords
from marketplace.services.projects.show_pictures import PictureWords
from marketplace.signing import ToSign

FUNAHASHI, KOTOHIRA, SHIZUOKA = MunicipalityCode("163210"), MunicipalityCode("374032"), MunicipalityCode("221007")
_FAN = 0
_FIRST_OTHER = 7
_SUPPORT = (
    ("pines", 16, 10_000, "青木 花子", "松並木を歩くのが好きです。"), ("pines", 15, 20_000, "三保の漁師", ""), ("pines", 14, 5_000, "", ""),
    ("sunflowers", 6, 10_000, "青木", "孫と迷路を歩くのを楽しみにしています。"), ("sunflowers", 5, 3_000, "", ""),
    ("sunflowers", 4, 30_000, "富山の卒業生", "ふるさとに黄色い夏を。"), ("sunflowers", 2, 5_000, "Claire (Paris)", "See you in summer!"),
    ("stage", 16, 100_000, "歌舞伎好き", "奈落の滑車をまた見たい。"), ("stage", 15, 50_000, "", ""), ("stage", 14, 60_000, "金毘羅講", ""),
)  # fmt: skip
_PICTURES = (
    ("sunflowers", "page", "ひまわりが咲きそろった畑の絵", "A drawing of a field in full bloom"),
    ("mountains", "page", "畑から見える立山連峰の絵", "A drawing of the Tateyama range seen from the field"),
    ("wide_fields", "update", "種をまく前の休耕田の絵", "A drawing of the resting rice fields before sowing"),
)
_PICTURE_WIDTH = 720


_STRETCH = {
    "sunflowers": (
        (Yen(200_000), "迷路の出口に、村を見わたす展望台を建てます", "A lookout over the village at the way out"),
        (Yen(260_000), "夜の迷路を、二晩だけ明かりで照らします", "Two nights on which the maze is lit"),
    ),
    "pines": ((Yen(80_000), "子どもの植樹の日を、もう1回ひらきます", "One more planting day for children"),),
}


@dataclass(slots=True)
class Donating:
    playback: Playback
    cast: Cast
    table: Timetable
    projects: dict[str, int] = field(default_factory=dict)
    _towns: dict[str, MunicipalityCode] = field(default_factory=dict)

    def begin(self) -> None:
        """Written and opened by their towns' officers, each with a card for its supporters."""
        for name, town, draft in (
            ("sunflowers", FUNAHASHI, self._sunflowers()),
            ("stage", KOTOHIRA, self._stage()),
            ("pines", SHIZUOKA, self._pines()),
        ):
            services, officer = self.playback.platform.marketplace.projects, self.cast.officers[town]
            number = self.projects[name] = services.draft.draft(town, officer, draft)
            self._towns[name] = town
            for amount, words_ja, words_en in _STRETCH.get(name, ()):
                services.stretch.promise(town, number, officer, amount, words_ja, words_en)
            asked = services.prepare_thanks.prepare(town, number, officer)
            create = self.playback.platform.marketplace.create_collection
            create.complete(asked.subject, self._signature(asked, officer))
        self.playback.settle()  # the cards come before the projects that thank with them
        for name, number in self.projects.items():
            officer = self.cast.officers[self._towns[name]]
            asked = services.open.prepare(self._towns[name], number, officer)
            services.open.complete(asked.subject, self._signature(asked, officer))

    def note(self) -> None:
        """Who pledges when, and what the towns tell."""
        for place, (name, days_ago, amount, shown, words) in enumerate(_SUPPORT):
            supporter = self.cast.people[_FIRST_OTHER + place if place else _FAN].address
            self.support(name, supporter, self.table.moment(days_ago, 12, 30), amount, SupporterWords(shown, words))
        self.table.add(self.table.moment(10, 12, 10), self._run)
        self.table.add(self.table.moment(3, 10, 10), self._tell)
        self.table.add(self.table.moment(2, 15, 10), self._report)
        self.table.add(self.table.moment(1, 19, 20), self._vote)

    def support(self, name: str, supporter: Address, moment: datetime, amount: int, words: SupporterWords) -> None:
        """Somebody gives once to a project, with yen that they got before."""
        self._give_yen(supporter, Yen(amount), f"supporter:{name}:{supporter}")
        self.table.add(moment, partial(self._pledge, name, supporter, Yen(amount), words))

    def _pledge(self, name: str, supporter: Address, amount: Yen, words: SupporterWords) -> None:
        pledging = self.playback.platform.marketplace.projects.pledge
        asked = pledging.prepare(self.projects[name], supporter, amount, words)
        pledging.complete(asked.subject, self._signature(asked, supporter))

    def _run(self) -> None:
        """First milestones are paid, and supporters thanked."""
        self.playback.settle()  # so that the newest block, by which it is judged, is known
        self.playback.platform.marketplace.projects.run.run_due()

    def _tell(self) -> None:
        words = UpdateWords(
            "種が届きました",
            "小学生が選んだ3種類の種、2万粒が届きました。5月の連休に、みんなで植えます。",
            "The seeds are here",
            "Twenty thousand seeds of three kinds, chosen by the school. We plant them together in May.",
        )
        services = self.playback.platform.marketplace.projects
        number, officer = self.projects["sunflowers"], self.cast.officers[FUNAHASHI]
        update = services.post_update.post(FUNAHASHI, number, officer, words)
        for scene, about, alt_ja, alt_en in _PICTURES:
            drawn = io.BytesIO()
            draw_scene(scene, 7, _PICTURE_WIDTH).save(drawn, "PNG")
            shown = PictureWords(alt_ja, alt_en)
            services.pictures.add(
                FUNAHASHI, number, officer, drawn.getvalue(), shown, update if about == "update" else None
            )

    def _report(self) -> None:
        services, officer = self.playback.platform.marketplace.projects, self.cast.officers[KOTOHIRA]
        words = ReportWords(
            "奈落の滑車を外し、宮大工の手で組み直しました。綱も新しくなりました。",
            "The pulleys below the stage were taken out and set again by temple carpenters, with new ropes.",
        )
        asked = services.pay_milestone.prepare(KOTOHIRA, self.projects["stage"], officer, words)
        services.pay_milestone.complete(asked.subject, self._signature(asked, officer))

    def _vote(self) -> None:
        """Two of the stage's three supporters; the third may still."""
        votes, number = self.playback.platform.marketplace.projects.votes, self.projects["stage"]
        for place in [place for place, (name, *_) in enumerate(_SUPPORT) if name == "stage"][:2]:
            supporter = self.cast.people[_FIRST_OTHER + place].address
            asked = votes.cast.prepare(number, 1, supporter, True)
            votes.cast.complete(asked.subject, self._signature(asked, supporter))
        votes.send.send_due()

    def _signature(self, asked: ToSign, signer: Address) -> bytes:
        return self.playback.platform.wallet.sign_typed_data(signer, asked.typed_data, reason="demo.project")

    def _give_yen(self, to: Address, amount: Yen, what: str) -> None:
        platform, name = self.playback.platform, f"demo.project_yen:{what}"
        with platform.db.write() as session:
            call = platform.contracts.yen.faucet_mint(to, amount)
            enqueue(session, call, key=name, subject=name, now=platform.clock.now())

    def _at(self, days: int, hour: int) -> datetime:
        return datetime.combine(self.table.today + timedelta(days=days), time(hour), JST)

    def _shares(self, town: MunicipalityCode, name_ja: str, name_en: str) -> tuple[Share, ...]:
        return (
            Share(self.cast.accounts_of_towns[town], 9_500, name_ja, name_en),
            Share(self.cast.platform, 500, "結びの運営費", "Running costs of Musubi"),
        )

    def _sunflowers(self) -> ProjectDraft:
        return ProjectDraft(
            donation_kind=DonationKind.TOWN,
            title_ja="サンフラワープロジェクト ひまわりの迷路", title_en="Sunflower Project: A Maze for Everybody",
            story_ja="休耕田にひまわりを植え、大人も迷う迷路をつくります。植える人、歩く人、写真を撮る人、だれでも参加できます。\n\n"
            "花のあとは油をしぼり、給食に使います。",
            story_en="On resting rice fields we plant sunflowers and cut a maze in which grown-ups get lost. Anybody may plant, "
            "walk, take pictures.\n\nAfterwards the seeds are pressed for the school kitchen.",
            scene="sunflowers", goal=Yen(150_000), all_or_nothing=True,
            opens_at=self.playback.clock.now(), closes_at=self._at(24, 20), least=Yen(500), most=Yen(500_000),
            suggested=(Yen(1_000), Yen(3_000), Yen(10_000)),
            milestones=(
                Milestone(4_000, "種と苗を買い、土をつくる", "Seeds, seedlings and soil"),
                Milestone(6_000, "迷路と展望台をつくる", "The maze and its lookout"),
            ),
            shares=self._shares(FUNAHASHI, "舟橋村", "Funahashi"), thanks_from=Yen(3_000),
        )  # fmt: skip

    def _stage(self) -> ProjectDraft:
        return ProjectDraft(
            donation_kind=DonationKind.TOWN,
            title_ja="金丸座 奈落の滑車を直す", title_en="Mending the Pulleys below the Kanamaruza Stage",
            story_ja="現存する日本最古の芝居小屋、旧金毘羅大芝居「金丸座」。人の力で回す廻り舞台と奈落を、次の百年へ渡します。",
            story_en="Japan's oldest standing playhouse turns its stage by hand. We hand stage and trap room on to the next "
            "hundred years.",
            scene="kabuki_stage", goal=Yen(200_000), all_or_nothing=True,
            opens_at=self.playback.clock.now(), closes_at=self._at(-12, 20), least=Yen(1_000), most=Yen(1_000_000),
            suggested=(Yen(5_000), Yen(50_000)),
            milestones=(
                Milestone(5_000, "滑車と綱をつくる", "Pulleys and ropes"),
                Milestone(3_000, "組み直す", "Setting them again"),
                Milestone(2_000, "お披露目の公演", "A first performance"),
            ),
            shares=self._shares(KOTOHIRA, "琴平町", "Kotohira"), thanks_from=Yen(10_000), vote_days=7,
        )  # fmt: skip

    def _pines(self) -> ProjectDraft:
        return ProjectDraft(
            donation_kind=DonationKind.TOWN,
            title_ja="三保松原 松を育てる", title_en="Young Pines for Miho no Matsubara",
            story_ja="松枯れから守るため、種から育てた苗を植え、十年見守ります。植えた苗には番号を付け、育ちをお知らせします。",
            story_en="Against the wilting of the old pines we plant seedlings grown from their own seeds and look after them for ten "
            "years. Each has a number, and we tell how it grows.",
            scene="diamond_fuji", goal=Yen(50_000), all_or_nothing=False,
            opens_at=self.playback.clock.now(), closes_at=self._at(-11, 20), least=Yen(500), most=Yen(500_000),
            suggested=(Yen(1_000), Yen(10_000)),
            milestones=(Milestone(10_000, "苗を植え、囲いをつくる", "Planting and fencing"),),
            shares=self._shares(SHIZUOKA, "静岡市", "Shizuoka City"), thanks_from=Yen(1_000),
        )  # fmt: skip
