# Films: clips and their quick version.

command-clip = ein GIF oder kurzes Video malen
ask-photo-any-clip = Welches GIF oder Video soll ich malen? Kurze eignen sich am besten: Ich nehme die ersten Sekunden.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = Ein Film! { $seconds } s lang, { $width } × { $height } px. Welcher Stil soll es sein? Schick ein Bild, oder wähle eins von meinen.
no-film = Das ist ein Foto, also male ich es als Bild. Für einen gemalten Film schick mir ein GIF oder ein Video.
film-gone = Der Film ist inzwischen gelöscht. Schick ihn bitte noch einmal.
film-sketches = Drei Momente deines Films als schnelle Skizzen. Der gemalte Film wird reicher, und seine Striche bewegen sich mit dem, was darin zu sehen ist.
third-picture-clip = Einen Film und einen Stil habe ich schon. Wofür ist dieses Bild?

line-film = Film: { $seconds } s, { $frames ->
        [one] { $frames } Bild
       *[other] { $frames } Bilder
    } pro Sekunde
line-film-cut = Film: die ersten { $seconds } s von { $all } s, { $frames ->
        [one] { $frames } Bild
       *[other] { $frames } Bilder
    } pro Sekunde

knob-clip-strength = { knob-painting-strength }
knob-clip-stroke = { knob-painting-stroke }
knob-clip-colours = { knob-painting-colours }
line-clip-strength = { line-painting-strength }
line-clip-stroke = { line-painting-stroke }
line-clip-colours = { line-painting-colours }
menu-clip-strength = { menu-painting-strength }
menu-clip-stroke = { menu-painting-stroke }
choice-clip-strength-0 = { choice-painting-strength-0 }
choice-clip-strength-1 = { choice-painting-strength-1 }
choice-clip-strength-2 = { choice-painting-strength-2 }
choice-clip-strength-3 = { choice-painting-strength-3 }
choice-clip-strength-4 = { choice-painting-strength-4 }
choice-clip-stroke-0 = { choice-painting-stroke-0 }
choice-clip-stroke-1 = { choice-painting-stroke-1 }
choice-clip-stroke-2 = { choice-painting-stroke-2 }
choice-clip-stroke-3 = { choice-painting-stroke-3 }
choice-clip-stroke-4 = { choice-painting-stroke-4 }
choice-clip-colours-style = { choice-painting-colours-style }
choice-clip-colours-photo = { choice-painting-colours-photo }

knob-quickclip-strength = { knob-painting-strength }
knob-quickclip-stroke = { knob-painting-stroke }
knob-quickclip-colours = { knob-painting-colours }
line-quickclip-strength = { line-painting-strength }
line-quickclip-stroke = { line-painting-stroke }
line-quickclip-colours = { line-painting-colours }
menu-quickclip-strength = { menu-painting-strength }
menu-quickclip-stroke = { menu-painting-stroke }
choice-quickclip-strength-0 = { choice-painting-strength-0 }
choice-quickclip-strength-1 = { choice-painting-strength-1 }
choice-quickclip-strength-2 = { choice-painting-strength-2 }
choice-quickclip-strength-3 = { choice-painting-strength-3 }
choice-quickclip-strength-4 = { choice-painting-strength-4 }
choice-quickclip-stroke-0 = { choice-painting-stroke-0 }
choice-quickclip-stroke-1 = { choice-painting-stroke-1 }
choice-quickclip-stroke-2 = { choice-painting-stroke-2 }
choice-quickclip-stroke-3 = { choice-painting-stroke-3 }
choice-quickclip-stroke-4 = { choice-painting-stroke-4 }
choice-quickclip-colours-style = { choice-painting-colours-style }
choice-quickclip-colours-photo = { choice-painting-colours-photo }

summary-title-clip = Ein gemalter Film. Kann es losgehen?
button-start-clip = 🎞 Gratis malen
button-start-paid-clip = 🎞 Malen für { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}
button-make-quickclip = ⚡ Schnelle Version, gratis
no-free-left-clip = { $n ->
    [0] Ein gemalter Film kostet ein paar Credits.
    [one] Deinen gemalten Gratis-Film für heute hattest du schon. Den nächsten gibt es in etwa { $span }.
   *[other] Deine { $n } gemalten Gratis-Filme für heute hattest du schon. Den nächsten gibt es in etwa { $span }.
}
no-free-left-quickclip = { $n ->
    [0] Schnelle Versionen mache ich zurzeit nicht.
   *[other] Für heute ist genug skizziert. Die nächste schnelle Version gibt es in etwa { $span } gratis.
}
progress-running-clip = Ich male Bild für Bild: { $percent } %
progress-running-quickclip = Ich skizziere Bild für Bild: { $percent } %
delivered-title-clip = Dein gemalter Film!
delivered-title-quickclip = Die schnelle Version deines Films.
delivered-file-clip = Der Film in voller Qualität.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Gleicher Film, anderer Stil
button-other-film = Gleicher Stil, anderer Film
button-paint-still = 🎨 Ein Bild daraus malen
button-paint-clip = 🎞 Richtig malen

site-untitled-clip = Ein gemalter Film
site-untitled-quickclip = Ein skizzierter Film
site-kind-clip = Lass ein GIF oder Video malen.
site-about-kind-clip = Die Striche bewegen sich mit dem, was zu sehen ist, statt zu flackern. Eine schnelle Version ist in Sekunden da.
