# Credits: bought, given and counted.

buy-title =
    Wie viele Credits möchtest du? Alles nach dem Plus ist geschenkt.
    Credits verfallen nie, und wenn ein Gemälde misslingt, bekommst du sie sofort zurück.
buy-closed = Credits kannst du hier gerade nicht kaufen. Gratis-Gemälde warten auf dich.
pack-gone = Die Preise haben sich geändert. Hier sind die heutigen:
purchases-open = Du hast schon mehrere Zahlungsseiten offen. Bezahle eine davon, oder warte ein wenig: Unbezahlte schließen sich von selbst.
purchases-many = Aus deinem Netzwerk wurden innerhalb einer Stunde viele Zahlungsseiten geöffnet. Versuch es bitte etwas später noch einmal.

pack = { $n ->
    [one] { $n } Credit
   *[other] { $n } Credits
} · { $price }
pack-bonus = { $n ->
    [one] { $n } Credit
   *[other] { $n } Credits
} + { $bonus } 🎁 · { $price }
price-stars = { $amount } ⭐
price-roubles = { $amount } ₽
# Other currencies: where the sign goes.
price-money = { $amount } { $sign }

invoice-title = { $n ->
    [one] { $n } Credit
   *[other] { $n } Credits
}
invoice-description = { $n ->
    [one] { $n } Credit für größere und feinere Gemälde.
   *[other] { $n } Credits für größere und feinere Gemälde.
} Credits verfallen nie.
bill-description = { $n ->
    [one] { $n } Credit für Gemälde
   *[other] { $n } Credits für Gemälde
}

purchase-opening = Einen Moment, ich öffne die Zahlungsseite …
purchase-open = { $n ->
    [one] { $n } Credit wartet
   *[other] { $n } Credits warten
} auf dich: Bezahle auf der Seite, die sich öffnet, und komm dann hierher zurück. Ich sehe es sofort.
purchase-paid = { $n ->
    [one] Bezahlt: { $n } Credit.
   *[other] Bezahlt: { $n } Credits.
}
purchase-declined = Die Zahlung hat nicht geklappt, und es wurde nichts abgebucht. Versuch es noch einmal, oder nimm eine andere Karte.
purchase-expired = Diese Zahlungsseite ist abgelaufen. Wenn du die Credits noch möchtest, öffnen wir eine neue.
purchase-unclear = Deine Zahlung ist angekommen, aber anders als erwartet. Unser Team sieht es sich an. Es geht nichts verloren. Fragen? /paysupport
purchase-refused = Wir können gerade keine Zahlungen annehmen. Versuch es bitte etwas später noch einmal. Es wurde nichts abgebucht.
button-pay = { $price } bezahlen

credits-bought = { $n ->
    [one] Danke! { $n } Credit ist dazugekommen
   *[other] Danke! { $n } Credits sind dazugekommen
}, du hast jetzt { $balance }.
credits-taken-back = { $n ->
    [0] Die Zahlung wurde erstattet. Du hast noch { $balance }.
    [one] Die Zahlung wurde erstattet und { $n } Credit zurückgenommen. Du hast noch { $balance }.
   *[other] Die Zahlung wurde erstattet und { $n } Credits zurückgenommen. Du hast noch { $balance }.
}
gift-from-friend = { $n ->
    [one] Auf deine Einladung hat jemand zum ersten Mal Credits gekauft, dafür schenke ich dir { $n } Credit
   *[other] Auf deine Einladung hat jemand zum ersten Mal Credits gekauft, dafür schenke ich dir { $n } Credits
}. Danke! Du hast jetzt { $balance }.

ask-email = Wohin dürfen wir den Beleg schicken? Schreib bitte eine E-Mail-Adresse. Wir nutzen sie nur für Belege.
ask-phone = Wohin dürfen wir den Beleg schicken? Schreib bitte eine Telefonnummer mit Ländervorwahl. Wir nutzen sie nur für Belege.
contact-unclear = Da scheint etwas nicht zu stimmen. Prüf es bitte und versuch es noch einmal. Doch nicht? /cancel
wanted-contact = Ich warte darauf, wohin der Beleg soll. Doch nicht? /cancel
question-dropped = Gut, dann nicht.

balance-movements = Letzte Buchungen:
date = { $day }.{ $month }.{ $year }
movement-hold = für ein Gemälde reserviert
movement-void = zurück: Gemälde misslungen oder abgebrochen
movement-grant = ein Geschenk von unserem Team
movement-sale = gekauft
movement-bonus = ein Geschenk zum Kauf
movement-gift = ein Geschenk
movement-promo = Gutscheincode
movement-refund = Zahlung erstattet
movement-joined = aus einem verknüpften Chat
movement-twice = ein in beiden verknüpften Chats eingelöster Gutscheincode zählt einmal
movement-restore = die Zahlung wurde doch nicht erstattet

promo-how = Hast du einen Gutscheincode? Schreib ihn hinter den Befehl: /promo CODE
promo-unknown = Diesen Gutscheincode kenne ich nicht. Vielleicht ein Tippfehler?
promo-used = Diesen Gutscheincode hast du schon eingelöst. Nett, dass du noch an ihn denkst!
promo-used-nearby = Dieser Gutscheincode wurde heute schon mehrmals aus deinem Netzwerk eingelöst. Versuch es bitte morgen noch einmal.
promo-no-tries = Zu viele falsche Codes. Versuch es bitte in einer Stunde noch einmal.
promo-over = Dieser Gutscheincode ist leider abgelaufen.
promo-given = { $n ->
    [one] Der Code gilt: { $n } Credit für dich!
   *[other] Der Code gilt: { $n } Credits für dich!
}

invite = Hier ist dein Link: Schick ihn allen, die auch gern ein Gemälde hätten.
invite-inviter = { $n ->
    [one] Wenn jemand darüber zum ersten Mal Credits kauft, bekommst du { $n } Credit.
   *[other] Wenn jemand darüber zum ersten Mal Credits kauft, bekommst du { $n } Credits.
}
invite-friend = { $n ->
    [one] Und zum ersten Kauf gibt es { $n } Credit extra dazu.
   *[other] Und zum ersten Kauf gibt es { $n } Credits extra dazu.
}
invite-nowhere = Ich kann gerade keinen Link erstellen. Versuch es bitte etwas später noch einmal.

paysupport = Stimmt etwas mit einer Zahlung oder deinen Credits nicht? Erzähl mir in einer Nachricht, was wann passiert ist: Ich gebe sie an unser Team weiter, und die Antwort kommt hierher. Doch nicht? /cancel
wanted-support = Ich warte auf deine Nachricht an unser Team. Doch nicht? /cancel
support-received = Ich habe es weitergegeben. Die Antwort kommt hierher, in diesen Chat. Jeder Credit ist verbucht, es geht nichts verloren.
support-full = Wir haben schon mehrere Fragen von dir. Wir beantworten sie hier, so bald wir können.
support-network-full = Heute sind viele Fragen aus deinem Netzwerk gekommen. Schreib bitte morgen wieder.
support-answer =
    Die Antwort auf deine Frage Nr. { $number }:
    { $answer }

command-buy = Credits kaufen
command-promo = einen Gutscheincode einlösen
command-invite = jemanden einladen
