# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = This invoice is somebody else's, or it has been paid already. /buy gives you one of your own. Nothing was charged.
checkout-price-changed = The price has changed since this invoice was written. /buy shows today's prices. Nothing was charged.
checkout-try-later = I can't look this invoice up just now. Please try again in a minute. Nothing was charged.
