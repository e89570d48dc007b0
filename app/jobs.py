"""Which periodic jobs there are, and how often they run."""

from __future__ import annotations

from collections.abc import Callable

from app.audit import tell_audit_head
from app.card_watch import watch_cards
from app.community_opening import open_requested
from app.leaving.erasing import erase_due
from app.own_data.making import make_copies
from app.scheduler import Job
from app.surfaces.invoices.confirming import ConfirmationCarrier
from app.surfaces.notices.carrying import NoticeCarrier
from app.wiring import Platform, event_handlers
from chain.events import route_pending
from chain.settings import Mining, Mode


def all_jobs(platform: Platform) -> list[Job]:
    handlers = event_handlers(platform)
    return [
        Job("route_events", 0.2, lambda: route_pending(platform.db, handlers, platform.clock.now())),
        Job("wake_chain", 0.5, lambda: int(_wakes(platform)), looks_outside=True),
        *_jobs_of_communities(platform),
        Job("announce_votes", 60.0, platform.dao.announce_votes.announce),
        Job("announce_vetoes", 5.0, platform.dao.vetoes.announce.announce),
        Job("offer_places", 30.0, platform.dao.events.places.offer_all),
        Job("ask_guests", 60.0, platform.dao.events.ask.ask),
        Job("send_news", 1.0, platform.dao.membership.news.send.send),
        Job("count_polls", 2.0, platform.dao.polls.count.count),
        Job("remind_trustees", 60.0, platform.dao.polls.sealed.remind.remind),
        Job("forget_survey_salts", 60.0, platform.dao.surveys.answer.forget),
        Job("advance_proposals", 1.0, platform.dao.advance_proposals.advance),
        Job("prepare_closings", 600.0, platform.points.close_settlement.prepare_due),
        Job("draw_winners", 2.0, platform.points.draw_winners.draw_due),
        Job("give_back_entries", 5.0, platform.points.cancel_draw.give_back),
        Job("read_archives", 1.0, platform.marketplace.selling.read_archives.advance),
        Job("draw_cards", 1.0, platform.marketplace.artwork.draw_cards.advance),
        Job("put_missing_entries", 60.0, platform.marketplace.put_missing_entries.put),
        Job("advance_cards", 0.5, platform.marketplace.checkout.card.advance, looks_outside=True),
        Job("issue_receipts", 1.0, platform.marketplace.receipts.advance),
        Job("confirm_purchases", 5.0, ConfirmationCarrier(platform).carry),
        Job("deliver_gifts", 1.0, platform.marketplace.checkout.gifts.deliver.deliver_due),
        Job("settle_charges", 0.5, platform.marketplace.checkout.charges.settle_due),
        Job("watch_cards", 30.0, lambda: watch_cards(platform)),
        Job("settle_auctions", 2.0, platform.marketplace.auctions.settle.settle_due),
        Job("tell_bidders", 2.0, platform.marketplace.auctions.tell.tell),
        Job("draw_lotteries", 2.0, platform.marketplace.lotteries.draw.draw_due),
        Job("tell_entrants", 2.0, platform.marketplace.lotteries.tell.tell),
        Job("tell_of_lotteries_called_off", 5.0, platform.marketplace.lotteries.call_off.tell),
        Job("run_projects", 5.0, platform.marketplace.projects.run.run_due),
        Job("send_milestone_ballots", 1.0, platform.marketplace.projects.votes.send.send_due),
        Job("tell_supporters", 5.0, platform.marketplace.projects.votes.tell.tell),
        Job("tell_waiting", 5.0, platform.marketplace.tickets.wait.tell),
        Job("sign_admissions", 1.0, platform.marketplace.admission.signing.sign_due),
        Job("tell_ticket_sales", 1.0, platform.marketplace.tickets.tell_sales.tell),
        Job("pay_ticket_takings", 10.0, platform.marketplace.tickets.pay_takings.pay_due),
        Job("return_points", 10.0, platform.marketplace.for_points.returning.return_due),
        Job("finish_deliveries", 5.0, platform.marketplace.deliveries.serve.finish),
        Job("forget_addresses", 2.0, platform.marketplace.deliveries.addresses.forget),
        Job("remind_holders", 600.0, platform.marketplace.deliveries.remind.remind),
        Job("sweep_expired", 60.0, platform.points.sweep_expired.sweep),
        Job("tell_people", 2.0, platform.points.notices.tell.tell),
        Job("warn_expiry", 300.0, platform.points.notices.warn.warn),
        Job("carry_notices", 5.0, NoticeCarrier(platform).carry),
        Job("hand_on_events", 0.5, platform.points.bridges.hand_on.hand_on),
        Job("give_conversions", 0.5, platform.points.conversion.give.advance),
        Job("send_rewards", 0.3, platform.points.bridges.rules.rewards.send),
        Job("forecast_rules", 0.5, platform.points.bridges.rules.forecast.advance),
        Job("tell_rewards", 1.0, platform.points.bridges.rules.rewards.tell),
        Job("send_messages", 1.0, platform.points.bridges.send_messages.send_due),
        Job("make_copies", 2.0, lambda: make_copies(platform)),
        Job("remind_of_identity", 600.0, platform.wallet.identity.remind.remind),
        Job("rotate_openid_keys", 3600.0, platform.openid.keys.rotate_due),
        Job("end_families", 600.0, platform.wallet.families.end.by_age),
        Job("erase_accounts", 60.0, lambda: erase_due(platform)),
        Job("forget_expired", 600.0, _forget_expired(platform)),
        Job("tell_audit_head", 3600.0, lambda: tell_audit_head(platform), is_logged=False),
    ]


def _jobs_of_communities(platform: Platform) -> list[Job]:
    dao = platform.dao
    return [
        Job("announce_plans", 60.0, dao.drafts.announce.announce),
        Job("tell_authors", 5.0, dao.ideas.tell_authors.tell),
        Job("note_product_sales", 5.0, dao.product_projects.sale.note_sales),
        Job("tell_product_readers", 5.0, dao.product_projects.tell.tell),
        *_jobs_of_one_machine(platform),
    ]


def _jobs_of_one_machine(platform: Platform) -> list[Job]:
    """In production the operator opens communities by `musubi community open`: it takes the operator's key and Ape."""
    if platform.settings.mode is Mode.PRODUCTION:
        return []
    return [Job("open_communities", 3.0, lambda: open_requested(platform))]


def _forget_expired(platform: Platform) -> Callable[[], int]:
    def forget() -> int:
        platform.wallet.forget_expired()
        platform.wallet.keep_copies.forget_old()
        platform.points.cards.make.forget_old()
        platform.marketplace.tickets.register.forget_old()
        platform.marketplace.projects.receipts.forget_old()
        platform.marketplace.deliveries.exercise.forget()
        platform.points.notices.choose.forget_old()
        platform.points.bridges.forget_old()
        platform.openid.forget()
        return 0

    return forget


def _wakes(platform: Platform) -> bool:
    return platform.settings.chain_mining is Mining.ON_DEMAND and platform.dao.wake_chain.wake()
