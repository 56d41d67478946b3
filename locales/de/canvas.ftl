# Canvases: from the order to the wall.

command-print = ein Gemälde auf Leinwand drucken
command-orders = deine Leinwandbestellungen

canvas-closed = Leinwände kannst du hier gerade nicht bestellen. Dein Gemälde bleibt in /history.
canvas-no-paintings = Es gibt noch kein Gemälde zum Drucken. Machen wir eins!
canvas-paintings = Welches hättest du gern an der Wand?
canvas-which = Wähle eine Nummer.
canvas-drafts = Du hast schon mehrere unfertige Leinwände. Schließ erst eine davon ab oder verwirf sie: /orders
canvas-sizes = Ab auf die Leinwand! Welche Größe? Das Bild behält seine Proportionen: Was nicht passt, wird abgeschnitten, und du bestimmst, wo.
canvas-size = { $format } cm · { $price }
button-canvas-drop = Leinwand verwerfen
canvas-dropped = Verworfen. Dein Gemälde bleibt in /history.
canvas-left = Gut, lassen wir es dabei. Du findest die Bestellung in /orders.

canvas-look =
    So würde es aussehen: { $format } cm, Rand { $wrap }.
    Das kostet { $price }. Passe es an, bis es dir gefällt.
wrap-mirrored = gespiegelt
wrap-stretched = in den Farben des Bildes
wrap-white = weiß
button-shift-left = ← Links
button-shift-right = Rechts →
button-shift-up = ↑ Hoch
button-shift-down = ↓ Runter
button-turn = ⟳ Leinwand drehen
button-wrap-mirrored = Gespiegelt
button-wrap-stretched = Farbig
button-wrap-white = Weiß
button-canvas-size = ← Andere Größe
button-canvas-next = Gefällt mir →
button-canvas-keep = So lassen →
canvas-said = Bisher: { $words }

canvas-ask-name = Für wen ist die Leinwand? Bitte Vor- und Nachnamen.
canvas-ask-phone = Unter welcher Telefonnummer kann der Zusteller anrufen?
canvas-ask-country = In welches Land geht sie?
canvas-ask-city = In welche Stadt oder welches Dorf?
canvas-ask-street = Straße, Hausnummer, Wohnung?
canvas-ask-postcode = Und die Postleitzahl?
canvas-ask-receipt = Wohin dürfen wir den Beleg schicken? Schreib bitte eine E-Mail-Adresse. Wir nutzen sie nur für Belege.
canvas-unclear-name = Für das Paket brauche ich einen Namen mit 2 bis 120 Buchstaben. Versuchst du es noch einmal?
canvas-unclear-phone = Das sieht nicht nach einer Telefonnummer aus. Schreib sie bitte mit Ländervorwahl, zum Beispiel +7 916 123-45-67.
canvas-unclear-city = Ich brauche den Namen einer Stadt oder eines Dorfes mit 2 bis 120 Buchstaben. Versuchst du es noch einmal?
canvas-unclear-street = Ich brauche Straße und Hausnummer mit 2 bis 120 Buchstaben. Versuchst du es noch einmal?
canvas-unclear-postcode = Das ist keine Postleitzahl in diesem Land. In Russland hat sie sechs Ziffern, zum Beispiel 101000.
wanted-address = Ich warte auf deine Antwort zur Leinwand. Mit /cancel bleibt die Bestellung in /orders.
# What people write before the name of a city.
city-words = stadt
country-ru = Russland
country-by = Belarus
country-kz = Kasachstan
country-am = Armenien
country-kg = Kirgisistan
country-de = Deutschland
country-at = Österreich
country-ch = Schweiz
country-fr = Frankreich
country-be = Belgien
country-nl = Niederlande
country-lu = Luxemburg
country-it = Italien
country-es = Spanien
country-pt = Portugal
country-gb = Vereinigtes Königreich
country-ie = Irland
country-pl = Polen
country-cz = Tschechien
country-sk = Slowakei
country-hu = Ungarn
country-dk = Dänemark
country-se = Schweden
country-no = Norwegen
country-fi = Finnland
country-ee = Estland
country-lv = Lettland
country-lt = Litauen
country-us = USA
country-ca = Kanada
country-br = Brasilien
country-mx = Mexiko
country-tr = Türkei
country-ua = Ukraine
country-cn = China
country-jp = Japan
country-kr = Südkorea
country-au = Australien

canvas-ways = Wie sollen wir liefern?
canvas-way = { $way } · { $price }
canvas-no-way = Dorthin liefern wir leider noch nicht: { $city }, { $country }. Hast du eine andere Adresse? Wenn nicht, bleibt die Bestellung in /orders.
button-canvas-elsewhere = Andere Adresse
canvas-summary = Hier ist deine Bestellung. Stimmt alles?
canvas-line = Leinwand { $format } cm, Rand { $wrap }: { $price }
canvas-to =
    An: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Gesamt: { $price }
    Dieser Preis steht fest, sobald du bezahlst.
canvas-asked-there = Telegram fragt dich beim Bezahlen nach Adresse und Lieferart. Der Preis steht ab jetzt fest.
button-canvas-pay = Bezahlen
button-canvas-look = ← Leinwand ändern
button-canvas-address = Adresse ändern
button-canvas-way = Lieferung ändern
canvas-elsewhere = Diese Bestellung soll in einem anderen deiner Chats bezahlt werden. Bezahle sie dort, oder storniere sie in /orders und fang neu an.

