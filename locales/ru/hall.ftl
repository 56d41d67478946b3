# Открытые страницы: вход, картины, которые показывают люди, стили.

hall-name = Vernissage: ваше фото станет картиной
hall-promise = Ваше фото в стиле любой картины
hall-about = Пришлите фото и картину, стиль которой вам нравится, и смотрите, как появляется новая. Ниже то, что получилось у других.
hall-skip = К картинам
hall-pages = Страницы
hall-styles = Стили
hall-chat = Рисовать
hall-consent = Всё здесь выставили сами авторы, и каждый может в любой момент снять свою картину.

hall-door-web = Нарисовать здесь
hall-door-telegram = В Telegram
hall-door-vk = ВКонтакте

hall-walls = Какие картины показать
hall-newest = Новые
hall-best-day = Лучшие за день
hall-best-week = Лучшие за неделю
hall-best-month = Лучшие за месяц
hall-works = Картины
hall-more = Ещё картины
hall-more-styles = Ещё стили
hall-grown = Ниже добавлено ещё.
hall-all-styles = Все стили
hall-nothing = За это время здесь ничего не выставили.
hall-begin = Нарисуйте свою

hall-bare = Стены пока пусты
hall-bare-how = Первой здесь может стать ваша картина. В каком стиле?
hall-welcome-painting = Кошка, написанная в манере «Большой волны» Хокусая
hall-welcome-photo = Фотография кошки, с которой написана картина

hall-untitled = По неизвестной картине
hall-visitors-style = Картинка посетителя
hall-alt = Фото, перерисованное в стиле: { $style }
hall-nameless = Без имени
hall-house = От заведения
hall-photo = Фотография
hall-before = Фото
hall-after = Картина
hall-slider = От фотографии к картине
hall-slider-value = картины
hall-how = Сила: { $strength }, мазки: { $stroke }
hall-colours = Цвета
hall-colours-kept = с фотографии
hall-share-of-second = Второй стиль
hall-quality = Качество
hall-like = Нравится
hall-uses = { $n ->
    [one] Выбрали { $n } раз
    [few] Выбрали { $n } раза
   *[many] Выбрали { $n } раз
}
hall-use = Нарисовать в этом стиле
hall-use-how = Выберите стиль, добавьте своё фото и посмотрите, что получится.
hall-after-it = Нарисовано в этом стиле
hall-share = Показать другим
hall-vk = ВКонтакте
hall-copy = Скопировать ссылку
hall-copied = Скопировано
hall-report = С этой картиной что-то не так
hall-report-why = Что именно?
hall-report-mine = На ней я, или это моя картинка
hall-report-indecent = Она непристойна или кого-то оскорбляет
hall-report-unlawful = Она нарушает закон
hall-report-other = Другое
hall-report-send = Сообщить

hall-done-reported = Спасибо. Мы посмотрим.
hall-done-own = Это ваша картина, своя отметка не считается.
hall-done-enough = Слишком много за короткое время. Попробуйте позже.
hall-done-unknown = Браузер не хранит cookie, поэтому отметки не посчитать.

hall-missing = Здесь ничего не висит
hall-missing-why = Возможно, автор снял картину или ссылка неполная.
hall-to-all = Ко всем картинам
