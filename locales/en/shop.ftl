# Credits: bought, given and counted.

buy-title =
    How many credits would you like? Anything after the plus is a gift.
    Credits never expire, and if a painting fails, you get them back at once.
buy-closed = You can't buy credits here at the moment. Free paintings are waiting for you.
pack-gone = The prices have changed. Here are today's:
purchases-open = You already have several payment pages open. Pay one of them, or wait a little: unpaid ones close by themselves.
purchases-many = Many payment pages have been opened from your network in the last hour. Please try again a little later.

pack = { $n ->
    [one] { $n } credit
   *[other] { $n } credits
} · { $price }
pack-bonus = { $n ->
    [one] { $n } credit
   *[other] { $n } credits
} + { $bonus } 🎁 · { $price }
price-stars = { $amount } ⭐
price-roubles = { $amount } ₽
# Other currencies: where the sign goes.
price-money = { $sign }{ $amount }

invoice-title = { $n ->
    [one] { $n } credit
   *[other] { $n } credits
}
invoice-description = { $n ->
    [one] { $n } credit for paintings
   *[other] { $n } credits for paintings
} that are larger and finer. Credits never expire.
bill-description = { $n ->
    [one] { $n } credit for paintings
   *[other] { $n } credits for paintings
}

purchase-opening = One moment, I'm opening the payment page…
purchase-open = { $n ->
    [one] { $n } credit is waiting
   *[other] { $n } credits are waiting
} for you: pay on the page that opens, then come back here. I'll see it straight away.
purchase-paid = { $n ->
    [one] Paid: { $n } credit.
   *[other] Paid: { $n } credits.
}
purchase-declined = The payment didn't go through, and nothing was charged. You can try again or use another card.
purchase-expired = This payment page has expired. If you still want the credits, let's open a new one.
purchase-unclear = Your payment has arrived, but not the way I expected, so our team is looking into it. Nothing will be lost. Any questions: /paysupport
purchase-refused = We can't take payments right now. Please try again a little later. Nothing was charged.
button-pay = Pay { $price }

credits-bought = { $n ->
    [one] Thank you! { $n } credit has been added
   *[other] Thank you! { $n } credits have been added
}, so you now have { $balance }.
credits-taken-back = { $n ->
    [0] The payment was refunded. You have { $balance } left.
    [one] The payment was refunded, and { $n } credit was taken back. You have { $balance } left.
   *[other] The payment was refunded, and { $n } credits were taken back. You have { $balance } left.
}
gift-from-friend = { $n ->
    [one] Your friend has bought their first credits, so here is { $n } credit for you
   *[other] Your friend has bought their first credits, so here are { $n } credits for you
}. Thank you! You now have { $balance }.

ask-email = Where should we send the receipt? Please write an e-mail address. It's only used for receipts.
ask-phone = Where should we send the receipt? Please write a phone number with its country code. It's only used for receipts.
contact-unclear = Something about that doesn't look right. Please check it and try again. Changed your mind? /cancel
wanted-contact = I'm waiting to hear where to send the receipt. Changed your mind? /cancel
question-dropped = All right, never mind.

balance-movements = Recent transactions:
date = { $year }-{ $month }-{ $day }
movement-hold = on hold for a painting
movement-void = returned: the painting failed or was cancelled
movement-grant = a gift from our team
movement-sale = bought
movement-bonus = a gift with a purchase
movement-gift = a gift
movement-promo = promo code
movement-refund = payment refunded
movement-joined = from a chat that was linked
movement-twice = a promo code used in both linked chats counts once
movement-restore = the payment was not refunded after all

promo-how = Do you have a promo code? Write it after the command: /promo CODE
promo-unknown = I don't know that promo code. Perhaps there's a typo?
promo-used = You've already used this promo code. Nice of you to remember it!
promo-used-nearby = This promo code has been used from your network several times today. Please try again tomorrow.
promo-no-tries = Too many wrong codes. Please try again in an hour.
promo-over = I'm sorry, this promo code has expired.
promo-given = { $n ->
    [one] The code works: here is { $n } credit for you!
   *[other] The code works: here are { $n } credits for you!
}

invite = Here's your link: send it to anyone who might like a painting too.
invite-inviter = { $n ->
    [one] When a friend buys credits for the first time, you get { $n } credit.
   *[other] When a friend buys credits for the first time, you get { $n } credits.
}
invite-friend = { $n ->
    [one] And your friend gets { $n } extra credit with that first purchase.
   *[other] And your friend gets { $n } extra credits with that first purchase.
}
invite-nowhere = I can't make a link right now. Please try again a little later.

paysupport = Is something wrong with a payment or your credits? Tell me what happened and when, in one message: I'll pass it on to our team, and the answer will come here. Changed your mind? /cancel
wanted-support = I'm waiting for your message to our team. Changed your mind? /cancel
support-received = I've passed it on. The answer will come here, in this chat. Every credit is on record, so nothing gets lost.
support-full = We already have several questions from you. We'll answer them here as soon as we can.
support-network-full = Many questions have come from your network today. Please write again tomorrow.
support-answer =
    The answer to your question no. { $number }:
    { $answer }

command-buy = get credits
command-promo = use a promo code
command-invite = invite a friend
