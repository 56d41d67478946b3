# Several chats of one person, one account.

link-offer =
    Do you chat with me somewhere else too? Then send this in the other chat:

    /link { $code }

    Both chats will share one balance and one history. The code is valid for { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }. Keep it to yourself: anyone who has it gets access to everything you have here.
link-question =
    Link this chat with the one { $place }?
    It has { $there ->
        [one] { $there } credit
       *[other] { $there } credits
    }, this one has { $here }: together that makes { $together }, with one history of paintings.
link-once = A promo code that you used in both only counts once: { $n ->
    [one] { $n } credit is taken off.
   *[other] { $n } credits are taken off.
}
link-for-good = Anyone with access to the other chat will see your pictures and can spend your credits, so only link a chat of your own. This can't be undone here.
link-done = Linked! This chat and the one { $place } now share everything. You have { $balance ->
    [one] { $balance } credit.
   *[other] { $balance } credits.
}
link-joined =
    A chat { $place } has just been linked: it now shares your paintings and your credits. Together you have { $balance ->
        [one] { $balance } credit.
       *[other] { $balance } credits.
    }
    Wasn't that you? Write to /paysupport at once.
link-apart = All right, they stay separate.

link-unclear = That doesn't look like a code: a code has 10 letters and digits. /link in the other chat gives you a new one.
link-own = This code belongs to this very chat. Send it in the other messenger.
link-full = An account can have at most 20 chats, and linking these two would make more than that, so they stay separate.
link-over = This code has expired. Send /link in the other chat for a new one.
link-unknown = I don't know that code. /link in the other chat gives you a new one. { $n ->
    [0] That was your last try for now: please wait an hour.
    [one] You have { $n } try left this hour.
   *[other] You have { $n } tries left this hour.
}
link-no-tries = Too many wrong codes. Please try again in an hour, with a new one from /link in the other chat.
