"""Puts together what a door does."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import Signer
from marketplace.services.admission.admit_ticket import AdmitTicket
from marketplace.services.admission.list_good import ListGood
from marketplace.services.admission.redeem_right import RedeemRight
from marketplace.services.admission.sign_admission import SignAdmission
from marketplace.services.admission.sign_ahead import SignAhead
from marketplace.services.admission.sign_use_ahead import SignUseAhead
from marketplace.services.holding.right_code import RightCodes
from marketplace.services.member_cards.use_perk import UsePerk
from marketplace.services.tickets.ticket_code import TicketCodes


@dataclass(frozen=True, slots=True)
class AdmissionServices:
    admit_ticket: AdmitTicket
    signing: SignAdmission
    redeem_right: RedeemRight
    sign_ahead: SignAhead
    sign_use_ahead: SignUseAhead
    list_good: ListGood
    right_codes: RightCodes
    use_perk: UsePerk


def assemble_admission(
    db: Database, clock: Clock, contracts: Contracts, signer: Signer, ticket_codes: TicketCodes, secret: str
) -> AdmissionServices:
    parts, right_codes = (db, clock, contracts, signer), RightCodes(secret)
    signing = SignAdmission(*parts)
    return AdmissionServices(
        admit_ticket=AdmitTicket(db, clock, signing, ticket_codes),
        signing=signing,
        redeem_right=RedeemRight(*parts, right_codes),
        sign_ahead=SignAhead(db, clock, contracts),
        sign_use_ahead=SignUseAhead(db, clock, contracts),
        list_good=ListGood(db, clock, signer, ticket_codes, right_codes),
        right_codes=right_codes,
        use_perk=UsePerk(db, clock, right_codes),
    )
