# Canvases: ordered, paid, told about until they hang on a wall.

command-print = print a painting on canvas
command-orders = your canvases and how far they are

canvas-closed = Canvases can't be ordered here for now. Your painting stays in /history.
canvas-no-paintings = There's no painting to print yet. Let's make one!
canvas-paintings = Which of these shall hang on your wall?
canvas-which = Choose a number.
canvas-drafts = Several canvases are begun already. Finish one of them or drop it: /orders
canvas-sizes = Let's put it on canvas! Which size? The picture keeps its proportions: what doesn't fit is cut off, and you choose where.
canvas-size = { $format } cm · { $price }
button-canvas-drop = Forget this canvas
canvas-dropped = Forgotten. Your painting stays in /history.
canvas-left = Fine, we'll leave it there. The order waits in /orders.

canvas-look =
    This is how it would hang: { $format } cm, edges { $wrap }.
    It costs { $price }. Move it until you like it.
wrap-mirrored = with the picture mirrored
wrap-stretched = in the picture's colours
wrap-white = white
button-shift-left = ← Left
button-shift-right = Right →
button-shift-up = ↑ Up
button-shift-down = ↓ Down
button-turn = ⟳ Turn the canvas
button-wrap-mirrored = Mirrored
button-wrap-stretched = Colour
button-wrap-white = White
button-canvas-size = ← Other size
button-canvas-next = I like it →
button-canvas-keep = Leave it so →
canvas-said = So far: { $words }

canvas-ask-name = Whom is it for? Write first and last name.
canvas-ask-phone = At which phone number can the carrier reach them?
canvas-ask-country = Which country does it go to?
canvas-ask-city = Which town or village?
canvas-ask-street = Street, house, flat?
canvas-ask-postcode = And the postcode?
canvas-ask-receipt = Where shall the receipt go? Please write an e-mail address. It's used for receipts only.
canvas-unclear-name = I need a name for the parcel, 2 to 120 letters. Once more, please?
canvas-unclear-phone = That's no phone number I understand. Please write it with the country's code, such as +7 916 123-45-67.
canvas-unclear-city = I need the name of a place, 2 to 120 letters. Once more, please?
canvas-unclear-street = I need street and house, 2 to 120 letters. Once more, please?
canvas-unclear-postcode = That's no postcode of this country. In Russia it has six digits, such as 101000.
wanted-address = I'm waiting for your answer about the canvas. /cancel leaves the order in /orders.
# What people write before the name of a city.
city-words = city town
country-ru = Russia
country-by = Belarus
country-kz = Kazakhstan
country-am = Armenia
country-kg = Kyrgyzstan

canvas-ways = How shall it travel?
canvas-way = { $way } · { $price }
canvas-no-way = I'm sorry: nobody delivers to { $city }, { $country } for us yet. Is there another address? Otherwise the order waits in /orders.
button-canvas-elsewhere = Another address
canvas-summary = Here's the whole order. All right?
canvas-line = Canvas { $format } cm, edges { $wrap }: { $price }
canvas-to =
    To: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Together: { $price }
    With the payment this price is fixed.
canvas-asked-there = Telegram asks for the address and the way of delivery while you pay. The price is fixed from now on.
button-canvas-pay = Pay
button-canvas-look = ← Change the canvas
button-canvas-address = Change address
button-canvas-way = Change delivery
canvas-elsewhere = This order was to be paid in another chat of yours. Pay it there, or cancel it in /orders and begin anew.

canvas-invoice-title = Canvas № { $order }
canvas-invoice-description = Your painting printed on canvas and stretched on a frame. Delivery comes on top, as you choose it.
canvas-bill-description = Canvas № { $order } with delivery
canvas-purchase-open = Canvas № { $order } is waiting for you: pay on the page that opens, then come back here. I'll see it at once.
canvas-purchase-paid = Paid: canvas № { $order }.
checkout-not-delivered = Nobody delivers there for us yet, or the address isn't complete. Please choose another one. Nothing was charged.
checkout-canvas-not-yours = This invoice is somebody else's, or it has been paid or cancelled already. /orders shows yours. Nothing was charged.
checkout-canvas-price-changed = This amount isn't the one we agreed on. Please open the invoice anew from /orders. Nothing was charged.

orders-title = Your canvases:
orders-none = You haven't ordered a canvas yet. /print puts a painting on your wall.
order-unknown = I don't find this order among yours. /orders shows them.
order-line = № { $order } · { $canvas } · { $stage } · { $date }
order-no-size = no size yet
order-tracking = Tracking number: { $tracking }
order-stage-draft = not finished
order-stage-confirmed = waiting for payment
order-stage-paid = paid
order-stage-in_production = being made
order-stage-shipped = on its way
order-stage-delivered = delivered
order-stage-cancelled = cancelled
order-stage-refunded = refunded
button-order-go-on = Go on →
button-order-cancel = Cancel the order
button-order-numbered = № { $order }
button-order-numbered-go-on = Go on: № { $order }
button-order-show = Show the order

order-paid = Thank you! Order № { $order } was paid on { $date }. Now I prepare your picture for the print shop.
order-in-production = Order № { $order }: your canvas is being made since { $date }.
order-shipped =
    Order № { $order } is on its way since { $date }.
    Tracking number: { $tracking }
order-delivered = Order № { $order } arrived on { $date }. May it hang well!
order-cancelled = Order № { $order } was cancelled on { $date }. Nothing was charged.
order-refunded = The money for order № { $order } was given back on { $date }. It takes a few days until the bank shows it.
order-paid-in-vain = Order № { $order } wasn't waiting for money any more when a payment came on { $date }. It goes back to you by itself.
order-returned-in-vain = The payment for order № { $order } that wasn't needed was given back on { $date }.
delete-orders = Canvases that you have paid for are still made and sent. For that I keep the picture and the address until they are there, and not a day longer; but I can't tell you about them any more.

# The sheet that goes to the print shop with a picture.
sheet-title = Canvas no. { $order }
sheet-face-label = Face
sheet-face = { $width } × { $height } mm
sheet-whole-label = Whole sheet
sheet-whole = { $width } × { $height } mm
sheet-wrap-label = Wrap
sheet-wrap = { $wrap } mm on each side, edges { $edge }
sheet-bleed-label = Bleed
sheet-bleed = { $bleed } mm on each side
sheet-file-label = File
sheet-file = { $width } × { $height } pixels, { $dpi } dpi, sRGB
sheet-resampled-label = Note
sheet-resampled = painted up to { $width } × { $height } pixels, enlarged from there
sheet-name-label = Recipient
sheet-phone-label = Phone
sheet-address-label = Address
sheet-delivery-label = Delivery
sheet-millimetres = { $length } mm
sheet-legend = Red dashes: fold here.
sheet-legend-cut = Red dashes: fold here. Blue dashes: cut here.

# The proof and the news about it.
master-proof = Order no. { $order }: your picture is ready to be printed, { $format } cm. This is how it goes onto the canvas, with the edges that are folded back. If something is not right, write to /paysupport before the canvas goes into production.
master-proof-resampled = Order no. { $order }: your picture is ready to be printed, { $format } cm. Fine details were painted as far as time allowed; the last step to the full size is an enlargement. This is how it goes onto the canvas, with the edges that are folded back. If something is not right, write to /paysupport before the canvas goes into production.
master-failed = Order no. { $order }: I have tried several times to make your picture ready for the print shop, and failed. That is our trouble, not yours: whoever answers for this house knows of it already, and your money and your order are safe. If you would rather not wait, write to /paysupport and the money goes back.
