# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = This invoice belongs to someone else, or it has already been paid. /buy gets you one of your own. Nothing was charged.
checkout-price-changed = The price has changed since this invoice was issued. /buy shows today's prices. Nothing was charged.
checkout-try-later = I can't look up this invoice right now. Please try again in a minute. Nothing was charged.
