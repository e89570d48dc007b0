"""The Merkle tree of a drop: made once from the campaign's list, kept in pieces, read for a proof."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from chain.contracts.merkle import BranchedTree, MerkleTree, branched_proof
from chain.contracts.regional_points import Claim, drop_tree
from chain.ids import Address
from points.models import Campaign, DropBranch, DropEntry, ProgramOnChain
from points.models.drop import CROWN

Entries = Sequence[tuple[Address, int]]
_ROWS_AT_ONCE = 5_000


def keep_tree(session: Session, campaign: Campaign, entries: Entries, tree: BranchedTree) -> None:
    """Write down the people of a drop and its tree, in place of what was kept before."""
    for table in (DropEntry, DropBranch):
        session.execute(delete(table).where(table.campaign_id == campaign.id))
    for start in range(0, len(entries), _ROWS_AT_ONCE):
        rows = [
            {"campaign_id": campaign.id, "entry_index": index, "holder": holder, "amount": amount}
            for index, (holder, amount) in enumerate(entries[start : start + _ROWS_AT_ONCE], start)
        ]
        session.connection().execute(insert(DropEntry.__table__), rows)  # type: ignore[arg-type]
    pieces = {CROWN: tree.crown} | dict(enumerate(tree.branches))
    branches = [
        {"campaign_id": campaign.id, "position": position, "nodes": piece.to_bytes()}
        for position, piece in pieces.items()
    ]
    session.execute(insert(DropBranch), branches)


def tree_of(campaign_key: bytes, entries: Entries) -> BranchedTree:
    """Takes about 30 microseconds a person; called outside any transaction."""
    return drop_tree(campaign_key, entries)


def claims_of(session: Session, wanted: Collection[tuple[int, int]]) -> list[Claim]:
    """Entries, named by campaign id and place in the tree, as the contract takes them."""
    return [_claim(session, campaign_id, index) for campaign_id, index in wanted]


def _claim(session: Session, campaign_id: int, index: int) -> Claim:
    campaign = session.get_one(Campaign, campaign_id)
    entry = session.get_one(DropEntry, (campaign_id, index))
    issuer = session.scalars(
        select(ProgramOnChain.issuer).where(ProgramOnChain.program_id == campaign.program_id)
    ).one()
    proof = branched_proof(
        index, _piece(session, campaign_id, index // BranchedTree.BRANCH), _piece(session, campaign_id, CROWN)
    )
    return Claim(issuer.number, campaign.campaign_key, index, entry.holder, int(entry.amount), tuple(proof))


def _piece(session: Session, campaign_id: int, position: int) -> MerkleTree:
    return MerkleTree.from_bytes(session.get_one(DropBranch, (campaign_id, position)).nodes)
