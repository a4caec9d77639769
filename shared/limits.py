"""Every product number, with its unit in its name. Where they come from: docs/requirements.md, docs/protocol.md."""

ACCEPT_WINDOW_S = 120
"""A chat request dies after two minutes without acceptance, in both directions (A-24)."""
TICKET_AFTER_ACCEPT_S = 120
"""A conversation still open two minutes after acceptance gets a ticket (A-08). Not the same two minutes."""

MAX_FRAME_BYTES = 64 * 1024
MAX_PRE_AUTH_FRAME_BYTES = 4 * 1024
MAX_TEXT_BYTES = 8 * 1024
"""Text of one message, in UTF-8."""
MAX_FILE_BYTES = 20 * 1024 * 1024
"""20 MiB each (A-40): accepted; one byte more is refused at the offer, while receiving and at the end."""
MAX_FILE_NAME_CHARS = 255
FILE_GRANT_S = 15 * 60
FILE_HALF_LIFE_S = 60 * 60
"""An upload that nobody went on with for so long is removed."""
FILE_QUOTA_BYTES = 10 * 1024 * 1024 * 1024
"""Of one customer, all files together, unless the provider sets another."""
FILE_OPEN_PER_MEMBER = 20
"""Unfinished uploads one device key or technician may have at once."""
STEP_UP_S = 5 * 60
"""So long a fresh second factor opens what asks for it."""
MAX_NAME_CHARS = 120
MAX_TITLE_CHARS = 200
MAX_E_MAIL_CHARS = 254
MAX_SYNC_POSITIONS = 500
MAX_PULL_MESSAGES = 64

MAX_RELAY_FRAME_BYTES = 2 * 1024 * 1024
"""What a client takes in one frame: MAX_PULL_MESSAGES full texts, each byte escaped, and what surrounds them."""

PUSH_WINDOW_MESSAGES = 64
"""Pushed and not yet acknowledged messages of one conversation on one connection."""
PUSH_WINDOW_BYTES = 1024 * 1024
PUSH_STALL_S = 30
"""A client that acknowledges nothing for so long while messages wait is disconnected (1013)."""
MAX_UNACKED_SENDS = 16
"""What a client may have in flight for one conversation before the relay has answered."""
ACK_EVERY_MESSAGES = 8
ACK_EVERY_S = 1.0
ANSWER_WITHIN_S = 20.0
"""A client sends again, or tells its caller `unavailable`, when the relay has not answered for so long."""

MESSAGES_PER_S = 20
MESSAGES_BURST = 40
SIGN_IN_WINDOW_S = 5
"""A connection that has not signed in after so long is closed."""
MAX_PRE_AUTH_PER_ADDRESS = 64
SIGN_IN_TOKEN_MAX_AGE_S = 60

PING_EVERY_S = 15
PONG_WITHIN_S = 20
RECONNECT_FIRST_S = 1.0
RECONNECT_MAX_S = 60.0
HEALTHY_AFTER_S = 30.0
RESTART_SPREAD_S = 30.0
"""After close code 1012 (restart) clients spread their return over so long."""

OUTBOX_MAX_MESSAGES = 10_000
"""Messages that may wait for a connection on one agent; one more is refused in plain words, never dropped."""

IDENTITY_CODE_SYMBOLS = 8
IDENTITY_CODE_LIFETIME_S = 600
IDENTITY_CODE_ATTEMPTS = 5
IDENTITY_MAILS_PER_ADDRESS_PER_H = 3
IDENTITY_MAILS_PER_DEVICE_PER_H = 10
IDENTITY_MAILS_PER_CUSTOMER_PER_DAY = 500

TICKET_MAIL_GAP_S = 300
"""Between two mails of one kind about one ticket to one address: what happens meanwhile goes into the next."""
TICKET_MAILS_PER_ADDRESS_PER_H = 12

ENROLMENT_TRIES_PER_ADDRESS_PER_MIN = 10
ENROLLMENT_TOKEN_DAYS = 30
ENROLLMENT_TOKEN_USES = 50

PASSWORD_MIN_CHARS = 15
TECHNICIAN_SESSION_IDLE_S = 30 * 60
TECHNICIAN_SESSION_MAX_S = 12 * 60 * 60
RECOVERY_CODES = 10

IDLE_AFTER_S = 300
"""An OS session without input for so long is shown as idle."""
OVERDUE_AFTER_H = 72
"""A device not seen for so long is overdue, unless the provider sets another figure."""
SQLITE_FIXED_VERSIONS = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""First fixed release of each SQLite branch for the WAL-reset race; anything newer than the last is fixed."""
