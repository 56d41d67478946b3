# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 Nova pintura
shortcut-styles = Estilos
shortcut-history = Minhas pinturas
shortcut-balance = Créditos
shortcut-settings = Configurações
shortcut-help = Ajuda

pressed-start = Certo, só um momento…
pressed-cancel = Parando…
pressed-file = Buscando o arquivo…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = começar
