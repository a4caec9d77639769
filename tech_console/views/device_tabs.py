"""The tabs of a device page: cards of facts, and the lists that are asked for separately."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QWidget

from shared.protocol.directory import DeviceRecord
from shared.protocol.inventory import Item
from shared.widgets.empty_state import EmptyState
from tech_console.models.device_columns import DeviceClock, helpdesk_words, os_words, status_words
from tech_console.models.device_items import (
    change_model,
    process_model,
    service_model,
    session_model,
    software_model,
    sorted_items,
)
from tech_console.models.directory import full_name
from tech_console.models.inventory_words import item_words, moment, value_words
from tech_console.models.problem_words import problem_words
from tech_console.models.units import share_words, size_words, span_words, yes_no_words
from tech_console.models.words import day_and_clock, device_state_words
from tech_console.presenters.device_details import DeviceDetails, Stage
from tech_console.presenters.line import Problem
from tech_console.state.device_status import agent_version, people_of
from tech_console.views.device_facts import Cards, Pair, disk_card, fact_card, item_pairs
from tech_console.views.device_lists import ItemList
from tech_console.views.ui import Ui


class FactTabs(QObject):
    """Summary, Hardware, Disks and Network of the device in `device`."""

    def __init__(self, ui: Ui, clock: DeviceClock) -> None:
        super().__init__()
        self._ui, self._clock = ui, clock
        self._details = ui.console.device_details
        self.device: DeviceRecord | None = None
        self.summary, self.hardware, self.disks, self.network = Cards(), Cards(), Cards(), Cards()

    def _section(self, name: str) -> dict[str, Item]:
        inventory = self._details.inventory
        return {} if inventory is None else inventory.sections.get(name, {})

    def problem_words(self, problem: Problem) -> str:
        """Return why something could not be read."""
        return problem_words(problem)

    def say_instead(self, page: ItemList) -> None:
        """Say in a list why there are no rows yet."""
        words = self._missing()
        page.say_instead(words[0], words[1], words[2])

    def _missing(self) -> tuple[str, str, str]:
        if self._details.inventory_stage is Stage.FAILED and self._details.problem is not None:
            return "circle-alert", self.tr("This could not be read"), problem_words(self._details.problem)
        if self._details.inventory_stage is Stage.LOADING:
            return "hourglass", self.tr("Reading…"), ""
        return (
            "inbox",
            self.tr("No inventory yet"),
            self.tr("The agent sends it some minutes after its first sign-in."),
        )

    def _fill(self, page: Cards, cards: list[QWidget | None]) -> None:
        known = [card for card in cards if card is not None]
        if known:
            page.set_cards(known)
            return
        empty = EmptyState(self._missing()[0])
        empty.set_words(*self._missing()[1:])
        page.set_cards([empty])

    def show_summary(self) -> None:
        """Build the summary from the record, which is there at once, and from the inventory."""
        device = self.device
        if device is None:
            return
        self._fill(
            self.summary,
            [
                fact_card(self.tr("Device"), self._of_device(device)),
                fact_card(self.tr("Computer"), self._of_computer(device)),
                fact_card(self.tr("System"), self._of_system(device)),
                fact_card(self.tr("Network"), self._of_network(device)),
                fact_card(self.tr("People"), self._of_people(device)),
            ],
        )

    def _of_device(self, device: DeviceRecord) -> list[Pair]:
        seen = day_and_clock(device.last_seen_at)
        reported = device.facts.reported_at
        return [
            (self.tr("Status"), status_words(device, self._clock.status(device))),
            (self.tr("Last seen"), seen),
            (self.tr("Helpdesk agent"), helpdesk_words(device)),
            (self.tr("Enrolment"), f"{device_state_words(device.state)} · {day_and_clock(device.enrolled_at)}"),
            (self.tr("Agent version"), agent_version(device)),
            (self.tr("Inventory of"), day_and_clock(reported)),
        ]

    def _of_computer(self, device: DeviceRecord) -> list[Pair]:
        facts = device.facts
        computer, cpu = self._section("hardware").get("computer", {}), self._section("hardware").get("cpu", {})
        threads = value_words("threads", cpu.get("threads"))
        processor = facts.cpu or value_words("name", cpu.get("name"))
        return [
            (self.tr("Make and model"), f"{facts.make} {facts.model}".strip()),
            (self.tr("Serial number"), facts.serial),
            (self.tr("Processor"), f"{processor} · {self._threads(threads)}" if processor and threads else processor),
            (self.tr("Memory"), size_words(facts.memory_bytes)),
            (self.tr("Fullest disk"), self._disk(facts.disk_free_percent)),
            (self.tr("Battery"), share_words(facts.battery_percent)),
            (self.tr("TPM"), value_words("tpm", computer.get("tpm"))),
        ]

    def _threads(self, count: str) -> str:
        return self.tr("{count} threads").format(count=count)

    def _disk(self, percent: int) -> str:
        return self.tr("{percent} free").format(percent=share_words(percent)) if percent >= 0 else ""

    def _of_system(self, device: DeviceRecord) -> list[Pair]:
        system = self._section("system").get("os", {})
        boot = device.facts.boot_at or moment(system.get("boot_at"))
        return [
            (self.tr("Operating system"), os_words(device)),
            (self.tr("Started"), day_and_clock(boot)),
            (self.tr("Running for"), _span(boot, self._clock.now) if device.online else ""),
            (self.tr("Restart pending"), yes_no_words(holds=True) if device.facts.is_reboot_pending else ""),
            (self.tr("Time zone"), value_words("time_zone", system.get("time_zone"))),
            (self.tr("Domain"), value_words("domain", system.get("domain"))),
        ]

    def _of_network(self, device: DeviceRecord) -> list[Pair]:
        facts, way_out = device.facts, self._section("network").get("default", {})
        return [
            (self.tr("Addresses"), "\n".join(facts.addresses) or device.first_address),
            (self.tr("Public address"), facts.public_address),
            (self.tr("MAC address"), facts.mac),
            (self.tr("Gateway"), value_words("gateway", way_out.get("gateway"))),
        ]

    def _of_people(self, device: DeviceRecord) -> list[Pair]:
        contacts = self._ui.console.world.snapshot.contacts
        known = [contacts[id_] for id_ in device.contact_ids if id_ in contacts]
        caption = self.tr("Signed in") if device.online else self.tr("Last user")
        return [
            (caption, "\n".join(people_of(device))),
            (self._ui.say(self.tr("Assigned {contacts}")), "\n".join(full_name(contact) for contact in known)),
        ]

    def show_hardware(self) -> None:
        """Build a card for each part of the machine."""
        parts = {**self._section("hardware"), **self._section("battery")}
        order = ("computer", "cpu", "memory", "board", "battery")
        keys = [*(key for key in order if key in parts), *(key for key in parts if key not in order)]
        self._fill(self.hardware, [fact_card(self._part_words(key), item_pairs(parts[key])) for key in keys])

    def _part_words(self, key: str) -> str:
        return item_words("battery" if key == "battery" else "hardware", key)

    def show_disks(self) -> None:
        """Build a card with a bar for each disk."""
        self._fill(self.disks, [disk_card(mount, item) for mount, item in sorted_items(self._section("disks"))])

    def show_network(self) -> None:
        """Build a card for the way out and one for each interface; those that are up come first."""
        items = self._section("network")
        keys = sorted(items, key=lambda key: (key != "default", items[key].get("is_up") is False, key))
        cards = [fact_card(item_words("network", key), item_pairs(items[key])) for key in keys]
        public = self.device.facts.public_address if self.device is not None else ""
        seen = fact_card(self.tr("As the relay sees it"), [(self.tr("Public address"), public)])
        self._fill(self.network, [*cards[:1], seen, *cards[1:]] if cards else [seen])


def _span(since: dt.datetime | None, now: dt.datetime) -> str:
    return span_words((now - since).total_seconds()) if since is not None and since < now else ""


class ProcessTab(ItemList):
    """The busiest processes, asked for when somebody looks and on request."""

    def __init__(self, details: DeviceDetails) -> None:
        super().__init__(
            process_model(),
            (0, 90, 170, 120, 130),
            QCoreApplication.translate("ProcessTab", "Processes"),
            ("server", QCoreApplication.translate("ProcessTab", "No processes"), ""),
        )
        self._details = details
        self.start_sorted(3, Qt.SortOrder.DescendingOrder)
        self.verb_clicked.connect(details.read_processes)
        details.processes_changed.connect(self._show)

    def show_now(self) -> None:
        """Somebody looks: ask once."""
        if self._details.processes_stage is Stage.NOTHING:
            self._details.read_processes()
        self._show()

    def _show(self) -> None:
        details = self._details
        match details.processes_stage:
            case Stage.LOADING if not details.processes:
                self.say_instead("hourglass", self.tr("Asking the device…"))
            case Stage.FAILED if details.process_problem is not None:
                words = problem_words(details.process_problem)
                self.say_instead("wifi-off", self.tr("No answer"), words, self.tr("Try again"))
            case _:
                self.set_rows((str(process.pid), process) for process in details.processes)
                is_asking = details.processes_stage is Stage.LOADING
                self.set_verb(self.tr("Asking…") if is_asking else self.tr("Look again"), is_enabled=not is_asking)


class HistoryTab(ItemList):
    """What changed on the device, the newest first; older lines on request."""

    def __init__(self, details: DeviceDetails) -> None:
        super().__init__(
            change_model(),
            (150, 0, 230, 230),
            QCoreApplication.translate("HistoryTab", "History"),
            (
                "history",
                QCoreApplication.translate("HistoryTab", "No changes yet"),
                QCoreApplication.translate("HistoryTab", "Hardware, software and settings that change are noted here."),
            ),
        )
        self._details = details
        self.start_sorted(0, Qt.SortOrder.DescendingOrder)
        self.verb_clicked.connect(details.read_changes)
        details.history_changed.connect(self._show)

    def show_now(self) -> None:
        """Somebody looks: read once."""
        if self._details.history_stage is Stage.NOTHING:
            self._details.read_changes()
        self._show()

    def _show(self) -> None:
        details = self._details
        if details.history_stage is Stage.LOADING and not details.changes:
            self.say_instead("hourglass", self.tr("Reading…"))
        elif details.history_stage is Stage.FAILED and details.problem is not None and not details.changes:
            words = problem_words(details.problem)
            self.say_instead("circle-alert", self.tr("This could not be read"), words, self.tr("Try again"))
        else:
            self.set_rows((f"{number}", change) for number, change in enumerate(details.changes))
            self.set_verb(self.tr("Older ones") if details.has_more_changes else "")


def user_list() -> ItemList:
    """Return the tab of OS sessions."""
    made = ItemList(
        session_model(),
        (0, 120, 120, 150, 130, 150),
        QCoreApplication.translate("DeviceTabs", "Users"),
        (
            "users",
            QCoreApplication.translate("DeviceTabs", "No logins reported"),
            QCoreApplication.translate("DeviceTabs", "As of the last inventory."),
        ),
    )
    made.start_sorted(0)
    return made


def software_list() -> ItemList:
    """Return the tab of installed software."""
    made = ItemList(
        software_model(),
        (0, 150, 180, 100, 110, 90),
        QCoreApplication.translate("DeviceTabs", "Software"),
        ("archive", QCoreApplication.translate("DeviceTabs", "No software reported"), ""),
    )
    made.start_sorted(0)
    return made


def service_list() -> ItemList:
    """Return the tab of services."""
    made = ItemList(
        service_model(),
        (0, 150, 150),
        QCoreApplication.translate("DeviceTabs", "Services"),
        ("server", QCoreApplication.translate("DeviceTabs", "No services reported"), ""),
    )
    made.start_sorted(0)
    return made
