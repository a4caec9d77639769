"""What `sportello-installer` says when it cannot go on: one sentence for a person. exits.py has the codes for a script."""


class InstallerError(Exception):
    """The text is the sentence, with what to do next."""


class Refused(InstallerError):
    """A file that was given is not what it should be."""
