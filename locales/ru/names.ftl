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

strength-0 = едва заметная
strength-1 = небольшая
strength-2 = средняя
strength-3 = большая
strength-4 = очень большая

stroke-0 = крошечные
stroke-1 = мелкие
stroke-2 = средние
stroke-3 = крупные
stroke-4 = огромные

colours-photo = с вашего фото
colours-style = из стиля

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
messenger-web = на странице чата
