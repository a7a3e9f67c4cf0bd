"""Names without an entry, put together and proposed."""

from __future__ import annotations

from normalizers.matching.suggestions import Unmatched, suggest


def test_names_of_one_meaning_make_one_lot_most_frequent_first() -> None:
    made = suggest(
        [
            Unmatched("图书馆座位预约率", 4, level2="质量指标"),
            Unmatched("宫灯骨架扎制套数", 5),
            Unmatched("宫灯骨架扎制数量", 1),
            Unmatched("宫灯骨架扎制套数", 2),
        ]
    )
    assert [(one.entry.id, one.count) for one in made] == [("NEW01", 8), ("NEW02", 4)]
    assert made[0].names == (("宫灯骨架扎制套数", 7), ("宫灯骨架扎制数量", 1))
    assert made[0].entry.aliases == ("宫灯骨架扎制数量",)


def test_what_has_an_entry_or_names_nothing_is_left_out() -> None:
    assert suggest([Unmatched("预算执行率", 9), Unmatched("不涉及", 5), Unmatched("…", 3), Unmatched("", 2)]) == []


def test_the_proposal_takes_what_stood_beside_and_guesses_the_rest() -> None:
    seat, hall = suggest([Unmatched("图书馆座位预约率", 2, level2="时效指标"), Unmatched("茶社桌椅添置套数", 1)])
    assert (seat.entry.level2, seat.entry.kind, seat.entry.unit) == ("时效指标", "ratio", "%")
    assert (hall.entry.level1, hall.entry.level2) == ("产出指标", "数量指标")
    assert (hall.entry.kind, hall.entry.unit, hall.entry.family) == ("quantity", "套", "quantity")


def test_the_nearest_entry_is_named() -> None:
    (made,) = suggest([Unmatched("防汛物资储备点数量", 1)])
    assert made.nearest is not None and made.nearest.score < 80


def test_the_order_of_the_names_does_not_matter() -> None:
    names = [Unmatched("茶社桌椅添置套数", 1), Unmatched("锣鼓队服装缝制", 1), Unmatched("图书馆座位预约率", 1)]
    assert suggest(names) == suggest(names[::-1])
