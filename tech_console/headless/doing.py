"""From a command to the presenter's verb: one line per command, like a button on a screen."""

from collections.abc import Callable
from typing import Any, Final

from shared.errors import NotFound
from shared.ids import DeviceKeyId
from tech_console.headless import commands as c
from tech_console.headless import doing_desk, doing_devices, doing_files, doing_listing, doing_people
from tech_console.headless import file_commands as f
from tech_console.headless.command import BadCommand, Command
from tech_console.presenters.console import Console
from tech_console.presenters.installer_trust import trust_of
from tech_console.presenters.installers import Wanted
from tech_console.presenters.line import Question
from tech_console.state.snapshot import Kind

Result = Question | dict[str, Any] | None
"""A question is answered later; everything else is done now."""
TICKET_FIELDS = (
    "title",
    "description",
    "state",
    "assignee_id",
    "priority",
    "category",
    "service_id",
    "group_id",
    "contact_id",
    "device_id",
)
Verb = Callable[[Console, Any], Result]


def relay(console: Console, command: c.Relay) -> Result:
    console.sign_in.choose_relay(command.address)
    return None


def trust(console: Console, command: c.Trust) -> Result:
    if not console.sign_in.trust(command.fingerprint):
        raise BadCommand("another fingerprint", why="the relay does not show this fingerprint")
    return None


def sign_in(console: Console, command: c.SignInNow) -> Result:
    console.sign_in.sign_in(command.e_mail, command.password, command.code)
    return None


def sign_out(console: Console, _: c.SignOutNow) -> Result:
    console.sign_in.sign_out()
    return None


def reconnect(console: Console, _: c.Reconnect) -> Result:
    console.sign_in.retry()
    return None


def ask_device(console: Console, command: c.AskADevice) -> Result:
    ask = console.outgoing.ask(
        command.device_id,
        device_key_id=command.device_key_id,
        reason=command.reason,
        ticket_id=command.ticket_id,
        request_id=command.request_id,
    )
    return {"request_id": ask.request_id}


def ask_again(console: Console, command: c.AskAgain) -> Result:
    if console.outgoing.find(command.request_id) is None:
        raise NotFound
    return {"request_id": console.outgoing.ask_again(command.request_id).request_id}


def cancel(console: Console, command: c.Cancel) -> Result:
    return console.outgoing.cancel(command.request_id)


def history(console: Console, command: c.History) -> Result:
    console.chats.load(command.conversation_id)
    return None


def send(console: Console, command: c.Send) -> Result:
    return {"message_id": console.chats.send(command.conversation_id, command.text)}


def retry(console: Console, command: c.Retry) -> Result:
    console.chats.retry(command.message_id)
    return None


def discard(console: Console, command: c.Discard) -> Result:
    console.chats.discard(command.message_id)
    return None


def read(console: Console, command: c.Read) -> Result:
    upto = console.chats.talk(command.conversation_id).head() if command.upto is None else command.upto
    console.chats.mark_read(command.conversation_id, upto)
    return {"upto": upto}


def typing(console: Console, command: c.NoteTyping) -> Result:
    console.chats.note_typing(command.conversation_id)
    return None


def draft(console: Console, command: c.Draft) -> Result:
    console.chats.save_draft(command.conversation_id, command.text)
    return None


def leave_message(console: Console, command: c.Leave) -> Result:
    return console.chats.leave_message(command.device_id, _os_session(console, command), command.text)


def ticket_open(console: Console, command: c.TicketOpen) -> Result:
    if command.conversation_id is not None:
        return console.chats.open_ticket(command.conversation_id, command.title, command.description)
    return console.tickets.open(
        command.title,
        description=command.description,
        customer_id=command.customer_id,
        device_id=command.device_id,
        contact_id=command.contact_id,
        service_id=command.service_id,
        priority=command.priority,
    )


def ticket_edit(console: Console, command: c.TicketEdit) -> Result:
    ticket = console.tickets.find(command.ticket_id)
    if command.version is None and ticket is None:
        raise NotFound
    given = {name: value for name in TICKET_FIELDS if (value := getattr(command, name)) is not None}
    given |= dict.fromkeys(command.clear)
    return console.tickets.edit(
        command.ticket_id,
        command.version if command.version is not None else getattr(ticket, "version", 0),
        **given,
    )


def ticket_start_chat(console: Console, command: c.TicketStartChat) -> Result:
    ask = console.tickets.start_chat(command.ticket_id)
    return None if ask is None else {"request_id": ask.request_id}


def helpdesk(console: Console, command: c.Helpdesk) -> Result:
    return next(iter(console.devices.set_helpdesk(command.device_ids, enabled=command.enabled)), None)


def settings(console: Console, command: c.SettingsSave) -> Result:
    now = console.settings.record
    enabled = command.user_chat_enabled
    return console.settings.save(
        now.version if command.version is None else command.version,
        user_chat_enabled=now.user_chat_enabled if enabled is None else enabled,
        organisation=now.organisation if command.organisation is None else command.organisation,
        overdue_after_h=command.overdue_after_h,
    )


