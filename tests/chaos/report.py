"""The figures of a run and how they are said: a few lines for people, JSON for programs."""

import statistics
from collections import Counter
from typing import Any

import msgspec

from tests.chaos.checker import Violation
from tests.chaos.rounds import Round

SHOWN = 20
COUNTED = ("lost", "duplicated", "reordered", "differs", "forged", "false_mark", "two_ends", "foreign")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A finished run."""

    rounds: list[Round]
    seconds: float
    clients: int
    conversations: int
    messages: int
    """Written by people, as their journals say."""
    acknowledged: int
    resent: int
    rows: int
    """In the database, the relay's own announcements too."""
    requests: int
    refused: int
    violations: list[Violation]
    problems: list[str]

    @property
    def is_clean(self) -> bool:
        """No rule was broken, and everything that was asked for took place."""
        return not self.violations and not self.problems


def as_json(report: Report) -> bytes:
    """Return everything, for programs."""
    found: dict[str, Any] = {**msgspec.to_builtins(report), "is_clean": report.is_clean, "harm": _harm(report)}
    return msgspec.json.format(msgspec.json.encode(found))


def as_text(report: Report) -> str:
    """Return what a person wants to know."""
    harm = _harm(report)
    lines = [
        f"kills         {len(report.rounds)} in {report.seconds:.0f} s: {_counts(report)}",
        f"load          {report.conversations} conversations, {report.clients} clients, {report.requests} chat requests",
        f"messages      {report.messages} written, {report.acknowledged} acknowledged, {report.resent} sent again",
        f"              {report.refused} refused, {report.rows} rows",
        "harm          " + ", ".join(f"{harm[kind]} {kind.replace('_', ' ')}" for kind in COUNTED),
    ]
    lines += ["back          median / p95 / max after the kill"]
    lines += [f"  {kind:<11} {_times(report, kind)}" for kind in dict.fromkeys(r.killed for r in report.rounds)]
    lines += [f"{v.rule} {v.harm}: {v.who}: {v.what}" for v in report.violations[:SHOWN]]
    lines += [f"problem: {problem}" for problem in report.problems[:SHOWN]]
    return "\n".join([*lines, "clean" if report.is_clean else "NOT CLEAN"])


def _harm(report: Report) -> dict[str, int]:
    counted = Counter(violation.harm for violation in report.violations)
    return {kind: counted[kind] for kind in COUNTED}


def _counts(report: Report) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in Counter(r.killed for r in report.rounds).items())


def _times(report: Report, kind: str) -> str:
    mine = [found for found in report.rounds if found.killed == kind]
    return (
        f"it is up {_spread([r.up_s for r in mine])}; words flow {_spread([r.back_s for r in mine])};"
        f" all are back {_spread([r.all_s for r in mine])}"
    )


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{statistics.median(ordered):.1f} / {p95:.1f} / {ordered[-1]:.1f} s"
