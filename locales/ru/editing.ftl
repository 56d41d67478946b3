# Правка стиля.

button-edit-style = ✂ Поправить стиль
button-fewer-colours = Меньше цветов
button-part = Только часть
button-remove-something = Убрать лишнее
button-put-back = Вернуть убранное
button-strokes = Мазки
button-make-wallpaper = 🧩 Сделать обои
button-edit-reset = Как было
button-edit-done = Готово
button-edit-style-of = { $style }
button-drag-rectangle = Выделить рамкой
button-paint-over-here = Закрасить прямо здесь
button-leave-it = Ничего не убирать

editing-title = Вот с чего я возьму стиль.
editing-ask-colours = Сколько цветов оставить в стиле?
editing-ask-part = Какую часть стиля взять?
editing-changed = Изменено: { $edit }
editing-unchanged = Пока ничего не изменено.
editing-not-drawn = Показать это сейчас не получилось, но нарисую я именно так.
editing-left = Хорошо, стиль остаётся как есть.

colours-all = все цвета
colours-some = { $n ->
    [one] { $n } цвет
    [few] { $n } цвета
   *[many] { $n } цветов
}
part-whole = целиком
part-top = верхняя половина
part-bottom = нижняя половина
part-left = левая половина
part-right = правая половина
part-middle = середина
edited-part-top = только верхняя половина
edited-part-bottom = только нижняя половина
edited-part-left = только левая половина
edited-part-right = только правая половина
edited-part-middle = только середина
edited-part-rectangle = только кусочек
edited-without = кое-что убрано
style-edited = { $style } ({ $edit })

ask-painted-over = Закрасьте то, что брать не нужно, например в фоторедакторе вашего приложения, и пришлите картинку мне. Подойдёт любой заметный цвет.
text-wants-painted-over = Я жду картинку, на которой что-то закрашено. /cancel оставит стиль как есть.
wanted-painted-over = Теперь нужна картинка стиля, на которой что-то закрашено. /cancel оставит его как есть.
editing-other-shape = У этой картинки не такая форма, как у стиля. Закрасьте, пожалуйста, саму картинку стиля, не обрезая и не поворачивая, и пришлите ещё раз. /cancel оставит его как есть.
editing-nothing-removed = Я не вижу на этой картинке ничего закрашенного. Возьмите кисть потолще и заметный цвет и пришлите ещё раз. /cancel оставит стиль как есть.
editing-everything-removed = Так от стиля ничего не останется. Оставьте, пожалуйста, побольше.
editing-too-small = Эта часть слишком маленькая, по ней не нарисовать. Выберите, пожалуйста, побольше.
editing-not-tried = Сейчас посмотреть на эту картинку не получилось. Пришлите её, пожалуйста, ещё раз.
gone-painted-over = Картинка, на которой вы что-то закрасили, уже удалена, поэтому стиль снова целый. Если так годится, нажмите кнопку ещё раз.

site-edit = Правка стиля
