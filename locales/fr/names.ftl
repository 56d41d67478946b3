# Names of languages, styles, settings and their levels.

language-name = Français

style-wave = Hokusai, La Grande Vague
style-auvers = Van Gogh, Rue à Auvers
style-kandinsky = Kandinsky, Composition VIII
style-inokashira = Hiroshige, Inokashira
style-harvesters = Bruegel, La Moisson
style-gioconda = Léonard, La Joconde
style-ejiri = Hokusai, Ejiri
style-librarian = Arcimboldo, Le Bibliothécaire
style-own = votre image

choice-painting-strength-0 = à peine visible
choice-painting-strength-1 = douce
choice-painting-strength-2 = moyenne
choice-painting-strength-3 = forte
choice-painting-strength-4 = très forte

choice-painting-stroke-0 = minuscules
choice-painting-stroke-1 = petits
choice-painting-stroke-2 = moyens
choice-painting-stroke-3 = grands
choice-painting-stroke-4 = énormes

choice-painting-colours-photo = de votre photo
choice-painting-colours-style = du style

plan-free = Gratuit, { $size } px
plan-premium = Premium, { $size } px
plan-hd = HD, { $size } px, { $iterations } étapes

offer-free = Gratuit
offer-premium = Premium · { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}
offer-hd = HD, { $iterations } étapes · { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}

share = { $percent } % du deuxième style

span-seconds = { $n ->
    [one] { $n } seconde
   *[other] { $n } secondes
}
span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
span-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}

messenger-telegram = sur Telegram
messenger-vk = sur VK
messenger-max = sur MAX
messenger-web = sur la page de discussion

plan-large = Grand, { $size } px
offer-large = Grand, { $size } px · { $price ->
    [one] { $price } crédit
   *[other] { $price } crédits
}
