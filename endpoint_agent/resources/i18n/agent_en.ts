<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Counted</name>
        <message numerus="yes">
            <source>%n message(s) waiting for connection</source>
            <translation>
                <numerusform>%n message waiting for connection</numerusform>
                <numerusform>%n messages waiting for connection</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Next try in %n second(s).</source>
            <translation>
                <numerusform>Next try in %n second.</numerusform>
                <numerusform>Next try in %n seconds.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unread message(s)</source>
            <translation>
                <numerusform>%n unread message</numerusform>
                <numerusform>%n unread messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>This token is not right. %n try(tries) left.</source>
            <translation>
                <numerusform>This token is not right. %n try left.</numerusform>
                <numerusform>This token is not right. %n tries left.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The token can be used for %n more minute(s).</source>
            <translation>
                <numerusform>The token can be used for %n more minute.</numerusform>
                <numerusform>The token can be used for %n more minutes.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Numbers</name>
        <message numerus="yes">
            <source>%n missed request(s)</source>
            <translation>
                <numerusform>%n missed request</numerusform>
                <numerusform>%n missed requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) with a new answer</source>
            <translation>
                <numerusform>%n ticket with a new answer</numerusform>
                <numerusform>%n tickets with a new answer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) or replies waiting for connection</source>
            <translation>
                <numerusform>%n ticket or reply waiting for connection</numerusform>
                <numerusform>%n tickets or replies waiting for connection</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) or replies could not be sent</source>
            <translation>
                <numerusform>%n ticket or reply could not be sent</numerusform>
                <numerusform>%n tickets or replies could not be sent</numerusform>
            </translation>
        </message>
    </context>
</TS>
