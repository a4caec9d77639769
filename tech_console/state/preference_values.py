"""What a person may set for this console on this machine: relay, language, look, sounds."""

import msgspec

from tech_console.state.device_list_values import DeviceListValues


class PreferenceValues(msgspec.Struct, frozen=True, kw_only=True):
    """`language` and `theme` may be `system`; `fingerprint` belongs to `relay_url` and to no other."""

    relay_url: str = ""
    fingerprint: str = ""
    e_mail: str = ""
    language: str = "system"
    theme: str = "system"
    close_to_tray: bool = True
    sound_requests: bool = True
    sound_messages: bool = True
    notifications: bool = True
    is_undisturbed: bool = False
    """Requests wait in their list: no card, no sound, no notification."""
    single_keys: bool = True
    """Single letters act as shortcuts where nothing is written."""
    recent_actions: tuple[str, ...] = ()
    """What was chosen from the command palette, the newest first."""
    installer_base: str = ""
    """The base package customers' installers were last made of; empty: only the stamp file."""
    installer_folder: str = ""
    brand_title: str = ""
    brand_phone: str = ""
    brand_icon: str = ""
    """The provider's own name, telephone and picture (a file), the same for most customers."""
    installer_fingerprint: str = ""
    installer_authority: str = ""
    """How devices trust the relay where that is not as usual: a pinned certificate, or the file of a private authority."""
    geometry: str = ""
    device_lists: dict[str, DeviceListValues] = {}
    """By technician: several may work at one machine."""
