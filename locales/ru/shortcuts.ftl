# Меню под чатом и слова, которые мелькают над ним при нажатии.

shortcut-new = 🎨 Новая картина
shortcut-styles = Стили
shortcut-history = Мои картины
shortcut-balance = Кредиты
shortcut-settings = Настройки
shortcut-help = Помощь

pressed-start = Принято, одну минуту…
pressed-cancel = Останавливаю…
pressed-file = Готовлю файл…

# Как ВКонтакте называет кнопку начала беседы, когда её слово пишут сами: строчными буквами.
vk-start-word = начать
