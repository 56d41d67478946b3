# The way from a photo to a started painting.

welcome =
    Hello! I paint photos in the style of great pictures.
    Send me a photo. { $n ->
        [0] Paintings cost a few credits.
        [one] { $n } painting a day is free.
       *[other] { $n } paintings a day are free.
    }

ask-first-photo = Let's go! Which photo shall I paint?
ask-style = Lovely. And in whose style? Send a second picture, or choose one of mine.
ask-second-style = Which second style shall I mix in? Send a picture, or choose one.
ask-photo = A fine style! Now send me the photo.
took-first-two = Two pictures are enough: I took the first as the photo and the second as the style.
third-picture = I have a photo and a style already. What is this picture?

gallery-title = Some of my favourites.
gallery-choose = Which style?
recent-title = Your last styles.
recent-choose = One of these again?

summary-title = All set. Shall I begin?
summary-started = Started!
summary-dropped = Dropped. Send a photo whenever you like.
summary-missing = { $missing ->
    [one] { $missing } credit is missing
   *[other] { $missing } credits are missing
}: you have { $balance }.

line-style = Style: { $style }
line-second-style = Second style: { $style }, { $percent } %
line-strength = Strength: { $level }
line-stroke = Brush strokes: { $level }
line-colours = Colours: { $whose }
line-quality = Quality: { $plan }

menu-quality = How large and how fine?
menu-strength = How strong shall the style be?
menu-stroke = How large the brush strokes?
menu-share = How much of the second style?

no-free-left = { $n ->
    [0] There are no free paintings at the moment.
    [one] Today's free painting is done. The next one is free in about { $span }.
   *[other] Your { $n } free paintings for today are done. The next one is free in about { $span }.
}
free-one-at-a-time = One free painting at a time: the next can start when this one is done. Yours is all prepared.
too-many-jobs = That's a lot at once! Let me finish one of these first:

gone-picture = That picture has been deleted meanwhile. Please send it again.
gone-photo = The photo has been deleted meanwhile. Please send it again.
gone-style = The style picture has been deleted meanwhile. Please send it again, or choose another.
gone-second-style = The second style has been deleted meanwhile. I'd paint without it: press the button once more, or send it again.
gone-both = Both pictures have been deleted meanwhile. Please send me the photo again.

text-idle = I'm better with pictures than with words. Send me a photo, or see /help.
text-wants-style = I'm waiting for the style: send a picture, or choose one with /styles.
text-wants-photo = I'm waiting for the photo that I shall paint.
text-wants-second-style = I'm waiting for the second style: send a picture, or choose one with /styles.
text-ready = Everything is prepared: press the button above and I'll begin. /new starts over.

wanted-photo = Send me a photo to paint.
wanted-style = Now I need a picture for the style. /styles shows mine.
wanted-second-style = Now I need a picture for the second style. /styles shows mine.
wanted-start = Your photo and style are ready: the button above starts the painting.

button-old = This button is from an earlier time and does nothing any more.
draft-started = This one has started already:
draft-painted = This one is painted already. You'll find it in /history.

blocked = I may not take anything from you any more: whoever runs this bot has closed the door. What you have paid for still comes. Your paintings: /history. A question about a payment: /paysupport. Delete everything: /delete_me.
