# Answers to things the bot can't use.

unusable-not-a-picture = I can't open this file as a picture. JPEG, PNG, WebP and similar formats are fine.
unusable-broken = This picture seems to be damaged. Could you send it again, or another one?
unusable-too-heavy = This file is too big for me. Could you send a smaller one?
unusable-too-large = This picture has more pixels than I can handle. Could you send a smaller one?
unusable-too-small = This picture is too small to paint from. Could you send a larger one?
unusable-flat = This picture has only one colour: nothing of a photo would be left in it. I keep what you sent before.
unusable-not-fetched = I couldn't download this picture. Could you send it again?

unsupported-sticker = Nice sticker, but I can't paint from it.
unsupported-voice = I can't hear, I can only see.
unsupported-video = Videos move too fast for my brush.
unsupported-animation = Animations move too fast for my brush.
unsupported-other = I don't know what to do with that.
unsupported-group = I paint for one person at a time: write to me in a private chat and send me two pictures.
