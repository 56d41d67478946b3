# The public pages: the front door, the paintings that people show, the styles.

site-name = Vernissage: your photo as a painting
site-promise = Your photo, painted in the style of any picture
site-about = Send a photo and a picture whose style you like, and watch the painting grow. Below is what others have made of theirs.
site-skip = To the paintings
site-pages = Pages
site-styles = Styles
site-chat = Paint
site-consent = Everything here was put up by whoever made it, and can be taken down again at any time.

site-door-web = Paint here
site-door-telegram = In Telegram
site-door-vk = In VK

site-walls = Which paintings
site-newest = Newest
site-best-day = Best of the day
site-best-week = Best of the week
site-best-month = Best of the month
site-works = Paintings
site-more = More paintings
site-more-styles = More styles
site-grown = More has been added below.
site-all-styles = All styles
site-nothing = Nothing has been shown here in this time.
site-begin = Paint one of your own

site-bare = The walls are still bare
site-bare-how = The first painting here could be yours. Which style shall it have?
site-welcome-painting = A cat, painted in the manner of Hokusai's Great Wave
site-welcome-photo = The photo of the cat that it was painted from

site-untitled = After a private picture
site-visitors-style = A visitor's picture
site-alt = A photo painted after: { $style }
site-nameless = Anonymous
site-house = The house
site-photo = The photo
site-before = Photo
site-after = Painting
site-slider = From the photo to the painting
site-slider-value = painting
site-how = Strength: { $strength }, strokes: { $stroke }
site-colours = Colours
site-colours-kept = from the photo
site-share-of-second = Second style
site-quality = Quality
site-like = Like
site-uses = { $n ->
    [one] Used once
   *[other] Used { $n } times
}
site-use = Paint in this style
site-use-how = Take a style, add a photo of yours, and see what becomes of it.
site-after-it = Painted after it
site-share = Show it to others
site-vk = VK
site-copy = Copy the link
site-copied = Copied
site-report = Something is wrong with this picture
site-report-why = What is it?
site-report-mine = It shows me, or it is my picture
site-report-indecent = It is indecent or hurts somebody
site-report-unlawful = It breaks the law
site-report-other = Something else
site-report-send = Tell the operator

site-done-reported = Thank you. The operator will look at it.
site-done-own = It is yours, so your own like doesn't count.
site-done-enough = That was a lot in a short time. Please try again later.
site-done-unknown = Your browser keeps no cookies, so likes can't be counted.

site-missing = There is nothing hanging here
site-missing-why = Perhaps it was taken down by whoever made it, or the link is cut short.
site-to-all = To all the paintings
