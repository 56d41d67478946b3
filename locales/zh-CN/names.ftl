# Names of languages, styles, settings and their levels.

language-name = 简体中文

style-wave = 葛饰北斋《神奈川冲浪里》
style-auvers = 梵高《奥维尔的街道》
style-kandinsky = 康定斯基《构图第八号》
style-inokashira = 歌川广重《井之头》
style-harvesters = 勃鲁盖尔《收割者》
style-gioconda = 达·芬奇《蒙娜丽莎》
style-ejiri = 葛饰北斋《江尻》
style-librarian = 阿尔钦博托《图书管理员》
style-own = 你的图

choice-painting-strength-0 = 若有若无
choice-painting-strength-1 = 柔和
choice-painting-strength-2 = 适中
choice-painting-strength-3 = 强烈
choice-painting-strength-4 = 非常强烈

choice-painting-stroke-0 = 极小
choice-painting-stroke-1 = 小
choice-painting-stroke-2 = 中等
choice-painting-stroke-3 = 大
choice-painting-stroke-4 = 极大

choice-painting-colours-photo = 来自你的照片
choice-painting-colours-style = 来自风格图

plan-free = 免费，{ $size } px
plan-premium = 高级，{ $size } px
plan-hd = 高清，{ $size } px，{ $iterations } 步

offer-free = 免费
offer-premium = 高级 · { $price } 积分
offer-hd = 高清，{ $iterations } 步 · { $price } 积分

share = 第二种风格占 { $percent }%

span-seconds = { $n } 秒
span-minutes = { $n } 分钟
span-hours = { $n } 小时

messenger-telegram = Telegram 上
messenger-vk = VK 上
messenger-max = MAX 上
messenger-web = 聊天网页上

plan-large = 大图，{ $size } px
offer-large = 大图，{ $size } px · { $price } 积分
