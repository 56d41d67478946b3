# What each command does: the lines of /help and of a messenger's menu.

help =
    Schick mir ein Foto und dann ein Bild, dessen Stil dir gefällt, oder beides zusammen. Ich male dein Foto in diesem Stil.

command-start = Hallo sagen
command-new = ein neues Gemälde beginnen
command-styles = Stile zur Auswahl
command-status = wie weit deine Gemälde sind
command-history = deine letzten Gemälde
command-cancel = ein Gemälde abbrechen
command-balance = deine Credits
command-link = Chats in anderen Messengern verknüpfen
command-settings = Sprache und Einstellungen
command-help = was ich kann
command-privacy = was ich speichere und wie lange
command-terms = Nutzungsbedingungen
command-paysupport = Hilfe bei Zahlungen
command-delete-me = alles löschen, was ich über dich weiß

command-unknown = Diesen Befehl kenne ich nicht. Alle, die ich kenne, stehen in /help.

terms =
    Schick bitte nur Bilder, die du verwenden darfst, und nichts, was jemanden verletzt. Deine Bilder und Gemälde bleiben deine.
    Credits sind für größere und feinere Gemälde. Wenn ein Gemälde misslingt oder du es abbrichst, bekommst du die Credits dafür sofort zurück.

privacy =
    Deine Bilder sind nur für dich. Was du schickst, wird nach { $n ->
        [one] { $n } Tag
       *[other] { $n } Tagen
    } gelöscht; fertige Gemälde bleiben, bis du sie löschst.
    Ich kenne die Nummer deines Chats und deine Sprache; in VK auch deinen Namen und, wenn VK sie mir verrät, deine Zeitzone; wohin deine Belege gehen, falls du je einen wolltest; was du an unser Team geschrieben hast; was ein Programm auf dem Foto zu einem fertigen Gemälde gesehen hat, etwa eine Burg; und für eine Leinwand einen Namen, eine Telefonnummer und eine Adresse, die nur zum Liefern da sind. Von der Adresse, über die du die Chatseite nutzt, behalte ich zwei Tage lang einen Hashwert, damit Kostenloses gerecht verteilt wird. Mehr nicht. /delete_me löscht alles außer der Buchhaltung, die ohne deinen Namen aufbewahrt wird, und dem, was eine Leinwand unterwegs noch braucht. Sicherungskopien von davor dienen nur der Reparatur und werden gelöscht, sobald sie veraltet sind.

operator-name = Dieser Bot wird betrieben von { $name }.
operator-contact = Kontakt: { $contact }
