# Обои.

command-wallpaper = сделать из картинки обои
ask-photo-any-wallpaper = Из какой картинки сделать обои? Пришлите или выберите из моих. Хороши мазки, листья, камни и узоры.

knob-wallpaper-shape = Для телефона
knob-wallpaper-stroke = Размер узора
knob-wallpaper-palette = Цвета
line-wallpaper-shape = Форма: { $choice }
line-wallpaper-stroke = Размер узора: { $choice }
line-wallpaper-palette = Цвета: { $choice }
menu-wallpaper-shape = Какой формы будут обои?
menu-wallpaper-stroke = Каким будет узор?
menu-wallpaper-palette = Сколько цветов оставить?

choice-wallpaper-shape-square = квадрат
choice-wallpaper-shape-phone = для телефона
choice-wallpaper-stroke-0 = крошечный
choice-wallpaper-stroke-1 = мелкий
choice-wallpaper-stroke-2 = средний
choice-wallpaper-stroke-3 = крупный
choice-wallpaper-stroke-4 = огромный
choice-wallpaper-palette-all = все
choice-wallpaper-palette-eight = восемь
choice-wallpaper-palette-five = пять
choice-wallpaper-palette-three = три

summary-title-wallpaper = Обои из этой картинки. Начинаем? Если нужна другая, просто пришлите её или выберите в /styles.
button-start-wallpaper = 🧩 Сделать бесплатно
button-start-paid-wallpaper = 🧩 Сделать за { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}
no-free-left-wallpaper = { $n ->
    [0] Обои стоят немного кредитов.
    [one] Бесплатные обои на сегодня уже были. Следующие бесплатно примерно через { $span }.
   *[other] Бесплатные обои на сегодня закончились, их { $n } в день. Следующие примерно через { $span }.
}
progress-running-wallpaper = Делаю обои: { $percent } %
delivered-title-wallpaper = Ваши обои!
delivered-file-wallpaper = Обои в полном качестве.

button-other-shape = Другая форма
button-other-picture = Другая картинка
button-paint-in-it = Нарисовать фото в этом стиле

site-untitled-wallpaper = Обои
site-kind-wallpaper = Сделайте обои из любой картинки.
site-about-kind-wallpaper = Мазки и цвета одной картинки, сотканные в новый узор, на котором ничего определённого нет.
