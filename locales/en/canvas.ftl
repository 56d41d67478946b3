# Canvases: from the order to the wall.

command-print = print a painting on canvas
command-orders = your canvas orders

canvas-closed = You can't order canvases here at the moment. Your painting stays in /history.
canvas-no-paintings = There's no painting to print yet. Let's make one!
canvas-paintings = Which one would you like on your wall?
canvas-which = Choose a number.
canvas-drafts = You already have several unfinished canvases. Finish or discard one of them first: /orders
canvas-sizes = Let's put it on canvas! Which size? The picture keeps its proportions: whatever doesn't fit is cropped, and you choose where.
canvas-size = { $format } cm · { $price }
button-canvas-drop = Discard this canvas
canvas-dropped = Discarded. Your painting stays in /history.
canvas-left = Fine, let's leave it there. You'll find the order in /orders.

canvas-look =
    This is how it would look: { $format } cm, edges { $wrap }.
    It costs { $price }. Adjust it until you like it.
wrap-mirrored = mirrored
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
button-canvas-size = ← Another size
button-canvas-next = I like it →
button-canvas-keep = Keep it →
canvas-said = So far: { $words }

canvas-ask-name = Who is it for? First and last name, please.
canvas-ask-phone = Which phone number can the carrier call?
canvas-ask-country = Which country is it going to?
canvas-ask-city = Which town or village?
canvas-ask-street = Street, house and flat?
canvas-ask-postcode = And the postcode?
canvas-ask-receipt = Where should we send the receipt? Please write an e-mail address. It's only used for receipts.
canvas-unclear-name = I need a name for the parcel, 2 to 120 letters. Could you try again?
canvas-unclear-phone = That doesn't look like a phone number. Please write it with its country code, such as +7 916 123-45-67.
canvas-unclear-city = I need the name of a town or village, 2 to 120 letters. Could you try again?
canvas-unclear-street = I need the street and house, 2 to 120 letters. Could you try again?
canvas-unclear-postcode = That isn't a postcode in this country. In Russia it has six digits, such as 101000.
wanted-address = I'm waiting for your answer about the canvas. /cancel keeps the order in /orders.
# What people write before the name of a city.
city-words = city town
country-ru = Russia
country-by = Belarus
country-kz = Kazakhstan
country-am = Armenia
country-kg = Kyrgyzstan
country-de = Germany
country-at = Austria
country-ch = Switzerland
country-fr = France
country-be = Belgium
country-nl = Netherlands
country-lu = Luxembourg
country-it = Italy
country-es = Spain
country-pt = Portugal
country-gb = United Kingdom
country-ie = Ireland
country-pl = Poland
country-cz = Czechia
country-sk = Slovakia
country-hu = Hungary
country-dk = Denmark
country-se = Sweden
country-no = Norway
country-fi = Finland
country-ee = Estonia
country-lv = Latvia
country-lt = Lithuania
country-us = United States
country-ca = Canada
country-br = Brazil
country-mx = Mexico
country-tr = Türkiye
country-ua = Ukraine
country-cn = China
country-jp = Japan
country-kr = South Korea
country-au = Australia

canvas-ways = How should we deliver it?
canvas-way = { $way } · { $price }
canvas-no-way = I'm sorry, we don't deliver to { $city }, { $country } yet. Do you have another address? If not, the order stays in /orders.
button-canvas-elsewhere = Another address
canvas-summary = Here's your order. Is everything right?
canvas-line = Canvas { $format } cm, edges { $wrap }: { $price }
canvas-to =
    To: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Total: { $price }
    This price is fixed once you pay.
canvas-asked-there = Telegram will ask for your address and the delivery method when you pay. The price is fixed from now on.
button-canvas-pay = Pay
button-canvas-look = ← Change the canvas
button-canvas-address = Change address
button-canvas-way = Change delivery
canvas-elsewhere = This order was set up to be paid in another of your chats. Pay it there, or cancel it in /orders and start again.

canvas-invoice-title = Canvas no. { $order }
canvas-invoice-description = Your painting printed on canvas and stretched on a frame. Delivery is extra, depending on the method you choose.
canvas-bill-description = Canvas no. { $order } with delivery
canvas-purchase-open = Canvas no. { $order } is waiting for you: pay on the page that opens, then come back here. I'll see it straight away.
canvas-purchase-paid = Paid: canvas no. { $order }.
checkout-not-delivered = We don't deliver there yet, or the address is incomplete. Please choose another one. Nothing was charged.
checkout-canvas-not-yours = This invoice belongs to someone else, or it has already been paid or cancelled. /orders shows yours. Nothing was charged.
checkout-canvas-price-changed = This isn't the amount we agreed on. Please open the invoice again from /orders. Nothing was charged.

orders-title = Your canvases:
orders-none = You haven't ordered a canvas yet. /print puts a painting on your wall.
order-unknown = I can't find this order among yours. /orders shows them.
order-line = No. { $order } · { $canvas } · { $stage } · { $date }
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
button-order-go-on = Continue →
button-order-cancel = Cancel the order
button-order-numbered = No. { $order }
button-order-numbered-go-on = Continue: no. { $order }
button-order-show = Show the order

order-paid = Thank you! Order no. { $order } was paid on { $date }. I'm now preparing your picture for the print shop.
order-in-production = Order no. { $order }: your canvas has been in production since { $date }.
order-shipped =
    Order no. { $order } has been on its way since { $date }.
    Tracking number: { $tracking }
order-delivered = Order no. { $order } arrived on { $date }. Enjoy it!
order-cancelled = Order no. { $order } was cancelled on { $date }. Nothing was charged.
order-refunded = Order no. { $order } was refunded on { $date }. It may take a few days for the money to reach your account.
order-paid-in-vain = We received a payment for order no. { $order } on { $date } that it no longer needed. You'll get it back automatically.
order-returned-in-vain = The extra payment for order no. { $order } was refunded on { $date }.
delete-orders = Canvases that you have paid for will still be made and delivered. For that I keep the picture and the address until they arrive, and not a day longer; but I won't be able to keep you posted.

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
sheet-resampled = painted at { $width } × { $height } pixels, then enlarged
sheet-name-label = Recipient
sheet-phone-label = Phone
sheet-address-label = Address
sheet-delivery-label = Delivery
sheet-millimetres = { $length } mm
sheet-legend = Red dashes: fold here.
sheet-legend-cut = Red dashes: fold here. Blue dashes: cut here.

# The proof and its news.
master-proof = Order no. { $order }: your picture is ready to print, { $format } cm. This is how it will look on the canvas, including the edges that are folded back. If something isn't right, write to /paysupport before the canvas goes into production.
master-proof-resampled = Order no. { $order }: your picture is ready to print, { $format } cm. The fine details were painted as far as time allowed; the last step to full size is an enlargement. This is how it will look on the canvas, including the edges that are folded back. If something isn't right, write to /paysupport before the canvas goes into production.
master-failed = Order no. { $order }: I tried several times to prepare your picture for the print shop, and it didn't work. That's our problem, not yours: we already know about it, and your money and your order are safe. If you'd rather not wait, write to /paysupport and we'll refund you.
