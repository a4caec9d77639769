<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name>Chat</name>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Open link to {host}</source>
        <translation>Apri il link a {host}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Not sent. Try again</source>
        <translation>Non inviato. Riprova</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Oggi</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ieri</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>Nuovi messaggi</translation>
    </message>
    <message>
        <source>waiting for connection</source>
        <translation>in attesa della connessione</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>in invio</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>inviato</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>consegnato</translation>
    </message>
    <message>
        <source>read</source>
        <translation>letto</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>non inviato</translation>
    </message>
    <message>
        <source>Internal note, not visible to the requester</source>
        <translation>Nota interna, non visibile al richiedente</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Tu</translation>
    </message>
    <message>
        <source>File {file}</source>
        <translation>File {file}</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Messages</source>
        <translation>Messaggi</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>Too long: please shorten it by %n character(s).</source>
        <translation>
            <numerusform>Troppo lungo: accorciarlo di %n carattere.</numerusform>
            <numerusform>Troppo lungo: accorciarlo di %n caratteri.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>Ancora %n carattere</numerusform>
            <numerusform>Ancora %n caratteri</numerusform>
        </translation>
    </message>
    <message>
        <source>Write a message…</source>
        <translation>Scrivi un messaggio…</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Messaggio</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter starts a new line.</source>
        <translation>Invio spedisce, Maiusc+Invio va a capo.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Invia</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>Aggiungi un file</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>Time left: {time}</source>
        <translation>Tempo rimasto: {time}</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message numerus="yes">
        <source>Try again in %n second(s).</source>
        <translation>
            <numerusform>Riprovare tra %n secondo.</numerusform>
            <numerusform>Riprovare tra %n secondi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try again in %n minute(s).</source>
        <translation>
            <numerusform>Riprovare tra %n minuto.</numerusform>
            <numerusform>Riprovare tra %n minuti.</numerusform>
        </translation>
    </message>
    <message>
        <source>Something went wrong. Please try again.</source>
        <translation>Qualcosa è andato storto. Riprovare.</translation>
    </message>
    <message>
        <source>The server did not understand this program. Please update it, or tell your administrator.</source>
        <translation>Il server non ha capito questo programma. Aggiornarlo o avvisare l&apos;amministratore.</translation>
    </message>
    <message>
        <source>This is not possible right now. Close the window and try again.</source>
        <translation>Al momento non è possibile. Chiudere la finestra e riprovare.</translation>
    </message>
    <message>
        <source>This no longer exists. Refresh the list.</source>
        <translation>Non esiste più. Aggiornare l&apos;elenco.</translation>
    </message>
    <message>
        <source>Sign-in was refused. Check what you typed and try again.</source>
        <translation>Accesso rifiutato. Controllare i dati inseriti e riprovare.</translation>
    </message>
    <message>
        <source>Somebody else changed this first. Look at the new state and try again.</source>
        <translation>Qualcun altro lo ha modificato prima. Guardare il nuovo stato e riprovare.</translation>
    </message>
    <message>
        <source>The time for this is over. Please start again.</source>
        <translation>Il tempo è scaduto. Ricominciare da capo.</translation>
    </message>
    <message>
        <source>An earlier message is still missing. It is being sent again; there is nothing to do.</source>
        <translation>Manca ancora un messaggio precedente. Viene inviato di nuovo; non c&apos;è nulla da fare.</translation>
    </message>
    <message>
        <source>This message could not be stored. Copy its text and send it as a new message.</source>
        <translation>Non è stato possibile salvare questo messaggio. Copiarne il testo e inviarlo come nuovo messaggio.</translation>
    </message>
    <message>
        <source>Too many tries in a short time.</source>
        <translation>Troppi tentativi in poco tempo.</translation>
    </message>
    <message>
        <source>The service is not available right now. Nothing is lost.</source>
        <translation>Il servizio non è disponibile al momento. Nulla è andato perso.</translation>
    </message>
    <message>
        <source>No technician is available now. You can open a ticket; your text is kept.</source>
        <translation>Nessun tecnico è disponibile ora. È possibile aprire un ticket; il testo viene conservato.</translation>
    </message>
    <message>
        <source>The device is not connected. You can leave a message; it is shown at the next sign-in.</source>
        <translation>Il dispositivo non è connesso. È possibile lasciare un messaggio: sarà mostrato al prossimo accesso.</translation>
    </message>
    <message>
        <source>Please confirm who you are first.</source>
        <translation>Prima è necessario confermare la propria identità.</translation>
    </message>
    <message>
        <source>Too many messages are waiting for a connection. Check the network, then send this one again.</source>
        <translation>Troppi messaggi attendono la connessione. Controllare la rete, poi inviare di nuovo questo.</translation>
    </message>
    <message>
        <source>The program is already running for this user. Look for its icon near the clock.</source>
        <translation>Il programma è già in esecuzione per questo utente. Cercare la sua icona vicino all&apos;orologio.</translation>
    </message>
    <message>
        <source>Something went wrong ({code}). Please try again.</source>
        <translation>Qualcosa è andato storto ({code}). Riprovare.</translation>
    </message>
    <message>
        <source>This device waits for approval by your administrator.</source>
        <translation>Questo dispositivo attende l&apos;approvazione dell&apos;amministratore.</translation>
    </message>
    <message>
        <source>This device was removed from the service. Ask your administrator to enrol it again.</source>
        <translation>Questo dispositivo è stato rimosso dal servizio. Chiedere all&apos;amministratore di registrarlo di nuovo.</translation>
    </message>
    <message>
        <source>The help desk is switched off for this device. Ask your administrator to switch it on.</source>
        <translation>L&apos;assistenza è disattivata per questo dispositivo. Chiedere all&apos;amministratore di attivarla.</translation>
    </message>
    <message>
        <source>Chat requests are switched off. You can open a ticket instead.</source>
        <translation>Le richieste di chat sono disattivate. È possibile aprire un ticket.</translation>
    </message>
    <message>
        <source>This conversation is closed. You can start a new one.</source>
        <translation>Questa conversazione è chiusa. È possibile iniziarne una nuova.</translation>
    </message>
    <message>
        <source>This ticket is closed for good. Please open a new one.</source>
        <translation>Questo ticket è chiuso definitivamente. È possibile aprirne uno nuovo.</translation>
    </message>
    <message>
        <source>You cannot accept your own request.</source>
        <translation>Non è possibile accettare la propria richiesta.</translation>
    </message>
    <message>
        <source>There is already an owner account.</source>
        <translation>Esiste già un account proprietario.</translation>
    </message>
    <message>
        <source>This value is not allowed here. Please correct it.</source>
        <translation>Questo valore non è ammesso qui. Correggerlo.</translation>
    </message>
    <message>
        <source>Your role does not allow this. Ask an administrator if you need it.</source>
        <translation>Il ruolo assegnato non lo consente. Rivolgersi a un amministratore se necessario.</translation>
    </message>
    <message>
        <source>You do not take part in this conversation.</source>
        <translation>Non si partecipa a questa conversazione.</translation>
    </message>
    <message>
        <source>Only technicians can do this.</source>
        <translation>Solo i tecnici possono farlo.</translation>
    </message>
    <message>
        <source>Only the device itself can do this.</source>
        <translation>Solo il dispositivo stesso può farlo.</translation>
    </message>
    <message>
        <source>You are not allowed to do this. Ask an administrator if you need it.</source>
        <translation>Operazione non consentita. Rivolgersi a un amministratore se necessario.</translation>
    </message>
    <message>
        <source>{field}: please enter text without special characters.</source>
        <translation>{field}: inserire un testo senza caratteri speciali.</translation>
    </message>
    <message>
        <source>{field}: too long. Please shorten it.</source>
        <translation>{field}: troppo lungo. Accorciarlo.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Messaggio</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
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
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Testo</translation>
    </message>
    <message>
        <source>This code is not right and can no longer be used. Ask for a new one.</source>
        <translation>Questo codice non è corretto e non si può più usare. Richiederne uno nuovo.</translation>
    </message>
    <message numerus="yes">
        <source>This code is not right. %n try(tries) left.</source>
        <translation>
            <numerusform>Questo codice non è corretto. Resta %n tentativo.</numerusform>
            <numerusform>Questo codice non è corretto. Restano %n tentativi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another technician was faster.</source>
        <translation>Un altro tecnico è stato più veloce.</translation>
    </message>
    <message>
        <source>{name} was faster and took this request.</source>
        <translation>Questa richiesta è già stata presa da {name}.</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dimensione</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>The signature is what the file says of itself. Compare the SHA-256 with that of its maker.</source>
        <translation>La firma è ciò che il file dice di sé. Confrontare lo SHA-256 con quello del produttore.</translation>
    </message>
    <message>
        <source>Copy SHA-256</source>
        <translation>Copia SHA-256</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message>
        <source>Remove {name}</source>
        <translation>Rimuovi {name}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Look at {name}</source>
        <translation>Guarda {name}</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Guarda</translation>
    </message>
