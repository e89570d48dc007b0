"""The commands as a person meets them: what is said, and that nothing ends in a traceback."""

from __future__ import annotations

import fcntl
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.migrating import newest_revision
from chain.clock import SystemClock
from chain.db import Database
from chain.settings import Settings
from wallet.assembly import vault_of
from wallet.mail import KeptMail
from wallet.services.find_account import FindAccount
from wallet.services.open_managed_account import OpenManagedAccount
from wallet.services.second_factor.authenticator_apps import AuthenticatorApps
from wallet.services.second_factor.standing import SecondFactors
from wallet.services.tell_owner import TellOwner

ROOT = Path(__file__).parents[3]


@pytest.fixture
def state(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state directory of our own, and a node that refuses connections."""
    monkeypatch.setenv("MUSUBI_STATE_DIR", str(settings.state_dir))
    monkeypatch.setenv("MUSUBI_CHAIN_RPC_URL", settings.chain_rpc_url)
    monkeypatch.setenv("MUSUBI_DATABASE_URL", "")
    settings.state_dir.mkdir()
    return settings.state_dir


@pytest.fixture
def running(state: Path) -> Iterator[None]:
    """Another `musubi` works on the state directory."""
    with (state / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def musubi(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(main, list(words), input=given)


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "web",
        "relay",
        "index",
        "schedule",
        "deploy",
        "migrate",
        "demo",
        "forward",
        "doctor",
        "forget-devices",
        "reset",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    assert command in musubi("--help").output
    shown = musubi(command, "--help")
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) > 3


def test_the_program_and_the_package_have_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "app.__version__"}
    assert "0.1.0" in musubi("--version").output


@pytest.mark.usefixtures("state")
def test_migrating_twice_changes_nothing_the_second_time() -> None:
    newest = newest_revision()
    assert musubi("migrate").output == f"- → {newest}\n"
    assert musubi("migrate").output == f"{newest} → {newest}\n"


@pytest.mark.usefixtures("state")
def test_a_part_that_cannot_work_says_why_in_both_languages() -> None:
    done = musubi("schedule")
    assert done.exit_code == 1
    assert "設定 MUSUBI_CHAIN_ID" in done.output
    assert "run `musubi deploy`" in done.output
    assert "Traceback" not in done.output


def test_production_is_not_run_on_one_machine(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "MODE": "production",
        "RELAYER_KEYS": "0x" + "1" * 64,
        "OPERATOR_KEY": "0x" + "2" * 64,
        "ATTESTER_KEY": "0x" + "4" * 64,
        "SECRET_KEY": "s" * 32,
        "KEYSTORE_KEY": "k" * 32,
        "PUBLIC_URL": "https://musubi.example",
        "SMTP_URL": "smtp://mail.example",
        "DEMO": "false",
        "CARD_PAYMENTS": "none",
        "IDENTITY_CHECK": "none",
    }.items():
        monkeypatch.setenv(f"MUSUBI_{name}", value)
    assert "In production run web" in musubi("run").output
    assert "not reset" in musubi("reset", "--yes").output
    assert "not a demonstration" in musubi("demo").output
    assert "is not moved" in musubi("forward", "6d").output
    assert state.exists()


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("words", [["run"], ["reset", "--yes"]])
def test_one_state_directory_has_one_musubi(words: list[str]) -> None:
    done = musubi(*words)
    assert done.exit_code == 1
    assert "already running" in done.output


def test_reset_asks_and_a_no_keeps_everything(state: Path) -> None:
    (state / "musubi.db").write_text("rows")
    done = musubi("reset", given="n\n")
    assert done.exit_code == 1
    assert "musubi.db" in done.output
    assert (state / "musubi.db").exists()


def test_reset_deletes_what_is_ours_and_nothing_else(state: Path) -> None:
    for name in ("musubi.db", "notes.txt"):
        (state / name).write_text("…")
    (state / "chain").mkdir()
    assert musubi("reset", "--yes").exit_code == 0
    assert sorted(path.name for path in state.iterdir()) == ["notes.txt", "run.lock"]
    assert "nothing to delete" in musubi("reset", "--yes").output


@pytest.mark.parametrize("length", ["", "6", "0d", "1y", "401d", "99999999d"])
def test_time_goes_forward_by_a_length_that_can_be_read_or_not_at_all(state: Path, length: str) -> None:
    done = musubi("forward", length)
    assert done.exit_code == 1
    assert "36h or 8d" in done.output
    assert list(state.iterdir()) == []


def test_time_stays_where_nothing_runs(state: Path) -> None:
    done = musubi("forward", "8d")
    assert done.exit_code == 1
    assert "Is it running?" in done.output
    assert list(state.iterdir()) == []


@pytest.mark.usefixtures("state")
def test_devices_of_somebody_unknown_are_not_forgotten_and_a_no_keeps_them() -> None:
    musubi("migrate")
    assert "Nobody has an account" in musubi("forget-devices", "nobody@example.jp").output
    clock, db, vault = SystemClock(), Database(Settings().sqlalchemy_url), vault_of(Settings())
    account, _ = OpenManagedAccount(db, clock, vault)("officer@example.jp")
    tell_owner = TellOwner(KeptMail(db, vault, clock), FindAccount(db, vault))
    apps = AuthenticatorApps(db, clock, vault, tell_owner)
    second_factors = SecondFactors(db, clock, is_required=False)
    apps.confirm(account, pyotp.TOTP(apps.start(account).secret).at(clock.now()))
    assert musubi("forget-devices", "officer@example.jp", given="n\n").exit_code == 1
    assert second_factors.ways_of(account)
    assert musubi("forget-devices", "officer@example.jp", "--yes").exit_code == 0
    assert not second_factors.ways_of(account)
    db.close()


@pytest.mark.usefixtures("state")
def test_the_audit_log_is_checked_against_a_noted_head() -> None:
    musubi("migrate")
    assert "✓" in musubi("audit-log").output
    done = musubi("audit-log", "--kept", f"3:{'ab' * 32}")
    assert (done.exit_code, "✗" in done.output) == (1, True)
    assert "NUMBER:HASH" in musubi("audit-log", "--kept", "3").output
