# Сны.

command-dream = пусть машине приснится ваше фото
button-make-dream = 👁 Пусть приснится
ask-photo-any-dream = Какое фото мне увидеть во сне?
ask-guide-dream = Похоже на какую картинку? Я возьму её формы, а не цвета. Пришлите или выберите из моих.
third-picture-dream = Фото у меня уже есть. А эта картинка зачем?
button-as-guide-dream = Пусть сон будет похож на неё
button-add-guide-dream = + Похоже на картинку

knob-dream-theme = О чём сон
knob-dream-depth = Глубина
knob-dream-colours = Мои цвета
line-dream-theme = Снится: { $choice }
line-dream-depth = Глубина сна: { $choice }
line-dream-colours = Цвета: { $choice }
line-guide-dream = Похоже на: { $picture }
menu-dream-theme = Что должно присниться?
menu-dream-depth = Насколько глубоким будет сон?

choice-dream-theme-creatures = существа
choice-dream-theme-eyes = глаза
choice-dream-theme-animals = звери
choice-dream-theme-patterns = узоры
choice-dream-theme-dogs = собаки
choice-dream-theme-birds = птицы
choice-dream-theme-snakes = змеи
choice-dream-theme-herd = стадо
choice-dream-theme-faces = лица
choice-dream-theme-flowers = цветы
choice-dream-theme-fruit = фрукты
choice-dream-theme-castles = замки
choice-dream-theme-jungle = джунгли
choice-dream-depth-light = едва заметная
choice-dream-depth-medium = средняя
choice-dream-depth-deep = очень большая
choice-dream-colours-dream = из сна
choice-dream-colours-photo = с вашего фото

summary-title-dream = Сон. Начинаем?
button-start-dream = 👁 Увидеть сон бесплатно
button-start-paid-dream = 👁 Увидеть сон за { $price ->
    [one] { $price } кредит
    [few] { $price } кредита
   *[many] { $price } кредитов
}
no-free-left-dream = { $n ->
    [0] Сны стоят немного кредитов.
    [one] Бесплатный сон на сегодня уже был. Следующий бесплатно примерно через { $span }.
   *[other] Бесплатные сны на сегодня закончились, их { $n } в день. Следующий примерно через { $span }.
}
progress-running-dream = Снится: { $percent } %
delivered-title-dream = Ваш сон!
delivered-file-dream = Сон в полном качестве.

button-deeper = Глубже
button-other-theme = О чём-то другом
button-dream-again = Уснуть ещё раз, отсюда
button-dream-towards = Похоже на картинку
button-paint-it = Нарисовать
deepest = Глубже уже некуда. Но можно уснуть ещё раз, отсюда.

site-untitled-dream = Сон
site-kind-dream = Пусть фото приснится.
site-about-kind-dream = Сеть усиливает всё, что ей чудится: существ, замки, цветы или формы второй картинки.
