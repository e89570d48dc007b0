"""`musubi reset`: forget everything of the embedded installation, after asking."""

from __future__ import annotations

import shutil

import click

from app.embedded import only_one
from app.words import Stop, Words, say
from chain.settings import Mode, Settings

_FOLDERS = ("chain", "deployments", "artwork", "content", "metrics", "services")
_OURS = ("musubi.db", "musubi.db-wal", "musubi.db-shm", "time-ahead", *_FOLDERS)


@click.command("reset")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(yes: bool) -> None:
    """Delete the chain, the database and the pictures of this machine."""
    settings = Settings()
    if settings.mode is Mode.PRODUCTION:
        raise Stop(Words("本番の設備は消せません。", "A production installation is not reset by this command."))
    with only_one(settings):
        there = [settings.state_dir / name for name in _OURS if (settings.state_dir / name).exists()]
        if not there:
            say(Words("消すものはありません。", "There is nothing to delete."))
            return
        say(Words("次のものを消します。", "This will be deleted:"))
        for path in there:
            click.echo(f"  {path}")
        if not yes:
            click.confirm("よろしいですか？ / Go on?", abort=True)
        for path in there:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        say(Words("消しました。`make run` で最初から始まります。", "Deleted. `make run` starts from the beginning."))
    if settings.database_url:
        say(
            Words(
                "MUSUBI_DATABASE_URL のデータベースには触れていません。空のものに替えてください。",
                "The database named by MUSUBI_DATABASE_URL was not touched; replace it by an empty one.",
            )
        )
