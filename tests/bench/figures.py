"""One figure of a bench: its value, the ratio that means something elsewhere too, how far rounds lay apart, its goal."""

import statistics
from collections.abc import Sequence

import msgspec

Row = dict[str, str | float]


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`ratio` compares with `of`, measured in the same run; `low` and `high` are the rounds' extremes of the ratio.

    `goal` is for the value, `ratio_goal` for the ratio; `at_most` says that smaller is better.
    """

    name: str
    value: float
    unit: str
    id: str = ""
    """Of the goal: G1 to G11 of docs/bench.md."""
    goal: float | None = None
    ratio: float | None = None
    ratio_goal: float | None = None
    of: str = ""
    low: float | None = None
    high: float | None = None
    at_most: bool = False
    note: str = ""


def compared(
    name: str,
    values: Sequence[float],
    others: Sequence[float],
    *,
    unit: str,
    of: str,
    goal_id: str = "",
    ratio_goal: float | None = None,
    at_most: bool = False,
    note: str = "",
) -> Figure:
    """Return the median of rounds beside the median ratio to what was measured in the same round."""
    ratios = [value / other for value, other in zip(values, others, strict=True)]
    return Figure(
        name=name,
        value=_short(statistics.median(values)),
        unit=unit,
        id=goal_id,
        ratio=_short(statistics.median(ratios)),
        ratio_goal=ratio_goal,
        of=of,
        low=_short(min(ratios)),
        high=_short(max(ratios)),
        at_most=at_most,
        note=note,
    )


def table(rows: Sequence[Row]) -> str:
    """Return the figures as lines for a terminal."""
    lines = [("goal", "figure", "value", "ratio (lowest to highest round)", "wanted", "")]
    lines += [(str(r.get("id", "")), str(r["name"]), _value(r), _ratio(r), _wanted(r), _verdict(r)) for r in rows]
    widths = [max(len(line[place]) for line in lines) for place in range(6)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def is_met(row: Row) -> bool | None:
    """Return whether the figure reaches its goal, None where it has none."""
    if "ratio_goal" in row and "ratio" in row:
        return _reaches(float(row["ratio"]), float(row["ratio_goal"]), at_most=bool(row.get("at_most")))
    if "goal" in row:
        return _reaches(float(row["value"]), float(row["goal"]), at_most=bool(row.get("at_most", True)))
    return None


def _reaches(value: float, goal: float, *, at_most: bool) -> bool:
    return value <= goal if at_most else value >= goal


def _verdict(row: Row) -> str:
    met = is_met(row)
    return "" if met is None else "met" if met else "MISSED"


def _value(row: Row) -> str:
    return f"{_short(float(row['value'])):g} {row['unit']}"


def _ratio(row: Row) -> str:
    if "ratio" not in row:
        return ""
    spread = f" ({row['low']:g} to {row['high']:g})" if "low" in row else ""
    return f"{row['ratio']:g}{spread} of {row.get('of', '')}"


def _wanted(row: Row) -> str:
    sign = "<=" if row.get("at_most", "ratio_goal" not in row) else ">="
    wanted = row.get("ratio_goal", row.get("goal"))
    return "" if wanted is None else f"{sign} {wanted:g}"


def _short(value: float) -> float:
    return float(f"{value:.3g}") if abs(value) < 1000 else round(value)
