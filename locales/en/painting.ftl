# From the queue to the finished painting, and what comes after.

progress-queued = { $place ->
    [1] You're next.
   *[other] You're number { $place } in the queue.
}
progress-running = Painting: { $percent } %
progress-span = Ready in about { $span }.
progress-done = Done! Here it comes.
progress-cancelled = Cancelled.
progress-cancelled-by-operator = Whoever runs this bot has cancelled this painting.
painted-again = { $n ->
    [0] Whoever runs this bot has put this painting to work once more. It costs you nothing.
    [one] Whoever runs this bot has put this painting to work once more, for one credit.
   *[other] Whoever runs this bot has put this painting to work once more, for { $n } credits.
}
progress-failed = This one didn't work out.

credits-returned = { $n ->
    [one] Your credit is back.
   *[other] All { $n } credits are back.
}

failed-bad-picture = I'm sorry, one of the pictures turned out to be damaged. Please try another one.
failed-picture-gone = I'm sorry, one of the pictures was deleted before I could begin. Please send it again.
failed-too-slow = I'm sorry, this painting took far too long and I had to stop. A smaller one should work.
failed-too-large = I'm sorry, this painting was too large for me right now. A smaller one should work.
failed-broken = I'm sorry, something broke on my side. Please try again a little later.

delivered-title = Your painting!
delivered-file = The painting in full quality.
delivered-album = Your painting as it grew.
delivered-choose = Which one do you like best? I'll send it as a file.

painting-gone = I can't find this painting any more. /history shows the last ones.
still-painting = This one is still being painted:
strongest = It's as strong as it gets already. Larger brush strokes change a lot, too.
weakest = It's as gentle as it gets already. Smaller brush strokes change a lot, too.

status-title = On the easel:
status-none = Nothing is on the easel. Send me a photo!
status-queued = { $number }. { $place ->
    [1] next in the queue
   *[other] number { $place } in the queue
}
status-running = { $number }. painted to { $percent } %

cancel-nothing = There's nothing to cancel.
cancel-too-late = Too late to cancel: it's painted already. You'll find it in /history.
cancel-draft = Dropped. Send a photo whenever you like.
cancel-which = Shall I stop one of these?

history-title = Your last paintings, the newest first.
history-choose = Which one?
history-empty = No paintings here yet.

balance = { $n ->
    [one] You have { $n } credit.
   *[other] You have { $n } credits.
}
balance-held = { $n ->
    [one] { $n } more is set aside for what I'm painting.
   *[other] { $n } more are set aside for what I'm painting.
}
balance-free = { $n ->
    [0] No free paintings today.
    [one] { $n } more painting is free today.
   *[other] { $n } more paintings are free today.
}
balance-no-free = The next free painting is in about { $span }.

settings-title = How I paint for you unless you say otherwise:

delete-question = Shall I delete everything? Your pictures, your paintings and our conversation. It can't be undone.
delete-credits = { $n ->
    [one] Your { $n } credit goes with it.
   *[other] Your { $n } credits go with it.
}
delete-elsewhere = Your other chats belong to the same account and forget everything, too: { $places }.
delete-done-elsewhere = You deleted everything from another chat of yours, so it's gone here, too. Goodbye, and thank you for the pictures!
delete-done = Everything is deleted. Goodbye, and thank you for the pictures!
delete-kept = Good, everything stays.
