# The order of a sheet in the chat.

command-see = was die Maschine in deinem Foto sieht
button-make-sight = 🔍 Was siehst du?
ask-photo-any-sight = Welches Foto soll ich mir ansehen?

summary-title-sight = Ich schaue es mir an. Kann es losgehen?
button-start-sight = 🔍 Gratis ansehen
no-free-left-sight = { $n ->
    [0] Ich sehe mir zurzeit keine Fotos an.
   *[other] Für heute habe ich mir genug Fotos angesehen. Das nächste ist in etwa { $span } gratis.
}
progress-running-sight = Ich schaue: { $percent } %
delivered-title-sight = Das sehe ich.
delivered-file-sight = Das Blatt in voller Qualität.

button-dream-of-it = Davon träumen

site-kind-sight = Sieh, was die Maschine sieht.
site-about-kind-sight = Was auf deinem Foto ist, wohin das neuronale Netz schaut, auf welche Linien es achtet und wovon seine Schichten träumen.
