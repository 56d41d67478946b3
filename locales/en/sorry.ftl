# Answers to what the bot can't use.

unusable-not-a-picture = I can't open this file as a picture. JPEG, PNG, WebP and their kind are fine.
unusable-broken = This picture seems to be damaged. Could you send it again, or another one?
unusable-too-heavy = This file is too heavy for me. Could you send it smaller?
unusable-too-large = This picture has more pixels than I can hold. Could you send it smaller?
unusable-too-small = This picture is too small to paint anything from. Could you send a larger one?
unusable-not-fetched = I couldn't get hold of this picture. Could you send it again?

unsupported-sticker = A nice sticker, but I can't paint from it.
unsupported-voice = I can't listen, I only look.
unsupported-video = Videos move too fast for my brush.
unsupported-animation = Moving pictures are too quick for my brush.
unsupported-other = I don't know what to do with this.
unsupported-group = I paint for one person at a time: write to me in a chat of our own, and send me two pictures.
