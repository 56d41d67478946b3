# Names of languages, styles, settings and their levels.

language-name = Українська

style-wave = Хокусай, «Велика хвиля»
style-auvers = Ван Гог, «Вулиця в Овері»
style-kandinsky = Кандинський, «Композиція VIII»
style-inokashira = Хіросіґе, «Інокасіра»
style-harvesters = Брейгель, «Жнива»
style-gioconda = Леонардо, «Мона Ліза»
style-ejiri = Хокусай, «Едзірі»
style-librarian = Арчимбольдо, «Бібліотекар»
style-own = ваша картинка

choice-painting-strength-0 = ледь помітна
choice-painting-strength-1 = невелика
choice-painting-strength-2 = середня
choice-painting-strength-3 = велика
choice-painting-strength-4 = дуже велика

choice-painting-stroke-0 = крихітні
choice-painting-stroke-1 = дрібні
choice-painting-stroke-2 = середні
choice-painting-stroke-3 = великі
choice-painting-stroke-4 = величезні

choice-painting-colours-photo = з вашого фото
choice-painting-colours-style = зі стилю

plan-free = Безкоштовно, { $size } px
plan-premium = Преміум, { $size } px
plan-hd = HD, { $size } px, кроків: { $iterations }

offer-free = Безкоштовно
offer-premium = Преміум · { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}
offer-hd = HD, кроків: { $iterations } · { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}

share = { $percent } % другого стилю

span-seconds = { $n ->
    [one] { $n } секунду
    [few] { $n } секунди
   *[many] { $n } секунд
}
span-minutes = { $n ->
    [one] { $n } хвилину
    [few] { $n } хвилини
   *[many] { $n } хвилин
}
span-hours = { $n ->
    [one] { $n } годину
    [few] { $n } години
   *[many] { $n } годин
}

messenger-telegram = у Telegram
messenger-vk = у VK
messenger-max = у MAX
messenger-web = на сторінці чату

plan-large = Великий, { $size } px
offer-large = Великий, { $size } px · { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}
