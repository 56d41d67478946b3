# The page for test payments.

pay-title = Testzahlung
pay-warning = Testzahlung: Es fließt kein Geld
pay-about = Diese Seite vertritt die eines Zahlungsanbieters. Niemandem wird etwas abgebucht, egal, worauf du tippst; echt ist nur, was du im Chat bekommst.
pay-open = Warte auf die Zahlung.
pay-paid = Bezahlt.
pay-declined = Abgelehnt. Hier kannst du nicht mehr bezahlen.
pay-expired = Die Zeit ist um: Diese Zahlungsseite ist geschlossen.
pay-pay-about = Alles geht gut.
pay-again = Noch einmal { $price } bezahlen
pay-decline = Ablehnen
pay-decline-about = Die Bank sagt Nein.
pay-twice = Doppelt bezahlen
pay-twice-about = Zwei Zahlungen für einen Kauf: Keine geht verloren.
pay-late = Zu spät bezahlen
pay-late-about = Erst läuft die Zeit ab, dann kommt das Geld trotzdem an.
pay-back = Zurück zum Chat
