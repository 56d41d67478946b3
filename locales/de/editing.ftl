# Editing a style.

button-edit-style = ✂ Stil bearbeiten
button-fewer-colours = Weniger Farben
button-part = Nur ein Teil
button-remove-something = Etwas entfernen
button-put-back = Zurückholen
button-strokes = Pinselstriche
button-make-wallpaper = 🧩 Hintergrundbild machen
button-edit-reset = Wie vorher
button-edit-done = Fertig
button-edit-style-of = { $style }
button-drag-rectangle = Rechteck aufziehen
button-paint-over-here = Hier übermalen
button-leave-it = Drin lassen

editing-title = Davon nehme ich den Stil.
editing-ask-colours = Wie viele Farben soll der Stil haben?
editing-ask-part = Welchen Teil des Stils soll ich nehmen?
editing-changed = Geändert: { $edit }
editing-unchanged = Bisher ist nichts geändert.
editing-not-drawn = Zeigen konnte ich es so schnell nicht, aber ich male es so.
editing-left = Gut, der Stil bleibt, wie er ist.

colours-all = alle Farben
colours-some = { $n ->
    [one] { $n } Farbe
   *[other] { $n } Farben
}
part-whole = alles
part-top = obere Hälfte
part-bottom = untere Hälfte
part-left = linke Hälfte
part-right = rechte Hälfte
part-middle = die Mitte
edited-part-top = nur die obere Hälfte
edited-part-bottom = nur die untere Hälfte
edited-part-left = nur die linke Hälfte
edited-part-right = nur die rechte Hälfte
edited-part-middle = nur die Mitte
edited-part-rectangle = nur ein Stück davon
edited-without = etwas entfernt
style-edited = { $style } ({ $edit })

ask-painted-over = Übermale, was ich nicht nehmen soll, zum Beispiel im Fotoeditor deiner App, und schick mir das Bild. Jede auffällige Farbe geht.
text-wants-painted-over = Ich warte auf das Bild, in dem etwas übermalt ist. Mit /cancel bleibt der Stil, wie er ist.
wanted-painted-over = Jetzt brauche ich den Stil, in dem etwas übermalt ist. Mit /cancel bleibt er, wie er ist.
editing-other-shape = Dieses Bild hat ein anderes Format als der Stil. Übermale bitte den Stil selbst, ohne ihn zuzuschneiden oder zu drehen, und schick ihn noch einmal. Mit /cancel bleibt er, wie er ist.
editing-nothing-removed = In diesem Bild finde ich nichts Übermaltes. Nimm einen dicken Pinsel und eine auffällige Farbe, und schick es dann noch einmal. Mit /cancel bleibt der Stil, wie er ist.
editing-everything-removed = Vom Stil bliebe nichts übrig. Lass bitte mehr davon stehen.
editing-too-small = Dieser Teil ist zu klein, um danach zu malen. Wähle bitte einen größeren.
editing-not-tried = Ich konnte mir dieses Bild gerade nicht ansehen. Schick es bitte noch einmal.
gone-painted-over = Das Bild, in dem etwas übermalt war, ist inzwischen gelöscht, deshalb ist der Stil wieder ganz. Wenn das für dich passt, tippe noch einmal auf den Button.

site-edit = Änderungen am Stil
