# Wallpapers.

command-wallpaper = make a wallpaper from a picture
ask-photo-any-wallpaper = Which picture should I make a wallpaper from? Send one, or choose one of mine. Strokes, leaves, stones and patterns work well.

knob-wallpaper-shape = For a phone
knob-wallpaper-stroke = Size of the pattern
knob-wallpaper-palette = Colours
line-wallpaper-shape = Shape: { $choice }
line-wallpaper-stroke = Size of the pattern: { $choice }
line-wallpaper-palette = Colours: { $choice }
menu-wallpaper-shape = Which shape should it have?
menu-wallpaper-stroke = How large should the pattern be?
menu-wallpaper-palette = How many colours should it have?

choice-wallpaper-shape-square = square
choice-wallpaper-shape-phone = for a phone
choice-wallpaper-stroke-0 = tiny
choice-wallpaper-stroke-1 = small
choice-wallpaper-stroke-2 = medium
choice-wallpaper-stroke-3 = large
choice-wallpaper-stroke-4 = huge
choice-wallpaper-palette-all = all of them
choice-wallpaper-palette-eight = eight
choice-wallpaper-palette-five = five
choice-wallpaper-palette-three = three

summary-title-wallpaper = A wallpaper from this picture. Ready to start? For another picture, just send it or choose one from /styles.
button-start-wallpaper = 🧩 Make it, free
button-start-paid-wallpaper = 🧩 Make it for { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}
no-free-left-wallpaper = { $n ->
    [0] Wallpapers cost a few credits.
    [one] You've had your free wallpaper for today. The next one is free in about { $span }.
   *[other] You've had your { $n } free wallpapers for today. The next one is free in about { $span }.
}
progress-running-wallpaper = Making the wallpaper: { $percent } %
delivered-title-wallpaper = Your wallpaper!
delivered-file-wallpaper = The wallpaper in full quality.

button-other-shape = Another shape
button-other-picture = Another picture
button-paint-in-it = Paint a photo in this style

site-untitled-wallpaper = A wallpaper
site-kind-wallpaper = Make a wallpaper from any picture.
site-about-kind-wallpaper = Strokes and colours of one picture, woven into a new pattern that shows nothing in particular.
