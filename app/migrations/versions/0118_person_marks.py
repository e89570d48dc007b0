"""A person may be known by more than one kind of check: marks stand apart, and a person has one verification."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0118_person_marks"
down_revision = "0109_contract_wallet_ballots"
branch_labels = None
depends_on = None

_VALID = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "person_mark",
        sa.Column("mark", types.Bytes32(length=32), nullable=False),
        sa.Column("person", types.Bytes32(length=32), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_person_mark")),
    )
    op.create_index(op.f("ix_person_mark_person"), "person_mark", ["person"])
    op.execute("INSERT INTO person_mark (mark, person, level) SELECT DISTINCT mark, person, level FROM verification")
    for name in ("ix_verification_one_mark", "ix_verification_mark"):
        op.drop_index(name, "verification")
    with op.batch_alter_table("verification") as batch:
        batch.drop_column("mark")
    _index_one("person")


def downgrade() -> None:
    op.drop_index("ix_verification_one_person", "verification")
    with op.batch_alter_table("verification") as batch:
        batch.add_column(sa.Column("mark", types.Bytes32(length=32), nullable=True))
    op.execute(
        "UPDATE verification SET mark = (SELECT mark FROM person_mark"
        " WHERE person_mark.person = verification.person AND person_mark.level = 'counter' LIMIT 1)"
    )
    op.execute("DELETE FROM verification WHERE mark IS NULL")  # what the version before cannot hold
    with op.batch_alter_table("verification") as batch:
        batch.alter_column("mark", nullable=False)
    op.create_index("ix_verification_mark", "verification", ["mark"])
    _index_one("mark")
    op.drop_table("person_mark")


def _index_one(column: str) -> None:
    op.create_index(
        f"ix_verification_one_{column}", "verification", [column],
        unique=True, sqlite_where=_VALID, postgresql_where=_VALID,
    )  # fmt: skip
