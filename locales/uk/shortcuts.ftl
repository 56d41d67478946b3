# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 Нова картина
shortcut-styles = Стилі
shortcut-history = Мої картини
shortcut-balance = Кредити
shortcut-settings = Налаштування
shortcut-help = Допомога

pressed-start = Прийнято, хвилинку…
pressed-cancel = Зупиняю…
pressed-file = Готую файл…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = почати
