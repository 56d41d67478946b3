# Several chats of one person, one account.

link-offer =
    Do you talk to me somewhere else, too? Then write this in the other chat:

    /link { $code }

    Both chats will share one balance and one history. The code is good for { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }. Keep it to yourself: whoever has it gets everything that is yours here.
link-question =
    Shall I join this chat with the one { $place }?
    It has { $there ->
        [one] { $there } credit
       *[other] { $there } credits
    }, this one has { $here }: that makes { $together } together, with one history of paintings.
link-once = A promo code that you used in both counts once: { $n ->
    [one] { $n } credit goes back.
   *[other] { $n } credits go back.
}
link-for-good = Whoever has the other chat will see your pictures and spend your credits, so join only a chat of your own. It can't be undone here.
link-done = Joined! This chat and the one { $place } share everything now. You have { $balance ->
    [one] { $balance } credit.
   *[other] { $balance } credits.
}
link-joined =
    A chat { $place } has just joined: it shares your paintings and your credits now. Together you have { $balance ->
        [one] { $balance } credit.
       *[other] { $balance } credits.
    }
    That wasn't you? Write to /paysupport at once.
link-apart = Good, they stay apart.

link-unclear = That doesn't look like a code: it has 10 letters and digits. /link in the other chat shows a fresh one.
link-own = This code is this chat's own account already. Write it in the other messenger.
link-over = This code is too old. Write /link in the other chat for a fresh one.
link-unknown = I don't know this code. /link in the other chat shows a fresh one. { $n ->
    [0] That was the last try for now: please wait an hour.
    [one] { $n } try is left for this hour.
   *[other] { $n } tries are left for this hour.
}
link-no-tries = Too many wrong codes. Please try again in an hour, with a fresh one from /link in the other chat.
