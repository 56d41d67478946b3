# Dreams.

command-dream = хай машині насниться ваше фото
button-make-dream = 👁 Хай насниться
ask-photo-any-dream = Яке фото мені побачити уві сні?
ask-guide-dream = На яку картинку має бути схожий сон? Я візьму її форми, а не кольори. Надішліть або виберіть із моїх.
third-picture-dream = Фото в мене вже є. А ця картинка для чого?
button-as-guide-dream = Хай сон буде схожий на неї
button-add-guide-dream = + Схоже на картинку

knob-dream-theme = Тема сну
knob-dream-depth = Глибина
knob-dream-colours = Мої кольори
line-dream-theme = Сниться: { $choice }
line-dream-depth = Глибина сну: { $choice }
line-dream-colours = Кольори: { $choice }
line-guide-dream = Схоже на: { $picture }
menu-dream-theme = Що має наснитися?
menu-dream-depth = Наскільки глибоким буде сон?

choice-dream-theme-creatures = істоти
choice-dream-theme-eyes = очі
choice-dream-theme-animals = звірі
choice-dream-theme-patterns = візерунки
choice-dream-theme-dogs = собаки
choice-dream-theme-birds = птахи
choice-dream-theme-snakes = змії
choice-dream-theme-herd = стадо
choice-dream-theme-faces = обличчя
choice-dream-theme-flowers = квіти
choice-dream-theme-fruit = фрукти
choice-dream-theme-castles = замки
choice-dream-theme-jungle = джунглі
choice-dream-depth-light = ледь помітна
choice-dream-depth-medium = середня
choice-dream-depth-deep = дуже велика
choice-dream-colours-dream = зі сну
choice-dream-colours-photo = з вашого фото

summary-title-dream = Сон. Починаємо?
button-start-dream = 👁 Побачити сон безкоштовно
button-start-paid-dream = 👁 Побачити сон за { $price ->
    [one] { $price } кредит
    [few] { $price } кредити
   *[many] { $price } кредитів
}
no-free-left-dream = { $n ->
    [0] Сни коштують кілька кредитів.
    [one] Безкоштовний сон на сьогодні вже був. Наступний безкоштовний — приблизно за { $span }.
   *[other] Безкоштовні сни на сьогодні закінчилися, на день їх { $n }. Наступний — приблизно за { $span }.
}
progress-running-dream = Сниться: { $percent } %
delivered-title-dream = Ваш сон!
delivered-file-dream = Сон у повній якості.

button-deeper = Глибше
button-other-theme = Про щось інше
button-dream-again = Снити далі звідси
button-dream-towards = Схоже на картинку
button-paint-it = Намалювати
deepest = Глибше вже нікуди. Але можна снити далі звідси.

site-untitled-dream = Сон
site-kind-dream = Хай ваше фото насниться.
site-about-kind-dream = Нейромережа підсилює все, що їй ввижається: істот, замки, квіти або форми другої картинки.
