<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Counted</name>
        <message numerus="yes">
            <source>Idle for %n min</source>
            <translation>
                <numerusform>Idle for %n min</numerusform>
                <numerusform>Idle for %n min</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CustomersPage</name>
        <message numerus="yes">
            <source>%n device(s)</source>
            <translation>
                <numerusform>%n device</numerusform>
                <numerusform>%n devices</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DevicesPage</name>
        <message numerus="yes">
            <source>%n device(s) selected</source>
            <translation>
                <numerusform>%n device selected</numerusform>
                <numerusform>%n devices selected</numerusform>
            </translation>
        </message>
    </context>
</TS>
