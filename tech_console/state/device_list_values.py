"""How one technician wants the device list: columns, order, and searches that have a name."""

import msgspec


class SavedView(msgspec.Struct, frozen=True, kw_only=True):
    """A search with columns and order, under a name."""

    name: str
    search: str = ""
    columns: tuple[str, ...] = ()
    sort: str = "name"
    is_falling: bool = False


class DeviceListValues(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept between two runs; empty `columns` are those the list comes with."""

    columns: tuple[str, ...] = ()
    widths: dict[str, int] = {}
    sort: str = "name"
    is_falling: bool = False
    views: tuple[SavedView, ...] = ()
    panel_width: int = 360
    tab: str = "summary"
    """Which tab of the device page was open last."""


def with_view(values: DeviceListValues, view: SavedView) -> DeviceListValues:
    """Keep a view; one of the same name is replaced."""
    others = tuple(other for other in values.views if other.name.casefold() != view.name.casefold())
    views = tuple(sorted((*others, view), key=lambda one: one.name.casefold()))
    return msgspec.structs.replace(values, views=views)


def without_view(values: DeviceListValues, name: str) -> DeviceListValues:
    """Forget a view."""
    return msgspec.structs.replace(values, views=tuple(view for view in values.views if view.name != name))
