# Credits: bought, given and counted.

buy-title =
    想要多少积分？加号后面的是赠送的。
    积分永不过期；如果绘制失败，积分会立即退回。
buy-closed = 这里暂时不能购买积分。免费画作正等着你。
pack-gone = 价格有变。今天的价格如下：
purchases-open = 你已经打开了好几个付款页面。请付其中一个，或稍等片刻：未付款的会自动关闭。
purchases-many = 一小时内，你所在的网络打开了很多付款页面。请稍后再试。

pack = { $n } 积分 · { $price }
pack-bonus = { $n } 积分 + { $bonus } 🎁 · { $price }
price-stars = { $amount } ⭐
price-roubles = { $amount } ₽
# Other currencies: where the sign goes.
price-money = { $sign }{ $amount }

invoice-title = { $n } 积分
invoice-description = { $n } 积分，可换更大、更精细的画作。积分永不过期。
bill-description = { $n } 积分，用于绘制画作

purchase-opening = 稍等，正在打开付款页面…
purchase-open = { $n } 积分在等你：请在打开的页面付款，然后回到这里。到账后我马上就知道。
purchase-paid = 已付款：{ $n } 积分。
purchase-declined = 付款没有成功，也没有扣款。可以再试一次，或换一张卡。
purchase-expired = 这个付款页面已过期。如果还想要积分，我们再开一个。
purchase-unclear = 你的付款已到，但和预期不符，我们的团队正在核查。什么都不会丢。有疑问请用 /paysupport
purchase-refused = 我们暂时无法收款。请稍后再试。没有扣款。
button-pay = 付款 { $price }

credits-bought = 谢谢！已充入 { $n } 积分，你现在共有 { $balance } 积分。
credits-taken-back = { $n ->
    [0] 付款已退回。你还剩 { $balance } 积分。
   *[other] 付款已退回，并收回了 { $n } 积分。你还剩 { $balance } 积分。
}
gift-from-friend = 你的朋友第一次购买了积分，所以送你 { $n } 积分。谢谢！你现在共有 { $balance } 积分。

ask-email = 收据发到哪里？请写一个电子邮箱，只用来发收据。
ask-phone = 收据发到哪里？请写带国家代码的电话号码，只用来发收据。
contact-unclear = 好像有点不对。请检查后再试一次。改主意了？/cancel
wanted-contact = 我在等你告诉我收据发到哪里。改主意了？/cancel
question-dropped = 好，那就算了。

balance-movements = 最近的收支：
date = { $year }年{ $month }月{ $day }日
movement-hold = 为一幅画作冻结
movement-void = 退回：绘制失败或已取消
movement-grant = 我们团队的赠送
movement-sale = 购买
movement-bonus = 购买附赠
movement-gift = 赠送
movement-promo = 优惠码
movement-refund = 付款退回
movement-joined = 来自关联的聊天
movement-twice = 两个关联聊天都用过的优惠码只算一次
movement-restore = 付款最终没有退回

promo-how = 有优惠码吗？写在命令后面：/promo 优惠码
promo-unknown = 我不认识这个优惠码。是不是写错了？
promo-used = 这个优惠码你已经用过了。难得你还记得它！
promo-used-nearby = 你所在的网络今天已多次使用这个优惠码。请明天再试。
promo-no-tries = 错误的优惠码太多了。请一小时后再试。
promo-over = 抱歉，这个优惠码已过期。
promo-given = 优惠码有效：送你 { $n } 积分！

invite = 这是你的链接：发给可能也想要一幅画作的人吧。
invite-inviter = 朋友第一次购买积分时，你会得到 { $n } 积分。
invite-friend = 朋友也会在首次购买时多得 { $n } 积分。
invite-nowhere = 暂时无法生成链接。请稍后再试。

paysupport = 付款或积分有问题吗？请用一条消息告诉我发生了什么、什么时候发生的：我会转给我们的团队，回复会发到这里。改主意了？/cancel
wanted-support = 我在等你写给我们团队的消息。改主意了？/cancel
support-received = 已转达。回复会发到这个聊天里。每一笔积分都有记录，什么都不会丢。
support-full = 我们已收到你的好几个问题，会尽快在这里回复。
support-network-full = 今天你所在的网络发来了很多问题。请明天再写。
support-answer =
    对你第 { $number } 号问题的回复：
    { $answer }

command-buy = 购买积分
command-promo = 使用优惠码
command-invite = 邀请朋友
