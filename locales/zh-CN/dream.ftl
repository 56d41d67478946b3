# Dreams.

command-dream = 让机器在你的照片里做梦
button-make-dream = 👁 让它做梦
ask-photo-any-dream = 想让我在哪张照片里做梦？
ask-guide-dream = 朝着哪张图去做梦？我取它的形状，不取颜色。发一张给我，或从我这里选。
third-picture-dream = 我已经有照片了。这张图是做什么用的？
button-as-guide-dream = 朝着它做梦
button-add-guide-dream = + 参考图

knob-dream-theme = 梦的主题
knob-dream-depth = 梦的深度
knob-dream-colours = 保留原色
line-dream-theme = 梦见：{ $choice }
line-dream-depth = 深度：{ $choice }
line-dream-colours = 颜色：{ $choice }
line-guide-dream = 参考：{ $picture }
menu-dream-theme = 要梦见什么？
menu-dream-depth = 梦要多深？

choice-dream-theme-creatures = 奇异生物
choice-dream-theme-eyes = 眼睛
choice-dream-theme-animals = 动物
choice-dream-theme-patterns = 花纹
choice-dream-theme-dogs = 狗
choice-dream-theme-birds = 鸟
choice-dream-theme-snakes = 蛇
choice-dream-theme-herd = 兽群
choice-dream-theme-faces = 面孔
choice-dream-theme-flowers = 花
choice-dream-theme-fruit = 水果
choice-dream-theme-castles = 城堡
choice-dream-theme-jungle = 丛林
choice-dream-depth-light = 浅浅的
choice-dream-depth-medium = 适中
choice-dream-depth-deep = 很深
choice-dream-colours-dream = 来自梦境
choice-dream-colours-photo = 来自你的照片

summary-title-dream = 一场梦。开始吗？
button-start-dream = 👁 免费做梦
button-start-paid-dream = 👁 做梦 · { $price } 积分
no-free-left-dream = { $n ->
    [0] 做梦需要少量积分。
   *[other] 今天的 { $n } 场免费梦境已用完。大约 { $span }后可再免费做梦。
}
progress-running-dream = 正在做梦：{ $percent }%
delivered-title-dream = 你的梦境！
delivered-file-dream = 梦境的高清原图。

button-deeper = 更深
button-other-theme = 梦见别的
button-dream-again = 从这里继续做梦
button-dream-towards = 朝着一张图
button-paint-it = 画成画
deepest = 已经不能更深了。你可以从这里继续做梦。

site-untitled-dream = 梦境
site-kind-dream = 让你的照片做梦。
site-about-kind-dream = 神经网络以为自己看到什么，就把什么放大：奇异生物、城堡、花朵，或另一张图里的形状。