</context>
<context>
    <name>FileWords</name>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>ancora %n s</numerusform>
            <numerusform>ancora %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>ancora %n min</numerusform>
            <numerusform>ancora %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>There is no room for more files now. Wait for other transfers, or ask your administrator.</source>
        <translation>Al momento non c&apos;è posto per altri file. Attendere la fine degli altri invii o chiedere all&apos;amministratore.</translation>
    </message>
    <message>
        <source>{name} was changed on its way. Please try again.</source>
        <translation>{name} è cambiato durante il trasferimento. Riprovare.</translation>
    </message>
    <message>
        <source>Confirm with a second factor that you want to send {name}.</source>
        <translation>Confermare con un secondo fattore l&apos;invio di {name}.</translation>
    </message>
    <message>
        <source>{name} cannot be read. Was it moved, or is it in use by another program?</source>
        <translation>{name} non si può leggere. È stato spostato o è in uso in un altro programma?</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} è vuoto.</translation>
    </message>
    <message>
        <source>{name} could not be saved here. Choose another folder, or make room on the disk.</source>
        <translation>{name} non si può salvare qui. Scegliere un&apos;altra cartella o liberare spazio sul disco.</translation>
    </message>
    <message>
        <source>{name} stays where it is: the server could not prove who it is. Ask your administrator.</source>
        <translation>{name} resta dov&apos;è: il server non ha potuto dimostrare la sua identità. Chiedere all&apos;amministratore.</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Il file</translation>
    </message>
    <message>
        <source>{name} is too big: a file may have at most {limit}.</source>
        <translation>{name} è troppo grande: un file può avere al massimo {limit}.</translation>
    </message>
    <message>
        <source>{name} was refused: installers go from a technician to a device only.</source>
        <translation>{name} è stato rifiutato: i programmi di installazione vanno solo da un tecnico a un dispositivo.</translation>
    </message>
    <message>
        <source>{name} was refused: what is in it is not allowed, or is not what its name says.</source>
        <translation>{name} è stato rifiutato: il contenuto non è ammesso o non è ciò che dice il nome.</translation>
    </message>
    <message>
        <source>{name} was refused: the virus scanner found something in it. Do not open it, and tell your administrator.</source>
        <translation>{name} è stato rifiutato: l&apos;antivirus ha trovato qualcosa al suo interno. Non aprirlo e avvisare l&apos;amministratore.</translation>
    </message>
    <message>
        <source>{name} was refused: files of this type are not allowed. Ask your administrator if you need to send one.</source>
        <translation>{name} è stato rifiutato: i file di questo tipo non sono ammessi. Se è necessario inviarne uno, chiedere all&apos;amministratore.</translation>
    </message>
    <message>
        <source>{name} was refused: it is not what its name says. It can be sent once it is saved again with the program it was made with.</source>
        <translation>{name} è stato rifiutato: il contenuto non è ciò che dice il nome. Si può inviare dopo averlo salvato di nuovo con il programma con cui è stato creato.</translation>
    </message>
    <message>
        <source>{name} was refused: it is a program under another name. Do not open it, and tell your administrator.</source>
        <translation>{name} è stato rifiutato: è un programma con un altro nome. Non aprirlo e avvisare l&apos;amministratore.</translation>
    </message>
    <message>
        <source>{name} was refused: documents with macros are not allowed. It can be sent without macros.</source>
        <translation>{name} è stato rifiutato: i documenti con macro non sono ammessi. Si può inviare senza macro.</translation>
    </message>
    <message>
        <source>{name} was refused: it starts a program when it is opened. It can be sent when it is printed to a new PDF.</source>
        <translation>{name} è stato rifiutato: quando viene aperto avvia un programma. Si può inviare dopo averlo stampato in un nuovo PDF.</translation>
    </message>
    <message>
        <source>{name} was refused: it fetches something from elsewhere when it is opened. It can be sent without those links.</source>
        <translation>{name} è stato rifiutato: quando viene aperto scarica qualcosa da un altro indirizzo. Si può inviare senza questi collegamenti.</translation>
    </message>
    <message>
        <source>{name} was refused: another file is hidden in it. The two can be sent separately.</source>
        <translation>{name} è stato rifiutato: al suo interno è nascosto un altro file. I due si possono inviare separatamente.</translation>
    </message>
    <message>
        <source>{name} was refused: it is protected by a password. It can be sent without the password.</source>
        <translation>{name} è stato rifiutato: è protetto da una password. Si può inviare senza password.</translation>
    </message>
    <message>
        <source>{name} was refused: it is damaged, or cannot be looked into. It can be sent once it is saved again.</source>
        <translation>{name} è stato rifiutato: è danneggiato o non si può controllare. Si può inviare dopo averlo salvato di nuovo.</translation>
    </message>
    <message>
        <source>{name} was refused: it unpacks to far more than it seems. It can be sent in smaller parts.</source>
        <translation>{name} è stato rifiutato: una volta decompresso è molto più grande di quanto sembri. Si può inviare in parti più piccole.</translation>
    </message>
    <message>
        <source>{done} of {size}</source>
        <translation>{done} di {size}</translation>
    </message>
    <message>
        <source>waiting for connection</source>
        <translation>in attesa della connessione</translation>
    </message>
    <message>
        <source>interrupted, trying again</source>
        <translation>interrotto, nuovo tentativo</translation>
    </message>
    <message>
        <source>second factor needed</source>
        <translation>serve il secondo fattore</translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation>in coda</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>in preparazione</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>in verifica</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>in pausa</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>non inviato</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>non salvato</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annullato</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>in invio</translation>
    </message>
    <message>
        <source>fetching</source>
        <translation>in ricezione</translation>
    </message>
    <message>
        <source>{amount}/s</source>
        <translation>{amount}/s</translation>
    </message>
    <message>
        <source>saved in {folder}</source>
        <translation>salvato in {folder}</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>in arrivo</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rifiutato</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>rimosso</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Save to Downloads</source>
        <translation>Salva in Download</translation>
    </message>
    <message>
        <source>Save in a folder…</source>
        <translation>Salva in una cartella…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostra nella cartella</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continua</translation>
    </message>
    <message>
        <source>Confirm with second factor</source>
        <translation>Conferma con il secondo fattore</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Copy SHA-256</source>
        <translation>Copia SHA-256</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Dettagli…</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>non firmato</translation>
    </message>
    <message>
        <source>signed by {name}</source>
        <translation>firmato da {name}</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message>
        <source>Go to the newest message</source>
        <translation>Vai al messaggio più recente</translation>
    </message>
    <message numerus="yes">
        <source>Go to the newest message: %n new</source>
        <translation>
            <numerusform>Vai al messaggio più recente: %n nuovo</numerusform>
            <numerusform>Vai al messaggio più recente: %n nuovi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open this link?</source>
        <translation>Aprire questo link?</translation>
    </message>
    <message>
        <source>It leads out of this program, to a page on:</source>
        <translation>Porta fuori da questo programma, a una pagina su:</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copia link</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Apri nel browser</translation>
    </message>
    <message>
        <source>Careful: the address is written so that it looks like another site.</source>
        <translation>Attenzione: l&apos;indirizzo è scritto in modo da sembrare un altro sito.</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message>
        <source>The server {host} is not found. Check the network connection and the server&apos;s address.</source>
        <translation>Il server {host} non si trova. Controllare la connessione alla rete e l&apos;indirizzo del server.</translation>
    </message>
    <message>
        <source>The server {host} takes no connections now. Try again later; if it lasts, tell your IT support.</source>
        <translation>Il server {host} ora non accetta connessioni. Riprovare più tardi; se continua, avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>The server {host} does not answer. A firewall may be in the way: tell your IT support if it lasts.</source>
        <translation>Il server {host} non risponde. Forse un firewall lo impedisce: se continua, avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>There is no network connection. Check the cable or the Wi-Fi.</source>
        <translation>Non c&apos;è connessione alla rete. Controllare il cavo o il Wi-Fi.</translation>
    </message>
    <message>
        <source>The server {host} is not available now. It is tried again by itself.</source>
        <translation>Il server {host} ora non è disponibile. Si riprova automaticamente.</translation>
    </message>
    <message>
        <source>Something else than the support&apos;s server answers at {host}. Tell your IT support.</source>
        <translation>All&apos;indirizzo {host} non risponde il server dell&apos;assistenza, ma qualcos&apos;altro. Avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check that this computer is connected to the network.</source>
        <translation>Il server non è raggiungibile. Controllare che questo computer sia collegato alla rete.</translation>
    </message>
    <message>
        <source>The server {host} offers only an outdated encryption. Nothing was sent to it. Tell your IT support.</source>
        <translation>Il server {host} offre solo una cifratura superata. Nulla è stato inviato. Avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>What answers at {host} is not encrypted. Nothing was sent to it. Tell your IT support.</source>
        <translation>Ciò che risponde all&apos;indirizzo {host} non è cifrato. Nulla è stato inviato. Avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>No encrypted connection to {host} came about. Nothing was sent to it. Tell your IT support.</source>
        <translation>Non è stato possibile aprire una connessione cifrata con {host}. Nulla è stato inviato. Avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>The proxy {host} wants a name and a password. Ask your IT support to set them for this program.</source>
        <translation>Il proxy {host} richiede nome e password. Chiedere all&apos;assistenza informatica di impostarli per questo programma.</translation>
    </message>
    <message>
        <source>The proxy {host} does not allow a connection to your support. Ask your IT support to permit it.</source>
        <translation>Il proxy {host} non permette la connessione con l&apos;assistenza. Chiedere all&apos;assistenza informatica di consentirla.</translation>
    </message>
    <message>
        <source>{host} is set as the proxy, but it is none. Tell your IT support.</source>
        <translation>{host} è impostato come proxy, ma non lo è. Avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>The proxy {host} is of a kind this program cannot use. Only HTTP proxies work: tell your IT support.</source>
        <translation>Il proxy {host} è di un tipo che questo programma non può usare. Funzionano solo i proxy HTTP: avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>The proxy {host} cannot be reached. Check the network, or tell your IT support.</source>
        <translation>Il proxy {host} non è raggiungibile. Controllare la rete oppure avvisare l&apos;assistenza informatica.</translation>
    </message>
    <message>
        <source>The certificates this program was told to trust cannot be read. Nothing was sent. Tell your IT support.</source>
        <translation>I certificati di cui questo programma deve fidarsi non sono leggibili. Nulla è stato inviato. Avvisare l&apos;assistenza informatica.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Cancella la ricerca</translation>
    </message>
