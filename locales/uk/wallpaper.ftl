# Wallpapers.

command-wallpaper = зробити шпалери з картинки
ask-photo-any-wallpaper = З якої картинки зробити шпалери? Надішліть або виберіть із моїх. Добре підходять мазки, листя, каміння й візерунки.

knob-wallpaper-shape = Для телефона
knob-wallpaper-stroke = Розмір візерунка
knob-wallpaper-palette = Кольори
line-wallpaper-shape = Форма: { $choice }
line-wallpaper-stroke = Розмір візерунка: { $choice }
line-wallpaper-palette = Кольори: { $choice }
menu-wallpaper-shape = Якої форми будуть шпалери?
menu-wallpaper-stroke = Яким буде візерунок?
menu-wallpaper-palette = Скільки кольорів залишити?

choice-wallpaper-shape-square = квадрат
choice-wallpaper-shape-phone = для телефона
choice-wallpaper-stroke-0 = крихітний
choice-wallpaper-stroke-1 = дрібний
choice-wallpaper-stroke-2 = середній
choice-wallpaper-stroke-3 = великий
choice-wallpaper-stroke-4 = величезний
choice-wallpaper-palette-all = усі
choice-wallpaper-palette-eight = вісім
choice-wallpaper-palette-five = п’ять
choice-wallpaper-palette-three = три

summary-title-wallpaper = Шпалери з цієї картинки. Починаємо? Якщо потрібна інша, просто надішліть її або виберіть у /styles.
button-start-wallpaper = 🧩 Зробити безкоштовно
button-start-paid-wallpaper = 🧩 Зробити за { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}
no-free-left-wallpaper = { $n ->
    [0] Шпалери коштують кілька кредитів.
    [one] Безкоштовні шпалери на сьогодні вже були. Наступні безкоштовні — приблизно за { $span }.
   *[other] Безкоштовні шпалери на сьогодні закінчилися, на день їх { $n }. Наступні — приблизно за { $span }.
}
progress-running-wallpaper = Роблю шпалери: { $percent } %
delivered-title-wallpaper = Ваші шпалери!
delivered-file-wallpaper = Шпалери в повній якості.

button-other-shape = Інша форма
button-other-picture = Інша картинка
button-paint-in-it = Намалювати фото в цьому стилі

site-untitled-wallpaper = Шпалери
site-kind-wallpaper = Зробіть шпалери з будь-якої картинки.
site-about-kind-wallpaper = Мазки й кольори однієї картинки, зіткані в новий візерунок, на якому немає нічого певного.
