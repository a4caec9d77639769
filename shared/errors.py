"""The exception tree: each error has a stable code that travels on the wire; clients translate it."""

from typing import ClassVar


class SportelloError(Exception):
    """Base of all errors a person may be told about.

    `params` are plain values for the translated sentence, never internals; `retry_after_ms` says when trying
    again makes sense, None when it does not.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str = "", *, retry_after_ms: int | None = None, **params: str | int) -> None:
        super().__init__(message or self.code)
        self.params = params
        self.retry_after_ms = retry_after_ms


class ProtocolError(SportelloError):
    """The peer sent what the protocol does not allow; the connection stays up unless the codec says otherwise."""

    code = "bad_frame"


class InvalidState(SportelloError):
    """A local event that the state of a machine does not allow: a defect of ours, never the peer's fault."""

    code = "invalid_state"


class NotFound(SportelloError):
    """Does not exist, or belongs to another customer: the two are never told apart."""

    code = "not_found"


class NotAllowed(SportelloError):
    """The role, the switch or the state forbids it; `params["why"]` is a stable word."""

    code = "forbidden"


class AuthFailed(SportelloError):
    """Sign-in, enrolment or second factor refused; one text for every cause."""

    code = "auth_failed"


class Conflict(SportelloError):
    """Another change came first."""

    code = "conflict"


class Taken(Conflict):
    """Another technician accepted the request first; `params["by"]` is the name."""

    code = "taken"


class Expired(Conflict):
    """The two minutes, or the life of a code, are over."""

    code = "expired"


class Gap(Conflict):
    """A message arrived out of order; `params["expected"]` is the number the relay waits for."""

    code = "gap"


class MessageIdConflict(Conflict):
    """The same message id came with another body; nothing was stored."""

    code = "cid_conflict"


class TooLarge(SportelloError):
    """A text, name or file over its limit; `params["limit"]` is the limit."""

    code = "too_big"


class TypeRefused(SportelloError):
    """A file whose type is not allowed, or is not what its name says; `params` hold `name` and `why`.

    `why`: at the offer `not_allowed` or `to_device_only`; for its content a `Why` of shared/file_types.py.
    """

    code = "type_refused"


class Infected(SportelloError):
    """The virus scanner found something in the file; `params["name"]` is the file."""

    code = "infected"


class HashMismatch(SportelloError):
    """The bytes that arrived are not those that were offered; the file must be sent again from its beginning."""

    code = "hash_mismatch"


class QuotaReached(SportelloError):
    """The customer's files fill what was set aside for them, or too many transfers are unfinished; `params["limit"]`."""

    code = "quota"


class StepUpRequired(SportelloError):
    """A second factor must have been entered within the last minutes."""

    code = "step_up_required"


class BadText(SportelloError):
    """A text with a NUL, a control character or nothing in it; `params["field"]` names it."""

    code = "bad_text"


class RateLimited(SportelloError):
    """Too many in too short a time; always with `retry_after_ms`."""

    code = "rate_limited"


class WrongCode(SportelloError):
    """The pasted code is not the one that was mailed; `params["left"]` counts the remaining tries."""

    code = "wrong_code"


class Unavailable(SportelloError):
    """Nothing was promised and nothing is lost: try again; always with `retry_after_ms`."""

    code = "unavailable"


class NoTechnician(SportelloError):
    """No eligible technician is available now; the text can become a ticket."""

    code = "no_technician"


class DeviceOffline(SportelloError):
    """The device has no connected agent; a message can be left."""

    code = "device_offline"


class IdentityRequired(SportelloError):
    """The contact must confirm who they are before the first chat (A-30)."""

    code = "identity_required"


class OutboxFull(SportelloError):
    """So many messages wait for a connection that no more are taken; `params["limit"]` is the limit. Never on the wire."""

    code = "outbox_full"


class SourceGone(SportelloError):
    """A file to be sent cannot be read; `params["name"]` is the file. Never on the wire."""

    code = "source"


class EmptyFile(SportelloError):
    """A file to be sent has no bytes in it; `params["name"]` is the file. Never on the wire."""

    code = "empty_file"


class SaveFailed(SportelloError):
    """A fetched file could not be written into its folder; `params["name"]` is the file. Never on the wire."""

    code = "save_failed"


class ProfileInUse(SportelloError):
    """Another process of this program runs on the same profile. Never on the wire."""

    code = "profile_in_use"


class StorageFailed(SportelloError):
    """The client's own files could not be opened, read or written; `params["why"]`: shared/state_folder.py, or a driver's text."""

    code = "storage"
