# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 Yeni tablo
shortcut-styles = Stiller
shortcut-history = Tablolarım
shortcut-balance = Kredilerim
shortcut-settings = Ayarlar
shortcut-help = Yardım

pressed-start = Tamam, hemen başlıyorum…
pressed-cancel = Durduruyorum…
pressed-file = Dosyayı getiriyorum…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = başla
