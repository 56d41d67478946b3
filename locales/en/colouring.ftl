# Colouring of grey photos.

command-colour = colour a black-and-white photo
button-make-colouring = 🌈 Colour it
ask-photo-any-colouring = Which black-and-white photo would you like me to colour?
ask-guide-colouring = Which picture should the colours be like? A colour photo of something similar works best: the same kind of place, light or people. Send one, or choose one of mine.
third-picture-colouring = I already have a photo. What is this picture?
button-as-guide-colouring = Take its colours
button-add-guide-colouring = + Colours of a picture

grey-photo = This looks black and white. Would you like me to colour it, or to paint it?
button-paint-grey = 🎨 Paint it

knob-colouring-amount = How much colour
line-colouring-amount = Colour: { $choice }
line-guide-colouring = Colours like in: { $picture }
menu-colouring-amount = How much colour would you like?

choice-colouring-amount-less = a little
choice-colouring-amount-usual = usual
choice-colouring-amount-more = a lot

summary-title-colouring = Colours for your photo. Ready to start?
note-without-guide-colouring = I don't know the true colours, so I guess them. Sky, grass, trees and stone usually come out right. Skin, hair and especially clothes are guesses, so I keep them muted. A colour photo of something similar helps: add one with the button below.
note-has-colours-colouring = Your photo already has colours. I'll ignore them and find new ones.
button-start-colouring = 🌈 Colour it, free
button-start-paid-colouring = 🌈 Colour it for { $price ->
    [one] { $price } credit
   *[other] { $price } credits
}
no-free-left-colouring = { $n ->
    [0] Colouring costs a few credits.
    [one] You've had your free colouring for today. The next one is free in about { $span }.
   *[other] You've had your { $n } free colourings for today. The next one is free in about { $span }.
}
progress-running-colouring = Colouring: { $percent } %
delivered-title-colouring = Your photo in colour!
delivered-file-colouring = The photo in full quality. Its light and shade are exactly as they were.
gone-guide-colouring = The picture whose colours you chose has since been deleted. I can go on without it: press the button again, or send the picture once more.

button-more-colour = More colour
button-less-colour = Less colour
button-colour-like = Like another picture
most-colour = That's as much colour as I can give it.
least-colour = That's as little colour as I can give it.

site-untitled-colouring = A photo in colour
site-kind-colouring = Give an old photo its colours.
site-about-kind-colouring = The network guesses them from what the photo shows, or takes them from a picture of yours. The light and shade of the photo stay exactly as they are.

plan-free-colouring = Free, up to { $size } px
plan-premium-colouring = Premium, up to { $size } px
