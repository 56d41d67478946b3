# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = 这张账单不是你的，或者已经付过款。用 /buy 可以开一张自己的。没有扣款。
checkout-price-changed = 账单开出后价格有变。今天的价格见 /buy。没有扣款。
checkout-try-later = 暂时查不到这张账单。请一分钟后再试。没有扣款。
