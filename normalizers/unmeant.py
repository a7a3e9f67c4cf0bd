"""Records whose meaning could not be made out because the program broke over them: as printed, and not sure at all."""

from __future__ import annotations

from normalizers.text import compact, tidy
from schema.filing import Amount, Indicator
from schema.reading import AmountReading, IndicatorReading
from schema.value import Value

_BROKE = "its meaning is not known: what read it broke"


def unmeant_indicator(reading: IndicatorReading, key: str) -> Indicator:
    """The indicator with nothing but its printed texts."""
    return Indicator(
        key=key,
        form=reading.form,
        name=tidy(reading.name.text),
        name_raw=reading.name.text,
        project=tidy(reading.project),
        site=compact(reading.site),
        horizon=reading.horizon,
        level1=compact(reading.level1),
        level2=compact(reading.level2),
        target=Value(raw=reading.cell("target").text),
        actual=Value(raw=reading.cell("actual").text),
        weight_raw=reading.cell("weight").text,
        score_raw=reading.cell("score").text,
        place=reading.place,
        confidence=0.0,
        reasons=(_BROKE,),
    )


def unmeant_amount(reading: AmountReading, key: str) -> Amount:
    """The amount with nothing but its printed texts."""
    return Amount(
        key=key,
        item="/".join(map(tidy, reading.path)),
        value=Value(raw=reading.value.text),
        project=tidy(reading.project),
        label=tidy(reading.label),
        source=reading.source,
        place=reading.place,
        confidence=0.0,
        reasons=(_BROKE,),
    )
