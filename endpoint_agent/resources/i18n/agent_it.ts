<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
    <context>
        <name>About</name>
        <message>
            <source>Computer</source>
            <translation>Computer</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Indirizzo</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Utente</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Persona</translation>
        </message>
        <message>
            <source>{Customer}</source>
            <translation>{Customer}</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>Assistenza</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Telefono</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Connessione</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versione</translation>
        </message>
        <message>
            <source>Newest version</source>
            <translation>Versione più recente</translation>
        </message>
    </context>
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About this computer</source>
            <translation>Informazioni su questo computer</translation>
        </message>
        <message>
            <source>Your support sees all of this and whether you are at the computer. It cannot run anything here.</source>
            <translation>La tua assistenza vede tutto questo e se sei al computer. Non può eseguire nulla qui.</translation>
        </message>
        <message>
            <source>Reported to your support</source>
            <translation>Comunicato alla tua assistenza</translation>
        </message>
        <message>
            <source>Newest version…</source>
            <translation>Versione più recente…</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copia</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
    </context>
    <context>
        <name>AgentMenu</name>
        <message>
            <source>Do not disturb</source>
            <translation>Non disturbare</translation>
        </message>
        <message>
            <source>Show conversation</source>
            <translation>Mostra conversazione</translation>
        </message>
        <message>
            <source>End conversation now</source>
            <translation>Termina ora la conversazione</translation>
        </message>
        <message>
            <source>Show window</source>
            <translation>Mostra finestra</translation>
        </message>
        <message>
            <source>Start chat</source>
            <translation>Avvia chat</translation>
        </message>
        <message>
            <source>New ticket…</source>
            <translation>Crea nuovo ticket…</translation>
        </message>
        <message>
            <source>My tickets</source>
            <translation>I miei ticket</translation>
        </message>
        <message>
            <source>Send screenshot…</source>
            <translation>Invia schermata…</translation>
        </message>
        <message>
            <source>My details…</source>
            <translation>I miei dati…</translation>
        </message>
        <message>
            <source>About this computer</source>
            <translation>Informazioni su questo computer</translation>
        </message>
        <message>
            <source>Missed requests</source>
            <translation>Richieste perse</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Impostazioni…</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Esci</translation>
        </message>
        <message>
            <source>For one hour</source>
            <translation>Per un'ora</translation>
        </message>
        <message>
            <source>Until I switch it off</source>
            <translation>Finché non lo disattivo</translation>
        </message>
        <message>
            <source>Switch off now</source>
            <translation>Disattiva ora</translation>
        </message>
        <message>
            <source>Until tomorrow ({time})</source>
            <translation>Fino a domani ({time})</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Lingua</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Come il sistema</translation>
        </message>
    </context>
    <context>
        <name>AgentWindow</name>
        <message>
            <source>Support</source>
            <translation>Assistenza</translation>
        </message>
    </context>
    <context>
        <name>Attachments</name>
        <message>
            <source>{name}: no more than {count} files go with one ticket.</source>
            <translation>{name}: non più di {count} file per ticket.</translation>
        </message>
        <message>
            <source>{name}: the file cannot be read.</source>
            <translation>{name}: il file non può essere letto.</translation>
        </message>
        <message>
            <source>{name}: the file is empty.</source>
            <translation>{name}: il file è vuoto.</translation>
        </message>
        <message>
            <source>{name}: larger than {limit}.</source>
            <translation>{name}: supera {limit}.</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <translation>Rimuovi {name}</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Rimuovi</translation>
        </message>
        <message>
            <source>Attach files</source>
            <translation>Allega file</translation>
        </message>
        <message>
            <source>Attach file…</source>
            <translation>Allega file…</translation>
        </message>
        <message>
            <source>Screenshot…</source>
            <translation>Schermata…</translation>
        </message>
    </context>
    <context>
        <name>CaptureDesk</name>
        <message>
            <source>Attach to ticket</source>
            <translation>Allega al ticket</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Send to {name}</source>
            <translation>Invia a {name}</translation>
        </message>
        <message>
            <source>Attach to ticket #{number}</source>
            <translation>Allega al ticket #{number}</translation>
        </message>
    </context>
    <context>
        <name>CaptureEditor</name>
        <message>
            <source>{size} pixels</source>
            <translation>{size} pixel</translation>
        </message>
        <message>
            <source>Drag over passwords and private data: they are destroyed in the picture.</source>
            <translation>Trascina su password e dati privati: nell'immagine vengono distrutti.</translation>
        </message>
        <message>
            <source>Drag a box around what matters.</source>
            <translation>Trascina un riquadro attorno a ciò che conta.</translation>
        </message>
        <message>
            <source>Drag from where the arrow begins to what it points at.</source>
            <translation>Trascina dall'inizio della freccia a ciò che indica.</translation>
        </message>
        <message>
            <source>Drag over the part to keep.</source>
            <translation>Trascina sulla parte da tenere.</translation>
        </message>
        <message>
            <source>Screenshot</source>
            <translation>Schermata</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Nascondi</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>Riquadro</translation>
        </message>
        <message>
            <source>Arrow</source>
            <translation>Freccia</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>Ritaglia</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annulla passo</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translation>Annulla passo (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Immagine</translation>
        </message>
        <message>
            <source>Arrow keys move, Enter begins and ends, Esc takes it back.</source>
            <translation>Le frecce spostano, Invio inizia e finisce, Esc torna indietro.</translation>
        </message>
    </context>
    <context>
        <name>CaptureFlow</name>
        <message>
            <source>This desktop does not let programs see the screen.</source>
            <translation>Questo desktop non permette ai programmi di vedere lo schermo.</translation>
        </message>
        <message>
            <source>This desktop does not let programs take a picture of the screen.</source>
            <translation>Questo desktop non permette ai programmi di catturare lo schermo.</translation>
        </message>
        <message>
            <source>The picture could not be saved. Check that the disk is not full.</source>
            <translation>L'immagine non può essere salvata. Controllare che il disco non sia pieno.</translation>
        </message>
    </context>
    <context>
        <name>Check</name>
        <message>
            <source>This computer has not joined yet, and there is no enrollment token. Give one, or install a stamp.</source>
            <translation>Questo computer non è ancora registrato e non c'è alcun token di registrazione. Fornirne uno o installare un timbro.</translation>
        </message>
        <message>
            <source>Everything is ready.</source>
            <translation>Tutto è pronto.</translation>
        </message>
        <message>
            <source>Not ready; exit status {status}.</source>
            <translation>Non pronto; stato di uscita {status}.</translation>
        </message>
        <message>
            <source>The stamp is for {customer}; the relay is {relay}.</source>
            <translation>Il timbro è per {customer}; il relay è {relay}.</translation>
        </message>
        <message>
            <source>The relay is {relay}.</source>
            <translation>Il relay è {relay}.</translation>
        </message>
        <message>
            <source>Kept in {path}; the log is {log}.</source>
            <translation>I dati stanno in {path}; il registro è {log}.</translation>
        </message>
        <message>
            <source>The key store is that of the person who signs in; it was not looked at.</source>
            <translation>Il portachiavi è quello della persona che accede; non è stato controllato.</translation>
        </message>
        <message>
            <source>There is no key store here; the key is kept in a file, as the stamp allows.</source>
            <translation>Qui non c'è un portachiavi; la chiave è conservata in un file, come consentito dal timbro.</translation>
        </message>
        <message>
            <source>The key store is {kind}.</source>
            <translation>Il portachiavi è {kind}.</translation>
        </message>
        <message>
            <source>The relay of {organisation} answers, and its certificate is trusted.</source>
            <translation>Il relay di {organisation} risponde e il suo certificato è attendibile.</translation>
        </message>
        <message>
            <source>The stamp is this relay's and can be used until {expires}.</source>
            <translation>Il timbro è di questo relay e può essere usato fino al {expires}.</translation>
        </message>
        <message>
            <source>The stamp is this relay's.</source>
            <translation>Il timbro è di questo relay.</translation>
        </message>
        <message>
            <source>This computer has joined {customer}.</source>
            <translation>Questo computer è registrato presso {customer}.</translation>
        </message>
        <message>
            <source>This computer will join with its enrollment token; the relay looks at it only then.</source>
            <translation>Questo computer si registrerà con il suo token; il relay lo verifica solo allora.</translation>
        </message>
    </context>
    <context>
        <name>Counted</name>
        <message numerus="yes">
            <source>%n message(s) waiting for connection</source>
            <translation>
                <numerusform>%n messaggio in attesa di connessione</numerusform>
                <numerusform>%n messaggi in attesa di connessione</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Next try in %n second(s).</source>
            <translation>
                <numerusform>Prossimo tentativo tra %n secondo.</numerusform>
                <numerusform>Prossimo tentativo tra %n secondi.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unread message(s)</source>
            <translation>
                <numerusform>%n messaggio non letto</numerusform>
                <numerusform>%n messaggi non letti</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>This token is not right. %n try(tries) left.</source>
            <translation>
                <numerusform>Questo token non è corretto. Resta %n tentativo.</numerusform>
                <numerusform>Questo token non è corretto. Restano %n tentativi.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The token can be used for %n more minute(s).</source>
            <translation>
                <numerusform>Il token si può usare ancora per %n minuto.</numerusform>
                <numerusform>Il token si può usare ancora per %n minuti.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Headless</name>
        <message>
            <source>This line cannot be understood: {why}</source>
            <translation>Questa riga non è comprensibile: {why}</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Support</source>
            <translation>Assistenza</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversazioni</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Altro</translation>
        </message>
        <message>
            <source>No conversations yet</source>
            <translation>Ancora nessuna conversazione</translation>
        </message>
        <message>
            <source>Your chats with technicians are kept here.</source>
            <translation>Qui restano le chat con i tecnici.</translation>
        </message>
    </context>
    <context>
        <name>IdentityDialog</name>
        <message>
            <source>Save</source>
            <translation>Salva</translation>
        </message>
        <message>
            <source>Send token</source>
            <translation>Invia token</translation>
        </message>
        <message>
            <source>Before your first chat, please say who you are. A token is sent to your e-mail address.</source>
            <translation>Prima della prima chat indicare i propri dati. Un token verrà inviato all'indirizzo e-mail.</translation>
        </message>
        <message>
            <source>A token is on its way to {e_mail}. Paste it here.</source>
            <translation>Un token è in arrivo a {e_mail}. Incollarlo qui.</translation>
        </message>
        <message>
            <source>The e-mail could not be sent. Check the address, or ask your IT support.</source>
            <translation>Non è stato possibile inviare l'e-mail. Controllare l'indirizzo o chiedere all'assistenza informatica.</translation>
        </message>
        <message>
            <source>The e-mail is delayed: the mail server does not answer. It is tried again by itself.</source>
            <translation>L'e-mail è in ritardo: il server di posta non risponde. L'invio viene ritentato da solo.</translation>
        </message>
        <message>
            <source>Personal information</source>
            <translation>Impostazioni informazioni personali</translation>
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
            <source>Token from the e-mail</source>
            <translation>Token ricevuto per e-mail</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Indietro</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Invia di nuovo</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
    </context>
    <context>
        <name>Inventory</name>
        <message>
            <source>Summary</source>
            <translation>Riepilogo</translation>
        </message>
        <message>
            <source>Users signed in</source>
            <translation>Utenti collegati</translation>
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
            <source>Operating system</source>
            <translation>Sistema operativo</translation>
        </message>
        <message>
            <source>Installed programs</source>
            <translation>Programmi installati</translation>
        </message>
        <message>
            <source>System services</source>
            <translation>Servizi di sistema</translation>
        </message>
        <message>
            <source>Battery</source>
            <translation>Batteria</translation>
        </message>
    </context>
    <context>
        <name>Missed</name>
        <message>
            <source>{time} · you did not want to be disturbed</source>
            <translation>{time} · non volevi essere disturbato</translation>
        </message>
        <message>
            <source>{name} asked for me ({time}).</source>
            <translation>{name} mi ha cercato ({time}).</translation>
        </message>
    </context>
    <context>
        <name>MissedDialog</name>
        <message>
            <source>Call back</source>
            <translation>Richiama</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Missed requests</source>
            <translation>Richieste perse</translation>
        </message>
        <message>
            <source>Clear list</source>
            <translation>Svuota elenco</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>No missed requests</source>
            <translation>Nessuna richiesta persa</translation>
        </message>
        <message>
            <source>When a technician wants to talk and nobody answers, it stands here.</source>
            <translation>Se un tecnico vuole parlare e nessuno risponde, la richiesta compare qui.</translation>
        </message>
    </context>
    <context>
        <name>News</name>
        <message>
            <source>Your IT support</source>
            <translation>L'assistenza informatica</translation>
        </message>
        <message>
            <source>{organisation} can help you here</source>
            <translation>{organisation} può aiutarti da qui</translation>
        </message>
        <message>
            <source>They can chat with you when you agree. They cannot run anything on this computer.</source>
            <translation>Può avviare una chat con il tuo consenso. Non può eseguire nulla su questo computer.</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Ticket #{number} is open</source>
            <translation>Il ticket n. {number} è aperto</translation>
        </message>
        <message>
            <source>Your IT support has received it.</source>
            <translation>L'assistenza informatica lo ha ricevuto.</translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation>Non ha funzionato</translation>
        </message>
        <message>
            <source>{name} could not be attached</source>
            <translation>{name} non può essere allegato</translation>
        </message>
        <message>
            <source>It is sent by itself as soon as there is a connection.</source>
            <translation>Verrà inviato da solo appena c'è una connessione.</translation>
        </message>
        <message>
            <source>Your ticket is kept</source>
            <translation>Il tuo ticket è conservato</translation>
        </message>
        <message>
            <source>A ticket could not be sent</source>
            <translation>Un ticket non è stato inviato</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostra</translation>
        </message>
        <message>
            <source>Your ticket #{number} has an answer</source>
            <translation>Il tuo ticket #{number} ha una risposta</translation>
        </message>
        <message>
            <source>You missed a request of {name}</source>
            <translation>Hai perso una richiesta di {name}</translation>
        </message>
        <message>
            <source>While you did not want to be disturbed</source>
            <translation>Mentre non volevi essere disturbato</translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>No connection.</source>
            <translation>Nessuna connessione.</translation>
        </message>
        <message>
            <source>This message was left for you. Your answer begins the conversation.</source>
            <translation>Questo messaggio è stato lasciato per te. La risposta avvia la conversazione.</translation>
        </message>
    </context>
    <context>
        <name>Numbers</name>
        <message numerus="yes">
            <source>%n missed request(s)</source>
            <translation>
                <numerusform>%n richiesta persa</numerusform>
                <numerusform>%n richieste perse</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) with a new answer</source>
            <translation>
                <numerusform>%n ticket con una nuova risposta</numerusform>
                <numerusform>%n ticket con nuove risposte</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) or replies waiting for connection</source>
            <translation>
                <numerusform>%n ticket o risposta in attesa di connessione</numerusform>
                <numerusform>%n ticket o risposte in attesa di connessione</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s) or replies could not be sent</source>
            <translation>
                <numerusform>%n ticket o risposta non inviato</numerusform>
                <numerusform>%n ticket o risposte non inviati</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Priority</name>
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
            <source>Urgent: I cannot work</source>
            <translation>Urgente: non posso lavorare</translation>
        </message>
    </context>
    <context>
        <name>RegionOverlay</name>
        <message>
            <source>Choose what to capture</source>
            <translation>Scegli che cosa catturare</translation>
        </message>
        <message>
            <source>Drag over what you want to show. Keys: arrows, Enter, Esc.</source>
            <translation>Trascina su ciò che vuoi mostrare. Tasti: frecce, Invio, Esc.</translation>
        </message>
        <message>
            <source>Whole screen</source>
            <translation>Schermo intero</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
    </context>
    <context>
        <name>RequestWindow</name>
        <message>
            <source>Chat request</source>
            <translation>Richiesta di chat</translation>
        </message>
        <message>
            <source>would like to chat with you about this computer.</source>
            <translation>vorrebbe avviare una chat con te su questo computer.</translation>
        </message>
        <message>
            <source>Reason: {text}</source>
            <translation>Motivo: {text}</translation>
        </message>
        <message>
            <source>Your support's server vouches for this name. A technician never asks for your password.</source>
            <translation>Il server dell'assistenza garantisce per questo nome. Un tecnico non chiede mai la password.</translation>
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
            <source>{name} would like to chat with you</source>
            <translation>{name} vorrebbe chattare con te</translation>
        </message>
    </context>
    <context>
        <name>ServicePicker</name>
        <message>
            <source>Choose a service</source>
            <translation>Scegli un servizio</translation>
        </message>
        <message>
            <source>Service: {name}</source>
            <translation>Servizio: {name}</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Servizio</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Servizi</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Impostazioni</translation>
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
            <source>Sounds for requests and messages</source>
            <translation>Suoni per richieste e messaggi</translation>
        </message>
        <message>
            <source>Start when I sign in to this computer</source>
            <translation>Avvia quando accedo a questo computer</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
    </context>
    <context>
        <name>Situation</name>
        <message>
            <source>Waiting for approval by your IT support</source>
            <translation>In attesa di approvazione dell'assistenza informatica</translation>
        </message>
        <message>
            <source>As soon as they have approved this computer, you can ask for help here.</source>
            <translation>Appena questo computer sarà approvato, si potrà chiedere aiuto da qui.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Connessione in corso…</translation>
        </message>
        <message>
            <source>Asking for a technician…</source>
            <translation>Richiesta di un tecnico in corso…</translation>
        </message>
        <message>
            <source>Waiting for a technician ({time})</source>
            <translation>In attesa di un tecnico ({time})</translation>
        </message>
        <message>
            <source>You may go on working: this window tells you when somebody answers.</source>
            <translation>Si può continuare a lavorare: questa finestra avvisa quando qualcuno risponde.</translation>
        </message>
        <message>
            <source>There is no connection at the moment. Your request goes on meanwhile.</source>
            <translation>Al momento non c'è connessione. Intanto la richiesta resta valida.</translation>
        </message>
        <message>
            <source>Phone: {number}</source>
            <translation>Telefono: {number}</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Nessuna connessione</translation>
        </message>
        <message>
            <source>Try again, or leave a ticket: your text is kept.</source>
            <translation>Riprovare o lasciare un ticket: il testo viene conservato.</translation>
        </message>
        <message>
            <source>All technicians are busy</source>
            <translation>Tutti i tecnici sono occupati</translation>
        </message>
        <message>
            <source>Nobody could answer within two minutes</source>
            <translation>Nessuno ha potuto rispondere entro due minuti</translation>
        </message>
        <message>
            <source>Your request could not be made</source>
            <translation>Non è stato possibile inviare la richiesta</translation>
        </message>
        <message>
            <source>No technician is available now</source>
            <translation>Nessun tecnico è disponibile ora</translation>
        </message>
        <message>
            <source>Leave a ticket: it is read as soon as somebody is back.</source>
            <translation>Lasciare un ticket: verrà letto appena qualcuno sarà disponibile.</translation>
        </message>
        <message>
            <source>Your support starts the chats here</source>
            <translation>Qui le chat le avvia l'assistenza</translation>
        </message>
        <message>
            <source>When a technician wants to talk, you are asked first. You can leave a ticket.</source>
            <translation>Quando un tecnico vuole parlare, prima chiede il permesso. Si può lasciare un ticket.</translation>
        </message>
        <message>
            <source>You are in a conversation</source>
            <translation>Una conversazione è in corso</translation>
        </message>
        <message>
            <source>Open it below, or ask for another technician.</source>
            <translation>Aprirla qui sotto, oppure chiedere un altro tecnico.</translation>
        </message>
        <message>
            <source>How can we help?</source>
            <translation>Come possiamo aiutare?</translation>
        </message>
        <message>
            <source>A technician is available now.</source>
            <translation>Un tecnico è disponibile ora.</translation>
        </message>
    </context>
    <context>
        <name>SituationCard</name>
        <message>
            <source>Start chat</source>
            <translation>Avvia chat</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Cancel request</source>
            <translation>Annulla richiesta</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Connect now</source>
            <translation>Connetti ora</translation>
        </message>
        <message>
            <source>What is it about? (optional)</source>
            <translation>Di che cosa si tratta? (facoltativo)</translation>
        </message>
    </context>
    <context>
        <name>SmallWindow</name>
        <message>
            <source>Show</source>
            <translation>Mostra</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Altro</translation>
        </message>
    </context>
    <context>
        <name>Snapshot</name>
        <message>
            <source>Computer</source>
            <translation>Computer</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Utente</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistema</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Avviato</translation>
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
            <source>Free memory</source>
            <translation>Memoria libera</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Fuso orario</translation>
        </message>
        <message>
            <source>Agent version</source>
            <translation>Versione dell'agente</translation>
        </message>
    </context>
    <context>
        <name>Strips</name>
        <message>
            <source>since {time}</source>
            <translation>dalle {time}</translation>
        </message>
        <message>
            <source>Do not disturb is on</source>
            <translation>Non disturbare è attivo</translation>
        </message>
        <message>
            <source>Do not disturb until {time}</source>
            <translation>Non disturbare fino alle {time}</translation>
        </message>
        <message>
            <source>{name} is connected {since}</source>
            <translation>In collegamento con {name} {since}</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Termina</translation>
        </message>
        <message>
            <source>{name} would like to chat with you ({time})</source>
            <translation>{name} vorrebbe chattare con te ({time})</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostra</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>Disattiva</translation>
        </message>
        <message>
            <source>Version {version} of this program is available</source>
            <translation>È disponibile la versione {version} di questo programma</translation>
        </message>
    </context>
    <context>
        <name>TalkHeader</name>
        <message>
            <source>Closed conversation</source>
            <translation>Conversazione chiusa</translation>
        </message>
        <message>
            <source>The ticket of this conversation</source>
            <translation>Il ticket di questa conversazione</translation>
        </message>
        <message>
            <source>All conversations</source>
            <translation>Tutte le conversazioni</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Altro</translation>
        </message>
        <message>
            <source>Close conversation</source>
            <translation>Chiudi conversazione</translation>
        </message>
        <message>
            <source>Send screenshot…</source>
            <translation>Invia schermata…</translation>
        </message>
        <message>
            <source>Save conversation…</source>
            <translation>Salva conversazione…</translation>
        </message>
    </context>
    <context>
        <name>TalkPage</name>
        <message>
            <source>Connect now</source>
            <translation>Connetti ora</translation>
        </message>
        <message>
            <source>This conversation is closed.</source>
            <translation>Questa conversazione è chiusa.</translation>
        </message>
        <message>
            <source>New chat</source>
            <translation>Nuova chat</translation>
        </message>
        <message>
            <source>Screenshot…</source>
            <translation>Schermata…</translation>
        </message>
    </context>
    <context>
        <name>TalkRows</name>
        <message>
            <source>Open conversation</source>
            <translation>Apri conversazione</translation>
        </message>
        <message>
            <source>You: {text}</source>
            <translation>Tu: {text}</translation>
        </message>
        <message>
            <source>Closed conversation</source>
            <translation>Conversazione chiusa</translation>
        </message>
    </context>
    <context>
        <name>TicketDialog</name>
        <message>
            <source>Send when connected</source>
            <translation>Invia alla connessione</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Your IT support reads it and answers as soon as somebody is there.</source>
            <translation>L'assistenza informatica lo legge e risponde appena qualcuno è disponibile.</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titolo</translation>
        </message>
        <message>
            <source>What happened?</source>
            <translation>Che cosa è successo?</translation>
        </message>
        <message>
            <source>How urgent is it?</source>
            <translation>Quanto è urgente?</translation>
        </message>
        <message>
            <source>What is sent along</source>
            <translation>Che cosa viene inviato insieme</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annulla</translation>
        </message>
        <message>
            <source>Send ticket</source>
            <translation>Invia ticket</translation>
        </message>
    </context>
    <context>
        <name>TicketList</name>
        <message>
            <source>New answer</source>
            <translation>Nuova risposta</translation>
        </message>
    </context>
    <context>
        <name>TicketPage</name>
        <message>
            <source>Back</source>
            <translation>Indietro</translation>
        </message>
        <message>
            <source>Open conversation</source>
            <translation>Apri conversazione</translation>
        </message>
        <message>
            <source>Write a reply…</source>
            <translation>Scrivi una risposta…</translation>
        </message>
        <message>
            <source>This ticket is closed.</source>
            <translation>Questo ticket è chiuso.</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Screenshot…</source>
            <translation>Schermata…</translation>
        </message>
    </context>
    <context>
        <name>TicketState</name>
        <message>
            <source>Open</source>
            <translation>Aperto</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>In attesa</translation>
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
            <source>The text is too long by {count} characters.</source>
            <translation>Il testo supera il limite di {count} caratteri.</translation>
        </message>
        <message>
            <source>Waiting for connection</source>
            <translation>In attesa di connessione</translation>
        </message>
    </context>
    <context>
        <name>TicketThread</name>
        <message>
            <source>Ticket #{number} was opened</source>
            <translation>Ticket #{number} aperto</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>Assistenza</translation>
        </message>
        <message>
            <source>Conversation with {name}</source>
            <translation>Conversazione con {name}</translation>
        </message>
    </context>
    <context>
        <name>TicketsDialog</name>
        <message>
            <source>My tickets</source>
            <translation>I miei ticket</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Riprova</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Elimina</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuovo ticket</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Chiudi</translation>
        </message>
        <message>
            <source>No tickets yet</source>
            <translation>Ancora nessun ticket</translation>
        </message>
        <message>
            <source>Tickets you open, and those of your chats, are listed here.</source>
            <translation>Qui sono elencati i ticket aperti e quelli delle chat.</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>A technician wants to talk to you</source>
            <translation>Un tecnico desidera parlare con te</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>Non connesso</translation>
        </message>
        <message>
            <source>Waiting for approval</source>
            <translation>In attesa di approvazione</translation>
        </message>
        <message>
            <source>In conversation</source>
            <translation>In conversazione</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Connesso</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>Assistenza</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>{name} of {organisation} has joined the conversation</source>
            <translation>{name} di {organisation} partecipa ora alla conversazione</translation>
        </message>
        <message>
            <source>{name} has joined the conversation</source>
            <translation>{name} partecipa ora alla conversazione</translation>
        </message>
        <message>
            <source>A ticket was opened for this conversation</source>
            <translation>È stato aperto un ticket per questa conversazione</translation>
        </message>
        <message>
            <source>{name} goes on with the conversation</source>
            <translation>{name} prosegue la conversazione</translation>
        </message>
        <message>
            <source>A colleague will go on with the conversation ({group})</source>
            <translation>Un collega proseguirà la conversazione ({group})</translation>
        </message>
        <message>
            <source>You closed the conversation</source>
            <translation>Hai chiuso la conversazione</translation>
        </message>
        <message>
            <source>{name} closed the conversation</source>
            <translation>{name} ha chiuso la conversazione</translation>
        </message>
        <message>
            <source>Something happened that this version cannot show ({event})</source>
            <translation>È successo qualcosa che questa versione non sa mostrare ({event})</translation>
        </message>
        <message>
            <source>Connecting to your support…</source>
            <translation>Connessione all'assistenza…</translation>
        </message>
        <message>
            <source>The connection to your support was lost.</source>
            <translation>La connessione all'assistenza si è interrotta.</translation>
        </message>
        <message>
            <source>Your support's server is being restarted.</source>
            <translation>Il server dell'assistenza si sta riavviando.</translation>
        </message>
        <message>
            <source>The server's address is not encrypted, so no connection is made. Tell your IT support.</source>
            <translation>L'indirizzo del server non è cifrato, quindi la connessione non viene aperta. Avvisare l'assistenza informatica.</translation>
        </message>
        <message>
            <source>Another program signed in with this computer's key. Quit the other one, then try again.</source>
            <translation>Un altro programma ha usato la chiave di questo computer. Chiudere l'altro e riprovare.</translation>
        </message>
        <message>
            <source>Your IT support has removed this computer. Ask them if it should come back.</source>
            <translation>L'assistenza informatica ha rimosso questo computer. Chiedere se deve essere riammesso.</translation>
        </message>
        <message>
            <source>This program is too old for your support's server.</source>
            <translation>Questo programma è troppo vecchio per il server dell'assistenza.</translation>
        </message>
        <message>
            <source>Your support's server does not know this computer any more. Ask your IT support to enrol it again.</source>
            <translation>Il server dell'assistenza non conosce più questo computer. Chiedere all'assistenza informatica di registrarlo di nuovo.</translation>
        </message>
        <message>
            <source>The enrollment token of this computer is not accepted: it has expired, was used up or was revoked. Ask your IT support for a new installer.</source>
            <translation>Il token di registrazione di questo computer non è accettato: è scaduto, è stato esaurito o revocato. Chiedere all'assistenza informatica un nuovo programma di installazione.</translation>
        </message>
        <message>
            <source>This computer was copied from another one and must join anew. Ask your IT support for the installer.</source>
            <translation>Questo computer è la copia di un altro e deve registrarsi di nuovo. Chiedere all'assistenza informatica il programma di installazione.</translation>
        </message>
        <message>
            <source>This computer does not belong to any support yet. Ask your IT support for the installer.</source>
            <translation>Questo computer non è ancora associato a un'assistenza. Chiedere il pacchetto di installazione all'assistenza informatica.</translation>
        </message>
        <message>
            <source>No server is set for this program. Ask your IT support for the installer.</source>
            <translation>Nessun server è impostato per questo programma. Chiedere il pacchetto di installazione all'assistenza informatica.</translation>
        </message>
        <message>
            <source>The settings in {path} cannot be read. Tell your IT support.</source>
            <translation>Le impostazioni in {path} non sono leggibili. Avvisare l'assistenza informatica.</translation>
        </message>
        <message>
            <source>The installer's settings were changed by somebody and are not used. Ask your IT support for a new one.</source>
            <translation>Le impostazioni del programma di installazione sono state modificate da qualcuno e non vengono usate. Chiederne uno nuovo all'assistenza informatica.</translation>
        </message>
        <message>
            <source>The installer's settings are for a newer version of this program. Install the newer version.</source>
            <translation>Le impostazioni del programma di installazione sono per una versione più recente di questo programma. Installare quella versione.</translation>
        </message>
        <message>
            <source>The installer's settings belong to another support. Ask your IT support for the right installer.</source>
            <translation>Le impostazioni del programma di installazione appartengono a un'altra assistenza. Chiedere all'assistenza informatica il programma di installazione giusto.</translation>
        </message>
        <message>
            <source>The installer's settings are dated in the future. Ask your IT support for a new installer.</source>
            <translation>Le impostazioni del programma di installazione hanno una data futura. Chiedere all'assistenza informatica un nuovo programma di installazione.</translation>
        </message>
        <message>
            <source>The installer is too old to join with. Ask your IT support for a new one.</source>
            <translation>Il programma di installazione è troppo vecchio per registrarsi. Chiederne uno nuovo all'assistenza informatica.</translation>
        </message>
        <message>
            <source>The installer's settings cannot be read. Ask your IT support for a new installer.</source>
            <translation>Le impostazioni del programma di installazione non sono leggibili. Chiedere all'assistenza informatica un nuovo programma di installazione.</translation>
        </message>
        <message>
            <source>The server at {host} shows a certificate for another name. Nothing was sent to it.</source>
            <translation>Il server {host} mostra un certificato per un altro nome. Nulla è stato inviato.</translation>
        </message>
        <message>
            <source>The certificate of {host} has expired. Nothing was sent to it. Tell your IT support.</source>
            <translation>Il certificato di {host} è scaduto. Nulla è stato inviato. Avvisare l'assistenza informatica.</translation>
        </message>
        <message>
            <source>The server at {host} is not the one this computer knows. Nothing was sent to it.</source>
            <translation>Il server {host} non è quello che questo computer conosce. Nulla è stato inviato.</translation>
        </message>
        <message>
            <source>Nobody this computer trusts vouches for {host}. Nothing was sent to it. Tell your IT support.</source>
            <translation>Nessuna autorità di cui questo computer si fida garantisce per {host}. Nulla è stato inviato. Avvisare l'assistenza informatica.</translation>
        </message>
        <message>
            <source>There is no safe place for this computer's key. Start a key store such as GNOME Keyring or KWallet, or ask your IT support for a package that allows a key file.</source>
            <translation>Non c'è un posto sicuro per la chiave di questo computer. Avviare un portachiavi come GNOME Keyring o KWallet, oppure chiedere all'assistenza informatica un pacchetto che permetta un file della chiave.</translation>
        </message>
        <message>
            <source>Your key store is locked. Unlock it, then try again.</source>
            <translation>Il portachiavi è bloccato. Sbloccarlo e riprovare.</translation>
        </message>
        <message>
            <source>Your key store does not answer. Unlock it, then try again.</source>
            <translation>Il portachiavi non risponde. Sbloccarlo e riprovare.</translation>
        </message>
        <message>
            <source>Your key store does not keep what is written to it, so it cannot be used.</source>
            <translation>Il portachiavi non conserva ciò che vi si scrive, quindi non si può usare.</translation>
        </message>
        <message>
            <source>Other users could read this computer's key file, so it is not used. Tell your IT support.</source>
            <translation>Altri utenti potrebbero leggere il file della chiave di questo computer, quindi non viene usato. Avvisare l'assistenza informatica.</translation>
        </message>
        <message>
            <source>Your key store failed. Try again.</source>
            <translation>Il portachiavi ha dato un errore. Riprovare.</translation>
        </message>
        <message>
            <source>This token is no longer valid. Have a new one sent.</source>
            <translation>Questo token non è più valido. Farne inviare uno nuovo.</translation>
        </message>
        <message>
            <source>This does not look like an e-mail address. Please check it.</source>
            <translation>Questo non sembra un indirizzo e-mail. Controllarlo.</translation>
        </message>
    </context>
</TS>