</context>
<context>
    <name>Shield</name>
    <message>
        <source>Not verified</source>
        <translation>Non verificato</translation>
    </message>
    <message>
        <source>Claimed, not verified</source>
        <translation>Dichiarato, non verificato</translation>
    </message>
    <message>
        <source>Assigned by a technician</source>
        <translation>Assegnato da un tecnico</translation>
    </message>
    <message>
        <source>Assigned by {by}</source>
        <translation>Assegnato da {by}</translation>
    </message>
    <message>
        <source>E-mail confirmed</source>
        <translation>E-mail confermata</translation>
    </message>
    <message>
        <source>E-mail confirmed on {date}</source>
        <translation>E-mail confermata il {date}</translation>
    </message>
    <message>
        <source>Verified by the organisation</source>
        <translation>Verificato dall&apos;organizzazione</translation>
    </message>
    <message>
        <source>Verified by {by}</source>
        <translation>Verificato da {by}</translation>
    </message>
    <message>
        <source>Only the computer&apos;s user name is known. Anybody could have typed it.</source>
        <translation>Si conosce solo il nome utente del computer. Potrebbe averlo scritto chiunque.</translation>
    </message>
    <message>
        <source>Name and e-mail were typed by this person and not checked.</source>
        <translation>Nome ed e-mail sono stati scritti da questa persona e non controllati.</translation>
    </message>
    <message>
        <source>A technician assigned this person to the computer.</source>
        <translation>Un tecnico ha assegnato questa persona al computer.</translation>
    </message>
    <message>
        <source>A code sent to this person&apos;s e-mail was entered on this computer.</source>
        <translation>Un codice inviato all&apos;e-mail di questa persona è stato inserito su questo computer.</translation>
    </message>
    <message>
        <source>The organisation&apos;s own sign-in confirmed this person.</source>
        <translation>L&apos;accesso dell&apos;organizzazione ha confermato questa persona.</translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>The disk can only be read, so nothing can be kept ({path}). Ask your administrator.</source>
        <translation>Il disco è in sola lettura e non si può salvare nulla ({path}). Rivolgersi all&apos;amministratore.</translation>
    </message>
    <message>
        <source>The disk is full. Delete what is not needed, then start the program again.</source>
        <translation>Il disco è pieno. Eliminare ciò che non serve, poi riavviare il programma.</translation>
    </message>
    <message>
        <source>The program may not write into its own folder ({path}). Ask your administrator.</source>
        <translation>Il programma non può scrivere nella propria cartella ({path}). Rivolgersi all&apos;amministratore.</translation>
    </message>
    <message>
        <source>There is a file where the program&apos;s folder should be ({path}). Move it away.</source>
        <translation>C&apos;è un file dove dovrebbe esserci la cartella del programma ({path}). Spostarlo.</translation>
    </message>
    <message>
        <source>The program&apos;s folder belongs to another account ({path}). Start the program as the person who uses it.</source>
        <translation>La cartella del programma appartiene a un altro account ({path}). Avviare il programma come la persona che lo usa.</translation>
    </message>
    <message>
        <source>A newer version of this program has written its files. Install the newer version again.</source>
        <translation>Una versione più recente di questo programma ha scritto i suoi file. Installare di nuovo quella versione.</translation>
    </message>
    <message>
        <source>The program cannot write its own files. Check that the disk is not full, then restart it.</source>
        <translation>Il programma non può scrivere i propri file. Controllare che il disco non sia pieno, poi riavviarlo.</translation>
    </message>
