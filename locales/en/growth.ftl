# Films about a finished piece: how it was painted, and the zoom into a dream.

button-growth = 🎬 How it was painted
button-zoom = 🎬 Zoom in
delivered-title-growth = How it was painted: from your photo to the painting.
delivered-title-zoom = Into the dream.
progress-running-growth = Putting the film together: { $percent } %
progress-running-zoom = Diving into the dream: { $percent } %
no-free-left-growth = { $n ->
    [0] I'm not making these films at the moment.
   *[other] That was enough films for today. The next one is free in about { $span }.
}
no-free-left-zoom = { $n ->
    [0] I'm not zooming into dreams at the moment.
   *[other] That was enough zooming for today. The next one is free in about { $span }.
}
film-being-made = The film is on its way:
film-picture-gone = The picture that this dream was made towards has since been deleted, so I can't dream on.
film-picture-gone-growth = The photo has since been deleted, so I can't show how it was painted.

button-publish-film = Publish with the film
publish-line-film = • the film: { $shown }
publish-line-film-growth = • how it was painted, a film that shows your photo: { $shown }
button-show-film = Show the film
button-show-film-growth = Show how it was painted
button-add-film = Show the film, too
button-add-film-growth = Add the film that shows my photo
film-added = The film is being added; it will be on the painting's page in a moment.
site-film = Play the film
