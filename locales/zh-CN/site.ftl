# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage：把照片变成画作
site-promise = 用任何一张图的风格，画出你的照片
site-about = 发一张照片和一张你喜欢的风格图，看画作一点点画成。也看看别人的作品。
site-skip = 跳到画作
site-pages = 页面
site-styles = 风格
site-chat = 开始画
site-consent = 这里的一切都由作者本人发布，作者随时可以撤下。

site-link-web = 在这里画
site-link-telegram = 在 Telegram 画
site-link-vk = 在 VK 画
site-link-max = 在 MAX 画

site-walls = 显示哪些画作
site-newest = 最新
site-best-day = 今日最佳
site-best-week = 本周最佳
site-best-month = 本月最佳
site-works = 画作
site-more = 更多画作
site-more-styles = 更多风格
site-grown = 下方已加载更多。
site-all-styles = 全部风格
site-nothing = 这段时间没有人在这里发布作品。
site-begin = 画一幅自己的

site-bare = 墙上还空着
site-bare-how = 这里的第一幅画作可以是你的。想要哪种风格？
site-welcome-painting = 以北斋《神奈川冲浪里》的风格画成的猫
site-welcome-photo = 这幅画所依据的猫的照片

site-untitled = 私密风格
site-visitors-style = 访客的图
site-alt = 照片画成的画作，风格：{ $style }
site-nameless = 匿名
site-showcase = 由 Vernissage 绘制
site-photo = 照片
site-before = 照片
site-after = 画作
site-slider = 从照片到画作
site-slider-value = 画作
site-share-of-second = 第二种风格
site-quality = 画质
site-like = 赞
site-uses = 用过 { $n } 次
site-use = 用这种风格画
site-use-how = 选一种风格，加上你的照片，看看会画成什么样。
site-after-it = 用这种风格画成
site-share = 分享
site-vk = VK
site-copy = 复制链接
site-copied = 已复制
site-report = 举报这张图
site-report-why = 它有什么问题？
site-report-mine = 图里有我，或这是我的图
site-report-indecent = 内容不雅或伤害他人
site-report-unlawful = 违反法律
site-report-other = 其他
site-report-send = 提交举报

site-done-reported = 谢谢。我们会查看。
site-done-own = 这是你自己的画作，你的赞不计入。
site-done-enough = 短时间内操作太多了。请稍后再试。
site-done-unknown = 你的浏览器不保存 cookie，所以无法计赞。

site-missing = 这里什么都没有
site-missing-why = 可能作者已经撤下，或者链接不完整。
site-to-all = 全部画作
