# Names of languages, styles, settings and their levels.

language-name = Português (Brasil)

style-wave = Hokusai, A Grande Onda
style-auvers = Van Gogh, Rua em Auvers
style-kandinsky = Kandinsky, Composição VIII
style-inokashira = Hiroshige, Inokashira
style-harvesters = Bruegel, A Colheita
style-gioconda = Leonardo, Mona Lisa
style-ejiri = Hokusai, Ejiri
style-librarian = Arcimboldo, O Bibliotecário
style-own = sua imagem

choice-painting-strength-0 = só um toque
choice-painting-strength-1 = suave
choice-painting-strength-2 = média
choice-painting-strength-3 = forte
choice-painting-strength-4 = muito forte

choice-painting-stroke-0 = minúsculas
choice-painting-stroke-1 = pequenas
choice-painting-stroke-2 = médias
choice-painting-stroke-3 = grandes
choice-painting-stroke-4 = enormes

choice-painting-colours-photo = da sua foto
choice-painting-colours-style = do estilo

plan-free = Grátis, { $size } px
plan-premium = Premium, { $size } px
plan-hd = HD, { $size } px, { $iterations } passos

offer-free = Grátis
offer-premium = Premium · { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
offer-hd = HD, { $iterations } passos · { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}

share = { $percent }% do segundo estilo

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

messenger-telegram = no Telegram
messenger-vk = no VK
messenger-max = no MAX
messenger-web = na página de chat

plan-large = Grande, { $size } px
offer-large = Grande, { $size } px · { $price ->
    [one] { $price } crédito
   *[other] { $price } créditos
}
