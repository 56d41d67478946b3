# Button labels: at most 40 characters once filled in.

button-start = 🎨 免费绘制
button-start-paid = 🎨 绘制 · { $price } 积分
button-buy = 购买积分
button-quality = 尺寸与画质
knob-painting-strength = 风格强度
knob-painting-stroke = 笔触
knob-painting-colours = 保留原色
button-swap = ⇄ 互换
button-add-second = + 第二种风格
button-drop-second = − 第二种风格
button-share = 混合比例
button-discard = 重新开始
button-back = ← 返回
button-premium-instead = 立即用高级版 · { $price } 积分

button-gallery = 看看风格
button-recent-style = { $n } 号
button-as-photo = 这是照片
button-as-style = 这是风格
button-as-second = 这是第二种风格
button-as-nothing = 不用了

button-cancel = 取消
button-cancel-numbered = 取消 { $n } 号

button-stronger = 风格更强
button-weaker = 风格更弱
button-other-style = 同一照片，换个风格
button-other-photo = 同一风格，换张照片
button-canvas = 印成帆布画
button-file = 以文件发送
button-iteration = { $iteration } 步
button-new = 新画作
button-earlier = 更早的 →

button-less-strength = 风格 −
button-more-strength = 风格 +
button-smaller-stroke = 笔触 −
button-larger-stroke = 笔触 +

button-delete = 是的，全部删除
button-keep = 不，都保留

button-join = 是的，关联
button-apart = 不，保持独立
button-drop-guide = − 参考图
button-more-choices = 更多 →
button-add-guide = + 再加一张图
button-as-guide = 照着这张来
button-another-photo = 换张照片
