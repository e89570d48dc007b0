"""A project in Shizuoka that takes the city's coin beside yen and keeps whatever comes together: fishing with children
at Shimizu. The place, the coin and the diner are real or from the region's own application; the rest is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import JST
from chain.ids import Address, MunicipalityCode
from chain.units import Points, Yen
from marketplace.models import Share
from marketplace.models.projects import DonationKind, Milestone
from marketplace.services.projects.assembly import ProjectServices
from marketplace.services.projects.draft_project import ProjectDraft
from marketplace.signing import ToSign

SHIZUOKA, _COIN, _SHOP = MunicipalityCode("221007"), "ふじのくにコイン", "清水みなと食堂"
_PLEDGED = (Points(2_500), Points(1_200))


@dataclass(slots=True)
class PledgingPoints:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying
    number: int = field(default=0)

    @property
    def projects(self) -> ProjectServices:
        return self.playback.platform.marketplace.projects

    def begin(self) -> None:
        officer = self.cast.officers[SHIZUOKA]
        self.number = self.projects.draft.draft(SHIZUOKA, officer, self._draft())
        asked = self.projects.open.prepare(SHIZUOKA, self.number, officer)
        self.projects.open.complete(asked.subject, self._signature(officer, asked))

    def note(self) -> None:
        self.table.add(self.table.moment(14, 10, 40), self._state_goal)
        self.table.add(self.table.moment(13, 18, 40), self._pledge)

    def _state_goal(self) -> None:
        officer, goal = self.cast.officers[SHIZUOKA], self.projects.points.state_goal
        shop = self.paying.shops[_SHOP].merchant_id
        asked = goal.prepare(SHIZUOKA, self.number, officer, self._program(), shop)
        goal.complete(asked.subject, self._signature(officer, asked))

    def _pledge(self) -> None:
        """Of what its people still have, so that nobody at a till finds less than the play expects; and before the drop
        of the coin, whose points would have to be brought to the account first."""
        purses = self.paying.purses[self._program()]
        named = {person.address for person in self.cast.people[:2]}
        fullest = sorted(purses, key=lambda holder: (-purses[holder], holder))
        supporters = [holder for holder in fullest if holder not in named]
        for supporter, amount in zip(supporters, _PLEDGED, strict=False):
            if purses[supporter] < int(amount):
                continue
            asked = self.projects.points.pledge.prepare(self.number, supporter, amount)
            self.projects.points.pledge.complete(asked.subject, self._signature(supporter, asked))
            purses[supporter] -= int(amount)

    def _signature(self, signer: Address, asked: ToSign) -> bytes:
        return self.playback.platform.wallet.sign_typed_data(signer, asked.typed_data, reason="demo.project")

    def _program(self) -> int:
        return next(number for number, program in self.paying.programs.items() if program.name_ja == _COIN)

    def _draft(self) -> ProjectDraft:
        return ProjectDraft(
            donation_kind=DonationKind.TOWN,
            title_ja="清水港 親子の釣り教室をひらく", title_en="Fishing with Children at Shimizu Port",
            story_ja="港で育つ子どもたちに、釣りと魚のさばき方を教えます。竿とえさ、救命胴衣をそろえ、釣った魚は港の食堂で一緒にいただきます。\n\n"
            "集まった分だけ回数を増やします。",
            story_en="Children of the port learn to fish and to prepare what they catch. We buy rods, bait and life jackets, and "
            "eat the catch together at the harbour diner.\n\nThe more comes together, the more days there will be.",
            scene="diamond_fuji", goal=Yen(60_000), all_or_nothing=False,
            opens_at=self.playback.clock.now(),
            closes_at=datetime.combine(self.table.today + timedelta(days=20), time(20), JST),
            least=Yen(500), most=Yen(300_000), suggested=(Yen(1_000), Yen(5_000)),
            milestones=(Milestone(10_000, "道具をそろえ、教室をひらく", "Tackle, and the first days"),),
            shares=(Share(self.cast.accounts_of_towns[SHIZUOKA], 10_000, "静岡市", "Shizuoka City"),),
            thanks_from=Yen(0),
        )  # fmt: skip
