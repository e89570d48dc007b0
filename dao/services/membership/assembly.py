"""Puts membership and moderation together for dao/assembly.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.models.moderation import ReportedKind
from dao.ports import Directory, Holders
from dao.queries.membership.belonging import Belonging
from dao.queries.membership.conduct import ConductPages
from dao.queries.membership.people import PeoplePages
from dao.queries.moderation.pages import ModerationPages
from dao.queries.news.audiences import Audiences
from dao.queries.news.pages import NewsPages
from dao.queries.product_projects.readers import Readers
from dao.reported_kinds import reported_kinds
from dao.services.membership.admit import AdmitCircle, AdmitSeries
from dao.services.membership.edit_conduct import EditConduct
from dao.services.membership.invite_shop import InviteShop
from dao.services.membership.name_roles import NameRoles
from dao.services.membership.show_profile import ShowProfile
from dao.services.moderation.decide import Decide
from dao.services.moderation.report_subject import ReportSubject
from dao.services.news.send_news import SendNews
from dao.services.news.write_news import WriteNews


@dataclass(frozen=True, slots=True)
class News:
    """What stewards write to members."""

    pages: NewsPages
    write: WriteNews
    send: SendNews


@dataclass(frozen=True, slots=True)
class Membership:
    """Who belongs, who has which role, who wishes to be seen, the code of conduct, and news to all of them."""

    belonging: Belonging
    pages: PeoplePages
    conduct: ConductPages
    name_roles: NameRoles
    show_profile: ShowProfile
    edit_conduct: EditConduct
    admit_series: AdmitSeries
    admit_circle: AdmitCircle
    invite_shop: InviteShop
    news: News


@dataclass(frozen=True, slots=True)
class Moderation:
    """Reports about what people wrote, and open decisions about them."""

    pages: ModerationPages
    report: ReportSubject
    decide: Decide


def assemble_membership(
    db: Database, clock: Clock, belonging: Belonging, holders: Holders, directory: Directory
) -> Membership:
    audiences = Audiences(belonging, holders)
    return Membership(
        belonging=belonging,
        pages=PeoplePages(db, belonging, holders, directory),
        conduct=ConductPages(db),
        name_roles=NameRoles(db, clock),
        show_profile=ShowProfile(db, clock, belonging),
        edit_conduct=EditConduct(db, clock),
        admit_series=AdmitSeries(db, clock, holders),
        admit_circle=AdmitCircle(db, clock),
        invite_shop=InviteShop(db, clock, holders, directory),
        news=News(NewsPages(db, belonging, audiences, holders), WriteNews(db, clock, audiences), SendNews(db, clock)),
    )


def assemble_moderation(
    db: Database, clock: Clock, belonging: Belonging, holders: Holders, of_towns: Mapping[str, ReportedKind]
) -> Moderation:
    """`of_towns`: kinds of things on towns' own pages, about which their officers decide."""
    kinds = {**reported_kinds(Readers(belonging, holders), clock), **of_towns}
    return Moderation(
        ModerationPages(db, belonging, kinds), ReportSubject(db, clock, belonging, kinds), Decide(db, clock, kinds)
    )
