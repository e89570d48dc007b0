"""What `musubi draw verify` does with the document of a lottery: draws the order again. No command of its own."""

from __future__ import annotations

from typing import Any

import click

from app.words import Stop, Words
from chain.contracts.restricted import accounts_tree
from chain.ids import Address
from marketplace.models.lotteries import commitment, draw_order, entries_tree


def verify_lottery(found: dict[str, Any]) -> None:
    """Raises: Stop when the document does not say what comes out."""
    if found.get("seed") is None or found.get("entries") is None:
        raise Stop(Words("この抽選はまだ終わっていません。", "The order of this lottery is not drawn yet."))
    seed, entries = bytes.fromhex(found["seed"]), [Address(account) for account in found["entries"]]
    if commitment(seed).hex() != found["seed_hash"]:
        raise Stop(Words("種が、先に公開された指紋と合いません。", "The seed is not the one that was committed to."))
    if entries_tree(found["lottery"], entries).root.hex() != found["entries_root"]:
        raise Stop(Words("申し込みが、固定された指紋と合いません。", "The entries are not those that were fixed."))
    if draw_order(seed, bytes.fromhex(found["block_hash"]), found["lottery"], entries) != entries:
        raise Stop(Words("順番が計算と合いません。", "The order is not the one that the seed and block give."))
    click.echo(f"✓ {len(entries)}人の順番は計算どおりです / the order of the {len(entries)} entries is what comes out")
    for listing, first, last in found["rounds"]:
        root = accounts_tree(entries[first:last]).root.hex()
        click.echo(f"  出品 / listing {listing}: winnersRoot 0x{root}")
    click.echo(
        f"  ブロック {found['block_number']} のハッシュ、申し込みの指紋、winnersRoot は、チェーンで確かめてください / "
        "check the block's hash, the root of the entries and each winnersRoot on the chain"
    )