canvas-invoice-title = Leinwand Nr. { $order }
canvas-invoice-description = Dein Gemälde, auf Leinwand gedruckt und auf einen Rahmen gespannt. Die Lieferung kommt dazu, je nachdem, welche Lieferart du wählst.
canvas-bill-description = Leinwand Nr. { $order } mit Lieferung
canvas-purchase-open = Leinwand Nr. { $order } wartet auf dich: Bezahle auf der Seite, die sich öffnet, und komm dann hierher zurück. Ich sehe es sofort.
canvas-purchase-paid = Bezahlt: Leinwand Nr. { $order }.
checkout-not-delivered = Dorthin liefern wir noch nicht, oder die Adresse ist unvollständig. Wähle bitte eine andere. Es wurde nichts abgebucht.
checkout-canvas-not-yours = Diese Rechnung gehört jemand anderem, oder sie ist schon bezahlt oder storniert. Deine findest du in /orders. Es wurde nichts abgebucht.
checkout-canvas-price-changed = Das ist nicht der vereinbarte Betrag. Öffne die Rechnung bitte noch einmal über /orders. Es wurde nichts abgebucht.

orders-title = Deine Leinwände:
orders-none = Du hast noch keine Leinwand bestellt. Mit /print kommt ein Gemälde an deine Wand.
order-unknown = Diese Bestellung finde ich nicht unter deinen. Alle stehen in /orders.
order-line = Nr. { $order } · { $canvas } · { $stage } · { $date }
order-no-size = noch ohne Größe
order-tracking = Sendungsnummer: { $tracking }
order-stage-draft = unfertig
order-stage-confirmed = wartet auf Zahlung
order-stage-paid = bezahlt
order-stage-in_production = in Produktion
order-stage-shipped = unterwegs
order-stage-delivered = zugestellt
order-stage-cancelled = storniert
order-stage-refunded = erstattet
button-order-go-on = Weiter →
button-order-cancel = Bestellung stornieren
button-order-numbered = Nr. { $order }
button-order-numbered-go-on = Weiter: Nr. { $order }
button-order-show = Bestellung zeigen

order-paid = Danke! Bestellung Nr. { $order } wurde am { $date } bezahlt. Ich bereite dein Bild jetzt für die Druckerei vor.
order-in-production = Bestellung Nr. { $order }: Deine Leinwand ist seit { $date } in Produktion.
order-shipped =
    Bestellung Nr. { $order } ist seit { $date } unterwegs.
    Sendungsnummer: { $tracking }
order-delivered = Bestellung Nr. { $order } ist am { $date } angekommen. Viel Freude damit!
order-cancelled = Bestellung Nr. { $order } wurde am { $date } storniert. Es wurde nichts abgebucht.
order-refunded = Bestellung Nr. { $order } wurde am { $date } erstattet. Bis das Geld auf deinem Konto ist, kann es ein paar Tage dauern.
order-paid-in-vain = Die Zahlung vom { $date } war für Bestellung Nr. { $order } nicht mehr nötig. Du bekommst das Geld automatisch zurück.
order-returned-in-vain = Die überzählige Zahlung für Bestellung Nr. { $order } wurde am { $date } erstattet.
delete-orders = Leinwände, die du bezahlt hast, werden trotzdem gedruckt und geliefert. Dafür behalte ich Bild und Adresse, bis sie ankommen, und keinen Tag länger. Auf dem Laufenden halten kann ich dich dann aber nicht mehr.

# The sheet that goes to the print shop with a picture.
sheet-title = Leinwand Nr. { $order }
sheet-face-label = Vorderseite
sheet-face = { $width } × { $height } mm
sheet-whole-label = Ganzer Bogen
sheet-whole = { $width } × { $height } mm
sheet-wrap-label = Umschlag
sheet-wrap = { $wrap } mm je Seite, Rand { $edge }
sheet-bleed-label = Beschnitt
sheet-bleed = { $bleed } mm je Seite
sheet-file-label = Datei
sheet-file = { $width } × { $height } Pixel, { $dpi } dpi, sRGB
sheet-resampled-label = Hinweis
sheet-resampled = mit { $width } × { $height } Pixeln gemalt, dann vergrößert
sheet-name-label = Empfänger
sheet-phone-label = Telefon
sheet-address-label = Adresse
sheet-delivery-label = Lieferung
sheet-millimetres = { $length } mm
sheet-legend = Rot gestrichelt: hier falten.
sheet-legend-cut = Rot gestrichelt: hier falten. Blau gestrichelt: hier schneiden.

# The proof and its news.
master-proof = Bestellung Nr. { $order }: Dein Bild ist druckfertig, { $format } cm. So wird es auf der Leinwand aussehen, samt den Rändern, die nach hinten gefaltet werden. Wenn etwas nicht stimmt, schreib uns über /paysupport, bevor die Leinwand in Produktion geht.
master-proof-resampled = Bestellung Nr. { $order }: Dein Bild ist druckfertig, { $format } cm. Die feinen Details sind gemalt, soweit die Zeit reichte; der letzte Schritt zur vollen Größe ist eine Vergrößerung. So wird es auf der Leinwand aussehen, samt den Rändern, die nach hinten gefaltet werden. Wenn etwas nicht stimmt, schreib uns über /paysupport, bevor die Leinwand in Produktion geht.
master-failed = Bestellung Nr. { $order }: Ich habe mehrmals versucht, dein Bild für die Druckerei vorzubereiten, und es hat nicht geklappt. Das liegt an uns, nicht an dir: Wir wissen schon Bescheid, dein Geld und deine Bestellung sind sicher. Wenn du nicht warten möchtest, schreib uns über /paysupport, dann erstatten wir dir den Betrag.
