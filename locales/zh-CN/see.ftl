# The order of a sheet in the chat.

command-see = 机器在你的照片里看到什么
button-make-sight = 🔍 你看到了什么？
ask-photo-any-sight = 想让我看哪张照片？

summary-title-sight = 让我看看。开始吗？
button-start-sight = 🔍 免费看看
no-free-left-sight = { $n ->
    [0] 我暂时不看照片。
   *[other] 今天看的照片够多了。大约 { $span }后可再免费看一张。
}
progress-running-sight = 正在看：{ $percent }%
delivered-title-sight = 这就是我看到的。
delivered-file-sight = 整张图表的高清原图。

button-dream-of-it = 让它入梦

site-kind-sight = 看看机器看到了什么。
site-about-kind-sight = 你的照片里有什么，它看向哪里，依据哪些线条，各层又会梦见什么。
