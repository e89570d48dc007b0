"""Every event type there is. A new service seldom needs a new one; a new one needs a line here and nothing else."""

from __future__ import annotations

from points.bridges.catalogue.event_type import EventType, choice, count, day, flag, mark, town

_P = "jp.musubi."
_YEN = 10_000_000
CONVERSION_REQUESTED = _P + "points.conversion_requested"
TICKET_USED = _P + "ticket.used"
_A_DAY = 24 * 60

EVENT_TYPES: tuple[EventType, ...] = (
    EventType(
        _P + "gym.entered", "ジムに入った", "Entered a gym",
        {"facility": mark("which gym"), "visit": mark("the same for entry and exit")},
        {"gate": mark("which door")},
        {"facility": "uda-gym-1", "visit": "v-20261124-018", "gate": "front"},
    ),
    EventType(
        _P + "gym.left", "ジムを出た", "Left a gym",
        {"facility": mark("which gym"), "visit": mark("the same for entry and exit")},
        {"minutes": count("time inside", _A_DAY), "is_forced": flag("closed by the system")},
        {"facility": "uda-gym-1", "visit": "v-20261124-018", "minutes": 52},
    ),
    EventType(
        _P + "carshare.trip_completed", "乗り合いで移動した", "Completed a shared ride",
        {"trip": mark("the trip"), "role": choice("part in the trip", "driver", "rider")},
        {"from_area": mark("where from"), "to_area": mark("where to"),
         "distance_meters": count("length of the trip", 1_000_000), "riders": count("people besides the driver", 20)},
        {"trip": "t-3391", "role": "driver", "from_area": "曽爾", "to_area": "御杖", "distance_meters": 11200},
    ),
    EventType(
        _P + "ferry.boarded", "フェリーに乗った", "Boarded a ferry",
        {"route": mark("the line"), "sailing": mark("the departure")},
        {"port": mark("where"), "ticket": mark("number of the ticket")},
        {"route": "toi-shimizu", "sailing": "2026-11-24T08:35", "port": "土肥港", "ticket": "F-10293"},
    ),
    EventType(
        _P + "hometown_tax.donation_paid", "ふるさと納税を支払った", "Paid a hometown-tax donation",
        {"donation": mark("number of the donation"), "amount_yen": count("yen", _YEN, 1)},
        {"donor_town": town("where the donor lives"), "use": mark("what it is for")},
        {"donation": "D-2026-000871", "amount_yen": 20000, "donor_town": "131016", "use": "森を守る"},
    ),
    EventType(
        _P + "health.steps_recorded", "1日の歩数", "Steps of a day",
        {"day": day("which day"), "steps": count("steps", 200_000)},
        {"device": mark("kind of device")},
        {"day": "2026-11-23", "steps": 8412, "device": "watch"},
    ),
    EventType(
        _P + "health.sleep_recorded", "1日の睡眠", "Sleep of a day",
        {"day": day("the day on which it ended"), "minutes": count("time asleep", _A_DAY)},
        {"device": mark("kind of device")},
        {"day": "2026-11-23", "minutes": 431},
    ),
    EventType(
        _P + "facility.checked_in", "施設に来た", "Checked in at a facility",
        {"facility": mark("which facility")},
        {"kind": choice("what it is", "hot_spring", "museum", "community_centre", "sports", "other")},
        {"facility": "mihara-onsen", "kind": "hot_spring"},
    ),
    EventType(
        _P + "shelter.checked_in", "避難所に入った", "Checked in at a shelter",
        {"shelter": mark("which shelter")},
        {"people": count("people of the household who came", 30, 1)},
        {"shelter": "S-04", "people": 3},
    ),
    EventType(
        _P + "shelter.checked_out", "避難所を出た", "Checked out of a shelter",
        {"shelter": mark("which shelter")}, {}, {"shelter": "S-04"},
    ),
    EventType(
        _P + "citizen.report_accepted", "市民レポートが受け付けられた", "A citizen's report was accepted",
        {"report": mark("number of the report"),
         "category": choice("what it is about", "road", "light", "park", "waste", "animal", "other")},
        {},
        {"report": "R-552", "category": "road"},
    ),
    EventType(
        _P + "circular.read", "回覧を読んだ", "Read a circular",
        {"circular": mark("which circular")}, {}, {"circular": "2026-11-kairan-2"},
    ),
    EventType(
        _P + "bus.ridden", "オンデマンドバスに乗った", "Rode an on-demand bus",
        {"ride": mark("the ride")},
        {"from_stop": mark("where from"), "to_stop": mark("where to")},
        {"ride": "b-771", "from_stop": "役場前", "to_stop": "診療所"},
    ),
    EventType(
        _P + "library.books_borrowed", "図書館で本を借りた", "Borrowed books from a library",
        {"loan": mark("the loan"), "books": count("how many; not which", 50, 1)},
        {"library": mark("which library")},
        {"loan": "L-90112", "books": 2, "library": "中央図書館"},
    ),
    EventType(
        _P + "shop.unmanned_purchase", "無人店舗で買った", "Bought at an unmanned shop",
        {"purchase": mark("the purchase"), "amount_yen": count("yen", _YEN, 1)},
        {"shop": mark("which shop")},
        {"purchase": "p-20261124-7", "amount_yen": 640, "shop": "直売所みつえ"},
    ),
    EventType(
        TICKET_USED, "チケットを使った", "Used a ticket",
        {"ticket": mark("our name for the tickets, as a message or userinfo says it"),
         "count": count("how many people", 32, 1)},
        {"part": count("which part, where a ticket has several; 1: the first", 7, 1)},
        {"ticket": "tk_3f9c0b7d52e84a16", "count": 2},
    ),
    EventType(
        CONVERSION_REQUESTED, "ポイントを共通ポイントに替えたい", "Asked to turn points into common points",
        {"conversion": mark("number of the request; asked again it counts once"),
         "app_points": count("points at the service, set aside until the answer comes", 10_000_000, 1)},
        {},
        {"conversion": "c-20261124-31", "app_points": 500},
    ),
)  # fmt: skip

_BY_NAME = {one.name: one for one in EVENT_TYPES}


def event_type(name: str) -> EventType | None:
    return _BY_NAME.get(name)
