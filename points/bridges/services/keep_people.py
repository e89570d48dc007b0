"""Who works on a service's pages: its vendor's people name each other, so that a holiday or a new job stops nothing."""

from __future__ import annotations

from collections.abc import Sequence

from chain.errors import Conflict, MusubiError, NotFound
from chain.ids import Address
from points.bridges.models import ConnectedService, ServiceActKind
from points.bridges.ports import VendorAccounts
from points.bridges.services.note_act import NoteAct
from points.bridges.services.register_service import invite_by_letter
from points.ports import Letters

MOST_PEOPLE = 10


class KeepPeople:
    """Does not check that the person may; the surface does by role."""

    def __init__(self, accounts: VendorAccounts, acts: NoteAct, letters: Letters, public_url: str) -> None:
        self.accounts = accounts
        self.acts = acts
        self.letters = letters
        self.public_url = public_url

    def of(self, service: ConnectedService) -> Sequence[Address]:
        return self.accounts.people(service.client_id)

    def add(self, service: ConnectedService, actor: Address, email: str) -> None:
        """They can do whatever the others can. A letter that cannot be sent stops nothing.

        Raises: Invalid (empty, not_email), Conflict (too_many_people).
        """
        before = self.of(service)
        if len(before) >= MOST_PEOPLE:
            raise Conflict("service", "too_many_people")
        self.accounts.appoint(email, service.client_id)
        if len(self.of(service)) == len(before):  # was there already
            return
        self.acts.note(service, ServiceActKind.PERSON_ADDED, actor)
        try:
            invite_by_letter(self.letters, email, service.name_ja, service.client_id, self.public_url)
        except MusubiError:
            return

    def remove(self, service: ConnectedService, actor: Address, person: Address) -> None:
        """From this moment on the pages are not there for them. Nobody removes themselves, so that somebody stays.

        Raises: NotFound, Conflict (own_access).
        """
        if person == actor:
            raise Conflict("service", "own_access")
        if person not in self.of(service):
            raise NotFound("person", str(person))
        self.accounts.dismiss(person, service.client_id)
        self.acts.note(service, ServiceActKind.PERSON_REMOVED, actor)
