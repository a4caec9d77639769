"""A customer's installer in the real window: token, stamp and package in one go, and nothing lost when a step fails."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from shared import stamp as stamps
from shared.protocol.directory import CustomerChanged, RevokeToken, SettingsChanged, TokenChanged
from shared.protocol.stamps import CreateStamp, StampCreated
from shared.stamp import Stamp
from shared.stamping.packages import stamp_text
from tech_console.views import tokens_dialog
from tech_console.views.installer_dialog import InstallerDialog
from tech_console.views.rail import Place
from tech_console.views.tokens_dialog import TokensDialog
from tests.gui.console.conftest import Screen, changed
from tests.support.console_records import (
    ALL_RIGHTS,
    a_customer,
    a_profile,
    a_token,
    provider_settings,
)
from tests.support.tls import LocalCa
from tests.unit.shared.stamping.test_msi import package

KEY = Ed25519PrivateKey.generate()
URL = "wss://desk.example.org"
AUTHORITY = LocalCa().authority_pem()


def opened(screen: Screen, *more: TokenChanged) -> InstallerDialog:
    screen.sign_in(
        CustomerChanged(customer=a_customer()),
        SettingsChanged(settings=provider_settings(public_url=URL)),
        *more,
        profile=a_profile(rights=[*ALL_RIGHTS, "manage_tokens"]),
    )
    screen.workspace.go_to(Place.CUSTOMERS)
    screen.workspace.customers.make_installer()
    return next(d for d in screen.window.findChildren(InstallerDialog) if d.isVisible())


def stamp_answer(screen: Screen) -> StampCreated:
    asked = screen.link.last(CreateStamp)
    stamp = Stamp(
        stamp_id=asked.stamp_id,
        relay_id="r",
        relay_url=asked.relay_url,
        issued_at=dt.datetime(2026, 11, 28, tzinfo=dt.UTC),
        customer_name="Acme",
        brand=asked.brand,
        fingerprint=asked.fingerprint,
        ca_pem=asked.ca_pem,
        proxy=asked.proxy,
    )
    return StampCreated(re=0, stamp_id=asked.stamp_id, stamp=stamps.sign(stamp, KEY).text, token_id=asked.token_id)


def icon_file(folder: Path, side: int = 64) -> Path:
    path = folder / "logo.png"
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


def fields(dialog: InstallerDialog) -> list[str]:
    return [field.text() for field in dialog._result.findChildren(QLineEdit)]


def test_the_package_is_saved_with_its_hash_and_the_command_to_install_it(screen: Screen, tmp_path: Path) -> None:
    dialog, base, target = opened(screen), package(tmp_path), tmp_path / "acme.zip"
    dialog.take_package(base)
    dialog.take_icon(icon_file(tmp_path))
    dialog._label.setText("Head office")
    dialog._days.setValue(7)
    dialog._quit.setChecked(False)
    dialog.make(target)
    asked = screen.link.last(CreateStamp)
    assert (asked.relay_url, asked.label, asked.days, asked.policy.allow_quit) == (URL, "Head office", 7, False)
    assert asked.token_id is not None
    screen.link.answer(stamp_answer(screen))
    screen.bot.waitUntil(lambda: dialog._steps.currentIndex() == 1)
    assert stamps.read(stamp_text(target)).stamp.brand == asked.brand
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert fields(dialog) == [str(target), digest, "sportello-agent-1.2.3\\install.cmd"]
    words = [label.text() for label in dialog._result.findChildren(QLabel)]
    assert "Each new device then waits under Devices until you approve it." in words


def test_a_place_that_refuses_loses_nothing_and_makes_no_second_token(screen: Screen, tmp_path: Path) -> None:
    dialog = opened(screen)
    dialog.take_package(None)
    dialog.make(tmp_path / "nowhere" / "sportello.stamp")
    screen.link.answer(stamp_answer(screen))
    screen.bot.waitUntil(lambda: bool(dialog.error_text()))
    assert dialog.error_text().startswith("sportello.stamp is not there any more. The token is made and kept here")
    assert not dialog._stamp_form.isEnabled()
    dialog.make(tmp_path / "sportello.stamp")
    screen.bot.waitUntil(lambda: dialog._steps.currentIndex() == 1)
    assert screen.link.count(CreateStamp) == 1
    assert stamps.read((tmp_path / "sportello.stamp").read_text()).stamp.relay_url == URL


def test_another_programs_package_is_named_and_the_right_one_can_be_chosen(screen: Screen, tmp_path: Path) -> None:
    dialog, other = opened(screen), tmp_path / "other.deb"
    other.write_bytes(b"!<arch>\n")
    dialog.take_package(other)
    dialog.make(tmp_path / "acme.deb")
    screen.link.answer(stamp_answer(screen))
    screen.bot.waitUntil(lambda: bool(dialog.error_text()))
    assert dialog.error_text().startswith("other.deb is no base package of Sportello")
    assert not (tmp_path / "acme.deb").exists()
    dialog.take_package(package(tmp_path))
    dialog.make(tmp_path / "acme.zip")
    screen.bot.waitUntil(lambda: dialog._steps.currentIndex() == 1)


def test_a_refusal_of_the_relay_leaves_the_form_as_it_was(screen: Screen, tmp_path: Path) -> None:
    dialog = opened(screen)
    dialog._label.setText("Head office")
    dialog.make(tmp_path / "sportello.stamp")
    screen.link.refuse("forbidden", why="role")
    assert dialog.error_text()
    assert (dialog._label.text(), dialog._form.isEnabled(), dialog._steps.currentIndex()) == ("Head office", True, 0)


def test_an_address_that_is_none_is_said_before_anything_is_made(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked for a place"))
    dialog = opened(screen)
    dialog._url.setText("https://desk.example.org")
    dialog._go.click()
    assert dialog.error_text().startswith("Please enter the relay's address")
    assert screen.link.count(CreateStamp) == 0


def saved_stamp(screen: Screen, dialog: InstallerDialog, target: Path) -> Stamp:
    dialog.make(target)
    screen.link.answer(stamp_answer(screen))
    screen.bot.waitUntil(lambda: dialog._steps.currentIndex() == 1)
    return stamps.read(target.read_text()).stamp


def test_a_private_authority_and_a_proxy_stand_in_the_stamp(screen: Screen, tmp_path: Path) -> None:
    dialog, authority = opened(screen), tmp_path / "ca.pem"
    authority.write_text(AUTHORITY)
    assert not dialog.advanced.proxy.isVisible()
    dialog.advanced.fold.click()
    assert dialog.advanced.proxy.isVisible()
    dialog.advanced.take_authority(authority)
    dialog.advanced.proxy.setText("proxy.example.org:3128")
    stamp = saved_stamp(screen, dialog, tmp_path / "sportello.stamp")
    assert (stamp.ca_pem, stamp.proxy, stamp.fingerprint) == (AUTHORITY, "http://proxy.example.org:3128", "")


def test_a_pinned_certificate_stands_in_the_stamp_and_is_there_the_next_time(screen: Screen, tmp_path: Path) -> None:
    dialog = opened(screen)
    dialog.advanced.fingerprint.setText(":".join(["3F"] * 32))
    assert saved_stamp(screen, dialog, tmp_path / "sportello.stamp").fingerprint == "3f" * 32
    dialog.reject()
    screen.workspace.customers.make_installer()
    again = next(d for d in screen.window.findChildren(InstallerDialog) if d.isVisible())
    assert again.advanced.fold.isChecked()
    assert again.advanced.value().fingerprint == "3f" * 32


def test_a_proxy_no_device_could_use_is_said_and_shown_before_anything_is_made(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked for a place"))
    dialog = opened(screen)
    dialog.advanced.proxy.setText("socks5://proxy.example.org")
    dialog._go.click()
    assert dialog.error_text().startswith("Devices cannot use this proxy")
    assert dialog.advanced.proxy.isVisible()
    assert dialog.focusWidget() is dialog.advanced.proxy
    field, area = dialog.advanced.proxy, dialog._area.viewport()
    screen.bot.waitUntil(lambda: area.rect().contains(field.mapTo(area, field.rect().bottomLeft())))
    assert screen.link.count(CreateStamp) == 0


def test_a_file_with_a_private_key_is_refused_and_the_one_before_stays(screen: Screen, tmp_path: Path) -> None:
    dialog, authority, bundle = opened(screen), tmp_path / "ca.pem", tmp_path / "relay.pem"
    authority.write_text(AUTHORITY)
    bundle.write_text(f"{AUTHORITY}-----BEGIN PRIVATE KEY-----\n")
    dialog.advanced.take_authority(authority)
    dialog.advanced.take_authority(bundle)
    assert dialog.error_text().startswith("relay.pem holds a private key")
    assert (dialog.advanced.authority.text(), dialog.advanced.value().ca_pem) == ("ca.pem", AUTHORITY)


def test_an_authority_that_is_gone_since_the_last_time_is_said(screen: Screen, tmp_path: Path) -> None:
    screen.played.preferences.change(installer_authority=str(tmp_path / "ca.pem"))
    assert opened(screen).error_text() == "ca.pem cannot be read."


def test_a_picture_that_does_not_fit_is_refused_and_the_one_before_stays(screen: Screen, tmp_path: Path) -> None:
    dialog = opened(screen)
    dialog.take_icon(icon_file(tmp_path))
    kept = dialog._icon
    big = tmp_path / "big.png"
    big.write_bytes(kept + b"x" * 30_000)
    dialog.take_icon(big)
    assert dialog.error_text().startswith("The icon must be")
    assert dialog._icon == kept


def test_a_golden_image_asks_for_no_token(screen: Screen, tmp_path: Path) -> None:
    dialog = opened(screen)
    dialog._golden.setChecked(True)
    assert not dialog._days.isEnabled()
    dialog.make(tmp_path / "sportello.stamp")
    assert screen.link.last(CreateStamp).token_id is None
    screen.link.answer(stamp_answer(screen))
    screen.bot.waitUntil(lambda: dialog._steps.currentIndex() == 1)


def test_what_is_the_same_for_most_customers_is_there_the_next_time(screen: Screen, tmp_path: Path) -> None:
    dialog, base = opened(screen), package(tmp_path)
    dialog.take_package(base)
    dialog.take_icon(icon_file(tmp_path))
    dialog._title_field.setText("Laguna IT")
    dialog._remember(tmp_path / "acme.zip")
    dialog.reject()
    screen.workspace.customers.make_installer()
    again = next(d for d in screen.window.findChildren(InstallerDialog) if d.isVisible())
    assert (again._base, again._title_field.text(), again._icon) == (base, "Laguna IT", dialog._icon)


def test_the_counter_of_a_token_follows_and_revoking_asks_first(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = a_token(label="GPO", uses=2)
    opened(screen, TokenChanged(token=token))._tokens.click()
    dialog = next(d for d in screen.window.findChildren(TokensDialog) if d.isVisible())
    assert dialog.model.index(0, 2).data() == "2 of 50"
    screen.link.push(TokenChanged(token=changed(token, uses=3)))
    assert dialog.model.index(0, 2).data() == "3 of 50"
    dialog.table.select(token.token_id)
    monkeypatch.setattr(tokens_dialog, "confirm", lambda *_: True)
    dialog._revoke.click()
    assert screen.link.last(RevokeToken).token_id == token.token_id


def test_who_may_not_make_tokens_is_not_offered_an_installer(screen: Screen) -> None:
    screen.sign_in(CustomerChanged(customer=a_customer()), profile=a_profile(rights=["chat"]))
    screen.workspace.go_to(Place.CUSTOMERS)
    names = [one.text() for one in screen.workspace.customers.findChildren(QPushButton) if one.isVisible()]
    assert "Installer" not in names
