# The feed: published, taken back, liked.

command-top = the best paintings of the week
command-published = what you have published, and the way back

button-publish = Publish
publish-question = Publish this painting? Everybody on the internet will see it. This is what they will see:
publish-line-painting = • the painting: yes
publish-line-photo = • your photo: { $shown }
publish-line-style = • the style ({ $style }): { $shown }
publish-line-name = • your name: { $name }
publish-shown = yes; others may keep it
publish-not-shown = no
publish-nameless = none
publish-way-back = You can take it back at any time, here or by /published: it's gone from our pages at once.
publish-approval = Before anybody sees it, somebody of ours has a look.
button-show-photo = Show the photo
button-show-style = Show the style
button-show-name = With my name
button-give-name = Give a name
button-other-name = Other name
button-publish-now = Yes, publish it
button-publish-go-on = Go on
button-take-back = Take it back
button-show-painting = Show the painting
button-entry-page = Open its page
button-take-style = Style { $n }

ask-name = Under which name? Up to 32 letters. Everybody will see it. /cancel if you'd rather not.
name-unclear = A name has at most 32 letters, no links and no special marks. Which one shall it be?
name-kept = The name is “{ $name }”.

publish-begun = It's being published; I'll tell you when it's there.
publish-public = Your painting is in the feed: { $link }
publish-awaiting = Your painting is ready for the feed. Somebody of ours has a look first; I'll tell you then.
publish-failed = Your painting could not be published: its pictures can't be read any more.
publish-taken-back = Taken back: nobody sees it any more.
publish-was-hidden = Your painting was taken out of the feed: { $because }. Write to /paysupport if you think that's wrong.
publish-not-there = This painting isn't in the feed.
publish-closed = There is no feed here for now. Your painting stays yours alone.
publish-banned = You can't publish anything here any more. Write to /paysupport if you think that's wrong.
publish-hidden = This painting was taken out of the feed and can't be published again.
publish-enough = That's enough for today. Tomorrow you can publish more.

published-title = This is in the feed. Choose a number to see it or to take it back.
published-nothing = You have published nothing. The button “Publish” stands below a finished painting.
published-preparing = being published
published-awaiting = waits for somebody of ours to have a look
published-public = public, { $n ->
    [one] { $n } like
   *[other] { $n } likes
}
published-hidden = hidden by us
published-taken-back = taken back

style-taken = In this style, gladly! Now send me your photo.
style-gone = This style isn't public any more. There are others: /styles
liked = ♥

top-title = The best of the week.
top-line = { $place }. { $n ->
    [one] { $n } like
   *[other] { $n } likes
}
top-choose = Like one, or take its style for a photo of yours.
top-empty = There's nothing in the feed this week. Yours could be the first: the button “Publish” stands below a finished painting.
likes-came = { $n ->
    [one] One more person likes
   *[other] { $n } more people like
} what you have published: /published

wanted-name = I'm waiting for a name; /cancel if you'd rather not.

button-save-style = Keep the style
button-saved = My styles
button-take-saved = Paint in it
button-rename = Other name
button-drop-saved = Forget it
button-liked-style = Style { $n }
saved-title = Style { $n }
saved-kept = The style is kept as “{ $title }”: /styles
saved-list = Your styles, sheet { $n }.
saved-choose = Choose one to paint in it, to give it another name or to forget it.
saved-none = You keep no styles. The button “Keep the style” stands below a finished painting.
saved-offer = You keep some styles of your own.
saved-not-there = You don't keep this style (any more).
saved-dropped = Forgotten. What was painted in it stays.
saved-enough = You keep as many styles as there is room for. Forget one first: /styles
saved-gallery = This style is one of ours: it's always in /styles.
ask-title = How shall this style be called? Up to 32 letters. /cancel leaves it as it is.
title-unclear = A name has at most 32 letters, no links and no special marks. How shall the style be called?
wanted-title = I'm waiting for the name of a style; /cancel leaves it as it is.
liked-styles = The styles of what you like in the feed:
