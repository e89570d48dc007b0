"""An officer opens the series of cards with which a project thanks its supporters: locked cards, minted by the
crowdfund alone. It must be on chain before the project is opened."""

from __future__ import annotations

from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Conflict
from chain.ids import Address, MunicipalityCode
from marketplace.errors import ProjectSigned
from marketplace.models import DonationDetail, PublishState, RightDetail
from marketplace.models.projects import Project
from marketplace.queries.projects.views import load_project
from marketplace.services.create_collection import CollectionDraft, CreateCollection
from marketplace.signing import ToSign

_MOST_CARDS = 1_000_000


class PrepareThanks:
    """Does not check the officer's role; the surface does, and the contract by signature."""

    def __init__(self, db: Database, contracts: Contracts, create: CreateCollection) -> None:
        self.db = db
        self.contracts = contracts
        self.create = create

    def prepare(self, municipality: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """Raises: ProjectUnknown, ProjectSigned, Conflict (thanks, none_promised / already_made), and what
        CreateCollection raises."""
        with self.db.write() as session:
            project = load_project(session, number, municipality)
            if project.state == PublishState.PENDING:
                raise ProjectSigned(number)
            if not project.thanks_from:
                raise Conflict("thanks", "none_promised")
            if project.thanks is not None and project.thanks.state != PublishState.FAILED:
                if project.thanks.state == PublishState.PENDING:
                    raise Conflict("thanks", "already_made")
                return self.create.ask(session, project.thanks, officer)
            tries = 0 if project.thanks is None else 1
            draft = self._draft(project, tries)
        asked = self.create.prepare(officer, draft)
        with self.db.write() as session:
            load_project(session, number, municipality).thanks_number = int(asked.subject)
        return asked

    def _draft(self, project: Project, tries: int) -> CollectionDraft:
        series = f"thanks-{project.number}" + (f"-{self.create.clock.now():%Y%m%d%H%M%S}" if tries else "")
        return CollectionDraft(
            series=series,
            symbol="THANKS",
            municipality=project.municipality,
            detail=_detail(project),
            name_ja=f"{project.title_ja} 支援の証"[:80],
            name_en=f"Supporter of {project.title_en}"[:120],
            story_ja=project.story_ja,
            story_en=project.story_en,
            gives_ja=("支援者であることの証（譲ったり売ったりはできません）", *_gives(project, "ja")),
            gives_en=("Proof that you supported the project (it cannot be sold or given away)", *_gives(project, "en")),
            scene=project.scene,
            max_supply=_MOST_CARDS,
            royalty_receiver=project.typed_shares()[0].payee,
            upright_ja="支援の証",
            locked=True,
            minter=self.contracts.crowdfund.address,
        )


def _detail(project: Project) -> DonationDetail | RightDetail:
    """A card alone, or one that is also a ticket of the project's place."""
    if not project.thanks_uses:
        return DonationDetail(project.number)
    return RightDetail(
        place_ja=project.thanks_place_ja,
        place_en=project.thanks_place_en,
        uses=project.thanks_uses,
        valid_until=project.thanks_until,
    )


def _gives(project: Project, language: str) -> tuple[str, ...]:
    if not project.thanks_uses:
        return ()
    if language == "ja":
        return (f"{project.thanks_place_ja} のチケット（{project.thanks_uses}回、{project.thanks_until}まで）",)
    times = "once" if project.thanks_uses == 1 else f"{project.thanks_uses} times"
    return (f"A ticket for {project.thanks_place_en} ({times}, until {project.thanks_until})",)
