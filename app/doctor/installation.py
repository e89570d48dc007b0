"""What was installed: settings, database, chain, contracts, the relayer's gas, the clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from eth_account import Account
from sqlalchemy.exc import SQLAlchemyError

from app.adapters.content import content_store
from app.doctor.finding import Finding, ok, problem, warning
from app.migrating import newest_revision, present_revision
from chain.client import NodeClient
from chain.clock import SystemClock, unix
from chain.db import Database
from chain.deployments import Deployments
from chain.errors import ChainError, ConfigError, DomainError
from chain.ids import Address
from chain.settings import Mining, Mode, Settings
from marketplace.errors import StoreUnavailable

_LEAST_WEI = 10**17
_SKEW_SECONDS = 30
_PROBE = b"musubi doctor"


def secrets(settings: Settings) -> Finding:
    try:
        settings.check()
    except ConfigError as error:
        return problem("settings", error.setting, f"{error.setting} を自分の値にしてください。", f"{error}.")
    if settings.mode is Mode.PRODUCTION:
        return ok("settings", "production")
    return ok("settings", "embedded: 開発用の鍵 / development keys")


def database(settings: Settings) -> Finding:
    db = Database(settings.sqlalchemy_url)
    try:
        present, newest = present_revision(db), newest_revision()
    except SQLAlchemyError as error:
        ja = "MUSUBI_DATABASE_URL と、データベースが動いているかを確かめてください。"
        return problem("database", type(error).__name__, ja, "Check MUSUBI_DATABASE_URL and that the server runs.")
    finally:
        db.close()
    kind = "SQLite" if db.is_sqlite else "PostgreSQL"
    if present != newest:
        fix = "`musubi migrate` を実行してください。", "Run `musubi migrate`."
        return problem("database", f"{kind} {present or '-'} ≠ {newest}", *fix)
    return ok("database", f"{kind} {present}")


def content(settings: Settings) -> Finding:
    """A few bytes are kept and read again."""
    where = _kept_in(settings)
    try:
        store = content_store(settings)
        store.get(store.put(_PROBE))
    except DomainError as error:
        fix = (
            "保管場所の設定（MUSUBI_S3_… または MUSUBI_IPFS_API_URL）、鍵、バケットがあるかを確かめてください。",
            "Check the store's settings (MUSUBI_S3_… or MUSUBI_IPFS_API_URL), its keys, and that the bucket exists.",
        )
        if not (settings.s3_bucket or settings.ipfs_api_url):
            fix = "このフォルダに書けるようにしてください。", "Make this folder writable."
        return problem("pictures", f"{where}: {_why(error)}", *fix)
    return ok("pictures", where)


def _kept_in(settings: Settings) -> str:
    if settings.s3_bucket:
        return f"S3 {settings.s3_endpoint_url or settings.s3_region} {settings.s3_bucket}/{settings.s3_prefix}"
    return f"IPFS {settings.ipfs_api_url}" if settings.ipfs_api_url else str(settings.content_dir)


def _why(error: DomainError) -> str:
    return str(error.values["why"]) if isinstance(error, StoreUnavailable) else type(error).__name__


def chain(settings: Settings) -> Finding:
    client = NodeClient(settings.chain_rpc_url)
    try:
        deployments = Deployments.load(settings.deployments_dir, settings.chain_id)
        deployments.check(client)
        height = client.block_number()
    except ConfigError:
        fix = (
            "`musubi deploy` を実行してください（`make run` なら自動です）。",
            "Run `musubi deploy` (`make run` does).",
        )
        return problem("contracts", "なし / none", *fix)
    except ChainError as error:
        return problem(
            "chain",
            str(error),
            "MUSUBI_CHAIN_RPC_URL のノードが動いていて、正しいチェーンかを確かめてください。デモなら `make reset`。",
            "Is the node of MUSUBI_CHAIN_RPC_URL running, and the right one? For a demonstration: `make reset`.",
        )
    return ok("chain", f"id {settings.chain_id}, block {height}, {len(deployments.contracts)} contracts")


def relayer_funds(settings: Settings) -> list[Finding]:
    client = NodeClient(settings.chain_rpc_url)
    findings = []
    for key in settings.relayer_private_keys():
        address = Address(Account.from_key(key).address)
        try:
            wei = client.balance(address)
        except ChainError as error:
            return [warning("relayer", str(error), "ノードに接続できません。", "The node does not answer.")]
        seen = f"{address[:10]}… {wei / 10**18:,.3f} ETH"
        if wei < _LEAST_WEI:
            ja, en = f"{address} に手数料を入金してください。", f"Send gas money to {address}."
            findings.append(problem("relayer", seen, ja, en))
        else:
            findings.append(ok("relayer", seen))
    return findings


def clock(settings: Settings) -> Finding:
    """The newest block of a network, or the web server's own clock, against this machine's."""
    now = unix(SystemClock().now())
    if settings.chain_mining is Mining.ON_DEMAND:
        return ok("clock", datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        newest = NodeClient(settings.chain_rpc_url).block()
    except ChainError as error:
        return warning("clock", str(error), "ノードに接続できません。", "The node does not answer.")
    behind = now - int(newest["timestamp"], 16) if newest else 0
    if abs(behind) > _SKEW_SECONDS:
        ja = "この機械の時計が合っているか、ノードが遅れていないかを確かめてください。"
        en = "Check this machine's clock (NTP), and whether the node lags."
        return warning("clock", f"{behind:+d} s", ja, en)
    return ok("clock", f"{behind:+d} s")


def web(settings: Settings) -> Finding:
    address = f"http://{settings.web_host}:{settings.web_port}/healthz/ready"
    try:
        answer = requests.get(address, timeout=5)
    except requests.RequestException:
        return warning(
            "web", "-", "`make run` または `musubi web` で起動してください。", "Start it: `make run` or `musubi web`."
        )
    served = parsedate_to_datetime(answer.headers["Date"])
    seen = f"{answer.status_code} {served:%H:%M:%S}"
    if answer.ok:
        return ok("web", seen)
    return problem("web", answer.text[:200], "示された部分を直してください。", "Mend the part that is named.")
