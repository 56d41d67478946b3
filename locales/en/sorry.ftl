# Answers to things the bot can't use.

unusable-not-a-picture = I can't open this file as a picture. JPEG, PNG, WebP and similar formats are fine.
unusable-broken = This picture seems to be damaged. Could you send it again, or another one?
unusable-too-heavy = This file is too big for me. Could you send a smaller one?
unusable-too-large = This picture has more pixels than I can handle. Could you send a smaller one?
unusable-too-small = This picture is too small to paint from. Could you send a larger one?
unusable-flat = This picture has only one colour, so nothing of a photo would be left in it. I've kept what you sent before.
unusable-not-fetched = I couldn't download this picture. Could you send it again?
unusable-too-much-lately = In the last hour I've looked at as many large pictures from you, or from your network, as I can. I haven't opened this one. Please send it again in { $n ->
    [one] a minute
   *[other] { $n } minutes
}.
unusable-too-slow = It takes me too long to open this picture. Could you save it as an ordinary JPEG and send it again?
unusable-no-room = I have no space left for new pictures at the moment. Nothing that is being painted is lost: please send this one again later.
unusable-person-is-full = The pictures you sent before take up all the space I have for one person. From { $date }, I'll delete the oldest of them, and then there will be space for new ones.
unusable-network-is-full = A great many pictures have come from your network lately. Please send this one again on { $date }.
unusable-cut-short = This file arrived incomplete. Could you send it again?
unusable-rare-kind = I can't read this kind of picture file. Could you save it as an ordinary JPEG or PNG and send it again?
unusable-rare-heic = I can't read this kind of HEIC. On an iPhone, send it as a photo instead of a file, or choose Settings → Camera → Formats → Most Compatible and take it again.
unusable-empty = This file is empty. Could you send it again?
unusable-avif = This is an AVIF picture, and I can't read AVIF yet. Send it as a photo instead of a file, or save it as JPEG or PNG; a screenshot will do, too.
unusable-jpeg-xl = This is a JPEG XL picture, and I can't read those yet. Could you save it as JPEG or PNG?
unusable-jpeg-2000 = This is a JPEG 2000 picture, and I can't read those. Could you save it as JPEG or PNG?
unusable-camera-raw = This is a raw camera file. Could you send the JPEG that your camera or a photo app makes from it?
unusable-photoshop = This is a Photoshop document. Could you export it as JPEG or PNG?
unusable-svg = This is an SVG drawing. Could you save it as PNG?
unusable-pdf = This is a PDF. I need a picture: a screenshot of the page will do.
unusable-icon = This is an icon file. Could you send a picture in JPEG or PNG?
unusable-video = This is a video. I can paint from one frame of it: send me a screenshot.
unusable-film-too-long = This GIF or video is longer than { $n } seconds. Could you cut it, or send a shorter one?
unusable-film-too-heavy = This GIF or video has more than { $n } MB. Could you send a smaller one?
unusable-film-too-large = This GIF or video has too many pixels or frames for me. Could you send a smaller one? 1280 × 720 is fine.
unusable-film-too-small = This GIF or video is too small to paint from. Could you send a larger one?
unusable-film-other-kind = I can't read this kind of video. Could you save it as an MP4 (H.264) or as a GIF and send it again?
unusable-film-kind-not-here = I can't read this kind of video here. What works: MP4 with H.264, as most phones and messengers make it, GIF, and animated WebP and PNG.
unusable-film-no-picture = There's nothing to see in this file, only sound or nothing at all. Could you send another one?
unusable-film-broken = This GIF or video seems to be damaged. Could you send it again, or another one?
unusable-film-too-slow = It takes me too long to read this GIF or video. Could you send a shorter or smaller one?
unusable-audio = This is a sound file. I can't hear, I can only see: send me a picture.
unusable-web-page = This is a web page, not a picture. Open the picture itself, save it and send it to me.
unusable-text = This is text. I need a picture to paint from.
unusable-archive = This is an archive or a document. Could you take the picture out of it and send it by itself?

unsupported-sticker = Nice sticker, but I can't paint from it.
unsupported-voice = I can't hear, I can only see.
unsupported-video = This chat keeps videos to itself. Please send it as a file, or as a GIF.
unsupported-animation = This chat keeps that animation to itself. Please send it as a file.
film-as-still = It can't move in this chat, so here is a still from it.
unsupported-other = I don't know what to do with that.
unsupported-group = I paint for one person at a time: write to me in a private chat and send me two pictures.
