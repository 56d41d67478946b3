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

strength-0 = just a hint
strength-1 = gentle
strength-2 = medium
strength-3 = strong
strength-4 = very strong

stroke-0 = tiny
stroke-1 = small
stroke-2 = medium
stroke-3 = large
stroke-4 = huge

colours-photo = from your photo
colours-style = from the style

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
messenger-web = on the chat page
