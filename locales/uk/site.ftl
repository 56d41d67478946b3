# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage: ваше фото як картина
site-promise = Ваше фото у стилі будь-якої картини
site-about = Надішліть фото й картинку, стиль якої вам подобається, і дивіться, як народжується картина. Погляньте, що вийшло в інших.
site-skip = До картин
site-pages = Сторінки
site-styles = Стилі
site-chat = Малювати
site-consent = Усе тут опублікували самі автори, і кожен може будь-коли прибрати свою картину.

site-link-web = Намалювати тут
site-link-telegram = У Telegram
site-link-vk = У VK
site-link-max = У MAX

site-walls = Які картини показати
site-newest = Нові
site-best-day = Найкращі за день
site-best-week = Найкращі за тиждень
site-best-month = Найкращі за місяць
site-works = Картини
site-more = Більше картин
site-more-styles = Більше стилів
site-grown = Нижче додано ще.
site-all-styles = Усі стилі
site-nothing = За цей час тут нічого не публікували.
site-begin = Намалюйте свою

site-bare = Стіни поки що порожні
site-bare-how = Першою тут може стати ваша картина. У якому стилі?
site-welcome-painting = Кіт, намальований у стилі «Великої хвилі» Хокусая
site-welcome-photo = Фото кота, з якого намальовано картину

site-untitled = У приватному стилі
site-visitors-style = Картинка відвідувача
site-alt = Фото, намальоване у стилі: { $style }
site-nameless = Без імені
site-showcase = Від Vernissage
site-photo = Фото
site-before = Фото
site-after = Картина
site-slider = Від фото до картини
site-slider-value = картини
site-share-of-second = Другий стиль
site-quality = Якість
site-like = Подобається
site-uses = { $n ->
    [one] Вибрали { $n } раз
    [few] Вибрали { $n } рази
   *[many] Вибрали { $n } разів
}
site-use = Намалювати в цьому стилі
site-use-how = Виберіть стиль, додайте своє фото й подивіться, що вийде.
site-after-it = Намальовано в цьому стилі
site-share = Поділитися
site-vk = VK
site-copy = Скопіювати посилання
site-copied = Скопійовано
site-report = Поскаржитися на цю картину
site-report-why = Що з нею не так?
site-report-mine = На ній я, або це моя картинка
site-report-indecent = Вона непристойна або когось ображає
site-report-unlawful = Вона порушує закон
site-report-other = Інше
site-report-send = Надіслати скаргу

site-done-reported = Дякуємо. Ми подивимося.
site-done-own = Це ваша власна картина, тож ваше вподобання не рахується.
site-done-enough = Забагато за короткий час. Спробуйте, будь ласка, пізніше.
site-done-unknown = Ваш браузер не зберігає cookie, тож вподобання не порахувати.

site-missing = Тут нічого немає
site-missing-why = Можливо, автор прибрав картину або посилання неповне.
site-to-all = Усі картини
