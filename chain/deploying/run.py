"""Starts Ape as a subprocess with what it needs: compiler folder, node, plan, and the operator's key in its
environment."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chain.client import NodeClient
from chain.deployments import Deployments
from chain.errors import ChainError
from chain.ids import Address
from chain.settings import Mining, Settings, plain

ROOT = Path(__file__).resolve().parent.parent.parent
_COMPILED = ROOT / ".build" / "__local__.json"
_DIGEST = ROOT / ".build" / "sources.sha256"
_SHIPPED = ROOT / ".build" / "shipped"
_SETTINGS = ("ape-config.yaml", "package-lock.json")  # of the compiler, and the libraries the contracts import
# Ape compiles a project that lies in the temporary folder where it is, and any other in a copy without the libraries,
# which then reach the compiler in another order: other bytecode, by a thousand bytes. Everywhere the same is wanted.
_IN_PLACE = {"TMPDIR": str(ROOT)}


class DeploymentFailed(ChainError):
    """Ape did not finish. `output` is the end of what it printed."""

    def __init__(self, step: str, output: str) -> None:
        super().__init__(f"{step} failed:\n{output}")
        self.step = step
        self.output = output


@dataclass(frozen=True, slots=True)
class CommunityPlan:
    """A governor and a treasury for one voting collection. Delays and periods in seconds, quorum in percent.

    `vote_extension`: how long a vote still lasts after its quorum is reached, at most the voting period. `towns`:
    codes, as numbers, of the municipalities whose officers may veto what waits in the treasury.
    """

    slug: str
    collection: Address
    voting_delay: int
    voting_period: int
    quorum_percent: int
    timelock_delay: int
    proposal_threshold: int = 1
    vote_extension: int = 0
    towns: Sequence[int] = ()


def compile_contracts() -> None:
    """Compile contracts/ into .build; does nothing when they are unchanged. Ape itself does not always notice that a
    source has changed since it compiled, so the sources' digest is kept beside what came out. Each contract is also
    written to .build/shipped, from where forge's tests deploy it: they test the bytecode that is shipped.

    Raises: DeploymentFailed with the compiler's words.
    """
    digest = _digest_of_sources()
    if _COMPILED.exists() and _SHIPPED.exists() and _DIGEST.exists() and _DIGEST.read_text(encoding="utf-8") == digest:
        return
    _run("compiling", [str(Path(sys.executable).parent / "ape"), "compile", "--force"], _IN_PLACE)
    _write_shipped()
    _DIGEST.write_text(digest, encoding="utf-8")


def _write_shipped() -> None:
    """A file for each contract that can be deployed, in the form of forge's artifacts."""
    _SHIPPED.mkdir(exist_ok=True)
    for name, kind in json.loads(_COMPILED.read_text(encoding="utf-8"))["contractTypes"].items():
        bytecode = kind.get("deploymentBytecode", {}).get("bytecode", "0x")
        if bytecode != "0x":
            artifact = {"abi": kind["abi"], "bytecode": {"object": bytecode}}
            (_SHIPPED / f"{name}.json").write_text(json.dumps(artifact), encoding="utf-8")


def _digest_of_sources() -> str:
    """Over everything that the compiled contracts depend on."""
    found = hashlib.sha256()
    for path in (*sorted((ROOT / "contracts").rglob("*.sol")), *(ROOT / name for name in _SETTINGS)):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def deploy_platform(settings: Settings) -> Deployments:
    """Deploy all contracts and write the deployments file.

    Raises: DeploymentFailed, NodeUnavailable.
    """
    _deploy(settings, "platform", {})
    return Deployments.load(settings.deployments_dir, settings.chain_id)


def deploy_communities(settings: Settings, plans: Sequence[CommunityPlan]) -> Deployments:
    """Deploy governor, treasury and guardian for each plan and add them to the deployments file.

    Raises: DeploymentFailed, NodeUnavailable.
    """
    _deploy(settings, "communities", {"plans": [asdict(plan) for plan in plans]})
    return Deployments.load(settings.deployments_dir, settings.chain_id)


def _deploy(settings: Settings, what: str, plan: dict[str, Any]) -> None:
    client = NodeClient(settings.chain_rpc_url)
    asked = {
        "what": what,
        "rpc_url": settings.chain_rpc_url,
        "chain_id": settings.chain_id,
        "directory": str(settings.deployments_dir.resolve()),
        **plan,
    }
    on_demand = settings.chain_mining is Mining.ON_DEMAND
    if on_demand:  # Ape waits for each receipt
        client.request("evm_setAutomine", [True])
    try:
        environment = {"MUSUBI_DEPLOYER_KEY": plain(settings.operator_key)}
        _run(
            f"deploying the {what}", [sys.executable, "-m", "chain.deploying.with_ape"], environment, json.dumps(asked)
        )
    finally:
        if on_demand:
            client.request("evm_setAutomine", [False])


def _run(step: str, command: list[str], extra: dict[str, str], given: str = "") -> None:
    environment = {**os.environ, "SOLCX_BINARY_PATH": str(ROOT / ".tools" / "solc"), **extra}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=given, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        raise DeploymentFailed(step, "\n".join(done.stdout.splitlines()[-25:]))
