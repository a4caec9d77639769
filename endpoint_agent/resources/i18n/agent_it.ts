<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{Customer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your support sees these names and whether you are at the computer. It cannot run anything here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AgentMenu</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My details…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AgentWindow</name>
    <message>
        <source>Support</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n message(s) waiting for connection</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Next try in %n second(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This token is not right. %n try(tries) left.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token can be used for %n more minute(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Headless</name>
    <message>
        <source>This line cannot be understood: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you and a technician write to each other is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdentityDialog</name>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before your first chat, please say who you are. A token is sent to your e-mail address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token is on its way to {e_mail}. Paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The e-mail could not be sent. Check the address, or ask your IT support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The e-mail is delayed: the mail server does not answer. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Personal information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token from the e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket #{number} is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your IT support has received it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>This message was left for you. Your answer begins the conversation.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RequestWindow</name>
    <message>
        <source>Chat request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>would like to chat with you about this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your support&apos;s server vouches for this name. A technician never asks for your password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} would like to chat with you</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sounds for requests and messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start when I sign in to this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Situation</name>
    <message>
        <source>Waiting for approval by your IT support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As soon as they have approved this computer, you can ask for help here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for a technician…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for a technician ({time})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may go on working: this window tells you when somebody answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection at the moment. Your request goes on meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again, or leave a ticket: your text is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All technicians are busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody could answer within two minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your request could not be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No technician is available now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave a ticket: it is read as soon as somebody is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your support starts the chats here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a technician wants to talk, you are asked first. You can leave a ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are in a conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it below, or ask for another technician.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How can we help?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A technician is available now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SituationCard</name>
    <message>
        <source>Start chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is it about? (optional)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SmallWindow</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TalkHeader</name>
    <message>
        <source>Open conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ticket of this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close conversation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>Connect now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This conversation is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chat</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TalkRows</name>
    <message>
        <source>Open conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketDialog</name>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your IT support reads it and answers as soon as somebody is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send ticket</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketState</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketsDialog</name>
    <message>
        <source>My tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tickets yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets you open, and those of your chats, are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>A technician wants to talk to you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{name} of {organisation} has joined the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has joined the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ticket was opened for this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You closed the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} closed the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something happened that this version cannot show ({event})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to your support…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your support cannot be reached. Check that this computer is connected to the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to your support was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your support&apos;s server is being restarted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s address is not encrypted, so no connection is made. Tell your IT support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program signed in with this computer&apos;s key. Quit the other one, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your IT support has removed this computer. Ask them if it should come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program is too old for your support&apos;s server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer was not let in. Its enrollment token may be wrong, used up or too old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not belong to any support yet. Ask your IT support for the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server is set for this program. Ask your IT support for the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server at {host} shows a certificate for another name. Nothing was sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of {host} has expired. Nothing was sent to it. Tell your IT support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server at {host} is not the one this computer knows. Nothing was sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody this computer trusts vouches for {host}. Nothing was sent to it. Tell your IT support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no safe place for this computer&apos;s key. Start a key store such as GNOME Keyring or KWallet, or ask your IT support for a package that allows a key file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key store is locked. Unlock it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key store does not answer. Unlock it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key store does not keep what is written to it, so it cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other users could read this computer&apos;s key file, so it is not used. Tell your IT support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key store failed. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This token is no longer valid. Have a new one sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not look like an e-mail address. Please check it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
