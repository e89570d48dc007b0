"""The composition root: the only place that picks what the parts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

import dao
import marketplace
import points
import wallet
from app.adapters.analytics_people import VerifiedHomes, town_doings
from app.adapters.archives import FolderArchives
from app.adapters.blocks import make_block
from app.adapters.card_holders import MarketCardHolders
from app.adapters.card_provider import card_provider_of
from app.adapters.community_holders import CommunityHolders
from app.adapters.content import content_store
from app.adapters.dao_directory import DaoDirectory
from app.adapters.event_tickets import EventTickets
from app.adapters.near_postman import postman_for
from app.adapters.openid_holdings import PersonHoldings
from app.adapters.openid_services import BridgeServicesDirectory, TriesServices
from app.adapters.point_sales import OnlinePointSales
from app.adapters.points_till import MarketPointsTill
from app.adapters.product_sales import MarketProductSales
from app.adapters.project_thanks import ProjectThanks
from app.adapters.rewarded_people import RewardedPeople
from app.adapters.sale_payees import MarketPayees
from app.adapters.segment_facts import MarketSegmentFacts
from app.adapters.sellers import MarketSellers
from app.adapters.service_subjects import ServiceSubjects
from app.adapters.survey_thanks import SurveyThanks
from app.adapters.ticket_desk import ServiceTicketDesk
from app.adapters.ticket_subjects import TicketSubjects
from app.adapters.town_officers import TownOfficers
from app.adapters.town_reports import town_reports
from app.adapters.town_residents import TownResidents
from app.adapters.town_votes import TownVotes
from app.adapters.web_push import WebPush
from app.adapters.yen_float import yen_float_of
from app.sample_services import near_origins
from chain.client import NodeClient
from chain.clock import Clock, SystemClock, TrialClock
from chain.contracts import Contracts
from chain.contracts.persons import MarketPersons
from chain.db import Database
from chain.deployments import Deployments
from chain.errors import ConfigError
from chain.events import Handler
from chain.indexer.finality import finalized_block
from chain.indexer.projector import Projector
from chain.municipalities import Municipalities, MunicipalityProjector
from chain.settings import Mode, Settings, plain
from chain.units import Points
from dao.queries.events.inviting import Inviting
from dao.queries.membership.belonging import Belonging
from marketplace.ports import CardProvider
from points.analytics.segments import assembly as segments
from points.analytics.segments.assembly import SegmentServices
from points.bridges.ticket_words import TicketNames
from wallet import openid
from wallet.assembly import mailer_of, vault_of

EXTENSION = "musubi"


@dataclass(frozen=True, slots=True)
class Platform:
    """Everything a surface, a command or a periodic job works with."""

    settings: Settings
    clock: Clock
    db: Database
    client: NodeClient
    deployments: Deployments
    contracts: Contracts
    municipalities: Municipalities
    wallet: wallet.WalletServices
    dao: dao.Dao
    marketplace: marketplace.Marketplace
    points: points.PointsServices
    segments: SegmentServices
    openid: openid.OpenIdProvider
    web_push: WebPush | None  # None: this installation sends no push messages


def build_platform(
    settings: Settings,
    *,
    clock: Clock | None = None,
    db: Database | None = None,
    client: NodeClient | None = None,
    deployments: Deployments | None = None,
    card_provider: CardProvider | None = None,
) -> Platform:
    """Assemble the platform; what is given replaces what settings say.

    Does not check that the node runs our contracts; `Deployments.check` and `musubi doctor` do.
    Raises: ConfigError when a setting is unsafe or nothing is deployed.
    """
    settings.check()
    clock = clock or clock_of(settings)
    db = db or Database(settings.sqlalchemy_url)
    client = client or NodeClient(settings.chain_rpc_url)
    deployments = deployments or Deployments.load(settings.deployments_dir, settings.chain_id)
    contracts = Contracts(deployments, client)
    municipalities = Municipalities()
    accounts = wallet.assemble(db, clock, settings, client, contracts.identities)
    card_provider = card_provider or card_provider_of(settings)
    point_services = _points(settings, clock, db, client, contracts, municipalities, accounts)
    return Platform(
        settings=settings,
        clock=clock,
        db=db,
        client=client,
        deployments=deployments,
        contracts=contracts,
        municipalities=municipalities,
        wallet=accounts,
        dao=_dao(settings, clock, db, client, contracts, accounts, point_services),
        marketplace=_marketplace(
            settings, clock, db, client, contracts, municipalities, accounts, point_services, card_provider
        ),
        points=point_services,
        segments=_segments(clock, db, municipalities, accounts),
        openid=_openid(settings, clock, db, municipalities, accounts),
        web_push=_web_push(settings, clock),
    )


def clock_of(settings: Settings) -> Clock:
    """The machine's; an embedded installation may have been moved forward (`musubi forward`)."""
    return SystemClock() if settings.mode is Mode.PRODUCTION else TrialClock(settings.time_ahead_file)


