"""`musubi attester-key`: another key signs who is verified, and the former one may no longer."""

from __future__ import annotations

import click

from app.wiring import Platform, build_platform
from app.words import Stop, Words, say
from chain.ids import Address, parse_address
from chain.operator import Operator
from chain.settings import Settings


@click.command("attester-key")
@click.option("--withdraw", default="", metavar="ADDRESS", help="Of the former key: from now on it may not sign.")
@click.option("--leaked", is_flag=True, help="Withdraw it at once, whatever it signed is still under way.")
def command(withdraw: str, leaked: bool) -> None:
    """Let the key of MUSUBI_ATTESTER_KEY sign who is verified (an act of the operator's on chain).

    First run it with the new key in the environment of this command alone; then change the setting and restart every
    process; then run it with --withdraw and the address of the former key. People are verified all the while.
    """
    settings = Settings()
    settings.check()
    former = parse_address(withdraw) if withdraw else None
    platform = build_platform(settings)
    platform.deployments.check(platform.client)
    operator = Operator(settings, platform.client, platform.contracts)
    try:
        if former is not None:
            _withdraw(platform, operator, former, leaked)
            return
        operator.allow_attester()
    finally:
        platform.db.close()
    say(Words(f"{operator.attester} は署名できます。", f"{operator.attester} may sign."))


def _withdraw(platform: Platform, operator: Operator, former: Address, leaked: bool) -> None:
    sign_anew = platform.wallet.sign_anew
    if former == operator.attester or not platform.contracts.identities.is_attester(operator.attester):
        raise Stop(
            Words(
                "署名できる鍵がなくなります。先に新しい鍵で `musubi attester-key` を実行してください。",
                "Nobody could sign any more. First run `musubi attester-key` with the new MUSUBI_ATTESTER_KEY.",
            )
        )
    waiting = sign_anew.under_way(former)
    if waiting and not leaked:
        raise Stop(
            Words(
                f"この鍵で署名した{waiting}件が届く途中です。少し待つか、鍵が漏れたときは --leaked を付けてください。",
                f"{waiting} acts that it signed are under way. Wait for them; if the key has leaked, add --leaked.",
            )
        )
    operator.withdraw_attester(former)
    count = sign_anew(former)
    say(
        Words(
            f"{former} はもう署名できません。{count}件を新しい鍵で署名し直しました。",
            f"{former} may not sign any more. {count} acts were signed anew.",
        )
    )
