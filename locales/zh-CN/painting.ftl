# From the queue to the finished painting, and afterwards.

progress-queued = { $place ->
    [1] 下一个就轮到你。
   *[other] 你排在第 { $place } 位。
}
progress-running = 正在绘制：{ $percent }%
progress-sketch = 这只是一张快速草图，画好的画作会取代它。
progress-span = 大约 { $span }后完成。
progress-done = 画好了！这就发给你。
progress-cancelled = 已取消。
progress-cancelled-by-operator = 我们的团队取消了这幅画作。
painted-again = { $n ->
    [0] 我们的团队重新开始绘制这幅画作，不收积分。
   *[other] 我们的团队重新开始绘制这幅画作，收 { $n } 积分。
}
progress-failed = 这幅没有画成。

credits-returned = { $n } 积分已全部退回。

failed-bad-picture = 抱歉，其中一张图已损坏。请换一张试试。
failed-picture-gone = 抱歉，其中一张图在我开始之前就被删除了。请重新发一次。
failed-too-slow = 抱歉，这幅画作花的时间太长，我只好停下。小一点的应该可以。
failed-too-large = 抱歉，这幅画作现在对我来说太大了。小一点的应该可以。
failed-broken = 抱歉，我这边出了问题。请稍后再试。

delivered-title = 你的画作！
delivered-file = 画作的高清原图。
delivered-album = 你的画作是这样一步步画成的。
delivered-choose = 最喜欢哪一幅？我以文件形式发给你。

painting-gone = 找不到这幅画作了。最近的画作见 /history。
still-painting = 这幅还在绘制：
strongest = 风格已经不能再强了。笔触大一些，效果也会很不一样。
weakest = 风格已经不能再柔和了。笔触小一些，效果也会很不一样。

status-title = 正在进行：
status-none = 我现在没有在画。发一张照片来吧！
status-queued = { $number }. { $place ->
    [1] 下一个就是
   *[other] 排在第 { $place } 位
}
status-running = { $number }. 已画 { $percent }%

cancel-nothing = 没有可以取消的。
cancel-too-late = 来不及取消了：已经画好，在 /history 里。
cancel-draft = 没关系。想画的时候随时发照片来。
cancel-which = 要停止其中一幅吗？

history-title = 你最近的画作，新的在前。
history-choose = 看哪一幅？
history-empty = 这里还没有画作。

balance = 你有 { $n } 积分。
balance-held = 另有 { $n } 积分为正在绘制的画作冻结。
balance-free = { $n ->
    [0] 今天没有免费画作了。
   *[other] 今天还可免费画 { $n } 幅。
}
balance-no-free = 大约 { $span }后可再免费画一幅。

settings-title = 没有另选时，我会这样为你画：
ask-language = 想用哪种语言？

delete-question = 确定要删除全部内容吗？包括你的图片、画作和我们的对话。此操作无法撤销。
delete-credits = 你还会失去 { $n } 积分。
delete-elsewhere = 你的其他聊天属于同一个账户，那里的内容也会全部删除：{ $places }。
delete-done-elsewhere = 你在另一个聊天里删除了全部内容，所以这里也清空了。再见，谢谢你的图片！
delete-done = 全部内容已删除。再见，谢谢你的图片！
delete-kept = 好，一切保留。