def wall_of(clock: Clock) -> Clock:
    """The time that others have, too: ours may have been moved forward."""
    return SystemClock() if isinstance(clock, TrialClock) else clock


def _dao(
    settings: Settings,
    clock: Clock,
    db: Database,
    client: NodeClient,
    contracts: Contracts,
    accounts: wallet.WalletServices,
    point_services: points.PointsServices,
) -> dao.Dao:
    return dao.assemble(
        db,
        clock,
        contracts,
        client,
        directory=DaoDirectory(db, accounts, clock, contracts.crowdfund.address),
        holders=CommunityHolders(clock, accounts.persons),
        final_block=finalized_block,
        make_block=make_block(settings, client),
        secret=plain(settings.secret_key),
        card_holders=MarketCardHolders(),
        thanks=SurveyThanks(db, clock, point_services),
        persons=accounts.persons,
        product_sales=MarketProductSales(clock),
        reported_of_towns=town_reports(),
    )


def _marketplace(
    settings: Settings,
    clock: Clock,
    db: Database,
    client: NodeClient,
    contracts: Contracts,
    municipalities: Municipalities,
    accounts: wallet.WalletServices,
    point_services: points.PointsServices,
    card_provider: CardProvider | None,
) -> marketplace.Marketplace:
    payees = MarketPayees(db, clock, accounts.shop_accounts)
    return marketplace.assemble(
        db,
        clock,
        contracts,
        content=content_store(settings),
        payees=payees,
        people=accounts,
        persons=MarketPersons(contracts.market, contracts.identities),
        contacts=accounts,
        sellers=MarketSellers(),
        cipher=vault_of(settings),
        make_block=make_block(settings, client),
        code_secret=plain(settings.secret_key),
        archives=FolderArchives(settings.state_dir / "archives"),
        public_url=settings.public_url,
        signer=accounts,
        homes=accounts.persons,
        card_provider=card_provider,
        yen_float=yen_float_of(settings, contracts) if card_provider else None,
        point_sales=OnlinePointSales(clock, point_services.online.charge),
        points_till=MarketPointsTill(db, contracts, municipalities, point_services),
        points_grants=ProjectThanks(SurveyThanks(db, clock, point_services)),
        ticket_audience=_event_tickets(clock, accounts),
        custody=payees.custody,
        opens=accounts.shop_accounts,
        faucet_is_open=settings.mode is not Mode.PRODUCTION,
        is_demonstration=settings.demo,
    )


def _event_tickets(clock: Clock, accounts: wallet.WalletServices) -> EventTickets:
    holders = CommunityHolders(clock, accounts.persons)
    return EventTickets(clock, Inviting(Belonging(holders), MarketCardHolders(), holders))


def _points(
    settings: Settings,
    clock: Clock,
    db: Database,
    client: NodeClient,
    contracts: Contracts,
    municipalities: Municipalities,
    accounts: wallet.WalletServices,
) -> points.PointsServices:
    return points.assemble(
        db=db,
        clock=clock,
        client=client,
        contracts=contracts,
        municipalities=municipalities,
        signer=accounts,
        directory=accounts,
        contacts=accounts,
        shop_accounts=accounts.shop_accounts,
        cipher=vault_of(settings),
        letters=mailer_of(settings, db, clock),
        make_block=make_block(settings, client),
        public_url=settings.public_url,
        card_accounts=accounts.card_accounts,
        residents=TownResidents(db, clock, accounts.persons),
        officers=TownOfficers(),
        persons=accounts.persons,
        card_holders=MarketCardHolders(),
        vendor_accounts=accounts.vendor_accounts,
        subjects=ServiceSubjects(accounts, clock),
        postman=postman_for(near_origins(settings)),
        near_origins=near_origins(settings),
        ticket_names=_ticket_names(settings),
        ticket_holders=TicketSubjects(clock),
        ticket_desk=ServiceTicketDesk(clock, _ticket_names(settings), accounts),
        wall=wall_of(clock),
        people_facts=RewardedPeople(),
        homes=VerifiedHomes(),
        doings=town_doings(),
        families=accounts.families,
        votes=TownVotes(),
        households=accounts.families,
        gift_daily_limit=Points(settings.gift_daily_limit),
    )


