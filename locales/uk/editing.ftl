# Editing a style.

button-edit-style = ✂ Змінити стиль
button-fewer-colours = Менше кольорів
button-part = Лише частина
button-remove-something = Прибрати зайве
button-put-back = Повернути прибране
button-strokes = Мазки
button-make-wallpaper = 🧩 Зробити шпалери
button-edit-reset = Як було
button-edit-done = Готово
button-edit-style-of = { $style }
button-drag-rectangle = Виділити рамкою
button-paint-over-here = Зафарбувати просто тут
button-leave-it = Нічого не прибирати

editing-title = Ось із чого я візьму стиль.
editing-ask-colours = Скільки кольорів має бути у стилі?
editing-ask-part = Яку частину стилю взяти?
editing-changed = Змінено: { $edit }
editing-unchanged = Поки що нічого не змінено.
editing-not-drawn = Показати це зараз не вдалося, але намалюю я саме так.
editing-left = Гаразд, стиль залишається як є.

colours-all = усі кольори
colours-some = { $n ->
    [one] { $n } колір
    [few] { $n } кольори
   *[many] { $n } кольорів
}
part-whole = цілком
part-top = верхня половина
part-bottom = нижня половина
part-left = ліва половина
part-right = права половина
part-middle = середина
edited-part-top = лише верхня половина
edited-part-bottom = лише нижня половина
edited-part-left = лише ліва половина
edited-part-right = лише права половина
edited-part-middle = лише середина
edited-part-rectangle = лише шматочок
edited-without = дещо прибрано
style-edited = { $style } ({ $edit })

ask-painted-over = Зафарбуйте те, чого не треба брати, наприклад у фоторедакторі вашого застосунку, і надішліть мені картинку. Підійде будь-який помітний колір.
text-wants-painted-over = Чекаю на картинку, де щось зафарбовано. /cancel залишить стиль як є.
wanted-painted-over = Тепер потрібна картинка стилю, де щось зафарбовано. /cancel залишить його як є.
editing-other-shape = Форма цієї картинки не така, як у стилю. Зафарбуйте, будь ласка, саму картинку стилю, не обрізаючи й не повертаючи її, і надішліть ще раз. /cancel залишить його як є.
editing-nothing-removed = Не бачу на цій картинці нічого зафарбованого. Візьміть товстіший пензель і помітний колір та надішліть ще раз. /cancel залишить стиль як є.
editing-everything-removed = Так від стилю нічого не залишиться. Залиште, будь ласка, більше.
editing-too-small = Ця частина замала, щоб за нею малювати. Виберіть, будь ласка, більшу.
editing-not-tried = Зараз не вдалося роздивитися цю картинку. Надішліть її, будь ласка, ще раз.
gone-painted-over = Картинку, де ви щось зафарбували, вже видалено, тож стиль знову цілий. Якщо так годиться, натисніть кнопку ще раз.

site-edit = Зміни стилю