def customer_save(console: Console, command: c.CustomerSave) -> Result:
    known = None if command.customer_id is None else console.customers.find(command.customer_id)
    kept_for = 0 if known is None else known.retention_days
    return console.customers.save(
        command.customer_id,
        command.name,
        policy=command.enrolment_policy,
        user_chat_enabled=command.user_chat_enabled,
        owner_id=command.owner_id or (None if known is None else known.owner_id),
        retention_days=kept_for if command.retention_days is None else command.retention_days,
    )


def contact_save(console: Console, command: c.ContactSave) -> Result:
    known = None if command.contact_id is None else console.world.snapshot.contacts.get(command.contact_id)
    others = [] if known is None else known.other_e_mails
    return console.customers.save_contact(
        command.contact_id,
        command.customer_id,
        command.first_name,
        command.last_name,
        command.e_mail,
        others if command.other_e_mails is None else command.other_e_mails,
    )


def token_create(console: Console, command: c.TokenCreate) -> Result:
    return console.settings.create_token(
        command.customer_id, command.label, days=command.days, max_uses=command.max_uses
    )


def stamp_create(console: Console, command: c.StampCreate) -> Result:
    wanted = Wanted(
        customer_id=command.customer_id,
        relay_url=command.relay_url,
        label=command.label,
        days=command.days,
        max_uses=command.max_uses,
        is_golden=command.is_golden,
        brand=command.brand,
        policy=command.policy,
        trust=trust_of(command.fingerprint, command.ca_pem, command.proxy),
    )
    return console.installers.create(wanted)


def list_them(console: Console, command: c.ListThem) -> Result:
    tables = {kind.value: kind for kind in Kind if kind not in {Kind.SETTINGS, Kind.PROFILE}}
    if command.what not in tables:
        raise BadCommand("an unknown list", why=f"what: one of {', '.join(sorted(tables))}")
    return {"what": command.what, "records": list(console.world.snapshot.of(tables[command.what]).values())}


def state(console: Console, _: c.State) -> Result:
    return {
        "link": console.line.state,
        "sign_in": console.sign_in.state.stage,
        "profile": console.availability.profile,
        "settings": console.settings.record,
        "is_complete": console.world.is_complete,
        "counts": console.counts(),
        "waiting": console.chats.waiting,
        "unread": console.chats.unread(),
        "ringing": [request.request_id for request in console.incoming.ringing()],
    }


def _os_session(console: Console, command: c.Leave) -> DeviceKeyId:
    if command.device_key_id is not None:
        return command.device_key_id
    device = console.devices.find(command.device_id)
    if device is None or not device.os_sessions:
        raise NotFound
    return device.os_sessions[0].device_key_id


VERBS: Final[dict[type[Command], Verb]] = {
    c.Relay: relay,
    c.Trust: trust,
    c.SignInNow: sign_in,
    c.SignOutNow: sign_out,
    c.Reconnect: reconnect,
    c.SetAvailable: lambda console, command: console.availability.set(available=command.available),
    c.SetMail: lambda console, command: console.availability.set_mail(wanted=command.wanted),
    c.Accept: lambda console, command: console.incoming.accept(command.request_id),
    c.Decline: lambda console, command: console.incoming.decline(command.request_id),
    c.AskADevice: ask_device,
    c.AskAgain: ask_again,
    c.Cancel: cancel,
    c.History: history,
    c.Send: send,
    c.Retry: retry,
    c.Discard: discard,
    c.Read: read,
    c.NoteTyping: typing,
    c.Draft: draft,
    c.Close: lambda console, command: console.chats.close(command.conversation_id, command.title),
    c.Leave: leave_message,
    c.TicketOpen: ticket_open,
    c.TicketEdit: ticket_edit,
    c.TicketStartChat: ticket_start_chat,
    c.Approve: lambda console, command: console.devices.approve(command.device_id),
    c.Revoke: lambda console, command: console.devices.revoke(command.device_id),
    c.Helpdesk: helpdesk,
    c.SettingsSave: settings,
    c.CustomerSave: customer_save,
    c.ContactSave: contact_save,
    c.ContactAssign: lambda console, command: console.customers.assign(command.contact_id, command.device_ids),
    c.TokenCreate: token_create,
    c.StampCreate: stamp_create,
    c.TokenRevoke: lambda console, command: console.settings.revoke_token(command.token_id),
    f.SendFile: doing_files.send_file,
    f.FetchFile: doing_files.fetch_file,
    f.PauseFile: lambda console, command: doing_files.about(console, "pause", command.file_id),
    f.ResumeFile: lambda console, command: doing_files.about(console, "resume", command.file_id),
    f.CancelFile: lambda console, command: doing_files.about(console, "cancel", command.file_id),
    f.RetryFile: lambda console, command: doing_files.about(console, "retry", command.file_id),
    f.StepUpNow: doing_files.step_up,
    c.ListThem: list_them,
    c.State: state,
    **doing_desk.VERBS,
    **doing_devices.VERBS,
    **doing_listing.VERBS,
    **doing_people.VERBS,
}
"""`quit` and `language` are missing on purpose: they belong to the program, not to the console."""
