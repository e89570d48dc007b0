"""The yen that card payments are handed out from."""

from __future__ import annotations

from eth_account import Account

from app.doctor.finding import Finding, ok, problem, warning
from chain.client import NodeClient
from chain.contracts import Contracts
from chain.deployments import Deployments
from chain.errors import ChainError, ConfigError
from chain.ids import Address
from chain.settings import CardPayments, Settings, plain


def card_float(settings: Settings) -> list[Finding]:
    """Nothing to look at where no cards are taken."""
    if settings.card_payments is CardPayments.NONE:
        return []
    key = plain(settings.yen_float_key)
    if not key:
        return [ok("card yen", "必要なときに作る / made when needed")]
    address = Address(Account.from_key(key).address)
    try:
        deployments = Deployments.load(settings.deployments_dir, settings.chain_id)
        held = int(Contracts(deployments, NodeClient(settings.chain_rpc_url)).yen.balance_of(address))
    except (ChainError, ConfigError) as error:
        return [warning("card yen", str(error), "残高を読めません。", "The balance cannot be read.")]
    return [_judged(address, held, settings.yen_float_least)]


def _judged(address: Address, held: int, least: int) -> Finding:
    seen = f"{address[:10]}… {held:,} 円 / yen"
    ja = f"{address} に円トークンを入れてください。足りないあいだ、カードでのお支払いは断られます。"
    en = f"Send yen tokens to {address}. While they run short, checkouts by card are refused."
    if held == 0:
        return problem("card yen", seen, ja, en)
    return warning("card yen", f"{seen} < {least:,}", ja, en) if held < least else ok("card yen", seen)
