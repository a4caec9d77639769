"""Values of the Windows registry, as recorded on Windows 10 and 11; read on no Windows here."""

from endpoint_agent.inventory.windows import registry
from endpoint_agent.inventory.windows.services import service_of, services, tpm

FIREFOX = {
    "DisplayName": "Mozilla Firefox (x64 it)", "DisplayVersion": "128.4.0", "Publisher": "Mozilla",
    "EstimatedSize": 250_000, "InstallDate": "20241029",
}  # fmt: skip


def test_a_program_is_named_as_in_the_list_of_programs() -> None:
    assert registry.program("Mozilla Firefox", FIREFOX) == {
        "registry:Mozilla Firefox": {
            "name": "Mozilla Firefox (x64 it)", "version": "128.4.0", "publisher": "Mozilla", "source": "registry",
            "size_bytes": 256_000_000, "installed_on": "2024-10-29",
        }
    }  # fmt: skip


def test_parts_updates_and_nameless_entries_are_no_programs() -> None:
    for values in ({}, {"DisplayName": " "}, {**FIREFOX, "SystemComponent": 1}, {**FIREFOX, "ParentKeyName": "x"},
                   {**FIREFOX, "ReleaseType": "Hotfix"}):  # fmt: skip
        assert registry.program("x", values) == {}


def test_values_of_the_wrong_kind_are_left_out() -> None:
    odd = {"DisplayName": "x", "DisplayVersion": 7, "EstimatedSize": "big", "InstallDate": "10/29/2024"}
    assert registry.program("x", odd) == {"registry:x": {"name": "x", "source": "registry"}}


def test_eleven_is_not_called_ten() -> None:
    values = {"ProductName": "Windows 10 Pro", "CurrentBuildNumber": "22631", "UBR": 4317, "DisplayVersion": "23H2"}
    assert registry.edition(values) == {"name": "Windows 11 Pro", "version": "23H2", "kernel": "10.0.22631.4317"}
    ten = {**values, "CurrentBuildNumber": "19045", "DisplayVersion": "22H2"}
    assert registry.edition(ten)["name"] == "Windows 10 Pro"
    assert registry.edition({}) == {}


def test_the_first_interface_with_a_gateway_is_the_way_out() -> None:
    interfaces: dict[str, registry.Values] = {
        "{1}": {"DhcpDefaultGateway": ["0.0.0.0"]},  # noqa: S104 - as Windows writes it
        "{2}": {"DefaultGateway": ["192.0.2.1"], "NameServer": "192.0.2.53,192.0.2.54"},
    }
    assert registry.default_route(interfaces) == {"gateway": "192.0.2.1", "dns": "192.0.2.53, 192.0.2.54"}
    assert registry.default_route({}) == {}


def test_services_are_told_in_our_words() -> None:
    assert service_of("Spooler", "Print Spooler", "running", "automatic") == {
        "Spooler": {"name": "Print Spooler", "state": "running", "start": "auto"}
    }
    assert service_of("x", "", "stopped", "manual")["x"] == {"name": "x", "state": "stopped", "start": "manual"}


def test_elsewhere_there_is_no_registry() -> None:
    assert registry.installed() == services() == {}
    assert registry.machine_values(registry.CURRENT) == registry.sub_keys(registry.INTERFACES) == {}
    assert not registry.exists(registry.CURRENT)
    assert tpm() == ""
