"""The code of conduct (行動のきまり) of a community: each version is kept, the newest one holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

MOST_CONDUCT = 8_000
DEFAULT_JA = """## たがいに

- 相手の暮らすまちと、そこにいる人に敬意をもって書きます。
- 意見は、人ではなく、ことがらについて述べます。反対の意見も歓迎します。
- 日本語でも英語でもかまいません。ゆっくり話す人を待ちます。

## してはいけないこと

- 悪口、差別、おどし、しつこい言い争い。
- ほかの人の名前、顔、住所、連絡先を、本人の許しなく書くこと。
- 関係のない宣伝や、同じことのくり返し。
- 人やまちに害になる、事実でないこと。
- 許しのない絵、写真、文章。

## 守られなかったとき

- だれでも通報できます。だれが通報したかは、だれにも伝えません。
- 世話役や見守り役が確かめ、非表示にするときは、理由を仲間に公開します。
- 書いた人には理由が届きます。直せば、もう一度表示できます。
"""
DEFAULT_EN = """## With each other

- We write with respect for the towns we share and the people who live there.
- We argue about matters, not about people. Disagreement is welcome.
- Japanese or English are both fine. We wait for those who take longer.

## What we do not do

- Insults, discrimination, threats, quarrels that go on and on.
- Writing somebody's name, face, address or contact details without their consent.
- Unrelated advertising, or the same thing again and again.
- Untrue things that harm a person or a town.
- Pictures, photos or texts used without permission.

## When it happens anyway

- Anybody can report it. Nobody is told who did.
- Stewards and moderators look at it. When they hide something, members can read why.
- The author is told the reason. Once it is put right, it can be shown again.
"""


class ConductVersion(Base):
    """Version 1 is the text above, which needs no row."""

    __tablename__ = "community_conduct"
    __table_args__ = (UniqueConstraint("community", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40))  # slug
    number: Mapped[int] = mapped_column()
    body_ja: Mapped[str] = mapped_column(Text)  # Markdown
    body_en: Mapped[str] = mapped_column(Text)
    written_by: Mapped[Address] = mapped_column(AddressType, index=True)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
