"""Artwork: uploaded pictures, designs of cards, and the cards of a series as they were drawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0020"
down_revision = "0016"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_designs()
    _create_cards()
    with op.batch_alter_table("collection") as collection:
        collection.add_column(sa.Column("design_id", _ID, nullable=True))
        collection.create_index(op.f("ix_collection_design_id"), ["design_id"])
        collection.create_foreign_key(
            op.f("fk_collection_design_id_artwork_design"), "artwork_design", ["design_id"], ["id"]
        )


def _create_designs() -> None:
    op.create_table(
        "artwork_design",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("pattern", sa.String(length=40), nullable=False),
        sa.Column("name_ja", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("upright_ja", sa.String(length=24), nullable=False),
        sa.Column("rarity", sa.String(length=16), nullable=False),
        sa.Column("changed_by", types.AddressType(length=42), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_artwork_design_municipality_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artwork_design")),
    )
    op.create_index(op.f("ix_artwork_design_municipality"), "artwork_design", ["municipality"])
    op.create_table(
        "artwork_picture",
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("cid", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", types.AddressType(length=42), nullable=False),
        sa.Column("uploaded_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_artwork_picture_municipality_town")),
        sa.PrimaryKeyConstraint("municipality", "cid", name=op.f("pk_artwork_picture")),
    )


def _create_cards() -> None:
    op.create_table(
        "artwork_card",
        sa.Column("collection_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("cid", sa.String(length=64), nullable=False),
        _of_collection("artwork_card"),
        sa.PrimaryKeyConstraint("collection_number", "serial", name=op.f("pk_artwork_card")),
    )
    op.create_index(op.f("ix_artwork_card_cid"), "artwork_card", ["cid"])
    op.create_table(
        "artwork_run",
        sa.Column("collection_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("started_by", types.AddressType(length=42), nullable=False),
        sa.Column("started_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("done_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=32), nullable=False),
        sa.Column("claimed_until", types.UtcDateTime(timezone=True), nullable=True),
        _of_collection("artwork_run"),
        sa.PrimaryKeyConstraint("collection_number", name=op.f("pk_artwork_run")),
    )
    op.create_index(op.f("ix_artwork_run_state"), "artwork_run", ["state"])
    op.create_table(
        "artwork_change",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("collection_number", sa.BigInteger(), nullable=False),
        sa.Column("design_id", _ID, nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        _of_collection("artwork_change"),
        sa.ForeignKeyConstraint(
            ["design_id"], ["artwork_design.id"], name=op.f("fk_artwork_change_design_id_artwork_design")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artwork_change")),
    )
    op.create_index(op.f("ix_artwork_change_collection_number"), "artwork_change", ["collection_number"])


def _of_collection(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["collection_number"], ["collection.number"], name=op.f(f"fk_{table}_collection_number_collection")
    )


def downgrade() -> None:
    with op.batch_alter_table("collection") as collection:
        collection.drop_constraint(op.f("fk_collection_design_id_artwork_design"), type_="foreignkey")
        collection.drop_index(op.f("ix_collection_design_id"))
        collection.drop_column("design_id")
    for table in ("artwork_change", "artwork_run", "artwork_card", "artwork_picture", "artwork_design"):
        op.drop_table(table)