</context>
<context>
    <name>TalkFiles</name>
    <message>
        <source>Choose files</source>
        <translation>Scegli file</translation>
    </message>
    <message>
        <source>All files ({pattern})</source>
        <translation>Tutti i file ({pattern})</translation>
    </message>
    <message>
        <source>Files that may be sent ({pattern})</source>
        <translation>File che si possono inviare ({pattern})</translation>
    </message>
    <message>
        <source>Picture {time}</source>
        <translation>Immagine {time}</translation>
    </message>
    <message numerus="yes">
        <source>No more than %n file(s) go with one message.</source>
        <translation>
            <numerusform>Con un messaggio non si invia più di %n file.</numerusform>
            <numerusform>Con un messaggio non si inviano più di %n file.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save in a folder</source>
        <translation>Salva in una cartella</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Scegli file…</translation>
    </message>
    <message>
        <source>Drop files here to add them to your message</source>
        <translation>Rilasciare qui i file per aggiungerli al messaggio</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
    <message>
        <source>Conversation with {name}</source>
        <translation>Conversazione con {name}</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Assistenza</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Tecnico</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Inizio</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Orari</translation>
    </message>
    <message>
        <source>File: {name} ({size}), SHA-256 {sha256}</source>
        <translation>File: {name} ({size}), SHA-256 {sha256}</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Pagina {number} di {count}</translation>
    </message>
