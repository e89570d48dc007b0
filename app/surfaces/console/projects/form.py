"""The form of a donation project: what an officer typed, and the draft that it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request

from app.surfaces.console.forms import Typed, local_moment, read_count, read_moment
from app.surfaces.console.sale_forms import read_scene, read_shares
from chain.errors import Invalid
from chain.units import Points, Yen
from marketplace.models import Share
from marketplace.models.projects import DonationKind, Milestone
from marketplace.models.projects.rewards import PointsThanks, TicketThanks
from marketplace.models.selling.splitting import percent_words, read_parts
from marketplace.ports import SalePayee
from marketplace.queries.projects.views import ProjectView
from marketplace.services.projects.draft_project import ProjectDraft

_WORDS = ("title_ja", "title_en", "story_ja", "story_en")
FIELDS = (
    *_WORDS, "donation_kind", "scene", "goal", "all_or_nothing", "opens_at", "closes_at", "least", "most", "suggested",
    "thanks_from", "thanks_uses",
    "thanks_place_ja", "thanks_place_en", "thanks_until", "points_program", "points_each", "points_from", "vote_days",
    "shares", "milestones",
)  # fmt: skip
_LINES = 4

_Part = TypeVar("_Part", Share, Milestone)


def _read_some(text: str) -> int:
    """An empty field is none. Raises: Invalid."""
    return read_count(text or "0")


@dataclass(slots=True)
class ProjectForm:
    """`shares`: lines of (key of a payee, percent); `milestones`: lines of (percent, Japanese, English) as typed."""

    typed: Typed
    shares: list[list[str]]
    milestones: list[list[str]]

    @classmethod
    def blank(cls) -> ProjectForm:
        given = {
            "donation_kind": DonationKind.TOWN, "scene": "sunflowers", "all_or_nothing": "1", "least": "500",
            "most": "1000000", "suggested": "1000 3000 10000", "thanks_from": "3000",
            "vote_days": "0", "thanks_uses": "0",
        }  # fmt: skip
        return cls(Typed.of(FIELDS, given), [["town", "95.00"], ["platform", "5.00"]], [["30", "", ""], ["70", "", ""]])

    @classmethod
    def sent(cls) -> ProjectForm:
        get = request.form.getlist
        shares = [[payee, part] for payee, part in zip(get("payee"), get("percent"), strict=False) if part.strip()]
        steps = zip(get("step_percent"), get("step_ja"), get("step_en"), strict=False)
        milestones = [list(step) for step in steps if any(one.strip() for one in step)]
        return cls(Typed.of(FIELDS, request.form), shares[:16], milestones[:12])

    @classmethod
    def of(cls, view: ProjectView, payees: Sequence[SalePayee]) -> ProjectForm:
        project = view.project
        given = {name: str(getattr(project, name)) for name in (*_WORDS, "donation_kind", "scene")}
        given |= {name: str(int(getattr(project, name))) for name in ("goal", "least", "most", "thanks_from")}
        given |= {"vote_days": str(project.vote_days), "thanks_uses": str(project.thanks_uses)}
        given |= {name: str(getattr(project, name)) for name in ("thanks_place_ja", "thanks_place_en", "thanks_until")}
        if project.points_thanks_program:
            given |= {"points_program": str(project.points_thanks_program)}
            given |= {
                "points_each": str(project.points_thanks_each),
                "points_from": str(int(project.points_thanks_from)),
            }
        given |= {"opens_at": local_moment(project.opens_at), "closes_at": local_moment(project.closes_at)}
        given |= {"suggested": " ".join(str(one) for one in project.suggested)}
        given |= {"all_or_nothing": "1" if project.all_or_nothing else ""}
        keys = {payee.address: payee.key for payee in payees}
        shares = [[keys.get(one.payee, ""), percent_words(one.basis_points)] for one in project.typed_shares()]
        steps = [[percent_words(one.basis_points), one.words_ja, one.words_en] for one in project.typed_milestones()]
        return cls(Typed.of(FIELDS, given), shares, steps)

    @property
    def share_lines(self) -> list[list[str]]:
        return (self.shares + [["", ""]] * _LINES)[: max(_LINES, len(self.shares) + 1)]

    @property
    def step_lines(self) -> list[list[str]]:
        return (self.milestones + [["", "", ""]] * _LINES)[: max(_LINES, len(self.milestones) + 1)]

    def draft(self, payees: Sequence[SalePayee]) -> ProjectDraft | None:
        """None with a sentence at each field that cannot be read."""
        typed, values = self.typed, self.typed.values
        goal, least, most = (typed.read(name, Yen.parse) for name in ("goal", "least", "most"))
        thanks = typed.read("thanks_from", lambda text: Yen.parse(text or "0"))
        vote_days, uses = (typed.read(name, _read_some) for name in ("vote_days", "thanks_uses"))
        points_thanks = self._points_thanks()
        suggested = typed.read("suggested", lambda text: tuple(Yen.parse(one) for one in text.split()))
        opens, closes = typed.read("opens_at", read_moment), typed.read("closes_at", read_moment)
        shares = self._read("shares", lambda: read_shares(self.shares, payees))
        milestones = self._read("milestones", self._read_milestones)
        scene = typed.read("scene", read_scene)
        if typed.errors or opens is None or closes is None or scene is None:
            return None
        return ProjectDraft(
            title_ja=values["title_ja"],
            title_en=values["title_en"],
            story_ja=values["story_ja"],
            story_en=values["story_en"],
            donation_kind=DonationKind(values["donation_kind"]),
            scene=scene,
            all_or_nothing=values["all_or_nothing"] == "1",
            opens_at=opens,
            closes_at=closes,
            suggested=suggested or (),
            milestones=milestones or (),
            shares=shares or (),
            thanks_from=thanks or Yen(0),
            vote_days=vote_days or 0,
            ticket=TicketThanks(
                uses or 0, values["thanks_place_ja"], values["thanks_place_en"], values["thanks_until"].strip()
            ),
            points_thanks=points_thanks,
            goal=goal or Yen(0),
            least=least or Yen(0),
            most=most or Yen(0),
        )

    def _points_thanks(self) -> PointsThanks:
        """Amounts count only where a program is chosen."""
        program = self.typed.values["points_program"]
        if not (program.isdecimal() and len(program) < 12 and int(program)):
            return PointsThanks()
        each = self.typed.read("points_each", Points.parse)
        return PointsThanks(int(program), each or Points(0), self.typed.read("points_from", Yen.parse) or Yen(0))

    def _read(self, name: str, reader: Callable[[], tuple[_Part, ...]]) -> tuple[_Part, ...] | None:
        try:
            return reader()
        except Invalid as error:
            self.typed.refuse(error, name)
            return None

    def _read_milestones(self) -> tuple[Milestone, ...]:
        keys = [str(place) for place in range(len(self.milestones))]
        parts = read_parts([[key, one[0]] for key, one in zip(keys, self.milestones, strict=True)], keys)
        return tuple(
            Milestone(part.basis_points, self.milestones[int(part.payee)][1], self.milestones[int(part.payee)][2])
            for part in parts
        )
