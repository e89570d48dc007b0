"""Whether who is verified here reaches those contracts that ask for it."""

from __future__ import annotations

from eth_account import Account

from app.doctor.finding import Finding, ok, problem, warning
from chain.client import NodeClient
from chain.contracts import Contracts
from chain.deployments import Deployments
from chain.errors import ChainError, ConfigError
from chain.ids import Address
from chain.settings import Settings, plain


def identity_registry(settings: Settings) -> Finding:
    """The market and the points ask our registry, and our key may attest on it."""
    attester = Address(Account.from_key(plain(settings.attester_key)).address)
    try:
        deployments = Deployments.load(settings.deployments_dir, settings.chain_id)
        contracts = Contracts(deployments, NodeClient(settings.chain_rpc_url))
        asked = {Address(one.view("identities")) for one in (contracts.market, contracts.points)}
        allowed = contracts.identities.attesters(deployments.contracts["IdentityRegistry"].block)
    except (ChainError, ConfigError) as error:
        return warning("identities", str(error), "台帳を読めません。", "The registry cannot be read.")
    if asked != {contracts.identities.address}:
        ja = "市場とポイントの setIdentityRegistry に、この台帳を設定してください。"
        en = "Set this registry on the market and the points with setIdentityRegistry."
        return problem("identities", ", ".join(sorted(asked)), ja, en)
    if attester not in allowed:
        ja = "本人確認をチェーンに書けません。`musubi attester-key` で MUSUBI_ATTESTER_KEY の鍵を認めてください。"
        en = "Nobody can be verified on chain. `musubi attester-key` allows the key of MUSUBI_ATTESTER_KEY."
        return problem("identities", attester, ja, en)
    former = [one for one in allowed if one != attester]
    if former:
        ja = "設定とは別の鍵も署名できます。使い終わったら `musubi attester-key --withdraw` で外してください。"
        en = "Another key than that of the settings may sign, too: `musubi attester-key --withdraw` once it is unused."
        return warning("identities", ", ".join(former), ja, en)
    return ok("identities", f"{contracts.identities.address[:10]}…, attester {attester[:10]}…")
