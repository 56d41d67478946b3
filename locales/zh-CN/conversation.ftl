# The way from a photo to a started painting.

welcome =
    你好！我能把照片画成名画的风格。
    发一张照片给我吧。{ $n ->
        [0] 每幅画作需要少量积分。
       *[other] 每天可免费画 { $n } 幅。
    }

ask-first-photo = 开始吧！想让我画哪张照片？
ask-style = 真好看。想要什么风格？再发一张图，或从我这里选。
ask-second-style = 想混入哪种第二风格？发一张图，或选一种。
ask-photo = 好风格！现在把照片发给我。
took-first-two = 两张图就够了：第一张当照片，第二张当风格。
third-picture = 照片和风格我都有了。这张图是做什么用的？

gallery-title = 这些是我喜欢的风格。
gallery-choose = 想要哪种风格？
recent-title = 你最近用过的风格。
recent-choose = 想再用其中一种吗？

summary-title = 都准备好了。开始吗？
summary-started = 开始了！
summary-dropped = 没关系。想画的时候随时发照片来。
summary-missing = 还差 { $missing } 积分，你现有 { $balance } 积分。

line-style = 风格：{ $style }
line-second-style = 第二种风格：{ $style }，{ $percent }%
line-painting-strength = 风格强度：{ $choice }
line-painting-stroke = 笔触：{ $choice }
line-painting-colours = 颜色：{ $choice }
line-quality = 画质：{ $plan }

menu-quality = 要什么尺寸和画质？
menu-painting-strength = 风格要多强？
menu-painting-stroke = 笔触要多大？
menu-share = 第二种风格占多少？

no-free-left = { $n ->
    [0] 目前没有免费画作。
   *[other] 今天的 { $n } 幅免费画作已用完。大约 { $span }后可再免费画一幅。
}
free-one-at-a-time = 免费画作一次只能画一幅，画完这幅才能开始下一幅。你的已经准备就绪。
network-is-busy = 你所在的网络已有好几幅免费画作在绘制。你的已经准备就绪：等其中一幅画完就可以开始。
no-free-left-in-network = 你所在网络今天的免费画作已用完。大约 { $span }后可再免费画一幅。
too-many-jobs = 一下子好多！让我先画完其中一幅：

gone-picture = 那张图已被删除。请重新发一次。
gone-photo = 照片已被删除。请重新发一次。
gone-style = 风格图已被删除。请重新发一次，或另选一种。
gone-second-style = 第二种风格的图已被删除。没有它也能画：再按一次按钮，或重新发图。
gone-both = 两张图都已被删除。请重新发照片。

text-idle = 我更擅长图画，不太会聊天。发一张照片来，或看看 /help。
text-wants-style = 我在等风格图：发一张，或从 /styles 里选。
text-wants-photo = 我在等你想画的照片。
text-wants-second-style = 我在等第二种风格：发一张图，或从 /styles 里选。
text-ready = 一切就绪：按上面的按钮，我就开始。/new 可重新来过。

wanted-photo = 发一张想画的照片给我。
wanted-style = 现在需要一张风格图。我的风格见 /styles。
wanted-second-style = 现在需要第二种风格的图。我的风格见 /styles。
wanted-start = 照片和风格都好了：按上面的按钮开始绘制。

button-old = 这个按钮已失效，按了也不起作用。
draft-started = 这幅已经开始画了：
draft-painted = 这幅已经画好了，在 /history 里。

blocked = 抱歉，你已被封禁，我不能再接受你的新请求。已付款的内容仍会全部给你。你的画作：/history。付款问题：/paysupport。删除全部：/delete_me。

kind-closed = 这个功能暂时关闭。画画随时都可以：发照片给我吧。
gone-guide = 参考图已被删除。没有它也可以继续：再按一次按钮，或重新发图。
ask-photo-any = 想用哪张照片？
ask-guide = 想像哪张图？发一张给我，或从我这里选。
line-guide = 参考：{ $picture }
