"""The busiest processes of this moment, looked at twice a second apart."""

import time

import psutil

from shared.protocol.inventory import ProcessRow

MOST = 50
APART_S = 1.0
MAX_NAME_CHARS = 200


def busiest() -> list[ProcessRow]:
    """Return the processes that took most processor time over about a second, then those with most memory."""
    seen: list[psutil.Process] = []
    for process in psutil.process_iter():
        try:
            process.cpu_percent()
            seen.append(process)
        except psutil.Error:
            continue
    time.sleep(APART_S)
    rows = [row for process in seen if (row := _row(process)) is not None]
    rows.sort(key=lambda row: (row.cpu_percent, row.memory_bytes), reverse=True)
    return rows[:MOST]


def _row(process: psutil.Process) -> ProcessRow | None:
    try:
        with process.oneshot():
            return ProcessRow(
                pid=process.pid,
                name=process.name()[:MAX_NAME_CHARS],
                user=_user(process)[:MAX_NAME_CHARS],
                cpu_percent=round(process.cpu_percent(), 1),
                memory_bytes=process.memory_info().rss,
            )
    except psutil.Error:
        return None


def _user(process: psutil.Process) -> str:
    try:
        return process.username()
    except (psutil.Error, KeyError):  # of somebody else, or a number without a name
        return ""
