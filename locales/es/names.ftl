# Names of languages, styles, settings and their levels.

language-name = Español

style-wave = Hokusai, La gran ola
style-auvers = Van Gogh, Calle en Auvers
style-kandinsky = Kandinsky, Composición VIII
style-inokashira = Hiroshige, Inokashira
style-harvesters = Bruegel, La cosecha
style-gioconda = Leonardo, La Gioconda
style-ejiri = Hokusai, Ejiri
style-librarian = Arcimboldo, El bibliotecario
style-own = tu imagen

choice-painting-strength-0 = apenas un toque
choice-painting-strength-1 = suave
choice-painting-strength-2 = media
choice-painting-strength-3 = fuerte
choice-painting-strength-4 = muy fuerte

choice-painting-stroke-0 = diminutas
choice-painting-stroke-1 = pequeñas
choice-painting-stroke-2 = medianas
choice-painting-stroke-3 = grandes
choice-painting-stroke-4 = enormes

choice-painting-colours-photo = de tu foto
choice-painting-colours-style = del estilo

plan-free = Gratis, { $size } px
plan-premium = Premium, { $size } px
plan-hd = HD, { $size } px, { $iterations } pasos

offer-free = Gratis
offer-premium = Premium · { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
offer-hd = HD, { $iterations } pasos · { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}

share = { $percent } % del segundo estilo

span-seconds = { $n ->
    [one] { $n } segundo
   *[other] { $n } segundos
}
span-minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
}
span-hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}

messenger-telegram = en Telegram
messenger-vk = en VK
messenger-max = en MAX
messenger-web = en la página del chat

plan-large = Grande, { $size } px
offer-large = Grande, { $size } px · { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
