"""Sign EIP-712 typed data with a managed key, for acts whose own screen was the confirmation. Each one is logged."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.contracts.typed_data import TypedData, digest, sign
from chain.db import Database
from chain.ids import Address
from wallet.errors import SigningRefused
from wallet.models import Account, SignatureLog, SignedBy
from wallet.services.managed_keys import ManagedKeys


class SignTypedData:
    def __init__(self, db: Database, clock: Clock, keys: ManagedKeys, chain_id: int) -> None:
        self._db = db
        self._clock = clock
        self._keys = keys
        self._chain_id = chain_id

    def __call__(self, address: Address, typed_data: TypedData, reason: str) -> bytes:
        """`reason` is the purpose that stands in the log, e.g. "points.refund".

        Raises: SigningRefused (no_such_account, browser_wallet_signs_itself, wrong_chain).
        """
        check_chain(typed_data, self._chain_id)
        with self._db.write() as session:
            account = session.scalar(select(Account).where(Account.address == address))
            if account is None:
                raise SigningRefused("no_such_account")
            signature = sign(typed_data, self._keys.private_key(session, account))
            session.add(
                SignatureLog(
                    address=address,
                    purpose=reason,
                    signed_by=SignedBy.PLATFORM,
                    digest=digest(typed_data),
                    signed_at=self._clock.now(),
                )
            )
        return signature


def check_chain(typed_data: TypedData, chain_id: int) -> None:
    """Nothing for another chain is signed here: the same words there would be another act.

    Raises: SigningRefused (wrong_chain).
    """
    if int(typed_data["domain"].get("chainId", 0)) != chain_id:
        raise SigningRefused("wrong_chain")
