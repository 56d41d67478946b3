# The menu below a chat, and the short notices shown when a button is pressed.

shortcut-new = 🎨 新画作
shortcut-styles = 风格
shortcut-history = 我的画作
shortcut-balance = 积分
shortcut-settings = 设置
shortcut-help = 帮助

pressed-start = 收到，稍等片刻…
pressed-cancel = 正在停止…
pressed-file = 正在取文件…

# What VKontakte calls the button that starts a conversation, as a person types it: lower case.
vk-start-word = 开始
