"""What may be said to a headless console about the device list. Source: docs/headless.md."""

from tech_console.headless.command import Command


class ListDevices(Command, tag="devices", frozen=True):
    search: str = ""
    limit: int = 1000


class ExportDevices(Command, tag="devices_export", frozen=True):
    path: str
    search: str = ""
    columns: list[str] = []