def _segments(
    clock: Clock, db: Database, municipalities: Municipalities, accounts: wallet.WalletServices
) -> SegmentServices:
    facts = MarketSegmentFacts(CommunityHolders(clock, accounts.persons))
    return segments.assemble(db, clock, municipalities, facts, RewardedPeople(), accounts)


def _openid(
    settings: Settings,
    clock: Clock,
    db: Database,
    municipalities: Municipalities,
    accounts: wallet.WalletServices,
) -> openid.OpenIdProvider:
    return openid.assemble(
        db,
        clock,
        wall_of(clock),
        vault_of(settings),
        settings,
        identity=accounts.identity.read,
        services=BridgeServicesDirectory(municipalities),
        holdings=PersonHoldings(clock, municipalities, _ticket_names(settings), accounts),
        may_try=TriesServices(accounts.has_role),
    )


def _ticket_names(settings: Settings) -> TicketNames:
    return TicketNames(plain(settings.secret_key))


def _web_push(settings: Settings, clock: Clock) -> WebPush | None:
    """Raises: ConfigError."""
    key = plain(settings.push_key)
    if not key:
        return None
    try:
        return WebPush(key, settings.mail_from, clock)
    except ValueError as error:
        raise ConfigError("MUSUBI_PUSH_KEY", "make one with `musubi push-key`") from error


def projectors(platform: Platform) -> list[Projector]:
    """What the indexer feeds, in the order in which one may read what another wrote."""
    return [
        MunicipalityProjector(),
        *wallet.projectors(),
        *dao.projectors(platform.contracts),
        *marketplace.projectors(),
        *points.projectors(),
    ]


def event_handlers(platform: Platform) -> dict[str, list[Handler]]:
    """Which domain hears which event of another."""
    return {
        "points.service_event_received": [
            platform.points.conversion.request.on_service_event_received,
            platform.points.bridges.rules.judge.on_service_event_received,
        ],
        "points.winners_drawn": [platform.points.notices.winners.on_winners_drawn],
        "points.rule_budget_spent": [platform.points.notices.rules.on_rule_budget_spent],
        "points.relief_moved": [platform.points.notices.relief.on_relief_moved],
        "marketplace.bid_decided": [platform.points.notices.auctions.on_bid_decided],
        "marketplace.seats_freed": [platform.points.notices.tickets.on_seats_freed],
        "marketplace.tickets_sold": [platform.points.bridges.tell_of_tickets.on_tickets_sold],
        "marketplace.tickets_given_back": [platform.points.bridges.tell_of_tickets.on_tickets_given_back],
        "marketplace.right_served": [platform.points.notices.rights.on_right_served],
        "marketplace.name_reviewed": [platform.points.notices.auctions.on_name_reviewed],
        "marketplace.lottery_turn_came": [platform.points.notices.auctions.on_lottery_turn_came],
        "marketplace.lottery_drawn": [platform.points.notices.auctions.on_lottery_drawn],
        "marketplace.lottery_called_off": [platform.points.notices.auctions.on_lottery_called_off],
        "marketplace.milestone_vote_announced": [platform.points.notices.votes.on_milestone_vote_announced],
        "dao.vote_announced": [platform.points.notices.votes.on_vote_announced],
        "dao.trustees_told": [platform.points.notices.votes.on_vote_announced],
        "dao.poll_voided": [platform.points.notices.votes.on_poll_voided],
        "dao.proposal_vetoed": [platform.points.notices.votes.on_proposal_vetoed],
        "dao.content_moderated": [platform.points.notices.communities.on_content_moderated],
        "dao.attendees_told": [platform.points.notices.events.on_attendees_told],
        "dao.news_published": [platform.points.notices.communities.on_news_published],
        "dao.product_moved": [platform.points.notices.communities.on_product_moved],
        "dao.idea_progressed": [platform.points.notices.communities.on_idea_progressed],
        "dao.plan_moved": [platform.points.notices.votes.on_plan_moved],
        "dao.shop_invited": [platform.points.notices.communities.on_shop_invited],
        "wallet.person_moved": [platform.points.notices.identity.on_person_moved],
        "wallet.family_told": [platform.points.notices.families.on_family_told],
        "wallet.identity_runs_out": [platform.points.notices.identity.on_identity_runs_out],
        "wallet.consent_withdrawn": [platform.points.bridges.tell_of_withdrawal.on_consent_withdrawn],
        "chain.call_failed": [dao.on_call_failed, marketplace.on_call_failed, points.on_call_failed],
    }


def current_platform() -> Platform:
    """The platform of the application that serves this request."""
    return cast("Platform", current_app.extensions[EXTENSION])
