# Canvases: from the order to the wall.

command-print = 把画作印成帆布画
command-orders = 你的帆布画订单

canvas-closed = 这里暂时不能订购帆布画。你的画作仍保存在 /history。
canvas-no-paintings = 还没有可以印制的画作。先画一幅吧！
canvas-paintings = 想把哪一幅挂上墙？
canvas-which = 选一个编号。
canvas-drafts = 你已有好几个未完成的帆布画订单。请先完成或放弃其中一个：/orders
canvas-sizes = 来做成帆布画吧！要多大尺寸？画面比例不变，多余的部分会裁掉，裁哪里由你决定。
canvas-size = { $format } 厘米 · { $price }
button-canvas-drop = 放弃这幅帆布画
canvas-dropped = 已放弃。画作仍保存在 /history。
canvas-left = 好，先到这里。订单在 /orders 里等你。

canvas-look =
    成品效果如图：{ $format } 厘米，画边{ $wrap }。
    价格 { $price }。可以一直调整到满意为止。
wrap-mirrored = 为镜像画面
wrap-stretched = 为画面颜色
wrap-white = 为白色
button-shift-left = ← 左移
button-shift-right = 右移 →
button-shift-up = ↑ 上移
button-shift-down = ↓ 下移
button-turn = ⟳ 旋转画布
button-wrap-mirrored = 镜像
button-wrap-stretched = 画面颜色
button-wrap-white = 白色
button-canvas-size = ← 换尺寸
button-canvas-next = 就这样 →
button-canvas-keep = 保持不变 →
canvas-said = 目前填写：{ $words }

canvas-ask-name = 收件人是谁？请写名字和姓氏。
canvas-ask-phone = 快递可以拨打哪个电话？
canvas-ask-country = 寄到哪个国家？
canvas-ask-city = 哪个城市或村镇？
canvas-ask-street = 街道、楼号和房号？
canvas-ask-postcode = 邮政编码是多少？
canvas-ask-receipt = 收据发到哪里？请写一个电子邮箱，只用来发收据。
canvas-unclear-name = 包裹需要收件人姓名，2 到 120 个字。请再写一次。
canvas-unclear-phone = 这不像电话号码。请带上国家代码，例如 +7 916 123-45-67。
canvas-unclear-city = 需要城市或村镇的名称，2 到 120 个字。请再写一次。
canvas-unclear-street = 需要街道和楼号，2 到 120 个字。请再写一次。
canvas-unclear-postcode = 这个国家没有这样的邮政编码。俄罗斯的邮编是六位数字，例如 101000。
wanted-address = 我在等你回答帆布画的问题。发送 /cancel，订单会留在 /orders。
# What people write before the name of a city.
city-words = 城市
country-ru = 俄罗斯
country-by = 白俄罗斯
country-kz = 哈萨克斯坦
country-am = 亚美尼亚
country-kg = 吉尔吉斯斯坦
country-de = 德国
country-at = 奥地利
country-ch = 瑞士
country-fr = 法国
country-be = 比利时
country-nl = 荷兰
country-lu = 卢森堡
country-it = 意大利
country-es = 西班牙
country-pt = 葡萄牙
country-gb = 英国
country-ie = 爱尔兰
country-pl = 波兰
country-cz = 捷克
country-sk = 斯洛伐克
country-hu = 匈牙利
country-dk = 丹麦
country-se = 瑞典
country-no = 挪威
country-fi = 芬兰
country-ee = 爱沙尼亚
country-lv = 拉脱维亚
country-lt = 立陶宛
country-us = 美国
country-ca = 加拿大
country-br = 巴西
country-mx = 墨西哥
country-tr = 土耳其
country-ua = 乌克兰
country-cn = 中国
country-jp = 日本
country-kr = 韩国
country-au = 澳大利亚

canvas-ways = 怎么配送？
canvas-way = { $way } · { $price }
canvas-no-way = 抱歉，我们暂时不能送到{ $country }{ $city }。有别的地址吗？没有的话，订单会留在 /orders。
button-canvas-elsewhere = 换个地址
canvas-summary = 这是你的订单。都对吗？
canvas-line = 帆布画 { $format } 厘米，画边{ $wrap }：{ $price }
canvas-to =
    收件人：{ $name }，+{ $phone }
    { $postcode }，{ $country }，{ $city }，{ $street }
canvas-delivery = { $way }：{ $price }
canvas-total =
    合计：{ $price }
    付款后价格不再变动。
