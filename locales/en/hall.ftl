# The public pages: the front door, the paintings that people show, the styles.

hall-name = Vernissage: your photo as a painting
hall-promise = Your photo, painted in the style of any picture
hall-about = Send a photo and a picture whose style you like, and watch the painting grow. Below is what others have made of theirs.
hall-skip = To the paintings
hall-pages = Pages
hall-styles = Styles
hall-chat = Paint
hall-consent = Everything here was put up by whoever made it, and can be taken down again at any time.

hall-door-web = Paint here
hall-door-telegram = In Telegram
hall-door-vk = In VK

hall-walls = Which paintings
hall-newest = Newest
hall-best-day = Best of the day
hall-best-week = Best of the week
hall-best-month = Best of the month
hall-works = Paintings
hall-more = More paintings
hall-more-styles = More styles
hall-grown = More has been added below.
hall-all-styles = All styles
hall-nothing = Nothing has been shown here in this time.
hall-begin = Paint one of your own

hall-bare = The walls are still bare
hall-bare-how = The first painting here could be yours. Which style shall it have?
hall-welcome-painting = A cat, painted in the manner of Hokusai's Great Wave
hall-welcome-photo = The photo of the cat that it was painted from

hall-untitled = After a private picture
hall-visitors-style = A visitor's picture
hall-alt = A photo painted after: { $style }
hall-nameless = Anonymous
hall-house = The house
hall-photo = The photo
hall-before = Photo
hall-after = Painting
hall-slider = From the photo to the painting
hall-slider-value = painting
hall-how = Strength: { $strength }, strokes: { $stroke }
hall-colours = Colours
hall-colours-kept = from the photo
hall-share-of-second = Second style
hall-quality = Quality
hall-like = Like
hall-uses = { $n ->
    [one] Used once
   *[other] Used { $n } times
}
hall-use = Paint in this style
hall-use-how = Take a style, add a photo of yours, and see what becomes of it.
hall-after-it = Painted after it
hall-share = Show it to others
hall-vk = VK
hall-copy = Copy the link
hall-copied = Copied
hall-report = Something is wrong with this picture
hall-report-why = What is it?
hall-report-mine = It shows me, or it is my picture
hall-report-indecent = It is indecent or hurts somebody
hall-report-unlawful = It breaks the law
hall-report-other = Something else
hall-report-send = Tell the operator

hall-done-reported = Thank you. The operator will look at it.
hall-done-own = It is yours, so your own like doesn't count.
hall-done-enough = That was a lot in a short time. Please try again later.
hall-done-unknown = Your browser keeps no cookies, so likes can't be counted.

hall-missing = There is nothing hanging here
hall-missing-why = Perhaps it was taken down by whoever made it, or the link is cut short.
hall-to-all = To all the paintings