</context>
<context>
    <name>TranscriptSaver</name>
    <message>
        <source>Save conversation</source>
        <translation>Salva conversazione</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Testo (*.txt)</translation>
    </message>
    <message>
        <source>The conversation could not be saved: {why}</source>
        <translation>La conversazione non può essere salvata: {why}</translation>
    </message>
</context>
<context>
    <name>TypingBubble</name>
    <message>
        <source>{name} is writing…</source>
        <translation>{name} sta scrivendo…</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>What the update server gave is not signed by your provider, or was changed. Nothing was kept; tell your provider.</source>
        <translation>Ciò che il server degli aggiornamenti ha dato non è firmato dal fornitore o è stato modificato. Non è stato conservato nulla; avvisare il fornitore.</translation>
    </message>
    <message>
        <source>The update server offers an older state than it did before. Nothing was kept; tell your provider.</source>
        <translation>Il server degli aggiornamenti offre uno stato più vecchio di prima. Non è stato conservato nulla; avvisare il fornitore.</translation>
    </message>
    <message>
        <source>What the update server says is out of date. Check this computer&apos;s clock, then tell your provider.</source>
        <translation>I dati del server degli aggiornamenti sono scaduti. Controllare l&apos;orologio di questo computer, poi avvisare il fornitore.</translation>
    </message>
    <message>
        <source>The update server&apos;s files do not belong together. Try again in a few minutes, then tell your provider.</source>
        <translation>I file del server degli aggiornamenti non sono coerenti tra loro. Riprovare tra qualche minuto, poi avvisare il fornitore.</translation>
    </message>
    <message>
        <source>The update server sends more than was announced. Nothing was kept; tell your provider.</source>
        <translation>Il server degli aggiornamenti invia più di quanto annunciato. Non è stato conservato nulla; avvisare il fornitore.</translation>
    </message>
    <message>
        <source>The update server is too slow. Nothing was kept; try again later.</source>
        <translation>Il server degli aggiornamenti è troppo lento. Non è stato conservato nulla; riprovare più tardi.</translation>
    </message>
    <message>
        <source>The update server does not answer as it should. Check the address and the network, then try again.</source>
        <translation>Il server degli aggiornamenti non risponde come dovrebbe. Controllare l&apos;indirizzo e la rete, poi riprovare.</translation>
    </message>
    <message>
        <source>There is no valid root file to check updates with. Give the file update-root.json of your provider.</source>
        <translation>Manca un file radice valido con cui verificare gli aggiornamenti. Indicare il file update-root.json del fornitore.</translation>
    </message>
    <message>
        <source>There is nothing newer.</source>
        <translation>Non c&apos;è nulla di più recente.</translation>
    </message>
    <message>
        <source>Another fetch is running. Wait until it has ended, then try again.</source>
        <translation>È già in corso un altro scaricamento. Attendere che finisca, poi riprovare.</translation>
    </message>
</context>
</TS>
