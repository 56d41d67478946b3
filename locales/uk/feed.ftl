# The feed: publishing, taking back, liking.

command-top = найкращі картини тижня
command-published = що ви опублікували

button-publish = Опублікувати
publish-question = Опублікувати цю картину? Її зможе побачити будь-хто в інтернеті. Ось що буде видно:
publish-line-painting = • картина: так
publish-line-photo = • ваше фото: { $shown }
publish-line-style = • стиль ({ $style }): { $shown }
publish-line-title = • назва: { $title }
publish-untitled = немає
publish-line-name = • ваше ім’я: { $name }
publish-shown = так; інші зможуть зберегти
publish-not-shown = ні
publish-nameless = немає
publish-way-back = Забрати її назад можна будь-коли, тут або через /published: з наших сторінок вона зникне одразу.
publish-approval = Перш ніж картину побачать інші, на неї погляне наша команда.
button-show-photo = Показати фото
button-show-style = Показати стиль
button-show-title = Назва: { $title }
button-show-name = З моїм ім’ям
button-give-name = Додати ім’я
button-other-name = Інше ім’я
button-publish-now = Так, опублікувати
button-publish-go-on = Далі
button-take-back = Забрати назад
button-show-painting = Показати картину
button-entry-page = Відкрити сторінку
button-take-style = Стиль { $n }

ask-name = Під яким іменем? До 32 літер, і його побачать усі. Передумали? /cancel
name-unclear = Ім’я може мати до 32 літер, без посилань і спеціальних знаків. Яке ім’я вказати?
name-kept = Ваше ім’я: «{ $name }».

publish-begun = Публікую. Напишу, коли картина з’явиться.
publish-public = Ваша картина у стрічці: { $link }
publish-awaiting = Картина готова до публікації. Спершу на неї погляне наша команда, потім я напишу.
publish-failed = Опублікувати картину не вдалося: її файли вже не читаються.
publish-taken-back = Забрано: її більше ніхто не бачить.
publish-was-hidden = Вашу картину прибрано зі стрічки: { $because }. Якщо це помилка, напишіть у /paysupport.
publish-not-there = Цієї картини немає у стрічці.
publish-closed = Стрічки тут поки що немає. Ваша картина залишається приватною.
publish-banned = Ви більше не можете тут публікувати. Якщо це помилка, напишіть у /paysupport.
publish-hidden = Цю картину прибрано зі стрічки, опублікувати її знову не можна.
publish-enough = На сьогодні досить. Завтра можна опублікувати ще.

published-title = Ось що у стрічці. Виберіть номер, щоб переглянути або забрати назад.
published-nothing = Ви ще нічого не публікували. Кнопка «Опублікувати» є під готовою картиною.
published-preparing = публікується
published-awaiting = чекає на схвалення нашої команди
published-public = видно всім, { $n ->
    [one] { $n } вподобання
    [few] { $n } вподобання
   *[many] { $n } вподобань
}
published-hidden = приховано нами
published-taken-back = забрано назад

style-taken = Гарний вибір! Тепер надішліть своє фото.
style-gone = Цей стиль уже не опубліковано. Є інші: /styles
liked = ♥

top-title = Найкраще за тиждень.
top-line = { $place }. { $n ->
    [one] { $n } вподобання
    [few] { $n } вподобання
   *[many] { $n } вподобань
}
top-choose = Уподобайте картину або візьміть її стиль для свого фото.
top-empty = Цього тижня у стрічці нічого немає. Ваша картина може стати першою: кнопка «Опублікувати» є під готовою картиною.
likes-came = Опубліковане вами сподобалося ще { $n ->
    [one] { $n } людині
   *[other] { $n } людям
}: /published

wanted-name = Чекаю на ім’я. Передумали? /cancel

button-save-style = Зберегти стиль
button-saved = Мої стилі
button-take-saved = Узяти цей стиль
button-rename = Перейменувати
button-drop-saved = Прибрати
button-liked-style = Стиль { $n }
saved-title = Стиль { $n }
saved-kept = Стиль збережено під назвою «{ $title }»: /styles
saved-list = Ваші стилі, сторінка { $n }.
saved-choose = Виберіть стиль, щоб узяти його, перейменувати або прибрати.
saved-none = Ви ще не зберегли жодного стилю. Кнопка «Зберегти стиль» є під готовою картиною.
saved-offer = У вас є збережені стилі.
saved-not-there = Такого стилю серед ваших збережених немає.
saved-dropped = Прибрано. Картини в цьому стилі залишаються.
saved-enough = Більше стилів не вміститься. Спершу приберіть якийсь: /styles
saved-gallery = Це один із наших стилів: він завжди є в /styles.
ask-title = Як назвати цей стиль? До 32 літер. /cancel залишить як є.
title-unclear = Назва може мати до 32 літер, без посилань і спеціальних знаків. Як назвати стиль?
wanted-title = Чекаю на назву стилю; /cancel залишить як є.
liked-styles = Стилі картин, які ви вподобали у стрічці:
publish-not-art = Опублікувати можна лише картину.
