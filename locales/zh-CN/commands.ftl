# What each command does: the lines of /help and of a messenger's menu.

help =
    先发一张照片，再发一张你喜欢的风格图，也可以一起发。我会照着那种风格画出你的照片。

command-start = 打个招呼
command-new = 开始一幅新画作
command-styles = 可选的风格
command-status = 画作的进度
command-history = 你最近的画作
command-cancel = 停止绘制
command-balance = 你的积分
command-link = 关联你在其他应用的聊天
command-settings = 语言和偏好
command-help = 我能做什么
command-privacy = 我保存什么，保存多久
command-terms = 使用条款
command-paysupport = 付款问题求助
command-delete-me = 删除我知道的关于你的一切

command-unknown = 我不认识这个命令。全部命令见 /help。

terms =
    请只发你有权使用的图片，不要发任何伤害他人的内容。你的图片和画作始终归你所有。
    积分可以换来更大、更精细的画作。如果绘制失败或你取消了，积分会立即退回。

privacy =
    你的图片只有你能看到。你发来的图片会在 { $n } 天后删除；完成的画作会一直保留，直到你自己删除。
    我知道你的聊天编号和语言；在 VK 中还知道你的名字，以及 VK 告知时你的时区；你要过收据时，收据发往哪里；你写给我们团队的话；程序在成品画作的照片里看到了什么，比如一座城堡；如果订了帆布画，还有姓名、电话和地址，只用于配送。你打开聊天网页所用的网络地址，我只把它的摘要保存两天，用来公平分配免费额度。除此之外什么都没有。/delete_me 会删除一切，只留下不含你姓名的账目，以及运送中的帆布画仍需要的信息。此前的备份只用于故障恢复，过期即删除。

operator-name = 本机器人由 { $name } 运营。
operator-contact = 联系方式：{ $contact }
