# The way from a photo to a started painting.

welcome =
    Hallo! Ich male Fotos im Stil großer Meisterwerke.
    Schick mir ein Foto. { $n ->
        [0] Gemälde kosten ein paar Credits.
        [one] { $n } Gemälde am Tag ist gratis.
       *[other] { $n } Gemälde am Tag sind gratis.
    }

ask-first-photo = Los geht’s! Welches Foto soll ich malen?
ask-style = Schön. Welcher Stil soll es sein? Schick ein zweites Bild, oder wähle eins von meinen.
ask-second-style = Welchen zweiten Stil soll ich dazumischen? Schick ein Bild, oder wähle eins.
ask-photo = Toller Stil! Jetzt schick mir das Foto.
took-first-two = Zwei Bilder genügen mir: Das erste nehme ich als Foto, das zweite als Stil.
third-picture = Ein Foto und einen Stil habe ich schon. Wofür ist dieses Bild?

gallery-title = Hier sind einige meiner Favoriten.
gallery-choose = Welcher Stil soll es sein?
recent-title = Deine letzten Stile.
recent-choose = Möchtest du einen davon wieder nehmen?

summary-title = Alles da. Kann es losgehen?
summary-started = Läuft!
summary-dropped = Kein Problem. Schick ein Foto, wann immer du magst.
summary-missing = { $missing ->
    [one] Dir fehlt noch { $missing } Credit
   *[other] Dir fehlen noch { $missing } Credits
}: Du hast { $balance }.

line-style = Stil: { $style }
line-second-style = Zweiter Stil: { $style }, { $percent } %
line-painting-strength = Stärke: { $choice }
line-painting-stroke = Pinselstriche: { $choice }
line-painting-colours = Farben: { $choice }
line-quality = Qualität: { $plan }

menu-quality = Welche Größe und Qualität?
menu-painting-strength = Wie stark soll der Stil sein?
menu-painting-stroke = Wie groß sollen die Pinselstriche sein?
menu-share = Wie viel vom zweiten Stil?

no-free-left = { $n ->
    [0] Zurzeit gibt es keine Gratis-Gemälde.
    [one] Dein Gratis-Gemälde für heute ist verbraucht. Das nächste gibt es in etwa { $span }.
   *[other] Deine { $n } Gratis-Gemälde für heute sind verbraucht. Das nächste gibt es in etwa { $span }.
}
free-one-at-a-time = Bitte immer nur ein Gratis-Gemälde auf einmal: Das nächste kann starten, wenn dieses fertig ist. Deins steht bereit.
network-is-busy = In deinem Netzwerk entstehen schon mehrere Gratis-Gemälde. Deins steht bereit: Starte es, sobald eins davon fertig ist.
no-free-left-in-network = Die Gratis-Gemälde für dein Netzwerk sind für heute verbraucht. Das nächste gibt es in etwa { $span }.
too-many-jobs = Das ist viel auf einmal! Lass mich erst eins davon fertig machen:

gone-picture = Dieses Bild ist inzwischen gelöscht. Schick es bitte noch einmal.
gone-photo = Das Foto ist inzwischen gelöscht. Schick es bitte noch einmal.
gone-style = Das Stilbild ist inzwischen gelöscht. Schick es bitte noch einmal, oder wähle ein anderes.
gone-second-style = Der zweite Stil ist inzwischen gelöscht. Ich kann ohne ihn malen: Tippe noch einmal auf den Button, oder schick das Bild noch einmal.
gone-both = Beide Bilder sind inzwischen gelöscht. Schick mir bitte das Foto noch einmal.

text-idle = Mit Bildern kann ich besser umgehen als mit Worten. Schick mir ein Foto, oder schau in /help.
text-wants-style = Ich warte auf den Stil: Schick ein Bild, oder wähle eins mit /styles.
text-wants-photo = Ich warte auf das Foto, das ich malen soll.
text-wants-second-style = Ich warte auf den zweiten Stil: Schick ein Bild, oder wähle eins mit /styles.
text-ready = Alles bereit: Tippe oben auf den Button, und ich fange an. Mit /new beginnst du neu.

wanted-photo = Schick mir ein Foto zum Malen.
wanted-style = Jetzt brauche ich ein Bild für den Stil. Meine zeigt dir /styles.
wanted-second-style = Jetzt brauche ich ein Bild für den zweiten Stil. Meine zeigt dir /styles.
wanted-start = Foto und Stil sind bereit: Der Button oben startet das Gemälde.

button-old = Dieser Button ist veraltet und tut nichts mehr.
draft-started = Das hier läuft schon:
draft-painted = Das hier ist schon fertig. Du findest es in /history.

blocked = Du bist leider gesperrt, und ich kann keine neuen Aufträge von dir annehmen. Alles, was du bezahlt hast, bekommst du trotzdem. Deine Gemälde: /history. Fragen zu einer Zahlung: /paysupport. Alles löschen: /delete_me.

kind-closed = Das mache ich zurzeit nicht. Ein Gemälde geht immer: Schick mir ein Foto.
gone-guide = Das Bild, nach dem ich träumen sollte, ist inzwischen gelöscht. Es geht auch ohne: Tippe noch einmal auf den Button, oder schick das Bild noch einmal.
ask-photo-any = Welches Foto soll ich nehmen?
ask-guide = Welchem Bild soll es ähneln? Schick eins, oder wähle aus meinen.
line-guide = Ähnlich wie: { $picture }
