# Colouring of grey photos.

command-colour = 给黑白照片上色
button-make-colouring = 🌈 上色
ask-photo-any-colouring = 想给哪张黑白照片上色？
ask-guide-colouring = 参考哪张图的颜色？最好是内容相近的彩色照片：类似的地点、光线或人物。发一张给我，或从我这里选。
third-picture-colouring = 我已经有照片了。这张图是做什么用的？
button-as-guide-colouring = 用它的颜色
button-add-guide-colouring = + 参考图的颜色

grey-photo = 这好像是黑白照片。要上色，还是画成画？
button-paint-grey = 🎨 画成画

knob-colouring-amount = 颜色浓淡
line-colouring-amount = 颜色浓淡：{ $choice }
line-guide-colouring = 颜色参考：{ $picture }
menu-colouring-amount = 颜色要多浓？

choice-colouring-amount-less = 淡一点
choice-colouring-amount-usual = 适中
choice-colouring-amount-more = 浓一点

summary-title-colouring = 给你的照片上色。开始吗？
note-without-guide-colouring = 我并不知道真实的颜色，只能猜。天空、草地、树木和石头通常猜得准；皮肤、头发，尤其是衣服，只能靠推测，我会上得素淡一些。内容相近的彩色照片会有帮助：用下面的按钮添加。
note-has-colours-colouring = 你的照片本来就有颜色。我会先去掉，再重新上色。
button-start-colouring = 🌈 免费上色
button-start-paid-colouring = 🌈 上色 · { $price } 积分
no-free-left-colouring = { $n ->
    [0] 上色需要少量积分。
   *[other] 今天的 { $n } 次免费上色已用完。大约 { $span }后可再免费上色。
}
progress-running-colouring = 正在上色：{ $percent }%
delivered-title-colouring = 你的照片有颜色了！
delivered-file-colouring = 高清原图。明暗与你的照片完全一致。
gone-guide-colouring = 你选来参考颜色的图已被删除。没有它也能上色：再按一次按钮，或重新发图。

button-more-colour = 颜色更浓
button-less-colour = 颜色更淡
button-colour-like = 参考另一张图
most-colour = 颜色已经不能再浓了。
least-colour = 颜色已经不能再淡了。

site-untitled-colouring = 上色的照片
site-kind-colouring = 给老照片找回色彩。
site-about-kind-colouring = 神经网络根据照片内容来猜颜色，或取自你给的图。照片原有的明暗丝毫不变。

plan-free-colouring = 免费，最大 { $size } px
plan-premium-colouring = 高级，最大 { $size } px
