"""`musubi draw verify FILE`: draws a prize draw or a lottery again from what its page publishes. Needs no database,
no chain and no trust in this installation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from app.cli.lottery import verify_lottery
from app.words import Stop, Words
from marketplace.queries.lotteries.pages import DOCUMENT_VERSION as LOTTERY_VERSION
from points.models.lottery import LotteryEntry, Prize, commitment, pick_winners
from points.queries.draws import DOCUMENT_VERSION


@click.group("draw")
def command() -> None:
    """Check prize draws."""


@command.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Draw FILE (the JSON of a draw's or lottery's page) again and compare."""
    found = _read(file)
    if found["version"] == LOTTERY_VERSION:
        verify_lottery(found)
        return
    if found.get("seed") is None or found.get("winners") is None:
        raise Stop(Words("この抽選はまだ終わっていません。", "The winners of this draw are not drawn yet."))
    seed = bytes.fromhex(found["seed"])
    if commitment(seed).hex() != found["commitment"]:
        raise Stop(Words("種が、先に公開された指紋と合いません。", "The seed is not the one that was committed to."))
    wins = pick_winners(seed, bytes.fromhex(found["block_hash"]), _entries(found), _prizes(found))
    again = [
        {"prize": win.prize_key, "payment_id": win.payment_id.hex(), "person": win.person, "ticket": win.ticket}
        for win in wins
    ]
    if again != found["winners"]:
        raise Stop(Words("当選者が計算と合いません。", "The winners are not those that the seed and block give."))
    click.echo(f"✓ 当選者{len(wins)}人は計算どおりです / the {len(wins)} winners are those that come out")
    click.echo(
        f"  ブロック {found['block_number']} のハッシュと、支払いの番号は、チェーンで確かめてください / "
        "check the hash of that block and the payment ids on the chain"
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Stop(Words("JSONとして読めません。", f"Not JSON: {error}")) from error
    if not isinstance(found, dict) or found.get("version") not in (DOCUMENT_VERSION, LOTTERY_VERSION):
        raise Stop(Words("抽選の記録ではありません。", f"Not the document of a draw ({DOCUMENT_VERSION})."))
    return found


def _entries(found: dict[str, Any]) -> list[LotteryEntry]:
    return [
        LotteryEntry(bytes.fromhex(one["payment_id"]), one["person"], int(one["tickets"])) for one in found["entries"]
    ]


def _prizes(found: dict[str, Any]) -> list[Prize]:
    return [Prize(one["key"], int(one["count"])) for one in found["prizes"]]
