# Sketches of one photo in all styles of the gallery.

command-sketches = dein Foto in acht Stilen auf einen Blick
button-make-styles = 👀 Mein Foto in allen acht Stilen
ask-photo-any-styles = Welches Foto möchtest du in acht Stilen sehen?
no-free-left-styles = { $n ->
    [0] Ich skizziere zurzeit nicht.
   *[other] Für heute ist genug skizziert. Das nächste Blatt ist in etwa { $span } gratis.
}
progress-running-styles = Ich skizziere: { $percent } %
delivered-title-styles = Dein Foto in acht Stilen.
delivered-caption-styles = Das sind schnelle Skizzen: Sie zeigen Farben und Striche, das Gemälde wird reicher und näher am Stil. Welche möchtest du als Gemälde?
delivered-file-styles = Die Skizzen in voller Qualität.

button-paint-wave = 1 · Die große Welle
button-paint-auvers = 2 · Straße in Auvers
button-paint-kandinsky = 3 · Komposition VIII
button-paint-inokashira = 4 · Inokashira
button-paint-harvesters = 5 · Die Kornernte
button-paint-gioconda = 6 · Mona Lisa
button-paint-ejiri = 7 · Ejiri
button-paint-librarian = 8 · Der Bibliothekar

site-kind-styles = Sieh dein Foto in acht Stilen.
site-about-kind-styles = Skizzen in Sekunden, um den Stil mit den Augen zu wählen. Ein Tippen auf eine führt zum Gemälde.
