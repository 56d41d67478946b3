# The feed: publishing, taking back, liking.

command-top = 本周最佳画作
command-published = 你发布的作品

button-publish = 发布
publish-question = 要发布这幅画作吗？互联网上的任何人都能看到。他们会看到：
publish-line-painting = • 画作：公开
publish-line-photo = • 你的照片：{ $shown }
publish-line-style = • 风格（{ $style }）：{ $shown }
publish-line-title = • 标题：{ $title }
publish-untitled = 无
publish-line-name = • 你的名字：{ $name }
publish-shown = 公开，别人可以保存
publish-not-shown = 不公开
publish-nameless = 无
publish-way-back = 你随时可以撤回，在这里或用 /published：它会立即从我们的页面上消失。
publish-approval = 公开之前，我们的团队会先看一下。
button-show-photo = 公开照片
button-show-style = 公开风格
button-show-title = 标题：{ $title }
button-show-name = 署上我的名字
button-give-name = 添加名字
button-other-name = 换个名字
button-publish-now = 是的，发布
button-publish-go-on = 继续
button-take-back = 撤回
button-show-painting = 查看画作
button-entry-page = 打开作品页
button-take-style = 风格 { $n }

ask-name = 用什么名字？最多 32 个字，所有人都能看到。不想填就发送 /cancel。
name-unclear = 名字最多 32 个字，不能有链接和特殊符号。想用什么名字？
name-kept = 你的名字是“{ $name }”。

publish-begun = 正在发布，好了我会告诉你。
publish-public = 你的画作已在广场上：{ $link }
publish-awaiting = 你的画作可以上广场了。我们的团队会先看一下，之后我会告诉你。
publish-failed = 你的画作没能发布：它的图片已无法读取。
publish-taken-back = 已撤回，谁都看不到了。
publish-was-hidden = 你的画作已从广场移除：{ $because }。如果你认为弄错了，请用 /paysupport 联系我们。
publish-not-there = 这幅画作不在广场上。
publish-closed = 这里目前没有广场。你的画作仍是私密的。
publish-banned = 你不能再在这里发布作品了。如果你认为弄错了，请用 /paysupport 联系我们。
publish-hidden = 这幅画作已从广场移除，不能再次发布。
publish-enough = 今天发布得够多了。明天可以继续。

published-title = 这些在广场上。选编号查看或撤回。
published-nothing = 你还没有发布过作品。完成的画作下方有“发布”按钮。
published-preparing = 发布中
published-awaiting = 等待我们团队审核
published-public = 已公开，{ $n } 个赞
published-hidden = 已被我们隐藏
published-taken-back = 已撤回

style-taken = 好眼光！现在把你的照片发给我。
style-gone = 这种风格已不再公开。其他风格见 /styles
liked = ♥

top-title = 本周最佳。
top-line = { $place }. { $n } 个赞
top-choose = 给喜欢的点个赞，或用它的风格画你的照片。
top-empty = 本周广场上还没有作品。你可以成为第一个：完成的画作下方有“发布”按钮。
likes-came = 又有 { $n } 个人喜欢你发布的作品：/published

wanted-name = 我在等你填名字。不想填就发送 /cancel。

button-save-style = 保存风格
button-saved = 我的风格
button-take-saved = 用这种风格
button-rename = 重命名
button-drop-saved = 移除
button-liked-style = 风格 { $n }
saved-title = 风格 { $n }
saved-kept = 风格已保存为“{ $title }”：/styles
saved-list = 你的风格，第 { $n } 页。
saved-choose = 选一种来使用、重命名或移除。
saved-none = 你还没有保存过风格。完成的画作下方有“保存风格”按钮。
saved-offer = 你有自己保存的风格。
saved-not-there = 你保存的风格里没有这一种。
saved-dropped = 已移除。用它画的画作都还在。
saved-enough = 你保存的风格已满。请先移除一种：/styles
saved-gallery = 这是我们自带的风格，随时都在 /styles 里。
ask-title = 给这种风格起个什么名字？最多 32 个字。发送 /cancel 则保持原样。
title-unclear = 名字最多 32 个字，不能有链接和特殊符号。给风格起个什么名字？
wanted-title = 我在等风格的名字。发送 /cancel 则保持原样。
liked-styles = 你在广场上赞过的画作的风格：
publish-not-art = 只能发布图画作品。
