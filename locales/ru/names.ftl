# Названия языков, стилей, настроек и их положений.

language-name = Русский

style-wave = Хокусай, «Большая волна»
style-auvers = Ван Гог, «Улица в Овере»
style-kandinsky = Кандинский, «Композиция VIII»
style-inokashira = Хиросигэ, «Инокасира»
style-harvesters = Брейгель, «Жатва»
style-gioconda = Леонардо, «Мона Лиза»
style-ejiri = Хокусай, «Эдзири»
style-librarian = Арчимбольдо, «Библиотекарь»
style-own = ваша картинка

choice-painting-strength-0 = едва заметная
choice-painting-strength-1 = небольшая
choice-painting-strength-2 = средняя
choice-painting-strength-3 = большая
choice-painting-strength-4 = очень большая

choice-painting-stroke-0 = крошечные
choice-painting-stroke-1 = мелкие
choice-painting-stroke-2 = средние
choice-painting-stroke-3 = крупные
choice-painting-stroke-4 = огромные

choice-painting-colours-photo = с вашего фото
choice-painting-colours-style = из стиля

plan-free = бесплатно, { $size } px
plan-premium = премиум, { $size } px
plan-hd = HD, { $size } px, шагов: { $iterations }

offer-free = Бесплатно
offer-premium = Премиум · { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}
offer-hd = HD, шагов { $iterations } · { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}

share = второго стиля { $percent } %

span-seconds = { $n ->
    [one] { $n } секунду
    [few] { $n } секунды
   *[many] { $n } секунд
}
span-minutes = { $n ->
    [one] { $n } минуту
    [few] { $n } минуты
   *[many] { $n } минут
}
span-hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
   *[many] { $n } часов
}

messenger-telegram = в Telegram
messenger-vk = во ВКонтакте
messenger-max = в MAX
messenger-web = на странице чата

plan-large = крупно, { $size } px
offer-large = Крупно, { $size } px · { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}
