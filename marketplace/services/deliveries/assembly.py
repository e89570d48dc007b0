"""Puts together what sellers do for holders of rights that they serve."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database, OwnData
from chain.ids import Address
from marketplace.ports import Cipher, Signer
from marketplace.queries.deliveries.own_data import own_deliveries
from marketplace.services.admission.redeem_right import RedeemRight
from marketplace.services.deliveries.exercise_right import ExerciseRight
from marketplace.services.deliveries.keep_address import KeepAddress
from marketplace.services.deliveries.remind_holders import RemindHolders
from marketplace.services.deliveries.serve_deliveries import ServeDeliveries


@dataclass(frozen=True, slots=True)
class DeliveryServices:
    addresses: KeepAddress
    serve: ServeDeliveries
    exercise: ExerciseRight
    remind: RemindHolders

    def own_data(self, session: Session, person: Address) -> OwnData:
        return {
            **self.addresses.own_data(session, person),
            **self.exercise.own_data(session, person),
            **own_deliveries(session, person),
        }


def assemble_deliveries(
    db: Database, clock: Clock, contracts: Contracts, cipher: Cipher, signer: Signer, redeem: RedeemRight
) -> DeliveryServices:
    addresses = KeepAddress(db, clock, contracts, cipher, signer)
    return DeliveryServices(
        addresses=addresses,
        serve=ServeDeliveries(db, clock, addresses, redeem),
        exercise=ExerciseRight(db, clock, contracts, cipher, signer, redeem),
        remind=RemindHolders(db, clock),
    )
