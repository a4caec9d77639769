from shared.ids import ConversationId, new_id
from shared.link.events import MailboxOpened
from tests.support.consoles import Played


def test_a_draft_is_kept_once_per_name(qapp: object) -> None:
    played = Played()
    played.sign_in()
    for text in ("unfinished", "unfinished", ""):
        played.console.drafts.save("note:x", text)
    assert played.link.did("save_draft") == [("note:x", "unfinished"), ("note:x", "")]


def test_drafts_of_notes_come_back_and_those_of_talks_are_none_of_them(qapp: object) -> None:
    played, talk = Played(), ConversationId(new_id())
    played.sign_in()
    drafts = {talk: "in a talk", ConversationId("note:x"): "a note"}
    played.link.say(MailboxOpened(conversations=[], drafts=drafts, settings={}, waiting=0, unread={}))
    assert (played.console.drafts.text("note:x"), played.console.drafts.text(talk)) == ("a note", "")
