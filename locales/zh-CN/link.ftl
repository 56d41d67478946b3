# Several chats of one person, one account.

link-offer =
    你也在别处和我聊天吗？那就在另一个聊天里发送：

    /link { $code }

    两个聊天将共用积分和历史记录。代码 { $n } 分钟内有效。请勿告诉别人：拿到代码的人就能使用你在这里的一切。
link-question =
    要把这个聊天和{ $place }的那个关联起来吗？
    那边有 { $there } 积分，这里有 { $here }，合计 { $together }，画作历史也会合并。
link-once = 两边都用过的优惠码只算一次：将扣除 { $n } 积分。
link-for-good = 能使用那个聊天的人都会看到你的图片，也能花你的积分，所以只关联你自己的聊天。关联后无法在这里撤销。
link-done = 关联好了！这个聊天和{ $place }的那个现在共用一切。你有 { $balance } 积分。
link-joined =
    刚刚关联了{ $place }的一个聊天，它现在与你共用画作和积分。合计 { $balance } 积分。
    不是你本人操作？请马上用 /paysupport 联系我们。
link-apart = 好，两边保持独立。

link-unclear = 这不像代码：代码由 10 个字母和数字组成。在另一个聊天里发送 /link 可获取新代码。
link-own = 这个代码就是本聊天的。请在另一个应用里发送。
link-full = 一个账户最多 20 个聊天，这两个合起来会超出，所以两边保持独立。
link-over = 这个代码已过期。在另一个聊天里发送 /link 获取新代码。
link-unknown = 我不认识这个代码。在另一个聊天里发送 /link 可获取新代码。{ $n ->
    [0] 这是最后一次机会，请等一小时再试。
   *[other] 这一小时内还可以试 { $n } 次。
}
link-no-tries = 错误的代码太多了。请一小时后在另一个聊天里用 /link 获取新代码再试。
