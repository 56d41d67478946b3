# Wallpapers.

command-wallpaper = 把图片做成壁纸
ask-photo-any-wallpaper = 想用哪张图做壁纸？发一张给我，或从我这里选。笔触、树叶、石头和花纹效果都不错。

knob-wallpaper-shape = 手机尺寸
knob-wallpaper-stroke = 花纹大小
knob-wallpaper-palette = 颜色
line-wallpaper-shape = 形状：{ $choice }
line-wallpaper-stroke = 花纹大小：{ $choice }
line-wallpaper-palette = 颜色：{ $choice }
menu-wallpaper-shape = 要什么形状？
menu-wallpaper-stroke = 花纹要多大？
menu-wallpaper-palette = 要几种颜色？

choice-wallpaper-shape-square = 正方形
choice-wallpaper-shape-phone = 手机尺寸
choice-wallpaper-stroke-0 = 极小
choice-wallpaper-stroke-1 = 小
choice-wallpaper-stroke-2 = 中等
choice-wallpaper-stroke-3 = 大
choice-wallpaper-stroke-4 = 极大
choice-wallpaper-palette-all = 全部
choice-wallpaper-palette-eight = 八种
choice-wallpaper-palette-five = 五种
choice-wallpaper-palette-three = 三种

summary-title-wallpaper = 用这张图做壁纸。开始吗？想换一张，直接发来或从 /styles 里选。
button-start-wallpaper = 🧩 免费制作
button-start-paid-wallpaper = 🧩 制作 · { $price } 积分
no-free-left-wallpaper = { $n ->
    [0] 壁纸需要少量积分。
   *[other] 今天的 { $n } 张免费壁纸已用完。大约 { $span }后可再免费做一张。
}
progress-running-wallpaper = 正在制作壁纸：{ $percent }%
delivered-title-wallpaper = 你的壁纸！
delivered-file-wallpaper = 壁纸的高清原图。

button-other-shape = 换个形状
button-other-picture = 换张图
button-paint-in-it = 用这种风格画照片

site-untitled-wallpaper = 壁纸
site-kind-wallpaper = 把任何图片做成壁纸。
site-about-kind-wallpaper = 把一张图的笔触和颜色织成新的花纹，不画任何具体的东西。
