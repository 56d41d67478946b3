# Button labels: at most 40 characters once filled in.

button-start = 🎨 Gratis malen
button-start-paid = 🎨 Malen für { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}
button-buy = Credits kaufen
button-quality = Größe und Qualität
knob-painting-strength = Stilstärke
knob-painting-stroke = Pinselstriche
knob-painting-colours = Meine Farben behalten
button-swap = ⇄ Tauschen
button-add-second = + Zweiter Stil
button-drop-second = − Zweiter Stil
button-share = Mischung
button-discard = Neu anfangen
button-back = ← Zurück
button-premium-instead = Jetzt Premium für { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}

button-gallery = Zeig mir Stile
button-recent-style = Nr. { $n }
button-as-photo = Das ist das Foto
button-as-style = Das ist der Stil
button-as-second = Das ist ein zweiter Stil
button-as-nothing = Schon gut

button-cancel = Abbrechen
button-cancel-numbered = Nr. { $n } abbrechen

button-stronger = Mehr Stil
button-weaker = Weniger Stil
button-other-style = Gleiches Foto, anderer Stil
button-other-photo = Gleicher Stil, anderes Foto
button-canvas = Auf Leinwand drucken
button-file = Als Datei
button-iteration = { $iteration } Schritte
button-new = Neues Gemälde
button-earlier = Ältere →

button-less-strength = Stil −
button-more-strength = Stil +
button-smaller-stroke = Striche −
button-larger-stroke = Striche +

button-delete = Ja, alles löschen
button-keep = Nein, alles behalten

button-join = Ja, verknüpfen
button-apart = Nein, getrennt lassen
button-drop-guide = − Bild
button-more-choices = Mehr →
button-add-guide = + Noch ein Bild
button-as-guide = So soll es werden
button-another-photo = Anderes Foto
