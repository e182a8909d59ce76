<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AccountStrip</name>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>kein Limit</translation>
    </message>
    <message>
        <source>Day P&amp;L</source>
        <translation>Tagesergebnis</translation>
    </message>
    <message>
        <source>Loss if all stops hit</source>
        <translation>Verlust, wenn alle Stops greifen</translation>
    </message>
    <message>
        <source>no price of %1</source>
        <translation>kein Preis von %1</translation>
    </message>
    <message>
        <source>no rate for %1</source>
        <translation>kein Umrechnungskurs für %1</translation>
    </message>
    <message numerus="yes">
        <source>+ %n without stop</source>
        <translation>
            <numerusform>+ %n ohne Stop</numerusform>
            <numerusform>+ %n ohne Stop</numerusform>
        </translation>
    </message>
    <message>
        <source>Equity</source>
        <translation>Eigenkapital</translation>
    </message>
    <message>
        <source>Drawdown from peak</source>
        <translation>Rückgang vom Höchststand</translation>
    </message>
    <message>
        <source>Gross exposure</source>
        <translation>Brutto-Exposure</translation>
    </message>
    <message>
        <source>Daily loss used</source>
        <translation>Tagesverlust genutzt</translation>
    </message>
    <message>
        <source>The built-in market. No order leaves this computer.</source>
        <translation>Der eingebaute Markt. Keine Order verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>A paper account. No money is at stake.</source>
        <translation>Ein Papierkonto. Es steht kein Geld auf dem Spiel.</translation>
    </message>
    <message>
        <source>Real money.</source>
        <translation>Echtes Geld.</translation>
    </message>
    <message>
        <source>REPLAY %1</source>
        <translation>WIEDERGABE %1</translation>
    </message>
    <message>
        <source>Recorded prices against a simulated exchange.</source>
        <translation>Aufgezeichnete Kurse gegen eine simulierte Börse.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Approval mode</source>
        <translation>Genehmigungsmodus</translation>
    </message>
    <message>
        <source>How far the desk may go by itself. Opens a menu.</source>
        <translation>Wie weit das Programm selbst gehen darf. Öffnet ein Menü.</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>NO SESSION</source>
        <translation>KEINE SITZUNG</translation>
    </message>
    <message>
        <source>Nothing runs yet.</source>
        <translation>Noch läuft nichts.</translation>
    </message>
    <message>
        <source>%1 %2, %3: the limit is reached.</source>
        <translation>%1 %2, %3: Limit erreicht.</translation>
    </message>
    <message>
        <source>%1 %2, %3: near the limit.</source>
        <translation>%1 %2, %3: nahe am Limit.</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>Accounts and sign-in</source>
        <translation>Konten und Anmeldung</translation>
    </message>
    <message>
        <source>Who may use this profile, and how they prove who they are. Accounts lie in the vault; nothing here is written to the settings file.</source>
        <translation>Wer dieses Profil benutzen darf und wie er sich ausweist. Konten liegen im Tresor; nichts davon steht in der Datei der Einstellungen.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>Zweiter Faktor</translation>
    </message>
    <message>
        <source>Failed tries</source>
        <translation>Fehlversuche</translation>
    </message>
    <message>
        <source>The profile has no accounts: whoever sits here is its owner, with all rights, and never signs in.</source>
        <translation>Das Profil hat keine Konten: Wer hier sitzt, ist sein Eigentümer, mit allen Rechten, und meldet sich nie an.</translation>
    </message>
    <message>
        <source>Make the owner&apos;s account…</source>
        <translation>Konto des Eigentümers anlegen…</translation>
    </message>
    <message>
        <source>Add a person…</source>
        <translation>Person hinzufügen…</translation>
    </message>
    <message>
        <source>Roles…</source>
        <translation>Rollen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Password…</source>
        <translation>Passwort…</translation>
    </message>
    <message>
        <source>Authenticator…</source>
        <translation>Authenticator…</translation>
    </message>
    <message>
        <source>New recovery codes…</source>
        <translation>Neue Wiederherstellungscodes…</translation>
    </message>
    <message>
        <source>Lost authenticator…</source>
        <translation>Authenticator verloren…</translation>
    </message>
    <message>
        <source>End that</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>So lassen, wie es ist</translation>
    </message>
    <message>
        <source>What an account is for: with accounts the desk asks for a code where real money could be lost, and what takes two people takes two. The vault&apos;s passphrase is another secret: it opens the file in which accounts and keys lie.</source>
        <translation>Wozu ein Konto dient: Mit Konten wird ein Code verlangt, wo echtes Geld verloren gehen könnte, und was zwei Personen verlangt, verlangt zwei. Die Passphrase des Tresors ist ein anderes Geheimnis: Sie öffnet die Datei, in der Konten und Schlüssel liegen.</translation>
    </message>
    <message>
        <source>Accounts lie in the vault, and there is none yet.</source>
        <translation>Konten liegen im Tresor, und es gibt noch keinen.</translation>
    </message>
    <message>
        <source>Accounts lie in the vault, and it is locked.</source>
        <translation>Konten liegen im Tresor, und er ist gesperrt.</translation>
    </message>
    <message>
        <source>Make a vault…</source>
        <translation>Tresor anlegen…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>%1, owner</source>
        <translation>%1, Eigentümer</translation>
    </message>
    <message>
        <source>%1 has shown a code and manages people for %2 more.</source>
        <translation>%1 hat einen Code gezeigt und verwaltet noch %2 lang Personen.</translation>
    </message>
    <message numerus="yes">
        <source>There were %n failed tries in this name before.</source>
        <translation>
            <numerusform>Davor gab es %n Fehlversuch unter diesem Namen.</numerusform>
            <numerusform>Davor gab es %n Fehlversuche unter diesem Namen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody had asked for this person&apos;s second factor to go. It stays.</source>
        <translation>Jemand hatte verlangt, dass der zweite Faktor dieser Person wegfällt. Er bleibt.</translation>
    </message>
    <message>
        <source>The roles of %1 become %2 in %3.</source>
        <translation>Die Rollen von %1 werden in %3 zu: %2.</translation>
    </message>
    <message>
        <source>The account of the owner stays.</source>
        <translation>Das Konto des Eigentümers bleibt.</translation>
    </message>
</context>
<context>
    <name>AdvancedPage</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>For slow machines and for measuring.</source>
        <translation>Für langsame Rechner und zum Messen.</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Set everything on these pages to its default</source>
        <translation>Alles auf diesen Seiten auf Standard setzen</translation>
    </message>
    <message>
        <source>Limits and layouts stay. Nothing happens before you save.</source>
        <translation>Limits und Anordnungen bleiben. Vor dem Speichern geschieht nichts.</translation>
    </message>
</context>
<context>
    <name>AmendBar</name>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>New %1</source>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>Amend</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Amend the order</source>
        <translation>Order ändern</translation>
    </message>
    <message>
        <source>Keep the order as it is</source>
        <translation>Order lassen, wie sie ist</translation>
    </message>
    <message>
        <source>The quantity must be above what is filled, in steps of %1.</source>
        <translation>Die Menge muss über dem Ausgeführten liegen, in Schritten von %1.</translation>
    </message>
    <message>
        <source>The limit does not fit the %1 tick.</source>
        <translation>Das Limit passt nicht zum Tick %1.</translation>
    </message>
    <message>
        <source>The trigger does not fit the %1 tick.</source>
        <translation>Der Auslöser passt nicht zum Tick %1.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch nichts geändert.</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <comment>a field, how its number was read</comment>
        <translation>%1 = %2</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Rising and falling never differ by colour alone: signs, arrows and hollow candles say it, too.</source>
        <translation>Steigen und Fallen zeigt nie die Farbe allein: Vorzeichen, Pfeile und hohle Kerzen sagen es auch.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>Auf und ab</translation>
    </message>
    <message>
        <source>Teal and orange, for every kind of colour vision</source>
        <translation>Petrol und Orange, farbsicher</translation>
    </message>
    <message>
        <source>Blue and orange</source>
        <translation>Blau und Orange</translation>
    </message>
    <message>
        <source>Green and red, weak for red-green deficiency</source>
        <translation>Grün und Rot, schwach bei Rot-Grün-Schwäche</translation>
    </message>
    <message>
        <source>Red up, green down, as in East Asia</source>
        <translation>Rot auf, Grün ab, wie in Ostasien</translation>
    </message>
    <message>
        <source>Grey, shapes only</source>
        <translation>Grau, nur Formen</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Größe von Text und Bedienelementen</translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation>Großzügige Zeilen</translation>
    </message>
    <message>
        <source>Reduced motion: no mark on values that change</source>
        <translation>Weniger Bewegung: keine Markierung geänderter Werte</translation>
    </message>
    <message>
        <source>Streamer mode: hide amounts, sizes and names</source>
        <translation>Streamer-Modus: Beträge, Mengen und Namen verbergen</translation>
    </message>
</context>
<context>
    <name>BannerLine</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>BarTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Eröffnung</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Tief</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schluss</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
</context>
<context>
    <name>BrokersPage</name>
    <message>
        <source>Brokers and keys</source>
        <translation>Broker und Schlüssel</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Key may</source>
        <translation>Schlüssel darf</translation>
    </message>
    <message>
        <source>Key age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Orders, median</source>
        <translation>Aufträge, Median</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Key from</source>
        <translation>Schlüssel aus</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Rate limit used</source>
        <translation>Anfragelimit genutzt</translation>
    </message>
    <message>
        <source>Its clock</source>
        <translation>Seine Uhr</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>Seit dem Start</translation>
    </message>
    <message>
        <source>Start a PAPER session…</source>
        <translation>PAPER-Sitzung starten…</translation>
    </message>
    <message>
        <source>Going live with a broker</source>
        <translation>Echter Handel mit einem Broker</translation>
    </message>
    <message>
        <source>Who holds what</source>
        <translation>Wer was hält</translation>
    </message>
    <message>
        <source>What stands at the venue works while this program is down. What is held here works only while it runs and is connected. What is not offered is refused before it is sent.</source>
        <translation>Was am Handelsplatz steht, wirkt auch, wenn dieses Programm nicht läuft. Was hier gehalten wird, wirkt nur, solange es läuft und verbunden ist. Was nicht angeboten wird, wird abgelehnt, bevor es gesendet wird.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>broker, account</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 and %2, or %3: a file with a private key in PEM</source>
        <translation>%1 und %2 oder %3: eine Datei mit einem privaten Schlüssel in PEM</translation>
    </message>
    <message>
        <source>outside this program: %1. They were taken when it started.</source>
        <translation>außerhalb dieses Programms: %1. Sie wurden bei seinem Start übernommen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiteres</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>none configured; they are chosen at the start</source>
        <translation>keine eingestellt; sie werden beim Start gewählt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>a rate limit</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 ms from ours</source>
        <translation>%1 ms gegen unsere</translation>
    </message>
    <message>
        <source>%1 reconnects, %2 messages unknown, %3 not readable</source>
        <translation>%1 neue Verbindungen, %2 Nachrichten unbekannt, %3 nicht lesbar</translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation>Simulator</translation>
    </message>
    <message>
        <source>play money, kept in the profile</source>
        <translation>Spielgeld, im Profil geführt</translation>
    </message>
    <message>
        <source>in this program</source>
        <translation>in diesem Programm</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>those of the built-in market or of the recording</source>
        <translation>die des eingebauten Marktes oder der Aufzeichnung</translation>
    </message>
    <message>
        <source>Start a DEMO or open a recording from the File menu.</source>
        <translation>Im Menü Datei eine DEMO starten oder eine Aufzeichnung öffnen.</translation>
    </message>
    <message>
        <source>this program: a new one for each session, in memory only</source>
        <translation>aus diesem Programm: für jede Sitzung ein neuer, nur im Speicher</translation>
    </message>
    <message>
        <source>Keys are kept in the vault. Nothing here is written to the settings file.</source>
        <translation>Schlüssel liegen im Tresor. Nichts davon steht in der Datei der Einstellungen.</translation>
    </message>
    <message>
        <source>Key in vault</source>
        <translation>Schlüssel im Tresor</translation>
    </message>
    <message>
        <source>the vault: %1</source>
        <comment>name of a key</comment>
        <translation>der Tresor: %1</translation>
    </message>
    <message>
        <source>nowhere yet: the vault, or %1</source>
        <comment>variables of the environment</comment>
        <translation>noch nirgends: der Tresor, oder %1</translation>
    </message>
    <message>
        <source>Start a LIVE session…</source>
        <translation>Eine LIVE-Sitzung beginnen…</translation>
    </message>
</context>
<context>
    <name>ChartHeader</name>
    <message>
        <source>Indicators</source>
        <translation>Indikatoren</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>Chart style</source>
        <translation>Chartstil</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Logarithmic price axis</source>
        <translation>Logarithmische Preisachse</translation>
    </message>
    <message>
        <source>Search a symbol</source>
        <translation>Symbol suchen</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>Candles, rising hollow</source>
        <translation>Kerzen, steigende hohl</translation>
    </message>
    <message>
        <source>Candles, filled</source>
        <translation>Kerzen, gefüllt</translation>
    </message>
    <message>
        <source>Heikin-Ashi</source>
        <translation>Heikin-Ashi</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Bars as a table</source>
        <translation>Balken als Tabelle</translation>
    </message>
    <message>
        <source>Link group A</source>
        <translation>Verknüpfung A</translation>
    </message>
    <message>
        <source>Link group B</source>
        <translation>Verknüpfung B</translation>
    </message>
    <message>
        <source>Link group C</source>
        <translation>Verknüpfung C</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>Nicht verknüpft</translation>
    </message>
    <message>
        <source>Bars of %1</source>
        <translation>Balken von %1</translation>
    </message>
    <message>
        <source>Other period…</source>
        <translation>Andere Periode …</translation>
    </message>
</context>
<context>
    <name>ChartPane</name>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Not moved: the order is not working any more.</source>
        <translation>Nicht verschoben: Die Order ist nicht mehr aktiv.</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Go to the last bar</source>
        <translation>Zum letzten Balken</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Take the next line that can be moved</source>
        <translation>Nächste verschiebbare Linie nehmen</translation>
    </message>
    <message>
        <source>Bars as a table</source>
        <translation>Balken als Tabelle</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indikatoren</translation>
    </message>
    <message>
        <source>Logarithmic price axis</source>
        <translation>Logarithmische Preisachse</translation>
    </message>
    <message>
        <source>Fit the price axis to the bars</source>
        <translation>Preisachse an Balken anpassen</translation>
    </message>
    <message>
        <source>Search a symbol in the chart</source>
        <translation>Symbol im Chart suchen</translation>
    </message>
    <message>
        <source>Bars of %1</source>
        <translation>Balken von %1</translation>
    </message>
    <message>
        <source>Bars in sight</source>
        <translation>Sichtbare Balken</translation>
    </message>
    <message>
        <source>No instrument</source>
        <translation>Kein Instrument</translation>
    </message>
    <message>
        <source>The session has stopped. %1</source>
        <translation>Die Sitzung wurde angehalten. %1</translation>
    </message>
    <message>
        <source>The session is starting.</source>
        <translation>Die Sitzung startet.</translation>
    </message>
    <message>
        <source>No instrument is chosen. Type a letter to search for one.</source>
        <translation>Kein Instrument gewählt. Tippen Sie einen Buchstaben, um zu suchen.</translation>
    </message>
    <message>
        <source>Loading bars…</source>
        <translation>Balken werden geladen…</translation>
    </message>
    <message>
        <source>No trades yet. The first bar of %1 appears with the first price.</source>
        <translation>Noch keine Umsätze. Der erste Balken von %1 erscheint mit dem ersten Kurs.</translation>
    </message>
    <message>
        <source>A kill switch is tripped. Only stops can be moved.</source>
        <translation>Ein Notausschalter ist ausgelöst. Nur Stops lassen sich verschieben.</translation>
    </message>
    <message>
        <source>Order ticket for %1</source>
        <translation>Ordermaske für %1</translation>
    </message>
    <message>
        <source>Review the proposal</source>
        <translation>Vorschlag prüfen</translation>
    </message>
    <message>
        <source>Move this line by keys</source>
        <translation>Diese Linie mit Tasten verschieben</translation>
    </message>
    <message>
        <source>Stop trading %1…</source>
        <translation>Handel in %1 stoppen …</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Indicators…</source>
        <translation>Indikatoren …</translation>
    </message>
    <message numerus="yes">
        <source>Its %n orders move together.</source>
        <comment>a line of several orders</comment>
        <translation>
            <numerusform>Ihre %n Order wird verschoben.</numerusform>
            <numerusform>Ihre %n Orders werden gemeinsam verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Indicator with a period of one&apos;s own…</source>
        <translation>Indikator mit eigener Periode …</translation>
    </message>
</context>
<context>
    <name>ChartPicture</name>
    <message>
        <source>No data %1–%2</source>
        <translation>Keine Daten %1–%2</translation>
    </message>
</context>
<context>
    <name>ChartReadout</name>
    <message>
        <source>O</source>
        <extracomment>Open, high, low and close of a bar, as short as can be.</extracomment>
        <translation>E</translation>
    </message>
    <message>
        <source>H</source>
        <translation>H</translation>
    </message>
    <message>
        <source>L</source>
        <translation>T</translation>
    </message>
    <message>
        <source>C</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Vol</source>
        <translation>Vol</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Brief</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>%1, no bars</source>
        <translation>%1, keine Balken</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, bars of %2, last %3</source>
        <extracomment>Name, interval, last price.</extracomment>
        <translation>%1, Balken von %2, zuletzt %3</translation>
    </message>
    <message>
        <source>up %1 in this bar</source>
        <translation>in diesem Balken um %1 gestiegen</translation>
    </message>
    <message>
        <source>down %1 in this bar</source>
        <translation>in diesem Balken um %1 gefallen</translation>
    </message>
    <message>
        <source>Loading bars…</source>
        <translation>Balken werden geladen…</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>%n bestanden</numerusform>
            <numerusform>%n bestanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n nicht bestanden</numerusform>
            <numerusform>%n nicht bestanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n unbekannt</numerusform>
            <numerusform>%n unbekannt</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>%1: %2 %3, %4</source>
        <translation>%1: %2 %3, %4</translation>
    </message>
</context>
<context>
    <name>ClosePositions</name>
    <message>
        <source>close positions</source>
        <translation>Positionen schließen</translation>
    </message>
    <message>
        <source>Close positions</source>
        <translation>Positionen schließen</translation>
    </message>
    <message>
        <source>Each is sent as an order that can only reduce. Stops stay until the position is gone. The switch stays as it is.</source>
        <translation>Jede wird als Order gesendet, die nur verkleinern kann. Stops bleiben, bis die Position geschlossen ist. Der Schalter bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Type &quot;%1&quot; to confirm.</source>
        <translation>Zum Bestätigen „%1“ eingeben.</translation>
    </message>
    <message>
        <source>Keep positions</source>
        <translation>Positionen behalten</translation>
    </message>
    <message>
        <source>No positions are open.</source>
        <translation>Keine offenen Positionen.</translation>
    </message>
    <message numerus="yes">
        <source>Close %n position(s) of account %1 (%2) at market?</source>
        <translation>
            <numerusform>%n Position im Konto %1 (%2) zum Marktpreis schließen?</numerusform>
            <numerusform>%n Positionen im Konto %1 (%2) zum Marktpreis schließen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n position(s)</source>
        <translation>
            <numerusform>%n Position schließen</numerusform>
            <numerusform>%n Positionen schließen</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for the typed sentence.</source>
        <translation>Wartet auf den eingegebenen Satz.</translation>
    </message>
    <message>
        <source>closed by hand</source>
        <translation>von Hand geschlossen</translation>
    </message>
    <message>
        <source>Nothing was sent: no session takes orders. Start one, or close at the broker.</source>
        <translation>Nichts gesendet: Keine Sitzung nimmt Orders an. Starten Sie eine oder schließen Sie beim Broker.</translation>
    </message>
    <message>
        <source>Estimated cost</source>
        <translation>Geschätzte Kosten</translation>
    </message>
    <message>
        <source>%1 of %2 were sent, then the session took no more. Look at the positions before you close the others.</source>
        <translation>%1 von %2 wurden gesendet, dann nahm die Sitzung nichts mehr an. Sehen Sie sich die Positionen an, bevor Sie die anderen schließen.</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>Show the code</source>
        <translation>Code zeigen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>A fresh code</source>
        <translation>Ein frischer Code</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Ihr Passwort</translation>
    </message>
    <message>
        <source>Code of the authenticator, six digits</source>
        <translation>Code des Authenticators, sechs Ziffern</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>six digits</source>
        <translation>sechs Ziffern</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Nobody is signed in any more.</source>
        <translation>Es ist niemand mehr angemeldet.</translation>
    </message>
    <message>
        <source>This takes the code of an authenticator, and your account has none. Set one up first, under Settings.</source>
        <translation>Das verlangt den Code eines Authenticators, und Ihr Konto hat keinen. Richten Sie zuerst einen ein, unter Einstellungen.</translation>
    </message>
    <message>
        <source>A code has six digits.</source>
        <translation>Ein Code hat sechs Ziffern.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>The vault is locked, so that nothing can be looked at. Unlock it first.</source>
        <translation>Der Tresor ist gesperrt, darum kann nichts geprüft werden. Entsperren Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>The next try counts in %1.</source>
        <translation>Der nächste Versuch zählt in %1.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Das Passwort fehlt.</translation>
    </message>
    <message>
        <source>Too much is asked at once. Try again in a moment.</source>
        <translation>Es wird zu viel auf einmal verlangt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>CodesBox</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save to a file…</source>
        <translation>In eine Datei speichern…</translation>
    </message>
    <message>
        <source>Recovery codes</source>
        <translation>Wiederherstellungscodes</translation>
    </message>
    <message>
        <source>They leave the clipboard again after 20 s.</source>
        <translation>Nach 20 s verlassen sie die Zwischenablage wieder.</translation>
    </message>
    <message>
        <source>Copied. They leave the clipboard again after 20 s.</source>
        <translation>Kopiert. Nach 20 s verlassen sie die Zwischenablage wieder.</translation>
    </message>
    <message>
        <source>Save the recovery codes</source>
        <translation>Wiederherstellungscodes speichern</translation>
    </message>
    <message>
        <source>Recovery codes of %1 in OmniTrade AI, each good once</source>
        <translation>Wiederherstellungscodes von %1 in OmniTrade AI, jeder gilt einmal</translation>
    </message>
    <message>
        <source>Saved; nobody but your user can read the file. Keep it where this computer is not.</source>
        <translation>Gespeichert; nur Ihr Benutzer kann die Datei lesen. Bewahren Sie sie dort auf, wo dieser Rechner nicht ist.</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <comment>words of the system</comment>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Show them again</source>
        <translation>Noch einmal zeigen</translation>
    </message>
    <message>
        <source>I have kept them</source>
        <translation>Ich habe sie aufbewahrt</translation>
    </message>
    <message>
        <source>Enter number %1 again, to be sure that they were kept.</source>
        <translation>Geben Sie Nummer %1 noch einmal ein, damit sicher ist, dass Sie sie haben.</translation>
    </message>
    <message>
        <source>Write them on paper or save them, then go on: one of them is asked for.</source>
        <translation>Schreiben Sie sie auf Papier oder speichern Sie sie, dann weiter: Nach einem davon wird gefragt.</translation>
    </message>
    <message>
        <source>Recovery code number %1</source>
        <translation>Wiederherstellungscode Nummer %1</translation>
    </message>
    <message>
        <source>That is it. They are kept.</source>
        <translation>Stimmt. Sie sind aufbewahrt.</translation>
    </message>
    <message>
        <source>%1 of 16 letters</source>
        <translation>%1 von 16 Zeichen</translation>
    </message>
    <message>
        <source>That is not number %1. Look at it again.</source>
        <translation>Das ist nicht Nummer %1. Sehen Sie noch einmal nach.</translation>
    </message>
</context>
<context>
    <name>CodesDialog</name>
    <message>
        <source>Recovery codes</source>
        <translation>Wiederherstellungscodes</translation>
    </message>
    <message>
        <source>Each lets you in once when the authenticator is lost. They are shown this once; earlier ones are void. Keep them where the phone is not.</source>
        <translation>Jeder lässt Sie einmal herein, wenn der Authenticator verloren ist. Sie werden nur dieses eine Mal gezeigt; frühere gelten nicht mehr. Bewahren Sie sie dort auf, wo das Telefon nicht ist.</translation>
    </message>
    <message>
        <source>Close for good</source>
        <translation>Endgültig schließen</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search symbols, panes, commands</source>
        <translation>Symbole, Bereiche, Befehle suchen</translation>
    </message>
    <message>
        <source>Begin with &gt; for commands, @ for symbols, # for settings.</source>
        <translation>Mit &gt; beginnen für Befehle, @ für Symbole, # für Einstellungen.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing has these letters.</source>
        <translation>Nichts hat diese Buchstaben.</translation>
    </message>
</context>
<context>
    <name>ConfirmBar</name>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>%1 [Enter]</source>
        <comment>a button and its key</comment>
        <translation>%1 [Eingabe]</translation>
    </message>
    <message>
        <source>%1 [Esc]</source>
        <comment>a button and its key</comment>
        <translation>%1 [Esc]</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>%1 %2</source>
        <comment>a question, and what happens besides</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>DecimalEdit</name>
    <message>
        <source>= %1</source>
        <comment>how a typed number was read</comment>
        <translation>= %1</translation>
    </message>
</context>
<context>
    <name>DecisionButton</name>
    <message>
        <source>Key: %1</source>
        <translation>Taste: %1</translation>
    </message>
    <message>
        <source>Not active yet:</source>
        <translation>Noch nicht möglich:</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>If approved</source>
        <translation>Bei Genehmigung</translation>
    </message>
    <message>
        <source>now → after, % of equity</source>
        <translation>jetzt → danach, % des Eigenkapitals</translation>
    </message>
    <message>
        <source>❙ limit</source>
        <translation>❙ Limit</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Value and terms</source>
        <translation>Gegenwert und Bedingungen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Reward to risk</source>
        <translation>Chance zu Risiko</translation>
    </message>
    <message>
        <source>Loss at stop</source>
        <translation>Verlust am Stop</translation>
    </message>
    <message>
        <source>P(target first)</source>
        <translation>P(Ziel zuerst)</translation>
    </message>
    <message>
        <source>Expected value</source>
        <translation>Erwartungswert</translation>
    </message>
    <message>
        <source>This strategy states no probability, so none is shown.</source>
        <translation>Diese Strategie nennt keine Wahrscheinlichkeit, daher fehlt sie hier.</translation>
    </message>
    <message>
        <source>points of the score, from %1</source>
        <translation>Punkte der Bewertung, ab %1</translation>
    </message>
    <message>
        <source>%1 %2 · %3 of equity · %4 · %5 · %6</source>
        <comment>value, currency, share, time in force, venue, id</comment>
        <translation>%1 %2 · %3 des Eigenkapitals · %4 · %5 · %6</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>price, distance</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 · %2 eq.</source>
        <comment>amount, share of equity</comment>
        <translation>%1 · %2 EK</translation>
    </message>
    <message>
        <source>Loss at stop, with fees</source>
        <translation>Verlust am Stop, mit Gebühren</translation>
    </message>
    <message>
        <source>What the venue charges for the way in and for the stop. Slippage is not in it.</source>
        <translation>Was der Handelsplatz für Einstieg und Stop berechnet. Ohne Slippage.</translation>
    </message>
    <message>
        <source>With fees %1 %2: %3.</source>
        <comment>amount, currency, fees</comment>
        <translation>Mit Gebühren %1 %2: %3.</translation>
    </message>
    <message>
        <source>With fees –: the venue&apos;s are not known.</source>
        <translation>Mit Gebühren –: Die des Handelsplatzes sind unbekannt.</translation>
    </message>
    <message>
        <source>What the sum of the reasons says</source>
        <translation>Was die Summe der Gründe sagt</translation>
    </message>
    <message>
        <source>none after fees</source>
        <translation>nach Gebühren keines</translation>
    </message>
    <message>
        <source>%1 after fees</source>
        <comment>reward to risk</comment>
        <translation>%1 nach Gebühren</translation>
    </message>
    <message>
        <source>The way to the target brings less than the venue charges for both ways.</source>
        <translation>Der Weg bis zum Ziel bringt weniger, als der Handelsplatz für beide Wege verlangt.</translation>
    </message>
    <message>
        <source>%1 before fees. What the venue charges for the way in and for the target or the stop is taken off.</source>
        <translation>%1 vor Gebühren. Was der Handelsplatz für den Einstieg und für Ziel oder Stop verlangt, ist abgezogen.</translation>
    </message>
</context>
<context>
    <name>DriftGuard</name>
    <message>
        <source>Price drift guard</source>
        <translation>Kursdriftschutz</translation>
    </message>
    <message>
        <source>Decided at %1; there is no price now</source>
        <translation>Entschieden bei %1; derzeit kein Kurs</translation>
    </message>
    <message>
        <source>Decided at %1, now %2, inside the band from %3 to %4</source>
        <translation>Entschieden bei %1, jetzt %2, im Band von %3 bis %4</translation>
    </message>
    <message>
        <source>Decided at %1, now %2, outside the band from %3 to %4</source>
        <translation>Entschieden bei %1, jetzt %2, außerhalb des Bands von %3 bis %4</translation>
    </message>
    <message>
        <source>decision %1</source>
        <translation>Entscheidung %1</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>jetzt %1</translation>
    </message>
</context>
<context>
    <name>EffectColumn</name>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>If approved</source>
        <translation>Bei Genehmigung</translation>
    </message>
    <message>
        <source>now → after, % of equity</source>
        <translation>jetzt → danach, % des Eigenkapitals</translation>
    </message>
    <message>
        <source>❙ limit</source>
        <translation>❙ Limit</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1, run again at sending</source>
        <translation>%1, beim Senden erneut geprüft</translation>
    </message>
    <message>
        <source>▲ %1 uses %2 of its limit.</source>
        <translation>▲ %1 nutzt %2 des Limits.</translation>
    </message>
    <message>
        <source>✕ %1 would pass its limit.</source>
        <translation>✕ %1 würde das Limit überschreiten.</translation>
    </message>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>%n bestanden</numerusform>
            <numerusform>%n bestanden</numerusform>
        </translation>
    </message>
    <message>
        <source>▾ %1</source>
        <comment>open</comment>
        <translation>▾ %1</translation>
    </message>
    <message>
        <source>▸ %1</source>
        <comment>folded</comment>
        <translation>▸ %1</translation>
    </message>
    <message>
        <source>They are shown below.</source>
        <translation>Sie stehen darunter.</translation>
    </message>
    <message>
        <source>Shows them.</source>
        <translation>Zeigt sie.</translation>
    </message>
    <message>
        <source>Fees: %1 %2. Slippage is not in it.</source>
        <comment>fees, currency</comment>
        <translation>Gebühren in %2: %1. Ohne Slippage.</translation>
    </message>
    <message>
        <source>Fees: – The venue&apos;s are not known before the fill.</source>
        <translation>Gebühren: – Die des Handelsplatzes sind vor der Ausführung unbekannt.</translation>
    </message>
    <message>
        <source>Cash %1 → %2 %3, fees left out.</source>
        <translation>Barbestand %1 → %2 %3, ohne Gebühren.</translation>
    </message>
</context>
<context>
    <name>EnrolDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Set up the authenticator</source>
        <translation>Authenticator einrichten</translation>
    </message>
    <message>
        <source>Show this to an authenticator on your phone: any that makes codes of six digits. It is shown this once.</source>
        <translation>Zeigen Sie dies einem Authenticator auf Ihrem Telefon: irgendeinem, der sechsstellige Codes macht. Es wird nur dieses eine Mal gezeigt.</translation>
    </message>
    <message>
        <source>Or type this key there, with codes that go by the time:</source>
        <translation>Oder tippen Sie dort diesen Schlüssel ein, mit Codes nach der Zeit:</translation>
    </message>
    <message>
        <source>Key for the authenticator</source>
        <translation>Schlüssel für den Authenticator</translation>
    </message>
    <message>
        <source>Code that it shows now</source>
        <translation>Code, den er jetzt zeigt</translation>
    </message>
    <message>
        <source>The authenticator is set up. These recovery codes let you in, each once, when it is lost. They are shown this once: keep them where the phone is not.</source>
        <translation>Der Authenticator ist eingerichtet. Diese Wiederherstellungscodes lassen Sie herein, jeder einmal, wenn er verloren ist. Sie werden nur dieses eine Mal gezeigt: Bewahren Sie sie dort auf, wo das Telefon nicht ist.</translation>
    </message>
    <message>
        <source>Recovery codes</source>
        <translation>Wiederherstellungscodes</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>One of the codes is asked for first.</source>
        <translation>Erst wird nach einem der Codes gefragt.</translation>
    </message>
    <message>
        <source>At work…</source>
        <translation>In Arbeit…</translation>
    </message>
    <message>
        <source>Six digits. They change every 30 s; a code counts once.</source>
        <translation>Sechs Ziffern. Sie wechseln alle 30 s; ein Code gilt einmal.</translation>
    </message>
</context>
<context>
    <name>ExpiryBar</name>
    <message>
        <source>Time left in seconds</source>
        <translation>Restzeit in Sekunden</translation>
    </message>
</context>
<context>
    <name>FilterLine</name>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Between…</source>
        <translation>Zwischen…</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until, that day included</source>
        <translation>Bis, dieser Tag eingeschlossen</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Words in it</source>
        <translation>Wörter darin</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Set-up</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Set-up, about one minute</source>
        <translation>Einrichtung, etwa eine Minute</translation>
    </message>
    <message>
        <source>Welcome and language</source>
        <translation>Willkommen und Sprache</translation>
    </message>
    <message>
        <source>What to trade on</source>
        <translation>Worauf gehandelt wird</translation>
    </message>
    <message>
        <source>Risk limits</source>
        <translation>Risikolimits</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Nothing here can cost money: the demo trades an invented market with invented money. Live trading is a separate, later act.</source>
        <translation>Hier kann nichts Geld kosten: Die Demo handelt einen erfundenen Markt mit erfundenem Geld. Live-Handel ist ein eigener, späterer Schritt.</translation>
    </message>
    <message>
        <source>Just look around</source>
        <translation>Nur umsehen</translation>
    </message>
    <message>
        <source>Starts the demo with all defaults.</source>
        <translation>Startet die Demo mit allen Standardwerten.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>Auf und ab</translation>
    </message>
    <message>
        <source>Teal and orange, for every kind of colour vision</source>
        <translation>Petrol und Orange, farbsicher</translation>
    </message>
    <message>
        <source>Blue and orange</source>
        <translation>Blau und Orange</translation>
    </message>
    <message>
        <source>Green and red</source>
        <translation>Grün und Rot</translation>
    </message>
    <message>
        <source>Red up, green down</source>
        <translation>Rot auf, Grün ab</translation>
    </message>
    <message>
        <source>Grey, shapes only</source>
        <translation>Grau, nur Formen</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Software proposes trades here; you keep the last word. Choose how it should look and speak; all of it can be changed later.</source>
        <translation>Hier schlägt Software Trades vor; das letzte Wort haben Sie. Wählen Sie Aussehen und Sprache; alles lässt sich später ändern.</translation>
    </message>
    <message>
        <source>Demo: the built-in market</source>
        <translation>Demo: der eingebaute Markt</translation>
    </message>
    <message>
        <source>Six invented instruments with real order books, trading now, around the clock. Strategies watch them and propose; the first proposal usually comes within a minute.</source>
        <translation>Sechs erfundene Instrumente mit echten Orderbüchern, rund um die Uhr im Handel. Strategien beobachten sie und schlagen vor; der erste Vorschlag kommt meist binnen einer Minute.</translation>
    </message>
    <message>
        <source>A recording of your own</source>
        <translation>Eine eigene Aufzeichnung</translation>
    </message>
    <message>
        <source>Plays data files at the pace you choose, with strategies proposing on them. Formats: bars, trades, quotes and depth as CSV, also compressed.</source>
        <translation>Spielt Datendateien im gewählten Tempo ab, Strategien schlagen darauf vor. Formate: Balken, Umsätze, Kurse und Orderbuchtiefe als CSV, auch komprimiert.</translation>
    </message>
    <message>
        <source>Paper trading with a broker</source>
        <translation>Papierhandel bei einem Broker</translation>
    </message>
    <message>
        <source>Play money on a broker&apos;s paper account, over its real protocol. Needs that broker&apos;s key. A profile keeps the books of one account: one that has traded the demo stays with the demo.</source>
        <translation>Spielgeld auf dem Papierkonto eines Brokers, über sein echtes Protokoll. Braucht dessen Schlüssel. Ein Profil führt die Bücher eines Kontos: Eines, das die Demo gehandelt hat, bleibt bei der Demo.</translation>
    </message>
    <message>
        <source>What should it trade on?</source>
        <translation>Worauf soll gehandelt werden?</translation>
    </message>
    <message>
        <source>All use the same engine, the same limits and the same record as real trading.</source>
        <translation>Alle nutzen denselben Handelskern, dieselben Limits und dasselbe Journal wie echter Handel.</translation>
    </message>
    <message>
        <source>Largest position</source>
        <translation>Größte Position</translation>
    </message>
    <message>
        <source>of equity in one trade</source>
        <translation>des Eigenkapitals in einem Trade</translation>
    </message>
    <message>
        <source>Loss at stop</source>
        <translation>Verlust am Stop</translation>
    </message>
    <message>
        <source>of equity, if the stop of a trade fills</source>
        <translation>des Eigenkapitals, wenn der Stop eines Trades greift</translation>
    </message>
    <message>
        <source>Daily loss</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>since the day began halts everything</source>
        <translation>seit Tagesbeginn stoppt alles</translation>
    </message>
    <message>
        <source>Drawdown from peak</source>
        <translation>Rückgang vom Höchststand</translation>
    </message>
    <message>
        <source>halts everything until you reset it</source>
        <translation>stoppt alles, bis Sie zurücksetzen</translation>
    </message>
    <message>
        <source>Gross exposure</source>
        <translation>Brutto-Exposure</translation>
    </message>
    <message>
        <source>of equity in all positions together</source>
        <translation>des Eigenkapitals in allen Positionen zusammen</translation>
    </message>
    <message>
        <source>Your limits</source>
        <translation>Ihre Limits</translation>
    </message>
    <message>
        <source>These cautious limits are on from the start and hold for the AI, the strategies and yourself. Settings › Risk limits has all of them.</source>
        <translation>Diese vorsichtigen Limits gelten von Anfang an, für die KI, die Strategien und für Sie. Alle stehen unter Einstellungen › Risikolimits.</translation>
    </message>
    <message>
        <source>Proposals wait at the right until you approve, change or reject them. Unanswered ones lapse.</source>
        <translation>Vorschläge warten rechts, bis Sie sie genehmigen, ändern oder ablehnen. Unbeantwortete verfallen.</translation>
    </message>
    <message>
        <source>The red switch at the top right stops everything: Ctrl+Shift+K, then Enter.</source>
        <translation>Der rote Schalter oben rechts stoppt alles: Strg+Umschalt+K, dann Eingabe.</translation>
    </message>
    <message>
        <source>Ctrl+K finds any command, symbol or setting.</source>
        <translation>Strg+K findet jeden Befehl, jedes Symbol, jede Einstellung.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Three things to know before it starts:</source>
        <translation>Drei Dinge, bevor es losgeht:</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Choose the recording…</source>
        <translation>Aufzeichnung wählen…</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>Demo starten</translation>
    </message>
    <message>
        <source>Starts with invented money</source>
        <translation>Beginnt mit erfundenem Geld</translation>
    </message>
    <message>
        <source>Alt ←</source>
        <translation>Alt ←</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Choose the broker…</source>
        <translation>Broker wählen…</translation>
    </message>
    <message>
        <source>The paper exchange in this program</source>
        <translation>Die Papierbörse in diesem Programm</translation>
    </message>
    <message>
        <source>Coins at made-up prices, over Binance&apos;s protocol and real connections of this machine, as with the broker itself. No key is needed. Money and positions are kept in this profile, prices begin anew with each session. It stands halted until you arm it.</source>
        <translation>Coins zu erfundenen Kursen, über das Protokoll von Binance und echte Verbindungen dieses Rechners, wie beim Broker selbst. Ein Schlüssel ist nicht nötig. Geld und Positionen bleiben in diesem Profil, die Kurse beginnen mit jeder Sitzung neu. Sie bleibt angehalten, bis Sie scharf schalten.</translation>
    </message>
    <message>
        <source>Start the paper exchange</source>
        <translation>Papierbörse starten</translation>
    </message>
    <message>
        <source>Sign-in and authenticator</source>
        <translation>Anmeldung und Authenticator</translation>
    </message>
    <message>
        <source>Who sits at this computer can trade, unless the profile knows who you are. Three things make sure of that.</source>
        <translation>Wer an diesem Rechner sitzt, kann handeln, solange das Profil nicht weiß, wer Sie sind. Drei Dinge sorgen dafür.</translation>
    </message>
</context>
<context>
    <name>FloatingLine</name>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
</context>
<context>
    <name>FloatingWindow</name>
    <message>
        <source>%1 — OmniTrade AI</source>
        <translation>%1 — OmniTrade AI</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Language and formats change at once; nothing needs a restart.</source>
        <translation>Sprache und Formate wechseln sofort; kein Neustart nötig.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Numbers and dates</source>
        <translation>Zahlen und Datum</translation>
    </message>
    <message>
        <source>As the language</source>
        <translation>Wie die Sprache</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Show the set-up again…</source>
        <translation>Einrichtung erneut zeigen…</translation>
    </message>
    <message>
        <source>Show the tour again</source>
        <translation>Rundgang erneut zeigen</translation>
    </message>
    <message>
        <source>Outside the window</source>
        <translation>Außerhalb des Fensters</translation>
    </message>
    <message>
        <source>This desktop has no notification area. Alerts are shown in the window alone, and its button in the task bar asks for attention.</source>
        <translation>Diese Oberfläche hat keinen Infobereich. Meldungen erscheinen nur im Fenster, und dessen Knopf in der Taskleiste macht aufmerksam.</translation>
    </message>
</context>
<context>
    <name>GoingLive</name>
    <message>
        <source>Vault for keys</source>
        <translation type="vanished">Tresor für Schlüssel</translation>
    </message>
    <message>
        <source>Accounts of people</source>
        <translation type="vanished">Konten von Personen</translation>
    </message>
    <message>
        <source>missing: nobody signs in</source>
        <translation type="vanished">fehlt: niemand meldet sich an</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation type="vanished">Zweiter Faktor</translation>
    </message>
    <message>
        <source>missing: no code is asked for</source>
        <translation type="vanished">fehlt: nach keinem Code wird gefragt</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="vanished">Prüfprotokoll</translation>
    </message>
    <message>
        <source>there: written before anything is sent</source>
        <translation type="vanished">vorhanden: geschrieben, bevor etwas gesendet wird</translation>
    </message>
    <message>
        <source>LIVE refuses to arm until all four exist. An account configured for real money starts no session and is sent nothing.</source>
        <translation type="vanished">LIVE lässt sich nicht scharf schalten, bis es alle vier gibt. Ein Konto, das für echtes Geld eingestellt ist, startet keine Sitzung, und nichts wird ihm gesendet.</translation>
    </message>
    <message>
        <source>there: keys of real money are taken from it alone</source>
        <translation type="vanished">vorhanden: Schlüssel für echtes Geld kommen nur aus ihm</translation>
    </message>
    <message>
        <source>missing: keys of real money are taken from it alone</source>
        <translation type="vanished">fehlt: Schlüssel für echtes Geld kommen nur aus ihm</translation>
    </message>
    <message>
        <source>Go live…</source>
        <translation>Echtgeld freigeben…</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source> The record of what was shown was changed by somebody: what stands behind the change does not count.</source>
        <translation> Die Aufzeichnung der Nachweise wurde von jemandem geändert: Was hinter der Änderung steht, zählt nicht.</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>Commands and keys</source>
        <translation>Befehle und Tasten</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Print this list</source>
        <translation>Diese Liste drucken</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>HistoryFoot</name>
    <message>
        <source>The history is being read: earlier rows are missing.</source>
        <translation>Der Verlauf wird gelesen: Frühere Zeilen fehlen noch.</translation>
    </message>
    <message>
        <source>Older rows do not come: %1</source>
        <translation>Ältere Zeilen kommen nicht: %1</translation>
    </message>
    <message>
        <source>The newest %1 rows, as many as are held here. Filter, sorting and export see only these; older ones stay in the record.</source>
        <translation>Die neuesten %1 Zeilen, mehr werden hier nicht gehalten. Filter, Sortierung und Export sehen nur diese; ältere bleiben in der Aufzeichnung.</translation>
    </message>
    <message>
        <source>The newest %1 rows. Filter, sorting and export see only these.</source>
        <translation>Die neuesten %1 Zeilen. Filter, Sortierung und Export sehen nur diese.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Older rows</source>
        <translation>Ältere Zeilen</translation>
    </message>
    <message>
        <source>The history does not answer: %1. What is shown may be incomplete.</source>
        <translation>Der Verlauf antwortet nicht: %1. Was zu sehen ist, kann unvollständig sein.</translation>
    </message>
    <message>
        <source>The history does not answer: %1</source>
        <translation>Der Verlauf antwortet nicht: %1</translation>
    </message>
</context>
<context>
    <name>IndicatorChoice</name>
    <message>
        <source>Add it</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add an indicator</source>
        <translation>Indikator hinzufügen</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Indikator</translation>
    </message>
    <message>
        <source>Period, in bars</source>
        <translation>Periode, in Kerzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Indicator</source>
        <translation>&amp;Indikator</translation>
    </message>
    <message>
        <source>&amp;Period, in bars</source>
        <translation>&amp;Periode, in Kerzen</translation>
    </message>
    <message>
        <source>%1 is on the chart already.</source>
        <translation>%1 ist schon im Chart.</translation>
    </message>
    <message>
        <source>A chart shows at most %1 indicators. Take one off first.</source>
        <translation>Ein Chart zeigt höchstens %1 Indikatoren. Nehmen Sie zuerst einen heraus.</translation>
    </message>
</context>
<context>
    <name>KeyBox</name>
    <message>
        <source>Add key…</source>
        <translation>Schlüssel hinzufügen…</translation>
    </message>
    <message>
        <source>Rotate key…</source>
        <translation>Schlüssel wechseln…</translation>
    </message>
    <message>
        <source>The new key works…</source>
        <translation>Der neue Schlüssel taugt…</translation>
    </message>
    <message>
        <source>Take it back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Make a vault at the right to keep its key there.</source>
        <translation>Legen Sie rechts einen Tresor an, um den Schlüssel dort aufzubewahren.</translation>
    </message>
    <message>
        <source>The vault is locked: what is in it is not known. Unlock it at the right.</source>
        <translation>Der Tresor ist gesperrt: Was darin liegt, ist nicht bekannt. Entsperren Sie ihn rechts.</translation>
    </message>
    <message>
        <source>A session runs on the new key. Say that it works, then end the old one at the broker.</source>
        <translation>Eine Sitzung läuft mit dem neuen Schlüssel. Bestätigen Sie, dass er taugt, und beenden Sie dann den alten beim Broker.</translation>
    </message>
    <message>
        <source>A new key is in place since %1 and is used by the next session. Start one to see that the broker takes it.</source>
        <translation>Ein neuer Schlüssel liegt seit %1 bereit; die nächste Sitzung verwendet ihn. Starten Sie eine, um zu sehen, dass der Broker ihn annimmt.</translation>
    </message>
    <message>
        <source>The old key is gone here. End it at the broker now: that this file has forgotten it stops nobody else who has it.</source>
        <translation>Der alte Schlüssel ist hier gelöscht. Beenden Sie ihn jetzt beim Broker: Dass diese Datei ihn vergessen hat, hält niemanden auf, der ihn sonst hat.</translation>
    </message>
    <message>
        <source>%1 · since %2 · hidden, cannot be shown again</source>
        <comment>name of a key, when it was put into the vault</comment>
        <translation>%1 · seit %2 · verborgen, kann nicht wieder gezeigt werden</translation>
    </message>
    <message>
        <source>No key in the vault. It needs the rights to read and to trade, and never to withdraw.</source>
        <translation>Kein Schlüssel im Tresor. Er braucht das Recht zu lesen und zu handeln, nie das Recht auszuzahlen.</translation>
    </message>
    <message>
        <source>Rotate the key of %1</source>
        <translation>Schlüssel von %1 wechseln</translation>
    </message>
    <message>
        <source>Add a key of %1</source>
        <translation>Schlüssel von %1 hinzufügen</translation>
    </message>
    <message>
        <source>1. Make a new key at the broker, with the rights to read and to trade and no other.
2. Put it in here: the next session uses it, and the old one is kept.
3. Start a session. When it is connected, say that the new key works: the old one is destroyed here.
4. End the old key at the broker.</source>
        <translation>1. Legen Sie beim Broker einen neuen Schlüssel an, nur mit dem Recht zu lesen und zu handeln.
2. Geben Sie ihn hier ein: Die nächste Sitzung verwendet ihn, der alte bleibt erhalten.
3. Starten Sie eine Sitzung. Ist sie verbunden, bestätigen Sie, dass der neue taugt: Der alte wird hier vernichtet.
4. Beenden Sie den alten Schlüssel beim Broker.</translation>
    </message>
    <message>
        <source>Make a key at the broker with the rights to read and to trade and no other. A key that can withdraw is refused.</source>
        <translation>Legen Sie beim Broker einen Schlüssel nur mit dem Recht zu lesen und zu handeln an. Ein Schlüssel, der auszahlen darf, wird abgelehnt.</translation>
    </message>
    <message>
        <source>Both go straight into the encrypted vault. They are hidden and cannot be shown again. A private key is pasted with all of its lines.</source>
        <translation>Beides geht unmittelbar in den verschlüsselten Tresor, ist verborgen und kann nicht wieder gezeigt werden. Einen privaten Schlüssel fügen Sie mit allen Zeilen ein.</translation>
    </message>
    <message>
        <source>Put the new key in</source>
        <translation>Neuen Schlüssel ablegen</translation>
    </message>
    <message>
        <source>Save to the vault</source>
        <translation>Im Tresor ablegen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>The new key works</source>
        <translation>Der neue Schlüssel taugt</translation>
    </message>
    <message>
        <source>Destroy the old key of %1 in the vault?</source>
        <translation>Den alten Schlüssel von %1 im Tresor vernichten?</translation>
    </message>
    <message>
        <source>The new one takes its place. Then end the old one at the broker.</source>
        <translation>Der neue tritt an seine Stelle. Beenden Sie den alten danach beim Broker.</translation>
    </message>
    <message>
        <source>Destroy the old key</source>
        <translation>Alten Schlüssel vernichten</translation>
    </message>
    <message>
        <source>Take the new key back</source>
        <translation>Neuen Schlüssel zurücknehmen</translation>
    </message>
    <message>
        <source>Remove the new key of %1 and go on with the old one?</source>
        <translation>Den neuen Schlüssel von %1 entfernen und beim alten bleiben?</translation>
    </message>
    <message>
        <source>A session that runs on the new one keeps it until it ends.</source>
        <translation>Eine Sitzung, die mit dem neuen läuft, behält ihn bis zu ihrem Ende.</translation>
    </message>
    <message>
        <source>Remove the new key</source>
        <translation>Neuen Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Remove the key</source>
        <translation>Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Remove the key of %1 from the vault?</source>
        <translation>Den Schlüssel von %1 aus dem Tresor entfernen?</translation>
    </message>
    <message>
        <source>No session can be started with it from then on. A session that runs keeps it until it ends. End the key at the broker, too.</source>
        <translation>Danach lässt sich mit ihm keine Sitzung mehr starten. Eine laufende behält ihn bis zu ihrem Ende. Beenden Sie den Schlüssel auch beim Broker.</translation>
    </message>
</context>
<context>
    <name>KillBanner</name>
    <message>
        <source>Close positions…</source>
        <translation>Positionen schließen…</translation>
    </message>
    <message>
        <source>Review and reset…</source>
        <translation>Prüfen und zurücksetzen…</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KillButton</name>
    <message>
        <source>Stop a part of trading</source>
        <translation>Einen Teil des Handels stoppen</translation>
    </message>
    <message>
        <source>Kill switch · armed</source>
        <translation>Notausschalter · bereit</translation>
    </message>
    <message>
        <source>Ctrl Shift K</source>
        <translation>Strg Umschalt K</translation>
    </message>
    <message>
        <source>Kill switch, armed. Stops all trading.</source>
        <translation>Notausschalter, bereit. Stoppt den gesamten Handel.</translation>
    </message>
    <message>
        <source>STOPPING · %1 of %2</source>
        <translation>STOPPT · %1 von %2</translation>
    </message>
    <message>
        <source>Kill switch, stopping. Not all cancels are confirmed.</source>
        <translation>Notausschalter stoppt. Noch nicht alle Stornos bestätigt.</translation>
    </message>
    <message>
        <source>TRIPPED · reset…</source>
        <translation>AUSGELÖST · zurücksetzen…</translation>
    </message>
    <message>
        <source>Kill switch, tripped. Opens the review.</source>
        <translation>Notausschalter, ausgelöst. Öffnet die Prüfung.</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Notausschalter</translation>
    </message>
    <message>
        <source>%1: tripped</source>
        <translation>%1: ausgelöst</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Strg+Umschalt+K</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>Konto %1</translation>
    </message>
    <message>
        <source>Selected symbol: %1</source>
        <translation>Gewähltes Symbol: %1</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Strg+Umschalt+S</translation>
    </message>
</context>
<context>
    <name>KillConfirm</name>
    <message>
        <source>Stop all trading now?</source>
        <translation>Gesamten Handel jetzt stoppen?</translation>
    </message>
    <message>
        <source>Stop %1 now?</source>
        <translation>%1 jetzt stoppen?</translation>
    </message>
    <message>
        <source>New orders are blocked the moment you confirm.</source>
        <translation>Neue Orders sind gesperrt, sobald Sie bestätigen.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Stop all trading</source>
        <translation>Gesamten Handel stoppen</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 stoppen</translation>
    </message>
    <message>
        <source>Cancel entry orders, keep stops and positions</source>
        <translation>Einstiegsorders stornieren, Stops und Positionen behalten</translation>
    </message>
    <message>
        <source>Cancel everything, keep positions</source>
        <translation>Alles stornieren, Positionen behalten</translation>
    </message>
    <message>
        <source>Cancel everything and close positions at market</source>
        <translation>Alles stornieren und Positionen zum Marktpreis schließen</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>&quot;9 entry orders, 8 stops, 8 positions&quot;: three parts with plurals of their own</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
    <message numerus="yes">
        <source>%n entry order(s)</source>
        <translation>
            <numerusform>%n Einstiegsorder</numerusform>
            <numerusform>%n Einstiegsorders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n Stop</numerusform>
            <numerusform>%n Stops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n Position</numerusform>
            <numerusform>%n Positionen</numerusform>
        </translation>
    </message>
    <message>
        <source>No positions are open.</source>
        <translation>Keine offenen Positionen.</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s); their value is not known.</source>
        <translation>
            <numerusform>%n Order; ihr Gegenwert ist nicht bekannt.</numerusform>
            <numerusform>%n Orders; ihr Gegenwert ist nicht bekannt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %1 %2 in %n order(s).</source>
        <translation>
            <numerusform>Etwa %1 %2 in %n Order.</numerusform>
            <numerusform>Etwa %1 %2 in %n Orders.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stops are removed. Positions lose protection.</source>
        <translation>Stops werden entfernt. Positionen verlieren ihren Schutz.</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Nothing is stopped.</source>
        <translation>Nichts wird gestoppt.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Blocks new orders at once.</source>
        <translation>Sperrt neue Orders sofort.</translation>
    </message>
    <message>
        <source>stopped by hand</source>
        <translation>von Hand gestoppt</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>what would be closed, what that costs</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>LayoutKeeper</name>
    <message>
        <source>Layout file damaged. Loaded the version from %1 instead. Nothing else is affected.</source>
        <translation>Anordnungsdatei beschädigt. Stattdessen wurde die Version von %1 geladen. Sonst ist nichts betroffen.</translation>
    </message>
    <message>
        <source>Layout file damaged. Loaded an earlier version instead. Nothing else is affected.</source>
        <translation>Anordnungsdatei beschädigt. Stattdessen wurde eine frühere Version geladen. Sonst ist nichts betroffen.</translation>
    </message>
    <message>
        <source>Layout file damaged, and no earlier version can be read. The default layout is shown. Nothing else is affected.</source>
        <translation>Anordnungsdatei beschädigt, auch keine frühere Version lesbar. Die Standardanordnung wird gezeigt. Sonst ist nichts betroffen.</translation>
    </message>
</context>
<context>
    <name>LettersView</name>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
</context>
<context>
    <name>LineLamps</name>
    <message>
        <source>Line: %1</source>
        <comment>market data, orders, account</comment>
        <translation>Leitung: %1</translation>
    </message>
    <message>
        <source>%1 %2 · %3</source>
        <comment>line, its state, the age of its last proof</comment>
        <translation>%1 %2 · %3</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>broker, its first line</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 at %2, %3: %4</source>
        <comment>broker, host, line, how it is</comment>
        <translation>%1 bei %2, %3: %4</translation>
    </message>
    <message>
        <source>%1. Orders are answered in %2, the median of the last.</source>
        <translation>%1. Aufträge werden in %2 beantwortet, im Median der letzten.</translation>
    </message>
</context>
<context>
    <name>LiveDialog</name>
    <message>
        <source>Go live with %1</source>
        <translation>Echtgeld mit %1 freigeben</translation>
    </message>
    <message>
        <source>This lets sessions trade with real money, for this key, this account and limits that are no looser. Nothing is armed by it: a person does that in the session, with a code.</source>
        <translation>Damit dürfen Sitzungen mit echtem Geld handeln, für diesen Schlüssel, dieses Konto und nicht lockerere Grenzen. Scharf wird dadurch nichts: Das tut ein Mensch in der Sitzung, mit einem Code.</translation>
    </message>
    <message>
        <source>Test the key now</source>
        <translation>Schlüssel jetzt prüfen</translation>
    </message>
    <message>
        <source>Name of the account</source>
        <translation>Name des Kontos</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Code of the authenticator</source>
        <translation>Code des Authenticators</translation>
    </message>
    <message>
        <source>Last 4 characters of the account at the broker</source>
        <translation>Letzte 4 Zeichen des Kontos beim Broker</translation>
    </message>
    <message>
        <source>Who grants it</source>
        <translation>Wer freigibt</translation>
    </message>
    <message>
        <source>The second person</source>
        <translation>Die zweite Person</translation>
    </message>
    <message>
        <source>Leave everything as it is</source>
        <translation>Alles so lassen</translation>
    </message>
    <message>
        <source>Allow real money</source>
        <translation>Echtes Geld erlauben</translation>
    </message>
    <message>
        <source>At work: this takes a moment…</source>
        <translation>In Arbeit: Das dauert einen Moment…</translation>
    </message>
    <message>
        <source>The key is tested…</source>
        <translation>Der Schlüssel wird geprüft…</translation>
    </message>
    <message>
        <source>It is looked at…</source>
        <translation>Es wird geprüft…</translation>
    </message>
    <message>
        <source>Something is missing: see above.</source>
        <translation>Etwas fehlt: siehe oben.</translation>
    </message>
    <message>
        <source>The last 4 characters of the account are missing.</source>
        <translation>Die letzten 4 Zeichen des Kontos fehlen.</translation>
    </message>
    <message>
        <source>Name, password and code are missing.</source>
        <translation>Name, Passwort und Code fehlen.</translation>
    </message>
    <message>
        <source>Nobody else has this right. It is allowed in %1 s; close this to leave everything as it is.</source>
        <translation>Niemand sonst hat dieses Recht. Erlaubt wird es in %1 s; schließen Sie dies, um alles so zu lassen.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>sign, what was looked at</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <comment>sign, what was looked at, what came of it</comment>
        <translation>%1 %2: %3</translation>
    </message>
</context>
<context>
    <name>LiveMoney</name>
    <message>
        <source>, </source>
        <comment>between the members of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>5 paper sessions</source>
        <translation>5 PAPER-Sitzungen</translation>
    </message>
    <message>
        <source>Key test</source>
        <translation>Prüfung des Schlüssels</translation>
    </message>
    <message>
        <source>Risk limits set</source>
        <translation>Risikogrenzen gesetzt</translation>
    </message>
    <message>
        <source>Kill switch drill</source>
        <translation>Übung des Notausschalters</translation>
    </message>
    <message>
        <source>Authenticator</source>
        <translation>Authenticator</translation>
    </message>
    <message>
        <source>Accounts of people</source>
        <translation>Konten von Personen</translation>
    </message>
    <message>
        <source>Vault for keys</source>
        <translation>Tresor für Schlüssel</translation>
    </message>
    <message>
        <source>Audit record</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>unlock the vault</source>
        <translation>Tresor entsperren</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>no key in the vault</source>
        <translation>kein Schlüssel im Tresor</translation>
    </message>
    <message>
        <source>passed %1</source>
        <comment>a day</comment>
        <translation>bestanden %1</translation>
    </message>
    <message>
        <source>too old: %1</source>
        <comment>a day</comment>
        <translation>zu alt: %1</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>%1, %2 s</source>
        <comment>a day, how long it took</comment>
        <translation>%1, %2 s</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>nobody has one</source>
        <translation>niemand hat einen</translation>
    </message>
    <message>
        <source>missing: %1</source>
        <comment>names</comment>
        <translation>fehlt: %1</translation>
    </message>
    <message>
        <source>there</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>there: written before anything is sent</source>
        <translation>vorhanden: geschrieben, bevor etwas gesendet wird</translation>
    </message>
    <message>
        <source>does not verify</source>
        <translation>besteht die Prüfung nicht</translation>
    </message>
    <message>
        <source>Unlock the vault: what was shown lies sealed under it.</source>
        <translation>Entsperren Sie den Tresor: Die Nachweise liegen darunter versiegelt.</translation>
    </message>
    <message>
        <source>Trade on paper with this broker, the vault open at the start, and end each session in order: with an order that the broker took, or for 15 minutes.</source>
        <translation>Handeln Sie mit diesem Broker in PAPER, den Tresor beim Beginn offen, und beenden Sie jede Sitzung ordentlich: mit einer Order, die der Broker annahm, oder nach 15 Minuten.</translation>
    </message>
    <message>
        <source>Test the key. Nothing is ordered.</source>
        <translation>Prüfen Sie den Schlüssel. Nichts wird geordert.</translation>
    </message>
    <message>
        <source>Put the key of real money into the vault: %1.</source>
        <translation>Legen Sie den Schlüssel für echtes Geld in den Tresor: %1.</translation>
    </message>
    <message>
        <source>These are looser than anybody has agreed to: %1. Tighten them, or loosen them in a paper session, where it takes two.</source>
        <translation>Diese sind lockerer, als jemand zugestimmt hat: %1. Ziehen Sie sie enger, oder lockern Sie sie in einer PAPER-Sitzung, wo es zwei verlangt.</translation>
    </message>
    <message>
        <source>In a paper session with orders open press the kill switch, and wait until the last of them is cancelled.</source>
        <translation>Drücken Sie in einer PAPER-Sitzung mit offenen Orders den Notausschalter, und warten Sie, bis die letzte gestrichen ist.</translation>
    </message>
    <message>
        <source>Everybody who may trade or arm sets up an authenticator.</source>
        <translation>Alle, die handeln oder scharf stellen dürfen, richten einen Authenticator ein.</translation>
    </message>
    <message>
        <source>Make the account of the owner.</source>
        <translation>Legen Sie das Konto der Eigentümerin oder des Eigentümers an.</translation>
    </message>
    <message>
        <source>Make a vault above.</source>
        <translation>Legen Sie oben einen Tresor an.</translation>
    </message>
    <message>
        <source>See what omnitrade audit verify says of it.</source>
        <translation>Sehen Sie nach, was omnitrade audit verify dazu sagt.</translation>
    </message>
    <message>
        <source>The next session begins one.</source>
        <translation>Die nächste Sitzung beginnt eines.</translation>
    </message>
    <message>
        <source>Everything is there, and nobody has granted it yet. LIVE refuses to arm.</source>
        <translation>Alles ist da, und niemand hat es bisher freigegeben. LIVE lässt sich nicht scharf stellen.</translation>
    </message>
    <message>
        <source>LIVE refuses to arm until all of this is there and a person has granted it.</source>
        <translation>LIVE lässt sich nicht scharf stellen, bis alles hiervon da ist und ein Mensch es freigegeben hat.</translation>
    </message>
    <message>
        <source>Granted %1 for this key, this account and these limits. A LIVE session begins halted; a person arms it with a code.</source>
        <translation>Freigegeben %1 für diesen Schlüssel, dieses Konto und diese Grenzen. Eine LIVE-Sitzung beginnt angehalten; ein Mensch stellt sie mit einem Code scharf.</translation>
    </message>
    <message>
        <source>What was granted was for another key. LIVE refuses to arm.</source>
        <translation>Die Freigabe galt einem anderen Schlüssel. LIVE lässt sich nicht scharf stellen.</translation>
    </message>
    <message>
        <source>What was granted was for another account. LIVE refuses to arm.</source>
        <translation>Die Freigabe galt einem anderen Konto. LIVE lässt sich nicht scharf stellen.</translation>
    </message>
    <message>
        <source>The limits are looser than those that it was granted for. LIVE refuses to arm.</source>
        <translation>Die Grenzen sind lockerer als die, für die freigegeben wurde. LIVE lässt sich nicht scharf stellen.</translation>
    </message>
    <message>
        <source>The profile&apos;s record has ended what was granted, or does not know it: a file was set back or changed. LIVE refuses to arm.</source>
        <translation>Die Aufzeichnung des Profils hat die Freigabe beendet oder kennt sie nicht: Eine Datei wurde zurückgesetzt oder geändert. LIVE lässt sich nicht scharf stellen.</translation>
    </message>
    <message>
        <source>Server reached, TLS verified</source>
        <translation>Server erreicht, TLS geprüft</translation>
    </message>
    <message>
        <source>Clock offset</source>
        <translation>Abweichung der Uhr</translation>
    </message>
    <message>
        <source>Signature accepted</source>
        <translation>Signatur angenommen</translation>
    </message>
    <message>
        <source>May read account</source>
        <translation>Darf das Konto lesen</translation>
    </message>
    <message>
        <source>May place orders</source>
        <translation>Darf Orders aufgeben</translation>
    </message>
    <message>
        <source>Withdrawals must be off</source>
        <translation>Auszahlungen müssen aus sein</translation>
    </message>
    <message>
        <source>Limited to this IP address</source>
        <translation>Auf diese IP-Adresse beschränkt</translation>
    </message>
    <message>
        <source>These are not the last characters of the account that the key belongs to. Nothing was granted. Look the account up at the broker.</source>
        <translation>Das sind nicht die letzten Zeichen des Kontos, zu dem der Schlüssel gehört. Nichts wurde freigegeben. Sehen Sie beim Broker nach.</translation>
    </message>
    <message>
        <source>The name, the password or the code is wrong. A code counts once: wait for the next one.</source>
        <translation>Der Name, das Passwort oder der Code ist falsch. Ein Code zählt einmal: Warten Sie auf den nächsten.</translation>
    </message>
    <message>
        <source>Another person has the right as well. Both have to say it.</source>
        <translation>Noch jemand hat dieses Recht. Beide müssen es sagen.</translation>
    </message>
    <message>
        <source>This person has no right to enable real money: it takes the role Risk.</source>
        <translation>Diese Person darf echtes Geld nicht freigeben: Das verlangt die Rolle Risk.</translation>
    </message>
    <message>
        <source>This person has no authenticator.</source>
        <translation>Diese Person hat keinen Authenticator.</translation>
    </message>
    <message>
        <source>A recovery code was used: a new authenticator comes first.</source>
        <translation>Ein Wiederherstellungscode wurde benutzt: Zuerst kommt ein neuer Authenticator.</translation>
    </message>
    <message>
        <source>The vault is locked. Unlock it first.</source>
        <translation>Der Tresor ist gesperrt. Entsperren Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>The key has not passed its test.</source>
        <translation>Der Schlüssel hat seine Prüfung nicht bestanden.</translation>
    </message>
    <message>
        <source>. </source>
        <comment>between two sentences</comment>
        <translation>. </translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>A new authenticator comes first</source>
        <translation>Zuerst kommt ein neuer Authenticator</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Nobody sees or changes anything here before you have unlocked it.</source>
        <translation>Niemand sieht oder ändert hier etwas, bevor Sie entsperrt haben.</translation>
    </message>
    <message>
        <source>You came in by a recovery code. It is used up; set up an authenticator now, within a quarter of an hour, then sign in with it.</source>
        <translation>Sie sind mit einem Wiederherstellungscode hereingekommen. Er ist verbraucht; richten Sie jetzt, innerhalb einer Viertelstunde, einen Authenticator ein, und melden Sie sich dann damit an.</translation>
    </message>
    <message>
        <source>Your rights, your password or your account have changed since you signed in. Sign in again.</source>
        <translation>Ihre Rechte, Ihr Passwort oder Ihr Konto haben sich seit Ihrer Anmeldung geändert. Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>The account of a broker is traded here, and this profile has accounts: say who you are.</source>
        <translation>Hier wird das Konto eines Brokers gehandelt, und dieses Profil hat Konten: Sagen Sie, wer Sie sind.</translation>
    </message>
    <message>
        <source>Orders and stops go on as they are. The kill switch works, here too: Ctrl+Shift+K.</source>
        <translation>Orders und Stops laufen weiter wie bisher. Der Notausschalter wirkt auch hier: Ctrl+Shift+K.</translation>
    </message>
    <message>
        <source>Set up an authenticator…</source>
        <translation>Einen Authenticator einrichten…</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>Als jemand anderes anmelden</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>lowered by hand</source>
        <translation>von Hand herabgesetzt</translation>
    </message>
    <message>
        <source>An AI proposal waits for you.</source>
        <translation>Ein KI-Vorschlag wartet auf Sie.</translation>
    </message>
    <message>
        <source>The window stood still for %1 s. Orders, stops and the kill switch were not affected.</source>
        <translation>Das Fenster stand %1 s still. Orders, Stops und Notausschalter waren nicht betroffen.</translation>
    </message>
    <message>
        <source>Nothing was sent: no session runs. Start one from the File menu.</source>
        <translation>Nichts gesendet: Keine Sitzung läuft. Starten Sie eine im Menü Datei.</translation>
    </message>
    <message>
        <source>A critical alert. Open the window to read it.</source>
        <translation>Eine kritische Meldung. Öffnen Sie das Fenster, um sie zu lesen.</translation>
    </message>
    <message>
        <source>The session has ended. What you see is how it stood at its end.</source>
        <translation>Die Sitzung ist beendet. Sie sehen den Stand am Ende.</translation>
    </message>
    <message>
        <source>Close OmniTrade AI?</source>
        <translation>OmniTrade AI schließen?</translation>
    </message>
    <message>
        <source>The session ends in order. Working entry orders are handled as the session&apos;s rules say; protective stops stay at the broker.</source>
        <translation>Die Sitzung endet geordnet. Aktive Einstiegsorders werden nach den Regeln der Sitzung behandelt; Schutzstops bleiben beim Broker.</translation>
    </message>
    <message>
        <source>End session and close</source>
        <translation>Sitzung beenden und schließen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Extras</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Start demo</source>
        <translation>Demo starten</translation>
    </message>
    <message>
        <source>Start the demo market?</source>
        <translation>Demomarkt starten?</translation>
    </message>
    <message>
        <source>The session that runs now ends in order first.</source>
        <translation>Die laufende Sitzung endet zuerst geordnet.</translation>
    </message>
    <message>
        <source>Go on as it is</source>
        <translation>Weiter wie bisher</translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation>Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Let market time go on</source>
        <translation>Marktzeit weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Hold market time</source>
        <translation>Marktzeit anhalten</translation>
    </message>
    <message>
        <source>Market time at %1</source>
        <translation>Marktzeit mit %1</translation>
    </message>
    <message>
        <source>End session…</source>
        <translation>Sitzung beenden…</translation>
    </message>
    <message>
        <source>End the session?</source>
        <translation>Sitzung beenden?</translation>
    </message>
    <message>
        <source>It ends in order and can be looked at afterwards. Nothing new is sent.</source>
        <translation>Sie endet geordnet und bleibt danach einsehbar. Nichts Neues wird gesendet.</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Close OmniTrade AI</source>
        <translation>OmniTrade AI schließen</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>Arbeitsbereich %1</translation>
    </message>
    <message>
        <source>Undo layout change</source>
        <translation>Anordnung rückgängig machen</translation>
    </message>
    <message>
        <source>Reset this workspace</source>
        <translation>Diesen Arbeitsbereich zurücksetzen</translation>
    </message>
    <message>
        <source>Pane alone, and back</source>
        <translation>Bereich allein und zurück</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Farbschema</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Farbschema</translation>
    </message>
    <message>
        <source>High contrast theme</source>
        <translation>Farbschema mit hohem Kontrast</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>Übliche Größe</translation>
    </message>
    <message>
        <source>Order ticket</source>
        <translation>Orderticket</translation>
    </message>
    <message>
        <source>Working orders</source>
        <translation>Aktive Orders</translation>
    </message>
    <message>
        <source>Cancel entry orders…</source>
        <translation>Einstiegsorders stornieren…</translation>
    </message>
    <message>
        <source>Close positions…</source>
        <translation>Positionen schließen…</translation>
    </message>
    <message>
        <source>Stop all trading…</source>
        <translation>Gesamten Handel stoppen…</translation>
    </message>
    <message>
        <source>Stop the selected symbol…</source>
        <translation>Gewähltes Symbol stoppen…</translation>
    </message>
    <message>
        <source>Go to the proposals</source>
        <translation>Zu den Vorschlägen</translation>
    </message>
    <message>
        <source>Kill switches</source>
        <translation>Notausschalter</translation>
    </message>
    <message>
        <source>Review and reset…</source>
        <translation>Prüfen und zurücksetzen…</translation>
    </message>
    <message>
        <source>Risk limits…</source>
        <translation>Risikolimits…</translation>
    </message>
    <message>
        <source>Lower to reduce only</source>
        <translation>Auf „nur verkleinern“ herabsetzen</translation>
    </message>
    <message>
        <source>Lower to halted</source>
        <translation>Auf „angehalten“ herabsetzen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Pane before</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Next tab in pane</source>
        <translation>Nächster Reiter im Bereich</translation>
    </message>
    <message>
        <source>Tab before in pane</source>
        <translation>Voriger Reiter im Bereich</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation>Tastenkürzel…</translation>
    </message>
    <message>
        <source>System health</source>
        <translation>Systemzustand</translation>
    </message>
    <message>
        <source>Undo change of settings</source>
        <translation>Einstellungsänderung rückgängig machen</translation>
    </message>
    <message>
        <source>Commands and keys…</source>
        <translation>Befehle und Tasten…</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>About OmniTrade AI…</source>
        <translation>Über OmniTrade AI…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Trade</source>
        <translation>&amp;Handel</translation>
    </message>
    <message>
        <source>&amp;Proposals</source>
        <translation>&amp;Vorschläge</translation>
    </message>
    <message>
        <source>&amp;Risk</source>
        <translation>&amp;Risiko</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Hi&amp;lfe</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>Risk limits</source>
        <translation>Risikolimits</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>No symbol is selected. Choose one in the watchlist first.</source>
        <translation>Kein Symbol gewählt. Wählen Sie zuerst eines in der Watchlist.</translation>
    </message>
    <message>
        <source>Cancel entry orders?</source>
        <translation>Einstiegsorders stornieren?</translation>
    </message>
    <message numerus="yes">
        <source>%n entry order(s) of the %1 account would be cancelled. Stops and positions stay.</source>
        <translation>
            <numerusform>%n Einstiegsorder im Konto %1 würde storniert. Stops und Positionen bleiben.</numerusform>
            <numerusform>%n Einstiegsorders im Konto %1 würden storniert. Stops und Positionen bleiben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n order(s)</source>
        <translation>
            <numerusform>%n Order stornieren</numerusform>
            <numerusform>%n Orders stornieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>cancelled by hand</source>
        <translation>von Hand storniert</translation>
    </message>
    <message>
        <source>This is your account: money, today&apos;s result and how much risk is in use. Click any figure to see what it is made of.</source>
        <translation>Das ist Ihr Konto: Geld, heutiges Ergebnis und genutztes Risiko. Klicken Sie auf eine Zahl, um zu sehen, woraus sie besteht.</translation>
    </message>
    <message>
        <source>The AI never trades alone. Its proposals wait here until you approve, change or reject them. Unanswered ones lapse.</source>
        <translation>Die KI handelt nie allein. Ihre Vorschläge warten hier, bis Sie sie genehmigen, ändern oder ablehnen. Unbeantwortete verfallen.</translation>
    </message>
    <message>
        <source>Reasons and what-if. Bars show why it wants the trade, and what your risk would be after it.</source>
        <translation>Gründe und Auswirkung. Balken zeigen, warum sie den Trade will und wie Ihr Risiko danach wäre.</translation>
    </message>
    <message>
        <source>This stops everything. Press it, or Ctrl Shift K, at any time. Try it now: in the demo it costs nothing.</source>
        <translation>Das stoppt alles. Jederzeit drücken, oder Strg Umschalt K. Probieren Sie es jetzt: In der Demo kostet es nichts.</translation>
    </message>
    <message>
        <source>Ctrl K finds any command, symbol or setting. Drag panes where you like; you can always go back.</source>
        <translation>Strg K findet jeden Befehl, jedes Symbol, jede Einstellung. Ziehen Sie Bereiche, wohin Sie wollen; zurück geht es immer.</translation>
    </message>
    <message>
        <source>About OmniTrade AI</source>
        <translation>Über OmniTrade AI</translation>
    </message>
    <message>
        <source>OmniTrade AI %1</source>
        <translation>OmniTrade AI %1</translation>
    </message>
    <message>
        <source>A desktop trading terminal. Free software under the GNU General Public License 3.</source>
        <translation>Ein Handelsterminal für den Desktop. Freie Software unter der GNU General Public License 3.</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Read the prices of the selected symbol</source>
        <translation>Kurse des gewählten Symbols vorlesen</translation>
    </message>
    <message>
        <source>%1: bid %2, ask %3. Position %4.</source>
        <translation>%1: Geld %2, Brief %3. Position %4.</translation>
    </message>
    <message>
        <source>Start another session?</source>
        <translation>Eine andere Sitzung starten?</translation>
    </message>
    <message>
        <source>The %1 session ends in order, then a PAPER session with %2 begins. A profile keeps the books of one account: if this one has those of another, the new session is refused in words.</source>
        <translation>Die Sitzung in %1 endet ordentlich, dann beginnt eine PAPER-Sitzung mit %2. Ein Profil führt die Bücher eines Kontos: Hat dieses die eines anderen, so wird die neue Sitzung mit Begründung abgelehnt.</translation>
    </message>
    <message>
        <source>End it and start</source>
        <translation>Beenden und starten</translation>
    </message>
    <message>
        <source>Brokers and keys</source>
        <translation>Broker und Schlüssel</translation>
    </message>
    <message>
        <source>New here? Help › Tour shows the five most important things in a minute.</source>
        <translation>Neu hier? Hilfe › Rundgang zeigt die fünf wichtigsten Dinge in einer Minute.</translation>
    </message>
    <message>
        <source>The %1 session ends in order, then the recording is played. If its files cannot be read, that is said and no session runs.</source>
        <translation>Die Sitzung %1 endet geordnet, dann läuft die Aufzeichnung. Sind ihre Dateien nicht lesbar, wird das gesagt, und es läuft keine Sitzung.</translation>
    </message>
    <message>
        <source>The session ends in order. The paper exchange ends with it, and with it all open orders, stops too. Money and positions are kept in this profile.</source>
        <translation>Die Sitzung endet ordentlich. Mit ihr endet die Papierbörse und mit dieser alle offenen Orders, auch Stops. Geld und Positionen bleiben in diesem Profil.</translation>
    </message>
    <message>
        <source>An AI proposal expires soon. It waits for you.</source>
        <translation>Ein KI-Vorschlag verfällt bald. Er wartet auf Sie.</translation>
    </message>
    <message>
        <source>An AI proposal still waits for you.</source>
        <translation>Ein KI-Vorschlag wartet noch auf Sie.</translation>
    </message>
    <message>
        <source>New workspace…</source>
        <translation>Neuer Arbeitsbereich…</translation>
    </message>
    <message>
        <source>Rename workspace…</source>
        <translation>Arbeitsbereich umbenennen…</translation>
    </message>
    <message>
        <source>Delete workspace…</source>
        <translation>Arbeitsbereich löschen…</translation>
    </message>
    <message>
        <source>There are %1 workspaces of your own, and no more are kept. Delete one first.</source>
        <translation>Es gibt %1 eigene Arbeitsbereiche, und mehr werden nicht aufbewahrt. Löschen Sie zuerst einen.</translation>
    </message>
    <message>
        <source>Delete workspace</source>
        <translation>Arbeitsbereich löschen</translation>
    </message>
    <message>
        <source>Delete the workspace “%1”?</source>
        <translation>Den Arbeitsbereich „%1“ löschen?</translation>
    </message>
    <message>
        <source>What its panes show is kept elsewhere; only where they stand is forgotten.</source>
        <translation>Was seine Fenster zeigen, liegt anderswo; vergessen wird nur, wo sie stehen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Brokers and keys…</source>
        <translation>Broker und Schlüssel…</translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation>Tresor sperren</translation>
    </message>
    <message>
        <source>Streamer mode: hide amounts, sizes and names</source>
        <translation>Streamer-Modus: Beträge, Mengen und Namen verbergen</translation>
    </message>
    <message>
        <source>Lock the window and the vault</source>
        <translation>Fenster und Tresor sperren</translation>
    </message>
    <message>
        <source>Trading is stopped. What was stopped is reviewed and reset behind the lock.</source>
        <translation>Der Handel ist gestoppt. Was gestoppt wurde, wird hinter der Sperre durchgesehen und zurückgesetzt.</translation>
    </message>
    <message>
        <source>A session runs. Unlock first: closing the program ends it.</source>
        <translation>Eine Sitzung läuft. Entsperren Sie zuerst: Das Schließen des Programms beendet sie.</translation>
    </message>
    <message>
        <source>What was open when it locked was closed. Nothing of it was sent.</source>
        <translation>Was beim Sperren offen war, wurde geschlossen. Nichts davon wurde gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>Before you came in, %n tries in your name had failed. If that was not you, change your password.</source>
        <translation>
            <numerusform>Bevor Sie hereinkamen, war %n Versuch in Ihrem Namen fehlgeschlagen. Wenn Sie das nicht waren, ändern Sie Ihr Passwort.</numerusform>
            <numerusform>Bevor Sie hereinkamen, waren %n Versuche in Ihrem Namen fehlgeschlagen. Wenn Sie das nicht waren, ändern Sie Ihr Passwort.</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody wanted your authenticator taken away. By signing in with it you have stopped that.</source>
        <translation>Jemand wollte Ihnen den Authenticator wegnehmen lassen. Durch Ihre Anmeldung damit haben Sie das verhindert.</translation>
    </message>
    <message numerus="yes">
        <source>You have %n recovery code(s) left. Make new ones.</source>
        <translation>
            <numerusform>Sie haben noch %n Wiederherstellungscode. Machen Sie neue.</numerusform>
            <numerusform>Sie haben noch %n Wiederherstellungscodes. Machen Sie neue.</numerusform>
        </translation>
    </message>
    <message>
        <source>Signed in. Locks when nobody has been here for %1.</source>
        <translation>Angemeldet. Sperrt, wenn %1 lang niemand hier war.</translation>
    </message>
    <message>
        <source>Nobody is signed in: in a demo and a replay that is not asked for.</source>
        <translation>Niemand ist angemeldet: In DEMO und REPLAY wird danach nicht gefragt.</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>niemand angemeldet</translation>
    </message>
    <message>
        <source>No session was started: nobody is signed in.</source>
        <translation>Keine Sitzung wurde begonnen: Niemand ist angemeldet.</translation>
    </message>
    <message>
        <source>A new authenticator takes your password once more: the recovery code that let you in is used up.</source>
        <translation>Ein neuer Authenticator verlangt Ihr Passwort noch einmal: Der Wiederherstellungscode, der Sie hereinließ, ist verbraucht.</translation>
    </message>
</context>
<context>
    <name>MenuRow</name>
    <message>
        <source>Search symbols, panes, commands</source>
        <translation>Symbole, Bereiche, Befehle suchen</translation>
    </message>
    <message>
        <source>Opens the command palette.</source>
        <translation>Öffnet die Befehlspalette.</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>Menüs</translation>
    </message>
    <message>
        <source>Workspace: %1</source>
        <translation>Arbeitsbereich: %1</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
</context>
<context>
    <name>MiniChart</name>
    <message>
        <source>last %1</source>
        <translation>zuletzt %1</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>Einstieg %1</translation>
    </message>
    <message>
        <source>stop %1</source>
        <translation>Stop %1</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>prices have stopped</source>
        <translation>keine neuen Kurse</translation>
    </message>
    <message>
        <source>Market chart</source>
        <translation>Marktchart</translation>
    </message>
    <message>
        <source>No bars yet</source>
        <translation>Noch keine Balken</translation>
    </message>
    <message>
        <source>Target %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>Stop %1</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>Limit %1</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Einstieg %1</translation>
    </message>
</context>
<context>
    <name>Model</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Gegenwert</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Slippage bp</source>
        <translation>Slippage bp</translation>
    </message>
    <message>
        <source>Liquidity</source>
        <translation>Liquidität</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2, %3</translation>
    </message>
    <message>
        <source>The venue took this execution back.</source>
        <translation>Der Handelsplatz hat diese Ausführung zurückgenommen.</translation>
    </message>
    <message>
        <source>Filled before the cancel reached the venue.</source>
        <translation>Ausgeführt, bevor der Storno den Handelsplatz erreichte.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Data age</source>
        <translation>Datenalter</translation>
    </message>
    <message>
        <source>Messages/s</source>
        <translation>Nachr./s</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Market data</source>
        <translation>Marktdaten</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Layouts and settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Watchdog</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Charts</translation>
    </message>
    <message>
        <source>Commands from outside</source>
        <translation>Befehle von außen</translation>
    </message>
    <message>
        <source>Kill latch</source>
        <translation>Notausriegel</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Haltedauer</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>%1, closed %2</source>
        <translation>%1, geschlossen %2</translation>
    </message>
    <message>
        <source>%1 R</source>
        <translation>%1 R</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Venue id</source>
        <translation>ID am Platz</translation>
    </message>
    <message>
        <source>%1, filled before cancel</source>
        <translation>%1, vor dem Storno ausgeführt</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Profit factor</source>
        <translation>Profitfaktor</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Bester</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Schwächster</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Avg price</source>
        <translation>Ø-Preis</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>% eq.</source>
        <comment>share of equity</comment>
        <translation>% EK</translation>
    </message>
    <message>
        <source>P&amp;L</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>P&amp;L %</source>
        <translation>Erg. %</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>To stop %</source>
        <translation>Bis Stop</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Since %1 the stop covers only %2 of %3.</source>
        <comment>time, quantity, quantity</comment>
        <translation>Seit %1 deckt der Stop nur %2 von %3.</translation>
    </message>
    <message>
        <source>none %1</source>
        <comment>no stop since that time</comment>
        <translation>keiner %1</translation>
    </message>
    <message>
        <source>asked</source>
        <comment>what became of a stop</comment>
        <translation>angefragt</translation>
    </message>
    <message>
        <source>It is not known whether its stop at %1 stands: the broker is being asked. Until it has answered, count the position as not protected.</source>
        <translation>Ob der Stop bei %1 steht, ist nicht bekannt: Der Broker wird gefragt. Bis er geantwortet hat, gilt die Position als nicht geschützt.</translation>
    </message>
    <message>
        <source>sent</source>
        <comment>of a stop</comment>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>Its stop at %1 has been sent, the broker has not confirmed it yet.</source>
        <translation>Der Stop bei %1 ist gesendet, der Broker hat ihn noch nicht bestätigt.</translation>
    </message>
    <message>
        <source>No working stop stands behind it since %1. Set one, or close the position.</source>
        <translation>Seit %1 steht kein aktiver Stop dahinter. Setzen Sie einen oder schließen Sie die Position.</translation>
    </message>
    <message>
        <source>Protected by order %1 at the broker</source>
        <translation>Durch Order %1 beim Broker geschützt</translation>
    </message>
    <message>
        <source>%1 says %2, here %3</source>
        <comment>broker, quantity, quantity</comment>
        <translation>%1 meldet %2, hier %3</translation>
    </message>
    <message>
        <source>The broker&apos;s account and our books differ. New orders in it wait until somebody has looked.</source>
        <translation>Das Konto beim Broker und unsere Bücher weichen ab. Neue Orders darin warten, bis jemand nachgesehen hat.</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a currency</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Last signal</source>
        <translation>Letztes Signal</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Makes no proposals and no exits. Its stops stay. Space switches it on.</source>
        <translation>Macht keine Vorschläge und keine Ausstiege. Ihre Stops bleiben. Leertaste schaltet sie ein.</translation>
    </message>
    <message>
        <source>A kill switch or the mode keeps it from opening anything.</source>
        <translation>Ein Notausschalter oder der Modus hindert sie am Eröffnen.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Trades within its budget without asking.</source>
        <translation>Handelt in ihrem Budget ohne Rückfrage.</translation>
    </message>
    <message>
        <source>Running, asks</source>
        <translation>Läuft, fragt</translation>
    </message>
    <message>
        <source>Each of its entries waits for your approval.</source>
        <translation>Jeder ihrer Einstiege wartet auf Ihre Genehmigung.</translation>
    </message>
    <message>
        <source>Day</source>
        <comment>the day as a small line</comment>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Day %</source>
        <translation>Tag %</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>This session has no %1.</source>
        <translation>Diese Sitzung hat kein %1.</translation>
    </message>
    <message>
        <source>no feed</source>
        <comment>in place of a change: the session has no such symbol</comment>
        <translation>kein Feed</translation>
    </message>
    <message>
        <source>Trading in %1 is halted.</source>
        <translation>Der Handel in %1 ist ausgesetzt.</translation>
    </message>
    <message>
        <source>Halted; the time is that of the last trade.</source>
        <translation>Ausgesetzt; die Zeit ist die des letzten Umsatzes.</translation>
    </message>
    <message>
        <source>%1 old</source>
        <comment>age of a price, in place of its change</comment>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>decided here</source>
        <translation>entschieden</translation>
    </message>
    <message>
        <source>came in</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>Broker: %1</source>
        <comment>a line to it</comment>
        <translation>Broker: %1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Wovon</translation>
    </message>
    <message>
        <source>Our books</source>
        <translation>Unsere Bücher</translation>
    </message>
    <message>
        <source>The account</source>
        <translation>Das Konto</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Dazwischen</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Our order, unanswered</source>
        <translation>Unser Auftrag, unbeantwortet</translation>
    </message>
    <message>
        <source>Somebody else&apos;s order</source>
        <translation>Fremder Auftrag</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>kind of difference, of what</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>holds up its symbol</source>
        <translation>hält sein Symbol auf</translation>
    </message>
    <message>
        <source>seen, stands</source>
        <translation>gesehen, bleibt stehen</translation>
    </message>
    <message>
        <source>open, forbids arming</source>
        <translation>offen, verbietet das Scharfschalten</translation>
    </message>
    <message>
        <source>EXTERNAL</source>
        <translation>FREMD</translation>
    </message>
    <message>
        <source>Somebody else&apos;s order on the account. It counts against every limit and can only be cancelled.</source>
        <translation>Fremder Auftrag auf dem Konto. Er zählt gegen jedes Limit und kann nur gelöscht werden.</translation>
    </message>
    <message>
        <source>external</source>
        <comment>somebody else&apos;s order</comment>
        <translation>extern</translation>
    </message>
    <message>
        <source>Target %1: the broker takes none beside the stop, so this program watches the price and closes at the market when it is reached. It must be running then.</source>
        <translation>Ziel %1: Der Broker nimmt neben dem Stop keines an. Dieses Programm beobachtet den Kurs und schließt zum Marktpreis, wenn er erreicht ist. Es muss dann laufen.</translation>
    </message>
    <message>
        <source>Target %1 at the broker</source>
        <translation>Ziel %1 beim Broker</translation>
    </message>
    <message>
        <source>%1 has new increments at the venue. Positions can be closed; for all else start the session anew.</source>
        <translation>%1 hat an der Börse neue Schrittweiten. Positionen lassen sich schließen; für alles andere die Sitzung neu starten.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Genehmigt</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Unbeantwortet</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Zustimmung</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>Bedenkzeit</translation>
    </message>
    <message>
        <source>By budget</source>
        <translation type="vanished">Per Budget</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>strategy, month</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>share, number</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>– of %1</source>
        <comment>number of decisions</comment>
        <translation>– von %1</translation>
    </message>
    <message>
        <source>Approved of all that a person approved or rejected.</source>
        <translation>Genehmigt von allem, was ein Mensch genehmigt oder abgelehnt hat.</translation>
    </message>
    <message>
        <source>Of fewer than %1 decisions a share says nothing.</source>
        <translation>Bei weniger als %1 Entscheidungen sagt ein Anteil nichts.</translation>
    </message>
    <message>
        <source>Without you</source>
        <translation>Ohne Sie</translation>
    </message>
    <message>
        <source>%1 + %2</source>
        <comment>price of a stop that stands, what is known of another</comment>
        <translation>%1 + %2</translation>
    </message>
    <message>
        <source>A stop over %1 of %2 stands.</source>
        <comment>quantity, quantity</comment>
        <translation>Ein Stop über %1 von %2 steht.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Glied</translation>
    </message>
    <message>
        <source>The beginning of its hash. The next record holds it, so that none can be changed unseen.</source>
        <translation>Der Anfang seines Hashes. Der nächste Eintrag enthält ihn, damit keiner unbemerkt geändert werden kann.</translation>
    </message>
</context>
<context>
    <name>NoticeTeller</name>
    <message numerus="yes">
        <source>%n fills %1, avg %2</source>
        <translation>
            <numerusform>%n Ausführung %1, Ø %2</numerusform>
            <numerusform>%n Ausführungen %1, Ø %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Bought %1 %2 at %3</source>
        <translation>%1 %2 zu %3 gekauft</translation>
    </message>
    <message>
        <source>Sold %1 %2 at %3</source>
        <translation>%1 %2 zu %3 verkauft</translation>
    </message>
    <message>
        <source>The proposal for %1 waits again.</source>
        <comment>symbol</comment>
        <translation>Der Vorschlag für %1 wartet wieder.</translation>
    </message>
    <message>
        <source>The position in %1 is closed.</source>
        <translation>Die Position in %1 ist geschlossen.</translation>
    </message>
    <message>
        <source>The position in %1 has a working stop again.</source>
        <translation>Die Position in %1 hat wieder einen wirksamen Stop.</translation>
    </message>
    <message numerus="yes">
        <source>%n proposals wait for you and expire soon.</source>
        <translation>
            <numerusform>%n Vorschlag wartet auf Sie und verfällt bald.</numerusform>
            <numerusform>%n Vorschläge warten auf Sie und verfallen bald.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenRecording</name>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Start replay</source>
        <translation>Wiedergabe starten</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Files of recorded prices. Orders go to a simulated exchange; nothing leaves this computer.</source>
        <translation>Dateien mit aufgezeichneten Kursen. Orders gehen an eine simulierte Börse; nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Recorded prices</source>
        <translation>Aufgezeichnete Kurse</translation>
    </message>
    <message>
        <source>Add a file first.</source>
        <translation>Fügen Sie zuerst eine Datei hinzu.</translation>
    </message>
</context>
<context>
    <name>OrderColumn</name>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Limit price</source>
        <translation>Limitpreis</translation>
    </message>
    <message>
        <source>Stop loss</source>
        <translation>Stop-Loss</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Time in force</source>
        <translation>Gültigkeit</translation>
    </message>
    <message>
        <source>Exit after</source>
        <translation>Ausstieg nach</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Price drift guard</source>
        <translation>Kursdriftschutz</translation>
    </message>
    <message>
        <source>Outside the band nothing can be approved.</source>
        <translation>Außerhalb des Bands kann nichts genehmigt werden.</translation>
    </message>
    <message>
        <source>at market</source>
        <translation>zum Marktpreis</translation>
    </message>
    <message numerus="yes">
        <source>%n trading day(s)</source>
        <translation>
            <numerusform>%n Handelstag</numerusform>
            <numerusform>%n Handelstage</numerusform>
        </translation>
    </message>
    <message>
        <source>no time limit</source>
        <translation>keine Zeitgrenze</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>war %1</translation>
    </message>
    <message>
        <source>as much as %1 %2 buys</source>
        <translation>so viel, wie %1 %2 kaufen</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>price, size</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>bid, ask</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>off in this session</source>
        <translation>in dieser Sitzung aus</translation>
    </message>
    <message>
        <source>✓ inside the band</source>
        <translation>✓ im Band</translation>
    </message>
    <message>
        <source>▲ outside the band</source>
        <translation>▲ außerhalb des Bands</translation>
    </message>
    <message>
        <source>A field that had a value cannot be empty.</source>
        <translation>Ein Feld, das einen Wert hatte, darf nicht leer sein.</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>Noch nichts geändert.</translation>
    </message>
    <message>
        <source>The stop must be below the entry.</source>
        <translation>Der Stop muss unter dem Einstieg liegen.</translation>
    </message>
    <message>
        <source>The stop must be above the entry.</source>
        <translation>Der Stop muss über dem Einstieg liegen.</translation>
    </message>
    <message>
        <source>The target must be above the entry.</source>
        <translation>Das Ziel muss über dem Einstieg liegen.</translation>
    </message>
    <message>
        <source>The target must be below the entry.</source>
        <translation>Das Ziel muss unter dem Einstieg liegen.</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>Amend fields</source>
        <translation>Felder ändern</translation>
    </message>
    <message>
        <source>Opens the fields. Every check runs again.</source>
        <translation>Öffnet die Felder. Jede Prüfung läuft erneut.</translation>
    </message>
    <message>
        <source>Amending re-runs every check and restarts the review.</source>
        <translation>Ändern wiederholt jede Prüfung und beginnt die Durchsicht neu.</translation>
    </message>
    <message>
        <source>%1, was %2</source>
        <comment>how what was typed is read, what it was</comment>
        <translation>%1, war %2</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>Orders and confirmations</source>
        <translation>Orders und Bestätigungen</translation>
    </message>
    <message>
        <source>What always asks cannot be turned off: approving, closing positions, loosening a stop, resetting a switch.</source>
        <translation>Was immer fragt, lässt sich nicht abschalten: Genehmigen, Positionen schließen, Stop lockern, Schalter zurücksetzen.</translation>
    </message>
    <message>
        <source>Ask before tightening a dragged stop</source>
        <translation>Vor dem Engerziehen eines Stops fragen</translation>
    </message>
    <message>
        <source>Ask before cancelling an entry order</source>
        <translation>Vor dem Stornieren einer Einstiegsorder fragen</translation>
    </message>
    <message>
        <source>Tone of a new proposal</source>
        <translation>Ton bei neuem Vorschlag</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>leise</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>laut</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Tone of a fill</source>
        <translation>Ton bei einer Ausführung</translation>
    </message>
    <message>
        <source>Tone of a warning</source>
        <translation>Ton bei einer Warnung</translation>
    </message>
    <message>
        <source>Tone of a stop</source>
        <translation>Ton beim Anhalten</translation>
    </message>
    <message>
        <source>Tones need one of the programs pacat and aplay. Without them all is silent.</source>
        <translation>Töne brauchen eines der Programme pacat und aplay. Ohne sie bleibt es still.</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Listen: %1</source>
        <comment>a tone</comment>
        <translation>Anhören: %1</translation>
    </message>
    <message>
        <source>Plays it at the volume chosen; a silent one at the normal volume.</source>
        <translation>Spielt ihn in der gewählten Lautstärke; einen stummen in der normalen.</translation>
    </message>
</context>
<context>
    <name>PaneStack</name>
    <message>
        <source>A, blue</source>
        <translation>A, blau</translation>
    </message>
    <message>
        <source>B, amber</source>
        <translation>B, bernstein</translation>
    </message>
    <message>
        <source>C, green</source>
        <translation>C, grün</translation>
    </message>
    <message>
        <source>None, on its own</source>
        <translation>Keine, für sich</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Pane menu</source>
        <translation>Bereichsmenü</translation>
    </message>
    <message>
        <source>Back into the main window</source>
        <translation>Zurück ins Hauptfenster</translation>
    </message>
    <message>
        <source>Into a window of its own</source>
        <translation>In ein eigenes Fenster</translation>
    </message>
    <message>
        <source>Close the pane</source>
        <translation>Bereich schließen</translation>
    </message>
    <message>
        <source>Linked symbol: %1</source>
        <translation>Verknüpftes Symbol: %1</translation>
    </message>
    <message>
        <source>Link group</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>To the left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PaneTabBar</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>PaneTable</name>
    <message>
        <source>Close filter</source>
        <translation>Filter schließen</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>Zeilen filtern</translation>
    </message>
    <message>
        <source>Copy with headers</source>
        <translation>Mit Kopfzeile kopieren</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>Filtern…</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV exportieren…</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Spalten…</translation>
    </message>
</context>
<context>
    <name>PeopleActs</name>
    <message>
        <source>Make the owner&apos;s account</source>
        <translation>Konto des Eigentümers anlegen</translation>
    </message>
    <message>
        <source>The first account is the owner&apos;s and has all roles. From then on the desk knows people apart: what takes a code takes one, and what takes two people takes two.</source>
        <translation>Das erste Konto ist das des Eigentümers und hat alle Rollen. Von da an werden Personen unterschieden: Was einen Code verlangt, verlangt einen, und was zwei Personen verlangt, verlangt zwei.</translation>
    </message>
    <message>
        <source>Next the authenticator is set up: have your phone at hand. Whoever has the vault&apos;s passphrase and this computer can read everything; the account does not stand in for it.</source>
        <translation>Danach wird der Authenticator eingerichtet: Halten Sie Ihr Telefon bereit. Wer die Passphrase des Tresors und diesen Rechner hat, kann alles lesen; das Konto ersetzt sie nicht.</translation>
    </message>
    <message>
        <source>Make the account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>The person has to sign in with this name and password, and sets up the own authenticator behind that.</source>
        <translation>Die Person meldet sich mit diesem Namen und Passwort an und richtet danach ihren eigenen Authenticator ein.</translation>
    </message>
    <message>
        <source>Let the person type the password. Without a second factor nobody manages people.</source>
        <translation>Lassen Sie die Person das Passwort eintippen. Ohne zweiten Faktor verwaltet niemand Personen.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Roles of %1</source>
        <translation>Rollen von %1</translation>
    </message>
    <message>
        <source>These stand in place of all earlier ones, at once. Where the person is signed in, that ends.</source>
        <translation>Diese gelten sofort anstelle aller früheren. Ist die Person angemeldet, endet das.</translation>
    </message>
    <message>
        <source>Nobody changes his own roles beside another who could. Where there is nobody else, it is done 60 s later, and can be left until then.</source>
        <translation>Niemand ändert seine eigenen Rollen neben einem anderen, der es könnte. Gibt es niemanden sonst, geschieht es 60 s später und kann bis dahin unterbleiben.</translation>
    </message>
    <message>
        <source>Change the roles</source>
        <translation>Rollen ändern</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>The account of %1 ends at once, with password and authenticator. What the person has done stays in the record.</source>
        <translation>Das Konto von %1 endet sofort, mit Passwort und Authenticator. Was die Person getan hat, bleibt in der Aufzeichnung.</translation>
    </message>
    <message>
        <source>Remove the person</source>
        <translation>Person entfernen</translation>
    </message>
    <message>
        <source>Change the password of %1</source>
        <translation>Passwort von %1 ändern</translation>
    </message>
    <message>
        <source>The person does this, with the password of now. Where the person is signed in, that ends.</source>
        <translation>Das tut die Person selbst, mit dem jetzigen Passwort. Ist sie angemeldet, endet das.</translation>
    </message>
    <message>
        <source>Copies of the vault that were made before still know the old one.</source>
        <translation>Kopien des Tresors, die vorher gemacht wurden, kennen noch das alte.</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Another authenticator for %1</source>
        <translation>Anderer Authenticator für %1</translation>
    </message>
    <message>
        <source>An authenticator for %1</source>
        <translation>Authenticator für %1</translation>
    </message>
    <message>
        <source>The one of now counts until a code of the new one was right. Who has lost it gives a recovery code.</source>
        <translation>Der jetzige gilt, bis ein Code des neuen gestimmt hat. Wer ihn verloren hat, gibt einen Wiederherstellungscode ein.</translation>
    </message>
    <message>
        <source>It shows codes of six digits, which are asked for beside the password.</source>
        <translation>Er zeigt sechsstellige Codes, nach denen neben dem Passwort gefragt wird.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>New recovery codes for %1</source>
        <translation>Neue Wiederherstellungscodes für %1</translation>
    </message>
    <message>
        <source>Ten new ones are shown, once. Those of before are void from then on.</source>
        <translation>Zehn neue werden gezeigt, ein einziges Mal. Die früheren gelten von da an nicht mehr.</translation>
    </message>
    <message>
        <source>Make them</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Lost authenticator of %1</source>
        <translation>Verlorener Authenticator von %1</translation>
    </message>
    <message>
        <source>For who has lost the authenticator and all recovery codes. Two people who manage people take it away, one after the other. One alone can when 24 hours have passed since asking, and so can the person with the password alone: then do this again.</source>
        <translation>Für den, der den Authenticator und alle Wiederherstellungscodes verloren hat. Zwei, die Personen verwalten, nehmen ihn weg, einer nach dem anderen. Einer allein kann es, wenn seit der Anforderung 24 Stunden vergangen sind, und ebenso die Person mit dem Passwort allein: Wiederholen Sie dies dann.</translation>
    </message>
    <message>
        <source>Only time in which this computer has run counts. A sign-in with the authenticator meanwhile ends it, and says so. Nobody learns the password by it.</source>
        <translation>Es zählt nur Zeit, in der dieser Rechner gelaufen ist. Eine Anmeldung mit dem Authenticator beendet es inzwischen und meldet das. Niemand erfährt dadurch das Passwort.</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Wegnehmen</translation>
    </message>
    <message>
        <source>Ask for it</source>
        <translation>Anfordern</translation>
    </message>
</context>
<context>
    <name>PeopleSource</name>
    <message>
        <source>Too much is asked at once. Try again in a moment.</source>
        <translation>Es wird zu viel auf einmal verlangt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>small letters, digits, dot, hyphen</source>
        <translation>Kleinbuchstaben, Ziffern, Punkt, Bindestrich</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Code, or a recovery code</source>
        <translation>Code oder ein Wiederherstellungscode</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>By the person himself, with the password alone</source>
        <translation>Durch die Person selbst, mit dem Passwort allein</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Who does it</source>
        <translation>Wer es tut</translation>
    </message>
    <message>
        <source>His or her password</source>
        <translation>Passwort dieser Person</translation>
    </message>
    <message>
        <source>Code of the authenticator</source>
        <translation>Code des Authenticators</translation>
    </message>
    <message>
        <source>At work…</source>
        <translation>In Arbeit…</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 fehlt.</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>Die beiden Passwörter sind nicht gleich.</translation>
    </message>
    <message>
        <source>The password is not good enough yet.</source>
        <translation>Das Passwort ist noch nicht gut genug.</translation>
    </message>
    <message>
        <source>A person has one role at least.</source>
        <translation>Eine Person hat mindestens eine Rolle.</translation>
    </message>
    <message>
        <source>Too much is asked at once. Try again in a moment.</source>
        <translation>Es wird zu viel auf einmal verlangt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>PhaseCover</name>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>The session did not start</source>
        <translation>Die Sitzung ist nicht gestartet</translation>
    </message>
    <message>
        <source>Nothing runs yet</source>
        <translation>Noch läuft nichts</translation>
    </message>
    <message>
        <source>Start the demo market, or open a recording: no order leaves this computer in either. Or trade with play money on a broker&apos;s paper account.</source>
        <translation>Starten Sie den Demomarkt oder öffnen Sie eine Aufzeichnung: Bei beiden verlässt keine Order diesen Rechner. Oder handeln Sie mit Spielgeld auf dem Papierkonto eines Brokers.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Start demo</source>
        <translation>Demo starten</translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation>Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Trade on paper with a broker…</source>
        <translation>Mit einem Broker auf Papier handeln…</translation>
    </message>
</context>
<context>
    <name>PriceEdit</name>
    <message>
        <source>%1 is too large.</source>
        <translation>%1 ist zu groß.</translation>
    </message>
    <message>
        <source>%1 does not fit the %2 tick. Use %3 or %4.</source>
        <comment>price, tick, price below, price above</comment>
        <translation>%1 passt nicht zum Tick %2. Nehmen Sie %3 oder %4.</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>All that this program keeps stays in your profile on this machine. It sends no usage figures, no crash reports and no questions about updates to anybody.</source>
        <translation>Alles, was dieses Programm aufbewahrt, bleibt in Ihrem Profil auf diesem Rechner. Es sendet niemandem Nutzungszahlen, Absturzberichte oder Anfragen nach Aktualisierungen.</translation>
    </message>
    <message>
        <source>On the screen</source>
        <translation>Auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Streamer mode: hide amounts, sizes and names</source>
        <translation>Streamer-Modus: Beträge, Mengen und Namen verbergen</translation>
    </message>
    <message>
        <source>What you type in a field is seen while you type it. Ctrl+Alt+M switches it.</source>
        <translation>Was Sie in ein Feld eingeben, ist zu sehen, solange Sie es eingeben. Strg+Alt+M schaltet um.</translation>
    </message>
    <message>
        <source>What is kept of you</source>
        <translation>Was von Ihnen aufbewahrt wird</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>That of your user at this machine, in the file person-1; the record says person-1 alone.</source>
        <translation>Der Ihres Benutzers auf diesem Rechner, in der Datei person-1; die Aufzeichnung sagt nur person-1.</translation>
    </message>
    <message>
        <source>Your notes</source>
        <translation>Ihre Notizen</translation>
    </message>
    <message>
        <source>In the record, under a key that is yours: erased with it, in every copy.</source>
        <translation>In der Aufzeichnung, unter einem Schlüssel, der Ihnen gehört: mit ihm gelöscht, in jeder Kopie.</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
    <message>
        <source>Layouts, workspaces and these settings, in the folder layouts.</source>
        <translation>Anordnungen, Arbeitsbereiche und diese Einstellungen, im Ordner layouts.</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Five files of 8 MiB at most, without keys and passwords.</source>
        <translation>Höchstens fünf Dateien von 8 MiB, ohne Schlüssel und Passwörter.</translation>
    </message>
    <message>
        <source>Orders, fills, decisions</source>
        <translation>Aufträge, Ausführungen, Entscheidungen</translation>
    </message>
    <message>
        <source>For as long as the profile is there: they prove what was traded, and the law may want them. They name person-1 and the account as you have called it.</source>
        <translation>Solange es das Profil gibt: Sie belegen, was gehandelt wurde, und das Gesetz kann sie verlangen. Sie nennen person-1 und das Konto so, wie Sie es genannt haben.</translation>
    </message>
    <message>
        <source>To have or to erase</source>
        <translation>Mitnehmen oder löschen</translation>
    </message>
    <message>
        <source>omnitrade privacy export --out FOLDER, and omnitrade privacy erase once this program has ended.</source>
        <translation>omnitrade privacy export --out ORDNER, und omnitrade privacy erase, sobald dieses Programm beendet ist.</translation>
    </message>
    <message>
        <source>Whom it speaks to</source>
        <translation>Mit wem es spricht</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Anybody else</source>
        <translation>Sonst jemand</translation>
    </message>
    <message>
        <source>Nobody, but a key service that you let open the vault. No host that neither you nor this page names.</source>
        <translation>Niemandem, außer einem Schlüsseldienst, den Sie den Tresor öffnen lassen. Keinem Rechner, den weder Sie noch diese Seite nennen.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>broker, host</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>none is known yet</source>
        <translation>noch ist keiner bekannt</translation>
    </message>
</context>
<context>
    <name>ProposalStrip</name>
    <message>
        <source>AI proposals</source>
        <translation>KI-Vorschläge</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s), the first for %1. Opens the pane.</source>
        <translation>
            <numerusform>%n wartet, der erste noch %1. Öffnet den Bereich.</numerusform>
            <numerusform>%n warten, der erste noch %1. Öffnet den Bereich.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code for the authenticator. The key beside it is the same as text.</source>
        <translation>QR-Code für den Authenticator. Der Schlüssel daneben ist dasselbe als Text.</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>▲ %1</source>
        <comment>price moved, time left</comment>
        <translation>▲ %1</translation>
    </message>
    <message>
        <source>Snoozed %1</source>
        <translation>Zurückgestellt %1</translation>
    </message>
    <message>
        <source>%1 %2 %3, %4. %5</source>
        <comment>symbol, side, what, strategy, state</comment>
        <translation>%1 %2 %3, %4. %5</translation>
    </message>
    <message>
        <source>%1 %2 %3, %4. The price has moved out of its band. Time left %5</source>
        <comment>symbol, side, what, strategy, time</comment>
        <translation>%1 %2 %3, %4. Der Kurs hat das Band verlassen. Restzeit %5</translation>
    </message>
    <message>
        <source>%1 %2 %3, %4. Time left %5</source>
        <comment>symbol, side, what, strategy, time</comment>
        <translation>%1 %2 %3, %4. Restzeit %5</translation>
    </message>
    <message>
        <source>%1 %2 %3</source>
        <comment>symbol, side, what</comment>
        <translation>%1 %2 %3</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <comment>a sentence, settings</comment>
        <translation>%1
%2</translation>
    </message>
</context>
<context>
    <name>ReasonBars</name>
    <message>
        <source>%1: %2, against it, %3</source>
        <translation>%1: %2, dagegen, %3</translation>
    </message>
    <message>
        <source>%1: %2, for it, %3</source>
        <translation>%1: %2, dafür, %3</translation>
    </message>
    <message>
        <source>Why: reasons and what each adds to the score</source>
        <translation>Warum: Gründe und ihr Anteil an der Bewertung</translation>
    </message>
    <message>
        <source>Score: %1</source>
        <translation>Bewertung: %1</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Bewertung</translation>
    </message>
</context>
<context>
    <name>ReasonTaps</name>
    <message>
        <source>Why? One tap, if you like:</source>
        <translation>Warum? Ein Tipp genügt:</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Notes why the proposal was rejected</source>
        <translation>Vermerkt, warum der Vorschlag abgelehnt wurde</translation>
    </message>
    <message>
        <source>Your reason is noted.</source>
        <translation>Ihr Grund ist vermerkt.</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>I have written it down</source>
        <translation>Ich habe ihn aufgeschrieben</translation>
    </message>
    <message>
        <source>Close for good</source>
        <translation>Endgültig schließen</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>This opens the vault when the passphrase is lost. It is shown this once: write it on paper, and keep it where this computer is not.</source>
        <translation>Dieser Schlüssel öffnet den Tresor, wenn die Passphrase verloren ist. Er wird nur dieses eine Mal gezeigt: Schreiben Sie ihn auf Papier und bewahren Sie ihn nicht bei diesem Rechner auf.</translation>
    </message>
    <message>
        <source>Whoever has it and this computer&apos;s files has the keys. Without it and without the passphrase nobody can open the vault. An earlier recovery key opens nothing any more.</source>
        <translation>Wer ihn und die Dateien dieses Rechners hat, hat die Schlüssel. Ohne ihn und ohne die Passphrase kann niemand den Tresor öffnen. Ein früherer Wiederherstellungsschlüssel öffnet nichts mehr.</translation>
    </message>
</context>
<context>
    <name>ReplayControls</name>
    <message>
        <source>max</source>
        <translation>max</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Let market time go on</source>
        <translation>Marktzeit weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Hold market time</source>
        <translation>Marktzeit anhalten</translation>
    </message>
    <message>
        <source>Speed of market time</source>
        <translation>Tempo der Marktzeit</translation>
    </message>
</context>
<context>
    <name>ReportChart</name>
    <message>
        <source>Net result of each strategy as bars</source>
        <translation>Nettoergebnis jeder Strategie als Balken</translation>
    </message>
    <message>
        <source>Net result of each period as bars</source>
        <translation>Nettoergebnis jedes Zeitraums als Balken</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>period or strategy, net result</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n older period(s) stand in the table only.</source>
        <translation>
            <numerusform>%n älterer Zeitraum steht nur in der Tabelle.</numerusform>
            <numerusform>%n ältere Zeiträume stehen nur in der Tabelle.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultBars</name>
    <message>
        <source>How often each result came, in R</source>
        <translation>Wie oft jedes Ergebnis vorkam, in R</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2 R: %n trade(s)</source>
        <translation>
            <numerusform>%1 bis %2 R: %n Trade</numerusform>
            <numerusform>%1 bis %2 R: %n Trades</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Review proposal %1</source>
        <translation>Vorschlag %1 prüfen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>environment, account</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · amended by you from %2 at %3</source>
        <comment>strategy, proposal, time</comment>
        <translation>%1 · von Ihnen geändert aus %2 um %3</translation>
    </message>
    <message>
        <source>%1 · created %2</source>
        <comment>strategy, time</comment>
        <translation>%1 · erstellt %2</translation>
    </message>
    <message>
        <source>▲</source>
        <translation>▲</translation>
    </message>
    <message>
        <source>▼</source>
        <translation>▼</translation>
    </message>
    <message>
        <source>Reasons first</source>
        <translation>Gründe zuerst</translation>
    </message>
    <message>
        <source>%1 %2, %3 of equity.</source>
        <comment>value, currency, share</comment>
        <translation>%1 %2, %3 des Eigenkapitals.</translation>
    </message>
    <message>
        <source>of %1, then discarded</source>
        <translation>von %1, dann verworfen</translation>
    </message>
    <message>
        <source>I have seen the warning: %1</source>
        <translation>Ich habe die Warnung gesehen: %1</translation>
    </message>
    <message>
        <source>Key: W</source>
        <translation>Taste: W</translation>
    </message>
    <message>
        <source>Approve, send demo order</source>
        <translation>Genehmigen, Demo-Order senden</translation>
    </message>
    <message>
        <source>Approve, send paper order</source>
        <translation>Genehmigen, Papier-Order senden</translation>
    </message>
    <message>
        <source>Approve, send live order</source>
        <translation>Genehmigen, Live-Order senden</translation>
    </message>
    <message>
        <source>Approve, send replay order</source>
        <translation>Genehmigen, Wiedergabe-Order senden</translation>
    </message>
    <message>
        <source>the answer to what was sent</source>
        <translation>die Antwort auf das Gesendete</translation>
    </message>
    <message>
        <source>another proposal that waits</source>
        <translation>ein anderer wartender Vorschlag</translation>
    </message>
    <message>
        <source>Apply change</source>
        <translation>Änderung übernehmen</translation>
    </message>
    <message>
        <source>Amend</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>the typed sentence</source>
        <translation>der eingegebene Satz</translation>
    </message>
    <message>
        <source>the change applied or dropped</source>
        <translation>die Änderung übernommen oder verworfen</translation>
    </message>
    <message>
        <source>a proposal under review</source>
        <translation>ein Vorschlag in Prüfung</translation>
    </message>
    <message>
        <source>two seconds of looking at it</source>
        <translation>zwei Sekunden Hinsehen</translation>
    </message>
    <message>
        <source>a look at the reasons and at the what-if</source>
        <translation>ein Blick auf Gründe und Auswirkung</translation>
    </message>
    <message>
        <source>the checks, which are not known yet</source>
        <translation>die Prüfungen, noch nicht bekannt</translation>
    </message>
    <message>
        <source>check failed: %1, %2 %3</source>
        <translation>Prüfung nicht bestanden: %1, %2 %3</translation>
    </message>
    <message>
        <source>the tick for the warning: %1</source>
        <translation>das Häkchen für die Warnung: %1</translation>
    </message>
    <message>
        <source>a fresh quote, the last is %1 old</source>
        <translation>ein frischer Kurs, der letzte ist %1 alt</translation>
    </message>
    <message>
        <source>a quote</source>
        <translation>ein Kurs</translation>
    </message>
    <message>
        <source>more than 3 s until it expires</source>
        <translation>mehr als 3 s bis zum Ablauf</translation>
    </message>
    <message>
        <source>the kill switch reset</source>
        <translation>das Zurücksetzen des Notausschalters</translation>
    </message>
    <message>
        <source>the price inside the band</source>
        <translation>der Kurs im Band</translation>
    </message>
    <message>
        <source>Review of a proposal</source>
        <translation>Prüfung eines Vorschlags</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Strategy and time</source>
        <translation>Strategie und Zeit</translation>
    </message>
    <message>
        <source>What would be sent</source>
        <translation>Was gesendet würde</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Gegenwert</translation>
    </message>
    <message>
        <source>Loss at the stop</source>
        <translation>Verlust am Stop</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>Order and market</source>
        <translation>Order und Markt</translation>
    </message>
    <message>
        <source>Why this trade</source>
        <translation>Warum dieser Trade</translation>
    </message>
    <message>
        <source>If approved</source>
        <translation>Bei Genehmigung</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>The proposal is gone, nothing is sent.</source>
        <translation>Der Vorschlag ist weg, nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Snooze 30 s</source>
        <translation>30 s zurückstellen</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>It comes back, at the latest before it expires.</source>
        <translation>Er kommt wieder, spätestens vor dem Ablauf.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>J</source>
        <translation>J</translation>
    </message>
    <message>
        <source>Another proposal that waits. This one waits on.</source>
        <translation>Ein anderer wartender Vorschlag. Dieser wartet weiter.</translation>
    </message>
    <message>
        <source>Opens the fields. Every check runs again.</source>
        <translation>Öffnet die Felder. Jede Prüfung läuft erneut.</translation>
    </message>
    <message>
        <source>Ctrl Enter</source>
        <translation>Strg Eingabe</translation>
    </message>
    <message>
        <source>Sends the order exactly as it is shown.</source>
        <translation>Sendet die Order genau wie gezeigt.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>I have seen: %1</source>
        <comment>a check that is near its limit</comment>
        <translation>Ich habe gesehen: %1</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Close the review</source>
        <translation>Prüfung schließen</translation>
    </message>
    <message>
        <source>Decides nothing. Escape.</source>
        <translation>Entscheidet nichts. Esc.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>The proposal waits again until it expires. Every check runs anew.</source>
        <translation>Der Vorschlag wartet wieder, bis er verfällt. Jede Prüfung läuft neu.</translation>
    </message>
    <message>
        <source>Order, reasons and what-if</source>
        <translation>Order, Gründe und Folgen</translation>
    </message>
    <message>
        <source>%1 (was %2)</source>
        <comment>an order as it is being amended, what was proposed</comment>
        <translation>%1 (war %2)</translation>
    </message>
    <message>
        <source>at market</source>
        <translation>zum Marktpreis</translation>
    </message>
</context>
<context>
    <name>RiskLimitsPage</name>
    <message>
        <source>Risk limits</source>
        <translation>Risikolimits</translation>
    </message>
    <message>
        <source>Checked before every order, on this computer, also for orders you type yourself.</source>
        <translation>Vor jeder Order geprüft, auf diesem Rechner, auch bei Orders von Hand.</translation>
    </message>
    <message>
        <source>No session runs, so its limits are not known. Start the demo or open a recording to see and change them.</source>
        <translation>Keine Sitzung läuft, daher sind die Limits unbekannt. Starten Sie die Demo oder öffnen Sie eine Aufzeichnung, um sie zu sehen und zu ändern.</translation>
    </message>
    <message>
        <source>%1 %2 The default is %3.</source>
        <comment>what it means, its unit, a figure</comment>
        <translation>%1 %2 Standard ist %3.</translation>
    </message>
    <message>
        <source>▲ was %1, looser</source>
        <translation>▲ war %1, lockerer</translation>
    </message>
    <message>
        <source>was %1, tighter</source>
        <translation>war %1, strenger</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Warn at</source>
        <translation>Warnen ab</translation>
    </message>
    <message>
        <source>Now, or what it means</source>
        <translation>Jetzt oder Bedeutung</translation>
    </message>
    <message>
        <source>Of the limit: from there on the figure is shown as near.</source>
        <translation>Vom Limit: Ab da wird der Wert als nahe gezeigt.</translation>
    </message>
    <message>
        <source>No figure of the window shows how near it is.</source>
        <translation>Kein Wert im Fenster zeigt, wie nahe es ist.</translation>
    </message>
</context>
<context>
    <name>SeatEnrolment</name>
    <message>
        <source>Too much is asked at once. Try again in a moment.</source>
        <translation>Es wird zu viel auf einmal verlangt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The quarter of an hour for it is over. Begin anew.</source>
        <translation>Die Viertelstunde dafür ist vorbei. Beginnen Sie neu.</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>loosen the limits</source>
        <translation>Limits lockern</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Einstellung suchen</translation>
    </message>
    <message>
        <source>Reason for the change of limits</source>
        <translation>Grund der Limitänderung</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Eingeben: %1</translation>
    </message>
    <message>
        <source>Type &quot;%1&quot; to confirm looser limits</source>
        <translation>„%1“ eingeben, um lockerere Limits zu bestätigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A change of limits needs a reason; it is kept in the record.</source>
        <translation>Eine Limitänderung braucht einen Grund; er wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Looser limits need the sentence &quot;%1&quot;.</source>
        <translation>Lockerere Limits brauchen den Satz „%1“.</translation>
    </message>
    <message>
        <source>▲ %1: %2 → %3, looser</source>
        <translation>▲ %1: %2 → %3, lockerer</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch nichts geändert.</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>No session takes the limits now, so nothing was saved. Start the demo, then save again.</source>
        <translation>Keine Sitzung nimmt die Limits jetzt an, nichts gespeichert. Starten Sie die Demo und speichern Sie erneut.</translation>
    </message>
    <message>
        <source>Ctrl F</source>
        <translation>Strg F</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Saves nothing.</source>
        <translation>Speichert nichts.</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ctrl S</source>
        <translation>Strg S</translation>
    </message>
    <message>
        <source>Open audit log for keys</source>
        <translation>Prüfprotokoll der Schlüssel öffnen</translation>
    </message>
</context>
<context>
    <name>ShortcutsModel</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>This shortcut is fixed, so that it works on every computer.</source>
        <translation>Dieses Kürzel ist fest, damit es auf jedem Rechner gilt.</translation>
    </message>
    <message>
        <source>%1 is taken by &quot;%2&quot;.</source>
        <translation>%1 ist belegt durch „%2“.</translation>
    </message>
    <message>
        <source>%1 is a letter that you may want to type. Add Ctrl or Alt.</source>
        <translation>%1 ist ein Buchstabe, den Sie vielleicht tippen wollen. Fügen Sie Strg oder Alt hinzu.</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>No shortcut arms, resets, goes live or closes everything. The kill switch keeps its keys.</source>
        <translation>Kein Kürzel schaltet scharf, setzt zurück, geht live oder schließt alles. Der Notausschalter behält seine Tasten.</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Set keys</source>
        <translation>Tasten setzen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>%1 › %2</source>
        <comment>menu, command</comment>
        <translation>%1 › %2</translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys.</source>
        <translation>Wählen Sie einen Befehl, dann drücken Sie die neuen Tasten.</translation>
    </message>
    <message>
        <source>These keys cannot be changed.</source>
        <translation>Diese Tasten sind nicht änderbar.</translation>
    </message>
    <message>
        <source>%1 is taken by &quot;%2&quot;. Nothing was changed.</source>
        <translation>%1 ist belegt durch „%2“. Nichts geändert.</translation>
    </message>
    <message>
        <source>These keys cannot be used for it. Nothing was changed.</source>
        <translation>Diese Tasten sind dafür nicht verwendbar. Nichts geändert.</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>This profile has accounts: what is done on a broker&apos;s account is done in somebody&apos;s name, with the rights that he has.</source>
        <translation>Dieses Profil hat Konten: Was auf dem Konto eines Brokers getan wird, geschieht in jemandes Namen, mit dessen Rechten.</translation>
    </message>
    <message>
        <source>The passphrase of the vault, where it is asked for, is another secret than your password: the accounts lie in the vault.</source>
        <translation>Die Passphrase des Tresors, wo danach gefragt wird, ist ein anderes Geheimnis als Ihr Passwort: Die Konten liegen im Tresor.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>SignInPanel</name>
    <message>
        <source>Recovery key of the vault</source>
        <translation>Wiederherstellungsschlüssel des Tresors</translation>
    </message>
    <message>
        <source>Passphrase of the vault</source>
        <translation>Passphrase des Tresors</translation>
    </message>
    <message>
        <source>Use the vault&apos;s recovery key</source>
        <translation>Wiederherstellungsschlüssel des Tresors benutzen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Six digits of the authenticator, or a recovery code. Without an authenticator leave it empty.</source>
        <translation>Sechs Ziffern des Authenticators, oder ein Wiederherstellungscode. Ohne Authenticator bleibt es leer.</translation>
    </message>
    <message>
        <source>six digits, or empty without an authenticator</source>
        <translation>sechs Ziffern, oder leer ohne Authenticator</translation>
    </message>
    <message>
        <source>The next try counts in %1.</source>
        <translation>Der nächste Versuch zählt in %1.</translation>
    </message>
    <message>
        <source>The next passphrase counts in %1.</source>
        <translation>Die nächste Passphrase zählt in %1.</translation>
    </message>
    <message>
        <source>The vault is being opened: this takes a second…</source>
        <translation>Der Tresor wird geöffnet: Das dauert eine Sekunde…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 fehlt.</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Der Name fehlt.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Das Passwort fehlt.</translation>
    </message>
    <message>
        <source>Too much is asked at once. Try again in a moment.</source>
        <translation>Es wird zu viel auf einmal verlangt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
</context>
<context>
    <name>SignInStep</name>
    <message>
        <source>A vault</source>
        <translation>Ein Tresor</translation>
    </message>
    <message>
        <source>Make a vault…</source>
        <translation>Tresor anlegen…</translation>
    </message>
    <message>
        <source>The owner&apos;s account</source>
        <translation>Das Konto des Eigentümers</translation>
    </message>
    <message>
        <source>Make the account…</source>
        <translation>Konto anlegen…</translation>
    </message>
    <message>
        <source>An authenticator</source>
        <translation>Ein Authenticator</translation>
    </message>
    <message>
        <source>Set up the authenticator…</source>
        <translation>Authenticator einrichten…</translation>
    </message>
    <message>
        <source>This can be left out and done later, in Settings › Accounts and sign-in. The demo never asks who you are; live trading is not possible without all three.</source>
        <translation>Das kann unterbleiben und später geschehen, unter Einstellungen › Konten und Anmeldung. Die Demo fragt nie, wer Sie sind; Live-Handel ist ohne alle drei nicht möglich.</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1: erledigt</translation>
    </message>
    <message>
        <source>%1: not done yet</source>
        <translation>%1: noch nicht erledigt</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>It is there, and locked.</source>
        <translation>Er ist da und gesperrt.</translation>
    </message>
    <message>
        <source>One encrypted file of this profile, for accounts and brokers&apos; keys; a passphrase opens it.</source>
        <translation>Eine verschlüsselte Datei dieses Profils, für Konten und Schlüssel der Broker; eine Passphrase öffnet sie.</translation>
    </message>
    <message>
        <source>A name and a password of your own, with all roles. It is what signs in at a paper or live session.</source>
        <translation>Ein Name und ein Passwort für Sie, mit allen Rollen. Damit meldet man sich an einer Paper- oder Live-Sitzung an.</translation>
    </message>
    <message>
        <source>Codes from your phone beside the password, and ten recovery codes for when it is lost.</source>
        <translation>Codes von Ihrem Telefon neben dem Passwort, und zehn Wiederherstellungscodes, falls es verloren geht.</translation>
    </message>
</context>
<context>
    <name>SizeEdit</name>
    <message>
        <source>%1 is below the smallest size, %2.</source>
        <translation>%1 liegt unter der kleinsten Größe, %2.</translation>
    </message>
    <message>
        <source>%1 is above the largest size, %2.</source>
        <translation>%1 liegt über der größten Größe, %2.</translation>
    </message>
    <message>
        <source>%1 does not fit steps of %2. Use %3 or %4.</source>
        <comment>size, step, size below, size above</comment>
        <translation>%1 passt nicht zu Schritten von %2. Nehmen Sie %3 oder %4.</translation>
    </message>
</context>
<context>
    <name>Staged</name>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>system</source>
        <translation type="vanished">System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Numbers and dates</source>
        <translation>Zahlen und Datum</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>Auf und ab</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Größe von Text und Bedienelementen</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation>Großzügige Zeilen</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>as they were</source>
        <translation>wie bisher</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Ask before tightening a dragged stop</source>
        <translation>Vor dem Engerziehen eines Stops fragen</translation>
    </message>
    <message>
        <source>Ask before cancelling an order</source>
        <translation type="vanished">Vor dem Stornieren einer Order fragen</translation>
    </message>
    <message>
        <source>Tone of a new proposal</source>
        <translation>Ton bei neuem Vorschlag</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Gross exposure may be at most 100 % of equity times the leverage. Lower it, or raise the leverage first.</source>
        <translation>Das Brutto-Exposure darf höchstens 100 % des Eigenkapitals mal Hebel sein. Senken Sie es oder heben Sie zuerst den Hebel.</translation>
    </message>
    <message>
        <source>Tone of a fill</source>
        <translation>Ton bei einer Ausführung</translation>
    </message>
    <message>
        <source>Tone of a warning</source>
        <translation>Ton bei einer Warnung</translation>
    </message>
    <message>
        <source>Tone of a stop</source>
        <translation>Ton beim Anhalten</translation>
    </message>
    <message>
        <source>Ask before cancelling an entry order</source>
        <translation>Vor dem Stornieren einer Einstiegsorder fragen</translation>
    </message>
    <message>
        <source>Streamer mode</source>
        <translation>Streamer-Modus</translation>
    </message>
</context>
<context>
    <name>StateBar</name>
    <message>
        <source>Back to the review</source>
        <translation>Zurück zur Prüfung</translation>
    </message>
    <message>
        <source>Show the order</source>
        <translation>Order zeigen</translation>
    </message>
    <message>
        <source>State of the review</source>
        <translation>Stand der Prüfung</translation>
    </message>
    <message>
        <source>approve %1</source>
        <comment>typed by the user; the id of the proposal</comment>
        <translation>%1 genehmigen</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Eingeben: %1</translation>
    </message>
    <message>
        <source>Type &quot;%1&quot; to approve</source>
        <translation>Zum Genehmigen „%1“ eingeben</translation>
    </message>
    <message>
        <source>Look at the reasons and at the what-if first. Then the order is shown.</source>
        <translation>Sehen Sie zuerst Gründe und Auswirkung an. Dann wird die Order gezeigt.</translation>
    </message>
    <message>
        <source>You have amended this proposal. The reasons are those for the original.</source>
        <translation>Sie haben diesen Vorschlag geändert. Die Gründe sind die des Originals.</translation>
    </message>
    <message>
        <source>Enter sends the change; every check runs again and the review restarts.</source>
        <translation>Eingabe sendet die Änderung; jede Prüfung läuft erneut, die Durchsicht beginnt neu.</translation>
    </message>
    <message>
        <source>Change the fields. %1</source>
        <translation>Ändern Sie die Felder. %1</translation>
    </message>
    <message>
        <source>No answer for %1. The order may or may not have been sent; nothing is sent twice.</source>
        <translation>Keine Antwort seit %1. Die Order wurde vielleicht gesendet, vielleicht nicht; nichts wird zweimal gesendet.</translation>
    </message>
    <message>
        <source>Checking and sending…</source>
        <translation>Wird geprüft und gesendet…</translation>
    </message>
    <message>
        <source>The desk asks for a typed sentence before this is sent.</source>
        <translation>Vor dem Senden verlangt das Programm einen eingegebenen Satz.</translation>
    </message>
    <message>
        <source>Rejected. Nothing was sent.</source>
        <translation>Abgelehnt. Nichts gesendet.</translation>
    </message>
    <message>
        <source>Rejected by %1. Nothing was sent.</source>
        <translation>Abgelehnt durch %1. Nichts gesendet.</translation>
    </message>
    <message>
        <source>Snoozed for 30 s at most. It comes back before it expires.</source>
        <translation>Höchstens 30 s zurückgestellt. Er kommt vor dem Ablauf wieder.</translation>
    </message>
    <message>
        <source>Expired after review. It was not sent.</source>
        <translation>Nach der Prüfung abgelaufen. Nicht gesendet.</translation>
    </message>
    <message>
        <source>There is no price now. Nothing can be approved until it returns.</source>
        <translation>Derzeit kein Kurs. Bis er wiederkommt, kann nichts genehmigt werden.</translation>
    </message>
    <message>
        <source>Price moved %1, more than the ±%2 allowed. Nothing can be approved while it stays outside; an amendment starts from the price of now.</source>
        <translation>Kurs um %1 bewegt, mehr als die erlaubten ±%2. Solange er außerhalb bleibt, kann nichts genehmigt werden; eine Änderung beginnt beim jetzigen Kurs.</translation>
    </message>
    <message>
        <source>Nothing was sent: no session takes commands now.</source>
        <translation>Nichts gesendet: Keine Sitzung nimmt derzeit Befehle an.</translation>
    </message>
    <message>
        <source>The order was refused. Nothing was sent.</source>
        <translation>Die Order wurde abgelehnt. Nichts gesendet.</translation>
    </message>
    <message>
        <source>Approved. The order follows.</source>
        <translation>Genehmigt. Die Order folgt.</translation>
    </message>
    <message>
        <source>Decided by %1. %2. Order %3: %4</source>
        <translation>Entschieden durch %1. %2. Order %3: %4</translation>
    </message>
    <message>
        <source>Approved. %1. Order %2: %3</source>
        <comment>headline, number, state</comment>
        <translation>Genehmigt. %1. Order %2: %3</translation>
    </message>
    <message>
        <source>The amended order was refused and the proposal is gone. %1</source>
        <translation>Die geänderte Order wurde abgelehnt, der Vorschlag ist weg. %1</translation>
    </message>
    <message>
        <source>The amended order was refused and the proposal is gone.</source>
        <translation>Die geänderte Order wurde abgelehnt, der Vorschlag ist weg.</translation>
    </message>
    <message>
        <source>%1. Nothing was sent.</source>
        <translation>%1. Nichts gesendet.</translation>
    </message>
    <message>
        <source>Your position or the open orders in it changed while you looked. Look at the effect again.</source>
        <translation>Die Position oder ihre offenen Orders haben sich während der Prüfung geändert. Bitte die Wirkung neu ansehen.</translation>
    </message>
</context>
<context>
    <name>StateCover</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Demo market</source>
        <translation>Demomarkt</translation>
    </message>
    <message>
        <source>Paper account</source>
        <translation>Papierkonto</translation>
    </message>
    <message>
        <source>Live account</source>
        <translation>Live-Konto</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 · orders %2 · data %3</source>
        <translation>%1 · Orders %2 · Daten %3</translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
    <message>
        <source>%1 %2 (%3)</source>
        <translation>%1 %2 (%3)</translation>
    </message>
    <message>
        <source>Market data and orders</source>
        <translation>Marktdaten und Orders</translation>
    </message>
    <message>
        <source>Parts that are not well</source>
        <translation>Gestörte Programmteile</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Tripped switches</source>
        <translation>Ausgelöste Schalter</translation>
    </message>
    <message numerus="yes">
        <source>Trading stopped, %n switch(es) tripped</source>
        <translation>
            <numerusform>Handel gestoppt, %n Schalter ausgelöst</numerusform>
            <numerusform>Handel gestoppt, %n Schalter ausgelöst</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n switch(es) tripped</source>
        <translation>
            <numerusform>%n Schalter ausgelöst</numerusform>
            <numerusform>%n Schalter ausgelöst</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n Meldung</numerusform>
            <numerusform>%n Meldungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n ungelesen</numerusform>
            <numerusform>%n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>display slowed to %1/s</source>
        <translation>Anzeige gedrosselt auf %1/s</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>GUI %1 ms · CPU %2 · %3</source>
        <translation>GUI %1 ms · CPU %2 · %3</translation>
    </message>
    <message>
        <source>No session</source>
        <translation>Keine Sitzung</translation>
    </message>
    <message>
        <source>%1. Built in: market data, orders and account are in this program, so that no line can break.</source>
        <translation>%1. Eingebaut: Marktdaten, Aufträge und Konto sind in diesem Programm, sodass keine Leitung reißen kann.</translation>
    </message>
    <message>
        <source>Charts %1/s, tables %2/s. Proposals, orders, risk and kill switches stay at %3/s.</source>
        <comment>pictures a second</comment>
        <translation>Charts %1/s, Tabellen %2/s. Vorschläge, Orders, Risiko und Notausschalter bleiben bei %3/s.</translation>
    </message>
    <message>
        <source>Lock the window and the vault</source>
        <translation>Fenster und Tresor sperren</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Who sits here</source>
        <translation>Wer hier sitzt</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Step %1: %2, %3</source>
        <translation>Schritt %1: %2, %3</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Step %1: %2, %3</source>
        <translation>Schritt %1: %2, %3</translation>
    </message>
</context>
<context>
    <name>StepUp</name>
    <message>
        <source>Approving this proposal takes a fresh code: it is a LIVE account.</source>
        <translation>Diesen Vorschlag zu genehmigen verlangt einen frischen Code: Es ist ein LIVE-Konto.</translation>
    </message>
    <message>
        <source>Resetting a switch takes a fresh code: it is a LIVE account.</source>
        <translation>Einen Schalter zurückzusetzen verlangt einen frischen Code: Es ist ein LIVE-Konto.</translation>
    </message>
    <message>
        <source>Arming takes a fresh code: it is a LIVE account.</source>
        <translation>Scharfstellen verlangt einen frischen Code: Es ist ein LIVE-Konto.</translation>
    </message>
    <message>
        <source>Other limits take a fresh code: it is a LIVE account.</source>
        <translation>Andere Grenzen verlangen einen frischen Code: Es ist ein LIVE-Konto.</translation>
    </message>
    <message>
        <source>This takes a fresh code: it is a LIVE account.</source>
        <translation>Das verlangt einen frischen Code: Es ist ein LIVE-Konto.</translation>
    </message>
</context>
<context>
    <name>StopBar</name>
    <message>
        <source>New stop price</source>
        <translation>Neuer Stop-Preis</translation>
    </message>
    <message>
        <source>Move stop…</source>
        <translation>Stop verschieben…</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep the stop where it is</source>
        <translation>Stop lassen, wo er ist</translation>
    </message>
    <message>
        <source>Stop of %1</source>
        <translation>Stop von %1</translation>
    </message>
    <message>
        <source>The stop of a long position lies below the market.</source>
        <translation>Der Stop einer Long-Position liegt unter dem Markt.</translation>
    </message>
    <message>
        <source>The stop of a short position lies above the market.</source>
        <translation>Der Stop einer Short-Position liegt über dem Markt.</translation>
    </message>
    <message>
        <source>Move stop %1 → %2, result at stop %3 → %4.</source>
        <comment>price, price, money, money</comment>
        <translation>Stop %1 → %2 verschieben, Ergebnis am Stop %3 → %4.</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>works</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>works in part</source>
        <translation>läuft teilweise</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>The journal is the truth: everything that happened, in order, each record sealed to the one before. The history is a database made from it and can be made anew at any time.</source>
        <translation>Das Journal ist die Wahrheit: alles, was geschah, der Reihe nach, jeder Eintrag an den vorigen gesiegelt. Der Verlauf ist eine daraus gemachte Datenbank und jederzeit neu herstellbar.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>History (SQLite)</source>
        <translation>Verlauf (SQLite)</translation>
    </message>
    <message>
        <source>Layouts and settings</source>
        <translation>Anordnungen und Einstellungen</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>Platz auf der Platte</translation>
    </message>
</context>
<context>
    <name>SwitchLine</name>
    <message>
        <source>Reset…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>Trip %1</source>
        <translation>%1 auslösen</translation>
    </message>
    <message>
        <source>Trip…</source>
        <translation>Stopp…</translation>
    </message>
</context>
<context>
    <name>SymbolChooser</name>
    <message>
        <source>Symbols of %1</source>
        <translation>Symbole von %1</translation>
    </message>
    <message>
        <source>A PAPER session with %1</source>
        <translation>Eine PAPER-Sitzung mit %1</translation>
    </message>
    <message>
        <source>Find a symbol or a name</source>
        <translation>Symbol oder Namen suchen</translation>
    </message>
    <message>
        <source>Chosen symbols</source>
        <translation>Gewählte Symbole</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 is asked what it trades.</source>
        <translation>%1 wird gefragt, was dort gehandelt wird.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>%1 lists nothing.</source>
        <translation>%1 nennt nichts.</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message numerus="yes">
        <source>Start with %n symbol(s)</source>
        <translation>
            <numerusform>Mit %n Symbol starten</numerusform>
            <numerusform>Mit %n Symbolen starten</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is chosen. Enter or a double click in the list chooses.</source>
        <translation>Nichts ist gewählt. Eingabe oder Doppelklick in der Liste wählt.</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>Gewählt: %1</translation>
    </message>
    <message>
        <source>No more than %1 at once.</source>
        <translation>Höchstens %1 zugleich.</translation>
    </message>
    <message>
        <source>A moving-average cross and a breakout, on bars of a minute. Strategies that the configuration names stand in their place.</source>
        <translation>Ein Kreuzen gleitender Durchschnitte und ein Ausbruch, auf Balken einer Minute. Strategien der Konfiguration treten an ihre Stelle.</translation>
    </message>
    <message>
        <source>Strategies propose trades, as in the demo; you approve each</source>
        <translation>Strategien machen Vorschläge wie in der Demo; Sie genehmigen jeden</translation>
    </message>
    <message>
        <source>Its prices are made up and begin anew with each session. It is not %1.</source>
        <translation>Ihre Kurse sind erfunden und beginnen mit jeder Sitzung neu. Sie ist nicht %1.</translation>
    </message>
</context>
<context>
    <name>SymbolModel</name>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>In</source>
        <comment>the currency of its price</comment>
        <translation>In</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <comment>a symbol</comment>
        <translation>%1, gewählt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>traded</source>
        <translation>gehandelt</translation>
    </message>
    <message>
        <source>not traded now</source>
        <translation>zurzeit nicht gehandelt</translation>
    </message>
</context>
<context>
    <name>SymbolSearch</name>
    <message>
        <source>Symbol search</source>
        <translation>Symbolsuche</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Type to narrow the list, Up and Down to choose, Enter to take, Esc to leave</source>
        <translation>Tippen grenzt die Liste ein, Auf und Ab wählen, Eingabe nimmt, Esc verlässt</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>No instrument of this session has these letters</source>
        <translation>Kein Instrument dieser Sitzung hat diese Buchstaben</translation>
    </message>
</context>
<context>
    <name>TableModel</name>
    <message>
        <source>%1 %2</source>
        <comment>title of a column, unit of its figures</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>TaskLine</name>
    <message>
        <source>Chain OK, %1 records. Last: %2.</source>
        <translation>Kette in Ordnung, %1 Einträge. Letzter: %2.</translation>
    </message>
    <message>
        <source>Without its verify key nobody knows that it was not made anew.</source>
        <translation>Ohne den Prüfschlüssel weiß niemand, dass es nicht neu gemacht wurde.</translation>
    </message>
    <message>
        <source>Written with its keys from record %1 on.</source>
        <translation>Mit seinen Schlüsseln geschrieben ab Eintrag %1.</translation>
    </message>
    <message>
        <source>Without an anchor nobody knows that its end was not cut off.</source>
        <translation>Ohne Anker weiß niemand, dass sein Ende nicht abgeschnitten wurde.</translation>
    </message>
    <message>
        <source>The anchor is in it.</source>
        <translation>Der Anker steht darin.</translation>
    </message>
    <message>
        <source>Tampered from record %1 on: %2</source>
        <translation>Verfälscht ab Eintrag %1: %2</translation>
    </message>
    <message>
        <source>Unreadable: %1</source>
        <translation>Nicht lesbar: %1</translation>
    </message>
    <message>
        <source>Cut: record %1 and what is behind it are missing: %2</source>
        <translation>Abgeschnitten: Eintrag %1 und was dahinter ist, fehlen: %2</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Exporting, %1 records so far…</source>
        <translation>Wird exportiert, bisher %1 Einträge…</translation>
    </message>
    <message>
        <source>Taking an anchor…</source>
        <translation>Ein Anker wird genommen…</translation>
    </message>
    <message>
        <source>Exported: %1 records.</source>
        <translation>Exportiert: %1 Einträge.</translation>
    </message>
    <message>
        <source>Anchor of record %1: %2. Keep it away from this machine.</source>
        <translation>Anker von Eintrag %1: %2. Bewahren Sie ihn nicht auf diesem Rechner auf.</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Nicht getan: %1</translation>
    </message>
    <message>
        <source>Stopped. Nothing is known of the rest.</source>
        <translation>Angehalten. Vom Rest ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Only an auditor, risk or admin may: it is about the whole record.</source>
        <translation>Das dürfen nur Auditor, Risk oder Admin: Es geht um das ganze Protokoll.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Checks that nothing was changed, taken out or put in. Runs beside everything else.</source>
        <translation>Prüft, dass nichts geändert, herausgenommen oder eingefügt wurde. Läuft neben allem anderen.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>What the filter shows, all pages of it, into a file. That it was done is recorded.</source>
        <translation>Was der Filter zeigt, alle Seiten davon, in eine Datei. Dass es geschah, wird festgehalten.</translation>
    </message>
    <message>
        <source>Anchor…</source>
        <translation>Anker…</translation>
    </message>
    <message>
        <source>Where the record stands now, in a small file and five words. Kept away from this machine it shows later that nothing was cut off.</source>
        <translation>Wo das Protokoll jetzt steht, in einer kleinen Datei und fünf Wörtern. Fern von diesem Rechner aufbewahrt zeigt er später, dass nichts abgeschnitten wurde.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Ends what is being done.</source>
        <translation>Beendet, was gerade getan wird.</translation>
    </message>
    <message>
        <source>Verify the chain</source>
        <translation>Die Kette prüfen</translation>
    </message>
    <message>
        <source>Verify against an anchor…</source>
        <translation>Gegen einen Anker prüfen…</translation>
    </message>
    <message>
        <source>Verify with the verify key…</source>
        <translation>Mit dem Prüfschlüssel prüfen…</translation>
    </message>
    <message>
        <source>CSV, for a spreadsheet…</source>
        <translation>CSV, für eine Tabelle…</translation>
    </message>
    <message>
        <source>JSON, for a script…</source>
        <translation>JSON, für ein Skript…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>An anchor of this record</source>
        <translation>Ein Anker dieses Protokolls</translation>
    </message>
    <message>
        <source>The verify key of this record</source>
        <translation>Der Prüfschlüssel dieses Protokolls</translation>
    </message>
    <message>
        <source>Export the audit record</source>
        <translation>Das Prüfprotokoll exportieren</translation>
    </message>
    <message>
        <source>An anchor, to be kept away from this machine</source>
        <translation>Ein Anker, fern von diesem Rechner aufzubewahren</translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>The font Roboto is not installed. %1 stands in for it.</source>
        <translation>Die Schrift Roboto ist nicht installiert. %1 ersetzt sie.</translation>
    </message>
    <message>
        <source>The font JetBrains Mono is not installed. %1 stands in for it.</source>
        <translation>Die Schrift JetBrains Mono ist nicht installiert. %1 ersetzt sie.</translation>
    </message>
</context>
<context>
    <name>ToastArea</name>
    <message>
        <source>More has happened. Look at the pane Alerts.</source>
        <translation>Es ist noch mehr geschehen. Sehen Sie im Bereich Meldungen nach.</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Dismiss: %1</source>
        <translation>Verwerfen: %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>TrackRecordView</name>
    <message>
        <source>Won</source>
        <translation>Gewonnen</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Schlechtester</translation>
    </message>
    <message>
        <source>Longest losing run</source>
        <translation>Längste Verlustserie</translation>
    </message>
    <message>
        <source>Track record</source>
        <translation>Bisherige Ergebnisse</translation>
    </message>
    <message>
        <source>could not be read: %1</source>
        <translation>nicht lesbar: %1</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>no closed trades yet</source>
        <translation>noch keine geschlossenen Trades</translation>
    </message>
    <message numerus="yes">
        <source>newest %n closed trade(s), result in R</source>
        <translation>
            <numerusform>neuester %n geschlossener Trade, Ergebnis in R</numerusform>
            <numerusform>neueste %n geschlossene Trades, Ergebnis in R</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed trade(s), result in R known of %1</source>
        <translation>
            <numerusform>%n geschlossener Trade, Ergebnis in R bekannt von %1</numerusform>
            <numerusform>%n geschlossene Trades, Ergebnis in R bekannt von %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed trade(s), result in R</source>
        <translation>
            <numerusform>%n geschlossener Trade, Ergebnis in R</numerusform>
            <numerusform>%n geschlossene Trades, Ergebnis in R</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 R</source>
        <translation>%1 R</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n trade(s)</source>
        <translation>
            <numerusform>%n Trade</numerusform>
            <numerusform>%n Trades</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Stop all trading…</source>
        <translation>Gesamten Handel stoppen…</translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s) waiting</source>
        <translation>
            <numerusform>%n Vorschlag wartet</numerusform>
            <numerusform>%n Vorschläge warten</numerusform>
        </translation>
    </message>
    <message>
        <source>No proposal waits</source>
        <translation>Kein Vorschlag wartet</translation>
    </message>
    <message numerus="yes">
        <source>%n unread alert(s)</source>
        <translation>
            <numerusform>%n ungelesene Meldung</numerusform>
            <numerusform>%n ungelesene Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>No unread alert</source>
        <translation>Keine ungelesene Meldung</translation>
    </message>
    <message>
        <source>Trading is stopped</source>
        <translation>Handel gestoppt</translation>
    </message>
    <message>
        <source>Kill switch armed</source>
        <translation>Notausschalter scharf</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of trading stopped</source>
        <translation>
            <numerusform>%n Teil des Handels gestoppt</numerusform>
            <numerusform>%n Teile des Handels gestoppt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UserSettings</name>
    <message>
        <source>The setting &quot;%1&quot; could not be read; its default holds.</source>
        <translation>Die Einstellung „%1“ war nicht lesbar; ihr Standard gilt.</translation>
    </message>
    <message>
        <source>The settings of the window could not be read (%1); the defaults hold.</source>
        <translation>Die Einstellungen des Fensters waren nicht lesbar (%1); die Standardwerte gelten.</translation>
    </message>
    <message>
        <source>A setting of the window was out of its bounds and was put right.</source>
        <translation>Eine Einstellung des Fensters lag außerhalb ihrer Grenzen und wurde berichtigt.</translation>
    </message>
</context>
<context>
    <name>VaultBox</name>
    <message>
        <source>Vault</source>
        <translation>Tresor</translation>
    </message>
    <message>
        <source>Secrets are write-only here: they can be replaced, never shown or copied.</source>
        <translation>Geheimnisse lassen sich hier nur eingeben: Sie können ersetzt, nie gezeigt oder kopiert werden.</translation>
    </message>
    <message>
        <source>Where keys live</source>
        <translation>Ort der Schlüssel</translation>
    </message>
    <message>
        <source>this computer, an encrypted file in the profile</source>
        <translation>dieser Rechner, eine verschlüsselte Datei im Profil</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>Öffnet mit</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>When it locks</source>
        <translation>Beim Sperren</translation>
    </message>
    <message>
        <source>Make a vault…</source>
        <translation>Tresor anlegen…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Change passphrase…</source>
        <translation>Passphrase ändern…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Ctrl Alt L</source>
        <translation>Strg Alt L</translation>
    </message>
    <message>
        <source>New recovery key…</source>
        <translation>Neuer Wiederherstellungsschlüssel…</translation>
    </message>
    <message>
        <source>Seal anew…</source>
        <translation>Neu versiegeln…</translation>
    </message>
    <message>
        <source>A new master key: everything in the vault is encrypted again.</source>
        <translation>Ein neuer Hauptschlüssel: Alles im Tresor wird neu verschlüsselt.</translation>
    </message>
    <message>
        <source>Vault: %1</source>
        <comment>its state</comment>
        <translation>Tresor: %1</translation>
    </message>
    <message>
        <source>passphrase, or a recovery key</source>
        <translation>Passphrase oder ein Wiederherstellungsschlüssel</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n Schlüssel</numerusform>
            <numerusform>%n Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>This system does not keep the vault&apos;s keys from being swapped to the disk.</source>
        <translation>Dieses System verhindert nicht, dass Schlüssel des Tresors auf die Platte ausgelagert werden.</translation>
    </message>
    <message>
        <source>Make a vault</source>
        <translation>Tresor anlegen</translation>
    </message>
    <message>
        <source>Keys of brokers are kept in one encrypted file of this profile, which a passphrase opens. Four or five words that have nothing to do with each other are good and can be remembered; at least 12 characters.</source>
        <translation>Schlüssel von Brokern liegen in einer verschlüsselten Datei dieses Profils, die eine Passphrase öffnet. Vier oder fünf Wörter, die nichts miteinander zu tun haben, sind gut und lassen sich merken; mindestens 12 Zeichen.</translation>
    </message>
    <message>
        <source>Behind this a recovery key is shown, once: have paper at hand.</source>
        <translation>Danach wird ein Wiederherstellungsschlüssel gezeigt, ein einziges Mal: Halten Sie Papier bereit.</translation>
    </message>
    <message>
        <source>Make the vault</source>
        <translation>Tresor anlegen</translation>
    </message>
    <message>
        <source>Unlock the vault</source>
        <translation>Tresor entsperren</translation>
    </message>
    <message>
        <source>The keys in it are at hand for sessions while it is unlocked.</source>
        <translation>Solange er entsperrt ist, stehen seine Schlüssel für Sitzungen bereit.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>From then on the new one opens the vault, and the old one does not.</source>
        <translation>Danach öffnet die neue den Tresor und die alte nicht mehr.</translation>
    </message>
    <message>
        <source>Copies of the file that were made before still open with the old one.</source>
        <translation>Kopien der Datei von früher öffnen weiterhin mit der alten.</translation>
    </message>
    <message>
        <source>New recovery key</source>
        <translation>Neuer Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>It is shown once. An earlier one opens nothing from then on.</source>
        <translation>Er wird ein einziges Mal gezeigt. Ein früherer öffnet danach nichts mehr.</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Seal anew</source>
        <translation>Neu versiegeln</translation>
    </message>
    <message>
        <source>The vault gets a new master key, and everything in it is encrypted again. The passphrase stays; if there is a recovery key, a new one is shown.</source>
        <translation>Der Tresor bekommt einen neuen Hauptschlüssel, und alles darin wird neu verschlüsselt. Die Passphrase bleibt; gibt es einen Wiederherstellungsschlüssel, wird ein neuer gezeigt.</translation>
    </message>
</context>
<context>
    <name>VaultDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Use the recovery key</source>
        <translation>Wiederherstellungsschlüssel verwenden</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>At work: this takes a second or two…</source>
        <translation>In Arbeit: Das dauert ein oder zwei Sekunden…</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 fehlt.</translation>
    </message>
    <message>
        <source>The two new passphrases are not the same.</source>
        <translation>Die beiden neuen Passphrasen sind nicht gleich.</translation>
    </message>
    <message>
        <source>The next one counts in %1 s.</source>
        <translation>Der nächste Versuch zählt in %1 s.</translation>
    </message>
    <message>
        <source>%1 The next one counts in %2 s.</source>
        <comment>why it failed, and when it may be tried again</comment>
        <translation>%1 Der nächste Versuch zählt in %2 s.</translation>
    </message>
    <message>
        <source>Too much is asked of the vault at once. Try again in a moment.</source>
        <translation>Vom Tresor wird zu viel auf einmal verlangt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>View</name>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Mark all alerts as read</source>
        <translation>Alle Meldungen als gelesen markieren</translation>
    </message>
    <message>
        <source>No alerts. What the desk must tell you appears here and stays.</source>
        <translation>Keine Meldungen. Was Sie wissen müssen, erscheint hier und bleibt.</translation>
    </message>
    <message>
        <source>Fills</source>
        <translation>Ausführungen</translation>
    </message>
    <message>
        <source>Nothing has been filled yet. Approve a proposal, or send an order from the ticket.</source>
        <translation>Noch nichts ausgeführt. Genehmigen Sie einen Vorschlag oder senden Sie eine Order.</translation>
    </message>
    <message>
        <source>System health</source>
        <translation>Systemzustand</translation>
    </message>
    <message>
        <source>Frame %1 ms · CPU %2 of a core · Memory %3 · Disk free %4 · Events %5/s · Waiting for the engine %6</source>
        <translation>Bild %1 ms · CPU %2 eines Kerns · Speicher %3 · Platte frei %4 · Ereignisse %5/s · Wartet auf Handelskern %6</translation>
    </message>
    <message>
        <source>The parts of the program have not reported yet.</source>
        <translation>Die Programmteile haben sich noch nicht gemeldet.</translation>
    </message>
    <message>
        <source>Closed trades</source>
        <translation>Geschlossene Trades</translation>
    </message>
    <message>
        <source>Notes of this trade</source>
        <translation>Notizen zu diesem Trade</translation>
    </message>
    <message>
        <source>Tag, for instance: early exit</source>
        <translation>Schlagwort, etwa: früher Ausstieg</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>What did you learn from it?</source>
        <translation>Was haben Sie daraus gelernt?</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Notes go into the record and cannot be changed later.</source>
        <translation>Notizen werden aufgezeichnet und sind später nicht änderbar.</translation>
    </message>
    <message>
        <source>No closed trades yet. Each trade appears here once its position is flat again.</source>
        <translation>Noch keine geschlossenen Trades. Jeder erscheint hier, sobald seine Position glatt ist.</translation>
    </message>
    <message>
        <source>Choose a trade to read and write notes</source>
        <translation>Trade wählen, um Notizen zu lesen und zu schreiben</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1 · %2
%3</source>
        <translation>%1 · %2
%3</translation>
    </message>
    <message numerus="yes">
        <source>The tag is %n letters too long.</source>
        <translation>
            <numerusform>Das Schlagwort ist %n Zeichen zu lang.</numerusform>
            <numerusform>Das Schlagwort ist %n Zeichen zu lang.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The note is %n letters too long.</source>
        <translation>
            <numerusform>Die Notiz ist %n Zeichen zu lang.</numerusform>
            <numerusform>Die Notiz ist %n Zeichen zu lang.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Room for %n more letters.</source>
        <translation>
            <numerusform>Platz für %n weiteres Zeichen.</numerusform>
            <numerusform>Platz für %n weitere Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reset a switch</source>
        <translation>Schalter zurücksetzen</translation>
    </message>
    <message>
        <source>Switch to reset</source>
        <translation>Zurückzusetzender Schalter</translation>
    </message>
    <message>
        <source>What happened and what you changed</source>
        <translation>Was geschah und was Sie geändert haben</translation>
    </message>
    <message>
        <source>What happened, and what you changed</source>
        <translation>Was geschah und was Sie geändert haben</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Eingeben: %1</translation>
    </message>
    <message>
        <source>No keyboard shortcut arms a switch.</source>
        <translation>Kein Tastenkürzel schaltet einen Schalter scharf.</translation>
    </message>
    <message>
        <source>Keep tripped</source>
        <translation>Ausgelöst lassen</translation>
    </message>
    <message>
        <source>None: only losses need one.</source>
        <translation>Keine: nur nach Verlusten nötig.</translation>
    </message>
    <message>
        <source>15 min after a loss breaker. %1 left.</source>
        <translation>15 min nach einer Verlustsperre. Noch %1.</translation>
    </message>
    <message>
        <source>15 min after a loss breaker. Over.</source>
        <translation>15 min nach einer Verlustsperre. Vorbei.</translation>
    </message>
    <message>
        <source>Nothing is tripped. Trading is armed.</source>
        <translation>Nichts ausgelöst. Der Handel ist frei.</translation>
    </message>
    <message>
        <source>Nothing is tripped. No session runs.</source>
        <translation>Nichts ausgelöst. Keine Sitzung läuft.</translation>
    </message>
    <message>
        <source>for: %1</source>
        <translation>für: %1</translation>
    </message>
    <message>
        <source>The mode was lowered; nothing is tripped.</source>
        <translation>Der Modus wurde herabgesetzt; nichts ist ausgelöst.</translation>
    </message>
    <message>
        <source>Cooling-off time</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Read what happened and say what you changed</source>
        <translation>Lesen Sie, was geschah, und schreiben Sie, was Sie geändert haben</translation>
    </message>
    <message numerus="yes">
        <source>Kept in the record. At least %n character(s).</source>
        <translation>
            <numerusform>Wird in der Aufzeichnung aufbewahrt. Mindestens %n Zeichen.</numerusform>
            <numerusform>Wird in der Aufzeichnung aufbewahrt. Mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Confirm it is you</source>
        <translation>Bestätigen Sie, dass Sie es sind</translation>
    </message>
    <message>
        <source>A live account needs a 6-digit code, and no authenticator is set up yet.</source>
        <translation>Ein Live-Konto braucht einen 6-stelligen Code; noch ist kein Authentifikator eingerichtet.</translation>
    </message>
    <message>
        <source>Type &quot;%1&quot;.</source>
        <translation>„%1“ eingeben.</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>Scharf schalten</translation>
    </message>
    <message numerus="yes">
        <source>%n other switch(es) stay as they are. Approval mode returns to manual.</source>
        <translation>
            <numerusform>%n anderer Schalter bleibt, wie er ist. Der Genehmigungsmodus wird wieder manuell.</numerusform>
            <numerusform>%n andere Schalter bleiben, wie sie sind. Der Genehmigungsmodus wird wieder manuell.</numerusform>
        </translation>
    </message>
    <message>
        <source>Approval mode returns to manual.</source>
        <translation>Der Genehmigungsmodus wird wieder manuell.</translation>
    </message>
    <message>
        <source>Sizes are 50% until the session ends.</source>
        <translation>Die Größen betragen 50 %, bis die Sitzung endet.</translation>
    </message>
    <message>
        <source>Arm manual approval</source>
        <translation>Manuelle Genehmigung einschalten</translation>
    </message>
    <message>
        <source>Arm global switch</source>
        <translation>Globalen Schalter scharf schalten</translation>
    </message>
    <message>
        <source>Arm %1</source>
        <translation>%1 scharf schalten</translation>
    </message>
    <message>
        <source>Waits for the steps above.</source>
        <translation>Wartet auf die Schritte oben.</translation>
    </message>
    <message>
        <source>Not sent: no session runs. The switch stays tripped.</source>
        <translation>Nicht gesendet: Keine Sitzung läuft. Der Schalter bleibt ausgelöst.</translation>
    </message>
    <message>
        <source>Asked. The switch is armed when the desk says so.</source>
        <translation>Angefragt. Scharf ist der Schalter erst nach Bestätigung.</translation>
    </message>
    <message>
        <source>Global</source>
        <translation>Global</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>Strategien</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Recent trips and resets</source>
        <translation>Letzte Auslösungen und Rücksetzungen</translation>
    </message>
    <message>
        <source>None in this session.</source>
        <translation>Keine in dieser Sitzung.</translation>
    </message>
    <message>
        <source>Symbol to block</source>
        <translation>Zu sperrendes Symbol</translation>
    </message>
    <message>
        <source>Block…</source>
        <translation>Sperren…</translation>
    </message>
    <message>
        <source>Block the chosen symbol</source>
        <translation>Gewähltes Symbol sperren</translation>
    </message>
    <message>
        <source>All other symbols follow the scopes above.</source>
        <translation>Alle anderen Symbole folgen den Bereichen oben.</translation>
    </message>
    <message>
        <source>Add symbol to block</source>
        <translation>Symbol zum Sperren hinzufügen</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Trading allowed. One press and confirm stops everything in scope.</source>
        <translation>Handel erlaubt. Ein Druck und Bestätigen stoppt alles im Bereich.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Stoppt</translation>
    </message>
    <message>
        <source>New orders blocked; cancels sent, waiting for each to be confirmed.</source>
        <translation>Neue Orders gesperrt; Stornos gesendet, Bestätigungen stehen aus.</translation>
    </message>
    <message>
        <source>Tripped</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Latched. Survives restart and reconnect. Only a person can reset it.</source>
        <translation>Verriegelt. Übersteht Neustart und Neuverbindung. Nur ein Mensch kann zurücksetzen.</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>This scope is armed but a scope above it is tripped.</source>
        <translation>Dieser Bereich ist bereit, aber ein höherer ist ausgelöst.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Follow the newest line</source>
        <translation>Der neuesten Zeile folgen</translation>
    </message>
    <message>
        <source>Lines to show</source>
        <translation>Gezeigte Zeilen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Nothing has happened in this session yet.</source>
        <translation>In dieser Sitzung ist noch nichts geschehen.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>amended in the window</source>
        <translation>im Fenster geändert</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Amend order…</source>
        <translation>Order ändern…</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>Order stornieren</translation>
    </message>
    <message>
        <source>Cancel all entry orders…</source>
        <translation>Alle Einstiegsorders stornieren…</translation>
    </message>
    <message>
        <source>Only a working order can be amended.</source>
        <translation>Nur eine aktive Order lässt sich ändern.</translation>
    </message>
    <message>
        <source>cancelled in the window</source>
        <translation>im Fenster storniert</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n protective stops in %1? The positions behind them lose their protection.</source>
        <translation>
            <numerusform>%n Schutzstop in %1 stornieren? Die Position dahinter verliert ihren Schutz.</numerusform>
            <numerusform>%n Schutzstops in %1 stornieren? Die Positionen dahinter verlieren ihren Schutz.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel the stops</source>
        <translation>Stops stornieren</translation>
    </message>
    <message>
        <source>Keep the stops</source>
        <translation>Stops behalten</translation>
    </message>
    <message>
        <source>There are no entry orders.</source>
        <translation>Es gibt keine Einstiegsorders.</translation>
    </message>
    <message numerus="yes">
        <source>Cancel all %n entry orders in %1? Protective stops stay.</source>
        <translation>
            <numerusform>%n Einstiegsorder in %1 stornieren? Schutzstops bleiben.</numerusform>
            <numerusform>Alle %n Einstiegsorders in %1 stornieren? Schutzstops bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel the orders</source>
        <translation>Orders stornieren</translation>
    </message>
    <message>
        <source>Keep the orders</source>
        <translation>Orders behalten</translation>
    </message>
    <message>
        <source>No orders yet. Approve a proposal, or send one from the ticket.</source>
        <translation>Noch keine Orders. Genehmigen Sie einen Vorschlag oder senden Sie eine Order.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Results by period or strategy</source>
        <translation>Ergebnisse nach Zeitraum oder Strategie</translation>
    </message>
    <message>
        <source>Equity and drawdown</source>
        <translation>Eigenkapital und Rückgang</translation>
    </message>
    <message>
        <source>Group by %1</source>
        <translation>Nach %1 gruppieren</translation>
    </message>
    <message>
        <source>No points yet.</source>
        <translation>Noch keine Punkte.</translation>
    </message>
    <message numerus="yes">
        <source>%n points. Deepest fall %1, the desk halts at %2.</source>
        <translation>
            <numerusform>%n Punkt. Tiefster Rückgang %1, Handelsstopp bei %2.</numerusform>
            <numerusform>%n Punkte. Tiefster Rückgang %1, Handelsstopp bei %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>No closed trades yet. The curve begins with the first position.</source>
        <translation>Noch keine geschlossenen Trades. Die Kurve beginnt mit der ersten Position.</translation>
    </message>
    <message>
        <source>Realised %1 · Fees %2 %3</source>
        <translation>Realisiert %1 · Gebühren %2 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n trades, won %1 · Profit factor %2</source>
        <translation>
            <numerusform>%n Trade, Treffer %1 · Profitfaktor %2</numerusform>
            <numerusform>%n Trades, Treffer %1 · Profitfaktor %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharpe ratio of %n daily changes of equity, for a year of 365 days. Shown from %1 changes on: of fewer it says next to nothing.</source>
        <translation>
            <numerusform>Sharpe-Quote aus %n täglicher Änderung des Eigenkapitals, auf ein Jahr von 365 Tagen. Gezeigt ab %1 Änderungen: Aus weniger sagt sie fast nichts.</numerusform>
            <numerusform>Sharpe-Quote aus %n täglichen Änderungen des Eigenkapitals, auf ein Jahr von 365 Tagen. Gezeigt ab %1 Änderungen: Aus weniger sagt sie fast nichts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharpe %1 from %n days</source>
        <translation>
            <numerusform>Sharpe %1 aus %n Tag</numerusform>
            <numerusform>Sharpe %1 aus %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Close selected…</source>
        <translation>Gewählte schließen…</translation>
    </message>
    <message>
        <source>Close selected positions…</source>
        <translation>Gewählte Positionen schließen…</translation>
    </message>
    <message>
        <source>Asks first. Orders that can only make a position smaller are sent.</source>
        <translation>Fragt zuerst. Gesendet werden nur verkleinernde Orders.</translation>
    </message>
    <message>
        <source>Close position…</source>
        <translation>Position schließen…</translation>
    </message>
    <message>
        <source>Move stop…</source>
        <translation>Stop verschieben…</translation>
    </message>
    <message>
        <source>Order ticket</source>
        <translation>Orderticket</translation>
    </message>
    <message>
        <source>Choose a position to close.</source>
        <translation>Wählen Sie eine Position zum Schließen.</translation>
    </message>
    <message>
        <source>Close positions</source>
        <translation>Positionen schließen</translation>
    </message>
    <message>
        <source>%1 to close the position, account %2, %3?</source>
        <comment>order, account, environment</comment>
        <translation>%1, um die Position zu schließen, Konto %2, %3?</translation>
    </message>
    <message numerus="yes">
        <source>Close %n positions at market, account %1, %2?</source>
        <translation>
            <numerusform>%n Position zum Marktpreis schließen, Konto %1, %2?</numerusform>
            <numerusform>%n Positionen zum Marktpreis schließen, Konto %1, %2?</numerusform>
        </translation>
    </message>
    <message>
        <source>The order can only make the position smaller. Its stop is cancelled first.</source>
        <translation>Die Order kann die Position nur verkleinern. Ihr Stop wird zuerst storniert.</translation>
    </message>
    <message numerus="yes">
        <source>Close %n position(s)</source>
        <translation>
            <numerusform>%n Position schließen</numerusform>
            <numerusform>%n Positionen schließen</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep</source>
        <comment>positions</comment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>closed in the window</source>
        <translation>im Fenster geschlossen</translation>
    </message>
    <message>
        <source>There is no working stop to move. Set one from the order ticket.</source>
        <translation>Kein aktiver Stop zum Verschieben. Setzen Sie einen im Orderticket.</translation>
    </message>
    <message>
        <source>Move stop</source>
        <translation>Stop verschieben</translation>
    </message>
    <message>
        <source>%1 Account %2, %3.</source>
        <comment>sentence, account, environment</comment>
        <translation>%1 Konto %2, %3.</translation>
    </message>
    <message>
        <source>Keep</source>
        <comment>a stop</comment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>moved in the window</source>
        <translation>im Fenster verschoben</translation>
    </message>
    <message>
        <source>No session runs. Start the demo, or open a recording.</source>
        <translation>Keine Sitzung läuft. Starten Sie die Demo oder öffnen Sie eine Aufzeichnung.</translation>
    </message>
    <message>
        <source>No positions. Approve a proposal, or send an order from the ticket.</source>
        <translation>Keine Positionen. Genehmigen Sie einen Vorschlag oder senden Sie eine Order.</translation>
    </message>
    <message>
        <source>The account has not been compared with the broker yet.</source>
        <translation>Das Konto wurde noch nicht mit dem Broker verglichen.</translation>
    </message>
    <message>
        <source>Kill switch tripped. Positions can still be closed by hand.</source>
        <translation>Notausschalter ausgelöst. Positionen lassen sich weiter von Hand schließen.</translation>
    </message>
    <message>
        <source>Unrealised %1</source>
        <translation>Unrealisiert %1</translation>
    </message>
    <message>
        <source>Realised %1</source>
        <translation>Realisiert %1</translation>
    </message>
    <message>
        <source>AI proposals</source>
        <translation>KI-Vorschläge</translation>
    </message>
    <message>
        <source>Why nothing can be approved</source>
        <translation>Warum nichts genehmigt werden kann</translation>
    </message>
    <message>
        <source>Queue of proposals</source>
        <translation>Warteschlange der Vorschläge</translation>
    </message>
    <message>
        <source>The chosen proposal</source>
        <translation>Der gewählte Vorschlag</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Review and approve…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Opens the review. Nothing is sent by it.</source>
        <translation>Öffnet die Prüfung. Nichts wird dadurch gesendet.</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>Amend</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Opens the review with its fields open.</source>
        <translation>Öffnet die Prüfung mit offenen Feldern.</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>The proposal is gone, nothing is sent.</source>
        <translation>Der Vorschlag ist weg, nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>then discarded, never sent</source>
        <translation>dann verworfen, nie gesendet</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Review proposal…</source>
        <translation>Vorschlag prüfen…</translation>
    </message>
    <message>
        <source>Amend proposal…</source>
        <translation>Vorschlag ändern…</translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation>Vorschlag ablehnen</translation>
    </message>
    <message>
        <source>Snooze proposal 30 s</source>
        <translation>Vorschlag 30 s zurückstellen</translation>
    </message>
    <message>
        <source>Next proposal</source>
        <translation>Nächster Vorschlag</translation>
    </message>
    <message>
        <source>Previous proposal</source>
        <translation>Voriger Vorschlag</translation>
    </message>
    <message>
        <source>The session has failed. Nothing trades.</source>
        <translation>Die Sitzung ist ausgefallen. Nichts handelt.</translation>
    </message>
    <message>
        <source>The session is starting…</source>
        <translation>Die Sitzung startet…</translation>
    </message>
    <message>
        <source>Price moved</source>
        <translation>Kurs bewegt</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>No session runs, so nothing is proposed.</source>
        <translation>Keine Sitzung läuft, also keine Vorschläge.</translation>
    </message>
    <message>
        <source>No proposals. This session has no strategy.</source>
        <translation>Keine Vorschläge. Diese Sitzung hat keine Strategie.</translation>
    </message>
    <message numerus="yes">
        <source>No proposals. %n strategies are watching %1.</source>
        <comment>strategies, so many symbols</comment>
        <translation>
            <numerusform>Keine Vorschläge. %n Strategie beobachtet %1.</numerusform>
            <numerusform>Keine Vorschläge. %n Strategien beobachten %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n symbol(s)</source>
        <translation>
            <numerusform>%n Symbol</numerusform>
            <numerusform>%n Symbole</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Next bar %2.</source>
        <comment>a sentence, a time</comment>
        <translation>%1 Nächster Balken %2.</translation>
    </message>
    <message>
        <source>The kill switch is tripped: %1. Nothing can be approved until it is reset.</source>
        <translation>Der Notausschalter ist ausgelöst: %1. Bis zum Zurücksetzen kann nichts genehmigt werden.</translation>
    </message>
    <message>
        <source>The kill switch is tripped. Nothing can be approved until it is reset.</source>
        <translation>Der Notausschalter ist ausgelöst. Bis zum Zurücksetzen kann nichts genehmigt werden.</translation>
    </message>
    <message>
        <source>The desk is set to &quot;%1&quot;. Nothing can be approved until it is armed.</source>
        <translation>Das Programm steht auf „%1“. Bis zum Scharfschalten kann nichts genehmigt werden.</translation>
    </message>
    <message>
        <source>There are no prices for %1. Approval is off until they come.</source>
        <translation>Es gibt keine Kurse für %1. Bis sie kommen, ist das Genehmigen gesperrt.</translation>
    </message>
    <message>
        <source>Prices for %1 stopped at %2. Approval is off until they return.</source>
        <translation>Kurse für %1 blieben um %2 stehen. Bis sie wiederkommen, ist das Genehmigen gesperrt.</translation>
    </message>
    <message>
        <source>The market of %1 is closed. Approval is off until it opens.</source>
        <translation>Der Markt von %1 ist geschlossen. Bis er öffnet, ist das Genehmigen gesperrt.</translation>
    </message>
    <message>
        <source>Trading in %1 is halted. Approval is off until it goes on.</source>
        <translation>Der Handel mit %1 ist ausgesetzt. Bis er weitergeht, ist das Genehmigen gesperrt.</translation>
    </message>
    <message>
        <source>Switch strategy off or on</source>
        <translation>Strategie aus- oder einschalten</translation>
    </message>
    <message>
        <source>switched off in the window</source>
        <translation>im Fenster ausgeschaltet</translation>
    </message>
    <message>
        <source>switched on in the window</source>
        <translation>im Fenster eingeschaltet</translation>
    </message>
    <message>
        <source>Switching %1 off…</source>
        <translation>%1 wird ausgeschaltet…</translation>
    </message>
    <message>
        <source>Switching %1 on…</source>
        <translation>%1 wird eingeschaltet…</translation>
    </message>
    <message>
        <source>No strategy runs in this session. Start the demo, or open a recording with one.</source>
        <translation>In dieser Sitzung läuft keine Strategie. Starten Sie die Demo oder öffnen Sie eine Aufzeichnung mit einer.</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Bid, ask, last</source>
        <translation>Geld, Brief, letzter</translation>
    </message>
    <message>
        <source>Clear and follow</source>
        <translation>Leeren und folgen</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kaufen</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkaufen</translation>
    </message>
    <message>
        <source>Side: buy</source>
        <translation>Seite: Kauf</translation>
    </message>
    <message>
        <source>Side: sell</source>
        <translation>Seite: Verkauf</translation>
    </message>
    <message>
        <source>Alt+B. Chooses the side; nothing is sent.</source>
        <translation>Alt+B. Wählt die Seite; nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Alt+S. Chooses the side; nothing is sent.</source>
        <translation>Alt+S. Wählt die Seite; nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>% of equity</source>
        <translation>% des Eigenkapitals</translation>
    </message>
    <message>
        <source>Risk amount</source>
        <translation>Risikobetrag</translation>
    </message>
    <message>
        <source>Order type</source>
        <translation>Ordertyp</translation>
    </message>
    <message>
        <source>Time in force</source>
        <translation>Gültigkeit</translation>
    </message>
    <message>
        <source>Quantity by</source>
        <translation>Menge nach</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Limit price</source>
        <translation>Limitpreis</translation>
    </message>
    <message>
        <source>Trigger price</source>
        <translation>Auslösepreis</translation>
    </message>
    <message>
        <source>Trailing distance</source>
        <translation>Nachziehabstand</translation>
    </message>
    <message>
        <source>Stop loss</source>
        <translation>Stop-Loss</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Post only</source>
        <translation>Nur passiv</translation>
    </message>
    <message>
        <source>Reduce only</source>
        <translation>Nur verkleinern</translation>
    </message>
    <message>
        <source>Rejected instead of taking liquidity.</source>
        <translation>Wird abgelehnt, statt Liquidität zu nehmen.</translation>
    </message>
    <message>
        <source>Never makes a position larger and never turns it over.</source>
        <translation>Vergrößert nie eine Position und dreht sie nie um.</translation>
    </message>
    <message>
        <source>Estimated value</source>
        <translation>Geschätzter Gegenwert</translation>
    </message>
    <message>
        <source>Loss at stop</source>
        <translation>Verlust am Stop</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>If filled</source>
        <translation>Bei Ausführung</translation>
    </message>
    <message>
        <source>now → after, % of equity</source>
        <translation>jetzt → danach, % des Eigenkapitals</translation>
    </message>
    <message>
        <source>❙ limit</source>
        <translation>❙ Limit</translation>
    </message>
    <message>
        <source>What is missing, and what became of the order</source>
        <translation>Was fehlt und was aus der Order wurde</translation>
    </message>
    <message>
        <source>What would be sent</source>
        <translation>Was gesendet würde</translation>
    </message>
    <message>
        <source>Why it is asked again</source>
        <translation>Warum noch einmal gefragt wird</translation>
    </message>
    <message>
        <source>Ctrl Enter</source>
        <translation>Strg Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back to the fields</source>
        <translation>Zurück zu den Feldern</translation>
    </message>
    <message>
        <source>Nothing is sent.</source>
        <translation>Nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Empties the fields. Nothing is sent.</source>
        <translation>Leert die Felder. Nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Review order…</source>
        <translation>Order prüfen…</translation>
    </message>
    <message>
        <source>Shows the order as a sentence first. Nothing is sent by it.</source>
        <translation>Zeigt die Order zuerst als Satz. Nichts wird dadurch gesendet.</translation>
    </message>
    <message>
        <source>The session has failed. No order can be sent.</source>
        <translation>Die Sitzung ist ausgefallen. Keine Order kann gesendet werden.</translation>
    </message>
    <message>
        <source>No session runs, so there is nothing to trade.</source>
        <translation>Keine Sitzung läuft, also gibt es nichts zu handeln.</translation>
    </message>
    <message>
        <source>The kill switch is tripped. Only orders that reduce a position pass.</source>
        <translation>Der Notausschalter ist ausgelöst. Nur Orders, die eine Position verkleinern, gehen durch.</translation>
    </message>
    <message>
        <source>Prices for %1 stopped at %2. No order can be sent until they return.</source>
        <translation>Kurse für %1 blieben um %2 stehen. Bis sie wiederkommen, kann keine Order gesendet werden.</translation>
    </message>
    <message>
        <source>The market of %1 is closed. No order can be sent until it opens.</source>
        <translation>Der Markt von %1 ist geschlossen. Bis er öffnet, kann keine Order gesendet werden.</translation>
    </message>
    <message>
        <source>Trading in %1 is halted. No order can be sent until it goes on.</source>
        <translation>Der Handel mit %1 ist ausgesetzt. Bis er weitergeht, kann keine Order gesendet werden.</translation>
    </message>
    <message>
        <source>There are no prices for %1 yet.</source>
        <translation>Es gibt noch keine Kurse für %1.</translation>
    </message>
    <message>
        <source>Not following %1, unsaved order</source>
        <translation>Folgt %1 nicht, Order nicht gesendet</translation>
    </message>
    <message>
        <source>Per cent of equity</source>
        <translation>Prozent des Eigenkapitals</translation>
    </message>
    <message>
        <source>Loss at the stop</source>
        <translation>Verlust am Stop</translation>
    </message>
    <message>
        <source>Order not sent. %1</source>
        <translation>Order nicht gesendet. %1</translation>
    </message>
    <message>
        <source>e.g. %1</source>
        <translation>z. B. %1</translation>
    </message>
    <message>
        <source>Bid %1 · Ask %2 · Last %3</source>
        <translation>Geld %1 · Brief %2 · Letzter %3</translation>
    </message>
    <message>
        <source>= %1 units</source>
        <translation>= %1 Stück</translation>
    </message>
    <message>
        <source>%1 %2 · %3</source>
        <comment>value, currency, share of equity</comment>
        <translation>%1 %2 · %3</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>loss, share of equity</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Order not sent: no session takes orders now.</source>
        <translation>Order nicht gesendet: Keine Sitzung nimmt derzeit Orders an.</translation>
    </message>
    <message>
        <source>Checking and sending…</source>
        <translation>Wird geprüft und gesendet…</translation>
    </message>
    <message>
        <source>Orders in the way are cancelled, then the position is closed.</source>
        <translation>Orders im Weg werden storniert, dann wird die Position geschlossen.</translation>
    </message>
    <message>
        <source>Sent.</source>
        <translation>Gesendet.</translation>
    </message>
    <message>
        <source>%1. Order %2: %3</source>
        <comment>order, number, state</comment>
        <translation>%1. Order %2: %3</translation>
    </message>
    <message>
        <source>the answer to the last order</source>
        <translation>die Antwort auf die letzte Order</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>Watchlist</translation>
    </message>
    <message>
        <source>Symbol to show or add</source>
        <translation>Symbol zum Zeigen oder Hinzufügen</translation>
    </message>
    <message>
        <source>Add symbol…</source>
        <translation>Symbol hinzufügen…</translation>
    </message>
    <message>
        <source>Remove symbol</source>
        <translation>Symbol entfernen</translation>
    </message>
    <message>
        <source>Undo watchlist change</source>
        <translation>Watchlist-Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>This session has no symbol “%1”.</source>
        <translation>Diese Sitzung hat kein Symbol „%1“.</translation>
    </message>
    <message>
        <source>Choose a symbol to remove.</source>
        <translation>Wählen Sie ein Symbol zum Entfernen.</translation>
    </message>
    <message>
        <source>The last symbol stays: an empty list shows them all.</source>
        <translation>Das letzte Symbol bleibt: Eine leere Liste zeigt alle.</translation>
    </message>
    <message>
        <source>Waiting for the first instrument.</source>
        <translation>Wartet auf das erste Instrument.</translation>
    </message>
    <message>
        <source>No symbols. Start the demo, or open a recording.</source>
        <translation>Keine Symbole. Starten Sie die Demo oder öffnen Sie eine Aufzeichnung.</translation>
    </message>
    <message>
        <source>No prices arrive. Orders and approvals wait for them.</source>
        <translation>Es kommen keine Kurse. Orders und Genehmigungen warten darauf.</translation>
    </message>
    <message>
        <source>What the stop did</source>
        <translation>Was der Stopp bewirkte</translation>
    </message>
    <message>
        <source>Nothing was stopped in this session. Ctrl+Shift+K stops everything.</source>
        <translation>In dieser Sitzung wurde nichts gestoppt. Strg+Umschalt+K stoppt alles.</translation>
    </message>
    <message>
        <source>Frames p50 %1 ms, p99 %2 ms · Tick to screen p95 %3 ms · Stood still over 200 ms: %4, longest %5 ms · Window after %6 ms, prices after %7 ms</source>
        <translation>Bilder p50 %1 ms, p99 %2 ms · Tick bis Bildschirm p95 %3 ms · Stillstand über 200 ms: %4, längster %5 ms · Fenster nach %6 ms, Kurse nach %7 ms</translation>
    </message>
    <message>
        <source>Clears what was typed.</source>
        <translation>Löscht das Eingegebene.</translation>
    </message>
    <message>
        <source>Reset global switch</source>
        <translation>Globalen Schalter zurücksetzen</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>%1 · %2, with fees %3</source>
        <comment>loss, share of equity, loss</comment>
        <translation>%1 · %2, mit Gebühren %3</translation>
    </message>
    <message>
        <source>What the venue charges. Slippage is not in it.</source>
        <translation>Was der Handelsplatz berechnet. Ohne Slippage.</translation>
    </message>
    <message>
        <source>Of an order that is whole.</source>
        <translation>Bei einer ganzen Order.</translation>
    </message>
    <message>
        <source>The venue&apos;s fees are not known before the fill.</source>
        <translation>Die Gebühren des Handelsplatzes sind vor der Ausführung unbekannt.</translation>
    </message>
    <message>
        <source>Close half…</source>
        <translation>Hälfte schließen…</translation>
    </message>
    <message>
        <source>Choose a position to close half of.</source>
        <translation>Wählen Sie eine Position, die zur Hälfte geschlossen werden soll.</translation>
    </message>
    <message>
        <source>This position is too small to be halved. It can be closed whole.</source>
        <translation>Diese Position ist zu klein zum Halbieren. Sie lässt sich ganz schließen.</translation>
    </message>
    <message>
        <source>Close half</source>
        <translation>Hälfte schließen</translation>
    </message>
    <message>
        <source>%1 to close half of the position, account %2, %3?</source>
        <comment>order, account, environment</comment>
        <translation>%1, um die Hälfte der Position zu schließen, Konto %2, %3?</translation>
    </message>
    <message>
        <source>The order can only make the position smaller. Its stop and target are made smaller first, and stay behind the rest.</source>
        <translation>Die Order kann die Position nur kleiner machen. Stop und Ziel werden vorher verkleinert und bleiben für den Rest bestehen.</translation>
    </message>
    <message>
        <source>closed by half in the window</source>
        <translation>im Fenster zur Hälfte geschlossen</translation>
    </message>
    <message>
        <source>J and K choose, Enter reviews, R rejects, B brings back</source>
        <translation>J und K wählen, Eingabe prüft, R lehnt ab, B holt zurück</translation>
    </message>
    <message>
        <source>Bring rejected proposal back</source>
        <translation>Abgelehnten Vorschlag zurückholen</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>The proposal waits again until it expires. Every check runs anew.</source>
        <translation>Der Vorschlag wartet wieder, bis er verfällt. Jede Prüfung läuft neu.</translation>
    </message>
    <message>
        <source>Rejected, nothing was sent.</source>
        <translation>Abgelehnt, nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Bring back · %1</source>
        <comment>time left</comment>
        <translation>Zurückholen · %1</translation>
    </message>
    <message>
        <source>It did not come back: the limits do not allow it any more.</source>
        <translation>Er kam nicht zurück: Die Limits lassen ihn nicht mehr zu.</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Results as bars</source>
        <translation>Ergebnisse als Balken</translation>
    </message>
    <message>
        <source>The net result of each group as bars instead of the table.</source>
        <translation>Das Nettoergebnis jeder Gruppe als Balken statt als Tabelle.</translation>
    </message>
    <message numerus="yes">
        <source>The share won and the profit factor are shown from %n closed trades on: of fewer, one more or less would turn them over.</source>
        <translation>
            <numerusform>Trefferquote und Profitfaktor werden ab %n abgeschlossenen Trade gezeigt: Bei weniger würde einer mehr oder weniger sie umwerfen.</numerusform>
            <numerusform>Trefferquote und Profitfaktor werden ab %n abgeschlossenen Trades gezeigt: Bei weniger würde einer mehr oder weniger sie umwerfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The strategy stays off until it is started in the pane Strategies.</source>
        <translation>Die Strategie bleibt aus, bis sie im Bereich Strategien gestartet wird.</translation>
    </message>
    <message>
        <source>Strategies stay off until each is started in the pane Strategies.</source>
        <translation>Strategien bleiben aus, bis jede im Bereich Strategien gestartet wird.</translation>
    </message>
    <message>
        <source>No proposals. All strategies are switched off. Start them in the pane Strategies.</source>
        <translation>Keine Vorschläge. Alle Strategien sind ausgeschaltet. Starten Sie sie im Bereich Strategien.</translation>
    </message>
    <message>
        <source>Account differences</source>
        <translation>Abweichungen vom Konto</translation>
    </message>
    <message>
        <source>settle the account</source>
        <translation>das Konto abgleichen</translation>
    </message>
    <message>
        <source>Reason, at least 10 characters; it is kept in the record</source>
        <translation>Grund, mindestens 10 Zeichen; er wird aufgezeichnet</translation>
    </message>
    <message>
        <source>Reason for settling</source>
        <translation>Grund für den Abgleich</translation>
    </message>
    <message>
        <source>Type &quot;%1&quot; to settle</source>
        <translation>„%1“ eingeben, um abzugleichen</translation>
    </message>
    <message>
        <source>In LIVE settling takes a code, and there are none before the vault exists.</source>
        <translation>In LIVE braucht der Abgleich einen Code, und es gibt keine, bevor es den Tresor gibt.</translation>
    </message>
    <message>
        <source>Settling needs a reason of at least 10 characters.</source>
        <translation>Der Abgleich braucht einen Grund von mindestens 10 Zeichen.</translation>
    </message>
    <message>
        <source>Settling needs the sentence &quot;%1&quot;.</source>
        <translation>Der Abgleich braucht den Satz „%1“.</translation>
    </message>
    <message>
        <source>Choose a line to settle it. While one is open that nobody has seen, nobody arms.</source>
        <translation>Eine Zeile wählen, um sie abzugleichen. Solange eine offen ist, die niemand gesehen hat, schaltet niemand scharf.</translation>
    </message>
    <message>
        <source>Nothing is taken over by this.</source>
        <translation>Hierdurch wird nichts übernommen.</translation>
    </message>
    <message>
        <source>The desk decides; what becomes of it stands in the record.</source>
        <translation>Das Programm entscheidet; was daraus wird, steht in der Aufzeichnung.</translation>
    </message>
    <message>
        <source>asked for in the window</source>
        <translation>im Fenster verlangt</translation>
    </message>
    <message>
        <source>No session runs.</source>
        <translation>Es läuft keine Sitzung.</translation>
    </message>
    <message>
        <source>The market is built in: its account is our books. There is nothing to compare.</source>
        <translation>Der Markt ist eingebaut: Sein Konto sind unsere Bücher. Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>The account has not been compared since the link came up.</source>
        <translation>Das Konto ist noch nicht verglichen, seit die Verbindung steht.</translation>
    </message>
    <message>
        <source>The account and our books agree.</source>
        <translation>Das Konto und unsere Bücher stimmen überein.</translation>
    </message>
    <message>
        <source>Somebody else&apos;s order cannot be amended here, only cancelled.</source>
        <translation>Ein fremder Auftrag kann hier nicht geändert, nur gelöscht werden.</translation>
    </message>
    <message>
        <source>Cancel somebody else&apos;s order in %1: %2? This program did not send it.</source>
        <translation>Fremden Auftrag in %1 löschen: %2? Dieses Programm hat ihn nicht gesendet.</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>Auftrag löschen</translation>
    </message>
    <message>
        <source>Keep the order</source>
        <translation>Auftrag behalten</translation>
    </message>
    <message numerus="yes">
        <source>The desk is set to &quot;%1&quot;, and %n line(s) in which the account and our books differ forbid arming. Settle them in Account differences.</source>
        <translation>
            <numerusform>Das Programm steht auf „%1“; %n Zeile, in der Konto und Bücher abweichen, verhindert das Scharfschalten. Sie wird unter „Abweichungen vom Konto“ erledigt.</numerusform>
            <numerusform>Das Programm steht auf „%1“; %n Zeilen, in denen Konto und Bücher abweichen, verhindern das Scharfschalten. Sie werden unter „Abweichungen vom Konto“ erledigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 takes no such order: %2</source>
        <comment>broker, kind or time</comment>
        <translation>%1 nimmt solche Orders nicht: %2</translation>
    </message>
    <message>
        <source>%1 has no such orders.</source>
        <comment>broker</comment>
        <translation>%1 hat keine solchen Orders.</translation>
    </message>
    <message>
        <source>Trades not read yet</source>
        <translation>Trades noch nicht gelesen</translation>
    </message>
    <message>
        <source>Of the newest %1 trades: won %2 · Profit factor %3</source>
        <translation>Von den neuesten %1 Trades: Treffer %2 · Profitfaktor %3</translation>
    </message>
    <message>
        <source>Of the newest %1 trades so far: won %2 · Profit factor %3</source>
        <translation>Bisher von den neuesten %1 Trades: Treffer %2 · Profitfaktor %3</translation>
    </message>
    <message>
        <source>Trades, won and net are of the newest %1 closed trades of the desk.</source>
        <translation>Trades, Treffer und Netto sind von den neuesten %1 geschlossenen Trades.</translation>
    </message>
    <message>
        <source>Trades, won and net are still being read.</source>
        <translation>Trades, Treffer und Netto werden noch gelesen.</translation>
    </message>
    <message>
        <source>What stands was stopped before this session began; its steps are not shown here. The record holds them.</source>
        <translation>Was steht, wurde vor dieser Sitzung gestoppt; seine Schritte stehen hier nicht. Der Verlauf enthält sie.</translation>
    </message>
    <message>
        <source>None on record.</source>
        <translation>Keine verzeichnet.</translation>
    </message>
    <message>
        <source>%1 has new increments at the venue. Approval is off until the session is started anew.</source>
        <translation>%1 hat an der Börse neue Schrittweiten. Freigaben sind aus, bis die Sitzung neu gestartet wird.</translation>
    </message>
    <message>
        <source>%1 has new increments at the venue. Only orders that reduce a position pass until the session is started anew.</source>
        <translation>%1 hat an der Börse neue Schrittweiten. Bis zum Neustart der Sitzung gehen nur Orders durch, die eine Position verringern.</translation>
    </message>
    <message>
        <source>The session is starting. Its accounts, strategies and symbols come with it.</source>
        <translation>Die Sitzung startet. Konten, Strategien und Symbole kommen mit ihr.</translation>
    </message>
    <message>
        <source>Your decisions</source>
        <translation>Ihre Entscheidungen</translation>
    </message>
    <message>
        <source>%1: you have approved %2 of %3, half of them within %4.</source>
        <comment>strategy, share, number, time</comment>
        <translation>%1: Sie haben %2 von %3 genehmigt, die Hälfte binnen %4.</translation>
    </message>
    <message>
        <source>%1 Is each of them still decided, or only confirmed?</source>
        <translation>%1 Entscheiden Sie noch, oder bestätigen Sie nur?</translation>
    </message>
    <message>
        <source>Nothing has been decided yet. Each proposal is counted here once it was approved or rejected, or nobody answered it.</source>
        <translation>Noch ist nichts entschieden. Jeder Vorschlag wird hier gezählt, sobald er genehmigt oder abgelehnt ist oder niemand geantwortet hat.</translation>
    </message>
    <message>
        <source>The stop is not confirmed yet, so it cannot be moved. Wait for the broker&apos;s word: a second one would close twice.</source>
        <translation>Der Stop ist noch nicht bestätigt und kann darum nicht verschoben werden. Warten Sie auf das Wort des Brokers: Ein zweiter würde doppelt schließen.</translation>
    </message>
    <message>
        <source>Warnings and worse</source>
        <translation>Warnungen und Schlimmeres</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Lassen</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n order(s) in %1?</source>
        <translation>
            <numerusform>%n Order in %1 stornieren?</numerusform>
            <numerusform>%n Orders in %1 stornieren?</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel them</source>
        <comment>orders</comment>
        <translation>Stornieren</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>This market has no extended hours.</source>
        <translation>Dieser Markt hat keine erweiterten Handelszeiten.</translation>
    </message>
    <message>
        <source>Audit record</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Nobody keeps an audit record here.</source>
        <translation>Hier führt niemand ein Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Reading the audit record takes the role auditor, risk or admin; a trader or strategist reads what is his own.</source>
        <translation>Das Prüfprotokoll zu lesen verlangt die Rolle Auditor, Risk oder Admin; Trader und Strategist lesen, was ihr eigenes ist.</translation>
    </message>
    <message>
        <source>There is no audit record yet. The first session begins it.</source>
        <translation>Es gibt noch kein Prüfprotokoll. Die erste Sitzung beginnt es.</translation>
    </message>
    <message>
        <source>The audit record cannot be read: %1. Verify tells what is wrong with it.</source>
        <translation>Das Prüfprotokoll kann nicht gelesen werden: %1. Die Prüfung sagt, was daran falsch ist.</translation>
    </message>
    <message>
        <source>Nothing in the record is like that.</source>
        <translation>Nichts im Protokoll ist so.</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>Why this trade: from the base to the score</source>
        <translation>Warum dieser Trade: vom Ausgangswert zur Bewertung</translation>
    </message>
    <message>
        <source>Begins at %1</source>
        <translation>Beginnt bei %1</translation>
    </message>
    <message>
        <source>Score: %1</source>
        <translation>Bewertung: %1</translation>
    </message>
    <message>
        <source>▲ %1</source>
        <translation>▲ %1</translation>
    </message>
    <message>
        <source>▼ %1</source>
        <translation>▼ %1</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>Beginnt bei</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Bewertung</translation>
    </message>
</context>
<context>
    <name>WhatIfBars</name>
    <message>
        <source>%1: now %2, after %3</source>
        <translation>%1: jetzt %2, danach %3</translation>
    </message>
    <message>
        <source>%1: now %2, after %3, limit %4, %5</source>
        <translation>%1: jetzt %2, danach %3, Limit %4, %5</translation>
    </message>
    <message>
        <source>If approved: now and after</source>
        <translation>Bei Genehmigung: jetzt und danach</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>%1 → </source>
        <translation>%1 → </translation>
    </message>
</context>
<context>
    <name>WhyColumn</name>
    <message>
        <source>Why this trade</source>
        <translation>Warum dieser Trade</translation>
    </message>
    <message>
        <source>What speaks for it</source>
        <translation>Was dafür spricht</translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation>Was dagegen spricht</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>verdeckt</translation>
    </message>
    <message>
        <source>for the original proposal, points of the score</source>
        <translation>für den Originalvorschlag, Punkte der Bewertung</translation>
    </message>
    <message>
        <source>what each input adds to the score, points</source>
        <translation>was jede Größe zur Bewertung beiträgt, Punkte</translation>
    </message>
    <message>
        <source>Nothing speaks for it.</source>
        <translation>Nichts spricht dafür.</translation>
    </message>
    <message>
        <source>For it: %1</source>
        <translation>Dafür: %1</translation>
    </message>
    <message>
        <source>Of these inputs none speaks against it.</source>
        <translation>Von diesen Größen spricht keine dagegen.</translation>
    </message>
    <message>
        <source>Against it: %1</source>
        <translation>Dagegen: %1</translation>
    </message>
    <message>
        <source>What the sum of the reasons says</source>
        <translation>Was die Summe der Gründe sagt</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Not done. You do not have the right for this.</source>
        <translation>Nicht ausgeführt. Ihnen fehlt das Recht dazu.</translation>
    </message>
    <message>
        <source>Not done. This needs your code.</source>
        <translation>Nicht ausgeführt. Dafür ist Ihr Code nötig.</translation>
    </message>
    <message>
        <source>Not done. Whoever made a proposal cannot approve it.</source>
        <translation>Nicht ausgeführt. Wer einen Vorschlag macht, kann ihn nicht genehmigen.</translation>
    </message>
    <message>
        <source>Not done. What it was meant for does not exist any more.</source>
        <translation>Nicht ausgeführt. Was gemeint war, gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Not done. It has been decided or has ended already.</source>
        <translation>Nicht ausgeführt. Es ist bereits entschieden oder beendet.</translation>
    </message>
    <message>
        <source>Not done. The order is not the one that was on the screen. Look at it again.</source>
        <translation>Nicht ausgeführt. Die Order ist nicht die, die auf dem Bildschirm stand. Sehen Sie sie noch einmal an.</translation>
    </message>
    <message>
        <source>Not done. An approval can only make the order smaller.</source>
        <translation>Nicht ausgeführt. Eine Genehmigung kann die Order nur verkleinern.</translation>
    </message>
    <message>
        <source>Not done. A kill switch, a breaker or a missing account check stands against it. Clear that first.</source>
        <translation>Nicht ausgeführt. Ein Notausschalter, eine Sperre oder ein fehlender Kontoabgleich steht dagegen. Klären Sie das zuerst.</translation>
    </message>
    <message>
        <source>Not done. Its values do not fit together.</source>
        <translation>Nicht ausgeführt. Die Werte passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Not done. Live trading needs vault, accounts, second factor and audit, and they are not set up.</source>
        <translation>Nicht ausgeführt. Live-Handel braucht Tresor, Konten, zweiten Faktor und Prüfprotokoll; sie sind nicht eingerichtet.</translation>
    </message>
    <message>
        <source>Trading halted: equity is %1. At %2 the day&apos;s loss is at its limit.</source>
        <translation>Handel angehalten: Eigenkapital %1. Bei %2 ist das Tagesverlust-Limit erreicht.</translation>
    </message>
    <message>
        <source>Trading halted: equity is %1. At %2 the fall from its peak is at its limit.</source>
        <translation>Handel angehalten: Eigenkapital %1. Bei %2 ist das Limit für den Rückgang vom Höchststand erreicht.</translation>
    </message>
    <message numerus="yes">
        <source>Entries paused: %n loss(es) in a row.</source>
        <translation>
            <numerusform>Einstiege pausieren: %n Verlust in Folge.</numerusform>
            <numerusform>Einstiege pausieren: %n Verluste in Folge.</numerusform>
        </translation>
    </message>
    <message>
        <source>The account and our books differ in %1. New orders wait until somebody has looked.</source>
        <translation>Konto und unsere Bücher weichen in %1 ab. Neue Orders warten, bis jemand nachgesehen hat.</translation>
    </message>
    <message>
        <source>The account and our books differ. New orders wait until somebody has looked.</source>
        <translation>Konto und unsere Bücher weichen ab. Neue Orders warten, bis jemand nachgesehen hat.</translation>
    </message>
    <message>
        <source>The journal cannot be written. Nothing new is sent; stops at the broker still work.</source>
        <translation>Das Journal ist nicht beschreibbar. Nichts Neues wird gesendet; Stops beim Broker wirken weiter.</translation>
    </message>
    <message>
        <source>The venue rejects many orders. Nothing new is sent until somebody has looked.</source>
        <translation>Der Handelsplatz lehnt viele Orders ab. Nichts Neues wird gesendet, bis jemand nachgesehen hat.</translation>
    </message>
    <message>
        <source>The strategy “%1” repeats itself and was switched off.</source>
        <translation>Die Strategie „%1“ wiederholt sich und wurde ausgeschaltet.</translation>
    </message>
    <message>
        <source>Something impossible was reported for %1. It waits until the account is compared.</source>
        <translation>Für %1 wurde Unmögliches gemeldet. Es wartet, bis das Konto abgeglichen ist.</translation>
    </message>
    <message>
        <source>The engine stood still. Orders are blocked until somebody has looked.</source>
        <translation>Der Handelskern stand still. Orders sind gesperrt, bis jemand nachgesehen hat.</translation>
    </message>
    <message>
        <source>No answer %1 s</source>
        <translation>Keine Antwort seit %1 s</translation>
    </message>
    <message>
        <source>Sending… %1 s</source>
        <translation>Wird gesendet… %1 s</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>Amending… %1 s</source>
        <translation>Wird geändert… %1 s</translation>
    </message>
    <message>
        <source>Amending…</source>
        <translation>Wird geändert…</translation>
    </message>
    <message>
        <source>Cancelling… %1 s</source>
        <translation>Wird storniert… %1 s</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird storniert…</translation>
    </message>
    <message>
        <source>Waits for its entry</source>
        <comment>a held stop or target</comment>
        <translation>Wartet auf den Einstieg</translation>
    </message>
    <message>
        <source>Partly filled %1/%2</source>
        <translation>Teilausgeführt %1/%2</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Filled before cancel</source>
        <translation>Vor dem Storno ausgeführt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Rejected</source>
        <comment>an order, by the venue</comment>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Unknown</source>
        <comment>state of an order</comment>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>%1 %2 %3 at market</source>
        <comment>side, quantity, symbol</comment>
        <translation>%1 %2 %3 zum Marktpreis</translation>
    </message>
    <message>
        <source>%1 %2 %3 at %4 limit</source>
        <comment>side, quantity, symbol, price</comment>
        <translation>%1 %2 %3, Limit %4</translation>
    </message>
    <message>
        <source>%1 %2 %3 at %4 stop</source>
        <comment>side, quantity, symbol, price</comment>
        <translation>%1 %2 %3, Stop %4</translation>
    </message>
    <message>
        <source>%1 %2 %3 at %4 stop, %5 limit</source>
        <comment>side, quantity, symbol, trigger, price</comment>
        <translation>%1 %2 %3, Stop %4, Limit %5</translation>
    </message>
    <message>
        <source>%1 %2 %3 at a stop that trails by %4</source>
        <comment>side, quantity, symbol, distance</comment>
        <translation>%1 %2 %3, nachgezogener Stop mit Abstand %4</translation>
    </message>
    <message>
        <source>Order makes sense</source>
        <translation>Order ist schlüssig</translation>
    </message>
    <message>
        <source>Venue&apos;s sizes</source>
        <translation>Größen des Handelsplatzes</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Notausschalter</translation>
    </message>
    <message>
        <source>Reduce only</source>
        <translation>Nur verkleinern</translation>
    </message>
    <message>
        <source>Unknown orders</source>
        <translation>Ungeklärte Orders</translation>
    </message>
    <message>
        <source>Quote age</source>
        <translation>Kursalter</translation>
    </message>
    <message>
        <source>Market open</source>
        <translation>Markt offen</translation>
    </message>
    <message>
        <source>Equity known</source>
        <translation>Eigenkapital bekannt</translation>
    </message>
    <message>
        <source>Price collar</source>
        <translation>Preiskorridor</translation>
    </message>
    <message>
        <source>Duplicate order</source>
        <translation>Doppelte Order</translation>
    </message>
    <message>
        <source>Orders a minute</source>
        <translation>Orders pro Minute</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Offene Orders</translation>
    </message>
    <message>
        <source>Order size</source>
        <translation>Ordergröße</translation>
    </message>
    <message>
        <source>Order value</source>
        <translation>Gegenwert der Order</translation>
    </message>
    <message>
        <source>Position size</source>
        <translation>Positionsgröße</translation>
    </message>
    <message>
        <source>Loss at stop</source>
        <translation>Verlust am Stop</translation>
    </message>
    <message>
        <source>Gross exposure</source>
        <translation>Brutto-Exposure</translation>
    </message>
    <message>
        <source>Net exposure</source>
        <translation>Netto-Exposure</translation>
    </message>
    <message>
        <source>Leverage</source>
        <translation>Hebel</translation>
    </message>
    <message>
        <source>Daily loss</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>Rückgang</translation>
    </message>
    <message>
        <source>Losses in a row</source>
        <translation>Verluste in Folge</translation>
    </message>
    <message>
        <source>Countable value</source>
        <translation>Zählbarer Gegenwert</translation>
    </message>
    <message>
        <source>Order not sent. %1</source>
        <comment>a full sentence follows</comment>
        <translation>Order nicht gesendet. %1</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Flat</source>
        <comment>no position</comment>
        <translation>Glatt</translation>
    </message>
    <message>
        <source>Long</source>
        <comment>position</comment>
        <translation>Long</translation>
    </message>
    <message>
        <source>Short</source>
        <comment>position</comment>
        <translation>Short</translation>
    </message>
    <message>
        <source>Market</source>
        <comment>order type</comment>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Limit</source>
        <comment>order type</comment>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Stop</source>
        <comment>order type</comment>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Stop limit</source>
        <comment>order type</comment>
        <translation>Stop-Limit</translation>
    </message>
    <message>
        <source>Trailing stop</source>
        <comment>order type</comment>
        <translation>Nachgezogener Stop</translation>
    </message>
    <message>
        <source>Day</source>
        <comment>time in force</comment>
        <translation>Tag</translation>
    </message>
    <message>
        <source>GTC</source>
        <comment>time in force: good till cancelled</comment>
        <translation>GTC</translation>
    </message>
    <message>
        <source>IOC</source>
        <comment>time in force: immediate or cancel</comment>
        <translation>IOC</translation>
    </message>
    <message>
        <source>FOK</source>
        <comment>time in force: fill or kill</comment>
        <translation>FOK</translation>
    </message>
    <message>
        <source>Entry</source>
        <comment>what an order is for</comment>
        <translation>Einstieg</translation>
    </message>
    <message>
        <source>Protective stop</source>
        <comment>what an order is for</comment>
        <translation>Schutzstop</translation>
    </message>
    <message>
        <source>Target</source>
        <comment>what an order is for</comment>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Exit</source>
        <comment>what an order is for</comment>
        <translation>Ausstieg</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>PAPER</source>
        <translation>PAPIER</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>WIEDERGABE</translation>
    </message>
    <message>
        <source>Maker</source>
        <comment>added liquidity</comment>
        <translation>Maker</translation>
    </message>
    <message>
        <source>Taker</source>
        <comment>took liquidity</comment>
        <translation>Taker</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Manual approval</source>
        <translation>Manuelle Genehmigung</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>No new entries</source>
        <translation>Keine neuen Einstiege</translation>
    </message>
    <message>
        <source>Entry orders cancelled</source>
        <translation>Einstiegsorders storniert</translation>
    </message>
    <message>
        <source>All orders cancelled</source>
        <translation>Alle Orders storniert</translation>
    </message>
    <message>
        <source>Positions closed</source>
        <translation>Positionen geschlossen</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>by its strategy</source>
        <translation>durch die Strategie</translation>
    </message>
    <message>
        <source>follows its entry</source>
        <translation>folgt dem Einstieg</translation>
    </message>
    <message>
        <source>stop drawn closer</source>
        <translation>Stop nachgezogen</translation>
    </message>
    <message>
        <source>held too long</source>
        <translation>zu lange gehalten</translation>
    </message>
    <message>
        <source>kill switch</source>
        <translation>Notausschalter</translation>
    </message>
    <message>
        <source>breaker</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>restart</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>mode lowered</source>
        <translation>Modus herabgesetzt</translation>
    </message>
    <message>
        <source>time ran out</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>budget ended</source>
        <translation>Budget verbraucht</translation>
    </message>
    <message>
        <source>makes room for an exit</source>
        <translation>macht Platz für Ausstieg</translation>
    </message>
    <message>
        <source>strategy switched off</source>
        <translation>Strategie ausgeschaltet</translation>
    </message>
    <message>
        <source>comes back in another size</source>
        <translation>kommt in anderer Größe wieder</translation>
    </message>
    <message>
        <source>Account mismatch</source>
        <translation>Kontoabweichung</translation>
    </message>
    <message>
        <source>Journal failed</source>
        <translation>Journalfehler</translation>
    </message>
    <message>
        <source>Many rejections</source>
        <translation>Viele Ablehnungen</translation>
    </message>
    <message>
        <source>Repeated execution</source>
        <translation>Wiederholte Ausführung</translation>
    </message>
    <message>
        <source>Needs reconciling</source>
        <translation>Abgleich nötig</translation>
    </message>
    <message>
        <source>Engine stalled</source>
        <translation>Handelskern steht</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Genehmigt</translation>
    </message>
    <message>
        <source>Rejected</source>
        <comment>a proposal, by a person</comment>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Replaced by a newer one</source>
        <translation>Durch neueren ersetzt</translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation>Unterdrückt</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>a market</comment>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Closed</source>
        <comment>a market</comment>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Halted</source>
        <comment>a market</comment>
        <translation>Ausgesetzt</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Eingeschränkt</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Moving-average cross</source>
        <translation>MA-Kreuzung</translation>
    </message>
    <message>
        <source>Channel breakout</source>
        <translation>Kanalausbruch</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>a script</source>
        <translation>ein Skript</translation>
    </message>
    <message>
        <source>person %1</source>
        <translation>Person %1</translation>
    </message>
    <message>
        <source>the desk</source>
        <translation>das Programm</translation>
    </message>
    <message>
        <source>stop</source>
        <comment>source of an order</comment>
        <translation>Stop</translation>
    </message>
    <message>
        <source>target</source>
        <comment>source of an order</comment>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>you</source>
        <comment>source of an order</comment>
        <translation>Sie</translation>
    </message>
    <message>
        <source>strategy</source>
        <comment>source of an order</comment>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>risk</source>
        <comment>source of an order</comment>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>kill switch</source>
        <comment>source of an order</comment>
        <translation>Notausschalter</translation>
    </message>
    <message>
        <source>everything</source>
        <comment>scope of a switch</comment>
        <translation>alles</translation>
    </message>
    <message>
        <source>account %1</source>
        <comment>scope of a switch</comment>
        <translation>Konto %1</translation>
    </message>
    <message>
        <source>Not done. A loss breaker stands for 15 minutes at least. It can be reset after that.</source>
        <translation>Nicht ausgeführt. Eine Verlustsperre gilt mindestens 15 Minuten. Danach lässt sie sich zurücksetzen.</translation>
    </message>
    <message>
        <source>AI %1</source>
        <comment>source of an order: id of the proposal</comment>
        <translation>KI %1</translation>
    </message>
    <message numerus="yes">
        <source>Not done: the account and our books differ in %n line(s) that nobody has seen. Settle them in the pane Account differences.</source>
        <translation>
            <numerusform>Nicht ausgeführt: Konto und Bücher weichen in %n Zeile ab, die niemand gesehen hat. Sie wird im Bereich „Abweichungen vom Konto“ erledigt.</numerusform>
            <numerusform>Nicht ausgeführt: Konto und Bücher weichen in %n Zeilen ab, die niemand gesehen hat. Sie werden im Bereich „Abweichungen vom Konto“ erledigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Closing only</source>
        <comment>a market</comment>
        <translation>Nur Schließen</translation>
    </message>
    <message>
        <source>Not done. Fewer than three seconds were left of the proposal.</source>
        <translation>Nicht ausgeführt. Vom Vorschlag blieben weniger als drei Sekunden.</translation>
    </message>
    <message>
        <source>Noted, and not done yet. This takes two: somebody else with the right has to ask for exactly the same within 30 minutes.</source>
        <translation>Vermerkt, noch nicht ausgeführt. Dafür braucht es zwei: Jemand anders mit dem Recht dazu muss innerhalb von 30 Minuten genau dasselbe verlangen.</translation>
    </message>
    <message>
        <source>Noted, and not done yet. This takes two, and nobody else has the right. Ask for exactly the same again after a minute.</source>
        <translation>Vermerkt, noch nicht ausgeführt. Dafür braucht es zwei, und niemand sonst hat das Recht dazu. Verlangen Sie nach einer Minute noch einmal genau dasselbe.</translation>
    </message>
    <message>
        <source>Day, extended</source>
        <comment>time in force: of the day, also outside the regular hours</comment>
        <translation>Tag, erweitert</translation>
    </message>
    <message>
        <source>Nothing was sent: nobody is signed in here any more, or it is locked. Sign in, then do it again.</source>
        <translation>Nichts wurde gesendet: Hier ist niemand mehr angemeldet, oder es ist gesperrt. Melden Sie sich an, und tun Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>the owner</source>
        <translation>die Eigentümerin oder der Eigentümer</translation>
    </message>
</context>
<context>
    <name>WorkArea</name>
    <message>
        <source>No panes are open. Open one from the Window menu, or reset this workspace.</source>
        <translation>Keine Bereiche offen. Öffnen Sie einen im Menü Fenster oder setzen Sie diesen Arbeitsbereich zurück.</translation>
    </message>
</context>
<context>
    <name>WorkspaceName</name>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>Rename workspace</source>
        <translation>Arbeitsbereich umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name of the new workspace. It begins as this one looks now.</source>
        <translation>&amp;Name des neuen Arbeitsbereichs. Er beginnt so, wie dieser jetzt aussieht.</translation>
    </message>
    <message>
        <source>New n&amp;ame of this workspace</source>
        <translation>Neuer N&amp;ame dieses Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Name of the workspace</source>
        <translation>Name des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A name has at least one character that can be seen.</source>
        <translation>Ein Name hat mindestens ein sichtbares Zeichen.</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>Ein Name hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>Another workspace has this name.</source>
        <translation>Ein anderer Arbeitsbereich heißt so.</translation>
    </message>
</context>
<context>
    <name>another</name>
    <message>
        <source>Another chart</source>
        <translation>Weiterer Chart</translation>
    </message>
    <message>
        <source>No chart was opened: %1 are open, the most there can be. Close one first.</source>
        <translation>Kein Chart geöffnet: %1 sind offen, mehr gehen nicht. Schließen Sie zuerst einen.</translation>
    </message>
    <message>
        <source>Another watchlist</source>
        <translation>Weitere Watchlist</translation>
    </message>
    <message>
        <source>No watchlist was opened: %1 are open, the most there can be. Close one first.</source>
        <translation>Keine Watchlist geöffnet: %1 sind offen, mehr gehen nicht. Schließen Sie zuerst eine.</translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message>
        <source>%1 sent the order %2</source>
        <translation>%1 hat die Order %2 gesendet</translation>
    </message>
    <message>
        <source>%1 cancelled the order %2</source>
        <translation>%1 hat die Order %2 gestrichen</translation>
    </message>
    <message>
        <source>%1 changed the order %2</source>
        <translation>%1 hat die Order %2 geändert</translation>
    </message>
    <message>
        <source>%1 cancelled an order that is not ours: %2</source>
        <translation>%1 hat eine fremde Order gestrichen: %2</translation>
    </message>
    <message>
        <source>%1 held %2 back</source>
        <translation>%1 hat %2 zurückgehalten</translation>
    </message>
    <message>
        <source>%1 settled what nobody knew: %2</source>
        <translation>%1 hat geklärt, was niemand wusste: %2</translation>
    </message>
    <message>
        <source>%1 approved %2</source>
        <translation>%1 hat %2 genehmigt</translation>
    </message>
    <message>
        <source>%1 rejected %2</source>
        <translation>%1 hat %2 abgelehnt</translation>
    </message>
    <message>
        <source>%1 was refused what was asked %2</source>
        <translation>%1 wurde das Verlangte verweigert %2</translation>
    </message>
    <message>
        <source>%1 set the desk to %2</source>
        <translation>%1 hat den Desk auf %2 gestellt</translation>
    </message>
    <message>
        <source>%1 changed the %2</source>
        <translation>%1 hat geändert: %2</translation>
    </message>
    <message>
        <source>%1 pressed the kill switch: %2</source>
        <translation>%1 hat den Notausschalter gedrückt: %2</translation>
    </message>
    <message>
        <source>%1 latched the kill switch: %2</source>
        <translation>%1 hat den Notausschalter eingerastet: %2</translation>
    </message>
    <message>
        <source>%1 lifted the kill switch: %2</source>
        <translation>%1 hat den Notausschalter gelöst: %2</translation>
    </message>
    <message>
        <source>%1 stopped new orders by the breaker %2</source>
        <translation>%1 hat neue Orders gestoppt, durch die Sicherung %2</translation>
    </message>
    <message>
        <source>%1 cleared the breaker %2</source>
        <translation>%1 hat die Sicherung %2 zurückgesetzt</translation>
    </message>
    <message>
        <source>%1 let it trade without asking: %2</source>
        <translation>%1 lässt es handeln, ohne zu fragen: %2</translation>
    </message>
    <message>
        <source>%1 ended trading without asking: %2</source>
        <translation>%1 hat den Handel ohne Fragen beendet: %2</translation>
    </message>
    <message>
        <source>%1 switched %2</source>
        <translation>%1 hat geschaltet: %2</translation>
    </message>
    <message>
        <source>%1 took the broker&apos;s position for true: %2</source>
        <translation>%1 hat die Position des Brokers übernommen: %2</translation>
    </message>
    <message>
        <source>%1 took the broker&apos;s cash for true: %2</source>
        <translation>%1 hat das Geld des Brokers übernommen: %2</translation>
    </message>
    <message>
        <source>%1 has seen a difference: %2</source>
        <translation>%1 hat einen Unterschied gesehen: %2</translation>
    </message>
    <message>
        <source>%1 began a session in %2</source>
        <translation>%1 hat eine Sitzung begonnen in %2</translation>
    </message>
    <message>
        <source>%1 ended the session %2</source>
        <translation>%1 hat die Sitzung beendet %2</translation>
    </message>
    <message>
        <source>%1 could not go on with the session: %2</source>
        <translation>%1 konnte die Sitzung nicht fortsetzen: %2</translation>
    </message>
    <message>
        <source>%1 was refused a line by the broker %2</source>
        <translation>%1 wurde vom Broker eine Leitung verweigert %2</translation>
    </message>
    <message>
        <source>%1 found trouble %2</source>
        <translation>%1 hat Schwierigkeiten gefunden %2</translation>
    </message>
    <message>
        <source>%1 does not trust the certificate of %2</source>
        <translation>%1 vertraut dem Zertifikat nicht: %2</translation>
    </message>
    <message>
        <source>%1 made the %2</source>
        <translation>%1 hat angelegt: %2</translation>
    </message>
    <message>
        <source>%1 asked for the vault: %2</source>
        <translation>%1 hat den Tresor verlangt: %2</translation>
    </message>
    <message>
        <source>%1 changed the vault: %2</source>
        <translation>%1 hat den Tresor geändert: %2</translation>
    </message>
    <message>
        <source>%1 locked the vault %2</source>
        <translation>%1 hat den Tresor gesperrt %2</translation>
    </message>
    <message>
        <source>%1 knows the vault&apos;s %2</source>
        <translation>%1 kennt vom Tresor: %2</translation>
    </message>
    <message>
        <source>%1 signed in %2</source>
        <translation>%1 hat sich angemeldet %2</translation>
    </message>
    <message>
        <source>%1 signed out %2</source>
        <translation>%1 hat sich abgemeldet %2</translation>
    </message>
    <message>
        <source>%1 locked the seat %2</source>
        <translation>%1 hat das Fenster gesperrt %2</translation>
    </message>
    <message>
        <source>%1 unlocked the seat %2</source>
        <translation>%1 hat das Fenster entsperrt %2</translation>
    </message>
    <message>
        <source>%1 showed a fresh code %2</source>
        <translation>%1 hat einen frischen Code gezeigt %2</translation>
    </message>
    <message>
        <source>%1 added %2</source>
        <translation>%1 hat hinzugefügt: %2</translation>
    </message>
    <message>
        <source>%1 removed the account of %2</source>
        <translation>%1 hat das Konto entfernt von %2</translation>
    </message>
    <message>
        <source>%1 changed the roles of %2</source>
        <translation>%1 hat die Rollen geändert von %2</translation>
    </message>
    <message>
        <source>%1 changed the password of %2</source>
        <translation>%1 hat das Passwort geändert von %2</translation>
    </message>
    <message>
        <source>%1 set up the second factor of %2</source>
        <translation>%1 hat den zweiten Faktor eingerichtet von %2</translation>
    </message>
    <message>
        <source>%1 made new recovery codes for %2</source>
        <translation>%1 hat neue Wiederherstellungscodes gemacht für %2</translation>
    </message>
    <message>
        <source>%1 took away the second factor of %2</source>
        <translation>%1 hat den zweiten Faktor weggenommen von %2</translation>
    </message>
    <message>
        <source>%1 ended the sessions of %2</source>
        <translation>%1 hat die Anmeldungen beendet von %2</translation>
    </message>
    <message>
        <source>%1 exported the personal data of %2</source>
        <translation>%1 hat die persönlichen Daten exportiert von %2</translation>
    </message>
    <message>
        <source>%1 erased the personal data of %2</source>
        <translation>%1 hat die persönlichen Daten gelöscht von %2</translation>
    </message>
    <message>
        <source>%1 looked into the audit record %2</source>
        <translation>%1 hat in das Prüfprotokoll gesehen %2</translation>
    </message>
    <message>
        <source>%1 verified the audit record %2</source>
        <translation>%1 hat das Prüfprotokoll geprüft %2</translation>
    </message>
    <message>
        <source>%1 exported the audit record %2</source>
        <translation>%1 hat das Prüfprotokoll exportiert %2</translation>
    </message>
    <message>
        <source>%1 set the audit record aside, as %2</source>
        <translation>%1 hat das Prüfprotokoll beiseitegelegt, als %2</translation>
    </message>
    <message>
        <source>%1 took an anchor of the audit record %2</source>
        <translation>%1 hat einen Anker des Prüfprotokolls genommen %2</translation>
    </message>
    <message>
        <source>%1 began to write the audit record %2</source>
        <translation>%1 hat begonnen, das Prüfprotokoll zu schreiben %2</translation>
    </message>
    <message>
        <source>%1 closed the audit record %2</source>
        <translation>%1 hat das Prüfprotokoll geschlossen %2</translation>
    </message>
    <message>
        <source>%1 cut a torn end off the audit record: %2</source>
        <translation>%1 hat ein abgerissenes Ende vom Prüfprotokoll abgeschnitten: %2</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>Approvals and commands</source>
        <translation>Genehmigungen und Befehle</translation>
    </message>
    <message>
        <source>Stops and breakers</source>
        <translation>Notaus und Sicherungen</translation>
    </message>
    <message>
        <source>Limits, strategies, books</source>
        <translation>Grenzen, Strategien, Bücher</translation>
    </message>
    <message>
        <source>People and sign-in</source>
        <translation>Personen und Anmeldung</translation>
    </message>
    <message>
        <source>Keys and vault</source>
        <translation>Schlüssel und Tresor</translation>
    </message>
    <message>
        <source>Sessions and lines</source>
        <translation>Sitzungen und Leitungen</translation>
    </message>
    <message>
        <source>The record itself</source>
        <translation>Das Protokoll selbst</translation>
    </message>
</context>
<context>
    <name>charts</name>
    <message>
        <source>Can be moved by dragging, or with Ctrl+M and the arrow keys. It asks before it is sent.</source>
        <translation>Lässt sich durch Ziehen bewegen oder mit Strg+M und den Pfeiltasten. Vor dem Senden wird gefragt.</translation>
    </message>
    <message>
        <source>%1 AI</source>
        <comment>a price on the axis, of a proposal</comment>
        <translation>%1 KI</translation>
    </message>
</context>
<context>
    <name>csv_export</name>
    <message>
        <source>The table was not saved.</source>
        <translation>Die Tabelle wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 ist nicht beschreibbar: %2</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>CSV exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
</context>
<context>
    <name>failures</name>
    <message>
        <source>This file is no recording that can be read: its columns are not those of trades, quotes or bars. Nothing was started.</source>
        <translation>Diese Datei ist keine Aufzeichnung, die sich lesen lässt: Ihre Spalten sind nicht die von Trades, Kursen oder Balken. Nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>The file is not there. Nothing was started.</source>
        <translation>Die Datei gibt es nicht. Nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>A file cannot be opened. Nothing was started.</source>
        <translation>Eine Datei lässt sich nicht öffnen. Nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>Another window of OmniTrade AI uses this profile. Nothing was started here.</source>
        <translation>Ein anderes Fenster von OmniTrade AI benutzt dieses Profil. Hier wurde nichts gestartet.</translation>
    </message>
    <message>
        <source>The recording cannot be read. Nothing was started.</source>
        <translation>Die Aufzeichnung lässt sich nicht lesen. Nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>Nothing was started, and nothing was sent. What stood in the way:</source>
        <translation>Nichts wurde gestartet und nichts gesendet. Was im Weg stand:</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>%1d %2h</source>
        <comment>days and hours, short</comment>
        <translation>%1d %2h</translation>
    </message>
    <message>
        <source>%1h %2m</source>
        <comment>hours and minutes, short</comment>
        <translation>%1h %2m</translation>
    </message>
    <message>
        <source>%1m %2s</source>
        <comment>minutes and seconds, short</comment>
        <translation>%1m %2s</translation>
    </message>
    <message>
        <source>%1s</source>
        <comment>seconds, short</comment>
        <translation>%1s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>“%1” could be %2 or %3. Type it without a sign for thousands.</source>
        <comment>what was typed, as a whole number, with decimals</comment>
        <translation>„%1“ kann %2 oder %3 sein. Bitte ohne Tausendertrennzeichen eingeben.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
</context>
<context>
    <name>hints</name>
    <message>
        <source>Close the other window of OmniTrade AI that uses this profile.</source>
        <translation>Schließen Sie das andere Fenster von OmniTrade AI, das dieses Profil benutzt.</translation>
    </message>
    <message>
        <source>Put a text file of the recording&apos;s name that ends in .toml beside it, with the length of a bar, such as interval = &quot;1m&quot;, and open the recording again.</source>
        <translation>Legen Sie neben die Aufzeichnung eine Textdatei gleichen Namens mit der Endung .toml, in der die Länge eines Balkens steht, etwa interval = &quot;1m&quot;, und öffnen Sie die Aufzeichnung erneut.</translation>
    </message>
    <message>
        <source>Put a text file of the recording&apos;s name that ends in .toml beside it, with lines such as tick_size = &quot;0.01&quot;, lot_size = &quot;1&quot; and quote_currency = &quot;USD&quot;, and open the recording again.</source>
        <translation>Legen Sie neben die Aufzeichnung eine Textdatei gleichen Namens mit der Endung .toml, mit Zeilen wie tick_size = &quot;0.01&quot;, lot_size = &quot;1&quot; und quote_currency = &quot;USD&quot;, und öffnen Sie die Aufzeichnung erneut.</translation>
    </message>
    <message>
        <source>Each account has a profile of its own: start OmniTrade AI with another folder (--profile), or go on with that account.</source>
        <translation>Jedes Konto hat ein eigenes Profil: Starten Sie OmniTrade AI mit einem anderen Ordner (--profile), oder machen Sie mit jenem Konto weiter.</translation>
    </message>
</context>
<context>
    <name>layout</name>
    <message>
        <source>This version has no pane &quot;%1&quot;. It was left out.</source>
        <translation>Diese Version hat keinen Bereich „%1“. Er wurde weggelassen.</translation>
    </message>
</context>
<context>
    <name>limits</name>
    <message>
        <source>Largest position</source>
        <translation>Größte Position</translation>
    </message>
    <message>
        <source>An order that would make a position larger is refused.</source>
        <translation>Eine Order, die eine Position darüber hinaus vergrößert, wird abgelehnt.</translation>
    </message>
    <message>
        <source>Gross exposure</source>
        <translation>Brutto-Exposure</translation>
    </message>
    <message>
        <source>All positions and open orders together, longs and shorts added.</source>
        <translation>Alle Positionen und offenen Orders zusammen, Long und Short addiert.</translation>
    </message>
    <message>
        <source>Net exposure</source>
        <translation>Netto-Exposure</translation>
    </message>
    <message>
        <source>Longs less shorts, open orders counted at their worst.</source>
        <translation>Long minus Short, offene Orders im ungünstigsten Fall gezählt.</translation>
    </message>
    <message>
        <source>Leverage</source>
        <translation>Hebel</translation>
    </message>
    <message>
        <source>Gross exposure divided by equity.</source>
        <translation>Brutto-Exposure geteilt durch Eigenkapital.</translation>
    </message>
    <message>
        <source>Loss at stop</source>
        <translation>Verlust am Stop</translation>
    </message>
    <message>
        <source>What one trade may lose if its stop fills; sizes follow from it.</source>
        <translation>Was ein Trade verlieren darf, wenn sein Stop greift; daraus folgt die Größe.</translation>
    </message>
    <message>
        <source>Stop distance, most</source>
        <translation>Max. Stop-Abstand</translation>
    </message>
    <message>
        <source>Farther stops are refused; a proposal without a stop gets this one.</source>
        <translation>Weitere Stops werden abgelehnt; ein Vorschlag ohne Stop erhält diesen.</translation>
    </message>
    <message>
        <source>Trailing stop</source>
        <translation>Nachgezogener Stop</translation>
    </message>
    <message>
        <source>Stops follow the price at this distance. 0: they stay.</source>
        <translation>Stops folgen dem Kurs in diesem Abstand. 0: Sie bleiben.</translation>
    </message>
    <message>
        <source>Hold at most</source>
        <translation>Max. Haltedauer</translation>
    </message>
    <message>
        <source>A position is closed after so many trading days. 0: never.</source>
        <translation>Nach so vielen Handelstagen wird eine Position geschlossen. 0: nie.</translation>
    </message>
    <message>
        <source>Daily loss</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>A loss of so much since the day began halts the desk.</source>
        <translation>Ein Verlust in dieser Höhe seit Tagesbeginn stoppt den Handel.</translation>
    </message>
    <message>
        <source>Drawdown from peak</source>
        <translation>Rückgang vom Hoch</translation>
    </message>
    <message>
        <source>A fall of so much from the highest equity halts the desk.</source>
        <translation>Ein Rückgang in dieser Höhe vom höchsten Eigenkapital stoppt den Handel.</translation>
    </message>
    <message>
        <source>Losing trades in a row</source>
        <translation>Verluste in Folge</translation>
    </message>
    <message>
        <source>So many pause new entries until a person clears it.</source>
        <translation>So viele halten neue Einstiege an, bis ein Mensch freigibt.</translation>
    </message>
    <message>
        <source>Orders per minute</source>
        <translation>Orders pro Minute</translation>
    </message>
    <message>
        <source>More are refused; exits and protective stops always pass.</source>
        <translation>Mehr werden abgelehnt; Ausstiege und Schutzstops gehen immer durch.</translation>
    </message>
    <message>
        <source>Price collar</source>
        <translation>Preiskorridor</translation>
    </message>
    <message>
        <source>How far from the market a price may be; always allowed up to here.</source>
        <translation>Wie weit ein Preis vom Markt liegen darf; bis hierher immer erlaubt.</translation>
    </message>
    <message>
        <source>Collar in spreads</source>
        <translation>Korridor in Spreads</translation>
    </message>
    <message>
        <source>The collar is at least so many spreads wide.</source>
        <translation>Der Korridor ist mindestens so viele Spreads breit.</translation>
    </message>
    <message>
        <source>Collar in ATR</source>
        <translation>Korridor in ATR</translation>
    </message>
    <message>
        <source>The collar is at least this multiple of the daily range.</source>
        <translation>Der Korridor ist mindestens dieses Vielfache der Tagesspanne.</translation>
    </message>
    <message>
        <source>Collar, most</source>
        <translation>Max. Korridor</translation>
    </message>
    <message>
        <source>The collar is never wider than this.</source>
        <translation>Breiter als dies ist der Korridor nie.</translation>
    </message>
    <message>
        <source>Quote age</source>
        <translation>Kursalter</translation>
    </message>
    <message>
        <source>An order on an older quote is refused.</source>
        <translation>Eine Order auf einen älteren Kurs wird abgelehnt.</translation>
    </message>
    <message>
        <source>Price drift to approve</source>
        <translation>Max. Kursdrift</translation>
    </message>
    <message>
        <source>A price that has moved farther voids the approval.</source>
        <translation>Ein weiter gelaufener Kurs macht die Genehmigung ungültig.</translation>
    </message>
    <message>
        <source>Drift in ATR</source>
        <translation>Drift in ATR</translation>
    </message>
    <message>
        <source>The drift guard is the smaller of the two. 0: only the other one counts.</source>
        <translation>Der Driftschutz ist der kleinere von beiden. 0: Nur der andere zählt.</translation>
    </message>
    <message>
        <source>Duplicate window</source>
        <translation>Doppelorder-Frist</translation>
    </message>
    <message>
        <source>The same order again within it is refused.</source>
        <translation>Dieselbe Order in dieser Frist wird abgelehnt.</translation>
    </message>
    <message>
        <source>Value of one order</source>
        <translation>Gegenwert einer Order</translation>
    </message>
    <message>
        <source>A dearer order is refused. Empty: only the share of equity counts.</source>
        <translation>Eine teurere Order wird abgelehnt. Leer: Nur der Anteil am Eigenkapital zählt.</translation>
    </message>
    <message>
        <source>Size of one order</source>
        <translation>Größe einer Order</translation>
    </message>
    <message>
        <source>A larger order is refused. Empty: what the venue allows.</source>
        <translation>Eine größere Order wird abgelehnt. Leer: was der Handelsplatz erlaubt.</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Offene Orders</translation>
    </message>
    <message>
        <source>More at a time are refused.</source>
        <translation>Mehr zugleich werden abgelehnt.</translation>
    </message>
    <message>
        <source>Use %1 or more.</source>
        <translation>Nehmen Sie %1 oder mehr.</translation>
    </message>
    <message>
        <source>In percent of equity.</source>
        <translation>In Prozent des Eigenkapitals.</translation>
    </message>
    <message>
        <source>In percent.</source>
        <translation>In Prozent.</translation>
    </message>
    <message>
        <source>In the base currency.</source>
        <translation>In der Basiswährung.</translation>
    </message>
    <message>
        <source>In seconds.</source>
        <translation>In Sekunden.</translation>
    </message>
    <message>
        <source>In %1.</source>
        <comment>a unit</comment>
        <translation>In %1.</translation>
    </message>
    <message>
        <source>Use %1 to %2.</source>
        <translation>Nehmen Sie %1 bis %2.</translation>
    </message>
    <message>
        <source>Per trade</source>
        <translation>Pro Trade</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>Portfolio</translation>
    </message>
    <message>
        <source>Loss and pace</source>
        <translation>Verlust und Tempo</translation>
    </message>
    <message>
        <source>Price and data</source>
        <translation>Preis und Daten</translation>
    </message>
    <message>
        <source>% eq.</source>
        <comment>share of equity, short</comment>
        <translation>% EK</translation>
    </message>
    <message>
        <source>spreads</source>
        <translation>Spreads</translation>
    </message>
    <message>
        <source>trades</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>in base currency</source>
        <translation>Basiswhg.</translation>
    </message>
    <message>
        <source>lots</source>
        <translation>Lots</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>This limit cannot be left empty. %1</source>
        <translation>Dieses Limit darf nicht leer sein. %1</translation>
    </message>
    <message>
        <source>sizes follow from it</source>
        <translation>Größen folgen daraus</translation>
    </message>
    <message>
        <source>farther is refused</source>
        <translation>weiter wird abgelehnt</translation>
    </message>
    <message>
        <source>0: stops stay</source>
        <translation>0: Stops bleiben</translation>
    </message>
    <message>
        <source>0: never closed</source>
        <translation>0: nie geschlossen</translation>
    </message>
    <message>
        <source>always allowed</source>
        <translation>immer erlaubt</translation>
    </message>
    <message>
        <source>at least so wide</source>
        <translation>mindestens so breit</translation>
    </message>
    <message>
        <source>never wider</source>
        <translation>nie breiter</translation>
    </message>
    <message>
        <source>older is refused</source>
        <translation>älter wird abgelehnt</translation>
    </message>
    <message>
        <source>or the drift in ATR</source>
        <translation>oder die Drift in ATR</translation>
    </message>
    <message>
        <source>the smaller counts</source>
        <translation>das Kleinere zählt</translation>
    </message>
    <message>
        <source>the same again is refused</source>
        <translation>dieselbe wird abgelehnt</translation>
    </message>
    <message>
        <source>empty: no such limit</source>
        <translation>leer: kein solches Limit</translation>
    </message>
    <message>
        <source>empty: the venue&apos;s</source>
        <translation>leer: das des Platzes</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>keine Position</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>the largest position: symbol, share of equity</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, then halt</source>
        <translation>%1, dann Stopp</translation>
    </message>
    <message>
        <source>%1, then pause</source>
        <translation>%1, dann Pause</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>why it is no number, what may stand there</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>omni::ui::Assessment</name>
    <message>
        <source>of %1</source>
        <comment>a figure of its limit</comment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>fit together</source>
        <translation>stimmig</translation>
    </message>
    <message>
        <source>contradict each other</source>
        <translation>widersprüchlich</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>zulässig</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>unzulässig</translation>
    </message>
    <message>
        <source>same as the session</source>
        <translation>wie die Sitzung</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>eine andere</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>no conflict</source>
        <translation>kein Konflikt</translation>
    </message>
    <message>
        <source>in the way</source>
        <translation>im Weg</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>known</source>
        <translation>bekannt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>too large to count</source>
        <translation>unzählbar groß</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <comment>times equity</comment>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Gross exposure</source>
        <translation>Brutto-Exposure</translation>
    </message>
    <message>
        <source>Net exposure</source>
        <translation>Netto-Exposure</translation>
    </message>
    <message>
        <source>%1 position</source>
        <comment>symbol</comment>
        <translation>Position %1</translation>
    </message>
    <message>
        <source>Leverage</source>
        <translation>Hebel</translation>
    </message>
    <message>
        <source>Loss, all stops</source>
        <translation>Verlust, alle Stops</translation>
    </message>
    <message>
        <source>Day&apos;s loss</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a price and its distance</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Price drift</source>
        <translation>Kursdrift</translation>
    </message>
    <message>
        <source>±%1</source>
        <translation>±%1</translation>
    </message>
    <message>
        <source>There is no stop.</source>
        <translation>Es gibt keinen Stop.</translation>
    </message>
    <message>
        <source>A fill at the stop loses %1 %2; fees come on top and are not known.</source>
        <comment>amount, currency</comment>
        <translation>Eine Ausführung am Stop verliert %1 %2; Gebühren kommen dazu und sind unbekannt.</translation>
    </message>
    <message>
        <source>A fill at the stop loses %1 %2, with fees %3.</source>
        <comment>amount, currency, amount</comment>
        <translation>Eine Ausführung am Stop verliert %1 %2, mit Gebühren %3.</translation>
    </message>
    <message>
        <source>%1 in, %2 out at the stop</source>
        <comment>fees</comment>
        <translation>%1 Einstieg, %2 Ausstieg am Stop</translation>
    </message>
</context>
<context>
    <name>omni::ui::ChartModel</name>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Buy %1 limit %2</source>
        <translation>Kauf %1 Limit %2</translation>
    </message>
    <message>
        <source>Buy %1 stop %2</source>
        <translation>Kauf %1 Stop %2</translation>
    </message>
    <message>
        <source>Sell %1 limit %2</source>
        <translation>Verkauf %1 Limit %2</translation>
    </message>
    <message>
        <source>Sell %1 stop %2</source>
        <translation>Verkauf %1 Stop %2</translation>
    </message>
    <message>
        <source>Long %1 at %2</source>
        <translation>Long %1 zu %2</translation>
    </message>
    <message>
        <source>Short %1 at %2</source>
        <translation>Short %1 zu %2</translation>
    </message>
    <message>
        <source>BUY</source>
        <translation>KAUF</translation>
    </message>
    <message>
        <source>SELL</source>
        <translation>VERKAUF</translation>
    </message>
    <message>
        <source>AI proposal · %1 %2 limit %3 · expires %4</source>
        <translation>KI-Vorschlag · %1 %2 Limit %3 · läuft ab %4</translation>
    </message>
    <message>
        <source>AI proposal · %1 %2 at market · expires %3</source>
        <translation>KI-Vorschlag · %1 %2 zum Marktpreis · läuft ab %3</translation>
    </message>
    <message>
        <source>Data stopped %1</source>
        <translation>Daten stehen seit %1</translation>
    </message>
    <message>
        <source>Bought %1 at %2, %3</source>
        <translation>%1 zu %2 gekauft, %3</translation>
    </message>
    <message>
        <source>Sold %1 at %2, %3</source>
        <translation>%1 zu %2 verkauft, %3</translation>
    </message>
    <message>
        <source>%1 · %2 away</source>
        <translation>%1 · %2 entfernt</translation>
    </message>
    <message>
        <source>Move stop %1 → %2, risk %3 → %4.</source>
        <translation>Stop %1 → %2 verschieben, Risiko %3 → %4.</translation>
    </message>
    <message>
        <source>Move stop %1 → %2.</source>
        <translation>Stop %1 → %2 verschieben.</translation>
    </message>
    <message>
        <source>Move target %1 → %2, gain %3 → %4.</source>
        <translation>Ziel %1 → %2 verschieben, Gewinn %3 → %4.</translation>
    </message>
    <message>
        <source>Move target %1 → %2.</source>
        <translation>Ziel %1 → %2 verschieben.</translation>
    </message>
    <message>
        <source>Move buy order %1 → %2.</source>
        <translation>Kauforder %1 → %2 verschieben.</translation>
    </message>
    <message>
        <source>Move sell order %1 → %2.</source>
        <translation>Verkaufsorder %1 → %2 verschieben.</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Ausgesetzt</translation>
    </message>
    <message>
        <source>Closed, opens %1</source>
        <translation>Geschlossen, öffnet %1</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Open, closes in %1</source>
        <translation>Offen, schließt in %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n orders)</source>
        <translation>
            <numerusform>%1 (%n Order)</numerusform>
            <numerusform>%1 (%n Orders)</numerusform>
        </translation>
    </message>
    <message>
        <source>Closing only</source>
        <translation>Nur Schließen</translation>
    </message>
    <message>
        <source>Buy %1 stop %2, limit %3</source>
        <translation>Kauf %1 Stop %2, Limit %3</translation>
    </message>
    <message>
        <source>Sell %1 stop %2, limit %3</source>
        <translation>Verkauf %1 Stop %2, Limit %3</translation>
    </message>
</context>
<context>
    <name>omni::ui::Connections</name>
    <message>
        <source>off</source>
        <comment>a line to a broker</comment>
        <translation>aus</translation>
    </message>
    <message>
        <source>connecting</source>
        <comment>a line to a broker</comment>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>up</source>
        <comment>a line to a broker</comment>
        <translation>steht</translation>
    </message>
    <message>
        <source>silent</source>
        <comment>a line to a broker</comment>
        <translation>stumm</translation>
    </message>
    <message>
        <source>down</source>
        <comment>a line to a broker</comment>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>refused</source>
        <comment>a line to a broker</comment>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Market data</source>
        <comment>a line to a broker</comment>
        <translation>Marktdaten</translation>
    </message>
    <message>
        <source>Orders</source>
        <comment>a line to a broker</comment>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Account</source>
        <comment>a line to a broker</comment>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Market orders</source>
        <translation>Marktaufträge</translation>
    </message>
    <message>
        <source>Limit orders</source>
        <translation>Limitaufträge</translation>
    </message>
    <message>
        <source>Stop orders</source>
        <translation>Stop-Aufträge</translation>
    </message>
    <message>
        <source>Stop-limit orders</source>
        <translation>Stop-Limit-Aufträge</translation>
    </message>
    <message>
        <source>Trailing stops</source>
        <translation>Nachgezogene Stops</translation>
    </message>
    <message>
        <source>Post only</source>
        <translation>Nur einstellend</translation>
    </message>
    <message>
        <source>Reduce only</source>
        <translation>Nur verkleinernd</translation>
    </message>
    <message>
        <source>One cancels the other</source>
        <translation>Einer löscht den anderen</translation>
    </message>
    <message>
        <source>Stop that comes with its entry</source>
        <translation>Stopp, der mit dem Einstieg kommt</translation>
    </message>
    <message>
        <source>Amending a working order</source>
        <translation>Ändern eines Auftrags im Markt</translation>
    </message>
    <message>
        <source>Market orders for an amount of money</source>
        <translation>Marktaufträge über einen Geldbetrag</translation>
    </message>
    <message>
        <source>Fractions of a unit</source>
        <translation>Bruchteile einer Einheit</translation>
    </message>
    <message>
        <source>Selling short</source>
        <translation>Leerverkauf</translation>
    </message>
    <message>
        <source>Good for the day</source>
        <translation>Tagesgültig</translation>
    </message>
    <message>
        <source>Good till cancelled</source>
        <translation>Gültig bis auf Widerruf</translation>
    </message>
    <message>
        <source>Immediate or cancel</source>
        <translation>Sofort oder verfallen</translation>
    </message>
    <message>
        <source>Fill or kill</source>
        <translation>Ganz oder gar nicht</translation>
    </message>
    <message>
        <source>Before and after hours</source>
        <translation>Vor- und nachbörslich</translation>
    </message>
    <message>
        <source>Finds an order by our own number</source>
        <translation>Findet einen Auftrag unter unserer Nummer</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>nicht angeboten</translation>
    </message>
    <message>
        <source>at the venue</source>
        <translation>am Handelsplatz</translation>
    </message>
    <message>
        <source>here, only while this program runs</source>
        <translation>hier, nur solange dieses Programm läuft</translation>
    </message>
    <message>
        <source>%1 since %2, last proof %3 ago</source>
        <translation>%1 seit %2, letzter Beweis vor %3</translation>
    </message>
    <message>
        <source>%1 since %2, no proof yet</source>
        <translation>%1 seit %2, noch kein Beweis</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>read, trade</source>
        <comment>a key may</comment>
        <translation>lesen, handeln</translation>
    </message>
    <message>
        <source>read</source>
        <comment>a key may</comment>
        <translation>lesen</translation>
    </message>
    <message>
        <source>%1 · withdraw</source>
        <comment>a key may</comment>
        <translation>%1 · abheben</translation>
    </message>
    <message>
        <source>%1 · no withdrawals</source>
        <comment>a key may</comment>
        <translation>%1 · keine Abhebungen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Paper exchange (%1)</source>
        <comment>%1: whose protocol it speaks</comment>
        <translation>Papierbörse (%1)</translation>
    </message>
</context>
<context>
    <name>omni::ui::Pane</name>
    <message>
        <source>The session has failed. Nothing trades. What is shown is how it was.</source>
        <translation>Die Sitzung ist ausgefallen. Nichts handelt. Gezeigt wird, wie es war.</translation>
    </message>
    <message>
        <source>The session has failed. Nothing trades.</source>
        <translation>Die Sitzung ist ausgefallen. Nichts handelt.</translation>
    </message>
    <message>
        <source>The session is starting…</source>
        <translation>Die Sitzung startet…</translation>
    </message>
</context>
<context>
    <name>omni::ui::Proposal</name>
    <message>
        <source>Day order</source>
        <translation>Tagesorder</translation>
    </message>
    <message>
        <source>Good till cancelled</source>
        <translation>Gültig bis Widerruf</translation>
    </message>
    <message>
        <source>Immediate or cancel</source>
        <translation>Immediate or Cancel</translation>
    </message>
    <message>
        <source>Fill or kill</source>
        <translation>Fill or Kill</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>amount and currency</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 at market</source>
        <translation>%1 zum Marktpreis</translation>
    </message>
    <message>
        <source>%1 at %2 limit</source>
        <translation>%1, Limit %2</translation>
    </message>
    <message>
        <source>%1 at market once %2 trades</source>
        <translation>%1 zum Marktpreis, Auslöser %2</translation>
    </message>
    <message>
        <source>%1 at %2 limit once %3 trades</source>
        <translation>%1, Limit %2, Auslöser %3</translation>
    </message>
    <message>
        <source>%1 at market, trailing by %2</source>
        <translation>%1 zum Marktpreis, nachgezogen um %2</translation>
    </message>
    <message>
        <source>Approved by you</source>
        <translation>Von Ihnen genehmigt</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Genehmigt</translation>
    </message>
    <message>
        <source>Rejected by you</source>
        <translation>Von Ihnen abgelehnt</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Expired after review</source>
        <translation>Nach der Prüfung abgelaufen</translation>
    </message>
    <message>
        <source>Expired unseen</source>
        <translation>Ungesehen abgelaufen</translation>
    </message>
    <message>
        <source>Amended by you</source>
        <translation>Von Ihnen geändert</translation>
    </message>
    <message>
        <source>Replaced by a newer proposal</source>
        <translation>Durch neueren Vorschlag ersetzt</translation>
    </message>
    <message>
        <source>Refused before it was shown</source>
        <translation>Vor dem Zeigen abgelehnt</translation>
    </message>
    <message>
        <source>Withdrawn: kill switch</source>
        <translation>Zurückgezogen: Notausschalter</translation>
    </message>
    <message>
        <source>Withdrawn: a breaker tripped</source>
        <translation>Zurückgezogen: Sperre ausgelöst</translation>
    </message>
    <message>
        <source>Withdrawn: the desk was halted</source>
        <translation>Zurückgezogen: Handel angehalten</translation>
    </message>
    <message>
        <source>Withdrawn: its strategy was switched off</source>
        <translation>Zurückgezogen: Strategie ausgeschaltet</translation>
    </message>
    <message>
        <source>Withdrawn: the program was started anew</source>
        <translation>Zurückgezogen: Programm neu gestartet</translation>
    </message>
    <message>
        <source>Withdrawn by its strategy</source>
        <translation>Von der Strategie zurückgezogen</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a strategy and the interval of its bars</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Day order, extended hours</source>
        <translation>Tagesorder, erweiterte Handelszeiten</translation>
    </message>
</context>
<context>
    <name>omni::ui::Reasons</name>
    <message>
        <source>Fast mean above slow</source>
        <translation>Ø schnell über langsam</translation>
    </message>
    <message>
        <source>The fast mean is %1 above the slow one.</source>
        <translation>Der schnelle Durchschnitt liegt %1 über dem langsamen.</translation>
    </message>
    <message>
        <source>The fast mean is %1 below the slow one.</source>
        <translation>Der schnelle Durchschnitt liegt %1 unter dem langsamen.</translation>
    </message>
    <message>
        <source>Close above fast mean</source>
        <translation>Schluss über Ø schnell</translation>
    </message>
    <message>
        <source>The last bar closed %1 above the fast mean.</source>
        <translation>Der letzte Balken schloss %1 über dem schnellen Durchschnitt.</translation>
    </message>
    <message>
        <source>The last bar closed %1 below the fast mean.</source>
        <translation>Der letzte Balken schloss %1 unter dem schnellen Durchschnitt.</translation>
    </message>
    <message>
        <source>Fast mean rises</source>
        <translation>Ø schnell steigt</translation>
    </message>
    <message>
        <source>The fast mean rose %1 with the last bar.</source>
        <translation>Der schnelle Durchschnitt stieg mit dem letzten Balken um %1.</translation>
    </message>
    <message>
        <source>The fast mean fell %1 with the last bar.</source>
        <translation>Der schnelle Durchschnitt fiel mit dem letzten Balken um %1.</translation>
    </message>
    <message>
        <source>Slow mean rises</source>
        <translation>Ø langsam steigt</translation>
    </message>
    <message>
        <source>The slow mean rose %1 with the last bar.</source>
        <translation>Der langsame Durchschnitt stieg mit dem letzten Balken um %1.</translation>
    </message>
    <message>
        <source>The slow mean fell %1 with the last bar.</source>
        <translation>Der langsame Durchschnitt fiel mit dem letzten Balken um %1.</translation>
    </message>
    <message>
        <source>Close beyond range</source>
        <translation>Schluss außer Spanne</translation>
    </message>
    <message>
        <source>The last bar closed %1 above the edge of the range.</source>
        <translation>Der letzte Balken schloss %1 über dem Rand der Spanne.</translation>
    </message>
    <message>
        <source>The last bar closed %1 below the edge of the range.</source>
        <translation>Der letzte Balken schloss %1 unter dem Rand der Spanne.</translation>
    </message>
    <message>
        <source>Close beyond exit line</source>
        <translation>Schluss hinter Ausstieg</translation>
    </message>
    <message>
        <source>The last bar closed %1 above the exit line.</source>
        <translation>Der letzte Balken schloss %1 über der Ausstiegslinie.</translation>
    </message>
    <message>
        <source>The last bar closed %1 below the exit line.</source>
        <translation>Der letzte Balken schloss %1 unter der Ausstiegslinie.</translation>
    </message>
    <message>
        <source>Close within bar</source>
        <translation>Schluss im Balken</translation>
    </message>
    <message>
        <source>The last bar closed in its upper half, %1 of the way to its high.</source>
        <translation>Der letzte Balken schloss in seiner oberen Hälfte, nach %1 des Wegs zum Hoch.</translation>
    </message>
    <message>
        <source>The last bar closed in its lower half, %1 of the way to its low.</source>
        <translation>Der letzte Balken schloss in seiner unteren Hälfte, nach %1 des Wegs zum Tief.</translation>
    </message>
    <message>
        <source>%1 bp</source>
        <comment>basis points</comment>
        <translation>%1 bp</translation>
    </message>
    <message>
        <source>%1 ATR</source>
        <comment>average true ranges</comment>
        <translation>%1 ATR</translation>
    </message>
    <message>
        <source>%1 is %2.</source>
        <translation>%1 ist %2.</translation>
    </message>
    <message>
        <source>▲ Its reasons weigh more against it than for it: they sum to %1. It is proposed because its rule fired.</source>
        <translation>▲ Seine Gründe sprechen zusammen eher dagegen als dafür: Ihre Summe ist %1. Vorgeschlagen wird er, weil seine Regel ausgelöst hat.</translation>
    </message>
</context>
<context>
    <name>omni::ui::StopSentence</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>by circuit breaker %1</source>
        <translation>durch Sperre %1</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>durch %1</translation>
    </message>
    <message>
        <source>by the kill switch</source>
        <translation>durch den Notausschalter</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n order(s) cancelled</source>
        <translation>
            <numerusform>%1 von %n Order storniert</numerusform>
            <numerusform>%1 von %n Orders storniert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filled first</source>
        <translation>
            <numerusform>%n vorher ausgeführt</numerusform>
            <numerusform>%n vorher ausgeführt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n protective stop(s) kept</source>
        <translation>
            <numerusform>%n Schutzstop behalten</numerusform>
            <numerusform>%n Schutzstops behalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s) open</source>
        <translation>
            <numerusform>%n Position offen</numerusform>
            <numerusform>%n Positionen offen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tripped</source>
        <translation>%1: ausgelöst</translation>
    </message>
    <message>
        <source>%1 paused</source>
        <translation>%1: angehalten</translation>
    </message>
    <message>
        <source>%1 blocked</source>
        <translation>%1: gesperrt</translation>
    </message>
    <message>
        <source>Other accounts trade normally.</source>
        <translation>Andere Konten handeln normal.</translation>
    </message>
    <message>
        <source>Exits allowed, no new entries.</source>
        <translation>Ausstiege erlaubt, keine neuen Einstiege.</translation>
    </message>
    <message>
        <source>Exits by hand allowed, no new entries.</source>
        <translation>Ausstiege von Hand erlaubt, keine neuen Einstiege.</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>kill switch</source>
        <translation>Notausschalter</translation>
    </message>
    <message>
        <source>%1, %2: &quot;%3&quot;</source>
        <translation>%1, %2: „%3“</translation>
    </message>
    <message>
        <source>Trading stopped by a circuit breaker: no new risk can be taken by you, the AI or any strategy</source>
        <translation>Handel durch Sperre gestoppt: Weder Sie noch KI oder Strategien können neues Risiko eingehen</translation>
    </message>
    <message>
        <source>Global kill switch tripped: no orders can be sent by you, the AI or any strategy</source>
        <translation>Globaler Notausschalter ausgelöst: Weder Sie noch KI oder Strategien können Orders senden</translation>
    </message>
    <message>
        <source>The way to the market is closed. It stays tripped after restart.</source>
        <translation>Der Weg zum Markt ist geschlossen. Das bleibt auch nach Neustart so.</translation>
    </message>
    <message>
        <source>%1, %2. %3. Stays tripped after restart.</source>
        <translation>%1, %2. %3. Bleibt nach Neustart ausgelöst.</translation>
    </message>
    <message>
        <source>%1, %2. Stays tripped after restart.</source>
        <translation>%1, %2. Bleibt nach Neustart ausgelöst.</translation>
    </message>
    <message numerus="yes">
        <source>Stopping everything: orders blocked, %1 of %n cancel(s) confirmed</source>
        <translation>
            <numerusform>Alles wird gestoppt: Orders gesperrt, %1 von %n Storno bestätigt</numerusform>
            <numerusform>Alles wird gestoppt: Orders gesperrt, %1 von %n Stornos bestätigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Order gateway closed. Proposals withdrawn: %1 of %2.</source>
        <translation>Orderausgang geschlossen. Vorschläge zurückgezogen: %1 von %2.</translation>
    </message>
    <message numerus="yes">
        <source>No answer for %1 s. %n order(s) may still fill. Asking again.</source>
        <translation>
            <numerusform>Keine Antwort seit %1 s. %n Order kann noch ausgeführt werden. Wird erneut angefragt.</numerusform>
            <numerusform>Keine Antwort seit %1 s. %n Orders können noch ausgeführt werden. Wird erneut angefragt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reduced size, 50% until the session ends</source>
        <translation>Größen auf 50% verkleinert bis zum Ende der Sitzung</translation>
    </message>
    <message>
        <source>Reset by %1 %2, after a loss breaker.</source>
        <translation>Zurückgesetzt durch %1 um %2, nach einer Verlustsperre.</translation>
    </message>
    <message>
        <source>Est. cost %1 %2 with fees.</source>
        <translation>Gesch. Kosten %1 %2 mit Gebühren.</translation>
    </message>
    <message>
        <source>Est. cost %1 %2, fees not known.</source>
        <translation>Gesch. Kosten %1 %2, Gebühren unbekannt.</translation>
    </message>
    <message>
        <source>Est. cost %1.</source>
        <translation>Gesch. Kosten %1.</translation>
    </message>
    <message>
        <source>Half of the spread of now, and what the venue charges. What a market order pays beyond the best price is not in it.</source>
        <translation>Die halbe Spanne von jetzt und was der Handelsplatz verlangt. Was eine Market-Order über den besten Preis hinaus zahlt, ist nicht darin.</translation>
    </message>
</context>
<context>
    <name>omni::ui::Verdict</name>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>omni::ui::Words</name>
    <message>
        <source>Order %1 in %2 filled after it had been cancelled. The position has changed.</source>
        <translation>Order %1 in %2 wurde nach ihrem Storno ausgeführt. Die Position hat sich geändert.</translation>
    </message>
    <message>
        <source>Nobody answers for order %1 in %2. It may or may not be working. New orders in %2 wait.</source>
        <translation>Für Order %1 in %2 kommt keine Antwort. Sie ist vielleicht aktiv, vielleicht nicht. Neue Orders in %2 warten.</translation>
    </message>
    <message>
        <source>The venue rejected order %1 in %2.</source>
        <translation>Der Handelsplatz hat Order %1 in %2 abgelehnt.</translation>
    </message>
    <message>
        <source>The target or stop %1 in %2 was refused by a limit.</source>
        <translation>Ziel oder Stop %1 in %2 wurde durch ein Limit abgelehnt.</translation>
    </message>
    <message>
        <source>Order %1 in %2 was not sent: it could not be written to the journal.</source>
        <translation>Order %1 in %2 wurde nicht gesendet: Sie ließ sich nicht ins Journal schreiben.</translation>
    </message>
    <message>
        <source>The venue reports on order %1, which is not ours.</source>
        <translation>Der Handelsplatz meldet Order %1, die nicht unsere ist.</translation>
    </message>
    <message>
        <source>There are more orders on the account that are not ours than can be counted. Nothing new is opened until some of them are gone and the account has been compared.</source>
        <translation>Auf dem Konto liegen mehr fremde Orders, als gezählt werden können. Nichts Neues wird eröffnet, bis einige davon weg sind und das Konto abgeglichen ist.</translation>
    </message>
    <message>
        <source>The broker refuses the connection, and trying again is useless: its certificate, your key or a ban. The note beside this says which. Nothing can be sent until you have mended it.</source>
        <translation>Der Broker weist die Verbindung ab, und ein neuer Versuch ist nutzlos: sein Zertifikat, Ihr Schlüssel oder eine Sperre. Die Notiz daneben sagt, was es ist. Bis das behoben ist, kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>The exit in %1 may not be sent in this mode. Close the position by hand.</source>
        <translation>Der Ausstieg in %1 darf in diesem Modus nicht gesendet werden. Schließen Sie die Position von Hand.</translation>
    </message>
    <message>
        <source>The exit in %1 was refused. The position is still open: close it by hand.</source>
        <translation>Der Ausstieg in %1 wurde abgelehnt. Die Position ist noch offen: Schließen Sie sie von Hand.</translation>
    </message>
    <message>
        <source>The broker&apos;s cash in %1 differs from the books by %2. Compare the account and book what is missing: sizes and limits go by the books.</source>
        <translation>Das Guthaben beim Broker in %1 weicht um %2 von den Büchern ab. Vergleichen Sie das Konto und buchen Sie nach, was fehlt: Größen und Limits richten sich nach den Büchern.</translation>
    </message>
    <message>
        <source>your own trades</source>
        <comment>who holds against a strategy</comment>
        <translation>Ihre eigenen Geschäfte</translation>
    </message>
    <message>
        <source>%1: %2 and %3 hold against each other, and the account holds less than they do, or nothing. A stop for the difference would open a position, so none can stand there. New entries wait. Close what one of them holds.</source>
        <translation>%1: %2 und %3 halten gegeneinander, und das Konto hält weniger als sie oder nichts. Ein Stop für den Unterschied würde eine Position eröffnen, deshalb kann dort keiner stehen. Neue Einstiege warten. Schließen Sie, was einer von beiden hält.</translation>
    </message>
    <message>
        <source>The position in %1 has no working stop. Set one, or close the position.</source>
        <translation>Die Position in %1 hat keinen aktiven Stop. Setzen Sie einen oder schließen Sie die Position.</translation>
    </message>
    <message>
        <source>The position in %1 has been held for the longest time allowed and is closed.</source>
        <translation>Die Position in %1 erreichte die längste erlaubte Haltedauer und wird geschlossen.</translation>
    </message>
    <message>
        <source>A fill of order %1 turned the position in %2 to the other side.</source>
        <translation>Eine Ausführung von Order %1 hat die Position in %2 auf die andere Seite gedreht.</translation>
    </message>
    <message>
        <source>The account filled an order in %1 that is not ours. The position has changed.</source>
        <translation>Das Konto führte in %1 eine Order aus, die nicht unsere ist. Die Position hat sich geändert.</translation>
    </message>
    <message>
        <source>A fill of order %1 in %2 came twice and was counted once.</source>
        <translation>Eine Ausführung von Order %1 in %2 kam zweimal und wurde einmal gezählt.</translation>
    </message>
    <message>
        <source>The venue took back a fill in %1. The position has changed.</source>
        <translation>Der Handelsplatz nahm eine Ausführung in %1 zurück. Die Position hat sich geändert.</translation>
    </message>
    <message>
        <source>A fill of order %1 in %2 contradicts the order. %2 waits until the account is compared.</source>
        <translation>Eine Ausführung von Order %1 in %2 widerspricht der Order. %2 wartet, bis das Konto abgeglichen ist.</translation>
    </message>
    <message>
        <source>A report of the venue could not be booked. Compare the account before you trade on.</source>
        <translation>Ein Bericht des Handelsplatzes ließ sich nicht buchen. Gleichen Sie das Konto ab, bevor Sie weiterhandeln.</translation>
    </message>
    <message>
        <source>A strategy has used its budget and asks again from now on.</source>
        <translation>Eine Strategie hat ihr Budget verbraucht und fragt ab jetzt wieder.</translation>
    </message>
    <message>
        <source>Somebody asks for something that takes two persons: limits, a breaker, a difference or trading without approval. It is done when another one with the right asks for exactly the same.</source>
        <translation>Jemand verlangt etwas, das zwei Personen braucht: Limits, eine Sperre, einen Unterschied oder Handel ohne Genehmigung. Es wird ausgeführt, wenn jemand anders mit dem Recht dazu genau dasselbe verlangt.</translation>
    </message>
    <message>
        <source>Something that takes two persons was asked for, and nobody else has the right: limits, a breaker, a difference or trading without approval. It is done when it is asked for again after a minute.</source>
        <translation>Etwas wurde verlangt, das zwei Personen braucht, und niemand sonst hat das Recht dazu: Limits, eine Sperre, ein Unterschied oder Handel ohne Genehmigung. Es wird ausgeführt, wenn es nach einer Minute noch einmal verlangt wird.</translation>
    </message>
    <message>
        <source>The limits of the file are looser than those in force. The tighter ones stay.</source>
        <translation>Die Limits der Datei sind lockerer als die geltenden. Die strengeren bleiben.</translation>
    </message>
    <message>
        <source>The strategy in %1 failed and was switched off.</source>
        <translation>Die Strategie in %1 ist ausgefallen und wurde ausgeschaltet.</translation>
    </message>
    <message>
        <source>Market data of %1 cannot be right and are left out: the price shown is the last good one.</source>
        <translation>Marktdaten von %1 können nicht stimmen und werden ausgelassen: Gezeigt wird der letzte gute Preis.</translation>
    </message>
    <message numerus="yes">
        <source>The window stood still too long and left out %n message(s). The lists have been read again; the journal has all of them.</source>
        <translation>
            <numerusform>Das Fenster stand zu lange still und ließ %n Hinweis aus. Die Listen sind neu gelesen; das Journal hat ihn.</numerusform>
            <numerusform>Das Fenster stand zu lange still und ließ %n Hinweise aus. Die Listen sind neu gelesen; das Journal hat sie alle.</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine did not answer for %1. Orders are blocked.</source>
        <translation>Der Handelskern antwortete %1 lang nicht. Orders sind gesperrt.</translation>
    </message>
    <message>
        <source>Filled: %1 %2 %3 at %4, order %5</source>
        <comment>side, quantity, symbol, price, number</comment>
        <translation>Ausgeführt: %1 %2 %3 zu %4, Order %5</translation>
    </message>
    <message>
        <source>Order %1: %2</source>
        <comment>number, the venue&apos;s word</comment>
        <translation>Order %1: %2</translation>
    </message>
    <message>
        <source>Order %1: %2, “%3”</source>
        <comment>number, the venue&apos;s word, its reason</comment>
        <translation>Order %1: %2, „%3“</translation>
    </message>
    <message>
        <source>Session %1 started: %2</source>
        <comment>number, environment</comment>
        <translation>Sitzung %1 gestartet: %2</translation>
    </message>
    <message>
        <source>Session ended by a person</source>
        <translation>Sitzung von einem Menschen beendet</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>Sitzung beendet</translation>
    </message>
    <message>
        <source>Instrument %1, version %2</source>
        <translation>Instrument %1, Version %2</translation>
    </message>
    <message>
        <source>Cash moved: %1 %2</source>
        <comment>amount, note</comment>
        <translation>Geld bewegt: %1 %2</translation>
    </message>
    <message>
        <source>The venue took back a fill in %1</source>
        <translation>Der Handelsplatz nahm eine Ausführung in %1 zurück</translation>
    </message>
    <message>
        <source>The venue corrected a fill in %1</source>
        <translation>Der Handelsplatz berichtigte eine Ausführung in %1</translation>
    </message>
    <message>
        <source>Somebody else&apos;s order in %1: %2</source>
        <comment>symbol, size</comment>
        <translation>Order von jemand anderem in %1: %2</translation>
    </message>
    <message>
        <source>Somebody else&apos;s order in %1 has ended</source>
        <translation>Order von jemand anderem in %1 ist beendet</translation>
    </message>
    <message>
        <source>Account compared with the venue</source>
        <translation>Konto mit dem Handelsplatz abgeglichen</translation>
    </message>
    <message>
        <source>Market data connected</source>
        <translation>Marktdaten verbunden</translation>
    </message>
    <message>
        <source>Market data lost</source>
        <translation>Marktdaten verloren</translation>
    </message>
    <message>
        <source>Order link connected</source>
        <translation>Orderverbindung steht</translation>
    </message>
    <message>
        <source>Order link lost</source>
        <translation>Orderverbindung verloren</translation>
    </message>
    <message>
        <source>Rights of people taken over from the accounts</source>
        <translation>Rechte der Personen aus den Konten übernommen</translation>
    </message>
    <message>
        <source>Kill switch: %1, %2</source>
        <comment>scope, level</comment>
        <translation>Notausschalter: %1, %2</translation>
    </message>
    <message>
        <source>Trouble: %1</source>
        <translation>Störung: %1</translation>
    </message>
    <message>
        <source>Split in %1: %2 for %3</source>
        <translation>Split in %1: %2 für %3</translation>
    </message>
    <message>
        <source>Order %1: %2</source>
        <comment>number, order</comment>
        <translation>Order %1: %2</translation>
    </message>
    <message>
        <source>Order %1: cancel asked, %2</source>
        <comment>number, why</comment>
        <translation>Order %1: Storno angefragt, %2</translation>
    </message>
    <message>
        <source>Order %1: change asked, %2</source>
        <comment>number, why</comment>
        <translation>Order %1: Änderung angefragt, %2</translation>
    </message>
    <message>
        <source>Order %1: asking the venue</source>
        <translation>Order %1: Handelsplatz wird angefragt</translation>
    </message>
    <message>
        <source>Position in %1 is to be closed, %2</source>
        <comment>symbol, why</comment>
        <translation>Position in %1 ist zu schließen, %2</translation>
    </message>
    <message>
        <source>Position in %1 is closed</source>
        <translation>Position in %1 ist geschlossen</translation>
    </message>
    <message>
        <source>%1 of the position in %2 are to be closed: its legs are made smaller first</source>
        <comment>quantity, symbol</comment>
        <translation>%1 der Position in %2 sind zu schließen: Zuerst werden Stop und Ziel verkleinert</translation>
    </message>
    <message>
        <source>Closing a part of the position in %1 has ended</source>
        <translation>Das Teilschließen der Position in %1 ist beendet</translation>
    </message>
    <message>
        <source>Mode: %1, %2</source>
        <comment>mode, why</comment>
        <translation>Modus: %1, %2</translation>
    </message>
    <message>
        <source>Kill switch: %1, %2, %3</source>
        <comment>scope, level, why</comment>
        <translation>Notausschalter: %1, %2, %3</translation>
    </message>
    <message>
        <source>Kill switch reset: %1 by %2, “%3”</source>
        <comment>scope, who, reason</comment>
        <translation>Notausschalter zurückgesetzt: %1 durch %2, „%3“</translation>
    </message>
    <message>
        <source>Breaker cleared: %1 by %2, “%3”</source>
        <comment>which, who, reason</comment>
        <translation>Sperre aufgehoben: %1 durch %2, „%3“</translation>
    </message>
    <message>
        <source>%1 may trade without asking, within its budget</source>
        <translation>%1 darf in ihrem Budget ohne Rückfrage handeln</translation>
    </message>
    <message>
        <source>%1 asks again, %2</source>
        <comment>strategy, why</comment>
        <translation>%1 fragt wieder, %2</translation>
    </message>
    <message>
        <source>%1 switched on, %2</source>
        <comment>strategy, why</comment>
        <translation>%1 eingeschaltet, %2</translation>
    </message>
    <message>
        <source>%1 paused, %2</source>
        <comment>strategy, why</comment>
        <translation>%1 angehalten, %2</translation>
    </message>
    <message>
        <source>Limits changed by %1</source>
        <translation>Limits geändert durch %1</translation>
    </message>
    <message>
        <source>Trading day begins with an equity of %1</source>
        <translation>Handelstag beginnt mit Eigenkapital %1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Notiz: %1</translation>
    </message>
    <message>
        <source>Cash taken over from the account: %1 → %2</source>
        <translation>Bargeld vom Konto übernommen: %1 → %2</translation>
    </message>
    <message>
        <source>A difference to the account is let stand: %1</source>
        <translation>Ein Unterschied zum Konto bleibt bestehen: %1</translation>
    </message>
    <message>
        <source>Done by two: %1 asked, %2 agreed</source>
        <comment>persons</comment>
        <translation>Zu zweit ausgeführt: %1 hat es verlangt, %2 ebenso</translation>
    </message>
    <message>
        <source>Somebody else&apos;s order in %1 is to end</source>
        <translation>Order von jemand anderem in %1 soll enden</translation>
    </message>
    <message>
        <source>Position in %1 taken over from the account: %2 → %3</source>
        <translation>Position in %1 vom Konto übernommen: %2 → %3</translation>
    </message>
    <message>
        <source>Order %1 settled by a person: it exists</source>
        <translation>Order %1 von einem Menschen geklärt: Es gibt sie</translation>
    </message>
    <message>
        <source>Order %1 settled by a person: it does not exist</source>
        <translation>Order %1 von einem Menschen geklärt: Es gibt sie nicht</translation>
    </message>
    <message>
        <source>The size does not fit what the venue takes. Change the size.</source>
        <translation>Die Größe passt nicht zum Handelsplatz. Ändern Sie sie.</translation>
    </message>
    <message>
        <source>It is worth %1 %3 where %4 takes no less than %2 %3. Raise the size.</source>
        <translation>Sie ist %1 %3 wert, %4 nimmt nicht weniger als %2 %3. Erhöhen Sie die Größe.</translation>
    </message>
    <message>
        <source>A size of %1 does not fit: %2 takes %3 to %4 in steps of %5. Change the size.</source>
        <translation>Die Größe %1 passt nicht: %2 nimmt %3 bis %4 in Schritten von %5. Ändern Sie die Größe.</translation>
    </message>
    <message>
        <source>It is worth %1 where %2 is allowed. Send a smaller order.</source>
        <translation>Sie ist %1 wert, erlaubt sind %2. Senden Sie eine kleinere Order.</translation>
    </message>
    <message>
        <source>The position would be worth %1 where %2 is allowed. Send a smaller order.</source>
        <translation>Die Position wäre %1 wert, erlaubt sind %2. Senden Sie eine kleinere Order.</translation>
    </message>
    <message>
        <source>The loss at the stop would be %1 where %2 is allowed. Send a smaller order or set a closer stop.</source>
        <translation>Der Verlust am Stop wäre %1, erlaubt sind %2. Senden Sie eine kleinere Order oder setzen Sie einen engeren Stop.</translation>
    </message>
    <message>
        <source>Gross exposure would be %1 where %2 is allowed. Close something or send a smaller order.</source>
        <translation>Das Brutto-Exposure wäre %1, erlaubt sind %2. Schließen Sie etwas oder senden Sie eine kleinere Order.</translation>
    </message>
    <message>
        <source>Net exposure would be %1 where %2 is allowed. Close something or send a smaller order.</source>
        <translation>Das Netto-Exposure wäre %1, erlaubt sind %2. Schließen Sie etwas oder senden Sie eine kleinere Order.</translation>
    </message>
    <message>
        <source>The day has lost %1 where %2 halts. Nothing new opens until the desk is armed again.</source>
        <translation>Der Tag hat %1 verloren, bei %2 wird gestoppt. Nichts Neues wird eröffnet, bis wieder scharf geschaltet ist.</translation>
    </message>
    <message>
        <source>Its size, prices and type contradict each other. Correct them.</source>
        <translation>Größe, Preise und Typ widersprechen sich. Berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>It was made for another environment than this session. Make it anew here.</source>
        <translation>Sie ist für eine andere Umgebung als diese Sitzung gemacht. Erstellen Sie sie hier neu.</translation>
    </message>
    <message>
        <source>The desk is in mode “%1”, this needs “%2”. Positions can still be closed by hand.</source>
        <translation>Der Modus ist „%1“, nötig ist „%2“. Positionen lassen sich weiter von Hand schließen.</translation>
    </message>
    <message>
        <source>The kill switch is tripped: %1. Only orders that close a position pass. Reset it first.</source>
        <translation>Der Notausschalter ist ausgelöst: %1. Nur Orders, die eine Position schließen, gehen durch. Setzen Sie ihn zuerst zurück.</translation>
    </message>
    <message>
        <source>Its stop keeps the shares at the venue, and sleeps until the opening. Cancel the stop by hand, then send this; until it has filled nothing protects the position.</source>
        <translation>Ihr Stop hält die Aktien am Handelsplatz fest und schläft bis zur Eröffnung. Streichen Sie den Stop von Hand und senden Sie dann diese Order; bis sie ausgeführt ist, schützt nichts die Position.</translation>
    </message>
    <message>
        <source>There is nothing to close: no position on the other side, or other orders close it already.</source>
        <translation>Es gibt nichts zu schließen: keine Position auf der Gegenseite, oder andere Orders schließen sie schon.</translation>
    </message>
    <message>
        <source>It would close %1 where %2 is left to close. Send at most that.</source>
        <translation>Sie würde %1 schließen, wo %2 übrig sind. Senden Sie höchstens das.</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) in %1 may or may not be working. New orders wait until this is clear.</source>
        <translation>
            <numerusform>%n Order in %1 ist vielleicht aktiv, vielleicht nicht. Neue Orders warten, bis das klar ist.</numerusform>
            <numerusform>%n Orders in %1 sind vielleicht aktiv, vielleicht nicht. Neue Orders warten, bis das klar ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no price for %1. Wait for quotes or check the connection.</source>
        <translation>Es gibt keinen Kurs für %1. Warten Sie auf Kurse oder prüfen Sie die Verbindung.</translation>
    </message>
    <message>
        <source>The price of %1 is %2 old where %3 is allowed, or one-sided. Wait for quotes.</source>
        <translation>Der Kurs von %1 ist %2 alt, erlaubt sind %3, oder einseitig. Warten Sie auf Kurse.</translation>
    </message>
    <message>
        <source>%1 is not trading now: %2. Send it when the market opens.</source>
        <translation>%1 wird jetzt nicht gehandelt: %2. Senden Sie, wenn der Markt öffnet.</translation>
    </message>
    <message>
        <source>Equity is not known: a conversion rate is missing or too old. Positions can still be closed.</source>
        <translation>Eigenkapital unbekannt: Ein Umrechnungskurs fehlt oder ist zu alt. Positionen lassen sich weiter schließen.</translation>
    </message>
    <message>
        <source>The market has passed the trigger, so the stop would fire at once. Set it further away.</source>
        <translation>Der Markt ist über den Auslöser hinaus, der Stop griffe sofort. Setzen Sie ihn weiter weg.</translation>
    </message>
    <message>
        <source>The price is %1 away from the market where %2 is allowed. Move it closer.</source>
        <translation>Der Preis liegt %1 vom Markt entfernt, erlaubt sind %2. Setzen Sie ihn näher.</translation>
    </message>
    <message>
        <source>The same order was sent %1 ago. If both are meant, wait until %2 have passed.</source>
        <translation>Dieselbe Order wurde vor %1 gesendet. Sind beide gewollt, warten Sie, bis %2 vorbei sind.</translation>
    </message>
    <message>
        <source>That would be order %1 within a minute where %2 are allowed. Wait a moment.</source>
        <translation>Das wäre Order %1 binnen einer Minute, erlaubt sind %2. Warten Sie einen Moment.</translation>
    </message>
    <message>
        <source>That would be open order %1 where %2 are allowed. Cancel some first.</source>
        <translation>Das wäre offene Order %1, erlaubt sind %2. Stornieren Sie zuerst welche.</translation>
    </message>
    <message>
        <source>It is for %1 where %2 is allowed. Send a smaller order.</source>
        <translation>Sie lautet auf %1, erlaubt sind %2. Senden Sie eine kleinere Order.</translation>
    </message>
    <message>
        <source>Leverage would be %1 × where %2 × is allowed. Close something or send a smaller order.</source>
        <translation>Der Hebel wäre %1 ×, erlaubt sind %2 ×. Schließen Sie etwas oder senden Sie eine kleinere Order.</translation>
    </message>
    <message>
        <source>Equity is %1 below its peak where %2 halts. Nothing new opens until the desk is armed again.</source>
        <translation>Das Eigenkapital liegt %1 unter dem Höchststand, bei %2 wird gestoppt. Nichts Neues wird eröffnet, bis wieder scharf geschaltet ist.</translation>
    </message>
    <message>
        <source>There are %1 losses in a row where %2 pause. Nothing new opens until the desk is armed again.</source>
        <translation>Es gab %1 Verluste in Folge, bei %2 wird angehalten. Nichts Neues wird eröffnet, bis wieder scharf geschaltet ist.</translation>
    </message>
    <message>
        <source>It is worth more than can be counted. Correct its size or price.</source>
        <translation>Der Gegenwert ist zu groß zum Zählen. Berichtigen Sie Größe oder Preis.</translation>
    </message>
    <message>
        <source>Proposal %1: %2</source>
        <comment>number, order</comment>
        <translation>Vorschlag %1: %2</translation>
    </message>
    <message>
        <source>Proposal %1: %2, %3</source>
        <comment>number, what became of it, why</comment>
        <translation>Vorschlag %1: %2, %3</translation>
    </message>
    <message>
        <source>Proposal %1 waits again: the price moved too far</source>
        <translation>Vorschlag %1 wartet wieder: Der Kurs lief zu weit</translation>
    </message>
    <message>
        <source>Proposal %1 snoozed</source>
        <translation>Vorschlag %1 zurückgestellt</translation>
    </message>
    <message>
        <source>Proposal %1 approved within the strategy&apos;s budget</source>
        <translation>Vorschlag %1 im Budget der Strategie genehmigt</translation>
    </message>
    <message>
        <source>Proposal %1 approved by %2</source>
        <translation>Vorschlag %1 genehmigt durch %2</translation>
    </message>
    <message>
        <source>A strategy repeats itself and was switched off.</source>
        <translation>Eine Strategie wiederholt sich und wurde abgeschaltet.</translation>
    </message>
    <message>
        <source>The venue takes no target beside the stop in %1. The desk watches its price and closes at market when it is reached, as long as the program runs.</source>
        <translation>Der Handelsplatz nimmt in %1 kein Ziel neben dem Stop. Das Programm beobachtet dessen Preis und schließt zum Marktpreis, wenn er erreicht ist, solange es läuft.</translation>
    </message>
    <message>
        <source>%1 has reached its target. What it covers is closed at market.</source>
        <translation>%1 hat sein Ziel erreicht. Was es abdeckt, wird zum Marktpreis geschlossen.</translation>
    </message>
    <message>
        <source>The broker lets the account take no new risk; the connection says why. Entries are cancelled and strategies wait; positions can be closed. Arm again when the broker has lifted it.</source>
        <translation>Der Broker lässt für dieses Konto kein neues Risiko zu; die Verbindung nennt den Grund. Einstiege werden storniert, Strategien warten; Positionen lassen sich schließen. Wieder scharf schalten, wenn der Broker es aufgehoben hat.</translation>
    </message>
    <message>
        <source>Whether the stop of %1, order %2, stands at the broker is not known: it has been asked and does not say so. Look there, and close the position by hand if need be.</source>
        <translation>Ob der Stop von %1, Order %2, beim Broker steht, ist nicht bekannt: Er wurde gefragt und sagt es nicht. Sehen Sie dort nach und schließen Sie die Position notfalls von Hand.</translation>
    </message>
    <message>
        <source>The market has passed the stop of %1, order %2, and it has not filled. Look at it, and close the position by hand if need be.</source>
        <translation>Der Markt ist über den Stop von %1, Order %2, hinweg, und er wurde nicht ausgeführt. Bitte ansehen und die Position notfalls von Hand schließen.</translation>
    </message>
    <message>
        <source>%1 has new increments at the venue: only what reduces a position is sent. Start the session anew, then send it.</source>
        <translation>%1 hat an der Börse neue Schrittweiten: Gesendet wird nur, was eine Position verringert. Die Sitzung neu starten, dann senden.</translation>
    </message>
    <message>
        <source>The broker has orders that this profile sent and its record does not know: it was put back from a backup, another copy of it trades, or a disk that failed has lost them. Compare the account, and stop the other copy, before you arm.</source>
        <translation>Der Broker hat Orders, die dieses Profil gesendet hat und die seine Aufzeichnung nicht kennt: Es wurde aus einer Sicherung zurückgespielt, eine Kopie handelt daneben, oder ein Datenträger hat sie verloren. Das Konto vergleichen und die Kopie beenden, dann erst scharf schalten.</translation>
    </message>
    <message>
        <source>The proposal for %1 still waits for you. It expires in %2.</source>
        <comment>symbol, time left</comment>
        <translation>Der Vorschlag für %1 wartet noch auf Sie. Er verfällt in %2.</translation>
    </message>
    <message>
        <source>In extended hours the broker&apos;s stops sleep: only limit orders that reduce a position are sent then.</source>
        <translation>In den erweiterten Handelszeiten ruhen die Stops des Brokers: Dann werden nur Limit-Orders gesendet, die eine Position verkleinern.</translation>
    </message>
    <message>
        <source>Trading with real money may be armed</source>
        <translation>Der Handel mit echtem Geld darf scharf gestellt werden</translation>
    </message>
    <message>
        <source>Trading with real money has ended</source>
        <translation>Der Handel mit echtem Geld ist beendet</translation>
    </message>
</context>
<context>
    <name>omni::ui::kill_reset::View</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Prices do not come. Wait until the feed is back, or look at System health.</source>
        <translation>Es kommen keine Kurse. Warten Sie auf die Daten oder sehen Sie unter Systemzustand nach.</translation>
    </message>
    <message>
        <source>Orders cannot be sent. Wait until the link is back, or look at System health.</source>
        <translation>Orders sind nicht sendbar. Warten Sie auf die Verbindung oder sehen Sie unter Systemzustand nach.</translation>
    </message>
    <message>
        <source>Session runs</source>
        <translation>Sitzung läuft</translation>
    </message>
    <message>
        <source>No session runs. Start one from the File menu.</source>
        <translation>Keine Sitzung läuft. Starten Sie eine im Menü Datei.</translation>
    </message>
    <message>
        <source>Positions match</source>
        <translation>Positionen stimmen</translation>
    </message>
    <message>
        <source>Positions do not match: the account says %1 %2, here %3. Compare them first.</source>
        <translation>Positionen weichen ab: Das Konto meldet %1 %2, hier %3. Gleichen Sie zuerst ab.</translation>
    </message>
    <message>
        <source>The account has not been compared since the link came up. Wait for it.</source>
        <translation>Das Konto wurde seit Verbindungsaufbau nicht abgeglichen. Warten Sie darauf.</translation>
    </message>
    <message>
        <source>No unknown orders</source>
        <translation>Keine ungeklärten Orders</translation>
    </message>
    <message>
        <source>Order %1 in %2 may or may not be working. Settle it in Orders first.</source>
        <translation>Order %1 in %2 ist vielleicht aktiv, vielleicht nicht. Klären Sie sie zuerst unter Orders.</translation>
    </message>
    <message>
        <source>Stops live</source>
        <translation>Stops aktiv</translation>
    </message>
    <message>
        <source>%1 has no stop. Place one as soon as this is armed.</source>
        <translation>%1 hat keinen Stop. Setzen Sie einen, sobald scharf geschaltet ist.</translation>
    </message>
    <message>
        <source>%1 has no stop for all of it. Place one, or close the position.</source>
        <translation>%1 ist nicht ganz durch Stops gedeckt. Setzen Sie einen oder schließen Sie die Position.</translation>
    </message>
    <message>
        <source>reset the switch</source>
        <translation>Schalter zurücksetzen</translation>
    </message>
    <message>
        <source>The broker is being asked for the stop of %1. Wait for its word, or look there: a second one would close twice.</source>
        <translation>Der Broker wird nach dem Stop von %1 gefragt. Warten Sie auf sein Wort, oder sehen Sie dort nach: Ein zweiter würde doppelt schließen.</translation>
    </message>
    <message>
        <source>The stop of %1 was sent and is not confirmed yet.</source>
        <translation>Der Stop von %1 ist gesendet und noch nicht bestätigt.</translation>
    </message>
</context>
<context>
    <name>omni::ui::kill_switches::View</name>
    <message>
        <source>no position</source>
        <translation>keine Position</translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n Position</numerusform>
            <numerusform>%n Positionen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Stoppt</translation>
    </message>
    <message>
        <source>Tripped</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>armed, waiting for the scope above</source>
        <translation>bereit, wartet auf den Bereich darüber</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>all accounts, strategies and symbols</source>
        <translation>alle Konten, Strategien und Symbole</translation>
    </message>
    <message>
        <source>Held by global</source>
        <translation>Global gehalten</translation>
    </message>
    <message>
        <source>Held by account</source>
        <translation>Durch Konto gehalten</translation>
    </message>
    <message>
        <source>the kill switch</source>
        <translation>den Notausschalter</translation>
    </message>
    <message>
        <source>%1 reset by %2</source>
        <translation>%1 zurückgesetzt durch %2</translation>
    </message>
    <message>
        <source>%1 reset by %2: &quot;%3&quot;</source>
        <translation>%1 zurückgesetzt durch %2: „%3“</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>%1 tripped by %2</source>
        <translation>%1 ausgelöst durch %2</translation>
    </message>
    <message>
        <source>not reset</source>
        <translation>nicht zurückgesetzt</translation>
    </message>
    <message>
        <source>reset %1</source>
        <translation>zurückgesetzt %1</translation>
    </message>
    <message>
        <source>switched off: start it in the pane Strategies</source>
        <translation>ausgeschaltet: im Bereich Strategien starten</translation>
    </message>
</context>
<context>
    <name>omni::ui::orders_pane</name>
    <message>
        <source>stop %1 → %2</source>
        <translation>Stop %1 → %2</translation>
    </message>
    <message>
        <source>limit %1 → %2</source>
        <translation>Limit %1 → %2</translation>
    </message>
    <message>
        <source>quantity %1 → %2</source>
        <translation>Menge %1 → %2</translation>
    </message>
    <message>
        <source>The result at the stop changes by %1 %2.</source>
        <comment>money and currency</comment>
        <translation>Das Ergebnis am Stop ändert sich um %1 %2.</translation>
    </message>
    <message>
        <source>%1 of the position would have no stop of this order any more.</source>
        <comment>quantity</comment>
        <translation>%1 der Position hätten keinen Stop dieser Order mehr.</translation>
    </message>
    <message>
        <source>The new price is %1 away from the last one.</source>
        <translation>Der neue Preis ist %1 vom letzten entfernt.</translation>
    </message>
    <message>
        <source>Change the stop of %1 in %2: %3?</source>
        <comment>symbol, environment, changes</comment>
        <translation>Den Stop von %1 in %2 ändern: %3?</translation>
    </message>
    <message>
        <source>Change the order in %1 in %2: %3?</source>
        <comment>symbol, environment, changes</comment>
        <translation>Die Order in %1 in %2 ändern: %3?</translation>
    </message>
</context>
<context>
    <name>omni::ui::people::PeopleTexts</name>
    <message>
        <source>The name, the password or the code is wrong. Nothing was changed. A code counts once: if it was used before, wait for the next one. After five failures each further try waits, twice as long each time.</source>
        <translation>Name, Passwort oder Code stimmt nicht. Nichts wurde geändert. Ein Code gilt einmal: Wurde er schon benutzt, warten Sie auf den nächsten. Nach fünf Fehlversuchen muss jeder weitere warten, jedes Mal doppelt so lange.</translation>
    </message>
    <message>
        <source>A password has 12 characters at least, 8 beside a second factor.</source>
        <translation>Ein Passwort hat mindestens 12 Zeichen, neben einem zweiten Faktor 8.</translation>
    </message>
    <message>
        <source>A password has 128 characters at most.</source>
        <translation>Ein Passwort hat höchstens 128 Zeichen.</translation>
    </message>
    <message>
        <source>A password is text.</source>
        <translation>Ein Passwort ist Text.</translation>
    </message>
    <message>
        <source>This is what guessers try first. Take three words that do not belong together.</source>
        <translation>Das wird beim Raten zuerst versucht. Nehmen Sie drei Wörter, die nicht zusammengehören.</translation>
    </message>
    <message>
        <source>A name has 1 to 32 of the letters a to z, digits, dot, underline and hyphen; a letter comes first.</source>
        <translation>Ein Name hat 1 bis 32 der Buchstaben a bis z, Ziffern, Punkt, Unterstrich und Bindestrich; ein Buchstabe steht vorn.</translation>
    </message>
    <message>
        <source>Somebody has this name already.</source>
        <translation>Diesen Namen hat schon jemand.</translation>
    </message>
    <message>
        <source>64 people are the most.</source>
        <translation>Mehr als 64 Personen gehen nicht.</translation>
    </message>
    <message>
        <source>A person has one role at least.</source>
        <translation>Eine Person hat mindestens eine Rolle.</translation>
    </message>
    <message>
        <source>There is nobody of this name any more. Nothing was changed.</source>
        <translation>Es gibt niemanden dieses Namens mehr. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The account of the owner stays: the profile is his.</source>
        <translation>Das Konto des Eigentümers bleibt: Das Profil gehört ihm.</translation>
    </message>
    <message>
        <source>Nobody would be left who manages people. Give somebody else the role Admin first.</source>
        <translation>Es bliebe niemand, der Personen verwaltet. Geben Sie erst jemand anderem die Rolle Admin.</translation>
    </message>
    <message>
        <source>There is no second factor. Nothing was changed.</source>
        <translation>Es gibt keinen zweiten Faktor. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Not done: the code of who does it is older than 5 minutes, or his rights have changed meanwhile. Show a new code.</source>
        <translation>Nicht ausgeführt: Der Code dessen, der es tut, ist älter als 5 Minuten, oder seine Rechte haben sich inzwischen geändert. Zeigen Sie einen neuen Code.</translation>
    </message>
    <message>
        <source>Not done: this person may not manage people any more, or never might. Somebody with the role Admin does it.</source>
        <translation>Nicht ausgeführt: Diese Person darf Personen nicht mehr verwalten oder durfte es nie. Jemand mit der Rolle Admin tut es.</translation>
    </message>
    <message>
        <source>Managing people needs a second factor, and this person has none. Set up the authenticator first.</source>
        <translation>Personen zu verwalten braucht einen zweiten Faktor, und diese Person hat keinen. Richten Sie erst den Authenticator ein.</translation>
    </message>
    <message>
        <source>A recovery code was used, and it is gone. Set up the authenticator anew first, with another one of them.</source>
        <translation>Ein Wiederherstellungscode wurde benutzt und ist verbraucht. Richten Sie erst den Authenticator neu ein, mit einem anderen davon.</translation>
    </message>
    <message>
        <source>Nobody changes his own rights beside another who could. Somebody else with the role Admin does it.</source>
        <translation>Niemand ändert seine eigenen Rechte neben einem anderen, der es könnte. Jemand anderes mit der Rolle Admin tut es.</translation>
    </message>
    <message>
        <source>Of the own second factor the password is asked for, and it takes 24 hours.</source>
        <translation>Beim eigenen zweiten Faktor wird nach dem Passwort gefragt, und es dauert 24 Stunden.</translation>
    </message>
    <message>
        <source>That is no code of the new authenticator; nothing was changed. Look whether the phone&apos;s clock is right, and take the next code.</source>
        <translation>Das ist kein Code des neuen Authenticators; nichts wurde geändert. Sehen Sie nach, ob die Uhr des Telefons stimmt, und nehmen Sie den nächsten Code.</translation>
    </message>
    <message>
        <source>This was begun more than 15 minutes ago, or begun anew since; nothing was changed. Close this and begin anew.</source>
        <translation>Das wurde vor mehr als 15 Minuten begonnen oder seitdem neu begonnen; nichts wurde geändert. Schließen Sie dies und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>People lie in the vault, and it is locked. Nothing was changed. Unlock it first.</source>
        <translation>Konten liegen im Tresor, und er ist gesperrt. Nichts wurde geändert. Entsperren Sie ihn erst.</translation>
    </message>
    <message>
        <source>What the vault holds of people is damaged or of a newer version. Nobody signs in until it is put back from a copy; the kill switch works.</source>
        <translation>Was der Tresor über Personen enthält, ist beschädigt oder von einer neueren Version. Niemand meldet sich an, bis er aus einer Kopie zurückgelegt ist; der Notausschalter funktioniert.</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Trader</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>Strategist</source>
        <translation>Stratege</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>sees positions and results</source>
        <translation>sieht Positionen und Ergebnisse</translation>
    </message>
    <message>
        <source>reads the audit record</source>
        <translation>liest das Prüfprotokoll</translation>
    </message>
    <message>
        <source>places orders, decides on proposals, stops</source>
        <translation>gibt Orders auf, entscheidet über Vorschläge, hält an</translation>
    </message>
    <message>
        <source>proposes, runs and changes strategies, stops</source>
        <translation>schlägt vor, betreibt und ändert Strategien, hält an</translation>
    </message>
    <message>
        <source>sets limits, decides on proposals, stops and goes on</source>
        <translation>setzt Limits, entscheidet über Vorschläge, hält an und gibt wieder frei</translation>
    </message>
    <message>
        <source>manages people and brokers&apos; keys, stops</source>
        <translation>verwaltet Personen und Schlüssel der Broker, hält an</translation>
    </message>
    <message>
        <source>all roles</source>
        <translation>alle Rollen</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>person %1</source>
        <translation>Person %1</translation>
    </message>
    <message>
        <source>none</source>
        <comment>second factor</comment>
        <translation>keiner</translation>
    </message>
    <message>
        <source>on; somebody wants it gone, alone in %1</source>
        <translation>an; jemand will ihn weghaben, allein möglich in %1</translation>
    </message>
    <message>
        <source>on; who wants it gone can do it now</source>
        <translation>an; wer ihn weghaben will, kann es jetzt tun</translation>
    </message>
    <message numerus="yes">
        <source>on, %n recovery code(s) left</source>
        <translation>
            <numerusform>an, noch %n Wiederherstellungscode</numerusform>
            <numerusform>an, noch %n Wiederherstellungscodes</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <comment>failed tries</comment>
        <translation>keine</translation>
    </message>
    <message numerus="yes">
        <source>%n, the last %1 ago</source>
        <translation>
            <numerusform>%n, vor %1</numerusform>
            <numerusform>%n, der letzte vor %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n</source>
        <comment>failed tries</comment>
        <translation>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; waits %2</source>
        <comment>failed tries, how long the next one waits</comment>
        <translation>%1; wartet %2</translation>
    </message>
    <message>
        <source>Too many failures: the next try counts in %1, and a restart makes it no shorter.</source>
        <translation>Zu viele Fehlversuche: Der nächste zählt in %1, und ein Neustart macht es nicht kürzer.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>Gut.</translation>
    </message>
    <message>
        <source>Too short yet: 8 characters at least.</source>
        <translation>Noch zu kurz: mindestens 8 Zeichen.</translation>
    </message>
    <message>
        <source>Too short yet: 12 characters at least.</source>
        <translation>Noch zu kurz: mindestens 12 Zeichen.</translation>
    </message>
    <message>
        <source>Too long: 128 characters at most.</source>
        <translation>Zu lang: höchstens 128 Zeichen.</translation>
    </message>
    <message>
        <source>Guessers try this first. Take three words that do not belong together.</source>
        <translation>Das wird beim Raten zuerst versucht. Nehmen Sie drei Wörter, die nicht zusammengehören.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>omni::ui::reconcile::Deeds</name>
    <message>
        <source>%1 (%2)</source>
        <comment>account, environment</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>order %1 in %2</source>
        <translation>Auftrag %1 in %2</translation>
    </message>
    <message>
        <source>Adopt…</source>
        <comment>a position of the account</comment>
        <translation>Übernehmen…</translation>
    </message>
    <message>
        <source>Adopt as paid in or out…</source>
        <translation>Als Ein- oder Auszahlung übernehmen…</translation>
    </message>
    <message>
        <source>Adopt as gain or cost…</source>
        <translation>Als Gewinn oder Kosten übernehmen…</translation>
    </message>
    <message>
        <source>Close…</source>
        <comment>what the account holds more</comment>
        <translation>Schließen…</translation>
    </message>
    <message>
        <source>Let it stand…</source>
        <translation>Stehen lassen…</translation>
    </message>
    <message>
        <source>Cancel the order…</source>
        <comment>somebody else&apos;s</comment>
        <translation>Auftrag löschen…</translation>
    </message>
    <message>
        <source>Ask the venue</source>
        <translation>Handelsplatz fragen</translation>
    </message>
    <message>
        <source>Begin the books with all of it…</source>
        <translation>Bücher mit allem beginnen…</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Take over %1 of %2 from the account %3, in place of %4 in our books?</source>
        <translation>%1 von %2 aus dem Konto %3 übernehmen, statt %4 in unseren Büchern?</translation>
    </message>
    <message>
        <source>The books follow at the price of the moment. No order is sent.</source>
        <translation>Die Bücher folgen zum Preis des Augenblicks. Kein Auftrag wird gesendet.</translation>
    </message>
    <message>
        <source>Adopt the position</source>
        <translation>Position übernehmen</translation>
    </message>
    <message>
        <source>Take over %1 %2 from the account %3 as money paid in or out, in place of %4?</source>
        <translation>%1 %2 aus dem Konto %3 als Ein- oder Auszahlung übernehmen, statt %4?</translation>
    </message>
    <message>
        <source>What losses are measured from moves with it. No order is sent.</source>
        <translation>Wovon Verluste gemessen werden, geht mit. Kein Auftrag wird gesendet.</translation>
    </message>
    <message>
        <source>Adopt the cash</source>
        <translation>Geld übernehmen</translation>
    </message>
    <message>
        <source>Take over %1 %2 from the account %3 as a gain or a cost, in place of %4?</source>
        <translation>%1 %2 aus dem Konto %3 als Gewinn oder Kosten übernehmen, statt %4?</translation>
    </message>
    <message>
        <source>It counts against the day. No order is sent.</source>
        <translation>Es zählt zum Ergebnis des Tages. Kein Auftrag wird gesendet.</translation>
    </message>
    <message>
        <source>Sell %1 %2 at market on the account %3?</source>
        <translation>%1 %2 im Konto %3 zum Marktpreis verkaufen?</translation>
    </message>
    <message>
        <source>Buy %1 %2 at market on the account %3?</source>
        <translation>%1 %2 im Konto %3 zum Marktpreis kaufen?</translation>
    </message>
    <message>
        <source>What the account holds more than our books is taken over, then closed.</source>
        <translation>Was das Konto mehr hält als unsere Bücher, wird übernommen und dann geschlossen.</translation>
    </message>
    <message>
        <source>Send the order</source>
        <translation>Auftrag senden</translation>
    </message>
    <message>
        <source>Let the difference in %1 on the account %2 stand: %3 there, %4 in our books?</source>
        <translation>Die Abweichung in %1 im Konto %2 stehen lassen: dort %3, in unseren Büchern %4?</translation>
    </message>
    <message>
        <source>It is good for this amount alone; another one comes up again.</source>
        <translation>Das gilt nur für diesen Betrag; ein anderer kommt wieder.</translation>
    </message>
    <message>
        <source>Let it stand</source>
        <translation>Stehen lassen</translation>
    </message>
    <message>
        <source>Cancel somebody else&apos;s %1 on the account %2, %3 left?</source>
        <translation>Fremden %1 im Konto %2 löschen, noch %3 offen?</translation>
    </message>
    <message>
        <source>This program did not send it. Whoever did may rely on it.</source>
        <translation>Dieses Programm hat ihn nicht gesendet. Wer es tat, verlässt sich vielleicht darauf.</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>Auftrag löschen</translation>
    </message>
    <message>
        <source>Keep the order</source>
        <translation>Auftrag behalten</translation>
    </message>
    <message>
        <source>Begin the books with all that the account %1 holds?</source>
        <translation>Die Bücher mit allem beginnen, was das Konto %1 hält?</translation>
    </message>
    <message>
        <source>Positions at the price of the moment, cash as capital. Only a profile without any history can.</source>
        <translation>Positionen zum Preis des Augenblicks, Geld als Kapital. Das kann nur ein Profil ohne jeden Verlauf.</translation>
    </message>
    <message>
        <source>Begin the books</source>
        <translation>Bücher beginnen</translation>
    </message>
</context>
<context>
    <name>omni::ui::settings::AbilityTable</name>
    <message>
        <source>Who holds what</source>
        <translation>Wer was hält</translation>
    </message>
    <message>
        <source>Order or condition</source>
        <translation>Auftrag oder Bedingung</translation>
    </message>
</context>
<context>
    <name>omni::ui::settings::Brokers</name>
    <message>
        <source>refuses to arm</source>
        <translation type="vanished">nicht scharf zu schalten</translation>
    </message>
    <message>
        <source>key is not usable</source>
        <translation>Schlüssel nicht brauchbar</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>key can withdraw</source>
        <translation>Schlüssel kann abheben</translation>
    </message>
    <message>
        <source>external</source>
        <comment>where a key comes from</comment>
        <translation>extern</translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation>Simulator</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>everything, nothing real</source>
        <translation>alles, nichts ist echt</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>It is configured for real money, which this version does not trade.</source>
        <translation type="vanished">Es ist für echtes Geld eingestellt, das diese Version nicht handelt.</translation>
    </message>
    <message>
        <source>Its session runs already.</source>
        <translation>Seine Sitzung läuft schon.</translation>
    </message>
    <message>
        <source>Paper exchange</source>
        <translation>Papierbörse</translation>
    </message>
    <message>
        <source>Prices are made up and begin anew with each session. Money and positions are kept in this profile; open orders end with the session.</source>
        <translation>Die Kurse sind erfunden und beginnen mit jeder Sitzung neu. Geld und Positionen bleiben in diesem Profil; offene Orders enden mit der Sitzung.</translation>
    </message>
    <message>
        <source>in the vault</source>
        <comment>where a key comes from</comment>
        <translation>im Tresor</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>age of a key in days</comment>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>new key in place</source>
        <translation>neuer Schlüssel liegt bereit</translation>
    </message>
    <message>
        <source>What is there is no key: %1.</source>
        <translation>Was dort liegt, ist kein Schlüssel: %1.</translation>
    </message>
    <message>
        <source>It has no key at hand. Put one into the vault, or unlock it if one is there.</source>
        <translation>Es ist kein Schlüssel zur Hand. Legen Sie einen in den Tresor, oder entsperren Sie ihn, wenn einer darin liegt.</translation>
    </message>
    <message>
        <source>real money</source>
        <translation>echtes Geld</translation>
    </message>
    <message>
        <source>It is configured for real money, which nobody has granted: see Going live below.</source>
        <translation>Es ist für echtes Geld eingerichtet, das niemand freigegeben hat: siehe Freigabe unten.</translation>
    </message>
</context>
<context>
    <name>omni::ui::settings::VaultTexts</name>
    <message>
        <source>The vault does not open with this. Each further wrong one makes the wait longer.</source>
        <translation>Damit öffnet der Tresor nicht. Jeder weitere falsche Versuch verlängert die Wartezeit.</translation>
    </message>
    <message>
        <source>A wrong one came before: the next one counts only after a wait, and a restart makes it no shorter.</source>
        <translation>Zuvor war ein Versuch falsch: Der nächste zählt erst nach einer Wartezeit, und ein Neustart verkürzt sie nicht.</translation>
    </message>
    <message>
        <source>Another program tries to open this vault just now. Wait a moment, then try again.</source>
        <translation>Gerade versucht ein anderes Programm, diesen Tresor zu öffnen. Warten Sie einen Augenblick und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The vault is locked. Unlock it first.</source>
        <translation>Der Tresor ist gesperrt. Entsperren Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>There is no vault in this profile any more.</source>
        <translation>In diesem Profil gibt es keinen Tresor mehr.</translation>
    </message>
    <message>
        <source>This profile has a vault already.</source>
        <translation>Dieses Profil hat schon einen Tresor.</translation>
    </message>
    <message>
        <source>A passphrase has at least 12 characters. Four or five words that have nothing to do with each other are good and can be remembered.</source>
        <translation>Eine Passphrase hat mindestens 12 Zeichen. Vier oder fünf Wörter, die nichts miteinander zu tun haben, sind gut und lassen sich merken.</translation>
    </message>
    <message>
        <source>This cannot be a passphrase: it is text of at most 1024 bytes, and not one character again and again.</source>
        <translation>Das kann keine Passphrase sein: Sie ist Text von höchstens 1024 Byte und nicht immer dasselbe Zeichen.</translation>
    </message>
    <message>
        <source>The vault&apos;s file is damaged. Nothing was changed. Put back a copy of the folder “vault” of this profile.</source>
        <translation>Die Datei des Tresors ist beschädigt. Nichts wurde geändert. Spielen Sie eine Kopie des Ordners „vault“ dieses Profils zurück.</translation>
    </message>
    <message>
        <source>The vault is of a newer version of this program. Nothing was changed.</source>
        <translation>Der Tresor stammt von einer neueren Version dieses Programms. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The file vault.omv is gone; what it was before its last change is still there. Look for it in a backup.</source>
        <translation>Die Datei vault.omv fehlt; ihr Stand vor der letzten Änderung ist noch da. Suchen Sie sie in einer Sicherung.</translation>
    </message>
    <message>
        <source>Somebody has put an older file in the vault&apos;s place. Keep it, and ask who.</source>
        <translation>Jemand hat eine ältere Datei an die Stelle des Tresors gesetzt. Bewahren Sie sie auf und fragen Sie nach, wer.</translation>
    </message>
    <message>
        <source>Nothing of this kind opens this vault.</source>
        <translation>Nichts dieser Art öffnet diesen Tresor.</translation>
    </message>
    <message>
        <source>This is no recovery key: a letter is missing or mistaken. It has 56 letters and digits, A to Z and 2 to 7; blanks and hyphens do not count.</source>
        <translation>Das ist kein Wiederherstellungsschlüssel: Ein Zeichen fehlt oder ist falsch. Er hat 56 Buchstaben und Ziffern, A bis Z und 2 bis 7; Leerzeichen und Bindestriche zählen nicht.</translation>
    </message>
    <message>
        <source>There is not enough memory: opening takes 256 MiB. End other programs.</source>
        <translation>Der Speicher reicht nicht: Das Öffnen braucht 256 MiB. Beenden Sie andere Programme.</translation>
    </message>
    <message>
        <source>There is a key already. Rotate it instead.</source>
        <translation>Es gibt schon einen Schlüssel. Wechseln Sie ihn stattdessen.</translation>
    </message>
    <message>
        <source>A new key waits already: say first whether it works.</source>
        <translation>Ein neuer Schlüssel wartet schon: Sagen Sie zuerst, ob er taugt.</translation>
    </message>
    <message>
        <source>There is no such key in the vault.</source>
        <translation>Einen solchen Schlüssel gibt es im Tresor nicht.</translation>
    </message>
    <message>
        <source>No new key waits.</source>
        <translation>Es wartet kein neuer Schlüssel.</translation>
    </message>
    <message>
        <source>This is no key and secret as brokers give them. Copy both again, without quotes around them; a private key with all of its lines.</source>
        <translation>Das sind kein Schlüssel und kein Geheimnis, wie Broker sie ausgeben. Kopieren Sie beide noch einmal, ohne Anführungszeichen; einen privaten Schlüssel mit allen Zeilen.</translation>
    </message>
    <message>
        <source>The old key is gone already: the new one cannot be taken back.</source>
        <translation>Der alte Schlüssel ist schon gelöscht: Der neue lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>looking for it…</source>
        <translation>wird gesucht…</translation>
    </message>
    <message>
        <source>at work…</source>
        <translation>in Arbeit…</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>locked; keys out of it are still at hand for sessions</source>
        <translation>gesperrt; Schlüssel aus ihm stehen noch für Sitzungen bereit</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>unlocked, locks after %1 without you, or at sleep</source>
        <translation>entsperrt, sperrt nach %1 ohne Sie oder im Ruhezustand</translation>
    </message>
    <message>
        <source>passphrase, or the recovery key</source>
        <translation>Passphrase oder der Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>passphrase alone: there is no recovery key</source>
        <translation>nur Passphrase: Es gibt keinen Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>a session that runs goes on as it is</source>
        <translation>eine laufende Sitzung geht weiter wie bisher</translation>
    </message>
    <message>
        <source>a session on its key may only reduce; stops and cancels go on</source>
        <translation>eine Sitzung mit seinem Schlüssel darf nur noch abbauen; Stopps und Stornos gehen weiter</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>rotate now</source>
        <translation>jetzt wechseln</translation>
    </message>
    <message numerus="yes">
        <source>rotate in %n day(s)</source>
        <translation>
            <numerusform>in %n Tag wechseln</numerusform>
            <numerusform>in %n Tagen wechseln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::sign_in::SignInTexts</name>
    <message>
        <source>The name, the password or the code is wrong; which of them is told to nobody. A code counts once.</source>
        <translation>Der Name, das Passwort oder der Code ist falsch; welches davon, wird niemandem gesagt. Ein Code zählt einmal.</translation>
    </message>
    <message>
        <source>Too many tries have failed. Nothing was looked at: also the right password waits.</source>
        <translation>Zu viele Versuche sind fehlgeschlagen. Nichts wurde geprüft: Auch das richtige Passwort wartet.</translation>
    </message>
    <message>
        <source>A code has six digits. Nothing was looked at.</source>
        <translation>Ein Code hat sechs Ziffern. Nichts wurde geprüft.</translation>
    </message>
    <message>
        <source>There is no room on the disk or in the memory, so that the try could not be counted, and was not made. Make room, then try again.</source>
        <translation>Auf der Platte oder im Speicher ist kein Platz, darum konnte der Versuch nicht gezählt werden und wurde nicht gemacht. Schaffen Sie Platz, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The try could not be written to the disk, so it was not made. Try again.</source>
        <translation>Der Versuch konnte nicht auf die Platte geschrieben werden und wurde darum nicht gemacht. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Somebody has signed in or out here meanwhile.</source>
        <translation>Inzwischen hat sich hier jemand an- oder abgemeldet.</translation>
    </message>
    <message>
        <source>The vault does not open with this. Each further wrong one makes the wait longer.</source>
        <translation>Damit öffnet der Tresor nicht. Jede weitere falsche Eingabe verlängert die Wartezeit.</translation>
    </message>
    <message>
        <source>A wrong passphrase came before: the next one counts only after a wait.</source>
        <translation>Zuvor kam eine falsche Passphrase: Die nächste zählt erst nach einer Wartezeit.</translation>
    </message>
    <message>
        <source>Another program tries to open this vault just now. Wait a moment, then try again.</source>
        <translation>Gerade versucht ein anderes Programm, diesen Tresor zu öffnen. Warten Sie einen Moment, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Too much is asked of the vault at once. Try again in a moment.</source>
        <translation>Vom Tresor wird zu viel auf einmal verlangt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The vault with the accounts is locked. Its passphrase is needed, too.</source>
        <translation>Der Tresor mit den Konten ist gesperrt. Auch seine Passphrase wird gebraucht.</translation>
    </message>
    <message>
        <source>The vault with the accounts of this profile is gone. Put back a copy of the folder “vault”.</source>
        <translation>Der Tresor mit den Konten dieses Profils ist weg. Legen Sie eine Kopie des Ordners „vault“ zurück.</translation>
    </message>
    <message>
        <source>The vault&apos;s file is damaged. Nothing was changed. Put back a copy of the folder “vault” of this profile.</source>
        <translation>Die Datei des Tresors ist beschädigt. Nichts wurde geändert. Legen Sie eine Kopie des Ordners „vault“ dieses Profils zurück.</translation>
    </message>
    <message>
        <source>The vault is of a newer version of this program. Nothing was changed.</source>
        <translation>Der Tresor stammt von einer neueren Version dieses Programms. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>What the vault holds of accounts is damaged: nobody signs in until a copy of the folder “vault” was put back.</source>
        <translation>Was der Tresor an Konten enthält, ist beschädigt: Niemand meldet sich an, bis eine Kopie des Ordners „vault“ zurückgelegt wurde.</translation>
    </message>
    <message>
        <source>This is no recovery key of the vault: a letter is missing or mistaken.</source>
        <translation>Das ist kein Wiederherstellungsschlüssel des Tresors: Ein Buchstabe fehlt oder ist falsch.</translation>
    </message>
    <message>
        <source>There is not enough memory: opening takes 256 MiB. End other programs.</source>
        <translation>Der Speicher reicht nicht: Das Öffnen braucht 256 MiB. Beenden Sie andere Programme.</translation>
    </message>
    <message>
        <source>Not done: nobody is signed in. Sign in; the kill switch works meanwhile.</source>
        <translation>Nicht getan: Niemand ist angemeldet. Melden Sie sich an; der Notausschalter wirkt inzwischen.</translation>
    </message>
    <message>
        <source>Not done: your rights, your password or your account have changed since you signed in. Sign in again; the kill switch works meanwhile.</source>
        <translation>Nicht getan: Ihre Rechte, Ihr Passwort oder Ihr Konto haben sich seit Ihrer Anmeldung geändert. Melden Sie sich neu an; der Notausschalter wirkt inzwischen.</translation>
    </message>
    <message>
        <source>Not done: the window is locked. Unlock it; the kill switch works meanwhile.</source>
        <translation>Nicht getan: Das Fenster ist gesperrt. Entsperren Sie es; der Notausschalter wirkt inzwischen.</translation>
    </message>
    <message>
        <source>Not done: a recovery code was used, so a new authenticator comes first. The kill switch works meanwhile.</source>
        <translation>Nicht getan: Ein Wiederherstellungscode wurde benutzt, darum kommt zuerst ein neuer Authenticator. Der Notausschalter wirkt inzwischen.</translation>
    </message>
    <message>
        <source>The password or the code is wrong; which of them is told to nobody. A code counts once.</source>
        <translation>Das Passwort oder der Code ist falsch; welches davon, wird niemandem gesagt. Ein Code zählt einmal.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>omni::ui::ticket</name>
    <message>
        <source>Choose a symbol.</source>
        <translation>Wählen Sie ein Symbol.</translation>
    </message>
    <message>
        <source>Enter a quantity.</source>
        <translation>Geben Sie eine Menge ein.</translation>
    </message>
    <message>
        <source>Equity or the price is not known, so a share of equity says nothing. Enter units.</source>
        <translation>Eigenkapital oder Kurs unbekannt, ein Anteil sagt daher nichts. Geben Sie Stück ein.</translation>
    </message>
    <message>
        <source>A risk amount needs a stop loss on the losing side of the price.</source>
        <translation>Ein Risikobetrag braucht einen Stop-Loss auf der Verlustseite des Preises.</translation>
    </message>
    <message>
        <source>That does not buy the smallest order that the venue takes.</source>
        <translation>Das reicht nicht für die kleinste Order, die der Handelsplatz nimmt.</translation>
    </message>
    <message>
        <source>Enter a limit price.</source>
        <translation>Geben Sie einen Limitpreis ein.</translation>
    </message>
    <message>
        <source>Enter a trigger price.</source>
        <translation>Geben Sie einen Auslösepreis ein.</translation>
    </message>
    <message>
        <source>Enter the distance at which the stop trails.</source>
        <translation>Geben Sie den Nachziehabstand des Stops ein.</translation>
    </message>
    <message>
        <source>Enter a stop loss: an order that opens a position needs one.</source>
        <translation>Geben Sie einen Stop-Loss ein: Eine eröffnende Order braucht einen.</translation>
    </message>
    <message>
        <source>The stop loss is on the winning side of the price.</source>
        <translation>Der Stop-Loss liegt auf der Gewinnseite des Preises.</translation>
    </message>
    <message>
        <source>The target is on the losing side of the price.</source>
        <translation>Das Ziel liegt auf der Verlustseite des Preises.</translation>
    </message>
    <message>
        <source>The price %1 is %2 from the last, %3. Is that meant?</source>
        <translation>Der Preis %1 liegt %2 vom letzten, %3. Ist das gemeint?</translation>
    </message>
    <message>
        <source>The quantity %1 is %2 times your usual %3. Is that meant?</source>
        <translation>Die Menge %1 ist das %2-Fache Ihrer üblichen %3. Ist das gemeint?</translation>
    </message>
    <message>
        <source>%1, %2, account %3, %4.</source>
        <comment>order, time in force, account, environment</comment>
        <translation>%1, %2, Konto %3, %4.</translation>
    </message>
    <message>
        <source>%1 It only reduces the position.</source>
        <translation>%1 Sie verkleinert nur die Position.</translation>
    </message>
    <message>
        <source>%1 Stop loss %2, target %3.</source>
        <translation>%1 Stop-Loss %2, Ziel %3.</translation>
    </message>
    <message>
        <source>%1 Stop loss %2, no target.</source>
        <translation>%1 Stop-Loss %2, kein Ziel.</translation>
    </message>
    <message>
        <source>%1 No stop loss, target %2.</source>
        <translation>%1 Kein Stop-Loss, Ziel %2.</translation>
    </message>
    <message>
        <source>%1 No stop loss, no target.</source>
        <translation>%1 Kein Stop-Loss, kein Ziel.</translation>
    </message>
    <message>
        <source>Send demo order</source>
        <translation>Demo-Order senden</translation>
    </message>
    <message>
        <source>Send paper order</source>
        <translation>Papier-Order senden</translation>
    </message>
    <message>
        <source>Send live order</source>
        <translation>Live-Order senden</translation>
    </message>
    <message>
        <source>Send replay order</source>
        <translation>Wiedergabe-Order senden</translation>
    </message>
    <message>
        <source>A price is above zero.</source>
        <translation>Ein Preis liegt über null.</translation>
    </message>
    <message>
        <source>In extended hours the broker&apos;s stops sleep: choose a limit order and “Reduce only”.</source>
        <translation>In den erweiterten Handelszeiten ruhen die Stops des Brokers: Wählen Sie eine Limit-Order und „Nur verkleinern“.</translation>
    </message>
</context>
<context>
    <name>omni::ui::what_the_stop_did::Model</name>
    <message>
        <source>Switch tripped</source>
        <translation>Schalter ausgelöst</translation>
    </message>
    <message>
        <source>%1, trading stopped</source>
        <translation>%1, Handel gestoppt</translation>
    </message>
    <message>
        <source>%1, %2 stopped</source>
        <translation>%1, %2 gestoppt</translation>
    </message>
    <message>
        <source>the kill switch</source>
        <translation>den Notausschalter</translation>
    </message>
    <message>
        <source>Global switch tripped by %1</source>
        <translation>Globaler Schalter ausgelöst durch %1</translation>
    </message>
    <message>
        <source>%1 tripped by %2</source>
        <translation>%1 ausgelöst durch %2</translation>
    </message>
    <message>
        <source>Order gateway closed to new orders</source>
        <translation>Orderausgang für neue Orders geschlossen</translation>
    </message>
    <message numerus="yes">
        <source>%n AI proposal(s) withdrawn</source>
        <translation>
            <numerusform>%n KI-Vorschlag zurückgezogen</numerusform>
            <numerusform>%n KI-Vorschläge zurückgezogen</numerusform>
        </translation>
    </message>
    <message>
        <source>Entry order %1, %2, cancelled</source>
        <translation>Einstiegsorder %1, %2, storniert</translation>
    </message>
    <message>
        <source>Protective order %1, %2, cancelled</source>
        <translation>Schutzorder %1, %2, storniert</translation>
    </message>
    <message>
        <source>Order %1 filled before cancel, %2 +%3</source>
        <translation>Order %1 vor dem Storno ausgeführt, %2 +%3</translation>
    </message>
    <message>
        <source>Order %1 filled before cancel, %2 −%3</source>
        <translation>Order %1 vor dem Storno ausgeführt, %2 −%3</translation>
    </message>
    <message>
        <source>Cancel of order %1, %2, refused by the venue</source>
        <translation>Storno von Order %1, %2, vom Handelsplatz abgelehnt</translation>
    </message>
    <message>
        <source>Positions reconciled with the account</source>
        <translation>Positionen mit dem Konto abgeglichen</translation>
    </message>
    <message numerus="yes">
        <source>Protective stops live: %1 of %n position(s)</source>
        <translation>
            <numerusform>Schutzstops aktiv: %1 von %n Position</numerusform>
            <numerusform>Schutzstops aktiv: %1 von %n Positionen</numerusform>
        </translation>
    </message>
    <message>
        <source>Closing %1 at market</source>
        <translation>%1 wird zum Marktpreis geschlossen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>After the trip</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message numerus="yes">
        <source>Positions reconciled with the account, %1 of %n</source>
        <translation>
            <numerusform>Positionen mit dem Konto abgeglichen, %1 von %n</numerusform>
            <numerusform>Positionen mit dem Konto abgeglichen, %1 von %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>other names</name>
    <message>
        <source>kill halt panic emergency abort</source>
        <translation>Not-Halt Panik anhalten abbrechen Notfall</translation>
    </message>
    <message>
        <source>kill halt block</source>
        <translation>anhalten sperren Not-Halt</translation>
    </message>
    <message>
        <source>buy sell trade new limit market</source>
        <translation>kaufen verkaufen handeln neu Limit Markt</translation>
    </message>
    <message>
        <source>long bid</source>
        <translation>kaufen Geld</translation>
    </message>
    <message>
        <source>short ask offer</source>
        <translation>verkaufen Brief</translation>
    </message>
    <message>
        <source>withdraw delete pull</source>
        <translation>stornieren löschen zurückziehen</translation>
    </message>
    <message>
        <source>change modify replace edit</source>
        <translation>ändern ersetzen bearbeiten</translation>
    </message>
    <message>
        <source>flatten liquidate exit sell</source>
        <translation>glattstellen auflösen aussteigen verkaufen</translation>
    </message>
    <message>
        <source>stop loss protect trail</source>
        <translation>Verlust absichern nachziehen</translation>
    </message>
    <message>
        <source>open pending blotter</source>
        <translation>offen wartend</translation>
    </message>
    <message>
        <source>arm resume restart unlock kill</source>
        <translation>scharf fortsetzen entsperren freigeben</translation>
    </message>
    <message>
        <source>halt panic breaker</source>
        <translation>anhalten Panik Sicherung</translation>
    </message>
    <message>
        <source>stop pause</source>
        <translation>anhalten Pause</translation>
    </message>
    <message>
        <source>loss exposure leverage maximum</source>
        <translation>Verlust Engagement Hebel Höchstwert</translation>
    </message>
    <message>
        <source>approve accept AI</source>
        <translation>freigeben annehmen genehmigen KI</translation>
    </message>
    <message>
        <source>decline refuse dismiss</source>
        <translation>verwerfen zurückweisen</translation>
    </message>
    <message>
        <source>later wait postpone</source>
        <translation>später warten verschieben</translation>
    </message>
    <message>
        <source>change modify edit</source>
        <translation>ändern bearbeiten</translation>
    </message>
    <message>
        <source>robot algo pause start</source>
        <translation>Roboter Automat Pause starten</translation>
    </message>
    <message>
        <source>night black mode colours</source>
        <translation>Nacht schwarz Modus Farben</translation>
    </message>
    <message>
        <source>day white bright mode colours</source>
        <translation>Tag weiß Modus Farben</translation>
    </message>
    <message>
        <source>accessibility mode colours</source>
        <translation>Barrierefreiheit Modus Farben</translation>
    </message>
    <message>
        <source>bigger zoom font scale</source>
        <translation>größer Zoom Schrift</translation>
    </message>
    <message>
        <source>zoom font scale</source>
        <translation>kleiner Zoom Schrift</translation>
    </message>
    <message>
        <source>layout default restore</source>
        <translation>Anordnung Standard wiederherstellen</translation>
    </message>
    <message>
        <source>preferences options configuration</source>
        <translation>Optionen Konfiguration</translation>
    </message>
    <message>
        <source>keys keyboard hotkeys</source>
        <translation>Tasten Tastatur</translation>
    </message>
    <message>
        <source>status connection latency diagnostics</source>
        <translation>Status Verbindung Verzögerung Diagnose</translation>
    </message>
    <message>
        <source>shortcuts keyboard hotkeys</source>
        <translation>Tastenkürzel Tastatur</translation>
    </message>
    <message>
        <source>introduction tutorial first</source>
        <translation>Einführung Anleitung</translation>
    </message>
    <message>
        <source>version licence</source>
        <translation>Version Lizenz</translation>
    </message>
    <message>
        <source>practice simulator paper</source>
        <translation>üben Simulator Papier</translation>
    </message>
    <message>
        <source>replay play file data</source>
        <translation>abspielen Datei Daten</translation>
    </message>
    <message>
        <source>disconnect log out</source>
        <translation>trennen abmelden</translation>
    </message>
    <message>
        <source>exit quit leave</source>
        <translation>beenden schließen verlassen</translation>
    </message>
    <message>
        <source>EMA SMA RSI ATR Donchian average study</source>
        <translation>EMA SMA RSI ATR Donchian Durchschnitt</translation>
    </message>
    <message>
        <source>OHLC data list</source>
        <translation>OHLC Daten Liste</translation>
    </message>
    <message>
        <source>new instrument market</source>
        <translation>neu Instrument Markt</translation>
    </message>
    <message>
        <source>profit loss equity drawdown performance</source>
        <translation>Gewinn Verlust Kapital Ergebnis</translation>
    </message>
    <message>
        <source>holdings portfolio</source>
        <translation>Bestand Depot</translation>
    </message>
    <message>
        <source>executions trades</source>
        <translation>Abschlüsse Trades</translation>
    </message>
    <message>
        <source>open pending blotter cancel</source>
        <translation>offen wartend stornieren</translation>
    </message>
    <message>
        <source>notes diary history</source>
        <translation>Notizen Tagebuch Verlauf</translation>
    </message>
    <message>
        <source>audit messages history</source>
        <translation>Meldungen Verlauf Protokoll</translation>
    </message>
    <message>
        <source>quotes prices symbols</source>
        <translation>Kurse Preise Symbole</translation>
    </message>
    <message>
        <source>language formats time zone</source>
        <translation>Sprache Formate Zeitzone</translation>
    </message>
    <message>
        <source>theme colours font scale dark light</source>
        <translation>Design Farben Schrift dunkel hell</translation>
    </message>
    <message>
        <source>account API Binance Alpaca connection</source>
        <translation>Konto API Binance Alpaca Verbindung</translation>
    </message>
    <message>
        <source>confirmations sounds tones</source>
        <translation>Bestätigungen Töne Klänge</translation>
    </message>
    <message>
        <source>disk backup folder</source>
        <translation>Festplatte Sicherung Ordner</translation>
    </message>
    <message>
        <source>EMA SMA RSI ATR Donchian length custom</source>
        <translation>EMA SMA RSI ATR Donchian Länge eigene</translation>
    </message>
    <message>
        <source>mask balance secret privacy hide money show</source>
        <translation>maskieren Kontostand geheim Datenschutz Geld verstecken Sendung</translation>
    </message>
    <message>
        <source>who did what verify chain security</source>
        <translation>wer hat was getan prüfen kette sicherheit</translation>
    </message>
</context>
<context>
    <name>panes</name>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Fills</source>
        <translation>Ausführungen</translation>
    </message>
    <message>
        <source>System health</source>
        <translation>Systemzustand</translation>
    </message>
    <message>
        <source>Trade journal</source>
        <translation>Handelstagebuch</translation>
    </message>
    <message>
        <source>Reset a switch</source>
        <translation>Schalter zurücksetzen</translation>
    </message>
    <message>
        <source>Kill switches</source>
        <translation>Notausschalter</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>P&amp;L</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>AI proposals</source>
        <translation>KI-Vorschläge</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>Strategien</translation>
    </message>
    <message>
        <source>Order ticket</source>
        <translation>Orderticket</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>Watchlist</translation>
    </message>
    <message>
        <source>What the stop did</source>
        <translation>Was der Stopp bewirkte</translation>
    </message>
    <message>
        <source>Account differences</source>
        <translation>Abweichungen vom Konto</translation>
    </message>
    <message>
        <source>Your decisions</source>
        <translation>Ihre Entscheidungen</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Prüfprotokoll</translation>
    </message>
</context>
<context>
    <name>rates</name>
    <message>
        <source>%1 of %2</source>
        <comment>trades won, all trades</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>told</name>
    <message>
        <source>the price is beyond the limit</source>
        <translation>der Kurs liegt jenseits des Limits</translation>
    </message>
    <message>
        <source>fill or kill: not enough is shown</source>
        <translation>Fill-or-Kill: es wird nicht genug angeboten</translation>
    </message>
    <message>
        <source>post only: it would take</source>
        <translation>Nur einstellen: sie würde sofort ausgeführt</translation>
    </message>
    <message>
        <source>immediate or cancel</source>
        <translation>sofort oder gar nicht</translation>
    </message>
    <message>
        <source>the amount is below the smallest order</source>
        <translation>der Betrag liegt unter der kleinsten Order</translation>
    </message>
    <message>
        <source>the value does not fit</source>
        <translation>der Gegenwert passt nicht</translation>
    </message>
    <message>
        <source>reduce only: the position is closed</source>
        <translation>nur verkleinern: die Position ist geschlossen</translation>
    </message>
    <message>
        <source>reduce only: there is no position to reduce</source>
        <translation>nur verkleinern: es gibt keine Position dazu</translation>
    </message>
    <message>
        <source>end of day</source>
        <translation>Tagesende</translation>
    </message>
    <message>
        <source>no such open order</source>
        <translation>keine solche offene Order</translation>
    </message>
    <message>
        <source>the market is closed</source>
        <translation>der Markt ist geschlossen</translation>
    </message>
    <message>
        <source>limit price missing or not wanted</source>
        <translation>Limitpreis fehlt oder gehört nicht dazu</translation>
    </message>
    <message>
        <source>stop price missing</source>
        <translation>Stop-Preis fehlt</translation>
    </message>
    <message>
        <source>trail missing or not wanted</source>
        <translation>Nachlauf fehlt oder gehört nicht dazu</translation>
    </message>
    <message>
        <source>only a limit order that rests can be post-only</source>
        <translation>nur eine ruhende Limit-Order kann „nur einstellen“ sein</translation>
    </message>
    <message>
        <source>only a market order can be for an amount</source>
        <translation>nur eine Market-Order kann über einen Betrag lauten</translation>
    </message>
    <message>
        <source>a held order is not for the venue</source>
        <translation>eine zurückgehaltene Order geht nicht an den Handelsplatz</translation>
    </message>
    <message>
        <source>too many requests under way</source>
        <translation>zu viele Anfragen unterwegs</translation>
    </message>
    <message>
        <source>too many open orders</source>
        <translation>zu viele offene Orders</translation>
    </message>
    <message>
        <source>unknown instrument</source>
        <translation>unbekanntes Instrument</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
    <message>
        <source>the new size has been filled already</source>
        <translation>die neue Menge ist bereits ausgeführt</translation>
    </message>
    <message>
        <source>the stop has fired already</source>
        <translation>der Stop hat bereits ausgelöst</translation>
    </message>
    <message>
        <source>not sent: the journal took too long</source>
        <translation>nicht gesendet: das Journal brauchte zu lange</translation>
    </message>
    <message>
        <source>not sent: it was decided too long ago</source>
        <translation>nicht gesendet: die Entscheidung war zu alt</translation>
    </message>
    <message>
        <source>cancelled before it was sent</source>
        <translation>storniert, bevor sie gesendet wurde</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>no session</source>
        <translation>keine Sitzung</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>gesichert</translation>
    </message>
    <message>
        <source>flows</source>
        <translation>fließt</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>nothing has come yet</source>
        <translation>noch ist nichts gekommen</translation>
    </message>
    <message>
        <source>behind the pace that is wanted</source>
        <translation>langsamer als verlangt</translation>
    </message>
    <message>
        <source>the engine does not answer</source>
        <translation>der Handelskern antwortet nicht</translation>
    </message>
    <message>
        <source>the venue in the house</source>
        <translation>der eingebaute Handelsplatz</translation>
    </message>
    <message>
        <source>the session has failed</source>
        <translation>die Sitzung ist gescheitert</translation>
    </message>
    <message>
        <source>all is durable</source>
        <translation>alles ist gesichert</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>holt auf</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>no history is kept</source>
        <translation>es wird kein Verlauf geführt</translation>
    </message>
    <message>
        <source>the latch is set in memory only: %1</source>
        <translation>die Sperre steht nur im Speicher: %1</translation>
    </message>
    <message>
        <source>%1 events on their way</source>
        <translation>%1 Ereignisse unterwegs</translation>
    </message>
    <message>
        <source>%1 prices did not reach the charts</source>
        <translation>%1 Kurse erreichten die Charts nicht</translation>
    </message>
    <message>
        <source>the folder layouts cannot be used: %1</source>
        <translation>der Ordner layouts ist nicht benutzbar: %1</translation>
    </message>
    <message>
        <source>the folder layouts cannot be read: %1</source>
        <translation>der Ordner layouts ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation>nicht gesendet: %1</translation>
    </message>
    <message>
        <source>sent</source>
        <comment>what became of an order</comment>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>accepted</source>
        <comment>what became of an order</comment>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <comment>what became of an order</comment>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>partly filled</source>
        <comment>what became of an order</comment>
        <translation>teilweise ausgeführt</translation>
    </message>
    <message>
        <source>filled</source>
        <comment>what became of an order</comment>
        <translation>ausgeführt</translation>
    </message>
    <message>
        <source>cancel sent</source>
        <comment>what became of an order</comment>
        <translation>Storno gesendet</translation>
    </message>
    <message>
        <source>cancelled</source>
        <comment>what became of an order</comment>
        <translation>storniert</translation>
    </message>
    <message>
        <source>cancel rejected</source>
        <comment>what became of an order</comment>
        <translation>Storno abgelehnt</translation>
    </message>
    <message>
        <source>expired</source>
        <comment>what became of an order</comment>
        <translation>verfallen</translation>
    </message>
    <message>
        <source>no answer</source>
        <comment>what became of an order</comment>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>found again</source>
        <comment>what became of an order</comment>
        <translation>wiedergefunden</translation>
    </message>
    <message>
        <source>change sent</source>
        <comment>what became of an order</comment>
        <translation>Änderung gesendet</translation>
    </message>
    <message>
        <source>changed</source>
        <comment>what became of an order</comment>
        <translation>geändert</translation>
    </message>
    <message>
        <source>change rejected</source>
        <comment>what became of an order</comment>
        <translation>Änderung abgelehnt</translation>
    </message>
</context>
<context>
    <name>workspaces</name>
    <message>
        <source>Trading</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
</context>
</TS>
