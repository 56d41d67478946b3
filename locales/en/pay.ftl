# The page for test payments.

pay-title = Test payment
pay-warning = Test payment: no money moves
pay-about = This page stands in for a payment provider's. Nobody is charged, whatever you press; only what you get in the chat is real.
pay-open = Waiting for the payment.
pay-paid = Paid.
pay-declined = Declined. You can't pay here any more.
pay-expired = Time is up: this payment page is closed.
pay-pay-about = Everything goes well.
pay-again = Pay { $price } again
pay-decline = Decline
pay-decline-about = The bank says no.
pay-twice = Pay twice
pay-twice-about = Two payments for one purchase: neither is lost.
pay-late = Pay too late
pay-late-about = The time runs out first, and then the money arrives anyway.
pay-back = Back to the chat
