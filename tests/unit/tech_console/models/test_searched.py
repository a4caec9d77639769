import pytest
from PySide6.QtCore import QModelIndex

from shared.ids import DeviceId, new_id
from shared.protocol.directory import DeviceRecord, DeviceState
from tech_console.models.devices import DeviceModel
from tests.support.console_records import a_device, an_os_session


def model() -> DeviceModel:
    made = DeviceModel(lambda _: "Acme s.r.l.", lambda: "Customer")
    made.set_records(
        [
            named("PC-1"),
            named("PC-2", os_sessions=[an_os_session(os_user="luca", state="locked")]),
            named("SRV-1", platform="Debian 12", os_sessions=[], online=False, state=DeviceState.PENDING),
        ]
    )
    return made


def named(name: str, **fields: object) -> DeviceRecord:
    return a_device(device_id=DeviceId(new_id()), name=name, **fields)


def shown(made: DeviceModel) -> list[str]:
    return [str(made.data(made.index(row, 0, QModelIndex()))) for row in range(made.rowCount())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["PC-1", "PC-2", "SRV-1"]),
        ("pc", ["PC-1", "PC-2"]),
        ("is:locked", ["PC-2"]),
        ("is:offline", ["SRV-1"]),
        ("is:pending", ["SRV-1"]),
        ("os:debian", ["SRV-1"]),
        ("user:luca pc", ["PC-2"]),
        ('customer:"acme s" is:online', ["PC-1"]),
        ("customer:beta", []),
        ("10:30", []),
    ],
)
def test_a_list_is_searched_by_words_and_qualifiers(text: str, names: list[str]) -> None:
    made = model()
    made.search(text)
    assert shown(made) == names


def test_an_emptied_search_shows_all_again() -> None:
    made = model()
    made.search("is:locked")
    made.search("")
    assert len(shown(made)) == 3


def test_a_list_names_its_qualifiers() -> None:
    assert {"customer", "user", "os", "ip", "is", "software", "tag", "overdue"} <= set(model().qualifiers())
