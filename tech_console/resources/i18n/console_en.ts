<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AssignContactDialog</name>
        <message numerus="yes">
            <source>%n device(s) are added to those the person has already.</source>
            <translation>
                <numerusform>%n device is added to those the person has already.</numerusform>
                <numerusform>%n devices are added to those the person has already.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>AuditPage</name>
        <message numerus="yes">
            <source>%n event(s)</source>
            <translation>
                <numerusform>%n event</numerusform>
                <numerusform>%n events</numerusform>
            </translation>
        </message>
    </context>
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
            <source>erased after %n day(s)</source>
            <translation>
                <numerusform>erased after %n day</numerusform>
                <numerusform>erased after %n days</numerusform>
            </translation>
        </message>
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
            <source>%n device(s) written to {file}.</source>
            <translation>
                <numerusform>%n device written to {file}.</numerusform>
                <numerusform>%n devices written to {file}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln device(s)</source>
            <translation>
                <numerusform>%Ln device</numerusform>
                <numerusform>%Ln devices</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message numerus="yes">
            <source>Saved: %n line(s).</source>
            <translation>
                <numerusform>Saved: %n line.</numerusform>
                <numerusform>Saved: %n lines.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GroupsCard</name>
        <message numerus="yes">
            <source>%n technician(s)</source>
            <translation>
                <numerusform>%n technician</numerusform>
                <numerusform>%n technicians</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message numerus="yes">
            <source>%n row(s) cannot be taken and stay out.</source>
            <translation>
                <numerusform>%n row cannot be taken and stays out.</numerusform>
                <numerusform>%n rows cannot be taken and stay out.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TagsDialog</name>
        <message numerus="yes">
            <source>Tags of %n device(s)</source>
            <translation>
                <numerusform>Tags of %n device</numerusform>
                <numerusform>Tags of %n devices</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TicketList</name>
        <message numerus="yes">
            <source>%n ticket(s) selected</source>
            <translation>
                <numerusform>%n ticket selected</numerusform>
                <numerusform>%n tickets selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Close %n ticket(s)?</source>
            <translation>
                <numerusform>Close %n ticket?</numerusform>
                <numerusform>Close %n tickets?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) could not be changed.</source>
            <translation>
                <numerusform>%n ticket could not be changed.</numerusform>
                <numerusform>%n tickets could not be changed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WatchRulesDialog</name>
        <message numerus="yes">
            <source>Matches %n device(s) now</source>
            <translation>
                <numerusform>Matches %n device now</numerusform>
                <numerusform>Matches %n devices now</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Counted</name>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min ago</numerusform>
                <numerusform>%n min ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>%n h ago</numerusform>
                <numerusform>%n h ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
    </context>
</TS>
