"""The table from message to use-case: one line per thing that can be asked of the writer."""

from collections.abc import Callable
from typing import Any, Final

from relay.db.unit_of_work import UnitOfWork
from relay.services import (
    answers,
    catalogue,
    chat_requests,
    directory,
    enrolment,
    entries,
    erasing,
    file_ends,
    file_orders,
    file_policy,
    files,
    groups,
    handing_on,
    housekeeping,
    identity,
    importing,
    inventory,
    mail,
    merging,
    orders,
    people,
    refusals,
    releases,
    stamps,
    step_up,
    talks,
    technicians,
    ticket_edit,
    tickets,
    watch,
)
from relay.services.orders import Context
from shared.errors import SportelloError
from shared.protocol import chat as chat_messages
from shared.protocol import directory as directory_messages
from shared.protocol import identity as identity_messages
from shared.protocol import inventory as inventory_messages
from shared.protocol import people as people_messages
from shared.protocol import requests as request_messages
from shared.protocol import routing as routing_messages
from shared.protocol import stamps as stamp_messages
from shared.protocol import tickets as ticket_messages
from shared.protocol import transfers as file_messages
from shared.protocol.base import Message

Answer = Message | SportelloError
Command = Callable[[UnitOfWork, Any, Context], Answer]

COMMANDS: Final[dict[type[Message], Command]] = {
    request_messages.AskTechnician: chat_requests.ask_technician,
    request_messages.AskDevice: chat_requests.ask_device,
    request_messages.AcceptRequest: chat_requests.accept,
    request_messages.DeclineRequest: chat_requests.decline,
    request_messages.CancelRequest: chat_requests.cancel,
    request_messages.SetAvailability: technicians.set_availability,
    chat_messages.CloseConversation: talks.close,
    chat_messages.LeaveMessage: talks.leave_message,
    ticket_messages.OpenTicket: tickets.open_ticket,
    ticket_messages.EditTicket: ticket_edit.edit,
    ticket_messages.AddEntry: entries.add_entry,
    ticket_messages.MergeTicket: merging.merge,
    routing_messages.SaveGroup: groups.save_group,
    routing_messages.RemoveGroup: groups.remove_group,
    routing_messages.SaveService: catalogue.save_service,
    routing_messages.SaveAnswer: answers.save_answer,
    routing_messages.RemoveAnswer: answers.remove_answer,
    routing_messages.TransferConversation: handing_on.transfer,
    routing_messages.TakeConversation: handing_on.take,
    identity_messages.SendIdentityToken: identity.send_token,
    identity_messages.ConfirmIdentity: identity.confirm,
    directory_messages.SaveCustomer: directory.save_customer,
    directory_messages.SaveContact: people.save_contact,
    directory_messages.AssignDevices: people.assign_devices,
    people_messages.ImportContacts: importing.import_contacts,
    people_messages.MergeContacts: people.merge_contacts,
    people_messages.AssignContacts: people.assign_contacts,
    people_messages.EraseContact: erasing.erase_contact,
    people_messages.ExportContact: erasing.note_export,
    directory_messages.ApproveDevice: directory.approve_device,
    directory_messages.RevokeDevice: directory.revoke_device,
    directory_messages.SetHelpdesk: directory.set_helpdesk,
    directory_messages.SaveSettings: directory.save_settings,
    directory_messages.CreateToken: directory.create_token,
    directory_messages.RevokeToken: directory.revoke_token,
    stamp_messages.CreateStamp: stamps.create,
    inventory_messages.ReportInventory: inventory.report,
    inventory_messages.SetTags: inventory.set_tags,
    inventory_messages.SaveWatchRule: watch.save,
    inventory_messages.RemoveWatchRule: watch.remove,
    file_messages.OfferFile: files.offer,
    file_messages.FetchFile: files.fetch,
    file_messages.CancelFile: files.cancel,
    file_messages.SaveFilePolicy: file_policy.save,
    file_orders.FileArrived: file_ends.arrived,
    file_orders.ReleaseFile: file_ends.release,
    file_orders.RefuseFile: file_ends.refuse,
    file_orders.AbandonFile: file_ends.abandon,
    file_orders.BytesRemoved: file_ends.removed,
    file_orders.StepUpTechnician: step_up.step_up,
    orders.EnrolDevice: enrolment.enrol,
    orders.OpenDeviceSession: enrolment.open_device_session,
    orders.DeviceSeen: directory.device_seen,
    orders.DevicesSeen: inventory.devices_seen,
    orders.StartTechnicianSession: technicians.start_session,
    orders.ResumeTechnicianSession: technicians.resume_session,
    orders.KeepTechnicianSessions: technicians.keep_sessions,
    orders.EndTechnicianSession: technicians.end_session,
    orders.RecordFailedSignIn: technicians.record_failure,
    orders.RecordRefusal: refusals.record_method,
    orders.MarkRinging: chat_requests.mark_ringing,
    orders.MoveCursors: talks.move_cursors,
    orders.MailSent: mail.sent,
    orders.MailNotSent: mail.not_sent,
    orders.AddTechnician: technicians.add,
    orders.ResetTechnician: technicians.reset,
    orders.SetTechnicianActive: technicians.set_active,
    orders.SetTechnicianMail: technicians.set_mail,
    routing_messages.SetMailNotices: technicians.set_mail_notices,
    orders.PutSetting: directory.put_setting,
    orders.AnnounceRelease: releases.announce,
    orders.WithdrawRelease: releases.withdraw,
    orders.RotateStampKey: stamps.rotate_key,
    orders.KeepHouse: housekeeping.keep_house,
}
"""`chat.send` is missing on purpose: consecutive sends go through services/sending.py together."""
