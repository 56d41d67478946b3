# The page for test payments.

pay-title = 测试付款
pay-warning = 测试付款：不会动用真钱
pay-about = 这个页面代替支付服务商的页面。无论你按什么都不会扣款；只有你在聊天里得到的东西是真的。
pay-open = 等待付款。
pay-paid = 已付款。
pay-declined = 已拒绝。不能再在这里付款。
pay-expired = 时间到了：这个付款页面已关闭。
pay-pay-about = 一切顺利。
pay-again = 再付一次 { $price }
pay-decline = 拒绝
pay-decline-about = 银行拒绝付款。
pay-twice = 付两次
pay-twice-about = 一次购买付两笔款：哪笔都不会丢。
pay-late = 超时付款
pay-late-about = 先是超时，然后钱还是到了。
pay-back = 返回聊天
