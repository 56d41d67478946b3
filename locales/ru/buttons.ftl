# Слова на кнопках: не длиннее 40 знаков вместе с подставленным.

button-start = 🎨 Нарисовать бесплатно
button-start-paid = 🎨 Нарисовать за { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}
button-buy = Пополнить кредиты
button-quality = Размер и качество
knob-painting-strength = Сила стиля
knob-painting-stroke = Мазки
knob-painting-colours = Мои цвета
button-swap = ⇄ Поменять
button-add-second = + Второй стиль
button-drop-second = − Второй стиль
button-share = Доли
button-discard = Начать заново
button-back = ← Назад
button-premium-instead = Премиум сейчас за { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}

button-gallery = Показать стили
button-recent-style = № { $n }
button-as-photo = Это фото
button-as-style = Это стиль
button-as-second = Это второй стиль
button-as-nothing = Не нужно

button-cancel = Отменить
button-cancel-numbered = Отменить № { $n }

button-stronger = Больше стиля
button-weaker = Меньше стиля
button-other-style = То же фото в другом стиле
button-other-photo = Другое фото в этом стиле
button-canvas = Печать на холсте
button-file = Файлом
button-iteration = { $iteration ->
    [one] { $iteration } шаг
    [few] { $iteration } шага
   *[many] { $iteration } шагов
}
button-new = Новая картина
button-earlier = Раньше →

button-less-strength = Стиль −
button-more-strength = Стиль +
button-smaller-stroke = Мазки −
button-larger-stroke = Мазки +

button-delete = Да, удалить всё
button-keep = Нет, оставить

button-join = Да, объединить
button-apart = Нет, пусть будут отдельно
button-drop-guide = − Картинка
button-more-choices = Ещё →
button-add-guide = + Ещё картинка
button-as-guide = Пусть будет похоже на неё
button-another-photo = Другое фото
