<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name>Headless</name>
    <message>
        <source>This line cannot be understood: {why}</source>
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
        <source>%n message(s) waiting for connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code is no longer valid. Have a new one sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not look like an e-mail address. Please check it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
