# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = 发给朋友
inline-own-title = { $name }，{ $date }
inline-caption = 风格：{ $style }
inline-by = { $title }（{ $name }）
inline-take-style = 用这种风格画
inline-make-own = 自己也来一幅
inline-see-entry = 在广场查看
inline-open-bot = 打开机器人，画一幅自己的

command-paint = 用风格图和这条说明回复照片
group-how = 用第二张图（作为风格）回复一张照片，并以 /paint 作为说明文字。
group-not-now = 现在没法为你画这张：今天的免费画作已用完，或有一幅正在绘制。详情见我们的私聊。
