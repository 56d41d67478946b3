# From the queue to the finished painting, and afterwards.

progress-queued = { $place ->
    [1] You're next.
   *[other] You're number { $place } in the queue.
}
progress-running = Painting: { $percent } %
progress-sketch = For now this is only a quick sketch. The painting will take its place.
progress-span = Ready in about { $span }.
progress-done = Done! Here it comes.
progress-cancelled = Cancelled.
progress-cancelled-by-operator = Our team has cancelled this painting.
painted-again = { $n ->
    [0] Our team has started this painting again. It's free of charge.
    [one] Our team has started this painting again, for one credit.
   *[other] Our team has started this painting again, for { $n } credits.
}
progress-failed = This one didn't work out.

credits-returned = { $n ->
    [one] Your credit is back.
   *[other] All { $n } credits are back.
}

failed-bad-picture = I'm sorry, one of the pictures turned out to be damaged. Please try another one.
failed-picture-gone = I'm sorry, one of the pictures was deleted before I could start. Please send it again.
failed-too-slow = I'm sorry, this painting took far too long and I had to stop. A smaller one should work.
failed-too-large = I'm sorry, this painting was too large for me right now. A smaller one should work.
failed-broken = I'm sorry, something went wrong on my side. Please try again a little later.

delivered-title = Your painting!
delivered-file = The painting in full quality.
delivered-album = Your painting as it grew.
delivered-choose = Which one do you like best? I'll send it as a file.

painting-gone = I can't find this painting any more. /history shows your recent ones.
still-painting = This one is still being painted:
strongest = It's already as strong as it gets. Larger brush strokes make a big difference too.
weakest = It's already as gentle as it gets. Smaller brush strokes make a big difference too.

status-title = I'm working on:
status-none = I'm not painting anything right now. Send me a photo!
status-queued = { $number }. { $place ->
    [1] next in the queue
   *[other] number { $place } in the queue
}
status-running = { $number }. { $percent } % painted

cancel-nothing = There's nothing to cancel.
cancel-too-late = Too late to cancel: it's already finished. You'll find it in /history.
cancel-draft = No problem. Send a photo whenever you like.
cancel-which = Would you like me to stop one of these?

history-title = Your recent paintings, newest first.
history-choose = Which one?
history-empty = No paintings here yet.

balance = { $n ->
    [one] You have { $n } credit.
   *[other] You have { $n } credits.
}
balance-held = { $n ->
    [one] { $n } more is on hold for what I'm painting.
   *[other] { $n } more are on hold for what I'm painting.
}
balance-free = { $n ->
    [0] No free paintings today.
    [one] { $n } more painting is free today.
   *[other] { $n } more paintings are free today.
}
balance-no-free = The next free painting is in about { $span }.

settings-title = How I paint for you unless you choose otherwise:
ask-language = Which language would you like?

delete-question = Are you sure you want to delete everything? Your pictures, your paintings and our conversation. This can't be undone.
delete-credits = { $n ->
    [one] You will also lose { $n } credit.
   *[other] You will also lose { $n } credits.
}
delete-elsewhere = Your other chats belong to the same account, so everything is deleted there too: { $places }.
delete-done-elsewhere = You deleted everything from another of your chats, so it's gone here too. Goodbye, and thank you for the pictures!
delete-done = Everything has been deleted. Goodbye, and thank you for the pictures!
delete-kept = All right, everything stays.
