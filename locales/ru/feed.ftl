# Лента: опубликовать, забрать обратно, отметить.

command-top = лучшие картины недели
command-published = что вы опубликовали и как это забрать

button-publish = Опубликовать
publish-question = Опубликовать эту картину? Её увидят все в интернете. Вот что они увидят:
publish-line-painting = • картину: да
publish-line-photo = • ваше фото: { $shown }
publish-line-style = • стиль ({ $style }): { $shown }
publish-line-title = • название: { $title }
publish-untitled = нет
publish-line-name = • ваше имя: { $name }
publish-shown = да; его смогут сохранить
publish-not-shown = нет
publish-nameless = нет
publish-way-back = Забрать её обратно можно когда угодно, здесь или через /published: с наших страниц она исчезнет сразу.
publish-approval = Прежде чем её увидят все, на неё посмотрит кто-то из нас.
button-show-photo = Показать фото
button-show-style = Показать стиль
button-show-title = Название: { $title }
button-show-name = С именем
button-give-name = Указать имя
button-other-name = Другое имя
button-publish-now = Да, опубликовать
button-publish-go-on = Дальше
button-take-back = Забрать обратно
button-show-painting = Показать картину
button-entry-page = Открыть страницу
button-take-style = Стиль { $n }

ask-name = Под каким именем? До 32 букв. Его увидят все. Передумали: /cancel
name-unclear = В имени до 32 букв, без ссылок и особых знаков. Какое имя указать?
name-kept = Имя: «{ $name }».

publish-begun = Публикую и напишу, когда картина появится.
publish-public = Ваша картина в ленте: { $link }
publish-awaiting = Картина готова к публикации. Сначала на неё посмотрит кто-то из нас, потом я напишу.
publish-failed = Опубликовать картину не получилось: её файлы больше не читаются.
publish-taken-back = Забрали: её больше никто не видит.
publish-was-hidden = Ваша картина убрана из ленты: { $because }. Если это ошибка, напишите в /paysupport.
publish-not-there = Этой картины нет в ленте.
publish-closed = Ленты здесь пока нет. Картина остаётся только вашей.
publish-banned = Публиковать здесь вы больше не можете. Если это ошибка, напишите в /paysupport.
publish-hidden = Эта картина убрана из ленты, опубликовать её снова нельзя.
publish-enough = На сегодня хватит. Завтра можно опубликовать ещё.

published-title = Вот что в ленте. Выберите номер, чтобы посмотреть или забрать обратно.
published-nothing = Вы ничего не публиковали. Кнопка «Опубликовать» есть под готовой картиной.
published-preparing = публикуется
published-awaiting = ждёт, пока посмотрит кто-то из нас
published-public = видна всем, { $n ->
    [one] { $n } отметка «нравится»
    [few] { $n } отметки «нравится»
   *[many] { $n } отметок «нравится»
}
published-hidden = скрыта нами
published-taken-back = забрана обратно

style-taken = В этом стиле, с удовольствием! Теперь пришлите фото.
style-gone = Этот стиль больше не опубликован. Есть другие: /styles
liked = ♥

top-title = Лучшее за неделю.
top-line = { $place }. { $n ->
    [one] { $n } отметка «нравится»
    [few] { $n } отметки «нравится»
   *[many] { $n } отметок «нравится»
}
top-choose = Отметьте картину или возьмите её стиль для своего фото.
top-empty = За неделю в ленте ничего нет. Ваша картина может быть первой: кнопка «Опубликовать» есть под готовой картиной.
likes-came = Опубликованное вами понравилось ещё { $n ->
    [one] { $n } человеку
   *[other] { $n } людям
}: /published

wanted-name = Жду имя; передумали: /cancel

button-save-style = Сохранить стиль
button-saved = Мои стили
button-take-saved = Рисовать в нём
button-rename = Другое имя
button-drop-saved = Забыть
button-liked-style = Стиль { $n }
saved-title = Стиль { $n }
saved-kept = Стиль сохранён под именем «{ $title }»: /styles
saved-list = Ваши стили, лист { $n }.
saved-choose = Выберите стиль, чтобы рисовать в нём, назвать по-другому или забыть.
saved-none = Сохранённых стилей нет. Кнопка «Сохранить стиль» есть под готовой картиной.
saved-offer = У вас есть сохранённые стили.
saved-not-there = Такой стиль у вас не сохранён.
saved-dropped = Забыт. Картины в этом стиле остались.
saved-enough = Больше стилей не помещается. Сначала забудьте какой-нибудь: /styles
saved-gallery = Это стиль из нашей галереи: он всегда есть в /styles.
ask-title = Как назвать этот стиль? До 32 букв. Оставить как есть: /cancel
title-unclear = В названии до 32 букв, без ссылок и особых знаков. Как назвать стиль?
wanted-title = Жду название стиля; оставить как есть: /cancel
liked-styles = Стили того, что вам понравилось в ленте:
publish-not-art = Опубликовать можно только картину.
