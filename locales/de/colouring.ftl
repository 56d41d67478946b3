# Colouring of grey photos.

command-colour = ein Schwarz-Weiß-Foto kolorieren
button-make-colouring = 🌈 Kolorieren
ask-photo-any-colouring = Welches Schwarz-Weiß-Foto soll ich kolorieren?
ask-guide-colouring = Welches Bild gibt die Farben vor? Am besten passt ein Farbfoto von etwas Ähnlichem: der gleichen Art von Ort, Licht oder Menschen. Schick eins, oder wähle aus meinen.
third-picture-colouring = Ein Foto habe ich schon. Wofür ist dieses Bild?
button-as-guide-colouring = Seine Farben nehmen
button-add-guide-colouring = + Farben eines Bildes

grey-photo = Das sieht schwarz-weiß aus. Soll ich es kolorieren oder malen?
button-paint-grey = 🎨 Malen

knob-colouring-amount = Wie viel Farbe
line-colouring-amount = Farbe: { $choice }
line-guide-colouring = Farben wie in: { $picture }
menu-colouring-amount = Wie viel Farbe soll es sein?

choice-colouring-amount-less = wenig
choice-colouring-amount-usual = normal
choice-colouring-amount-more = viel

summary-title-colouring = Farben für dein Foto. Kann es losgehen?
note-without-guide-colouring = Die echten Farben kenne ich nicht, ich rate sie. Himmel, Gras, Bäume und Stein gelingen meist. Haut, Haare und vor allem Kleidung sind geraten, da bleibe ich zurückhaltend. Ein Farbfoto von etwas Ähnlichem hilft: Füg es mit dem Button unten hinzu.
note-has-colours-colouring = Dein Foto hat schon eigene Farben. Ich lasse sie weg und finde neue.
button-start-colouring = 🌈 Gratis kolorieren
button-start-paid-colouring = 🌈 Kolorieren für { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}
no-free-left-colouring = { $n ->
    [0] Kolorieren kostet ein paar Credits.
    [one] Deine Gratis-Kolorierung für heute hattest du schon. Die nächste gibt es in etwa { $span }.
   *[other] Deine { $n } Gratis-Kolorierungen für heute hattest du schon. Die nächste gibt es in etwa { $span }.
}
progress-running-colouring = Ich koloriere: { $percent } %
delivered-title-colouring = Dein Foto in Farbe!
delivered-file-colouring = Das Foto in voller Qualität. Hell und Dunkel sind genau wie in deinem.
gone-guide-colouring = Das Bild, dessen Farben du gewählt hast, ist inzwischen gelöscht. Es geht auch ohne: Tippe noch einmal auf den Button, oder schick das Bild noch einmal.

button-more-colour = Mehr Farbe
button-less-colour = Weniger Farbe
button-colour-like = Wie ein anderes Bild
most-colour = Mehr Farbe kann ich ihm nicht geben.
least-colour = Weniger Farbe kann ich ihm nicht geben.

site-untitled-colouring = Ein Foto in Farbe
site-kind-colouring = Gib einem alten Foto seine Farben.
site-about-kind-colouring = Das neuronale Netz errät sie aus dem, was das Foto zeigt, oder nimmt sie aus einem Bild von dir. Hell und Dunkel des Fotos bleiben, wie sie sind.

plan-free-colouring = Gratis, bis { $size } px
plan-premium-colouring = Premium, bis { $size } px
