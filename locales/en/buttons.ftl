# Button labels: at most 40 characters once filled in.

button-start = 🎨 Paint it, free
button-start-paid = 🎨 Paint it for { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}
button-buy = Get credits
button-quality = Size and quality
knob-painting-strength = Style strength
knob-painting-stroke = Brush strokes
knob-painting-colours = Keep my colours
button-swap = ⇄ Swap
button-add-second = + Second style
button-drop-second = − Second style
button-share = Mix
button-discard = Start over
button-back = ← Back
button-premium-instead = Premium now for { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}

button-gallery = Show me styles
button-recent-style = No. { $n }
button-as-photo = It's the photo
button-as-style = It's the style
button-as-second = It's a second style
button-as-nothing = Never mind

button-cancel = Cancel
button-cancel-numbered = Cancel no. { $n }

button-stronger = More style
button-weaker = Less style
button-other-style = Same photo, another style
button-other-photo = Same style, another photo
button-canvas = Print on canvas
button-file = As a file
button-iteration = { $iteration } steps
button-new = New painting
button-earlier = Earlier →

button-less-strength = Style −
button-more-strength = Style +
button-smaller-stroke = Strokes −
button-larger-stroke = Strokes +

button-delete = Yes, delete everything
button-keep = No, keep everything

button-join = Yes, link them
button-apart = No, keep them separate
button-drop-guide = − The picture
button-more-choices = More →
button-add-guide = + Another picture
button-as-guide = Make it like this one
button-another-photo = Another photo