canvas-asked-there = 付款时 Telegram 会询问地址和配送方式。价格从现在起不再变动。
button-canvas-pay = 付款
button-canvas-look = ← 修改帆布画
button-canvas-address = 修改地址
button-canvas-way = 修改配送
canvas-elsewhere = 这个订单要在你的另一个聊天里付款。请到那边付款，或在 /orders 里取消后重新下单。

canvas-invoice-title = { $order } 号帆布画
canvas-invoice-description = 你的画作，印在画布上并绷好画框。配送费另计，取决于你选的方式。
canvas-bill-description = { $order } 号帆布画，含配送
canvas-purchase-open = { $order } 号帆布画在等你：请在打开的页面付款，然后回到这里。到账后我马上就知道。
canvas-purchase-paid = 已付款：{ $order } 号帆布画。
checkout-not-delivered = 那里暂时送不到，或者地址不完整。请换一个地址。没有扣款。
checkout-canvas-not-yours = 这张账单不是你的，或者已付款、已取消。你的订单在 /orders。没有扣款。
checkout-canvas-price-changed = 金额和我们说好的不一致。请从 /orders 重新打开账单。没有扣款。

orders-title = 你的帆布画：
orders-none = 你还没有订过帆布画。用 /print 把画作挂上墙。
order-unknown = 你的订单里没有这一个。全部订单在 /orders。
order-line = { $order } 号 · { $canvas } · { $stage } · { $date }
order-no-size = 未选尺寸
order-tracking = 快递单号：{ $tracking }
order-stage-draft = 未完成
order-stage-confirmed = 待付款
order-stage-paid = 已付款
order-stage-in_production = 制作中
order-stage-shipped = 运送中
order-stage-delivered = 已送达
order-stage-cancelled = 已取消
order-stage-refunded = 已退款
button-order-go-on = 继续 →
button-order-cancel = 取消订单
button-order-numbered = { $order } 号
button-order-numbered-go-on = 继续 { $order } 号
button-order-show = 查看订单

order-paid = 谢谢！{ $order } 号订单已于 { $date } 付款。我正在为印厂准备你的画作。
order-in-production = { $order } 号订单：你的帆布画已于 { $date } 开始制作。
order-shipped =
    { $order } 号订单已于 { $date } 发出。
    快递单号：{ $tracking }
order-delivered = { $order } 号订单已于 { $date } 送达。希望你喜欢！
order-cancelled = { $order } 号订单已于 { $date } 取消。没有扣款。
order-refunded = { $order } 号订单已于 { $date } 退款。款项可能要过几天才到账。
order-paid-in-vain = { $date } 收到一笔付款，但 { $order } 号订单已不需要付款。这笔钱会自动退给你。
order-returned-in-vain = { $order } 号订单多付的款项已于 { $date } 退回。
delete-orders = 已付款的帆布画仍会制作并送达。为此我会保留画作和地址，直到送达为止，一天也不多留；但之后无法再向你通报进展。

# The sheet that goes to the print shop with a picture.
sheet-title = { $order } 号帆布画
sheet-face-label = 正面
sheet-face = { $width } × { $height } 毫米
sheet-whole-label = 整张
sheet-whole = { $width } × { $height } 毫米
sheet-wrap-label = 包边
sheet-wrap = 每边 { $wrap } 毫米，画边{ $edge }
sheet-bleed-label = 出血
sheet-bleed = 每边 { $bleed } 毫米
sheet-file-label = 文件
sheet-file = { $width } × { $height } 像素，{ $dpi } dpi，sRGB
sheet-resampled-label = 备注
sheet-resampled = 绘制到 { $width } × { $height } 像素，之后放大
sheet-name-label = 收件人
sheet-phone-label = 电话
sheet-address-label = 地址
sheet-delivery-label = 配送
sheet-millimetres = { $length } 毫米
sheet-legend = 红色虚线：折叠线。
sheet-legend-cut = 红色虚线：折叠线。蓝色虚线：裁切线。

# The proof and its news.
master-proof = { $order } 号订单：画面已可付印，{ $format } 厘米。这就是它在画布上的样子，包括折到背后的画边。如果有问题，请在投入制作前用 /paysupport 联系我们。
master-proof-resampled = { $order } 号订单：画面已可付印，{ $format } 厘米。细节已在时间允许的范围内画到最细，最后一步到全尺寸是放大得来的。这就是它在画布上的样子，包括折到背后的画边。如果有问题，请在投入制作前用 /paysupport 联系我们。
master-failed = { $order } 号订单：我试了好几次，都没能把画面准备好送印。问题在我们，不在你：我们已经知道了，你的钱和订单都很安全。如果不想等，请用 /paysupport 联系我们，我们会退款。
