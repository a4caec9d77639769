from tech_console.state.device_list_values import DeviceListValues, SavedView, with_view, without_view


def test_a_view_of_the_same_name_is_replaced_and_views_stand_in_order() -> None:
    values = with_view(with_view(DeviceListValues(), SavedView(name="VIP", search="tag:vip")), SavedView(name="Disks"))
    values = with_view(values, SavedView(name="vip", search="tag:vip is:online"))
    assert [(view.name, view.search) for view in values.views] == [("Disks", ""), ("vip", "tag:vip is:online")]


def test_a_view_is_forgotten_by_its_name() -> None:
    assert without_view(with_view(DeviceListValues(), SavedView(name="VIP")), "VIP").views == ()
