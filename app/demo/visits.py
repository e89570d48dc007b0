"""Who comes to the shops before the last four weeks, as a plan: drawn beforehand, so that the people of a month can be
counted without playing it. Most of it is Shizuoka, which has most to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from app.demo.regions import PROGRAMS, SHOPS
from app.demo.timetable import EARLY
from chain.ids import MunicipalityCode

# Regulars of Shizuoka, of people 0 to 199. Four weeks ago a grant goes to the former; the latter are who it is compared with.
RECEIVERS, OTHERS = range(100, 124), range(124, 144)
REGULARS = range(RECEIVERS.start, OTHERS.stop)
# To whom each of PROGRAMS is given first. The last ones are of those whom app/demo/polling.py has checked in Uda.
GUESTS = (REGULARS, range(160, 168), range(168, 176), range(176, 184), range(3, 11))
GRANTED = 28  # days ago
BEGIN = 2  # of the early moments; before, programs are given and identities checked
# Who buy Shizuoka's card, book its pass and give to its pines, by early moment: regulars of Shizuoka and of Hokkaido, and
# people who stay away from the shops and were never checked. They come in at the moment after the booking.
_HERE, _FAR, _UNKNOWN = range(100, 124, 4), range(101, 121, 4), range(150, 157)
BUYING = {BEGIN: _HERE, BEGIN + 1: _FAR, 20: _UNKNOWN}
BOOKING = {BEGIN + 2: _HERE, 22: _UNKNOWN}
GIVING = {BEGIN + 3: _FAR, 22: _UNKNOWN}
_HOMES = ("221007", "016381", "163210")  # Shizuoka, Hokkaido and Toyama; every fourth regular is not checked
_AT_ONCE, _ELSEWHERE_AT_ONCE = 5, 3


@dataclass(frozen=True, slots=True)
class Visit:
    """`program`: place in PROGRAMS. `most`: points."""

    program: int
    person: int
    shop: str
    most: int


def home_of(regular: int) -> MunicipalityCode | None:
    """Where the identity check says they live."""
    place = regular % (len(_HOMES) + 1)
    return MunicipalityCode(_HOMES[place]) if place < len(_HOMES) else None


def early_visits(chance: Random) -> Iterator[tuple[int, Visit]]:
    """With the number of the early moment. At each five regulars, and three people of another program's town, which take turns."""
    shops = [[shop.name_ja for shop in SHOPS if shop.municipality == program.issuer] for program in PROGRAMS]
    for place in range(BEGIN, EARLY):
        turn, program = divmod(place - BEGIN, len(PROGRAMS) - 1)
        there = GUESTS[program + 1]
        people = [there[(turn * _ELSEWHERE_AT_ONCE + number) % len(there)] for number in range(_ELSEWHERE_AT_ONCE)]
        coming = [(0, one) for one in chance.sample(REGULARS, _AT_ONCE)] + [(program + 1, one) for one in people]
        for number, person in coming:
            least = min(PROGRAMS[number].points)  # of what they were given
            most = chance.randrange(least // 6, least // 2)
            yield place, Visit(number, person, chance.choice(shops[number]), most)


def visits_after_grant(chance: Random) -> Iterator[tuple[int, Visit]]:
    """Each receiver comes once more than they would; with how many days ago."""
    shops = [shop.name_ja for shop in SHOPS if shop.municipality == PROGRAMS[0].issuer]
    least = min(PROGRAMS[0].points)
    for days_after, person in enumerate(RECEIVERS, 1):
        yield GRANTED - days_after, Visit(0, person, chance.choice(shops), chance.randrange(least // 2, least))
