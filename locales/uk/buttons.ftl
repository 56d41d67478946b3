# Button labels: at most 40 characters once filled in.

button-start = 🎨 Намалювати безкоштовно
button-start-paid = 🎨 Намалювати за { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}
button-buy = Поповнити кредити
button-quality = Розмір і якість
knob-painting-strength = Сила стилю
knob-painting-stroke = Мазки
knob-painting-colours = Мої кольори
button-swap = ⇄ Поміняти місцями
button-add-second = + Другий стиль
button-drop-second = − Другий стиль
button-share = Частки
button-discard = Почати заново
button-back = ← Назад
button-premium-instead = Преміум зараз за { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}

button-gallery = Показати стилі
button-recent-style = № { $n }
button-as-photo = Це фото
button-as-style = Це стиль
button-as-second = Це другий стиль
button-as-nothing = Не потрібно

button-cancel = Скасувати
button-cancel-numbered = Скасувати № { $n }

button-stronger = Більше стилю
button-weaker = Менше стилю
button-other-style = Те саме фото в іншому стилі
button-other-photo = Інше фото в цьому стилі
button-canvas = Друк на полотні
button-file = Файлом
button-iteration = { $iteration ->
    [one] { $iteration } крок
    [few] { $iteration } кроки
   *[many] { $iteration } кроків
}
button-new = Нова картина
button-earlier = Раніше →

button-less-strength = Стиль −
button-more-strength = Стиль +
button-smaller-stroke = Мазки −
button-larger-stroke = Мазки +

button-delete = Так, видалити все
button-keep = Ні, залишити

button-join = Так, об’єднати
button-apart = Ні, хай будуть окремо
button-drop-guide = − Картинка
button-more-choices = Ще →
button-add-guide = + Ще картинка
button-as-guide = Хай буде схоже на неї
button-another-photo = Інше фото
