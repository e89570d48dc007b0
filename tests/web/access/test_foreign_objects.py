"""Everything that is somebody's, there and tried by its number: by another fan, another shop's staff, another town's
officer. Nothing is shown, nothing changes, and whose it is gets in by the same addresses."""

from __future__ import annotations

from structlog.testing import capture_logs

from tests.web.access.conftest import OFFICES, World
from tests.web.access.test_objects import BY_ANOTHER_RIGHT, EVERYBODY_READS

# By the first words of an address. Whose it is, and nobody else, looks and acts.
_PERSONAL = (
    "/account/data/", "/account/family/", "/account/identity/moves/", "/account/passkeys/", "/account/services/",
    "/bids/", "/bookings/", "/checkouts/", "/collection/", "/deliveries/", "/drafts/", "/gifts/", "/invoices/",
    "/names/<int:number>/certificate.pdf", "/notices/browsers/", "/offers/", "/orders/", "/pay/payments/", "/pledges/",
    "/points/gifts/", "/polls/trusteeships/", "/product-projects/<int:number>/applications/", "/shops/apply/", "/sign/",
    "/token-purchases/",
)  # fmt: skip
# Everybody's, or a community's: each acts there for themselves, or by a role that the tests beside the page try.
_FOR_MANY = (
    "/account/identity/bonuses/", "/auctions/", "/communities/", "/community-tokens/", "/draws/", "/events/", "/ideas/",
    "/items/", "/lotteries/", "/member-cards/", "/moderation/", "/news/", "/pay/<code>", "/pay/requests/",
    "/polls/<int:number>", "/product-projects/", "/projects/", "/proposals/", "/receipts/", "/reports/", "/resales/",
    "/surveys/", "/tickets/",
)  # fmt: skip
# Answered as if it had never been there, or for the stranger's own; afterwards nothing may have changed.
_SAYS_NOTHING = {
    "/account/identity/moves/<int:number>",
    "/collection/<address>/<int:token_id>/loan/return",  # nothing is lent to either
    "/notices/browsers/<int:browser_id>/removal",
}
_BY_ANOTHER_RIGHT = {
    "/drafts/<int:number>/joining/<invitation>",  # whoever has the invitation
    "/collection/<address>/<int:token_id>/offers",  # others offer to buy it
    "/collection/<address>/<int:token_id>/offers/new",
    "/collection/<address>/<int:token_id>/under-way",  # the reader's own acts
}
# What is there is not in the state in which its owner may do so: not lent, not won, asked by oneself, already answered.
_SHUT_NOW = {
    "/account/family/<int:bond_id>/acceptance",
    "/account/family/<int:bond_id>/acting",
    "/account/family/<int:bond_id>/guardians",  # the bond has ended by now
    "/account/services/<client_id>/withdrawal",
    "/checkouts/<int:checkout_id>/lines/<part>/return",
    "/collection/tickets/<int:token_id>/admission",
    "/names/<int:number>/certificate.pdf",
    "/product-projects/<int:number>/applications/<shop>",
    "/product-projects/<int:number>/applications/<shop>/withdrawal",
    "/sign/<request_id>/signature",
}
# Of other towns' and shops' numbers an office shows what is its own.
_OWN_OF_EACH = {
    "/console/<code>/artwork/series/<int:number>",  # leads to the list of the town's own
    "/console/<code>/money-desk/shops/<int:merchant_id>",  # the town's terms with any shop that takes its points
    "/console/<code>/polls/<int:number>/counter/receipts/<subject>",  # leads back to the counter
    "/console/<code>/projects/receipts-<int:year>.csv",
}
_BEGUN_FOR_ONESELF = {"account", "managed_key", "points_merchant_terms", "points_withdrawn_sale", "sale_account"}
_TYPED = {
    "reason": "理由です", "words": "文です", "answer": "yes", "number": "1", "name": "名前", "amount": "1",
    "text": "文です", "title_ja": "題", "title_en": "Title", "body_ja": "文", "body_en": "Text",
    "email": "holder@example.jp",
}  # fmt: skip


def test_nobody_reaches_what_is_anothers_and_nothing_of_it_changes(world: World) -> None:
    tried = 0
    with capture_logs():
        for rule, path, method in world.addresses():
            if rule.startswith(_PERSONAL) and rule not in _BY_ANOTHER_RIGHT | EVERYBODY_READS:
                status = world.stranger.open(path, method=method, data=_TYPED).status_code
                refused = (303, 403, 404, 409) if rule in _SAYS_NOTHING else (403, 404)
                assert status in refused, f"{method} {rule}: {status}"
                tried += 1
    assert tried > 80
    assert world.dump() == world.everything


def test_whose_it_is_gets_in_by_the_same_addresses(world: World) -> None:
    """Else the test above would find shut doors alone."""
    shut = set()
    with capture_logs():
        for rule, path, method in sorted(world.addresses(), key=lambda one: one[2]):  # looks, before anything is done
            if rule.startswith(_PERSONAL) and world.owner.open(path, method=method).status_code in (401, 403, 404):
                shut.add(rule)
    assert shut == _SHUT_NOW


def test_behind_ones_own_door_nothing_of_another_town_or_shop_is_there(world: World) -> None:
    open_to_all = set()
    with capture_logs():
        for rule, path, method in world.behind_own_doors():
            status = world.stranger.open(path, method=method, data=_TYPED).status_code
            if method == "GET" and status < 400:
                open_to_all.add(rule)
    assert open_to_all == _OWN_OF_EACH
    now = world.dump()
    assert not {name: rows - now[name] for name, rows in world.everything.items() if rows - now[name]}
    assert {name for name, rows in now.items() if rows - world.everything[name]} <= _BEGUN_FOR_ONESELF


def test_every_address_with_a_number_is_tried_or_is_for_many(world: World) -> None:
    for rule, _, _ in world.addresses():
        if rule not in EVERYBODY_READS | BY_ANOTHER_RIGHT:
            assert rule.startswith((*OFFICES, *_PERSONAL, *_FOR_MANY)), f"{rule} is nobody's"
