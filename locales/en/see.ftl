# The order of a sheet in the chat.

command-see = what the machine sees in your photo
button-make-sight = 🔍 What do you see?
ask-photo-any-sight = Which photo would you like me to look at?

summary-title-sight = Let me look. Ready to start?
button-start-sight = 🔍 Look, free
no-free-left-sight = { $n ->
    [0] I'm not looking at photos at the moment.
   *[other] I've looked at enough photos for today. The next one is free in about { $span }.
}
progress-running-sight = Looking: { $percent } %
delivered-title-sight = This is what I see.
delivered-file-sight = The sheet in full quality.

button-dream-of-it = Dream of it

site-kind-sight = See what the machine sees.
site-about-kind-sight = What is in your photo, where it looks, the lines it goes by, and what its layers dream of.
