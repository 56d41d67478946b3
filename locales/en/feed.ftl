# The feed: publishing, taking back, liking.

command-top = the best paintings of the week
command-published = what you have published

button-publish = Publish
publish-question = Publish this painting? Anyone on the internet will be able to see it. This is what they will see:
publish-line-painting = • the painting: yes
publish-line-photo = • your photo: { $shown }
publish-line-style = • the style ({ $style }): { $shown }
publish-line-title = • title: { $title }
publish-untitled = none
publish-line-name = • your name: { $name }
publish-shown = yes; others may save it
publish-not-shown = no
publish-nameless = none
publish-way-back = You can take it back at any time, here or with /published: it disappears from our pages at once.
publish-approval = Before anyone sees it, our team will have a look.
button-show-photo = Show the photo
button-show-style = Show the style
button-show-title = Title: { $title }
button-show-name = With my name
button-give-name = Add a name
button-other-name = Another name
button-publish-now = Yes, publish it
button-publish-go-on = Continue
button-take-back = Take it back
button-show-painting = Show the painting
button-entry-page = Open its page
button-take-style = Style { $n }

ask-name = Under which name? Up to 32 letters, and everyone will see it. /cancel if you'd rather not.
name-unclear = A name can have up to 32 letters, no links and no special characters. Which name would you like?
name-kept = Your name is “{ $name }”.

publish-begun = It's being published; I'll let you know when it's there.
publish-public = Your painting is in the feed: { $link }
publish-awaiting = Your painting is ready for the feed. Our team will have a look first; I'll let you know.
publish-failed = Your painting couldn't be published: its pictures can't be read any more.
publish-taken-back = Taken back: nobody can see it any more.
publish-was-hidden = Your painting was removed from the feed: { $because }. Write to /paysupport if you think that's a mistake.
publish-not-there = This painting isn't in the feed.
publish-closed = There's no feed here at the moment. Your painting stays private.
publish-banned = You can't publish anything here any more. Write to /paysupport if you think that's a mistake.
publish-hidden = This painting was removed from the feed and can't be published again.
publish-enough = That's enough for today. You can publish more tomorrow.

published-title = These are in the feed. Choose a number to see one or take it back.
published-nothing = You haven't published anything yet. You'll find the “Publish” button below a finished painting.
published-preparing = being published
published-awaiting = waiting for our team's approval
published-public = public, { $n ->
    [one] { $n } like
   *[other] { $n } likes
}
published-hidden = hidden by us
published-taken-back = taken back

style-taken = Good choice! Now send me your photo.
style-gone = This style isn't public any more. You'll find others in /styles
liked = ♥

top-title = The best of the week.
top-line = { $place }. { $n ->
    [one] { $n } like
   *[other] { $n } likes
}
top-choose = Like one, or use its style for your own photo.
top-empty = There's nothing in the feed this week. Yours could be the first: you'll find the “Publish” button below a finished painting.
likes-came = { $n ->
    [one] One more person likes
   *[other] { $n } more people like
} what you have published: /published

wanted-name = I'm waiting for a name; /cancel if you'd rather not.

button-save-style = Save the style
button-saved = My styles
button-take-saved = Use this style
button-rename = Rename
button-drop-saved = Remove
button-liked-style = Style { $n }
saved-title = Style { $n }
saved-kept = The style is saved as “{ $title }”: /styles
saved-list = Your styles, page { $n }.
saved-choose = Choose one to use, rename or remove.
saved-none = You haven't saved any styles yet. You'll find the “Save the style” button below a finished painting.
saved-offer = You have saved some styles of your own.
saved-not-there = This style isn't among your saved ones.
saved-dropped = Removed. Paintings in this style stay.
saved-enough = You've saved as many styles as there is room for. Remove one first: /styles
saved-gallery = This style is one of ours: it's always in /styles.
ask-title = What should this style be called? Up to 32 letters. /cancel leaves it as it is.
title-unclear = A name can have up to 32 letters, no links and no special characters. What should the style be called?
wanted-title = I'm waiting for the name of a style; /cancel leaves it as it is.
liked-styles = The styles of paintings that you liked in the feed:
publish-not-art = Only pictures can be published.
