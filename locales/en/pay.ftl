# The page on which payments are tried out.

pay-title = Test payment
pay-warning = Test payment: no money moves
pay-about = This page stands where a payment provider's would. Nobody is charged, whatever you press; only what it brings you in the chat is real.
pay-open = Waiting for the payment.
pay-paid = Paid.
pay-declined = Declined. Nothing can be paid here any more.
pay-expired = The time is up: the page in the chat is closed.
pay-pay-about = Everything goes well.
pay-again = Pay { $price } once more
pay-decline = Decline
pay-decline-about = The bank says no.
pay-twice = Pay twice
pay-twice-about = Two payments for one purchase: none of it is lost.
pay-late = Pay too late
pay-late-about = The time is up first, and then the money comes all the same.
pay-back = Back to the chat
