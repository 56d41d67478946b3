# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 New painting
shortcut-styles = Styles
shortcut-history = My paintings
shortcut-balance = Credits
shortcut-settings = Settings
shortcut-help = Help

pressed-start = Got it, just a moment…
pressed-cancel = Stopping…
pressed-file = Fetching the file…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = start
