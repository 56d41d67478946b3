# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 Жаңа картина
shortcut-styles = Стильдер
shortcut-history = Картиналарым
shortcut-balance = Кредиттерім
shortcut-settings = Баптаулар
shortcut-help = Көмек

pressed-start = Жарайды, қазір бастаймын…
pressed-cancel = Тоқтатып жатырмын…
pressed-file = Файлды әкеле жатырмын…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = бастау
