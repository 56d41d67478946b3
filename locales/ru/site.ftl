# Открытые страницы: вход, картины, которые показывают люди, стили.

site-name = Vernissage: ваше фото станет картиной
site-promise = Ваше фото в стиле любой картины
site-about = Пришлите фото и картину, стиль которой вам нравится, и смотрите, как появляется новая. Ниже то, что получилось у других.
site-skip = К картинам
site-pages = Страницы
site-styles = Стили
site-chat = Рисовать
site-consent = Всё здесь выставили сами авторы, и каждый может в любой момент снять свою картину.

site-link-web = Нарисовать здесь
site-link-telegram = В Telegram
site-link-vk = ВКонтакте
site-link-max = В MAX

site-walls = Какие картины показать
site-newest = Новые
site-best-day = Лучшие за день
site-best-week = Лучшие за неделю
site-best-month = Лучшие за месяц
site-works = Картины
site-more = Ещё картины
site-more-styles = Ещё стили
site-grown = Ниже добавлено ещё.
site-all-styles = Все стили
site-nothing = За это время здесь ничего не выставили.
site-begin = Нарисуйте свою

site-bare = Стены пока пусты
site-bare-how = Первой здесь может стать ваша картина. В каком стиле?
site-welcome-painting = Кошка, написанная в манере «Большой волны» Хокусая
site-welcome-photo = Фотография кошки, с которой написана картина

site-untitled = По неизвестной картине
site-visitors-style = Картинка посетителя
site-alt = Фото, перерисованное в стиле: { $style }
site-nameless = Без имени
site-showcase = От заведения
site-photo = Фотография
site-before = Фото
site-after = Картина
site-slider = От фотографии к картине
site-slider-value = картины
site-share-of-second = Второй стиль
site-quality = Качество
site-like = Нравится
site-uses = { $n ->
    [one] Выбрали { $n } раз
    [few] Выбрали { $n } раза
   *[many] Выбрали { $n } раз
}
site-use = Нарисовать в этом стиле
site-use-how = Выберите стиль, добавьте своё фото и посмотрите, что получится.
site-after-it = Нарисовано в этом стиле
site-share = Показать другим
site-vk = ВКонтакте
site-copy = Скопировать ссылку
site-copied = Скопировано
site-report = С этой картиной что-то не так
site-report-why = Что именно?
site-report-mine = На ней я, или это моя картинка
site-report-indecent = Она непристойна или кого-то оскорбляет
site-report-unlawful = Она нарушает закон
site-report-other = Другое
site-report-send = Сообщить

site-done-reported = Спасибо. Мы посмотрим.
site-done-own = Это ваша картина, своя отметка не считается.
site-done-enough = Слишком много за короткое время. Попробуйте позже.
site-done-unknown = Браузер не хранит cookie, поэтому отметки не посчитать.

site-missing = Здесь ничего не висит
site-missing-why = Возможно, автор снял картину или ссылка неполная.
site-to-all = Ко всем картинам
