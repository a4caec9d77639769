<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
    <context>
        <name>AnswerPopup</name>
        <message>
            <source>Canned answers</source>
            <translation>Risposte pronte</translation>
        </message>
        <message>
            <source>There are no canned answers yet.</source>
            <translation>Non ci sono ancora risposte pronte.</translation>
        </message>
        <message>
            <source>Enter inserts, Esc closes</source>
            <translation>Invio inserisce, Esc chiude</translation>
        </message>
        <message>
            <source>Manage…</source>
            <translation>Gestisci…</translation>
        </message>
    </context>
    <context>
        <name>AnswersDialog</name>
        <message>
            <source>Canned answers</source>
            <translation>Risposte pronte</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Rimuovi…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>New answer</source>
            <translation>Nuova risposta</translation>
        </message>
        <message>
            <source>For example: hello</source>
            <translation>Per esempio: saluto</translation>
        </message>
        <message>
            <source>Shortcut, typed after /</source>
            <translation>Abbreviazione, da scrivere dopo /</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titolo</translation>
        </message>
        <message>
            <source>Category (optional)</source>
            <translation>Categoria (facoltativa)</translation>
        </message>
        <message>
            <source>Who sees it</source>
            <translation>Chi la vede</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppo</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Testo</translation>
        </message>
        <message>
            <source>Insert a variable</source>
            <translation>Inserisci una variabile</translation>
        </message>
        <message>
            <source>there</source>
            <translation>a tutti</translation>
        </message>
        <message>
            <source>{example} says “{word}” where no name is known.</source>
            <translation>{example} scrive «{word}» se il nome non è noto.</translation>
        </message>
        <message>
            <source>No answer selected</source>
            <translation>Nessuna risposta scelta</translation>
        </message>
        <message>
            <source>Choose one on the left, or write a new one. In a talk, type / and its shortcut.</source>
            <translation>Scegline una a sinistra o scrivine una nuova. In una conversazione scrivi / e la sua abbreviazione.</translation>
        </message>
        <message>
            <source>A shortcut is one word without / and without spaces.</source>
            <translation>L'abbreviazione è una sola parola, senza / e senza spazi.</translation>
        </message>
        <message>
            <source>Please enter a title and a text.</source>
            <translation>Inserisci un titolo e un testo.</translation>
        </message>
        <message>
            <source>Remove this answer?</source>
            <translation>Rimuovere questa risposta?</translation>
        </message>
        <message>
            <source>It is gone for everybody who sees it.</source>
            <translation>Scompare per tutti quelli che la vedono.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Rimuovi</translation>
        </message>
    </context>
    <context>
        <name>AskDialog</name>
        <message>
            <source>Ask {device} for a chat</source>
            <translation>Chiedi una chat a {device}</translation>
        </message>
        <message>
            <source>The user sees your name, your organisation and this reason, and may accept or decline.</source>
            <translation>L'utente vede il tuo nome, la tua organizzazione e questo motivo, e può accettare o rifiutare.</translation>
        </message>
        <message>
            <source>This person asked not to be disturbed: the request waits quietly in their list.</source>
            <translation>Questa persona ha chiesto di non essere disturbata: la richiesta attende in silenzio nel suo elenco.</translation>
        </message>
        <message>
            <source>For example: about your printer</source>
            <translation>Per esempio: per la stampante</translation>
        </message>
        <message>
            <source>Reason (optional)</source>
            <translation>Motivo (facoltativo)</translation>
        </message>
        <message>
            <source>Start chat</source>
            <translation>Avvia chat</translation>
        </message>
    </context>
    <context>
        <name>AssignContactDialog</name>
        <message>
            <source>Assign {a_contact}</source>
            <translation>Assegna {a_contact}</translation>
        </message>
        <message numerus="yes">
            <source>%n device(s) are added to those the person has already.</source>
            <translation>
                <numerusform>%n dispositivo si aggiunge a quelli che la persona ha già.</numerusform>
                <numerusform>%n dispositivi si aggiungono a quelli che la persona ha già.</numerusform>
            </translation>
        </message>
        <message>
            <source>{Contacts}</source>
            <translation>{Contacts}</translation>
        </message>
        <message>
            <source>Assign</source>
            <translation>Assegna</translation>
        </message>
        <message>
            <source>{The_customer} has no {contacts} yet.</source>
            <translation>{The_customer} non ha ancora {contacts}.</translation>
        </message>
        <message>
            <source>Choose {a_contact} first.</source>
            <translation>Scegli prima {a_contact}.</translation>
        </message>
    </context>
    <context>
        <name>AssignDialog</name>
        <message>
            <source>Select agent</source>
            <translation>Seleziona agente</translation>
        </message>
        <message>
            <source>{name} may chat from these devices without confirming the e-mail address first.</source>
            <translation>{name} può chattare da questi dispositivi senza prima confermare l'indirizzo e-mail.</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivi</translation>
        </message>
        <message>
            <source>{The_customer} has no devices yet.</source>
            <translation>{The_customer} non ha ancora dispositivi.</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Applica</translation>
        </message>
    </context>
    <context>
        <name>AuditPage</name>
        <message>
            <source>Everything</source>
            <translation>Tutto</translation>
        </message>
        <message>
            <source>Sign-ins and technicians</source>
            <translation>Accessi e tecnici</translation>
        </message>
        <message>
            <source>Refusals</source>
            <translation>Rifiuti</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Persone</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivi</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Identità</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Richieste</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversazioni</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Enrollment tokens</source>
            <translation>Token di registrazione</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Impostazioni</translation>
        </message>
        <message>
            <source>Erased by age</source>
            <translation>Cancellati per età</translation>
        </message>
        <message>
            <source>Audit log</source>
            <translation>Registro attività</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Che cosa</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Chi</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>{Customers}</source>
            <translation>{Customers}</translation>
        </message>
        <message>
            <source>Read again</source>
            <translation>Rileggi</translation>
        </message>
        <message>
            <source>Save as CSV…</source>
            <translation>Salva come CSV…</translation>
        </message>
        <message>
            <source>Show older</source>
            <translation>Mostra precedenti</translation>
        </message>
        <message>
            <source>Everybody</source>
            <translation>Tutti</translation>
        </message>
        <message>
            <source>All {customers}</source>
            <translation>Tutti i {customers}</translation>
        </message>
        <message>
            <source>Nothing fits</source>
            <translation>Nessun risultato</translation>
        </message>
        <message>
            <source>Choose other filters.</source>
            <translation>Scegli altri filtri.</translation>
        </message>
        <message>
            <source>The chain does not prove what is shown: something was changed or removed. Run “sportello-relay audit verify” on the relay.</source>
            <translation>La catena non dimostra ciò che è mostrato: qualcosa è stato modificato o rimosso. Esegui «sportello-relay audit verify» sul relay.</translation>
        </message>
        <message numerus="yes">
            <source>%n event(s)</source>
            <translation>
                <numerusform>%n evento</numerusform>
                <numerusform>%n eventi</numerusform>
            </translation>
        </message>
        <message>
            <source>Verified</source>
            <translation>Verificato</translation>
        </message>
        <message>
            <source>Not proved</source>
            <translation>Non dimostrato</translation>
        </message>
        <message>
            <source>Each event holds the hash of the one before it.</source>
            <translation>Ogni evento contiene l'impronta di quello precedente.</translation>
        </message>
        <message>
            <source>Save as CSV</source>
            <translation>Salva come CSV</translation>
        </message>
        <message>
            <source>audit-log.csv</source>
            <translation>registro-attivita.csv</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Numero</translation>
        </message>
        <message>
            <source>The file cannot be written there. Choose another place.</source>
            <translation>Il file non si può scrivere lì. Scegli un'altra posizione.</translation>
        </message>
    </context>
    <context>
        <name>BulkAssignDialog</name>
        <message>
            <source>Select agent</source>
            <translation>Seleziona agente</translation>
        </message>
        <message>
            <source>For {count}. What each is assigned to already stays.</source>
            <translation>Per {count}. Ciò a cui ciascuno è già assegnato resta.</translation>
        </message>
        <message>
            <source>Put on these devices</source>
            <translation>Assegna a questi dispositivi</translation>
        </message>
        <message>
            <source>Take off these devices</source>
            <translation>Togli da questi dispositivi</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Che cosa fare</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivi</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Applica</translation>
        </message>
        <message>
            <source>Tick at least one device.</source>
            <translation>Spunta almeno un dispositivo.</translation>
        </message>
    </context>
    <context>
        <name>ChatCard</name>
        <message>
            <source>Chat with the agent</source>
            <translation>Chat con l'agente</translation>
        </message>
        <message>
            <source>Users may start a chat from the tray where the helpdesk agent is active. Technicians always can.</source>
            <translation>Gli utenti possono avviare una chat dall'icona accanto all'orologio dove l'agente HelpDesk è attivo. I tecnici possono sempre.</translation>
        </message>
        <message>
            <source>Enable chat</source>
            <translation>Abilita chat</translation>
        </message>
        <message>
            <source> hours</source>
            <translation> ore</translation>
        </message>
        <message>
            <source>Organisation, as users see it</source>
            <translation>Organizzazione, come la vedono gli utenti</translation>
        </message>
        <message>
            <source>A device is overdue when it was not seen for</source>
            <translation>Un dispositivo è in ritardo quando non si vede da</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Somebody else has changed the settings.</source>
            <translation>Qualcun altro ha modificato le impostazioni.</translation>
        </message>
        <message>
            <source>Show the new ones</source>
            <translation>Mostra le nuove</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Salvato.</translation>
        </message>
    </context>
    <context>
        <name>CloseDialog</name>
        <message>
            <source>Close this conversation?</source>
            <translation>Chiudere questa conversazione?</translation>
        </message>
        <message>
            <source>The user sees that it has ended. What was said is kept.</source>
            <translation>L'utente vede che è terminata. Quanto detto viene conservato.</translation>
        </message>
        <message>
            <source>Title of ticket #{number}</source>
            <translation>Titolo del ticket #{number}</translation>
        </message>
        <message>
            <source>Close conversation</source>
            <translation>Chiudi la conversazione</translation>
        </message>
    </context>
    <context>
        <name>ColumnsDialog</name>
        <message>
            <source>Columns</source>
            <translation>Colonne</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Sposta su</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Sposta giù</translation>
        </message>
        <message>
            <source>As delivered</source>
            <translation>Come all'inizio</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Applica</translation>
        </message>
    </context>
    <context>
        <name>ConnectingDialog</name>
        <message>
            <source>Leave a message</source>
            <translation>Lascia un messaggio</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>Ritira</translation>
        </message>
        <message>
            <source>Ask again</source>
            <translation>Chiedi di nuovo</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Connessione…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>The user of {device} has been asked and can accept until the time is over.</source>
            <translation>La richiesta è arrivata all'utente di {device}, che può accettare finché il tempo non scade.</translation>
        </message>
        <message>
            <source>Declined</source>
            <translation>Rifiutata</translation>
        </message>
        <message>
            <source>No answer</source>
            <translation>Nessuna risposta</translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <translation>Ritirata</translation>
        </message>
        <message>
            <source>Not reachable</source>
            <translation>Non raggiungibile</translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation>Non è riuscito</translation>
        </message>
        <message>
            <source>The user of {device} does not want to chat now.</source>
            <translation>L'utente di {device} non vuole chattare adesso.</translation>
        </message>
        <message>
            <source>Nobody at {device} answered within two minutes.</source>
            <translation>Nessuno ha risposto da {device} entro due minuti.</translation>
        </message>
        <message>
            <source>You have withdrawn the request.</source>
            <translation>Hai ritirato la richiesta.</translation>
        </message>
        <message>
            <source>{device} is not connected. A message is shown at the next sign-in.</source>
            <translation>{device} non è connesso. Un messaggio appare al prossimo accesso.</translation>
        </message>
    </context>
    <context>
        <name>Console</name>
        <message>
            <source>Conversation</source>
            <translation>Conversazione</translation>
        </message>
        <message>
            <source>Waits for {group}</source>
            <translation>Attende {group}</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>Bozza</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistema</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Indirizzo</translation>
        </message>
        <message>
            <source>Disk free</source>
            <translation>Disco libero</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Etichette</translation>
        </message>
        <message>
            <source>Make</source>
            <translation>Produttore</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modello</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Numero di serie</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Processore</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memoria</translation>
        </message>
        <message>
            <source>MAC address</source>
            <translation>Indirizzo MAC</translation>
        </message>
        <message>
            <source>Public address</source>
            <translation>Indirizzo pubblico</translation>
        </message>
        <message>
            <source>Battery</source>
            <translation>Batteria</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Avviato</translation>
        </message>
        <message>
            <source>Restart pending</source>
            <translation>Riavvio in attesa</translation>
        </message>
        <message>
            <source>Helpdesk agent</source>
            <translation>Agente HelpDesk</translation>
        </message>
        <message>
            <source>Agent version</source>
            <translation>Versione dell'agente</translation>
        </message>
        <message>
            <source>Inventory of</source>
            <translation>Inventario del</translation>
        </message>
        <message>
            <source>Enrolled</source>
            <translation>Registrato</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Visto l'ultima volta</translation>
        </message>
        <message>
            <source>Key used twice</source>
            <translation>Chiave usata due volte</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>Assente da tempo</translation>
        </message>
        <message>
            <source>To approve</source>
            <translation>Da approvare</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Attivo</translation>
        </message>
        <message>
            <source>Not activated</source>
            <translation>Non attivato</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Stato</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Utente</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versione</translation>
        </message>
        <message>
            <source>Publisher</source>
            <translation>Editore</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Dimensione</translation>
        </message>
        <message>
            <source>Installed</source>
            <translation>Installato</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Origine</translation>
        </message>
        <message>
            <source>Starts</source>
            <translation>Avvio</translation>
        </message>
        <message>
            <source>Idle</source>
            <translation>Inattivo</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Da</translation>
        </message>
        <message>
            <source>Terminal</source>
            <translation>Terminale</translation>
        </message>
        <message>
            <source>Connected from</source>
            <translation>Connesso da</translation>
        </message>
        <message>
            <source>Process</source>
            <translation>Processo</translation>
        </message>
        <message>
            <source>PID</source>
            <translation>PID</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quando</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Chi</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Che cosa</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Riguarda</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Dettagli</translation>
        </message>
        <message>
            <source>The relay itself</source>
            <translation>Il relay stesso</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>Riga di comando</translation>
        </message>
        <message>
            <source>A device</source>
            <translation>Un dispositivo</translation>
        </message>
        <message>
            <source>A technician</source>
            <translation>Un tecnico</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Prima</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Ora</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Tipo</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Oggetto</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>Ticket #{number}</source>
            <translation>Ticket n. {number}</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Assigned devices</source>
            <translation>Dispositivi assegnati</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Etichetta</translation>
        </message>
        <message>
            <source>(no label)</source>
            <translation>(senza etichetta)</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>Usato</translation>
        </message>
        <message>
            <source>{uses} of {most}</source>
            <translation>{uses} di {most}</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>Valido fino al</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Revocato</translation>
        </message>
        <message>
            <source>The relay is restarting. You can go on writing; messages are sent when it is back.</source>
            <translation>Il relay si sta riavviando. Puoi continuare a scrivere: i messaggi partono quando torna.</translation>
        </message>
        <message>
            <source>No connection to the relay. You can go on writing; messages are sent when it is back.</source>
            <translation>Nessuna connessione al relay. Puoi continuare a scrivere: i messaggi partono quando torna.</translation>
        </message>
        <message>
            <source>The relay shows a certificate that no known authority has signed. That is normal for a relay that made its own.</source>
            <translation>Il relay mostra un certificato che nessuna autorità nota ha firmato. È normale per un relay che se l'è creato da solo.</translation>
        </message>
        <message>
            <source>The relay's certificate was made for another address.</source>
            <translation>Il certificato del relay è stato fatto per un altro indirizzo.</translation>
        </message>
        <message>
            <source>The relay's certificate has expired.</source>
            <translation>Il certificato del relay è scaduto.</translation>
        </message>
        <message>
            <source>The relay shows another certificate than the one you trusted. If nobody has renewed it, somebody may be listening in: ask your administrator before you go on.</source>
            <translation>Il relay mostra un certificato diverso da quello di cui ti sei fidato. Se nessuno l'ha rinnovato, qualcuno potrebbe essere in ascolto: chiedi all'amministratore prima di continuare.</translation>
        </message>
        <message>
            <source>The relay's certificate cannot be verified.</source>
            <translation>Il certificato del relay non può essere verificato.</translation>
        </message>
        <message>
            <source>E-mail, password or code is not right. Each code works only once: wait for the next one.</source>
            <translation>E-mail, password o codice non sono giusti. Ogni codice vale una sola volta: aspetta il prossimo.</translation>
        </message>
        <message>
            <source>The connection to the relay was lost.</source>
            <translation>La connessione al relay si è interrotta.</translation>
        </message>
        <message>
            <source>The relay is restarting.</source>
            <translation>Il relay si sta riavviando.</translation>
        </message>
        <message>
            <source>You signed in at another place, so this session ended.</source>
            <translation>Hai effettuato l'accesso altrove, quindi questa sessione è terminata.</translation>
        </message>
        <message>
            <source>Your session was ended. Sign in again, or ask your administrator.</source>
            <translation>La tua sessione è stata chiusa. Accedi di nuovo, o chiedi all'amministratore.</translation>
        </message>
        <message>
            <source>Your session has ended. Please sign in again.</source>
            <translation>La sessione è terminata. Accedi di nuovo.</translation>
        </message>
        <message>
            <source>This console is too old for the relay, or too new. Please update it.</source>
            <translation>Questa console è troppo vecchia per il relay, o troppo nuova. Aggiornala.</translation>
        </message>
        <message>
            <source>This address is not encrypted. Use an address that begins with wss://.</source>
            <translation>Questo indirizzo non è cifrato. Usane uno che comincia con wss://.</translation>
        </message>
        <message>
            <source>This is not an address. It looks like help.example.com or help.example.com:8443.</source>
            <translation>Questo non è un indirizzo. È fatto così: help.example.com o help.example.com:8443.</translation>
        </message>
        <message>
            <source>This needs a fresh code of your authenticator app, and none was entered. Nothing was changed; you can try again at any time.</source>
            <translation>Per questo serve un nuovo codice dell'app di autenticazione e non è stato inserito. Non è cambiato nulla: puoi riprovare quando vuoi.</translation>
        </message>
        <message>
            <source>Choose a relay first.</source>
            <translation>Prima scegli un relay.</translation>
        </message>
        <message>
            <source>This ticket belongs to no device, so there is nobody to chat with.</source>
            <translation>Questo ticket non appartiene a nessun dispositivo: non c'è nessuno con cui chattare.</translation>
        </message>
        <message>
            <source>This ticket was merged into another one. Go on there.</source>
            <translation>Questo ticket è stato unito a un altro. Prosegui lì.</translation>
        </message>
        <message>
            <source>This technician has no access here. Choose somebody else.</source>
            <translation>Questo tecnico non ha accesso qui. Scegli qualcun altro.</translation>
        </message>
        <message>
            <source>This service is no longer offered. Choose another one.</source>
            <translation>Questo servizio non è più offerto. Scegline un altro.</translation>
        </message>
        <message>
            <source>Nobody in this group may take the conversation. Choose another one.</source>
            <translation>Nessuno in questo gruppo può prendere la conversazione. Scegline un altro.</translation>
        </message>
        <message>
            <source>You are not in the group this conversation waits for.</source>
            <translation>Non fai parte del gruppo che questa conversazione attende.</translation>
        </message>
        <message>
            <source>You are already asking this device. Wait until it ends, or withdraw it.</source>
            <translation>Stai già chiedendo a questo dispositivo. Aspetta che finisca, o ritira la richiesta.</translation>
        </message>
        <message>
            <source>Somebody else has changed this ticket. Look at the new text, then save again.</source>
            <translation>Qualcun altro ha modificato questo ticket. Guarda il nuovo testo, poi salva di nuovo.</translation>
        </message>
        <message>
            <source>Another person has this e-mail address already. Edit that one, or merge the two.</source>
            <translation>Un'altra persona ha già questo indirizzo e-mail. Modifica quella, oppure unisci le due.</translation>
        </message>
        <message>
            <source>Together they have too many e-mail addresses. Take some away first.</source>
            <translation>Insieme hanno troppi indirizzi e-mail. Togline prima qualcuno.</translation>
        </message>
        <message>
            <source>Choose another person to merge with.</source>
            <translation>Scegli un'altra persona con cui unire.</translation>
        </message>
        <message>
            <source>A conversation with this person is open. Close it first.</source>
            <translation>C'è una conversazione aperta con questa persona. Chiudila prima.</translation>
        </message>
        <message>
            <source>A conversation of this ticket is open. Answer there, or write an internal note.</source>
            <translation>Una conversazione di questo ticket è aperta. Rispondi lì o scrivi una nota interna.</translation>
        </message>
        <message>
            <source>This was written already, with other words.</source>
            <translation>Questo è già stato scritto, con altre parole.</translation>
        </message>
        <message>
            <source>This ticket was merged into another one already.</source>
            <translation>Questo ticket è già stato unito a un altro.</translation>
        </message>
        <message>
            <source>Another answer has this shortcut already. Choose another word.</source>
            <translation>Un'altra risposta ha già questa abbreviazione. Scegli un'altra parola.</translation>
        </message>
        <message>
            <source>A service or an open ticket still belongs to this group. Change those first.</source>
            <translation>Un servizio o un ticket aperto appartiene ancora a questo gruppo. Modificali prima.</translation>
        </message>
        <message>
            <source>Somebody else has changed the settings. Look at them, then save again.</source>
            <translation>Qualcun altro ha modificato le impostazioni. Guardale, poi salva di nuovo.</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Persona</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Miei</translation>
        </message>
        <message>
            <source>Unassigned</source>
            <translation>Non assegnati</translation>
        </message>
        <message>
            <source>All open</source>
            <translation>Tutti aperti</translation>
        </message>
        <message>
            <source>Closed tickets</source>
            <translation>Chiusi</translation>
        </message>
        <message>
            <source>Opened: {after}</source>
            <translation>Aperto: {after}</translation>
        </message>
        <message>
            <source>Merged into {after}</source>
            <translation>Unito a {after}</translation>
        </message>
        <message>
            <source>{after} was merged into this ticket</source>
            <translation>{after} è stato unito a questo ticket</translation>
        </message>
        <message>
            <source>Description changed</source>
            <translation>Descrizione modificata</translation>
        </message>
        <message>
            <source>{field}: {before} → {after}</source>
            <translation>{field}: {before} → {after}</translation>
        </message>
        <message>
            <source>{field}: {after}</source>
            <translation>{field}: {after}</translation>
        </message>
        <message>
            <source>{field}: {before} removed</source>
            <translation>{field}: {before} tolto</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titolo</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Priorità</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoria</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Servizio</translation>
        </message>
        <message>
            <source>Signed in as</source>
            <translation>Accesso come</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>Indirizzi</translation>
        </message>
        <message>
            <source>Free disk space</source>
            <translation>Spazio libero su disco</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Stato</translation>
        </message>
        <message>
            <source>Requester</source>
            <translation>Richiedente</translation>
        </message>
        <message>
            <source>Assignee</source>
            <translation>Assegnatario</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nuovo</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Modificato</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>Niente da fare</translation>
        </message>
        <message>
            <source>This is not an e-mail address</source>
            <translation>Questo non è un indirizzo e-mail</translation>
        </message>
        <message>
            <source>{field} is missing or has characters that are not allowed</source>
            <translation>{field}: manca o ha caratteri non ammessi</translation>
        </message>
        <message>
            <source>{field} is too long</source>
            <translation>{field}: testo troppo lungo</translation>
        </message>
        <message>
            <source>This address is in the file twice</source>
            <translation>Questo indirizzo è due volte nel file</translation>
        </message>
        <message>
            <source>There is no device of this name</source>
            <translation>Non c'è un dispositivo con questo nome</translation>
        </message>
        <message>
            <source>Several devices have this name</source>
            <translation>Più dispositivi hanno questo nome</translation>
        </message>
        <message>
            <source>This row cannot be taken</source>
            <translation>Questa riga non si può accettare</translation>
        </message>
        <message>
            <source>First name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Last name</source>
            <translation>Cognome</translation>
        </message>
        <message>
            <source>There are no rows in this file. The first line holds headings, each further one a person.</source>
            <translation>Nel file non ci sono righe. La prima riga contiene le intestazioni, ogni altra una persona.</translation>
        </message>
        <message>
            <source>The file is larger than 5 MB. Split it.</source>
            <translation>Il file supera i 5 MB. Dividilo.</translation>
        </message>
        <message>
            <source>The file has more than 5,000 rows. Split it.</source>
            <translation>Il file ha più di 5.000 righe. Dividilo.</translation>
        </message>
        <message>
            <source>This is not a CSV file. Save the table as CSV and choose it again.</source>
            <translation>Questo non è un file CSV. Salva la tabella come CSV e sceglila di nuovo.</translation>
        </message>
        <message>
            <source>The file cannot be read.</source>
            <translation>Il file non si può leggere.</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Ieri</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Riepilogo</translation>
        </message>
        <message>
            <source>Users</source>
            <translation>Utenti</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>Dischi</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Rete</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Software</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Servizi</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>Computer</translation>
        </message>
        <message>
            <source>Main board</source>
            <translation>Scheda madre</translation>
        </message>
        <message>
            <source>Default route</source>
            <translation>Percorso predefinito</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>Sistema operativo</translation>
        </message>
        <message>
            <source>Asset tag</source>
            <translation>Numero di inventario</translation>
        </message>
        <message>
            <source>Kind of case</source>
            <translation>Tipo di case</translation>
        </message>
        <message>
            <source>Firmware</source>
            <translation>Firmware</translation>
        </message>
        <message>
            <source>Firmware by</source>
            <translation>Produttore del firmware</translation>
        </message>
        <message>
            <source>Firmware of</source>
            <translation>Data del firmware</translation>
        </message>
        <message>
            <source>TPM</source>
            <translation>TPM</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Architettura</translation>
        </message>
        <message>
            <source>Cores</source>
            <translation>Core</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Thread</translation>
        </message>
        <message>
            <source>Highest clock</source>
            <translation>Frequenza massima</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>Libero</translation>
        </message>
        <message>
            <source>Swap space</source>
            <translation>Memoria di swap</translation>
        </message>
        <message>
            <source>Drive</source>
            <translation>Unità</translation>
        </message>
        <message>
            <source>File system</source>
            <translation>File system</translation>
        </message>
        <message>
            <source>Charge</source>
            <translation>Carica</translation>
        </message>
        <message>
            <source>Plugged in</source>
            <translation>In carica</translation>
        </message>
        <message>
            <source>IPv4</source>
            <translation>IPv4</translation>
        </message>
        <message>
            <source>IPv6</source>
            <translation>IPv6</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Connesso</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Velocità</translation>
        </message>
        <message>
            <source>Gateway</source>
            <translation>Gateway</translation>
        </message>
        <message>
            <source>Interface</source>
            <translation>Interfaccia</translation>
        </message>
        <message>
            <source>Name servers</source>
            <translation>Server DNS</translation>
        </message>
        <message>
            <source>Domain</source>
            <translation>Dominio</translation>
        </message>
        <message>
            <source>Host name</source>
            <translation>Nome host</translation>
        </message>
        <message>
            <source>Remote</source>
            <translation>Da remoto</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>Kernel</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Fuso orario</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>Bloccato</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>Disconnesso</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>In esecuzione</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Fermo</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Non riuscito</translation>
        </message>
        <message>
            <source>By itself</source>
            <translation>Automatico</translation>
        </message>
        <message>
            <source>When needed</source>
            <translation>Su richiesta</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Mai</translation>
        </message>
        <message>
            <source>{section}: {count} more changes</source>
            <translation>{section}: altri {count} cambiamenti</translation>
        </message>
        <message>
            <source>added</source>
            <translation>aggiunto</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>rimosso</translation>
        </message>
        <message>
            <source>A disk has less than {percent} % free</source>
            <translation>Un disco ha meno del {percent} % libero</translation>
        </message>
        <message>
            <source>Offline for longer than {hours}</source>
            <translation>Offline da più di {hours}</translation>
        </message>
        <message>
            <source>A restart is pending</source>
            <translation>Un riavvio è in attesa</translation>
        </message>
        <message>
            <source>Software appears: {name}</source>
            <translation>Compare un software: {name}</translation>
        </message>
        <message>
            <source>Software disappears: {name}</source>
            <translation>Scompare un software: {name}</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>Waiting for approval</source>
            <translation>In attesa di approvazione</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>Approvato</translation>
        </message>
        <message>
            <source>A technician approves each new device</source>
            <translation>Un tecnico approva ogni nuovo dispositivo</translation>
        </message>
        <message>
            <source>New devices may chat at once</source>
            <translation>I nuovi dispositivi possono usare subito la chat</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Aperto</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>In sospeso</translation>
        </message>
        <message>
            <source>Solved</source>
            <translation>Risolto</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Chiuso</translation>
        </message>
        <message>
            <source>Chat, by itself after two minutes</source>
            <translation>Chat, automaticamente dopo due minuti</translation>
        </message>
        <message>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <source>Agent's tray menu</source>
            <translation>Menu dell'agente</translation>
        </message>
        <message>
            <source>Console</source>
            <translation>Console</translation>
        </message>
        <message>
            <source>Taken by {name}</source>
            <translation>Presa da {name}</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>In attesa</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Accettata</translation>
        </message>
        <message>
            <source>Declined</source>
            <translation>Rifiutata</translation>
        </message>
        <message>
            <source>Missed</source>
            <translation>Persa</translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <translation>Ritirata</translation>
        </message>
        <message>
            <source>Already in a chat</source>
            <translation>Già in chat</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Proprietario</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Amministratore</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>Supervisore</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>Tecnico</translation>
        </message>
        <message>
            <source>Read only</source>
            <translation>Sola lettura</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>Disponibile</translation>
        </message>
        <message>
            <source>Not available</source>
            <translation>Non disponibile</translation>
        </message>
        <message>
            <source>Only me</source>
            <translation>Solo io</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppo</translation>
        </message>
        <message>
            <source>Everybody</source>
            <translation>Tutti</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Bassa</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normale</translation>
        </message>
        <message>
            <source>High</source>
            <translation>Alta</translation>
        </message>
        <message>
            <source>Urgent</source>
            <translation>Urgente</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} min</translation>
        </message>
        <message>
            <source>{hours} h {minutes:02} min</source>
            <translation>{hours} h {minutes:02} min</translation>
        </message>
        <message>
            <source>Do not disturb</source>
            <translation>Non disturbare</translation>
        </message>
        <message>
            <source>Active now</source>
            <translation>Attivo ora</translation>
        </message>
        <message>
            <source>{name} joined the conversation</source>
            <translation>{name} partecipa alla conversazione</translation>
        </message>
        <message>
            <source>A ticket was opened</source>
            <translation>È stato aperto un ticket</translation>
        </message>
        <message>
            <source>{name} has the conversation now</source>
            <translation>La conversazione è ora di {name}</translation>
        </message>
        <message>
            <source>The conversation waits for {group}</source>
            <translation>La conversazione attende il gruppo {group}</translation>
        </message>
        <message>
            <source>{name} ended the conversation</source>
            <translation>{name} ha terminato la conversazione</translation>
        </message>
        <message>
            <source>{name} closed the conversation</source>
            <translation>{name} ha chiuso la conversazione</translation>
        </message>
        <message>
            <source>Something happened here</source>
            <translation>Qui è successo qualcosa</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Terminata</translation>
        </message>
        <message>
            <source>Waits for the user</source>
            <translation>Attende l'utente</translation>
        </message>
        <message>
            <source>In progress</source>
            <translation>In corso</translation>
        </message>
        <message>
            <source>{name} · follows {the_customer}</source>
            <translation>{name} · segue {the_customer}</translation>
        </message>
        <message>
            <source>{number} %</source>
            <translation>{number} %</translation>
        </message>
        <message>
            <source>Just now</source>
            <translation>Adesso</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Sì</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Messaggi</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Persone</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivi</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Invia</translation>
        </message>
        <message>
            <source>New line</source>
            <translation>A capo</translation>
        </message>
        <message>
            <source>Reply or internal note</source>
            <translation>Risposta o nota interna</translation>
        </message>
        <message>
            <source>Canned answers</source>
            <translation>Risposte pronte</translation>
        </message>
        <message>
            <source>Close the list of answers</source>
            <translation>Chiudi l'elenco delle risposte</translation>
        </message>
        <message>
            <source>Go to</source>
            <translation>Vai a</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Ovunque</translation>
        </message>
        <message>
            <source>Commands and quick jump</source>
            <translation>Comandi e salti rapidi</translation>
        </message>
        <message>
            <source>Search everything</source>
            <translation>Cerca ovunque</translation>
        </message>
        <message>
            <source>Search in this list</source>
            <translation>Cerca in questo elenco</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>To the newest request</source>
            <translation>Alla richiesta più recente</translation>
        </message>
        <message>
            <source>Manage canned answers</source>
            <translation>Gestisci le risposte pronte</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Scorciatoie da tastiera</translation>
        </message>
        <message>
            <source>In lists</source>
            <translation>Negli elenchi</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Successivo</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Precedente</translation>
        </message>
        <message>
            <source>Open this row</source>
            <translation>Apri la riga</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Indietro</translation>
        </message>
        <message>
            <source>Conversation and ticket</source>
            <translation>Conversazione e ticket</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>Risposta</translation>
        </message>
        <message>
            <source>Internal note</source>
            <translation>Nota interna</translation>
        </message>
        <message>
            <source>Assign to me, or take it</source>
            <translation>Assegna a me, o prendi</translation>
        </message>
        <message>
            <source>Solve, or close the conversation</source>
            <translation>Risolvi, o chiudi la conversazione</translation>
        </message>
        <message>
            <source>Hand over the conversation</source>
            <translation>Passa la conversazione</translation>
        </message>
        <message>
            <source>Save the transcript</source>
            <translation>Salva la trascrizione</translation>
        </message>
        <message>
            <source>Ticket of the conversation</source>
            <translation>Ticket della conversazione</translation>
        </message>
        <message>
            <source>Start a chat from the ticket</source>
            <translation>Avvia una chat dal ticket</translation>
        </message>
        <message>
            <source>Merge the ticket</source>
            <translation>Unisci il ticket</translation>
        </message>
        <message>
            <source>Add time worked</source>
            <translation>Aggiungi il tempo impiegato</translation>
        </message>
        <message>
            <source>Me and this console</source>
            <translation>Io e questa console</translation>
        </message>
        <message>
            <source>Become available</source>
            <translation>Diventa disponibile</translation>
        </message>
        <message>
            <source>Become not available</source>
            <translation>Diventa non disponibile</translation>
        </message>
        <message>
            <source>Do not disturb: on</source>
            <translation>Non disturbare: sì</translation>
        </message>
        <message>
            <source>Do not disturb: off</source>
            <translation>Non disturbare: no</translation>
        </message>
        <message>
            <source>Light appearance</source>
            <translation>Aspetto chiaro</translation>
        </message>
        <message>
            <source>Dark appearance</source>
            <translation>Aspetto scuro</translation>
        </message>
        <message>
            <source>Language: {name}</source>
            <translation>Lingua: {name}</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Esci</translation>
        </message>
        <message>
            <source>There is no room left for {name}.</source>
            <translation>Non c'è più spazio per {name}.</translation>
        </message>
        <message>
            <source>{name} may not be written there.</source>
            <translation>{name} non può essere scritto lì.</translation>
        </message>
        <message>
            <source>{name} is not there any more.</source>
            <translation>{name} non c'è più.</translation>
        </message>
        <message>
            <source>{name} is no base package of Sportello, or is damaged.</source>
            <translation>{name} non è un pacchetto di base di Sportello, oppure è danneggiato.</translation>
        </message>
        <message>
            <source>{name} is one customer's package already. Choose the base package.</source>
            <translation>{name} è già il pacchetto di un cliente. Scegli il pacchetto di base.</translation>
        </message>
        <message>
            <source>{name} could not be written.</source>
            <translation>Non è stato possibile scrivere {name}.</translation>
        </message>
        <message>
            <source>This is no SHA-256 fingerprint. It has 64 digits from 0 to 9 and A to F; colons and spaces do not matter.</source>
            <translation>Questa non è un'impronta SHA-256: ha 64 cifre da 0 a 9 e da A a F; due punti e spazi non contano.</translation>
        </message>
        <message>
            <source>Give the fingerprint or the authority, not both: devices would look at the fingerprint only.</source>
            <translation>Indica l'impronta o l'autorità, non entrambe: i dispositivi guarderebbero solo l'impronta.</translation>
        </message>
        <message>
            <source>Devices cannot use this proxy. Please enter one like http://proxy.example.org:3128.</source>
            <translation>I dispositivi non possono usare questo proxy. Inseriscine uno come http://proxy.example.org:3128.</translation>
        </message>
        <message>
            <source>{name} cannot be read.</source>
            <translation>{name} non può essere letto.</translation>
        </message>
        <message>
            <source>{name} holds a private key, which must never go to the devices. Choose a file with certificates only.</source>
            <translation>{name} contiene una chiave privata, che non deve mai arrivare ai dispositivi. Scegli un file con soli certificati.</translation>
        </message>
        <message>
            <source>{name} is too long for a stamp. Choose a file with the certificates of your own authority only.</source>
            <translation>{name} è troppo lungo per un timbro. Scegli un file con i soli certificati della tua autorità.</translation>
        </message>
        <message>
            <source>There are no certificates in {name}.</source>
            <translation>In {name} non ci sono certificati.</translation>
        </message>
        <message>
            <source>Installers can do harm. Enter the six digits of your authenticator app to send this file.</source>
            <translation>I programmi di installazione possono fare danni. Inserisci le sei cifre dell'app di autenticazione per inviare questo file.</translation>
        </message>
        <message>
            <source>Confirm and send</source>
            <translation>Conferma e invia</translation>
        </message>
        <message>
            <source>Approve only what you expect. Enter the six digits of your authenticator app to approve {name}.</source>
            <translation>Approva solo ciò che ti aspetti. Inserisci le sei cifre dell'app di autenticazione per approvare {name}.</translation>
        </message>
        <message>
            <source>Confirm and approve</source>
            <translation>Conferma e approva</translation>
        </message>
        <message>
            <source>After this nobody is warned about the two computers any more. Enter the six digits of your authenticator app to mark {name} as settled.</source>
            <translation>Dopo, nessuno verrà più avvisato dei due computer. Inserisci le sei cifre dell'app di autenticazione per segnare {name} come risolto.</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>Conferma</translation>
        </message>
        <message>
            <source>The file will hold everything that is stored about {name}. Enter the six digits of your authenticator app to export it.</source>
            <translation>Il file conterrà tutto ciò che è conservato su {name}. Inserisci le sei cifre dell'app di autenticazione per esportarlo.</translation>
        </message>
        <message>
            <source>Confirm and export</source>
            <translation>Conferma ed esporta</translation>
        </message>
        <message>
            <source>What is erased cannot be brought back. Enter the six digits of your authenticator app to erase {name} for ever.</source>
            <translation>Ciò che viene cancellato non si può recuperare. Inserisci le sei cifre dell'app di autenticazione per cancellare {name} per sempre.</translation>
        </message>
        <message>
            <source>Confirm and erase</source>
            <translation>Conferma e cancella</translation>
        </message>
        <message>
            <source>Enter the six digits of your authenticator app to go on with what you have begun.</source>
            <translation>Inserisci le sei cifre dell'app di autenticazione per proseguire con ciò che hai iniziato.</translation>
        </message>
        <message>
            <source>Approve only what you expect. Enter the six digits of your authenticator app to approve {count} devices.</source>
            <translation>Approva solo ciò che ti aspetti. Inserisci le sei cifre dell'app di autenticazione per approvare {count} dispositivi.</translation>
        </message>
    </context>
    <context>
        <name>ConsoleCard</name>
        <message>
            <source>This console</source>
            <translation>Questa console</translation>
        </message>
        <message>
            <source>Kept on this computer, for you alone.</source>
            <translation>Vale su questo computer, solo per te.</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Come il sistema</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Chiaro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Scuro</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Lingua</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Aspetto</translation>
        </message>
        <message>
            <source>Sound while a request waits for an answer</source>
            <translation>Suono finché una richiesta attende risposta</translation>
        </message>
        <message>
            <source>Sound for new messages</source>
            <translation>Suono per i nuovi messaggi</translation>
        </message>
        <message>
            <source>Notifications of the desktop</source>
            <translation>Notifiche del desktop</translation>
        </message>
        <message>
            <source>Closing the window leaves the console in the tray</source>
            <translation>Chiudendo la finestra la console resta accanto all'orologio</translation>
        </message>
    </context>
    <context>
        <name>ContactDialog</name>
        <message>
            <source>{New_contact}</source>
            <translation>{New_contact}</translation>
        </message>
        <message>
            <source>Edit {the_contact}</source>
            <translation>Modifica {the_contact}</translation>
        </message>
        <message>
            <source>One in each line</source>
            <translation>Uno per riga</translation>
        </message>
        <message>
            <source>First name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Last name</source>
            <translation>Cognome</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Other e-mail addresses</source>
            <translation>Altri indirizzi e-mail</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Please fill in all three fields.</source>
            <translation>Compila tutti e tre i campi.</translation>
        </message>
        <message>
            <source>A person has at most {most} other addresses.</source>
            <translation>Una persona ha al massimo {most} altri indirizzi.</translation>
        </message>
    </context>
    <context>
        <name>ContextPanel</name>
        <message>
            <source>Details</source>
            <translation>Dettagli</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Began</source>
            <translation>Iniziata</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Terminata</translation>
        </message>
        <message>
            <source>{Contact}</source>
            <translation>{Contact}</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Signed in as</source>
            <translation>Accesso come</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Presence</source>
            <translation>Presenza</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistema</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Indirizzo</translation>
        </message>
        <message>
            <source>Show device</source>
            <translation>Mostra il dispositivo</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Ancora nessuno</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titolo</translation>
        </message>
        <message>
            <source>Show ticket</source>
            <translation>Mostra il ticket</translation>
        </message>
    </context>
    <context>
        <name>ConversationPane</name>
        <message>
            <source>This conversation is closed. What was said stays here and in its ticket.</source>
            <translation>Questa conversazione è chiusa. Quanto detto resta qui e nel suo ticket.</translation>
        </message>
        <message>
            <source>{name} handed this conversation to {group}.</source>
            <translation>{name} ha passato questa conversazione al gruppo {group}.</translation>
        </message>
        <message>
            <source>Take it</source>
            <translation>Prendila</translation>
        </message>
        <message>
            <source>Waits for {group}. Until somebody takes it you can go on.</source>
            <translation>In attesa del gruppo {group}. Finché nessuno la prende puoi continuare.</translation>
        </message>
        <message>
            <source>{name} holds this conversation. You can read it.</source>
            <translation>Questa conversazione è di {name}. Puoi leggerla.</translation>
        </message>
        <message>
            <source>The user has not answered yet. Your message is shown at the next sign-in.</source>
            <translation>L'utente non ha ancora risposto. Il tuo messaggio appare al prossimo accesso.</translation>
        </message>
    </context>
    <context>
        <name>ConversationsPage</name>
        <message>
            <source>Words, or customer: device: is:open is:closed is:unread is:mine</source>
            <translation>Parole, o customer: device: is:open is:closed is:unread is:mine</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversazioni</translation>
        </message>
        <message>
            <source>No conversation selected</source>
            <translation>Nessuna conversazione selezionata</translation>
        </message>
        <message>
            <source>Choose one on the left, or start one from a device.</source>
            <translation>Scegline una a sinistra, o avviane una da un dispositivo.</translation>
        </message>
        <message>
            <source>No conversations yet</source>
            <translation>Ancora nessuna conversazione</translation>
        </message>
        <message>
            <source>Become available to receive requests, or start a chat from the Devices page.</source>
            <translation>Diventa disponibile per ricevere richieste, o avvia una chat dalla pagina Dispositivi.</translation>
        </message>
        <message>
            <source>You: {text}</source>
            <translation>Tu: {text}</translation>
        </message>
    </context>
    <context>
        <name>Counted</name>
        <message numerus="yes">
            <source>Idle for %n min</source>
            <translation>
                <numerusform>Inattivo da %n min</numerusform>
                <numerusform>Inattivo da %n min</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CustomerDialog</name>
        <message>
            <source>{New_customer}</source>
            <translation>{New_customer}</translation>
        </message>
        <message>
            <source>Edit {the_customer}</source>
            <translation>Modifica {the_customer}</translation>
        </message>
        <message>
            <source>As set for everybody</source>
            <translation>Come impostato per tutti</translation>
        </message>
        <message>
            <source>On</source>
            <translation>Attivata</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Disattivata</translation>
        </message>
        <message>
            <source>Nobody in particular</source>
            <translation>Nessuno in particolare</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Mai</translation>
        </message>
        <message>
            <source> days</source>
            <translation> giorni</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>New devices</source>
            <translation>Nuovi dispositivi</translation>
        </message>
        <message>
            <source>Users may start a chat</source>
            <translation>Gli utenti possono avviare una chat</translation>
        </message>
        <message>
            <source>Who follows new tickets</source>
            <translation>Chi segue i nuovi ticket</translation>
        </message>
        <message>
            <source>Erase closed conversations and tickets after</source>
            <translation>Cancella conversazioni e ticket chiusi dopo</translation>
        </message>
        <message>
            <source>With their files, for ever. The audit log keeps that it was done.</source>
            <translation>Con i loro file, per sempre. Il registro attività conserva che è stato fatto.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Please enter a name.</source>
            <translation>Inserisci un nome.</translation>
        </message>
    </context>
    <context>
        <name>CustomersPage</name>
        <message>
            <source>{Customers}</source>
            <translation>{Customers}</translation>
        </message>
        <message>
            <source>{Contacts}</source>
            <translation>{Contacts}</translation>
        </message>
        <message>
            <source>{No_customer} selected</source>
            <translation>{No_customer} selezionat{customer_o}</translation>
        </message>
        <message>
            <source>{New_customer}</source>
            <translation>{New_customer}</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivi</translation>
        </message>
        <message>
            <source>Watch rules</source>
            <translation>Regole di controllo</translation>
        </message>
        <message>
            <source>Installer</source>
            <translation>Installatore</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Modifica</translation>
        </message>
        <message>
            <source>Select agent</source>
            <translation>Seleziona agente</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Altro</translation>
        </message>
        <message>
            <source>{New_contact}</source>
            <translation>{New_contact}</translation>
        </message>
        <message>
            <source>Import from a CSV file…</source>
            <translation>Importa da un file CSV…</translation>
        </message>
        <message>
            <source>Merge two…</source>
            <translation>Unisci due…</translation>
        </message>
        <message>
            <source>Export what is stored…</source>
            <translation>Esporta ciò che è conservato…</translation>
        </message>
        <message>
            <source>Erase for ever…</source>
            <translation>Cancella per sempre…</translation>
        </message>
        <message>
            <source>users may start a chat</source>
            <translation>gli utenti possono avviare una chat</translation>
        </message>
        <message>
            <source>users cannot start a chat</source>
            <translation>gli utenti non possono avviare una chat</translation>
        </message>
        <message numerus="yes">
            <source>erased after %n day(s)</source>
            <translation>
                <numerusform>cancellazione dopo %n giorno</numerusform>
                <numerusform>cancellazione dopo %n giorni</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n device(s)</source>
            <translation>
                <numerusform>%n dispositivo</numerusform>
                <numerusform>%n dispositivi</numerusform>
            </translation>
        </message>
        <message>
            <source>{No_customer} yet</source>
            <translation>Ancora {no_customer}</translation>
        </message>
        <message>
            <source>{No_contact} yet</source>
            <translation>Ancora {no_contact}</translation>
        </message>
        <message>
            <source>They appear by themselves when they confirm their e-mail, or you add them and select their agent.</source>
            <translation>Appaiono da soli quando confermano la loro e-mail, oppure li aggiungi tu e selezioni il loro agente.</translation>
        </message>
    </context>
    <context>
        <name>DeskComposer</name>
        <message>
            <source>Reply</source>
            <translation>Risposta</translation>
        </message>
        <message>
            <source>Internal note</source>
            <translation>Nota interna</translation>
        </message>
        <message>
            <source>Canned answers (/)</source>
            <translation>Risposte pronte (/)</translation>
        </message>
        <message>
            <source>Not visible to the requester</source>
            <translation>Non visibile al richiedente</translation>
        </message>
        <message>
            <source>Write a note for your colleagues…</source>
            <translation>Scrivi una nota per i colleghi…</translation>
        </message>
        <message>
            <source>Write a message…</source>
            <translation>Scrivi un messaggio…</translation>
        </message>
        <message>
            <source>Not known here: {names}. Fill it in before you send.</source>
            <translation>Qui non si conosce: {names}. Completa il testo prima di inviare.</translation>
        </message>
    </context>
    <context>
        <name>DeviceBulk</name>
        <message>
            <source>Approve</source>
            <translation>Approva</translation>
        </message>
        <message>
            <source>Tags…</source>
            <translation>Etichette…</translation>
        </message>
        <message>
            <source>Assign {a_contact}…</source>
            <translation>Assegna {a_contact}…</translation>
        </message>
        <message>
            <source>Helpdesk agent</source>
            <translation>Agente HelpDesk</translation>
        </message>
        <message>
            <source>Activate</source>
            <translation>Attiva</translation>
        </message>
        <message>
            <source>Deactivate</source>
            <translation>Disattiva</translation>
        </message>
        <message>
            <source>{count} devices selected</source>
            <translation>{count} dispositivi selezionati</translation>
        </message>
        <message>
            <source>At most {count} devices fit one person.</source>
            <translation>A una persona si possono assegnare al massimo {count} dispositivi.</translation>
        </message>
        <message>
            <source>Select devices of one {customer} only.</source>
            <translation>Seleziona dispositivi di un solo {customer}.</translation>
        </message>
    </context>
    <context>
        <name>DeviceHeader</name>
        <message>
            <source>Back to the list (Esc)</source>
            <translation>Torna all'elenco (Esc)</translation>
        </message>
        <message>
            <source>Tags…</source>
            <translation>Etichette…</translation>
        </message>
        <message>
            <source>Start chat</source>
            <translation>Avvia chat</translation>
        </message>
        <message>
            <source>Leave a message</source>
            <translation>Lascia un messaggio</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Have the device look now (F5)</source>
            <translation>Fai controllare ora il dispositivo (F5)</translation>
        </message>
        <message>
            <source>last seen {ago}</source>
            <translation>visto {ago}</translation>
        </message>
        <message>
            <source>agent {version}</source>
            <translation>agente {version}</translation>
        </message>
        <message>
            <source>Nobody is signed in; the last one was {user}</source>
            <translation>Non c'è nessuno; l'ultimo utente è stato {user}</translation>
        </message>
        <message>
            <source>Nobody is signed in</source>
            <translation>Non c'è nessuno</translation>
        </message>
        <message>
            <source>active</source>
            <translation>attivo</translation>
        </message>
        <message>
            <source>locked</source>
            <translation>bloccato</translation>
        </message>
        <message>
            <source>does not want to be disturbed</source>
            <translation>non vuole essere disturbato</translation>
        </message>
    </context>
    <context>
        <name>DevicePage</name>
        <message>
            <source>Parts of this page</source>
            <translation>Parti di questa pagina</translation>
        </message>
        <message>
            <source>Conversations and tickets</source>
            <translation>Conversazioni e ticket</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>Ancora niente</translation>
        </message>
        <message>
            <source>Conversations and tickets of this device stand here.</source>
            <translation>Qui compaiono le conversazioni e i ticket di questo dispositivo.</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Riepilogo</translation>
        </message>
        <message>
            <source>Users</source>
            <translation>Utenti</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>Dischi</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Rete</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Software</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Servizi</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>Processi</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Cronologia</translation>
        </message>
        <message>
            <source>This device waits for approval.</source>
            <translation>Questo dispositivo attende l'approvazione.</translation>
        </message>
        <message>
            <source>Approve</source>
            <translation>Approva</translation>
        </message>
        <message>
            <source>This device was revoked. It must be enrolled again.</source>
            <translation>Questo dispositivo è stato revocato. Va registrato di nuovo.</translation>
        </message>
        <message>
            <source>Two computers use this device's key: a disk was copied. Give the copy a machine id of its own, then it joins anew. If you do not know the other computer, revoke this device.</source>
            <translation>Due computer usano la chiave di questo dispositivo: un disco è stato copiato. Dare alla copia un proprio identificativo di macchina, così si registra di nuovo. Se l'altro computer è sconosciuto, revocare questo dispositivo.</translation>
        </message>
        <message>
            <source>Settled</source>
            <translation>Risolto</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>The device is looking now; what is different appears by itself.</source>
            <translation>Il dispositivo sta controllando; le novità compaiono da sole.</translation>
        </message>
    </context>
    <context>
        <name>DevicePanel</name>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>Start chat</source>
            <translation>Avvia chat</translation>
        </message>
        <message>
            <source>Leave a message</source>
            <translation>Lascia un messaggio</translation>
        </message>
        <message>
            <source>Helpdesk agent</source>
            <translation>Agente HelpDesk</translation>
        </message>
        <message>
            <source>This device waits for approval.</source>
            <translation>Questo dispositivo attende l'approvazione.</translation>
        </message>
        <message>
            <source>Approve</source>
            <translation>Approva</translation>
        </message>
        <message>
            <source>This device was revoked. It must be enrolled again.</source>
            <translation>Questo dispositivo è stato revocato. Va registrato di nuovo.</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistema</translation>
        </message>
        <message>
            <source>Enrolment</source>
            <translation>Registrazione</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Visto l'ultima volta</translation>
        </message>
        <message>
            <source>Open the page of this device (Enter)</source>
            <translation>Apri la pagina del dispositivo (Invio)</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Indirizzo</translation>
        </message>
        <message>
            <source>Make and model</source>
            <translation>Produttore e modello</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memoria</translation>
        </message>
        <message>
            <source>Fullest disk</source>
            <translation>Disco più pieno</translation>
        </message>
        <message>
            <source>{percent} free</source>
            <translation>{percent} libero</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>Riavvio</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>In sospeso</translation>
        </message>
        <message>
            <source>People signed in</source>
            <translation>Persone connesse</translation>
        </message>
        <message>
            <source>Assigned {contacts}</source>
            <translation>{Contacts} assegnati</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Show ticket</source>
            <translation>Mostra il ticket</translation>
        </message>
    </context>
    <context>
        <name>DeviceSearch</name>
        <message>
            <source>Search, for example user:rossi online:yes</source>
            <translation>Cerca, per esempio user:rossi online:sì</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Cerca</translation>
        </message>
        <message>
            <source>How to search (F1)</source>
            <translation>Come si cerca (F1)</translation>
        </message>
        <message>
            <source>{qualifier} takes yes or no.</source>
            <translation>{qualifier} vuole sì o no.</translation>
        </message>
        <message>
            <source>{qualifier} takes a number, for example {example}.</source>
            <translation>{qualifier} vuole un numero, per esempio {example}.</translation>
        </message>
        <message>
            <source>{qualifier} needs at least two letters.</source>
            <translation>{qualifier} vuole almeno due lettere.</translation>
        </message>
        <message>
            <source>{qualifier} takes online, idle, locked, offline, overdue, pending, approved, revoked or active.</source>
            <translation>{qualifier} vuole online, idle, locked, offline, overdue, pending, approved, revoked o active.</translation>
        </message>
        <message>
            <source>{qualifier} is not known here and is searched as a word. F1 shows what is known.</source>
            <translation>{qualifier} qui non esiste e si cerca come parola. F1 mostra ciò che esiste.</translation>
        </message>
    </context>
    <context>
        <name>DeviceTable</name>
        <message>
            <source>Columns…</source>
            <translation>Colonne…</translation>
        </message>
    </context>
    <context>
        <name>DeviceTabs</name>
        <message>
            <source>Users</source>
            <translation>Utenti</translation>
        </message>
        <message>
            <source>No logins reported</source>
            <translation>Nessun accesso segnalato</translation>
        </message>
        <message>
            <source>As of the last inventory.</source>
            <translation>Secondo l'ultimo inventario.</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Software</translation>
        </message>
        <message>
            <source>No software reported</source>
            <translation>Nessun software comunicato</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Servizi</translation>
        </message>
        <message>
            <source>No services reported</source>
            <translation>Nessun servizio comunicato</translation>
        </message>
    </context>
    <context>
        <name>DeviceViews</name>
        <message>
            <source>Views</source>
            <translation>Viste</translation>
        </message>
        <message>
            <source>All devices</source>
            <translation>Tutti i dispositivi</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>Assente da tempo</translation>
        </message>
        <message>
            <source>Waiting for approval</source>
            <translation>In attesa di approvazione</translation>
        </message>
        <message>
            <source>Waiting for a restart</source>
            <translation>In attesa di riavvio</translation>
        </message>
        <message>
            <source>Little disk space</source>
            <translation>Poco spazio su disco</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Miei</translation>
        </message>
        <message>
            <source>Save this view…</source>
            <translation>Salva questa vista…</translation>
        </message>
        <message>
            <source>Remove a view</source>
            <translation>Elimina una vista</translation>
        </message>
    </context>
    <context>
        <name>DevicesPage</name>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivi</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Altro</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>Colonne…</translation>
        </message>
        <message>
            <source>Save this view…</source>
            <translation>Salva questa vista…</translation>
        </message>
        <message>
            <source>Export what is shown as CSV…</source>
            <translation>Esporta ciò che si vede come CSV…</translation>
        </message>
        <message>
            <source>Export what is shown as JSON…</source>
            <translation>Esporta ciò che si vede come JSON…</translation>
        </message>
        <message>
            <source>Watch rules…</source>
            <translation>Regole di controllo…</translation>
        </message>
        <message>
            <source>Looking for the software on all devices…</source>
            <translation>Ricerca del software su tutti i dispositivi…</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Esporta</translation>
        </message>
        <message>
            <source>Writing the file…</source>
            <translation>Scrittura del file…</translation>
        </message>
        <message numerus="yes">
            <source>%n device(s) written to {file}.</source>
            <translation>
                <numerusform>%n dispositivo scritto in {file}.</numerusform>
                <numerusform>%n dispositivi scritti in {file}.</numerusform>
            </translation>
        </message>
        <message>
            <source>The file {file} could not be written: {why}</source>
            <translation>Non è stato possibile scrivere il file {file}: {why}</translation>
        </message>
        <message numerus="yes">
            <source>%Ln device(s)</source>
            <translation>
                <numerusform>%Ln dispositivo</numerusform>
                <numerusform>%Ln dispositivi</numerusform>
            </translation>
        </message>
        <message>
            <source>{shown} of {total}</source>
            <translation>{shown} di {total}</translation>
        </message>
        <message>
            <source>No device fits</source>
            <translation>Nessun dispositivo corrisponde</translation>
        </message>
        <message>
            <source>Try other words, or empty the search.</source>
            <translation>Prova altre parole, o svuota la ricerca.</translation>
        </message>
        <message>
            <source>No devices yet</source>
            <translation>Ancora nessun dispositivo</translation>
        </message>
        <message>
            <source>Install the agent with an enrollment token of {a_customer}.</source>
            <translation>Installa l'agente con un token di registrazione di {a_customer}.</translation>
        </message>
        <message>
            <source>Create a token</source>
            <translation>Crea un token</translation>
        </message>
    </context>
    <context>
        <name>EraseDialog</name>
        <message>
            <source>Erase {name} for ever</source>
            <translation>Cancella {name} per sempre</translation>
        </message>
        <message>
            <source>Name, addresses, conversations, files and mails of this person are erased and cannot be brought back. Of tickets a number without words stays. The audit log keeps that you did it. Backups keep what they hold.</source>
            <translation>Nome, indirizzi, conversazioni, file e messaggi e-mail di questa persona vengono cancellati e non si possono recuperare. Dei ticket resta un numero senza testo. Il registro attività conserva che lo hai fatto. I backup conservano ciò che contengono.</translation>
        </message>
        <message>
            <source>Type {name} to confirm</source>
            <translation>Scrivi {name} per confermare</translation>
        </message>
        <message>
            <source>Erase</source>
            <translation>Cancella</translation>
        </message>
        <message>
            <source>Erased</source>
            <translation>Cancellato</translation>
        </message>
        <message>
            <source>Gone: {conversations} conversations, {messages} messages, {files} files, {tickets} tickets.</source>
            <translation>Cancellati: {conversations} conversazioni, {messages} messaggi, {files} file, {tickets} ticket.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export what is stored about {name}</source>
            <translation>Esporta ciò che è conservato su {name}</translation>
        </message>
        <message>
            <source>One line of JSON for each address, conversation, message, ticket and file. Your export is on record. Files themselves are fetched from the conversations.</source>
            <translation>Una riga JSON per ogni indirizzo, conversazione, messaggio, ticket e file. La tua esportazione viene registrata. I file stessi si scaricano dalle conversazioni.</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Salva con nome…</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>Salva con nome</translation>
        </message>
        <message>
            <source>JSON lines (*.jsonl)</source>
            <translation>Righe JSON (*.jsonl)</translation>
        </message>
        <message numerus="yes">
            <source>Saved: %n line(s).</source>
            <translation>
                <numerusform>Salvato: %n riga.</numerusform>
                <numerusform>Salvato: %n righe.</numerusform>
            </translation>
        </message>
        <message>
            <source>The file cannot be written there. Choose another place.</source>
            <translation>Il file non si può scrivere lì. Scegli un'altra posizione.</translation>
        </message>
    </context>
    <context>
        <name>FactTabs</name>
        <message>
            <source>This could not be read</source>
            <translation>Lettura non riuscita</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Lettura…</translation>
        </message>
        <message>
            <source>No inventory yet</source>
            <translation>Ancora nessun inventario</translation>
        </message>
        <message>
            <source>The agent sends it some minutes after its first sign-in.</source>
            <translation>L'agente lo invia qualche minuto dopo il primo collegamento.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>Computer</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistema</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Rete</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Persone</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Stato</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Visto l'ultima volta</translation>
        </message>
        <message>
            <source>Helpdesk agent</source>
            <translation>Agente HelpDesk</translation>
        </message>
        <message>
            <source>Enrolment</source>
            <translation>Registrazione</translation>
        </message>
        <message>
            <source>Agent version</source>
            <translation>Versione dell'agente</translation>
        </message>
        <message>
            <source>Inventory of</source>
            <translation>Inventario del</translation>
        </message>
        <message>
            <source>Make and model</source>
            <translation>Produttore e modello</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Numero di serie</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Processore</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memoria</translation>
        </message>
        <message>
            <source>Fullest disk</source>
            <translation>Disco più pieno</translation>
        </message>
        <message>
            <source>Battery</source>
            <translation>Batteria</translation>
        </message>
        <message>
            <source>TPM</source>
            <translation>TPM</translation>
        </message>
        <message>
            <source>{count} threads</source>
            <translation>{count} thread</translation>
        </message>
        <message>
            <source>{percent} free</source>
            <translation>{percent} libero</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>Sistema operativo</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Avviato</translation>
        </message>
        <message>
            <source>Running for</source>
            <translation>Acceso da</translation>
        </message>
        <message>
            <source>Restart pending</source>
            <translation>Riavvio in attesa</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Fuso orario</translation>
        </message>
        <message>
            <source>Domain</source>
            <translation>Dominio</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>Indirizzi</translation>
        </message>
        <message>
            <source>Public address</source>
            <translation>Indirizzo pubblico</translation>
        </message>
        <message>
            <source>MAC address</source>
            <translation>Indirizzo MAC</translation>
        </message>
        <message>
            <source>Gateway</source>
            <translation>Gateway</translation>
        </message>
        <message>
            <source>Signed in</source>
            <translation>Utenti connessi</translation>
        </message>
        <message>
            <source>Last user</source>
            <translation>Ultimo utente</translation>
        </message>
        <message>
            <source>Assigned {contacts}</source>
            <translation>{Contacts} assegnati</translation>
        </message>
        <message>
            <source>As the relay sees it</source>
            <translation>Come lo vede il relay</translation>
        </message>
    </context>
    <context>
        <name>FilePolicyCard</name>
        <message>
            <source>Files</source>
            <translation>File</translation>
        </message>
        <message>
            <source>At most 20 MB each. What a file really is decides, not its name; installers only go to devices.</source>
            <translation>Al massimo 20 MB ciascuno. Conta ciò che un file è davvero, non il nome; i programmi di installazione vanno solo ai dispositivi.</translation>
        </message>
        <message>
            <source>PDF, MP3, MP4, Word, Excel, MSI</source>
            <translation>PDF, MP3, MP4, Word, Excel, MSI</translation>
        </message>
        <message>
            <source>These and images</source>
            <translation>Questi e le immagini</translation>
        </message>
        <message>
            <source>A list of our own</source>
            <translation>Un elenco nostro</translation>
        </message>
        <message>
            <source>Allowed types</source>
            <translation>Tipi ammessi</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Ending</source>
            <translation>Estensione</translation>
        </message>
        <message>
            <source>Which way</source>
            <translation>Direzione</translation>
        </message>
        <message>
            <source>Ending, for example: log</source>
            <translation>Estensione, per esempio: log</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Aggiungi</translation>
        </message>
        <message>
            <source>Change way</source>
            <translation>Cambia direzione</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>Togli</translation>
        </message>
        <message>
            <source>Somebody else has changed the list.</source>
            <translation>Qualcun altro ha modificato l'elenco.</translation>
        </message>
        <message>
            <source>Show the new one</source>
            <translation>Mostra quello nuovo</translation>
        </message>
        <message>
            <source>A virus scanner looks at every file before it is shown.</source>
            <translation>Un antivirus controlla ogni file prima che sia mostrato.</translation>
        </message>
        <message>
            <source>No virus scanner is set up at the relay (--clamd).</source>
            <translation>Sul relay non è configurato un antivirus (--clamd).</translation>
        </message>
        <message>
            <source>Both ways</source>
            <translation>Entrambe</translation>
        </message>
        <message>
            <source>Only to devices</source>
            <translation>Solo verso i dispositivi</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Salvato.</translation>
        </message>
    </context>
    <context>
        <name>GroupDialog</name>
        <message>
            <source>New group</source>
            <translation>Nuovo gruppo</translation>
        </message>
        <message>
            <source>Edit group</source>
            <translation>Modifica gruppo</translation>
        </message>
        <message>
            <source>Technicians</source>
            <translation>Tecnici</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Please enter a name.</source>
            <translation>Inserisci un nome.</translation>
        </message>
    </context>
    <context>
        <name>GroupsCard</name>
        <message>
            <source>Groups</source>
            <translation>Gruppi</translation>
        </message>
        <message>
            <source>Technicians who share a competence. A conversation can be handed to a group, a ticket belong to one.</source>
            <translation>Tecnici che condividono una competenza. Una conversazione può passare a un gruppo, un ticket appartenergli.</translation>
        </message>
        <message>
            <source>No groups yet</source>
            <translation>Ancora nessun gruppo</translation>
        </message>
        <message>
            <source>New group</source>
            <translation>Nuovo gruppo</translation>
        </message>
        <message numerus="yes">
            <source>%n technician(s)</source>
            <translation>
                <numerusform>%n tecnico</numerusform>
                <numerusform>%n tecnici</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove the group {name}?</source>
            <translation>Rimuovere il gruppo {name}?</translation>
        </message>
        <message>
            <source>Its technicians stay. A group that a service or an open ticket names cannot be removed.</source>
            <translation>I suoi tecnici restano. Un gruppo indicato da un servizio o da un ticket aperto non si può rimuovere.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Rimuovi</translation>
        </message>
    </context>
    <context>
        <name>HistoryTab</name>
        <message>
            <source>History</source>
            <translation>Cronologia</translation>
        </message>
        <message>
            <source>No changes yet</source>
            <translation>Ancora nessun cambiamento</translation>
        </message>
        <message>
            <source>Hardware, software and settings that change are noted here.</source>
            <translation>Qui si annotano i cambiamenti di hardware, software e impostazioni.</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Lettura…</translation>
        </message>
        <message>
            <source>This could not be read</source>
            <translation>Lettura non riuscita</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Older ones</source>
            <translation>Più vecchi</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Import {contacts}</source>
            <translation>Importa {contacts}</translation>
        </message>
        <message>
            <source>Choose a CSV file</source>
            <translation>Scegli un file CSV</translation>
        </message>
        <message>
            <source>First line: headings. Then one person in each line: e-mail, first name, last name, device.</source>
            <translation>Prima riga: intestazioni. Poi una persona per riga: e-mail, nome, cognome, dispositivo.</translation>
        </message>
        <message>
            <source>Choose file…</source>
            <translation>Scegli file…</translation>
        </message>
        <message>
            <source>Save rows with errors…</source>
            <translation>Salva le righe con errori…</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Importa</translation>
        </message>
        <message>
            <source>Column of: {field}</source>
            <translation>Colonna di: {field}</translation>
        </message>
        <message>
            <source>Rows of the file</source>
            <translation>Righe del file</translation>
        </message>
        <message>
            <source>Choose another file…</source>
            <translation>Scegli un altro file…</translation>
        </message>
        <message>
            <source>CSV (*.csv *.txt)</source>
            <translation>CSV (*.csv *.txt)</translation>
        </message>
        <message>
            <source>(none)</source>
            <translation>(nessuna)</translation>
        </message>
        <message>
            <source>Column {number}</source>
            <translation>Colonna {number}</translation>
        </message>
        <message>
            <source>Say which column holds: {names}.</source>
            <translation>Indica quale colonna contiene: {names}.</translation>
        </message>
        <message>
            <source>Looking at the rows…</source>
            <translation>Controllo delle righe…</translation>
        </message>
        <message>
            <source>Importing…</source>
            <translation>Importazione…</translation>
        </message>
        <message>
            <source>Imported: {new} new, {changed} changed, {same} as they were.</source>
            <translation>Importati: {new} nuovi, {changed} modificati, {same} come erano.</translation>
        </message>
        <message>
            <source>{new} new, {changed} to change, {same} as they are.</source>
            <translation>{new} nuovi, {changed} da modificare, {same} come sono.</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) cannot be taken and stay out.</source>
            <translation>
                <numerusform>%n riga non si può accettare e resta fuori.</numerusform>
                <numerusform>%n righe non si possono accettare e restano fuori.</numerusform>
            </translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>Che cosa succede</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>Save rows with errors</source>
            <translation>Salva le righe con errori</translation>
        </message>
        <message>
            <source>rows-with-errors.csv</source>
            <translation>righe-con-errori.csv</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>Why not</source>
            <translation>Perché no</translation>
        </message>
        <message>
            <source>The file cannot be written there. Choose another place.</source>
            <translation>Il file non si può scrivere lì. Scegli un'altra posizione.</translation>
        </message>
    </context>
    <context>
        <name>InstallerAdvanced</name>
        <message>
            <source>Advanced</source>
            <translation>Avanzate</translation>
        </message>
        <message>
            <source>Of the one certificate devices trust. Empty: the relay's own, where it made one itself.</source>
            <translation>Dell'unico certificato di cui i dispositivi si fidano. Vuota: quella del relay, se il certificato se l'è creato da solo.</translation>
        </message>
        <message>
            <source>Fingerprint of the certificate (SHA-256)</source>
            <translation>Impronta del certificato (SHA-256)</translation>
        </message>
        <message>
            <source>Those the system knows</source>
            <translation>Quelle note al sistema</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Scegli…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Rimuovi</translation>
        </message>
        <message>
            <source>Private authority</source>
            <translation>Autorità privata</translation>
        </message>
        <message>
            <source>A file with the certificates that vouch for the relay, and no private key.</source>
            <translation>Un file con i certificati che garantiscono per il relay, senza chiavi private.</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>The way to the relay. Empty: the system's.</source>
            <translation>La via verso il relay. Vuoto: quello del sistema.</translation>
        </message>
        <message>
            <source>Certificates (*.pem *.crt *.cer *.der)</source>
            <translation>Certificati (*.pem *.crt *.cer *.der)</translation>
        </message>
        <message>
            <source>Choose the certificates of the authority</source>
            <translation>Scegli i certificati dell'autorità</translation>
        </message>
    </context>
    <context>
        <name>InstallerDialog</name>
        <message>
            <source>Installer for {customer}</source>
            <translation>Installatore per {customer}</translation>
        </message>
        <message>
            <source>Tokens…</source>
            <translation>Token…</translation>
        </message>
        <message>
            <source>Make installer…</source>
            <translation>Crea installatore…</translation>
        </message>
        <message>
            <source>Only the stamp file</source>
            <translation>Solo il file del timbro</translation>
        </message>
        <message>
            <source>Base package</source>
            <translation>Pacchetto di base</translation>
        </message>
        <message>
            <source>Only the stamp</source>
            <translation>Solo il timbro</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Scegli…</translation>
        </message>
        <message>
            <source>The package that is the same for every customer: .deb, .msi, .zip or .tar.gz. It stays as it is.</source>
            <translation>Il pacchetto uguale per ogni cliente: .deb, .msi, .zip o .tar.gz. Resta com'è.</translation>
        </message>
        <message>
            <source>Where devices reach the relay</source>
            <translation>Dove i dispositivi raggiungono il relay</translation>
        </message>
        <message>
            <source>For example: head office</source>
            <translation>Per esempio: sede centrale</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Etichetta</translation>
        </message>
        <message>
            <source>Valid for days</source>
            <translation>Valido per giorni</translation>
        </message>
        <message>
            <source>Number of devices</source>
            <translation>Numero di dispositivi</translation>
        </message>
        <message>
            <source>For an image: without a token, its copies join later</source>
            <translation>Per un'immagine: senza token, le copie si registrano in seguito</translation>
        </message>
        <message>
            <source>Joining</source>
            <translation>Registrazione</translation>
        </message>
        <message>
            <source>Name shown to people</source>
            <translation>Nome mostrato alle persone</translation>
        </message>
        <message>
            <source>Telephone</source>
            <translation>Telefono</translation>
        </message>
        <message>
            <source>Icon</source>
            <translation>Icona</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Rimuovi</translation>
        </message>
        <message>
            <source>Choose icon…</source>
            <translation>Scegli icona…</translation>
        </message>
        <message>
            <source>Your name and picture</source>
            <translation>Il tuo nome e la tua immagine</translation>
        </message>
        <message>
            <source>Devices tell their inventory</source>
            <translation>I dispositivi comunicano il loro inventario</translation>
        </message>
        <message>
            <source>People may quit the program</source>
            <translation>Le persone possono chiudere il programma</translation>
        </message>
        <message>
            <source>The program starts with each session</source>
            <translation>Il programma si avvia con ogni sessione</translation>
        </message>
        <message>
            <source>Without a key store, the key may be kept in a file</source>
            <translation>Senza un archivio di chiavi, la chiave può stare in un file</translation>
        </message>
        <message>
            <source>The person's own language</source>
            <translation>La lingua della persona</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Lingua</translation>
        </message>
        <message>
            <source>What it permits</source>
            <translation>Che cosa permette</translation>
        </message>
        <message>
            <source>Packages ({endings})</source>
            <translation>Pacchetti ({endings})</translation>
        </message>
        <message>
            <source>Choose the base package</source>
            <translation>Scegli il pacchetto di base</translation>
        </message>
        <message>
            <source>Choose an icon</source>
            <translation>Scegli un'icona</translation>
        </message>
        <message>
            <source>Pictures (*.png)</source>
            <translation>Immagini (*.png)</translation>
        </message>
        <message>
            <source>The icon must be a PNG file of at most 24 KB and 1024 pixels each way.</source>
            <translation>L'icona deve essere un file PNG di al massimo 24 KB e 1024 pixel per lato.</translation>
        </message>
        <message>
            <source>The program's own icon</source>
            <translation>L'icona del programma</translation>
        </message>
        <message>
            <source>Please enter the relay's address, for example wss://desk.example.org.</source>
            <translation>Inserisci l'indirizzo del relay, ad esempio wss://desk.example.org.</translation>
        </message>
        <message>
            <source>Save the installer</source>
            <translation>Salva l'installatore</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>The token is made and kept here: choose another place or package, and save again.</source>
            <translation>Il token è creato e conservato qui: scegli un altro posto o pacchetto e salva di nuovo.</translation>
        </message>
        <message>
            <source>Save again…</source>
            <translation>Salva di nuovo…</translation>
        </message>
    </context>
    <context>
        <name>InstallerResult</name>
        <message>
            <source>Saved ({size}).</source>
            <translation>Salvato ({size}).</translation>
        </message>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>To install without a question</source>
            <translation>Per installare senza domande</translation>
        </message>
        <message>
            <source>What next</source>
            <translation>E poi</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copia</translation>
        </message>
        <message>
            <source>Copy: {what}</source>
            <translation>Copia: {what}</translation>
        </message>
        <message>
            <source>Put the stamp beside the portable program, or on Linux where the command puts it.</source>
            <translation>Metti il timbro accanto al programma portatile o, su Linux, dove lo mette il comando.</translation>
        </message>
        <message>
            <source>Unpack the file on the computer or a share, then run the command as administrator.</source>
            <translation>Estrai il file sul computer o in una cartella condivisa, poi esegui il comando come amministratore.</translation>
        </message>
        <message>
            <source>Copy the file to the computer and run the command there.</source>
            <translation>Copia il file sul computer ed esegui lì il comando.</translation>
        </message>
        <message>
            <source>Unpack the file on the computer and start the program in it.</source>
            <translation>Estrai il file sul computer e avvia il programma al suo interno.</translation>
        </message>
        <message>
            <source>A copy of the image joins when it is given a stamp with a token.</source>
            <translation>Una copia dell'immagine si registra quando riceve un timbro con un token.</translation>
        </message>
        <message>
            <source>Each new device then waits under Devices until you approve it.</source>
            <translation>Ogni nuovo dispositivo attende poi in Dispositivi finché non lo approvi.</translation>
        </message>
        <message>
            <source>Each new device then appears under Devices by itself.</source>
            <translation>Ogni nuovo dispositivo compare poi da solo in Dispositivi.</translation>
        </message>
        <message>
            <source>Keep the file as secret as a password: whoever has it can let devices join until you revoke its token.</source>
            <translation>Custodisci il file come una password: chi lo possiede può registrare dispositivi finché non revochi il suo token.</translation>
        </message>
    </context>
    <context>
        <name>ItemList</name>
        <message>
            <source>{shown} of {total}</source>
            <translation>{shown} di {total}</translation>
        </message>
        <message>
            <source>Nothing fits</source>
            <translation>Nessun risultato</translation>
        </message>
        <message>
            <source>Try other words, or empty the search.</source>
            <translation>Prova altre parole, o svuota la ricerca.</translation>
        </message>
    </context>
    <context>
        <name>LeaveMessageDialog</name>
        <message>
            <source>Leave a message</source>
            <translation>Lascia un messaggio</translation>
        </message>
        <message>
            <source>{user} sees it at the next sign-in on {device} and can answer.</source>
            <translation>{user} lo vede al prossimo accesso su {device} e può rispondere.</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Messaggio</translation>
        </message>
        <message>
            <source>Leave message</source>
            <translation>Lascia messaggio</translation>
        </message>
        <message>
            <source>Please write something first.</source>
            <translation>Prima scrivi qualcosa.</translation>
        </message>
    </context>
    <context>
        <name>LookerLine</name>
        <message>
            <source>{names} is writing here</source>
            <translation>{names} sta scrivendo qui</translation>
        </message>
        <message>
            <source>{names} is looking at this too</source>
            <translation>{names} sta guardando la stessa pagina</translation>
        </message>
    </context>
    <context>
        <name>Manage</name>
        <message>
            <source>Manage</source>
            <translation>Gestisci</translation>
        </message>
        <message>
            <source>Leave a message</source>
            <translation>Lascia un messaggio</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Tags…</source>
            <translation>Etichette…</translation>
        </message>
        <message>
            <source>More tools</source>
            <translation>Altri strumenti</translation>
        </message>
        <message>
            <source>Helpdesk agent</source>
            <translation>Agente HelpDesk</translation>
        </message>
        <message>
            <source>Activate</source>
            <translation>Attiva</translation>
        </message>
        <message>
            <source>Deactivate</source>
            <translation>Disattiva</translation>
        </message>
        <message>
            <source>Approve</source>
            <translation>Approva</translation>
        </message>
        <message>
            <source>Revoke this device…</source>
            <translation>Revoca questo dispositivo…</translation>
        </message>
    </context>
    <context>
        <name>MergeDialog</name>
        <message>
            <source>Merge #{number} into another ticket</source>
            <translation>Unisci #{number} a un altro ticket</translation>
        </message>
        <message>
            <source>This ticket is closed; the other one then shows its conversations, notes and files too. It cannot be undone.</source>
            <translation>Questo ticket viene chiuso; l'altro mostrerà anche le sue conversazioni, le note e i file. Non si può annullare.</translation>
        </message>
        <message>
            <source>Number, title, requester or device</source>
            <translation>Numero, titolo, richiedente o dispositivo</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Merge two {contacts}</source>
            <translation>Unisci due {contacts}</translation>
        </message>
        <message>
            <source>Addresses, devices, conversations and tickets of the other one move. This cannot be taken back.</source>
            <translation>Indirizzi, dispositivi, conversazioni e ticket dell'altro passano a chi resta. Non si può annullare.</translation>
        </message>
        <message>
            <source>Who stays</source>
            <translation>Chi resta</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>Insieme</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>Unisci</translation>
        </message>
        <message>
            <source>No devices</source>
            <translation>Nessun dispositivo</translation>
        </message>
        <message>
            <source>Choose the ticket that goes on.</source>
            <translation>Scegli il ticket che prosegue.</translation>
        </message>
        <message>
            <source>No ticket fits.</source>
            <translation>Nessun ticket corrisponde.</translation>
        </message>
        <message>
            <source>#{number} goes on: {title}
{requester}, changed {when}</source>
            <translation>Prosegue #{number}: {title}
{requester}, modificato {when}</translation>
        </message>
        <message>
            <source>Please choose a ticket.</source>
            <translation>Scegli un ticket.</translation>
        </message>
    </context>
    <context>
        <name>NewTicketDialog</name>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>It shows the conversation's messages, also later ones.</source>
            <translation>Mostra i messaggi della conversazione, anche quelli successivi.</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titolo</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Descrizione</translation>
        </message>
        <message>
            <source>Create ticket</source>
            <translation>Crea ticket</translation>
        </message>
        <message>
            <source>Please give the ticket a title.</source>
            <translation>Dai un titolo al ticket.</translation>
        </message>
    </context>
    <context>
        <name>OpenTicketDialog</name>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Create ticket</source>
            <translation>Crea ticket</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titolo</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Requester</source>
            <translation>Richiedente</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Priorità</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Servizio</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Descrizione</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Predefinito</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Nessuno</translation>
        </message>
        <message>
            <source>Please give the ticket a title.</source>
            <translation>Dai un titolo al ticket.</translation>
        </message>
        <message>
            <source>Please choose {a_customer}.</source>
            <translation>Scegli {a_customer}.</translation>
        </message>
        <message>
            <source>The description is too long. Please shorten it.</source>
            <translation>La descrizione è troppo lunga. Accorciala.</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Commands</source>
            <translation>Comandi</translation>
        </message>
        <message>
            <source>Command, #ticket, device or name</source>
            <translation>Comando, #ticket, dispositivo o nome</translation>
        </message>
        <message>
            <source>Search everything for “{text}”</source>
            <translation>Cerca «{text}» ovunque</translation>
        </message>
    </context>
    <context>
        <name>PeopleDialog</name>
        <message>
            <source>Requester and device</source>
            <translation>Richiedente e dispositivo</translation>
        </message>
        <message>
            <source>Another device also takes the ticket out of the list of the agent it came from.</source>
            <translation>Un altro dispositivo toglie anche il ticket dall'elenco dell'agente da cui è arrivato.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Nessuno</translation>
        </message>
        <message>
            <source>Requester</source>
            <translation>Richiedente</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
    </context>
    <context>
        <name>ProcessTab</name>
        <message>
            <source>Processes</source>
            <translation>Processi</translation>
        </message>
        <message>
            <source>No processes</source>
            <translation>Nessun processo</translation>
        </message>
        <message>
            <source>Asking the device…</source>
            <translation>Richiesta al dispositivo…</translation>
        </message>
        <message>
            <source>No answer</source>
            <translation>Nessuna risposta</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Asking…</source>
            <translation>Richiesta…</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Controlla di nuovo</translation>
        </message>
    </context>
    <context>
        <name>ProfileButton</name>
        <message>
            <source>Do not disturb</source>
            <translation>Non disturbare</translation>
        </message>
        <message>
            <source>Profile of {name}: {state}</source>
            <translation>Profilo di {name}: {state}</translation>
        </message>
    </context>
    <context>
        <name>ProfileMenu</name>
        <message>
            <source>Language</source>
            <translation>Lingua</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Aspetto</translation>
        </message>
        <message>
            <source>Do not disturb</source>
            <translation>Non disturbare</translation>
        </message>
        <message>
            <source>Sound for requests</source>
            <translation>Suono per le richieste</translation>
        </message>
        <message>
            <source>Sound for messages</source>
            <translation>Suono per i messaggi</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notifiche</translation>
        </message>
        <message>
            <source>Single keys as shortcuts</source>
            <translation>Tasti singoli come scorciatoie</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Esci</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>Versione {version}</translation>
        </message>
        <message>
            <source>Version {version} is available…</source>
            <translation>È disponibile la versione {version}…</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Come il sistema</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Chiaro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Scuro</translation>
        </message>
        <message>
            <source>E-mail about new tickets</source>
            <translation>E-mail sui nuovi ticket</translation>
        </message>
    </context>
    <context>
        <name>RecordsCard</name>
        <message>
            <source>Edit</source>
            <translation>Modifica</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Rimuovi…</translation>
        </message>
    </context>
    <context>
        <name>RequestCards</name>
        <message>
            <source>That did not work</source>
            <translation>Non è riuscito</translation>
        </message>
        <message>
            <source>Decline</source>
            <translation>Rifiuta</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Accetta</translation>
        </message>
        <message>
            <source>Chat request from {name}</source>
            <translation>Richiesta di chat da {name}</translation>
        </message>
        <message>
            <source>Chat request</source>
            <translation>Richiesta di chat</translation>
        </message>
    </context>
    <context>
        <name>RequestsPage</name>
        <message>
            <source>Words, or customer: device: is:missed is:waiting</source>
            <translation>Parole, oppure customer: device: is:missed is:waiting</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Richieste</translation>
        </message>
        <message>
            <source>No request selected</source>
            <translation>Nessuna richiesta selezionata</translation>
        </message>
        <message>
            <source>New ones also appear at the top right.</source>
            <translation>Le nuove appaiono anche in alto a destra.</translation>
        </message>
        <message>
            <source>You are available: a new request rings here and at the top right.</source>
            <translation>Sei disponibile: una nuova richiesta suona qui e in alto a destra.</translation>
        </message>
        <message>
            <source>You are not available. Change it in your profile at the top right to receive requests.</source>
            <translation>Non sei disponibile. Per ricevere richieste cambialo nel profilo in alto a destra.</translation>
        </message>
        <message>
            <source>No such request</source>
            <translation>Nessuna richiesta</translation>
        </message>
        <message>
            <source>Nothing here in the last seven days.</source>
            <translation>Niente negli ultimi sette giorni.</translation>
        </message>
        <message>
            <source>Nobody is waiting</source>
            <translation>Nessuno è in attesa</translation>
        </message>
        <message>
            <source>All requests</source>
            <translation>Tutte le richieste</translation>
        </message>
        <message>
            <source>Missed requests</source>
            <translation>Richieste perse</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Servizio</translation>
        </message>
        <message>
            <source>Signed in as</source>
            <translation>Accesso come</translation>
        </message>
        <message>
            <source>Asked at</source>
            <translation>Richiesta alle</translation>
        </message>
        <message>
            <source>Show device</source>
            <translation>Mostra il dispositivo</translation>
        </message>
        <message>
            <source>Decline</source>
            <translation>Rifiuta</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Accetta</translation>
        </message>
        <message>
            <source>Show conversation</source>
            <translation>Mostra la conversazione</translation>
        </message>
        <message>
            <source>Leave a message</source>
            <translation>Lascia un messaggio</translation>
        </message>
        <message>
            <source>Start chat</source>
            <translation>Avvia chat</translation>
        </message>
    </context>
    <context>
        <name>SearchHelp</name>
        <message>
            <source>How to search</source>
            <translation>Come si cerca</translation>
        </message>
        <message>
            <source>Every word must be there. Quotes keep words together, a minus before a part leaves it out.</source>
            <translation>Ogni parola deve esserci. Le virgolette tengono insieme le parole, un meno davanti le esclude.</translation>
        </message>
        <message>
            <source>who is, or was last, signed in</source>
            <translation>chi è collegato, o lo è stato per ultimo</translation>
        </message>
        <message>
            <source>part of the name of {the_customer}</source>
            <translation>parte del nome {of_the_customer}</translation>
        </message>
        <message>
            <source>any of its addresses</source>
            <translation>uno qualsiasi dei suoi indirizzi</translation>
        </message>
        <message>
            <source>operating system and version</source>
            <translation>sistema operativo e versione</translation>
        </message>
        <message>
            <source>installed software; the relay looks for it</source>
            <translation>software installato; lo cerca il relay</translation>
        </message>
        <message>
            <source>with a tag, without a tag</source>
            <translation>con un'etichetta, senza un'etichetta</translation>
        </message>
        <message>
            <source>connected now, or not seen for too long</source>
            <translation>collegato ora, o assente da tempo</translation>
        </message>
        <message>
            <source>also online, idle, offline, approved, revoked, active, copied</source>
            <translation>anche online, idle, offline, approved, revoked, active, copied</translation>
        </message>
        <message>
            <source>waits for a restart</source>
            <translation>attende un riavvio</translation>
        </message>
        <message>
            <source>percent free on the fullest disk</source>
            <translation>percentuale libera del disco più pieno</translation>
        </message>
        <message>
            <source>also make: mac: name: agent: helpdesk:</source>
            <translation>anche make: mac: name: agent: helpdesk:</translation>
        </message>
    </context>
    <context>
        <name>SearchPage</name>
        <message>
            <source>Search in tickets, messages, people and devices</source>
            <translation>Cerca in ticket, messaggi, persone e dispositivi</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>Trovati</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Tutto</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Ricerca in corso…</translation>
        </message>
        <message>
            <source>What are you looking for?</source>
            <translation>Che cosa cerchi?</translation>
        </message>
        <message>
            <source>A ticket's number or words of it, what somebody wrote, a name, an address, a device.</source>
            <translation>Il numero di un ticket o parole che contiene, ciò che qualcuno ha scritto, un nome, un indirizzo, un dispositivo.</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nessun risultato</translation>
        </message>
        <message>
            <source>Every word must occur. Try fewer words, or only the beginning of the last one.</source>
            <translation>Ogni parola deve comparire. Prova con meno parole o con l'inizio dell'ultima.</translation>
        </message>
        <message>
            <source>The search did not work</source>
            <translation>La ricerca non è riuscita</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
    </context>
    <context>
        <name>SecretDialog</name>
        <message>
            <source>Copy the token now</source>
            <translation>Copia subito il token</translation>
        </message>
        <message>
            <source>It is not shown again. Whoever holds it can add devices until it expires.</source>
            <translation>Non verrà più mostrato. Chi lo possiede può aggiungere dispositivi finché non scade.</translation>
        </message>
        <message>
            <source>Enrollment token</source>
            <translation>Token di registrazione</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copia</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fine</translation>
        </message>
        <message>
            <source>Copied.</source>
            <translation>Copiato.</translation>
        </message>
    </context>
    <context>
        <name>ServiceDialog</name>
        <message>
            <source>New service</source>
            <translation>Nuovo servizio</translation>
        </message>
        <message>
            <source>Edit service</source>
            <translation>Modifica servizio</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Gruppi</translation>
        </message>
        <message>
            <source>Requesters can choose it</source>
            <translation>I richiedenti possono sceglierlo</translation>
        </message>
        <message>
            <source>For requests that choose none</source>
            <translation>Per le richieste che non ne scelgono</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>What it is for</source>
            <translation>A che cosa serve</translation>
        </message>
        <message>
            <source>Groups; none: every technician</source>
            <translation>Gruppi; nessuno: ogni tecnico</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Please enter a name.</source>
            <translation>Inserisci un nome.</translation>
        </message>
        <message>
            <source>What it is for: at most {most} characters.</source>
            <translation>A che cosa serve: al massimo {most} caratteri.</translation>
        </message>
    </context>
    <context>
        <name>ServicesCard</name>
        <message>
            <source>Services</source>
            <translation>Servizi</translation>
        </message>
        <message>
            <source>What people choose when they ask for help; every ticket belongs to one.</source>
            <translation>Che cosa si sceglie quando si chiede aiuto; ogni ticket appartiene a uno.</translation>
        </message>
        <message>
            <source>No services yet</source>
            <translation>Ancora nessun servizio</translation>
        </message>
        <message>
            <source>New service</source>
            <translation>Nuovo servizio</translation>
        </message>
        <message>
            <source>default</source>
            <translation>predefinito</translation>
        </message>
        <message>
            <source>not offered</source>
            <translation>non offerto</translation>
        </message>
    </context>
    <context>
        <name>SessionPicker</name>
        <message>
            <source>Several people are signed in on this device.</source>
            <translation>Su questo dispositivo sono connesse più persone.</translation>
        </message>
        <message>
            <source>All of them; the first to accept takes part</source>
            <translation>Tutti; partecipa il primo che accetta</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continua</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Impostazioni</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Generali</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Gruppi</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Servizi</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Enrollment tokens</source>
            <translation>Token di registrazione</translation>
        </message>
        <message>
            <source>This console</source>
            <translation>Questa console</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Scorciatoie da tastiera</translation>
        </message>
        <message>
            <source>While writing</source>
            <translation>Mentre si scrive</translation>
        </message>
        <message>
            <source>Single keys act where nothing is written</source>
            <translation>I tasti singoli agiscono dove non si scrive</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
    </context>
    <context>
        <name>StepUpDialog</name>
        <message>
            <source>Confirm that it is you</source>
            <translation>Conferma la tua identità</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Codice</translation>
        </message>
        <message>
            <source>This code is not right. Each code works only once: wait for the next one.</source>
            <translation>Questo codice non è giusto. Ogni codice vale una sola volta: attendere il prossimo.</translation>
        </message>
    </context>
    <context>
        <name>TagsDialog</name>
        <message>
            <source>Tags of {device}</source>
            <translation>Etichette di {device}</translation>
        </message>
        <message numerus="yes">
            <source>Tags of %n device(s)</source>
            <translation>
                <numerusform>Etichette di %n dispositivo</numerusform>
                <numerusform>Etichette di %n dispositivi</numerusform>
            </translation>
        </message>
        <message>
            <source>For example: VIP</source>
            <translation>Per esempio: VIP</translation>
        </message>
        <message>
            <source>New tag</source>
            <translation>Nuova etichetta</translation>
        </message>
        <message>
            <source>Add tag</source>
            <translation>Aggiungi etichetta</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Etichette</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Applica</translation>
        </message>
    </context>
    <context>
        <name>TalkHead</name>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Altro</translation>
        </message>
        <message>
            <source>Show or hide details</source>
            <translation>Mostra o nascondi i dettagli</translation>
        </message>
        <message>
            <source>Hand over…</source>
            <translation>Passa ad altri…</translation>
        </message>
        <message>
            <source>Save transcript…</source>
            <translation>Salva la trascrizione…</translation>
        </message>
        <message>
            <source>Show device</source>
            <translation>Mostra il dispositivo</translation>
        </message>
        <message>
            <source>Make a ticket of this conversation</source>
            <translation>Crea un ticket da questa conversazione</translation>
        </message>
        <message>
            <source>Show the ticket of this conversation</source>
            <translation>Mostra il ticket di questa conversazione</translation>
        </message>
    </context>
    <context>
        <name>Talking</name>
        <message>
            <source>Transcript saved</source>
            <translation>Trascrizione salvata</translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation>Non è riuscito</translation>
        </message>
        <message>
            <source>Whom do you want to ask?</source>
            <translation>A chi vuoi chiedere?</translation>
        </message>
        <message>
            <source>For whom is the message?</source>
            <translation>Per chi è il messaggio?</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Revoke this device?</source>
            <translation>Revocare questo dispositivo?</translation>
        </message>
        <message>
            <source>{device} is disconnected at once and can never sign in again with its key.</source>
            <translation>{device} viene disconnesso subito e non potrà più accedere con la sua chiave.</translation>
        </message>
        <message>
            <source>Revoke</source>
            <translation>Revoca</translation>
        </message>
    </context>
    <context>
        <name>TicketFacts</name>
        <message>
            <source>Requester</source>
            <translation>Richiedente</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Show device</source>
            <translation>Mostra il dispositivo</translation>
        </message>
        <message>
            <source>Time worked</source>
            <translation>Tempo impiegato</translation>
        </message>
        <message>
            <source>Add time</source>
            <translation>Aggiungi tempo</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Save this file</source>
            <translation>Salva questo file</translation>
        </message>
        <message>
            <source>The device when the ticket was opened</source>
            <translation>Il dispositivo all'apertura del ticket</translation>
        </message>
        <message>
            <source>Origin</source>
            <translation>Origine</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Creato</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Modificato</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Cronologia</translation>
        </message>
    </context>
    <context>
        <name>TicketForm</name>
        <message>
            <source>Title</source>
            <translation>Titolo</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Stato</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Priorità</translation>
        </message>
        <message>
            <source>Assignee</source>
            <translation>Assegnatario</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppo</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Servizio</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoria</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Descrizione</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annulla le modifiche</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Somebody else has changed this ticket.</source>
            <translation>Qualcun altro ha modificato questo ticket.</translation>
        </message>
        <message>
            <source>Show the new text</source>
            <translation>Mostra il testo nuovo</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>Nessuno</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Nessuno</translation>
        </message>
        <message>
            <source>This ticket was merged into #{number}.</source>
            <translation>Questo ticket è stato unito a #{number}.</translation>
        </message>
        <message>
            <source>Show it</source>
            <translation>Mostralo</translation>
        </message>
        <message>
            <source>Please give the ticket a title.</source>
            <translation>Dai un titolo al ticket.</translation>
        </message>
    </context>
    <context>
        <name>TicketList</name>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Words, or status: priority: customer: assignee: group: service: category: device: is:unassigned</source>
            <translation>Parole, oppure status: priority: customer: assignee: group: service: category: device: is:unassigned</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Assign</source>
            <translation>Assegna</translation>
        </message>
        <message>
            <source>Solve</source>
            <translation>Risolvi</translation>
        </message>
        <message>
            <source>Close…</source>
            <translation>Chiudi…</translation>
        </message>
        <message>
            <source>A conversation that lasts two minutes becomes one by itself; users open them from the tray.</source>
            <translation>Una conversazione di due minuti lo diventa da sola; gli utenti li aprono dall'icona.</translation>
        </message>
        <message>
            <source>No tickets yet</source>
            <translation>Nessun ticket</translation>
        </message>
        <message>
            <source>No ticket fits</source>
            <translation>Nessun ticket corrisponde</translation>
        </message>
        <message>
            <source>Choose another view, or empty the search.</source>
            <translation>Scegli un'altra vista o svuota la ricerca.</translation>
        </message>
        <message>
            <source>No ticket here</source>
            <translation>Nessun ticket qui</translation>
        </message>
        <message>
            <source>Everything in this view is done.</source>
            <translation>In questa vista è tutto fatto.</translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) selected</source>
            <translation>
                <numerusform>%n ticket selezionato</numerusform>
                <numerusform>%n ticket selezionati</numerusform>
            </translation>
        </message>
        <message>
            <source>To me</source>
            <translation>A me</translation>
        </message>
        <message>
            <source>To nobody</source>
            <translation>A nessuno</translation>
        </message>
        <message numerus="yes">
            <source>Close %n ticket(s)?</source>
            <translation>
                <numerusform>Chiudere %n ticket?</numerusform>
                <numerusform>Chiudere %n ticket?</numerusform>
            </translation>
        </message>
        <message>
            <source>Closed tickets are the archive: they can be read and annotated, not opened again.</source>
            <translation>I ticket chiusi sono l'archivio: si possono leggere e annotare, non riaprire.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>{done} of {total} changed</source>
            <translation>{done} di {total} modificati</translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) could not be changed.</source>
            <translation>
                <numerusform>Non è stato possibile modificare %n ticket.</numerusform>
                <numerusform>Non è stato possibile modificare %n ticket.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TicketPage</name>
        <message>
            <source>Back to the list (Esc)</source>
            <translation>Torna all'elenco (Esc)</translation>
        </message>
        <message>
            <source>Assign to me</source>
            <translation>Assegna a me</translation>
        </message>
        <message>
            <source>Solve</source>
            <translation>Risolvi</translation>
        </message>
        <message>
            <source>Start chat</source>
            <translation>Avvia chat</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Altro</translation>
        </message>
        <message>
            <source>Merge…</source>
            <translation>Unisci…</translation>
        </message>
        <message>
            <source>Requester and device…</source>
            <translation>Richiedente e dispositivo…</translation>
        </message>
        <message>
            <source>Add time worked…</source>
            <translation>Aggiungi tempo impiegato…</translation>
        </message>
        <message>
            <source>Save transcript…</source>
            <translation>Salva la trascrizione…</translation>
        </message>
        <message>
            <source>Show conversation</source>
            <translation>Mostra la conversazione</translation>
        </message>
    </context>
    <context>
        <name>TicketThread</name>
        <message>
            <source>Reply by e-mail and in “My tickets”…</source>
            <translation>Rispondi per e-mail e in «I miei ticket»…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
    </context>
    <context>
        <name>TimeDialog</name>
        <message>
            <source>Add time worked</source>
            <translation>Aggiungi il tempo impiegato</translation>
        </message>
        <message>
            <source> min</source>
            <translation> min</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Internal note (optional)</source>
            <translation>Nota interna (facoltativa)</translation>
        </message>
        <message>
            <source>Add time</source>
            <translation>Aggiungi tempo</translation>
        </message>
    </context>
    <context>
        <name>TokenDialog</name>
        <message>
            <source>New enrollment token</source>
            <translation>Nuovo token di registrazione</translation>
        </message>
        <message>
            <source>Agents join with it when they are installed. It is shown once.</source>
            <translation>Gli agenti lo usano per registrarsi quando vengono installati. Viene mostrato una sola volta.</translation>
        </message>
        <message>
            <source>For example: head office</source>
            <translation>Per esempio: sede centrale</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Etichetta</translation>
        </message>
        <message>
            <source>Valid for days</source>
            <translation>Valido per giorni</translation>
        </message>
        <message>
            <source>Number of devices</source>
            <translation>Numero di dispositivi</translation>
        </message>
        <message>
            <source>Create token</source>
            <translation>Crea token</translation>
        </message>
        <message>
            <source>Create {a_customer} first.</source>
            <translation>Prima crea {a_customer}.</translation>
        </message>
    </context>
    <context>
        <name>TokensCard</name>
        <message>
            <source>Enrollment tokens</source>
            <translation>Token di registrazione</translation>
        </message>
        <message>
            <source>Each token belongs to {a_customer}: agents that join with it stay there.</source>
            <translation>Ogni token appartiene a {a_customer}: gli agenti che si registrano con esso vi restano.</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>No tokens yet</source>
            <translation>Ancora nessun token</translation>
        </message>
        <message>
            <source>New token</source>
            <translation>Nuovo token</translation>
        </message>
        <message>
            <source>Revoke</source>
            <translation>Revoca</translation>
        </message>
        <message>
            <source>Revoke this token?</source>
            <translation>Revocare questo token?</translation>
        </message>
        <message>
            <source>No further device can join with it. Devices that have joined are not touched.</source>
            <translation>Nessun altro dispositivo può registrarsi con questo token. Quelli già registrati non vengono toccati.</translation>
        </message>
    </context>
    <context>
        <name>TokensDialog</name>
        <message>
            <source>Tokens of {customer}</source>
            <translation>Token di {customer}</translation>
        </message>
        <message>
            <source>Devices join with them. Revoking one does not touch devices that have joined.</source>
            <translation>I dispositivi si registrano con questi. Revocarne uno non tocca i dispositivi già registrati.</translation>
        </message>
        <message>
            <source>Enrollment tokens</source>
            <translation>Token di registrazione</translation>
        </message>
        <message>
            <source>No tokens yet</source>
            <translation>Ancora nessun token</translation>
        </message>
        <message>
            <source>Revoke</source>
            <translation>Revoca</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>No further device can join with it. Devices that have joined are not touched.</source>
            <translation>Nessun altro dispositivo può registrarsi con questo token. Quelli già registrati non vengono toccati.</translation>
        </message>
        <message>
            <source>Revoke this token?</source>
            <translation>Revocare questo token?</translation>
        </message>
    </context>
    <context>
        <name>TransferDialog</name>
        <message>
            <source>Hand over this conversation</source>
            <translation>Passa questa conversazione</translation>
        </message>
        <message>
            <source>A colleague has it at once. In a group, the first to take it; until then you stay in it.</source>
            <translation>Un collega la riceve subito. In un gruppo la riceve il primo che la prende; fino ad allora resti tu.</translation>
        </message>
        <message>
            <source>Colleagues and groups</source>
            <translation>Colleghi e gruppi</translation>
        </message>
        <message>
            <source>There is neither a colleague nor a group to hand it to.</source>
            <translation>Non c'è nessun collega né gruppo a cui passarla.</translation>
        </message>
        <message>
            <source>What you found out, and what is left to do</source>
            <translation>Che cosa hai scoperto e che cosa resta da fare</translation>
        </message>
        <message>
            <source>Comment for your colleagues (optional)</source>
            <translation>Commento per i colleghi (facoltativo)</translation>
        </message>
        <message>
            <source>Hand over</source>
            <translation>Passa</translation>
        </message>
        <message>
            <source>online</source>
            <translation>in linea</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>non in linea</translation>
        </message>
        <message>
            <source>Group {name}</source>
            <translation>Gruppo {name}</translation>
        </message>
        <message>
            <source>Please choose a colleague or a group.</source>
            <translation>Scegli un collega o un gruppo.</translation>
        </message>
        <message>
            <source>The comment is too long. Please shorten it.</source>
            <translation>Il commento è troppo lungo. Accorcialo.</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Open the console</source>
            <translation>Apri la console</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Esci</translation>
        </message>
        <message>
            <source>{who} asks for a chat</source>
            <translation>{who} chiede una chat</translation>
        </message>
        <message>
            <source>Missed: {who}</source>
            <translation>Richiesta persa: {who}</translation>
        </message>
        <message>
            <source>{who} wrote</source>
            <translation>{who} ha scritto</translation>
        </message>
    </context>
    <context>
        <name>ViewNameDialog</name>
        <message>
            <source>Save this view</source>
            <translation>Salva questa vista</translation>
        </message>
        <message>
            <source>Search, columns and order are kept under this name, for you alone.</source>
            <translation>Ricerca, colonne e ordine restano sotto questo nome, solo per te.</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Please give the view a name.</source>
            <translation>Dai un nome alla vista.</translation>
        </message>
    </context>
    <context>
        <name>WatchRuleDialog</name>
        <message>
            <source>New rule</source>
            <translation>Nuova regola</translation>
        </message>
        <message>
            <source>Change this rule</source>
            <translation>Modifica questa regola</translation>
        </message>
        <message>
            <source>For example: TeamViewer</source>
            <translation>Per esempio: TeamViewer</translation>
        </message>
        <message>
            <source>The rule is on</source>
            <translation>La regola è attiva</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quando</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Limite</translation>
        </message>
        <message>
            <source>Name of the software, or a part of it</source>
            <translation>Nome del software, o una parte</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>A disk is nearly full</source>
            <translation>Un disco è quasi pieno</translation>
        </message>
        <message>
            <source>A device is offline for long</source>
            <translation>Un dispositivo è offline da tempo</translation>
        </message>
        <message>
            <source>A restart is pending</source>
            <translation>Un riavvio è in attesa</translation>
        </message>
        <message>
            <source>Software appears</source>
            <translation>Compare un software</translation>
        </message>
        <message>
            <source>Software disappears</source>
            <translation>Scompare un software</translation>
        </message>
        <message>
            <source>The ticket is opened a minute after the first match, so that many at once are one ticket.</source>
            <translation>Il ticket si apre un minuto dopo il primo caso, così più casi insieme sono un solo ticket.</translation>
        </message>
        <message>
            <source> % free</source>
            <translation> % libero</translation>
        </message>
        <message>
            <source>Less than</source>
            <translation>Meno di</translation>
        </message>
        <message>
            <source> hours</source>
            <translation> ore</translation>
        </message>
        <message>
            <source>Longer than</source>
            <translation>Più di</translation>
        </message>
        <message>
            <source>Please write a name, or a part of it.</source>
            <translation>Scrivi un nome, o una parte.</translation>
        </message>
    </context>
    <context>
        <name>WatchRulesDialog</name>
        <message>
            <source>Watch rules</source>
            <translation>Regole di controllo</translation>
        </message>
        <message>
            <source>A rule keeps one ticket that lists the devices it matches; never one for each device.</source>
            <translation>Una regola tiene un solo ticket con l'elenco dei dispositivi interessati, mai uno per dispositivo.</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>No rules yet</source>
            <translation>Ancora nessuna regola</translation>
        </message>
        <message>
            <source>For example: less than 10 % free on a disk.</source>
            <translation>Per esempio: meno del 10 % libero su un disco.</translation>
        </message>
        <message>
            <source>New rule…</source>
            <translation>Nuova regola…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>Ticket #{number}</source>
            <translation>Ticket n. {number}</translation>
        </message>
        <message>
            <source>Change this rule</source>
            <translation>Modifica questa regola</translation>
        </message>
        <message>
            <source>Remove this rule</source>
            <translation>Elimina questa regola</translation>
        </message>
        <message>
            <source>Switched off</source>
            <translation>Disattivata</translation>
        </message>
        <message>
            <source>Matches no device now</source>
            <translation>Ora non riguarda nessun dispositivo</translation>
        </message>
        <message numerus="yes">
            <source>Matches %n device(s) now</source>
            <translation>
                <numerusform>Ora riguarda %n dispositivo</numerusform>
                <numerusform>Ora riguarda %n dispositivi</numerusform>
            </translation>
        </message>
        <message>
            <source>“{rule}” is forgotten. Its ticket stays.</source>
            <translation>«{rule}» viene eliminata. Il suo ticket resta.</translation>
        </message>
        <message>
            <source>Remove this rule?</source>
            <translation>Eliminare questa regola?</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Rimuovi</translation>
        </message>
    </context>
    <context>
        <name>Workspace</name>
        <message>
            <source>Requests</source>
            <translation>Richieste</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversazioni</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivi</translation>
        </message>
        <message>
            <source>{Customers}</source>
            <translation>{Customers}</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Cerca</translation>
        </message>
        <message>
            <source>Audit log</source>
            <translation>Registro attività</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Impostazioni</translation>
        </message>
        <message>
            <source>Search or command</source>
            <translation>Ricerca o comando</translation>
        </message>
        <message>
            <source>Commands and quick jump (Ctrl+K)</source>
            <translation>Comandi e salti rapidi (Ctrl+K)</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Prova adesso</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>Non connesso</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Connesso</translation>
        </message>
    </context>
    <context>
        <name>_AddressForm</name>
        <message>
            <source>Which relay?</source>
            <translation>Quale relay?</translation>
        </message>
        <message>
            <source>The address your administrator gave you. It is asked only once.</source>
            <translation>L'indirizzo che ti ha dato l'amministratore. Viene chiesto una sola volta.</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Indirizzo</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continua</translation>
        </message>
    </context>
    <context>
        <name>_Counted</name>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min fa</numerusform>
                <numerusform>%n min fa</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>%n h fa</numerusform>
                <numerusform>%n h fa</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n giorno fa</numerusform>
                <numerusform>%n giorni fa</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n giorno</numerusform>
                <numerusform>%n giorni</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n ora</numerusform>
                <numerusform>%n ore</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minuto</numerusform>
                <numerusform>%n minuti</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_CredentialsForm</name>
        <message>
            <source>Sign in</source>
            <translation>Accedi</translation>
        </message>
        <message>
            <source>6 digits, or a recovery code</source>
            <translation>6 cifre, o un codice di recupero</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Code from your authenticator</source>
            <translation>Codice dell'app di autenticazione</translation>
        </message>
        <message>
            <source>Use another relay</source>
            <translation>Usa un altro relay</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Wait {time}</source>
            <translation>Attendi {time}</translation>
        </message>
        <message>
            <source>One moment…</source>
            <translation>Un momento…</translation>
        </message>
    </context>
    <context>
        <name>_TrustForm</name>
        <message>
            <source>Is this your relay?</source>
            <translation>È il tuo relay?</translation>
        </message>
        <message>
            <source>Compare this fingerprint with the one that “sportello-relay serve” printed. Go on only if both are the same, to the last character.</source>
            <translation>Confronta questa impronta con quella stampata da «sportello-relay serve». Continua solo se sono uguali fino all'ultimo carattere.</translation>
        </message>
        <message>
            <source>Fingerprint from your administrator</source>
            <translation>Impronta ricevuta dall'amministratore</translation>
        </message>
        <message>
            <source>Paste the new fingerprint from your administrator</source>
            <translation>Incolla la nuova impronta ricevuta dall'amministratore</translation>
        </message>
        <message>
            <source>The fingerprint is the same: trust it</source>
            <translation>L'impronta è uguale: mi fido</translation>
        </message>
        <message>
            <source>Use another address</source>
            <translation>Usa un altro indirizzo</translation>
        </message>
        <message>
            <source>This is not the fingerprint the relay shows. Do not go on; ask your administrator.</source>
            <translation>Non è l'impronta mostrata dal relay. Non continuare; chiedi all'amministratore.</translation>
        </message>
    </context>
</TS>
