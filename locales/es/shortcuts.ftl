# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 Nuevo cuadro
shortcut-styles = Estilos
shortcut-history = Mis cuadros
shortcut-balance = Créditos
shortcut-settings = Ajustes
shortcut-help = Ayuda

pressed-start = Entendido, un momento…
pressed-cancel = Deteniendo…
pressed-file = Buscando el archivo…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = comenzar
