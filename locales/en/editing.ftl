# Editing a style.

button-edit-style = ✂ Edit the style
button-fewer-colours = Fewer colours
button-part = A part of it
button-remove-something = Remove something
button-put-back = Put it back
button-strokes = Brush strokes
button-make-wallpaper = 🧩 Make a wallpaper
button-edit-reset = As it was
button-edit-done = Done
button-edit-style-of = { $style }
button-drag-rectangle = Drag a rectangle
button-paint-over-here = Paint over it here
button-leave-it = Leave it in

editing-title = This is what I'll copy the style from.
editing-ask-colours = How many colours should the style have?
editing-ask-part = Which part of the style should I use?
editing-changed = Changed: { $edit }
editing-unchanged = Nothing has been changed so far.
editing-not-drawn = I couldn't draw a preview in time, but that's how I'll paint it.
editing-left = All right, the style stays as it is.

colours-all = all colours
colours-some = { $n ->
    [one] { $n } colour
   *[other] { $n } colours
}
part-whole = all of it
part-top = upper half
part-bottom = lower half
part-left = left half
part-right = right half
part-middle = the middle
edited-part-top = only the upper half
edited-part-bottom = only the lower half
edited-part-left = only the left half
edited-part-right = only the right half
edited-part-middle = only the middle
edited-part-rectangle = only a piece of it
edited-without = something removed
style-edited = { $style } ({ $edit })

ask-painted-over = Paint over what I shouldn't use, for instance in the photo editor of your app, and send me the picture. Any colour that stands out will do.
text-wants-painted-over = I'm waiting for the picture with something painted over. /cancel leaves the style as it is.
wanted-painted-over = Now I need the style with something painted over. /cancel leaves it as it is.
editing-other-shape = This picture isn't the same shape as the style. Please paint over the style itself, without cropping or turning it, and send it again. /cancel leaves the style as it is.
editing-nothing-removed = I can't find anything painted over in this picture. Use a thick brush and a colour that stands out, then send it again. /cancel leaves the style as it is.
editing-everything-removed = That would leave nothing of the style. Please keep more of it.
editing-too-small = This part is too small to paint from. Please choose a larger one.
editing-not-tried = I couldn't look at this picture just now. Please send it again.
gone-painted-over = The picture with something painted over has since been deleted, so the style is whole again. Press the button once more if that's fine.

site-edit = Changes to the style
