"""What must be on the machine: Python, Node, the locked packages, compiler, devnet, free ports, room on the disk."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

from app.doctor.finding import Finding, ok, problem, warning
from chain.devnet import anvil_executable
from chain.errors import ConfigError
from chain.settings import CardPayments, IdentityCheck, Settings

ROOT = Path(__file__).resolve().parents[2]
_PYTHON = (3, 11)
_NODE = 20
_ROOM_BYTES = 500 * 1024 * 1024
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(?:\s*;\s*(.+?))?\s*\\?$", re.MULTILINE)


def python() -> Finding:
    seen = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _PYTHON:
        return ok("python", seen)
    return problem("python", seen, "Python 3.11 か 3.12 を入れてください。", "Install Python 3.11 or 3.12.")


def node() -> Finding:
    executable = shutil.which("node")
    if executable is None:
        return problem("node", "なし / none", "Node.js 20 以上を入れてください。", "Install Node.js 20 or newer.")
    seen = subprocess.run([executable, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    number = re.match(r"v(\d+)", seen)
    if number is None or int(number[1]) < _NODE:
        return problem("node", seen, "Node.js を 20 以上にしてください。", "Update Node.js to 20 or newer.")
    return ok("node", seen)


def locked_packages() -> Finding:
    """Do the installed Python packages have the versions of requirements.lock?"""
    from packaging.markers import Marker

    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wrong = []
    count = 0
    for name, wanted, marker in _LOCKED.findall(lock):
        if marker and not Marker(marker.rstrip("\\ ")).evaluate():
            continue
        count += 1
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "-"
        if found != wanted:
            wrong.append(f"{name} {found}≠{wanted}")
    if wrong:
        shown = ", ".join(wrong[:4]) + ("…" if len(wrong) > 4 else "")
        fix = "`make setup` で入れ直してください。", "Run `make setup` to install the locked versions."
        return problem("packages", shown, *fix)
    return ok("packages", f"{count} (requirements.lock)")


def compiler() -> Finding:
    shims = sorted((ROOT / ".tools" / "solc").glob("solc-v*"))
    if shims and (ROOT / "node_modules" / "solc" / "package.json").exists():
        return ok("solc", shims[-1].name.removeprefix("solc-"))
    fix = "`make setup` で用意できます。", "`make setup` puts it in place."
    return problem("solc", "なし / none", *fix)


def devnet() -> Finding:
    try:
        return ok("anvil", str(anvil_executable().name))
    except ConfigError:
        return problem("anvil", "なし / none", "`npm ci` を実行してください。", "Run `npm ci`.")


def chain_port(settings: Settings) -> Finding:
    where = urlsplit(settings.chain_rpc_url)
    return _port("chain port", where.hostname or "127.0.0.1", where.port or 8545, "MUSUBI_CHAIN_RPC_URL")


def web_port(settings: Settings) -> Finding:
    return _port("web port", settings.web_host, settings.web_port, "MUSUBI_WEB_PORT")


def card_sandbox_port(settings: Settings) -> list[Finding]:
    """Nothing where no sandbox runs."""
    if settings.card_payments is not CardPayments.SANDBOX:
        return []
    return [_port("card sandbox port", settings.web_host, settings.card_sandbox_port, "MUSUBI_CARD_SANDBOX_PORT")]


def identity_sandbox_port(settings: Settings) -> list[Finding]:
    """Nothing where no sandbox runs."""
    if settings.identity_check is not IdentityCheck.SANDBOX:
        return []
    setting = "MUSUBI_IDENTITY_SANDBOX_PORT"
    return [_port("identity sandbox port", settings.web_host, settings.identity_sandbox_port, setting)]


def room(settings: Settings) -> Finding:
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.state_dir).free
    seen = f"{free // 1024**2:,} MB"
    if free < _ROOM_BYTES:
        fix = "ディスクの空きを 500MB 以上にしてください。", "Make at least 500 MB of room on the disk."
        return warning("disk", seen, *fix)
    return ok("disk", seen)


def _port(subject: str, host: str, port: int, setting: str) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return problem(
                subject,
                f"{host}:{port}",
                f"ポート {port} は使用中です。使っているプログラムを終わらせるか、{setting} で変えてください。",
                f"Port {port} is used by another program. End it, or choose another port with {setting}.",
            )
    return ok(subject, f"{host}:{port}")
