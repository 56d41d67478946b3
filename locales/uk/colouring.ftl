# Colouring of grey photos.

command-colour = розфарбувати чорно-біле фото
button-make-colouring = 🌈 Розфарбувати
ask-photo-any-colouring = Яке чорно-біле фото розфарбувати?
ask-guide-colouring = Як на якій картинці? Найкраще підійде кольорове фото чогось схожого: таке саме місце, світло чи люди. Надішліть або виберіть із моїх.
third-picture-colouring = Фото в мене вже є. А ця картинка для чого?
button-as-guide-colouring = Узяти її кольори
button-add-guide-colouring = + Кольори з картинки

grey-photo = Схоже, фото чорно-біле. Розфарбувати його чи намалювати?
button-paint-grey = 🎨 Намалювати

knob-colouring-amount = Скільки кольору
line-colouring-amount = Колір: { $choice }
line-guide-colouring = Кольори як на: { $picture }
menu-colouring-amount = Скільки додати кольору?

choice-colouring-amount-less = трохи
choice-colouring-amount-usual = як звичайно
choice-colouring-amount-more = багато

summary-title-colouring = Розфарбую ваше фото. Починаємо?
note-without-guide-colouring = Справжніх кольорів я не знаю, я їх угадую. Небо, трава, дерева й камінь зазвичай виходять правильно. Шкіра, волосся й надто одяг — це здогади, тож їх я роблю стриманими. Допоможе кольорове фото чогось схожого: додайте його кнопкою нижче.
note-has-colours-colouring = Це фото вже має кольори. Я приберу їх і підберу нові.
button-start-colouring = 🌈 Розфарбувати безкоштовно
button-start-paid-colouring = 🌈 Розфарбувати за { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}
no-free-left-colouring = { $n ->
    [0] Розфарбовування коштує кілька кредитів.
    [one] Безкоштовне розфарбовування на сьогодні вже було. Наступне безкоштовне — приблизно за { $span }.
   *[other] Безкоштовні розфарбовування на сьогодні закінчилися, на день їх { $n }. Наступне — приблизно за { $span }.
}
progress-running-colouring = Розфарбовую: { $percent } %
delivered-title-colouring = Ваше фото в кольорі!
delivered-file-colouring = Фото в повній якості. Світло й тіні — точнісінько як на вашому.
gone-guide-colouring = Картинку, з якої бралися кольори, уже видалено. Можу й без неї: натисніть кнопку ще раз або надішліть картинку знову.

button-more-colour = Більше кольору
button-less-colour = Менше кольору
button-colour-like = Як на іншій картинці
most-colour = Більше кольору вже не додати.
least-colour = Менше кольору вже не зробити.

site-untitled-colouring = Фото в кольорі
site-kind-colouring = Поверніть старому фото кольори.
site-about-kind-colouring = Нейромережа вгадує їх із того, що видно на фото, або бере з вашої картинки. Світло й тіні залишаються точно такими, як були.

plan-free-colouring = Безкоштовно, до { $size } px
plan-premium-colouring = Преміум, до { $size } px
