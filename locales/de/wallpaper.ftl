# Wallpapers.

command-wallpaper = Hintergrundbild aus einem Bild machen
ask-photo-any-wallpaper = Aus welchem Bild soll das Hintergrundbild werden? Schick eins, oder wähle aus meinen. Gut eignen sich Pinselstriche, Blätter, Steine und Muster.

knob-wallpaper-shape = Fürs Handy
knob-wallpaper-stroke = Größe des Musters
knob-wallpaper-palette = Farben
line-wallpaper-shape = Format: { $choice }
line-wallpaper-stroke = Größe des Musters: { $choice }
line-wallpaper-palette = Farben: { $choice }
menu-wallpaper-shape = Welches Format soll es haben?
menu-wallpaper-stroke = Wie groß soll das Muster sein?
menu-wallpaper-palette = Wie viele Farben soll es haben?

choice-wallpaper-shape-square = quadratisch
choice-wallpaper-shape-phone = fürs Handy
choice-wallpaper-stroke-0 = winzig
choice-wallpaper-stroke-1 = klein
choice-wallpaper-stroke-2 = mittel
choice-wallpaper-stroke-3 = groß
choice-wallpaper-stroke-4 = riesig
choice-wallpaper-palette-all = alle
choice-wallpaper-palette-eight = acht
choice-wallpaper-palette-five = fünf
choice-wallpaper-palette-three = drei

summary-title-wallpaper = Ein Hintergrundbild aus diesem Bild. Kann es losgehen? Lieber ein anderes? Schick es einfach, oder wähle eins aus /styles.
button-start-wallpaper = 🧩 Gratis machen
button-start-paid-wallpaper = 🧩 Machen für { $price ->
    [one] { $price } Credit
   *[other] { $price } Credits
}
no-free-left-wallpaper = { $n ->
    [0] Hintergrundbilder kosten ein paar Credits.
    [one] Dein Gratis-Hintergrundbild für heute hattest du schon. Das nächste gibt es in etwa { $span }.
   *[other] Deine { $n } Gratis-Hintergrundbilder für heute hattest du schon. Das nächste gibt es in etwa { $span }.
}
progress-running-wallpaper = Das Hintergrundbild entsteht: { $percent } %
delivered-title-wallpaper = Dein Hintergrundbild!
delivered-file-wallpaper = Das Hintergrundbild in voller Qualität.

button-other-shape = Anderes Format
button-other-picture = Anderes Bild
button-paint-in-it = Foto in diesem Stil malen

site-untitled-wallpaper = Ein Hintergrundbild
site-kind-wallpaper = Mach aus jedem Bild ein Hintergrundbild.
site-about-kind-wallpaper = Striche und Farben eines Bildes, verwoben zu einem neuen Muster, das nichts Bestimmtes zeigt.
