"""Puts the services of the points domain together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.client import NodeClient
from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.indexer.projector import Projector
from chain.municipalities import Municipalities
from chain.units import Points
from points import analytics, bridges
from points.analytics import AnalyticsServices
from points.analytics.ports import Homes, TownDoings
from points.analytics.wellbeing import assembly as wellbeing
from points.analytics.wellbeing.assembly import WellbeingServices
from points.analytics.wellbeing.ports import Votes
from points.bridges import BridgeServices
from points.bridges.ports import Postman, SubjectDirectory, TicketDesk, TicketHolders, VendorAccounts
from points.bridges.rules.ports import FamilyDirectory, PeopleFacts
from points.bridges.ticket_words import TicketNames
from points.ports import (
    AccountDirectory,
    BlockMaker,
    CardAccounts,
    CardHolders,
    Cipher,
    Contacts,
    Households,
    Letters,
    Officers,
    Persons,
    ResidentRegistry,
    ShopAccounts,
    Signer,
)
from points.projections import MerchantProjector, PointsProjector
from points.services.bonuses.give_bonus import GiveBonus
from points.services.bonuses.keep_bonus import KeepBonus
from points.services.campaigns.approve_campaign import ApproveCampaign
from points.services.campaigns.choose_people import ChoosePeople
from points.services.campaigns.keep_approval_limit import KeepApprovalLimit
from points.services.campaigns.outline_campaign import OutlineCampaign
from points.services.campaigns.record_legal_reason import RecordLegalReason
from points.services.campaigns.set_budget import SetBudget
from points.services.campaigns.write_message import WriteMessage
from points.services.cards.card_directory import CardDirectory
from points.services.cards.card_pin import CardPins
from points.services.cards.charge_card import ChargeCard
from points.services.cards.check_pin import CheckPin
from points.services.cards.keep_card_rules import KeepCardRules
from points.services.cards.make_cards import MakeCards
from points.services.cards.serve_holder import ServeHolder
from points.services.charge_customer import ChargeCustomer
from points.services.check_campaign import CheckCampaign
from points.services.close_settlement import CloseSettlement
from points.services.conversion import assembly as conversion
from points.services.conversion.assembly import ConversionServices
from points.services.coupons.redeem_coupon import RedeemCoupon
from points.services.coupons.take_coupon import TakeCoupon
from points.services.coupons.write_coupon import WriteCoupon
from points.services.create_program import CreateProgram
from points.services.draws.cancel_draw import CancelDraw
from points.services.draws.draw_winners import DrawWinners
from points.services.draws.enter_draw import EnterDraw
from points.services.draws.write_draw import WriteDraw
from points.services.drops.claim_entries import ClaimEntries
from points.services.erase_person import ErasePerson
from points.services.give_points import GivePoints
from points.services.issue_payment_code import IssuePaymentCode
from points.services.keep_money_desk import KeepMoneyDesk
from points.services.merchants.apply_as_merchant import ApplyAsMerchant
from points.services.merchants.import_merchants import ImportMerchants
from points.services.merchants.keep_payout_account import KeepPayoutAccount
from points.services.merchants.keep_shop import KeepShop
from points.services.merchants.review_application import ReviewApplication
from points.services.merchants.suspend_merchant import SuspendMerchant
from points.services.notices import assembly as notices
from points.services.notices.assembly import NoticeServices
from points.services.online.charge_online import ChargeOnline
from points.services.online.keep_sale import KeepOnlineSale
from points.services.pause_campaign import PauseCampaign
from points.services.pay_out import PayOut
from points.services.pay_shop import PayShop
from points.services.read_own_data import ReadOwnData
from points.services.reconcile import Reconcile
from points.services.refund_payment import RefundPayment
from points.services.register_merchant import RegisterMerchant
from points.services.relief import assembly as relief
from points.services.relief.assembly import ReliefServices
from points.services.request_payment import RequestPayment
from points.services.reserve_payment import ReservePayment
from points.services.send_payment import SendPayment
from points.services.shop_code import ShopCodes
from points.services.start_campaign import StartCampaign
from points.services.sweep_expired import SweepExpired
from points.services.till.close_till import CloseTill
from points.services.till.correct_payment import CorrectPayment
from points.services.till.keep_cashiers import KeepCashiers
from points.services.till.keep_items import KeepItems
from points.services.till.set_up_till import SetUpTill
from points.services.withdraw_sale import WithdrawSale


@dataclass(frozen=True, slots=True)
class CardServices:
    """Of paper cards."""

    make: MakeCards
    serve: ServeHolder
    charge: ChargeCard
    rules: KeepCardRules
    check_pin: CheckPin


@dataclass(frozen=True, slots=True)
class WizardServices:
    """Of a campaign that has not started yet."""

    outline: OutlineCampaign
    people: ChoosePeople
    budget: SetBudget
    law: RecordLegalReason
    message: WriteMessage
    approval: ApproveCampaign
    limit: KeepApprovalLimit


@dataclass(frozen=True, slots=True)
class CouponServices:
    """Discounts that a town pays to shops."""

    write: WriteCoupon
    redeem: RedeemCoupon
    take: TakeCoupon


@dataclass(frozen=True, slots=True)
class OnlineServices:
    """Of points sold on the web."""

    keep_sale: KeepOnlineSale
    charge: ChargeOnline


@dataclass(frozen=True, slots=True)
class BonusServices:
    """Of points on top for an identity check."""

    keep: KeepBonus
    give: GiveBonus


@dataclass(frozen=True, slots=True)
class PointsServices:
    directory: AccountDirectory
    municipalities: Municipalities
    create_program: CreateProgram
    register_merchant: RegisterMerchant
    apply_as_merchant: ApplyAsMerchant
    review_application: ReviewApplication
    import_merchants: ImportMerchants
    keep_shop: KeepShop
    keep_payout_account: KeepPayoutAccount
    suspend_merchant: SuspendMerchant
    wizard: WizardServices
    check_campaign: CheckCampaign
    start_campaign: StartCampaign
    pause_campaign: PauseCampaign
    issue_payment_code: IssuePaymentCode
    claim_entries: ClaimEntries
    sweep_expired: SweepExpired
    reserve_payment: ReservePayment
    send_payment: SendPayment
    charge_customer: ChargeCustomer
    withdraw_sale: WithdrawSale
    shop_codes: ShopCodes
    request_payment: RequestPayment
    pay_shop: PayShop
    keep_cashiers: KeepCashiers
    keep_items: KeepItems
    correct_payment: CorrectPayment
    set_up_till: SetUpTill
    close_till: CloseTill
    refund_payment: RefundPayment
    cards: CardServices
    give_points: GivePoints
    notices: NoticeServices
    read_own_data: ReadOwnData
    erase_person: ErasePerson
    close_settlement: CloseSettlement
    keep_money_desk: KeepMoneyDesk
    pay_out: PayOut
    reconcile: Reconcile
    write_draw: WriteDraw
    enter_draw: EnterDraw
    cancel_draw: CancelDraw
    draw_winners: DrawWinners
    coupons: CouponServices
    online: OnlineServices
    bonuses: BonusServices
    conversion: ConversionServices
    relief: ReliefServices
    wellbeing: WellbeingServices
    bridges: BridgeServices
    analytics: AnalyticsServices


def assemble(
    *,
    db: Database,
    clock: Clock,
    client: NodeClient,
    contracts: Contracts,
    municipalities: Municipalities,
    signer: Signer,
    directory: AccountDirectory,
    contacts: Contacts,
    shop_accounts: ShopAccounts,
    card_accounts: CardAccounts,
    residents: ResidentRegistry,
    officers: Officers,
    persons: Persons,
    card_holders: CardHolders,
    vendor_accounts: VendorAccounts,
    subjects: SubjectDirectory,
    postman: Postman,
    people_facts: PeopleFacts,
    homes: Homes,
    doings: TownDoings,
    families: FamilyDirectory,
    votes: Votes,
    households: Households,
    near_origins: frozenset[str],
    ticket_names: TicketNames,
    ticket_holders: TicketHolders,
    ticket_desk: TicketDesk,
    wall: Clock,
    cipher: Cipher,
    letters: Letters,
    make_block: BlockMaker,
    public_url: str,
    gift_daily_limit: Points,
) -> PointsServices:
    registering = RegisterMerchant(db, clock, contracts, shop_accounts, cipher)
    claiming = ClaimEntries(db, clock, contracts, persons)
    reserving = ReservePayment(clock, contracts, municipalities, claiming)
    sending = SendPayment(db, clock, client, contracts, signer, claiming)
    refunding = RefundPayment(db, clock, contracts, signer)
    people = CardDirectory(db, directory)
    check_campaign, approving = CheckCampaign(db, clock, people, persons), ApproveCampaign(db, clock)
    starting = StartCampaign(db, clock, contracts, persons)
    pins = CardPins(cipher)
    check_pin = CheckPin(db, clock, pins)
    redeeming = RedeemCoupon(clock, municipalities, card_holders)
    connecting = bridges.assemble(
        db,
        clock,
        wall,
        cipher,
        accounts=vendor_accounts,
        letters=letters,
        subjects=subjects,
        postman=postman,
        public_url=public_url,
        contracts=contracts,
        municipalities=municipalities,
        signer=signer,
        people=people_facts,
        families=families,
        cards=card_holders,
        near_origins=near_origins,
        ticket_names=ticket_names,
        ticket_holders=ticket_holders,
        ticket_desk=ticket_desk,
    )
    return PointsServices(
        directory=people,
        municipalities=municipalities,
        create_program=CreateProgram(db, clock, contracts, municipalities),
        register_merchant=registering,
        apply_as_merchant=ApplyAsMerchant(db, clock, municipalities, cipher),
        review_application=ReviewApplication(db, clock, cipher, letters, registering, public_url),
        import_merchants=ImportMerchants(db, clock, cipher, signer, registering),
        keep_shop=KeepShop(db, clock, cipher),
        keep_payout_account=KeepPayoutAccount(db, clock),
        wizard=WizardServices(
            outline=OutlineCampaign(db, clock),
            people=ChoosePeople(db, clock, check_campaign, residents),
            budget=SetBudget(db, clock),
            law=RecordLegalReason(db, clock),
            message=WriteMessage(db, clock),
            approval=approving,
            limit=KeepApprovalLimit(db, clock),
        ),
        check_campaign=check_campaign,
        suspend_merchant=SuspendMerchant(db, clock, contracts),
        start_campaign=starting,
        pause_campaign=PauseCampaign(db, clock),
        issue_payment_code=IssuePaymentCode(db, clock),
        claim_entries=claiming,
        sweep_expired=SweepExpired(db, clock, contracts),
        reserve_payment=reserving,
        send_payment=sending,
        charge_customer=ChargeCustomer(db, clock, reserving, sending, check_pin, redeeming),
        withdraw_sale=WithdrawSale(db, clock),
        refund_payment=refunding,
        shop_codes=ShopCodes(db, public_url),
        request_payment=RequestPayment(db, clock, reserving),
        pay_shop=PayShop(db, clock, reserving, sending),
        cards=CardServices(
            make=MakeCards(db, clock, card_accounts, cipher),
            serve=ServeHolder(db, clock, pins),
            charge=ChargeCard(db, clock, check_campaign),
            rules=KeepCardRules(db, clock),
            check_pin=check_pin,
        ),
        notices=notices.assemble(db, clock, cipher, contacts, officers),
        read_own_data=ReadOwnData(clock, cipher),
        erase_person=ErasePerson(clock),
        give_points=GivePoints(db, clock, contracts, signer, directory, claiming, gift_daily_limit),
        keep_cashiers=KeepCashiers(db, clock),
        keep_items=KeepItems(db),
        correct_payment=CorrectPayment(db, refunding),
        set_up_till=SetUpTill(db),
        close_till=CloseTill(db, clock, directory),
        close_settlement=CloseSettlement(db, clock, contracts, signer),
        keep_money_desk=KeepMoneyDesk(db, clock),
        pay_out=PayOut(db, clock),
        reconcile=Reconcile(db, contracts),
        write_draw=WriteDraw(db, clock, cipher),
        enter_draw=EnterDraw(db, clock, reserving, sending),
        cancel_draw=CancelDraw(db, clock, refunding),
        draw_winners=DrawWinners(db, clock, client, cipher, make_block),
        coupons=CouponServices(
            write=WriteCoupon(db, clock, municipalities),
            redeem=redeeming,
            take=TakeCoupon(db, clock, reserving, redeeming, check_pin),
        ),
        online=OnlineServices(
            keep_sale=KeepOnlineSale(db, clock, signer), charge=ChargeOnline(db, clock, contracts, signer, persons)
        ),
        bonuses=BonusServices(keep=KeepBonus(db, clock, signer), give=GiveBonus(db, clock, contracts, signer, persons)),
        wellbeing=wellbeing.assemble(db, clock, people_facts, votes),
        relief=relief.assemble(db, clock, residents, persons, households, check_campaign, approving, starting),
        conversion=conversion.assemble(db, clock, contracts, signer, persons, connecting.messages),
        bridges=connecting,
        analytics=analytics.assemble(db, clock, homes, doings),
    )


def projectors() -> list[Projector]:
    return [PointsProjector(), MerchantProjector()]
