"""Sizes, shares, ages and durations in words of the chosen language."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from tech_console.models.words import day_and_clock

MINUTE, HOUR, DAY = 60, 3600, 86_400


class _Counted(QObject):
    """Sentences with a number in them: only `tr` of an object is known as one that has plural forms."""

    def minutes_ago(self, count: int) -> str:
        return self.tr("%n min ago", "", count)

    def hours_ago(self, count: int) -> str:
        return self.tr("%n h ago", "", count)

    def days_ago(self, count: int) -> str:
        return self.tr("%n day(s) ago", "", count)

    def days(self, count: int) -> str:
        return self.tr("%n day(s)", "", count)

    def hours(self, count: int) -> str:
        return self.tr("%n hour(s)", "", count)

    def minutes(self, count: int) -> str:
        return self.tr("%n minute(s)", "", count)


_counted = _Counted()


def size_words(size: float) -> str:
    """Return bytes as MiB, GiB …; empty where nothing is known."""
    if size <= 0:
        return ""
    return QLocale().formattedDataSize(int(size), 1, QLocale.DataSizeFormat.DataSizeIecFormat)


def share_words(percent: float) -> str:
    """Return percent; empty where nothing is known (below 0)."""
    if percent < 0:
        return ""
    return QCoreApplication.translate("Console", "{number} %").format(number=QLocale().toString(round(percent)))


def number_words(number: float, decimals: int = 0) -> str:
    """Return a number as the language writes it."""
    return QLocale().toString(float(number), "f", decimals) if decimals else QLocale().toString(round(number))


def ago_words(at: dt.datetime | None, now: dt.datetime) -> str:
    """Return how long ago something was; the date when that is more than a month."""
    if at is None:
        return ""
    seconds = int((now - at).total_seconds())
    if seconds < MINUTE:
        return QCoreApplication.translate("Console", "Just now")
    if seconds < HOUR:
        return _counted.minutes_ago(seconds // MINUTE)
    if seconds < DAY:
        return _counted.hours_ago(seconds // HOUR)
    if seconds < 31 * DAY:
        return _counted.days_ago(seconds // DAY)
    return day_and_clock(at)


def span_words(seconds: float) -> str:
    """Return a duration by its two largest units: "3 days, 4 hours"."""
    whole = int(seconds)
    days, hours, minutes = whole // DAY, whole % DAY // HOUR, whole % HOUR // MINUTE
    parts = [say(count) for say, count in ((_counted.days, days), (_counted.hours, hours)) if count]
    if not days:
        parts += [_counted.minutes(minutes)] if minutes or not parts else []
    return ", ".join(parts)


def yes_no_words(*, holds: bool) -> str:
    """Return yes or no."""
    return QCoreApplication.translate("Console", "Yes") if holds else QCoreApplication.translate("Console", "No")
