# The way from a photo to a started painting.

welcome =
    Hello! I paint photos in the style of great pictures.
    Send me a photo. { $n ->
        [0] Paintings cost a few credits.
        [one] { $n } painting a day is free.
       *[other] { $n } paintings a day are free.
    }

ask-first-photo = Let's go! Which photo would you like me to paint?
ask-style = Lovely. Which style would you like? Send a second picture, or choose one of mine.
ask-second-style = Which second style should I mix in? Send a picture, or choose one.
ask-photo = Great style! Now send me the photo.
took-first-two = Two pictures are all I need: I've taken the first as the photo and the second as the style.
third-picture = I already have a photo and a style. What is this picture?

gallery-title = Here are some of my favourites.
gallery-choose = Which style would you like?
recent-title = Your recent styles.
recent-choose = Would you like one of these again?

summary-title = All set. Ready to start?
summary-started = Started!
summary-dropped = No problem. Send a photo whenever you like.
summary-missing = { $missing ->
    [one] You need { $missing } more credit
   *[other] You need { $missing } more credits
}: you have { $balance }.

line-style = Style: { $style }
line-second-style = Second style: { $style }, { $percent } %
line-painting-strength = Strength: { $choice }
line-painting-stroke = Brush strokes: { $choice }
line-painting-colours = Colours: { $choice }
line-quality = Quality: { $plan }

menu-quality = Which size and quality?
menu-painting-strength = How strong should the style be?
menu-painting-stroke = How large should the brush strokes be?
menu-share = How much of the second style?

no-free-left = { $n ->
    [0] There are no free paintings at the moment.
    [one] You've used today's free painting. The next one is free in about { $span }.
   *[other] You've used your { $n } free paintings for today. The next one is free in about { $span }.
}
free-one-at-a-time = One free painting at a time, please: the next one can start when this one is done. Yours is ready to go.
network-is-busy = Several free paintings are already being made for people on your network. Yours is ready to go: start it when one of them is done.
no-free-left-in-network = The free paintings for your network have been used up for today. The next one is free in about { $span }.
too-many-jobs = That's a lot at once! Let me finish one of these first:

gone-picture = That picture has since been deleted. Please send it again.
gone-photo = The photo has since been deleted. Please send it again.
gone-style = The style picture has since been deleted. Please send it again, or choose another.
gone-second-style = The second style has since been deleted. I can paint without it: press the button again, or send the picture once more.
gone-both = Both pictures have since been deleted. Please send me the photo again.

text-idle = I'm better with pictures than with words. Send me a photo, or see /help.
text-wants-style = I'm waiting for the style: send a picture, or choose one with /styles.
text-wants-photo = I'm waiting for the photo you'd like me to paint.
text-wants-second-style = I'm waiting for the second style: send a picture, or choose one with /styles.
text-ready = Everything is ready: press the button above and I'll start. /new starts over.

wanted-photo = Send me a photo to paint.
wanted-style = Now I need a picture for the style. /styles shows mine.
wanted-second-style = Now I need a picture for the second style. /styles shows mine.
wanted-start = Your photo and style are ready: the button above starts the painting.

button-old = This button is out of date and doesn't do anything any more.
draft-started = This one has already started:
draft-painted = This one is already finished. You'll find it in /history.

blocked = I'm sorry, you have been blocked and I can't take new requests from you. You will still get everything you have paid for. Your paintings: /history. Questions about a payment: /paysupport. Delete everything: /delete_me.

kind-closed = I'm not doing those at the moment, but I can always paint: send me a photo.
gone-guide = The picture to dream towards has since been deleted. I can go on without it: press the button again, or send the picture once more.
ask-photo-any = Which photo would you like me to use?
ask-guide = Which picture should it be like? Send one, or choose one of mine.
line-guide = Like: { $picture }
