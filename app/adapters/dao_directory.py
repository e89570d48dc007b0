"""Names for addresses, as communities show them: people, shops, and treasuries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app.i18n import localized
from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.ports import FundableProject, MilestoneQuestion, Payee, PayeeKind
from marketplace.models import Town
from marketplace.models.projects import Project, ProjectPledged
from marketplace.models.projects.rules import ProjectState
from marketplace.models.selling import SaleAccount
from marketplace.queries.projects.views import shown_projects
from marketplace.queries.projects.votes import VoteView, votes_of_project
from points.models import Merchant, MerchantOnChain
from wallet import WalletServices


class DaoDirectory:
    """A treasury may pay to towns that have an account for takings, to every shop that stands on chain, to the other
    treasuries, pledge to projects that collect money now, and vote on the milestones of those it supports."""

    def __init__(self, db: Database, wallet: WalletServices, clock: Clock, crowdfund: Address) -> None:
        self._db = db
        self._clock = clock
        self._wallet = wallet
        self._crowdfund = crowdfund

    def payees(self) -> Sequence[Payee]:
        open_shops = select(Merchant).join(MerchantOnChain, MerchantOnChain.merchant_id == Merchant.id)
        with self._db.read() as session:
            shops = session.scalars(open_shops.where(~MerchantOnChain.is_suspended).order_by(Merchant.id)).all()
            accounts = select(SaleAccount.address, Town).join(Town, Town.code == SaleAccount.owner)
            towns = session.execute(accounts.order_by(Town.code)).all()
            communities = session.scalars(select(Community).order_by(Community.id)).all()
        return [
            *(Payee(address, town.name_ja, town.name_en, PayeeKind.TOWN, str(town.code)) for address, town in towns),
            *(Payee(shop.account, shop.name_ja, shop.name_en or shop.name_ja, PayeeKind.MERCHANT) for shop in shops),
            *(Payee(one.timelock, one.name_ja, one.name_en, PayeeKind.COMMUNITY) for one in communities),
        ]

    def projects(self) -> Sequence[FundableProject]:
        with self._db.read() as session:
            shown = shown_projects(session, self._clock.now())
            running = [view.project for view in shown if view.state is ProjectState.RUNNING]
            return [_fundable(project) for project in running]

    def milestone_questions(self, supporter: Address) -> Sequence[MilestoneQuestion]:
        now = unix(self._clock.now())
        supported = select(Project).join(ProjectPledged, ProjectPledged.number == Project.number)
        with self._db.read() as session:
            projects = session.scalars(supported.where(ProjectPledged.supporter == supporter).distinct()).all()
            return [
                _question(project, vote)
                for project in sorted(projects, key=lambda one: one.number)
                for vote in votes_of_project(session, project.number, now, supporter)
                if vote.may_vote
            ]

    def names(self, addresses: Collection[Address]) -> Mapping[Address, str]:
        known = {payee.address: localized(payee, "name") for payee in self.payees() if payee.address in addresses}
        escrow = {self._crowdfund: str(_("寄附プロジェクトの預かり口"))} if self._crowdfund in addresses else {}
        return self._wallet.names(list(addresses)) | known | escrow


def _fundable(project: Project) -> FundableProject:
    return FundableProject(project.number, project.title_ja, project.title_en, project.least, project.most)


def _question(project: Project, vote: VoteView) -> MilestoneQuestion:
    opened = vote.opened
    return MilestoneQuestion(
        project.number, project.title_ja, project.title_en, opened.round, opened.milestone + 1, opened.report_hash,
        opened.closes_at, vote.own_weight,
    )  # fmt: skip
