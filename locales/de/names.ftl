# Names of languages, styles, settings and their levels.

language-name = Deutsch

style-wave = Hokusai, Die große Welle
style-auvers = Van Gogh, Straße in Auvers
style-kandinsky = Kandinsky, Komposition VIII
style-inokashira = Hiroshige, Inokashira
style-harvesters = Bruegel, Die Kornernte
style-gioconda = Leonardo, Mona Lisa
style-ejiri = Hokusai, Ejiri
style-librarian = Arcimboldo, Der Bibliothekar
style-own = dein Bild

choice-painting-strength-0 = nur angedeutet
choice-painting-strength-1 = sanft
choice-painting-strength-2 = mittel
choice-painting-strength-3 = stark
choice-painting-strength-4 = sehr stark

choice-painting-stroke-0 = winzig
choice-painting-stroke-1 = klein
choice-painting-stroke-2 = mittel
choice-painting-stroke-3 = groß
choice-painting-stroke-4 = riesig

choice-painting-colours-photo = aus deinem Foto
choice-painting-colours-style = aus dem Stil

plan-free = Gratis, { $size } px
plan-premium = Premium, { $size } px
plan-hd = HD, { $size } px, { $iterations } Schritte

offer-free = Gratis
offer-premium = Premium · { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}
offer-hd = HD, { $iterations } Schritte · { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}

share = { $percent } % vom zweiten Stil

span-seconds = { $n ->
    [one] { $n } Sekunde
   *[other] { $n } Sekunden
}
span-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
span-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}

messenger-telegram = in Telegram
messenger-vk = in VK
messenger-max = in MAX
messenger-web = auf der Chatseite

plan-large = Groß, { $size } px
offer-large = Groß, { $size } px · { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}
