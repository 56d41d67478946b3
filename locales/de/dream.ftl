# Dreams.

command-dream = dein Foto träumen lassen
button-make-dream = 👁 Träumen lassen
ask-photo-any-dream = In welchem Foto soll ich träumen?
ask-guide-dream = Nach welchem Bild soll ich träumen? Ich nehme seine Formen, nicht seine Farben. Schick eins, oder wähle aus meinen.
third-picture-dream = Ein Foto habe ich schon. Wofür ist dieses Bild?
button-as-guide-dream = Danach träumen
button-add-guide-dream = + Nach einem Bild

knob-dream-theme = Wovon
knob-dream-depth = Wie tief
knob-dream-colours = Meine Farben behalten
line-dream-theme = Geträumt wird: { $choice }
line-dream-depth = Tiefe: { $choice }
line-dream-colours = Farben: { $choice }
line-guide-dream = Nach dem Bild: { $picture }
menu-dream-theme = Wovon soll der Traum handeln?
menu-dream-depth = Wie tief soll er gehen?

choice-dream-theme-creatures = Wesen
choice-dream-theme-eyes = Augen
choice-dream-theme-animals = Tiere
choice-dream-theme-patterns = Muster
choice-dream-theme-dogs = Hunde
choice-dream-theme-birds = Vögel
choice-dream-theme-snakes = Schlangen
choice-dream-theme-herd = eine Herde
choice-dream-theme-faces = Gesichter
choice-dream-theme-flowers = Blumen
choice-dream-theme-fruit = Obst
choice-dream-theme-castles = Burgen
choice-dream-theme-jungle = Dschungel
choice-dream-depth-light = nur angedeutet
choice-dream-depth-medium = mittel
choice-dream-depth-deep = sehr tief
choice-dream-colours-dream = aus dem Traum
choice-dream-colours-photo = aus deinem Foto

summary-title-dream = Ein Traum. Kann es losgehen?
button-start-dream = 👁 Gratis träumen
button-start-paid-dream = 👁 Träumen für { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}
no-free-left-dream = { $n ->
    [0] Träume kosten ein paar Credits.
    [one] Deinen Gratis-Traum für heute hattest du schon. Den nächsten gibt es in etwa { $span }.
   *[other] Deine { $n } Gratis-Träume für heute hattest du schon. Den nächsten gibt es in etwa { $span }.
}
progress-running-dream = Ich träume: { $percent } %
delivered-title-dream = Dein Traum!
delivered-file-dream = Der Traum in voller Qualität.

button-deeper = Tiefer
button-other-theme = Von etwas anderem
button-dream-again = Von hier weiterträumen
button-dream-towards = Nach einem Bild
button-paint-it = Malen
deepest = Tiefer geht es nicht. Du kannst aber von hier weiterträumen.

site-untitled-dream = Ein Traum
site-kind-dream = Lass dein Foto träumen.
site-about-kind-dream = Das neuronale Netz verstärkt alles, was es zu sehen glaubt: Wesen, Burgen, Blumen oder die Formen eines zweiten Bildes.
