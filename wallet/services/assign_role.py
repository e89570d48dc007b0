"""Give and take roles. Who may do so is the caller's question; officers' signing rights on chain are another."""

from __future__ import annotations

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from wallet.models import Role, RoleAssignment


class AssignRole:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self, address: Address, role: Role, scope: str = "", *, by: str = "") -> None:
        """Giving a role twice changes nothing.

        Raises: Invalid (implied, scope).
        """
        _check(role, scope)
        row = RoleAssignment(address=address, role=role, scope=scope, assigned_by=by, assigned_at=self._clock.now())
        try:
            with self._db.write() as session:
                if session.scalar(_the_one(address, role, scope)) is None:
                    session.add(row)
        except IntegrityError:  # given by somebody else at the same moment
            return

    def withdraw(self, address: Address, role: Role, scope: str = "") -> None:
        with self._db.write() as session:
            session.execute(
                delete(RoleAssignment).where(
                    RoleAssignment.address == address, RoleAssignment.role == role, RoleAssignment.scope == scope
                )
            )


class RolesOf:
    def __init__(self, db: Database) -> None:
        self._db = db

    def __call__(self, address: Address) -> list[tuple[Role, str]]:
        """(role, scope) pairs in a steady order; everybody is a fan besides."""
        mine = select(RoleAssignment).where(RoleAssignment.address == address)
        with self._db.read() as session:
            rows = session.scalars(mine.order_by(RoleAssignment.role, RoleAssignment.scope)).all()
        return [(Role(row.role), row.scope) for row in rows]


class HasRole:
    def __init__(self, db: Database) -> None:
        self._db = db

    def __call__(self, address: Address, role: Role, scope: str = "") -> bool:
        if role is Role.FAN:
            return True
        with self._db.read() as session:
            return session.scalar(_the_one(address, role, scope)) is not None


def holders_of(session: Session, role: Role, scope: str) -> list[Address]:
    """Whom the role was given in this place."""
    given = select(RoleAssignment.address).where(RoleAssignment.role == role, RoleAssignment.scope == scope)
    return list(session.scalars(given.order_by(RoleAssignment.address)))


def _the_one(address: Address, role: Role, scope: str) -> Select[int]:
    return select(RoleAssignment.id).where(
        RoleAssignment.address == address, RoleAssignment.role == role, RoleAssignment.scope == scope
    )


def _check(role: Role, scope: str) -> None:
    if role is Role.FAN:
        raise Invalid("role", "implied")
    if role is Role.OFFICER:
        MunicipalityCode(scope)
    elif (role is Role.OPERATOR) == bool(scope):
        raise Invalid("role", "scope", role=role, scope=scope)
