"""Puts the services of reward bridges together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.municipalities import Municipalities
from points.bridges import rules
from points.bridges.models import ConnectedService
from points.bridges.ports import Postman, SubjectDirectory, TicketDesk, TicketHolders, VendorAccounts
from points.bridges.queries.events import EventView, find_event
from points.bridges.queries.messages import MessageView, find_message
from points.bridges.rules import RuleServices
from points.bridges.rules.ports import FamilyDirectory, PeopleFacts
from points.bridges.services.hand_on_events import HandOnEvents
from points.bridges.services.keep_people import KeepPeople
from points.bridges.services.keep_secrets import KeepSecrets
from points.bridges.services.keep_webhook import KeepWebhook
from points.bridges.services.note_act import NoteAct
from points.bridges.services.queue_message import QueueMessage
from points.bridges.services.receive_event import ReceiveEvent
from points.bridges.services.register_service import RegisterService
from points.bridges.services.repair_event import RepairEvent
from points.bridges.services.send_messages import SendMessages
from points.bridges.services.send_test_event import SendTestEvent
from points.bridges.services.tell_of_tickets import TellOfTickets
from points.bridges.services.tell_of_withdrawal import TellOfWithdrawal
from points.bridges.ticket_words import TicketNames
from points.ports import CardHolders, Cipher, Letters, Signer


@dataclass(frozen=True, slots=True)
class BridgeServices:
    register: RegisterService
    secrets: KeepSecrets
    receive: ReceiveEvent
    hand_on: HandOnEvents
    repair: RepairEvent
    send_test: SendTestEvent
    webhook: KeepWebhook
    messages: QueueMessage
    send_messages: SendMessages
    rules: RuleServices
    tell_of_withdrawal: TellOfWithdrawal
    tell_of_tickets: TellOfTickets
    acts: NoteAct
    people: KeepPeople
    db: Database
    cipher: Cipher

    def event(self, service: ConnectedService, event_id: int) -> EventView:
        """Raises: NotFound, also for another service's."""
        with self.db.read() as session:
            return find_event(session, self.cipher, service, event_id)

    def message(self, service: ConnectedService, message_id: int) -> MessageView:
        """Raises: NotFound, also for another service's."""
        with self.db.read() as session:
            return find_message(session, self.cipher, service, message_id)

    def forget_old(self) -> None:
        self.secrets.forget_old()
        self.repair.forget_old()
        self.webhook.forget_old()


def assemble(
    db: Database,
    clock: Clock,
    wall: Clock,
    cipher: Cipher,
    *,
    accounts: VendorAccounts,
    letters: Letters,
    subjects: SubjectDirectory,
    postman: Postman,
    public_url: str,
    contracts: Contracts,
    municipalities: Municipalities,
    signer: Signer,
    people: PeopleFacts,
    families: FamilyDirectory,
    cards: CardHolders,
    near_origins: frozenset[str],
    ticket_names: TicketNames,
    ticket_holders: TicketHolders,
    ticket_desk: TicketDesk,
) -> BridgeServices:
    secrets, messages = KeepSecrets(db, clock, cipher), QueueMessage(clock, cipher)
    receive, acts = ReceiveEvent(db, clock, wall, cipher, secrets), NoteAct(db, clock)
    return BridgeServices(
        register=RegisterService(db, clock, cipher, accounts, letters, public_url),
        secrets=secrets,
        receive=receive,
        hand_on=HandOnEvents(db, clock, cipher, subjects, messages, ticket_desk),
        repair=RepairEvent(db, clock, cipher),
        send_test=SendTestEvent(db, wall, secrets, receive),
        webhook=KeepWebhook(db, clock, messages, near_origins),
        messages=messages,
        send_messages=SendMessages(db, clock, wall, cipher, secrets, postman),
        rules=rules.assemble(
            db,
            clock,
            cipher,
            contracts=contracts,
            municipalities=municipalities,
            signer=signer,
            people=people,
            families=families,
            cards=cards,
            messages=messages,
        ),
        tell_of_withdrawal=TellOfWithdrawal(messages),
        tell_of_tickets=TellOfTickets(messages, ticket_names, ticket_holders),
        acts=acts,
        people=KeepPeople(accounts, acts, letters, public_url),
        db=db,
        cipher=cipher,
    )
