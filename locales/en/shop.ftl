# Credits: to buy, to be given, to be counted.

buy-title =
    How many credits shall it be? What stands behind the plus is my gift.
    Credits never expire, and a painting that fails gives them back at once.
buy-closed = Credits can't be bought here for now. Free paintings are waiting for you.
pack-gone = The prices have changed meanwhile. Here are today's:
purchases-open = Several payment pages of yours are open already. Pay one of them, or wait a little: those that stay unpaid close by themselves soon.

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

purchase-opening = One moment, I'm preparing the payment page…
purchase-open = { $n ->
    [one] { $n } credit is waiting
   *[other] { $n } credits are waiting
} for you: pay on the page that opens, then come back here. I'll see it at once.
purchase-paid = { $n ->
    [one] Paid: { $n } credit.
   *[other] Paid: { $n } credits.
}
purchase-declined = The payment didn't go through, and nothing was charged. You can try again, or with another card.
purchase-expired = This payment page has closed: its time was up. If you still want the credits, let's open a new one.
purchase-unclear = Your payment has come, but not the way I expected it, so whoever runs this bot is looking at it. Nothing gets lost. If you'd like to ask: /paysupport
purchase-refused = Payments aren't accepted just now. Please try again a little later. Nothing was charged.
button-pay = Pay { $price }

credits-bought = { $n ->
    [one] Thank you! { $n } credit is yours now
   *[other] Thank you! { $n } credits are yours now
}, that makes { $balance }.
credits-taken-back = { $n ->
    [0] The payment was given back. You have { $balance }.
    [one] The payment was given back, and { $n } credit went with it. You have { $balance } left.
   *[other] The payment was given back, and { $n } credits went with it. You have { $balance } left.
}
gift-from-friend = { $n ->
    [one] Your friend has bought their first credits, and { $n } credit is my gift to you
   *[other] Your friend has bought their first credits, and { $n } credits are my gift to you
}. Thank you! You have { $balance } now.

ask-email = Where shall the receipt go? Please write an e-mail address. It's used for receipts only.
ask-phone = Where shall the receipt go? Please write a phone number with the country's code. It's used for receipts only.
contact-unclear = Something is odd about that. Please have a look and write it again. Changed your mind? /cancel
wanted-contact = I'm waiting to hear where the receipt shall go. Changed your mind? /cancel
question-dropped = Never mind, then.

balance-movements = The last movements:
date = { $year }-{ $month }-{ $day }
movement-hold = set aside for a painting
movement-void = back again: the painting failed or was cancelled
movement-grant = a gift from whoever runs this bot
movement-sale = bought
movement-bonus = a gift with a purchase
movement-gift = a gift
movement-promo = promo code
movement-refund = payment given back
movement-joined = came with a chat that has joined
movement-twice = a promo code that both joined chats had used counts once
movement-restore = the payment was not given back after all

promo-how = Do you have a promo code? Write it behind the command: /promo CODE
promo-unknown = I don't know this promo code. Perhaps there's a typo in it?
promo-used = You've used this promo code already. Nice that you remember it!
promo-over = This promo code is over, I'm sorry.
promo-given = { $n ->
    [one] The code works: { $n } credit is yours!
   *[other] The code works: { $n } credits are yours!
}

invite = Here's your link: send it to whoever would like paintings, too.
invite-inviter = { $n ->
    [one] When a friend buys credits for the first time, { $n } credit is my gift to you.
   *[other] When a friend buys credits for the first time, { $n } credits are my gift to you.
}
invite-friend = { $n ->
    [one] And { $n } credit comes on top of that first purchase.
   *[other] And { $n } credits come on top of that first purchase.
}
invite-nowhere = I can't make a link just now. Please try again a little later.

paysupport = Something wrong with a payment or with your credits? Write down what happened and when, in one message: I'll pass it on to whoever runs this bot, and the answer comes here. Changed your mind? /cancel
wanted-support = I'm waiting for your message to whoever runs this bot. Changed your mind? /cancel
support-received = Passed on. The answer comes here, into this chat. Every movement of credits is on record, nothing gets lost.
support-full = Your questions are on the desk already. They'll be answered here as soon as they are read.
support-answer =
    The answer to your question № { $number }:
    { $answer }

command-buy = get credits
command-promo = use a promo code
command-invite = invite a friend
