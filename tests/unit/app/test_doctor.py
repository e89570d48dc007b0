"""Each finding of the doctor says what was seen and what to do."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.doctor import Level, cards, installation, preflight, tools
from app.migrating import migrate
from app.words import Stop
from chain.clock import SystemClock
from chain.db import Database
from chain.ids import Address
from chain.settings import CardPayments, Mode, Settings
from tests.fixtures.object_store import Bucket


@pytest.fixture
def taken_port() -> object:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_this_machine_has_what_is_needed(settings: Settings) -> None:
    looks = (tools.python(), tools.node(), tools.compiler(), tools.devnet(), tools.room(settings))
    assert [finding.subject for finding in looks if finding.level is not Level.OK] == []


def test_a_taken_port_names_the_setting_that_changes_it(settings: Settings, taken_port: int) -> None:
    finding = tools.web_port(settings.model_copy(update={"web_port": taken_port}))
    assert finding.level is Level.PROBLEM
    assert finding.fix is not None
    assert str(taken_port) in finding.fix.ja
    assert "MUSUBI_WEB_PORT" in finding.fix.en


def test_nothing_starts_when_a_port_is_taken(settings: Settings, taken_port: int) -> None:
    with pytest.raises(Stop, match="is used by another program"):
        preflight(settings.model_copy(update={"web_port": taken_port}))


def test_without_node_the_version_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    finding = tools.node()
    assert finding.level is Level.PROBLEM
    assert finding.fix is not None
    assert "20" in finding.fix.en


def test_an_empty_database_asks_for_migration_and_a_migrated_one_is_fine(settings: Settings, tmp_path: Path) -> None:
    chosen = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'fresh.db'}"})
    asked = installation.database(chosen)
    assert asked.level is Level.PROBLEM
    assert asked.fix is not None
    assert "musubi migrate" in asked.fix.en
    db = Database(chosen.sqlalchemy_url)
    migrate(db)
    db.close()
    assert installation.database(chosen).level is Level.OK


def test_a_database_that_does_not_answer_is_a_finding_not_a_crash(settings: Settings) -> None:
    away = settings.model_copy(update={"database_url": "postgresql://127.0.0.1:9/none"})
    assert installation.database(away).level is Level.PROBLEM


def test_pictures_are_kept_and_read_again_wherever_they_are(settings: Settings, bucket: Bucket) -> None:
    assert installation.content(settings).level is Level.OK
    found = installation.content(bucket.settings)
    assert found.level is Level.OK
    assert bucket.settings.s3_bucket in found.seen
    away = installation.content(bucket.settings.model_copy(update={"s3_bucket": "another"}))
    assert away.level is Level.PROBLEM
    assert "NoSuchBucket" in away.seen
    assert away.fix is not None
    assert "MUSUBI_S3_" in away.fix.en


def test_a_folder_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    found = installation.content(settings.model_copy(update={"state_dir": tmp_path / "taken"}))
    assert found.level is Level.PROBLEM
    assert str(tmp_path / "taken") in found.seen


def test_production_with_development_keys_is_a_problem(settings: Settings) -> None:
    finding = installation.secrets(settings.model_copy(update={"mode": Mode.PRODUCTION}))
    assert finding.level is Level.PROBLEM
    assert finding.seen == "MUSUBI_RELAYER_KEYS"


def test_where_nothing_is_deployed_the_command_to_run_is_named(settings: Settings) -> None:
    finding = installation.chain(settings)
    assert finding.fix is not None
    assert "musubi deploy" in finding.fix.en


def test_without_a_node_the_relayers_funds_are_unknown(settings: Settings) -> None:
    assert [finding.level for finding in installation.relayer_funds(settings)] == [Level.WARNING]


def test_the_clock_of_an_on_demand_devnet_is_our_own(settings: Settings) -> None:
    assert installation.clock(settings).seen.startswith(str(SystemClock().now().year))


def test_the_command_lists_every_finding_and_fails_when_there_is_a_problem(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSUBI_STATE_DIR", str(settings.state_dir))
    monkeypatch.setenv("MUSUBI_CHAIN_RPC_URL", settings.chain_rpc_url)
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == 1
    installed = ("python", "node", "packages", "solc", "anvil", "disk")
    for subject in (*installed, "settings", "database", "pictures", "contracts"):
        assert subject in done.output
    assert "→" in done.output


def test_yen_for_cards_that_run_short_are_named_with_their_account() -> None:
    purse = Address("0x" + "11" * 20)
    levels = [cards._judged(purse, held, 1_000).level for held in (0, 999, 1_000)]
    assert levels == [Level.PROBLEM, Level.WARNING, Level.OK]
    fix = cards._judged(purse, 999, 1_000).fix
    assert fix is not None and purse in fix.ja and purse in fix.en


def test_where_yen_are_made_or_no_cards_taken_there_is_nothing_to_fill(settings: Settings) -> None:
    assert [one.level for one in cards.card_float(settings)] == [Level.OK]
    assert cards.card_float(settings.model_copy(update={"card_payments": CardPayments.NONE})) == []
