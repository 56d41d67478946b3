# Films: clips and their quick version.

command-clip = paint a GIF or a short video
ask-photo-any-clip = Which GIF or video would you like me to paint? Short ones are best: I take the first seconds.
ask-photo-any-quickclip = { ask-photo-any-clip }
ask-style-film = A film! It's { $seconds } s long and { $width } × { $height } px. Which style would you like? Send a picture, or choose one of mine.
no-film = That's a photo, so I'll paint it as a picture. For a painted film, send me a GIF or a video.
film-gone = The film has since been deleted. Please send it again.
film-sketches = Three moments of your film, as quick sketches. The painted film will be richer, and its strokes will move with what is in it.
third-picture-clip = I already have a film and a style. What is this picture?

line-film = Film: { $seconds } s, { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    } a second
line-film-cut = Film: the first { $seconds } s of { $all } s, { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    } a second

knob-clip-strength = { knob-painting-strength }
knob-clip-stroke = { knob-painting-stroke }
knob-clip-colours = { knob-painting-colours }
line-clip-strength = { line-painting-strength }
line-clip-stroke = { line-painting-stroke }
line-clip-colours = { line-painting-colours }
menu-clip-strength = { menu-painting-strength }
menu-clip-stroke = { menu-painting-stroke }
choice-clip-strength-0 = { choice-painting-strength-0 }
choice-clip-strength-1 = { choice-painting-strength-1 }
choice-clip-strength-2 = { choice-painting-strength-2 }
choice-clip-strength-3 = { choice-painting-strength-3 }
choice-clip-strength-4 = { choice-painting-strength-4 }
choice-clip-stroke-0 = { choice-painting-stroke-0 }
choice-clip-stroke-1 = { choice-painting-stroke-1 }
choice-clip-stroke-2 = { choice-painting-stroke-2 }
choice-clip-stroke-3 = { choice-painting-stroke-3 }
choice-clip-stroke-4 = { choice-painting-stroke-4 }
choice-clip-colours-style = { choice-painting-colours-style }
choice-clip-colours-photo = { choice-painting-colours-photo }

knob-quickclip-strength = { knob-painting-strength }
knob-quickclip-stroke = { knob-painting-stroke }
knob-quickclip-colours = { knob-painting-colours }
line-quickclip-strength = { line-painting-strength }
line-quickclip-stroke = { line-painting-stroke }
line-quickclip-colours = { line-painting-colours }
menu-quickclip-strength = { menu-painting-strength }
menu-quickclip-stroke = { menu-painting-stroke }
choice-quickclip-strength-0 = { choice-painting-strength-0 }
choice-quickclip-strength-1 = { choice-painting-strength-1 }
choice-quickclip-strength-2 = { choice-painting-strength-2 }
choice-quickclip-strength-3 = { choice-painting-strength-3 }
choice-quickclip-strength-4 = { choice-painting-strength-4 }
choice-quickclip-stroke-0 = { choice-painting-stroke-0 }
choice-quickclip-stroke-1 = { choice-painting-stroke-1 }
choice-quickclip-stroke-2 = { choice-painting-stroke-2 }
choice-quickclip-stroke-3 = { choice-painting-stroke-3 }
choice-quickclip-stroke-4 = { choice-painting-stroke-4 }
choice-quickclip-colours-style = { choice-painting-colours-style }
choice-quickclip-colours-photo = { choice-painting-colours-photo }

summary-title-clip = A painted film. Ready to start?
button-start-clip = 🎞 Paint it, free
button-start-paid-clip = 🎞 Paint it for { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}
button-make-quickclip = ⚡ Quick version, free
no-free-left-clip = { $n ->
    [0] Painting a film costs a few credits.
    [one] You've had your free painted film for today. The next one is free in about { $span }.
   *[other] You've had your { $n } free painted films for today. The next one is free in about { $span }.
}
no-free-left-quickclip = { $n ->
    [0] I'm not making quick versions at the moment.
   *[other] That was enough sketching for today. The next quick version is free in about { $span }.
}
progress-running-clip = Painting frame by frame: { $percent } %
progress-running-quickclip = Sketching frame by frame: { $percent } %
delivered-title-clip = Your painted film!
delivered-title-quickclip = The quick version of your film.
delivered-file-clip = The film in full quality.
delivered-file-quickclip = { delivered-file-clip }

button-other-style-of-film = Same film, another style
button-other-film = Same style, another film
button-paint-still = 🎨 Paint one picture of it
button-paint-clip = 🎞 Paint it properly

site-untitled-clip = A painted film
site-untitled-quickclip = A sketched film
site-kind-clip = Have a GIF or a video painted.
site-about-kind-clip = Strokes move with what is in it instead of flickering. A quick version is there within seconds.
