# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage: your photo as a painting
site-promise = Your photo, painted in the style of any picture
site-about = Send a photo and a picture whose style you like, and watch the painting grow. See what other people have made.
site-skip = Skip to the paintings
site-pages = Pages
site-styles = Styles
site-chat = Paint
site-consent = Everything here was published by the person who made it, who can take it down again at any time.

site-link-web = Paint here
site-link-telegram = In Telegram
site-link-vk = In VK
site-link-max = In MAX

site-walls = Which paintings to show
site-newest = Newest
site-best-day = Best of the day
site-best-week = Best of the week
site-best-month = Best of the month
site-works = Paintings
site-more = More paintings
site-more-styles = More styles
site-grown = More have been added below.
site-all-styles = All styles
site-nothing = Nothing was published here in this period.
site-begin = Paint your own

site-bare = The walls are still bare
site-bare-how = The first painting here could be yours. Which style would you like?
site-welcome-painting = A cat, painted in the style of Hokusai's Great Wave
site-welcome-photo = The photo of the cat that it was painted from

site-untitled = In a private style
site-visitors-style = A visitor's picture
site-alt = A photo painted in the style of: { $style }
site-nameless = Anonymous
site-showcase = Painted by Vernissage
site-photo = The photo
site-before = Photo
site-after = Painting
site-slider = From the photo to the painting
site-slider-value = painting
site-share-of-second = Second style
site-quality = Quality
site-like = Like
site-uses = { $n ->
    [one] Used once
   *[other] Used { $n } times
}
site-use = Paint in this style
site-use-how = Pick a style, add your photo, and see what comes of it.
site-after-it = Painted in this style
site-share = Share it
site-vk = VK
site-copy = Copy link
site-copied = Copied
site-report = Report this picture
site-report-why = What is wrong with it?
site-report-mine = It shows me, or it is my picture
site-report-indecent = It is indecent or hurts someone
site-report-unlawful = It breaks the law
site-report-other = Something else
site-report-send = Send the report

site-done-reported = Thank you. We'll have a look at it.
site-done-own = It's your own painting, so your like doesn't count.
site-done-enough = That was a lot in a short time. Please try again later.
site-done-unknown = Your browser keeps no cookies, so likes can't be counted.

site-missing = There is nothing here
site-missing-why = Perhaps the person who made it has taken it down, or the link is incomplete.
site-to-all = All paintings
