# Dreams.

command-dream = let the machine dream in your photo
button-make-dream = 👁 Let it dream
ask-photo-any-dream = Which photo would you like me to turn into a dream?
ask-guide-dream = Which picture should I dream towards? I take its shapes, not its colours. Send one, or choose one of mine.
third-picture-dream = I already have a photo. What is this picture?
button-as-guide-dream = Dream towards it
button-add-guide-dream = + Towards a picture

knob-dream-theme = Theme
knob-dream-depth = Depth
knob-dream-colours = Keep my colours
line-dream-theme = Dream of: { $choice }
line-dream-depth = Depth: { $choice }
line-dream-colours = Colours: { $choice }
line-guide-dream = Towards: { $picture }
menu-dream-theme = What should I dream of?
menu-dream-depth = How deep should it go?

choice-dream-theme-creatures = creatures
choice-dream-theme-eyes = eyes
choice-dream-theme-animals = animals
choice-dream-theme-patterns = patterns
choice-dream-theme-dogs = dogs
choice-dream-theme-birds = birds
choice-dream-theme-snakes = snakes
choice-dream-theme-herd = a herd
choice-dream-theme-faces = faces
choice-dream-theme-flowers = flowers
choice-dream-theme-fruit = fruit
choice-dream-theme-castles = castles
choice-dream-theme-jungle = jungle
choice-dream-depth-light = just a hint
choice-dream-depth-medium = medium
choice-dream-depth-deep = very deep
choice-dream-colours-dream = from the dream
choice-dream-colours-photo = from your photo

summary-title-dream = A dream. Ready to start?
button-start-dream = 👁 Dream, free
button-start-paid-dream = 👁 Dream for { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}
no-free-left-dream = { $n ->
    [0] Dreams cost a few credits.
    [one] You've had your free dream for today. The next one is free in about { $span }.
   *[other] You've had your { $n } free dreams for today. The next one is free in about { $span }.
}
progress-running-dream = Dreaming: { $percent } %
delivered-title-dream = Your dream!
delivered-file-dream = The dream in full quality.

button-deeper = Deeper
button-other-theme = Something else
button-dream-again = Dream on from here
button-dream-towards = Towards a picture
button-paint-it = Paint it
deepest = It's already as deep as it gets. You can dream on from here.

site-untitled-dream = A dream
site-kind-dream = Let your photo dream.
site-about-kind-dream = The network brings out whatever it thinks it sees: creatures, castles, flowers, or the shapes of a second picture.
