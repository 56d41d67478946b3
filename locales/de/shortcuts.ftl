# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 Neues Gemälde
shortcut-styles = Stile
shortcut-history = Meine Gemälde
shortcut-balance = Credits
shortcut-settings = Einstellungen
shortcut-help = Hilfe

pressed-start = Alles klar, einen Moment …
pressed-cancel = Ich breche ab …
pressed-file = Ich hole die Datei …

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = starten
