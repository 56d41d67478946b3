# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 Nouveau tableau
shortcut-styles = Styles
shortcut-history = Mes tableaux
shortcut-balance = Crédits
shortcut-settings = Réglages
shortcut-help = Aide

pressed-start = Bien reçu, un instant…
pressed-cancel = J’arrête…
pressed-file = Je cherche le fichier…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = commencer
