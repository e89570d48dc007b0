"""Past-tense facts of communities that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass

from chain.events import domain_event


@domain_event("dao.vote_announced")
@dataclass(frozen=True, slots=True)
class VoteAnnounced:
    """A vote opened, or closes soon and these have not voted yet. `what`: proposal or poll; `moment`: opened,
    closing or extended; `closes_at` in unix seconds. At most 500 accounts; further ones have events of their own."""

    what: str
    number: int
    moment: str
    accounts: list[str]
    closes_at: int
    title_ja: str
    title_en: str
    community_ja: str
    community_en: str


@domain_event("dao.trustees_told")
@dataclass(frozen=True, slots=True)
class TrusteesTold:
    """Trustees of a sealed poll have something to do. `what` is `trustee`, `number` the preparation's; `moment`: asked,
    opened, or due and which reminder it is; `closes_at` in unix seconds."""

    what: str
    number: int
    moment: str
    accounts: list[str]
    closes_at: int
    title_ja: str
    title_en: str
    community_ja: str
    community_en: str


@domain_event("dao.poll_voided")
@dataclass(frozen=True, slots=True)
class PollVoided:
    """A sealed poll that nobody can open: its voters and trustees hear why. At most 500 accounts; further ones have
    events of their own."""

    number: int
    accounts: list[str]
    title_ja: str
    title_en: str
    community_ja: str
    community_en: str
    reason: str


@domain_event("dao.proposal_vetoed")
@dataclass(frozen=True, slots=True)
class ProposalVetoed:
    """A town stopped an accepted proposal. The reason is empty where it stands on another installation. At most 500
    accounts; further ones have events of their own."""

    number: int
    accounts: list[str]
    title_ja: str
    title_en: str
    community_ja: str
    community_en: str
    town_ja: str
    town_en: str
    reason_ja: str
    reason_en: str


@domain_event("dao.content_moderated")
@dataclass(frozen=True, slots=True)
class ContentModerated:
    """A moderator decided about what somebody wrote or showed. `whom`: author or reporter, who are `accounts`;
    `decision`: hide, show or keep; `reason` a point of the code of conduct; `words` the public reason. Of a town's own
    pages `slug` is empty, and the names are the town's."""

    act: int
    whom: str
    accounts: list[str]
    kind: str
    decision: str
    reason: str
    words: str
    slug: str
    community_ja: str
    community_en: str
    municipality: str = ""
    subject: int = 0


@domain_event("dao.attendees_told")
@dataclass(frozen=True, slots=True)
class AttendeesTold:
    """Something happened to an event that these accounts asked to come to. `what`: place_offered, place_lapsed,
    changed, called_off or survey; `turn` tells one such message from the next; `until`, `begins_at` in unix seconds,
    `until` 0 where nothing has to be done; `survey`: number of the one that waits for them. At most 500 accounts."""

    what: str
    event: int
    turn: int
    accounts: list[str]
    begins_at: int
    until: int
    title_ja: str
    title_en: str
    reason: str
    survey: int = 0


@domain_event("dao.news_published")
@dataclass(frozen=True, slots=True)
class NewsPublished:
    """A steward wrote to members. At most 500 accounts; further ones have events of their own."""

    number: int
    accounts: list[str]
    title_ja: str
    title_en: str
    slug: str
    community_ja: str
    community_en: str


@domain_event("dao.shop_invited")
@dataclass(frozen=True, slots=True)
class ShopInvited:
    """A steward invited a shop to a community; `accounts` work for it. `turn`: when, in unix seconds."""

    slug: str
    shop: str
    turn: int
    accounts: list[str]
    shop_ja: str
    shop_en: str
    community_ja: str
    community_en: str


@domain_event("dao.product_moved")
@dataclass(frozen=True, slots=True)
class ProductMoved:
    """Something happened to a product project. `turn`: number of the step; `what`: its kind, or you_make_it and
    another_makes_it for shops that applied; the maker is empty before there is one, `until` (unix seconds) 0 before
    makers are asked. At most 500 accounts; further ones have events of their own."""

    project: int
    turn: int
    what: str
    accounts: list[str]
    title_ja: str
    title_en: str
    community_ja: str
    community_en: str
    maker_ja: str
    maker_en: str
    until: int
    reason: str


@domain_event("dao.idea_progressed")
@dataclass(frozen=True, slots=True)
class IdeaProgressed:
    """Something happened to an idea, or to a comment on it, of these authors. `what`: comment, answer, merged, poll,
    proposal or product; `number` the comment, the kept idea or what it became; of one `turn` each author hears once."""

    what: str
    idea: int
    number: int
    turn: str
    accounts: list[str]
    title_ja: str
    title_en: str
    community_ja: str
    community_en: str


@domain_event("dao.plan_moved")
@dataclass(frozen=True, slots=True)
class PlanMoved:
    """The day on which a draft is to be proposed moved. `turn`: the draft's version; `old`, `new`: ISO dates, empty
    for none. At most 500 accounts; further ones have events of their own."""

    draft: int
    turn: int
    accounts: list[str]
    old: str
    new: str
    title_ja: str
    title_en: str
    community_ja: str
    community_en: str
