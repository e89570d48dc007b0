"""Brings up the embedded installation, step by step: everything of Musubi on one machine under one supervisor."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import requests

from app import sample_services
from app.demo.connecting import connect, unconnected
from app.demo.loading import is_loaded, load_demo
from app.demo.timetable import genesis_before_history
from app.doctor import preflight
from app.migrating import migrate
from app.steps import step
from app.supervisor import Child, Supervisor
from app.words import Stop, Words
from chain.client import NodeClient
from chain.clock import TrialClock, unix
from chain.contracts import Contracts
from chain.deploying import compile_contracts, deploy_platform
from chain.deployments import Deployments
from chain.devnet import Devnet
from chain.operator import Operator
from chain.settings import CardPayments, IdentityCheck, Settings

_ROOT = Path(__file__).resolve().parent.parent
_STATIC = _ROOT / "app" / "static"
_SERVICES = (("indexer", "index"), ("relayer", "relay"), ("scheduler", "schedule"), ("web", "web"))
_READY_SECONDS = 60


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Holds the lock of the state directory, so that two commands do not work on it at once.

    Raises: Stop when another `musubi` holds it.
    """
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    with (settings.state_dir / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Stop(
                Words(
                    f"{settings.state_dir} ではすでに結びが動いています。先にそちらを Ctrl-C で終わらせてください。",
                    f"Musubi is already running on {settings.state_dir}. End it first, with Ctrl-C where it runs.",
                )
            ) from None
        yield


def bring_up(settings: Settings, supervisor: Supervisor) -> None:
    """All steps up to the moment where the first page can be opened.

    Raises: Stop, ConfigError, NodeUnavailable, WrongChain, DeploymentFailed: each ends the command with a sentence.
    """
    with step("環境を確かめる", "checking this machine"):
        preflight(settings)
    if assets_are_stale():
        with step("画面の部品をまとめる", "building stylesheets and scripts"):
            build_assets()
    begins = unix(genesis_before_history(datetime.now(UTC))) if settings.demo else None
    devnet = Devnet(settings, genesis_time=begins)
    is_new = devnet.is_new
    with step("ブロックチェーンを起動する", "starting the chain"):
        anvil = supervisor.add(Child("chain", devnet.command(), stop_seconds=30))
        devnet.wait_ready(anvil.process)  # type: ignore[arg-type]
        keep_ahead(settings, devnet)
    put_contracts(settings, is_new)
    with step("データベースを整える", "preparing the database"):
        _migrate(settings)
    if settings.demo:
        _load_demo(settings)
        _connect_services(settings)
    with step("各サービスを起動する", "starting web, relayer, indexer and scheduler"):
        for name, command in services(settings):
            supervisor.add(Child(name, [sys.executable, "-m", "app.cli", command]))
        wait_until_ready(settings, supervisor)
    sample_services.start(settings, supervisor)


def keep_ahead(settings: Settings, devnet: Devnet) -> None:
    """The chain begins with the machine's time; where everything else was moved forward, it follows."""
    clock = TrialClock(settings.time_ahead_file)
    if clock.ahead:
        devnet.reach(unix(clock.now()))


def services(settings: Settings) -> list[tuple[str, str]]:
    """Name and command of each process beside the chain."""
    cards = [("card-sandbox", "card-sandbox")] if settings.card_payments is CardPayments.SANDBOX else []
    is_played = settings.identity_check is IdentityCheck.SANDBOX
    identity = [("identity", "identity-sandbox")] if is_played else []
    return [*cards, *identity, *_SERVICES]


def _load_demo(settings: Settings) -> None:
    if is_loaded(settings):
        return
    with step("デモの2〜3か月をつくる（1〜2分）", "playing the demonstration's months (1 to 2 minutes)") as say:
        load_demo(settings, say)


def _connect_services(settings: Settings) -> None:
    if missing := unconnected(settings):
        with step("見本のサービスをつなぐ", "connecting the sample services"):
            connect(settings, missing)


def put_contracts(settings: Settings, is_new_chain: bool) -> None:
    """Deploy where nothing is deployed, else check that what is there is ours."""
    client = NodeClient(settings.chain_rpc_url)
    known = (settings.deployments_dir / f"{settings.chain_id}.json").exists()
    if known and is_new_chain:
        raise Stop(
            Words(
                f"チェーンの記録 {settings.chain_state_file} がありません。`make reset` でやり直してください。",
                f"The chain's state {settings.chain_state_file} is gone while its deployments are still recorded. "
                "`make reset` starts over.",
            )
        )
    if known:
        deployments = Deployments.load(settings.deployments_dir, settings.chain_id)
        deployments.check(client)
        tell_contracts(settings, deployments)
        return
    with step("コントラクトをコンパイルする", "compiling the contracts"):
        compile_contracts()
    with step("コントラクトを配備する", "deploying the contracts"):
        tell_contracts(settings, deploy_platform(settings))


def tell_contracts(settings: Settings, deployments: Deployments) -> None:
    """Where tickets are described and whose key attests persons; again after the public address or the key changed."""
    client = NodeClient(settings.chain_rpc_url)
    operator = Operator(settings, client, Contracts(deployments, client))
    operator.name_ticket_metadata(settings.public_url)
    operator.allow_attester()


def assets_are_stale() -> bool:
    built = _STATIC / "dist" / "main.css"
    if not built.exists():
        return True
    sources = [_STATIC / "css", _ROOT / "app" / "frontend"]
    newest = max(path.stat().st_mtime for folder in sources for path in folder.rglob("*") if path.is_file())
    return newest > built.stat().st_mtime


def build_assets() -> None:
    done = subprocess.run(["npm", "run", "--silent", "build"], cwd=_ROOT, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        raise Stop(
            Words(
                f"画面の部品をまとめられませんでした。`npm ci` のあと、もう一度お試しください。\n{done.stderr[-800:]}",
                "Building the stylesheets and scripts failed. Run `npm ci` and try again.",
            )
        )


def wait_until_ready(settings: Settings, supervisor: Supervisor) -> None:
    """Return when a page can be served; a child that crashes meanwhile is started again and said.

    Raises: Stop after a minute.
    """
    address = f"http://{settings.web_host}:{settings.web_port}/healthz/ready"
    until = time.monotonic() + _READY_SECONDS
    pause = threading.Event()
    found = "no answer"
    while time.monotonic() < until:
        supervisor.watch()
        try:
            answer = requests.get(address, timeout=3)
            if answer.ok:
                return
            found = answer.text[:300]
        except requests.RequestException as error:
            found = type(error).__name__
        pause.wait(0.1)
    raise Stop(
        Words(
            f"{_READY_SECONDS}秒たっても使えるようになりませんでした（{found}）。上の行に理由が出ています。",
            f"Not ready after {_READY_SECONDS} s ({found}). The lines above tell why; `musubi doctor` tells more.",
        )
    )


def _migrate(settings: Settings) -> None:
    from chain.db import Database

    db = Database(settings.sqlalchemy_url)
    migrate(db)
    db.close()
