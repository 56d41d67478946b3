# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = Send to a friend
inline-own-title = { $name }, { $date }
inline-caption = In the style of: { $style }
inline-by = { $title } ({ $name })
inline-take-style = Paint in this style
inline-make-own = Make one of your own
inline-see-entry = See it in the feed
inline-open-bot = Open the bot to paint your own

command-paint = answer a photo with a style and this caption
group-how = Reply to a photo with a second picture, the style, and write /paint as its caption.
group-not-now = I can't paint this for you right now: your free paintings for today are used up, or one is being painted. More in our private chat.
