"""Puts the services of the marketplace together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.indexer.projector import Projector
from marketplace.ports import (
    Archives,
    BlockMaker,
    CardProvider,
    Cipher,
    Contacts,
    ContentStore,
    Homes,
    OpensAccounts,
    People,
    Persons,
    PointSales,
    PointsGrants,
    PointsTill,
    SalePayees,
    SellerDirectory,
    Signer,
    TicketAudience,
    YenFloat,
)
from marketplace.projections import (
    AuctionProjector,
    CommunityTokenProjector,
    MarketProjector,
    ProjectPointsProjector,
    ProjectProjector,
    RightProjector,
    TicketProjector,
    TokenProjector,
    YenProjector,
)
from marketplace.queries.artwork import ArtworkPages
from marketplace.queries.card_designs import CardDesigns
from marketplace.queries.catalogue.pages import Catalogue
from marketplace.queries.pages import Pages
from marketplace.queries.selling.offers import SellingPages
from marketplace.queries.selling.series import OwnCards
from marketplace.services.admission.assembly import AdmissionServices, assemble_admission
from marketplace.services.artwork.draw_cards import DrawCards
from marketplace.services.artwork.keep_picture import KeepPicture
from marketplace.services.artwork.save_design import SaveDesign
from marketplace.services.artwork.use_design import UseDesign
from marketplace.services.auctions.cancel_auction import CancelAuction
from marketplace.services.auctions.open_auction import OpenAuction
from marketplace.services.auctions.place_bid import PlaceBid
from marketplace.services.auctions.propose_name import ProposeName
from marketplace.services.auctions.review_name import ReviewName
from marketplace.services.auctions.send_back import SendBack
from marketplace.services.auctions.settle_auctions import SettleAuctions
from marketplace.services.auctions.tell_bidders import TellBidders
from marketplace.services.auctions.write_auction import WriteAuction
from marketplace.services.cancel_listing import CancelListing
from marketplace.services.catalogue.of_listing import PutMissing
from marketplace.services.checkout.assembly import CheckoutServices, assemble_checkout
from marketplace.services.community_tokens.assembly import CommunityTokenServices, assemble_community_tokens
from marketplace.services.create_collection import CreateCollection
from marketplace.services.deliveries.assembly import DeliveryServices, assemble_deliveries
from marketplace.services.eligibility.check_eligibility import CheckEligibility
from marketplace.services.erase_person import ErasePerson
from marketplace.services.holding.assembly import HoldingServices, assemble_holding
from marketplace.services.lotteries.assembly import LotteryServices, assemble_lotteries
from marketplace.services.member_cards.assembly import MemberCards, assemble_member_cards
from marketplace.services.open_listing import OpenListing
from marketplace.services.place_order import PlaceOrder
from marketplace.services.points.assembly import ForPoints, assemble_points
from marketplace.services.projects.assembly import ProjectServices, assemble_projects
from marketplace.services.put_town import PutTown
from marketplace.services.receipts.assembly import ReceiptServices, assemble_receipts
from marketplace.services.selling.list_buyers import ListBuyers
from marketplace.services.selling.publish_offer import PublishOffer
from marketplace.services.selling.read_archives import ReadArchives
from marketplace.services.selling.review_offer import ReviewOffer
from marketplace.services.selling.take_series import TakeSeries
from marketplace.services.selling.write_offer import WriteOffer
from marketplace.services.take_test_yen import TakeTestYen
from marketplace.services.tickets.assembly import TicketServices, assemble_tickets


@dataclass(frozen=True, slots=True)
class Artwork:
    pages: ArtworkPages
    designs: CardDesigns
    keep_picture: KeepPicture
    save_design: SaveDesign
    use_design: UseDesign
    draw_cards: DrawCards


@dataclass(frozen=True, slots=True)
class Auctions:
    write: WriteAuction
    open: OpenAuction
    cancel: CancelAuction
    place_bid: PlaceBid
    settle: SettleAuctions
    send_back: SendBack
    tell: TellBidders
    propose_name: ProposeName
    review_name: ReviewName


@dataclass(frozen=True, slots=True)
class Selling:
    pages: SellingPages
    payees: SalePayees
    write: WriteOffer
    list_buyers: ListBuyers
    take_series: TakeSeries
    read_archives: ReadArchives
    review: ReviewOffer
    publish: PublishOffer


@dataclass(frozen=True, slots=True)
class Marketplace:
    pages: Pages
    erase_person: ErasePerson
    catalogue: Catalogue
    content: ContentStore
    artwork: Artwork
    auctions: Auctions
    selling: Selling
    put_town: PutTown
    create_collection: CreateCollection
    open_listing: OpenListing
    cancel_listing: CancelListing
    eligible: CheckEligibility
    place_order: PlaceOrder
    for_points: ForPoints
    checkout: CheckoutServices
    receipts: ReceiptServices
    take_test_yen: TakeTestYen
    holding: HoldingServices
    tickets: TicketServices
    lotteries: LotteryServices
    projects: ProjectServices
    community_tokens: CommunityTokenServices
    admission: AdmissionServices
    deliveries: DeliveryServices
    member_cards: MemberCards
    put_missing_entries: PutMissing


def assemble(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    *,
    content: ContentStore,
    payees: SalePayees,
    people: People,
    persons: Persons,
    contacts: Contacts,
    sellers: SellerDirectory,
    cipher: Cipher,
    make_block: BlockMaker,
    signer: Signer,
    homes: Homes,
    code_secret: str,
    archives: Archives,
    public_url: str,
    card_provider: CardProvider | None,
    yen_float: YenFloat | None,
    point_sales: PointSales,
    custody: Callable[[], Address],
    opens: OpensAccounts,
    points_till: PointsTill,
    points_grants: PointsGrants,
    ticket_audience: TicketAudience,
    faucet_is_open: bool,
    is_demonstration: bool,
) -> Marketplace:
    tickets = assemble_tickets(db, clock, contracts, make_block, cipher, code_secret, ticket_audience)
    eligible = CheckEligibility(db, persons)
    admission = assemble_admission(db, clock, contracts, signer, tickets.codes, code_secret)
    designs = CardDesigns(public_url, is_demonstration=is_demonstration, own_card=OwnCards(db))
    create_collection = CreateCollection(db, clock, contracts, public_url)
    keep_picture = KeepPicture(db, clock, content)
    open_listing, cancel_listing = OpenListing(db, clock, contracts), CancelListing(db, clock, contracts)
    return Marketplace(
        pages=Pages(db, clock),
        erase_person=ErasePerson(clock),
        catalogue=Catalogue(db, clock),
        content=content,
        artwork=Artwork(
            pages=ArtworkPages(db, designs),
            designs=designs,
            keep_picture=keep_picture,
            save_design=SaveDesign(db, clock),
            use_design=UseDesign(db, clock, contracts),
            draw_cards=DrawCards(db, clock, content, designs),
        ),
        auctions=_auctions(db, clock, contracts, create_collection, make_block),
        selling=_selling(db, clock, content, archives, payees, people, create_collection, open_listing, cancel_listing),
        put_town=PutTown(db),
        create_collection=create_collection,
        open_listing=open_listing,
        cancel_listing=cancel_listing,
        eligible=eligible,
        place_order=PlaceOrder(db, clock, contracts, eligible),
        checkout=assemble_checkout(
            db,
            clock,
            contracts,
            eligible=eligible,
            provider=card_provider,
            yen_float=yen_float,
            signer=signer,
            sales=point_sales,
            payees=payees,
            custody=custody,
            opens=opens,
            people=people,
            public_url=public_url,
            audience=ticket_audience,
        ),
        receipts=assemble_receipts(db, clock, contacts, sellers),
        for_points=assemble_points(db, clock, contracts, points_till, eligible, ticket_audience),
        take_test_yen=TakeTestYen(db, clock, contracts, is_open=faucet_is_open),
        holding=assemble_holding(db, clock, contracts, people),
        lotteries=assemble_lotteries(
            db, clock, contracts, cipher=cipher, make_block=make_block, payees=payees, eligible=eligible
        ),
        projects=assemble_projects(
            db, clock, contracts, create_collection, keep_picture, cipher, make_block, points_till, points_grants
        ),
        community_tokens=assemble_community_tokens(db, clock, contracts),
        tickets=tickets,
        admission=admission,
        deliveries=assemble_deliveries(db, clock, contracts, cipher, signer, admission.redeem_right),
        member_cards=assemble_member_cards(db, clock, contracts, people, signer, homes),
        put_missing_entries=PutMissing(db, clock),
    )


def _selling(
    db: Database,
    clock: Clock,
    content: ContentStore,
    archives: Archives,
    payees: SalePayees,
    people: People,
    create_collection: CreateCollection,
    open_listing: OpenListing,
    cancel_listing: CancelListing,
) -> Selling:
    save_design = SaveDesign(db, clock)
    return Selling(
        pages=SellingPages(db, clock),
        payees=payees,
        write=WriteOffer(db, clock),
        list_buyers=ListBuyers(db, people),
        take_series=TakeSeries(db, clock, archives),
        read_archives=ReadArchives(db, clock, content, archives),
        review=ReviewOffer(db, clock),
        publish=PublishOffer(db, clock, payees, save_design, create_collection, open_listing, cancel_listing),
    )


def _auctions(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    create_collection: CreateCollection,
    make_block: BlockMaker,
) -> Auctions:
    return Auctions(
        write=WriteAuction(db, clock, create_collection),
        open=OpenAuction(db, clock, contracts, create_collection),
        cancel=CancelAuction(db, clock, contracts),
        place_bid=PlaceBid(db, clock, contracts),
        settle=SettleAuctions(db, clock, contracts, make_block),
        send_back=SendBack(db, clock, contracts),
        tell=TellBidders(db, clock),
        propose_name=ProposeName(db, clock),
        review_name=ReviewName(db, clock),
    )


def projectors() -> list[Projector]:
    return [
        MarketProjector(),
        AuctionProjector(),
        TokenProjector(),
        RightProjector(),
        YenProjector(),
        TicketProjector(),
        ProjectProjector(),
        ProjectPointsProjector(),
        CommunityTokenProjector(),
    ]
