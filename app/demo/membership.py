"""Cards of one person: the fan club of Fukushima, whose card comes at once, and digital resident cards of Bandai and
Mukawa, which an officer issues. Clubs and towns are of the regions' own applications; perks are invented."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Till
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.ids import Address, MunicipalityCode
from marketplace.models import FanClubCardDetail, Perk, ResidentCardDetail
from marketplace.queries.member_cards.pages import held_card
from marketplace.services.admission.door import Door, Scan
from marketplace.services.create_collection import CollectionDraft

_BANDAI, _MUKAWA, _SHIZUOKA = (MunicipalityCode(code) for code in ("074071", "015865", "221007"))
_CLUB, _BANDAI_CARD, _MUKAWA_CARD = "fukushima-fan-club", "bandai-resident", "mukawa-resident"
_TEA, _TOFU, _MISO = "慧日寺門前茶屋", "磐梯名水豆腐店", "駿府みそ茶屋"
_FANS = (0, 1, 9, 14, 21, 33)  # the fan and the member one can sign in as, and others
_RESIDENTS = (3, 27)
_ASKS = (48, "祖母が磐梯町に住んでいて、毎年の雪かきに通っています。")


@dataclass(slots=True)
class Membership:
    playback: Playback
    cast: Cast
    table: Timetable
    shops: dict[str, Till]
    numbers: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """The series, each signed by its town's officer."""
        for draft in (self._club(), self._bandai(), self._mukawa()):
            platform, officer = self.playback.platform, self.cast.officers[draft.municipality]
            asked = platform.marketplace.create_collection.prepare(officer, draft)
            signature = platform.wallet.sign_typed_data(officer, asked.typed_data, reason="marketplace.collection")
            platform.marketplace.create_collection.complete(asked.subject, signature)
            self.numbers[draft.series] = int(asked.subject)

    def note(self) -> None:
        """Who asks for a card, who is waited for, and what shops gave."""
        desks = self.playback.platform.marketplace.member_cards.keep_desk
        for series, town, way in (
            (_CLUB, _BANDAI, {"at_once": True}),
            (_BANDAI_CARD, _BANDAI, {"at_once": False, "for_residents": True}),
            (_MUKAWA_CARD, _MUKAWA, {"at_once": False}),
        ):
            desks.open(town, self.cast.officers[town], self.numbers[series], **way)
        add, moment = self.table.add, self.table.moment
        for place, person in enumerate(_FANS):
            add(moment(12 - place, 19, 5), partial(self._apply, _CLUB, person))
        for person in _RESIDENTS:
            add(moment(9, 12, 15), partial(self._apply, _BANDAI_CARD, person, "磐梯山が好きで、よく通っています。"))
            add(moment(8, 10, 30), partial(self._issue, person))
        add(moment(1, 21, 10), partial(self._apply, _BANDAI_CARD, *_ASKS))
        for days_ago, person, shop, perk in ((4, 9, _TEA, 0), (3, 14, _MISO, 2), (2, 9, _TOFU, 1), (1, 21, _MISO, 2)):
            add(moment(days_ago, 13, 20), partial(self._give, person, shop, perk))

    def _apply(self, series: str, person: int, words: str = "") -> None:
        applicant = self.cast.people[person].address
        self.playback.platform.marketplace.member_cards.issue_card.apply(self.numbers[series], applicant, words)

    def _issue(self, person: int) -> None:
        platform, officer = self.playback.platform, self.cast.officers[_BANDAI]
        cards, applicant = platform.marketplace.member_cards, self.cast.people[person].address
        asked_for = next(one for one in cards.pages.town(_BANDAI).waiting if one.applicant == applicant)
        asked = cards.issue_card.prepare(_BANDAI, officer, asked_for.id)
        signature = platform.wallet.sign_typed_data(officer, asked.typed_data, reason="marketplace.member_card")
        cards.issue_card.complete(asked.subject, signature)

    def _give(self, person: int, shop: str, perk: int) -> None:
        platform, till, holder = self.playback.platform, self.shops[shop], self.cast.people[person].address
        admission = platform.marketplace.admission
        with platform.db.read() as session:
            card = held_card(session, self.numbers[_CLUB], holder)
        assert card is not None
        code = admission.right_codes.code((card.collection, card.token_id), holder)
        town = _SHIZUOKA if shop == _MISO else _BANDAI
        door = Door(till.merchant_id, town, till.cashier, is_open=True)
        admission.use_perk.give(door, Scan(code, f"demo-perk-{person}-{perk}-{till.merchant_id}"), perk)

    def _perk(self, shop: str, shop_en: str, words_ja: str, words_en: str, limit: str) -> Perk:
        return Perk(shop, shop_en, words_ja, words_en, self.shops[shop].merchant_id, limit)

    def _club(self) -> CollectionDraft:
        perks = (
            self._perk(_TEA, "Enichiji Gate Teahouse", "お抹茶に、小さなお団子をひとつ", "A dumpling with your matcha", "day"),
            self._perk(_TOFU, "Bandai Spring Tofu", "名水豆腐を1丁、はじめの1回だけ", "A block of tofu on your first visit", "once"),
            self._perk(_MISO, "Sunpu Miso Teahouse", "会津みそのみそ汁を1杯", "A bowl of Aizu miso soup", "day"),
        )  # fmt: skip
        detail = FanClubCardDetail("ふくしまファンクラブ", "Fukushima Fan Club", [asdict(perk) for perk in perks])
        return self._draft(
            _CLUB, _BANDAI, detail, "mountains", perks,
            ("ふくしまファンクラブ 会員証", "Fukushima Fan Club Card"),
            "福島が好きな人の会員証です。紙の会員証のかわりに、申し込んだその場で届き、協力店で見せると特典が受けられます。\n\n"
            "お店は何を渡すかを画面で見て、渡した回数を記録します。",
            "For everybody who loves Fukushima. Instead of a card of paper it comes at once, and partner shops give you "
            "something when you show it.",
        )  # fmt: skip

    def _bandai(self) -> CollectionDraft:
        perks = (
            self._perk(
                _TEA, "Enichiji Gate Teahouse", "お茶のおかわりを無料に", "A second cup of tea on the house", "day"
            ),
        )
        detail = ResidentCardDetail("磐梯町", "Bandai", [asdict(perk) for perk in perks])
        return self._draft(
            _BANDAI_CARD, _BANDAI, detail, "mountains", perks,
            ("磐梯町 デジタル住民票", "Bandai Digital Resident Card"),
            "住んでいる人も、離れて暮らす人も、磐梯町の仲間としてつながる1枚です。役場が確かめて発行し、ほかの人へ移すことは"
            "できません。",
            "For those who live in Bandai and those who live away and belong to it. The town hall issues it to you alone.",
        )  # fmt: skip

    def _mukawa(self) -> CollectionDraft:
        perks = (
            Perk(
                "むかわ町穂別博物館", "Hobetsu Museum", "恐竜の日の特別見学にご招待", "A special tour on Dinosaur Day"
            ),
        )
        detail = ResidentCardDetail("むかわ町", "Mukawa", [asdict(perk) for perk in perks])
        return self._draft(
            _MUKAWA_CARD, _MUKAWA, detail, "dinosaur", perks,
            ("むかわ町 デジタル住民票", "Mukawa Digital Resident Card"),
            "むかわ町を応援する人の住民票です。恐竜の化石とししゃものまちの、もうひとりの住民として迎えます。",
            "The resident card of those who support Mukawa, town of dinosaurs and smelt.",
        )  # fmt: skip

    def _draft(
        self,
        series: str,
        town: MunicipalityCode,
        detail: FanClubCardDetail | ResidentCardDetail,
        scene: str,
        perks: tuple[Perk, ...],
        names: tuple[str, str],
        story_ja: str,
        story_en: str,
    ) -> CollectionDraft:
        receiver: Address = self.cast.accounts_of_towns[town]
        return CollectionDraft(
            series=series,
            symbol="MEMBER",
            municipality=town,
            detail=detail,
            name_ja=names[0],
            name_en=names[1],
            story_ja=story_ja,
            story_en=story_en,
            gives_ja=tuple(perk.words_ja for perk in perks),
            gives_en=tuple(perk.words_en for perk in perks),
            scene=scene,
            max_supply=1_000_000,
            royalty_receiver=receiver,
            locked=True,
        )
