# Said by the messenger itself when a payment is refused before money is taken.

checkout-not-yours = Diese Rechnung gehört jemand anderem, oder sie ist schon bezahlt. Mit /buy bekommst du eine eigene. Es wurde nichts abgebucht.
checkout-price-changed = Der Preis hat sich geändert, seit diese Rechnung ausgestellt wurde. Die heutigen Preise zeigt /buy. Es wurde nichts abgebucht.
checkout-try-later = Ich kann diese Rechnung gerade nicht nachschlagen. Versuch es bitte in einer Minute noch einmal. Es wurde nichts abgebucht.
