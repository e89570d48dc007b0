"""`musubi`, the command line. One command a file; a file is read only when its command is used."""

from __future__ import annotations

from importlib import import_module

import click

from app import __version__
from app.words import Stop, Words
from chain.errors import ConfigError, MusubiError, NodeUnavailable, WrongChain

_COMMANDS = {
    "run": "app.cli.run",
    "web": "app.cli.web",
    "relay": "app.cli.relay",
    "index": "app.cli.index",
    "analytics": "app.cli.analytics",
    "schedule": "app.cli.schedule",
    "deploy": "app.cli.deploy",
    "migrate": "app.cli.migrate",
    "demo": "app.cli.demo",
    "forward": "app.cli.forward",
    "card-sandbox": "app.cli.card_sandbox",
    "identity-sandbox": "app.cli.identity_sandbox",
    "service-sandbox": "app.cli.service_sandbox",
    "doctor": "app.cli.doctor",
    "community": "app.cli.community",
    "dao": "app.cli.dao",
    "draw": "app.cli.draw",
    "forget-devices": "app.cli.forget_devices",
    "push-key": "app.cli.push_key",
    "keystore-key": "app.cli.keystore_key",
    "attester-key": "app.cli.attester_key",
    "openid-key": "app.cli.openid_key",
    "reconcile": "app.cli.reconcile",
    "audit-log": "app.cli.audit_log",
    "reset": "app.cli.reset",
}


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        return None if module is None else import_module(module).command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MusubiError as error:
            raise Stop(words_for(error)) from error


def words_for(error: MusubiError) -> Words:
    """What to do about an error that ended a command."""
    match error:
        case ConfigError():
            return Words(
                f"設定 {error.setting} を直してください: {error.problem}", f"Fix {error.setting}: {error.problem}."
            )
        case NodeUnavailable():
            return Words(
                f"ブロックチェーンのノード {error.url} に接続できません（{error.why}）。",
                f"The node {error.url} does not answer ({error.why}). Is it running? `musubi doctor` tells more.",
            )
        case WrongChain():
            return Words(
                f"ブロックチェーンが記録と違います（{error.what}）。デモなら `make reset` でやり直せます。",
                f"The chain is not the one in the records: {error}. In a demonstration, `make reset` starts over.",
            )
    return Words(f"続けられませんでした: {error}", f"Could not go on: {type(error).__name__}: {error}")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="musubi")
def main() -> None:
    """Musubi 結び: regional points, NFTs and decisions of municipalities."""
