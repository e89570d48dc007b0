"""What one card of a series shows. Most series show one scene; a joint series shows its legends in turn by serial."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Motif:
    scene: str
    upright_ja: str = ""  # the short name written downwards
    legend_ja: str = ""
    legend_en: str = ""
    seal_ja: str = ""  # the town whose seal the card bears; empty: the town of the series
    place_ja: str = ""
    place_en: str = ""


# Four towns issue one series together, so that all cards vote in one community; each town's legend has its own drawing.
_JOINT: dict[str, tuple[Motif, ...]] = {
    "four_legends": (
        Motif("sword", "小烏丸", "宇陀の小烏丸（日本刀の祖）", "Kogarasumaru, the first sword, Uda",
              "宇陀市", "奈良県 宇陀市", "Uda, Nara"),
        Motif("gorge_bridge", "桃太郎", "大月の猿橋と桃太郎", "The monkey bridge and Momotaro, Otsuki",
              "大月市", "山梨県 大月市", "Otsuki, Yamanashi"),
        Motif("diamond_fuji", "日出づる里", "富士川のダイヤモンド富士", "Diamond Fuji, Fujikawa",
              "富士川町", "山梨県 富士川町", "Fujikawa, Yamanashi"),
        Motif("waterfall", "八咫烏", "那智の滝と八咫烏", "Nachi Falls and the three-legged crow",
              "那智勝浦町", "和歌山県 那智勝浦町", "Nachikatsuura, Wakayama"),
    ),
}  # fmt: skip


def motifs_of(scene: str) -> tuple[Motif, ...]:
    """All motifs of a joint series, else none."""
    return _JOINT.get(scene, ())


def motif_of(scene: str, upright_ja: str, serial: int | None) -> Motif:
    """What the card with this serial shows; without a serial, the whole series."""
    legends = motifs_of(scene)
    return legends[(serial - 1) % len(legends)] if legends and serial else Motif(scene, upright_ja)
