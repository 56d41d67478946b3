# Names of languages, styles, settings and their levels.

language-name = English

style-wave = Hokusai, The Great Wave
style-auvers = Van Gogh, Street in Auvers
style-kandinsky = Kandinsky, Composition VIII
style-inokashira = Hiroshige, Inokashira
style-harvesters = Bruegel, The Harvesters
style-gioconda = Leonardo, Mona Lisa
style-ejiri = Hokusai, Ejiri
style-librarian = Arcimboldo, The Librarian
style-own = your picture

choice-painting-strength-0 = just a hint
choice-painting-strength-1 = gentle
choice-painting-strength-2 = medium
choice-painting-strength-3 = strong
choice-painting-strength-4 = very strong

choice-painting-stroke-0 = tiny
choice-painting-stroke-1 = small
choice-painting-stroke-2 = medium
choice-painting-stroke-3 = large
choice-painting-stroke-4 = huge

choice-painting-colours-photo = from your photo
choice-painting-colours-style = from the style

plan-free = Free, { $size } px
plan-premium = Premium, { $size } px
plan-hd = HD, { $size } px, { $iterations } steps

offer-free = Free
offer-premium = Premium · { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}
offer-hd = HD, { $iterations } steps · { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}

share = { $percent } % of the second style

span-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
span-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}

messenger-telegram = in Telegram
messenger-vk = in VK
messenger-max = in MAX
messenger-web = on the chat page

plan-large = Large, { $size } px
offer-large = Large, { $size } px · { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}
