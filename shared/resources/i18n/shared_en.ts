<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>Too long: please shorten it by %n character(s).</source>
        <translation>
            <numerusform>Too long: please shorten it by %n character.</numerusform>
            <numerusform>Too long: please shorten it by %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>%n character left</numerusform>
            <numerusform>%n characters left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message numerus="yes">
        <source>Try again in %n second(s).</source>
        <translation>
            <numerusform>Try again in %n second.</numerusform>
            <numerusform>Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try again in %n minute(s).</source>
        <translation>
            <numerusform>Try again in %n minute.</numerusform>
            <numerusform>Try again in %n minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This code is not right. %n try(tries) left.</source>
        <translation>
            <numerusform>This code is not right. %n try left.</numerusform>
            <numerusform>This code is not right. %n tries left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileWords</name>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>%n s left</numerusform>
            <numerusform>%n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>Go to the newest message: %n new</source>
        <translation>
            <numerusform>Go to the newest message: %n new</numerusform>
            <numerusform>Go to the newest message: %n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TalkFiles</name>
    <message numerus="yes">
        <source>No more than %n file(s) go with one message.</source>
        <translation>
            <numerusform>No more than %n file goes with one message.</numerusform>
            <numerusform>No more than %n files go with one message.</numerusform>
        </translation>
    </message>
</context>
</TS>
