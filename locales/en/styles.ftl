# Sketches of one photo in all styles of the gallery.

command-sketches = your photo in eight styles at a glance
button-make-styles = 👀 My photo in all eight styles
ask-photo-any-styles = Which photo would you like to see in eight styles?
no-free-left-styles = { $n ->
    [0] I'm not sketching at the moment.
   *[other] That was enough sketching for today. The next sheet is free in about { $span }.
}
progress-running-styles = Sketching: { $percent } %
delivered-title-styles = Your photo in eight styles.
delivered-caption-styles = These are quick sketches: they show colours and strokes, the painting will be richer and truer to the style. Which one would you like as a painting?
delivered-file-styles = The sketches in full quality.

button-paint-wave = 1 · The Great Wave
button-paint-auvers = 2 · Street in Auvers
button-paint-kandinsky = 3 · Composition VIII
button-paint-inokashira = 4 · Inokashira
button-paint-harvesters = 5 · The Harvesters
button-paint-gioconda = 6 · Mona Lisa
button-paint-ejiri = 7 · Ejiri
button-paint-librarian = 8 · The Librarian

site-kind-styles = See your photo in eight styles.
site-about-kind-styles = Sketches within seconds, so you can choose a style by looking. Tap one to have it painted.
