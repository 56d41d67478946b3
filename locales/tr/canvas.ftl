# Canvases: from the order to the wall.

command-print = bir tabloyu kanvasa bastırın
command-orders = kanvas siparişleriniz

canvas-closed = Şu sıralar buradan kanvas sipariş edilemiyor. Tablonuz /history içinde duruyor.
canvas-no-paintings = Henüz bastırılacak tablo yok. Haydi bir tane yapalım!
canvas-paintings = Duvarınızda hangisini görmek istersiniz?
canvas-which = Bir numara seçin.
canvas-drafts = Zaten yarım kalmış birkaç kanvasınız var. Önce birini tamamlayın ya da silin: /orders
canvas-sizes = Hadi kanvasa bastıralım! Hangi boyutta? Resmin oranları değişmez: sığmayan kısım kırpılır, nereden kırpılacağını siz seçersiniz.
canvas-size = { $format } cm · { $price }
button-canvas-drop = Bu kanvastan vazgeç
canvas-dropped = Bu kanvastan vazgeçtik. Tablonuz /history içinde duruyor.
canvas-left = Tamam, burada bırakalım. Siparişi /orders içinde bulursunuz.

canvas-look =
    Böyle görünecek: { $format } cm, kenarlar { $wrap }.
    Fiyatı { $price }. İçinize sinene kadar ayarlayın.
wrap-mirrored = resmin yansımasıyla
wrap-stretched = resmin renklerinde
wrap-white = beyaz
button-shift-left = ← Sola
button-shift-right = Sağa →
button-shift-up = ↑ Yukarı
button-shift-down = ↓ Aşağı
button-turn = ⟳ Kanvası döndür
button-wrap-mirrored = Yansıma
button-wrap-stretched = Renk
button-wrap-white = Beyaz
button-canvas-size = ← Başka boyut
button-canvas-next = Beğendim →
button-canvas-keep = Böyle kalsın →
canvas-said = Şu an yazan: { $words }

canvas-ask-name = Kimin için? Adı ve soyadı, lütfen.
canvas-ask-phone = Kurye hangi telefon numarasını arasın?
canvas-ask-country = Hangi ülkeye gidecek?
canvas-ask-city = Hangi şehir, ilçe ya da köy?
canvas-ask-street = Sokak, bina ve daire?
canvas-ask-postcode = Peki posta kodu?
canvas-ask-receipt = Makbuzu nereye gönderelim? Lütfen bir e-posta adresi yazın. Yalnızca makbuzlar için kullanılır.
canvas-unclear-name = Paket için 2 ile 120 harf arasında bir ad gerekiyor. Yeniden yazar mısınız?
canvas-unclear-phone = Bu bir telefon numarasına benzemiyor. Lütfen ülke koduyla yazın, örneğin +7 916 123-45-67.
canvas-unclear-city = 2 ile 120 harf arasında bir şehir, ilçe ya da köy adı gerekiyor. Yeniden yazar mısınız?
canvas-unclear-street = 2 ile 120 harf arasında sokak ve bina bilgisi gerekiyor. Yeniden yazar mısınız?
canvas-unclear-postcode = Bu ülkede böyle bir posta kodu yok. Rusya’da altı rakamlıdır, örneğin 101000.
wanted-address = Kanvasla ilgili yanıtınızı bekliyorum. /cancel siparişi /orders içinde saklar.
# What people write before the name of a city.
city-words = şehir kent
country-ru = Rusya
country-by = Belarus
country-kz = Kazakistan
country-am = Ermenistan
country-kg = Kırgızistan
country-de = Almanya
country-at = Avusturya
country-ch = İsviçre
country-fr = Fransa
country-be = Belçika
country-nl = Hollanda
country-lu = Lüksemburg
country-it = İtalya
country-es = İspanya
country-pt = Portekiz
country-gb = Birleşik Krallık
country-ie = İrlanda
country-pl = Polonya
country-cz = Çekya
country-sk = Slovakya
country-hu = Macaristan
country-dk = Danimarka
country-se = İsveç
country-no = Norveç
country-fi = Finlandiya
country-ee = Estonya
country-lv = Letonya
country-lt = Litvanya
country-us = ABD
country-ca = Kanada
country-br = Brezilya
country-mx = Meksika
country-tr = Türkiye
country-ua = Ukrayna
country-cn = Çin
country-jp = Japonya
country-kr = Güney Kore
country-au = Avustralya

canvas-ways = Nasıl teslim edelim?
canvas-way = { $way } · { $price }
canvas-no-way = Üzgünüm, şuraya henüz teslimat yapmıyoruz: { $city }, { $country }. Başka bir adresiniz var mı? Yoksa sipariş /orders içinde kalır.
button-canvas-elsewhere = Başka adres
canvas-summary = İşte siparişiniz. Her şey doğru mu?
canvas-line = Kanvas { $format } cm, kenarlar { $wrap }: { $price }
canvas-to =
    Alıcı: { $name }, +{ $phone }
    { $postcode }, { $country }, { $city }, { $street }
canvas-delivery = { $way }: { $price }
canvas-total =
    Toplam: { $price }
    Ödediğiniz anda fiyat sabitlenir.
canvas-asked-there = Telegram, ödeme sırasında adresinizi ve teslimat yöntemini soracak. Fiyat şu andan itibaren sabit.
button-canvas-pay = Öde
button-canvas-look = ← Kanvası değiştir
button-canvas-address = Adresi değiştir
button-canvas-way = Teslimatı değiştir
canvas-elsewhere = Bu sipariş başka bir sohbetinizde ödenmek üzere hazırlandı. Orada ödeyin ya da /orders içinde iptal edip yeniden başlayın.

canvas-invoice-title = Kanvas no. { $order }
canvas-invoice-description = Tablonuz kanvasa basılır ve şasiye gerilir. Teslimat, seçtiğiniz yönteme göre ayrıca ücretlendirilir.
canvas-bill-description = Kanvas no. { $order }, teslimat dahil
canvas-purchase-open = Kanvas no. { $order } sizi bekliyor: açılan sayfada ödeyin, sonra buraya dönün. Ödemeyi hemen görürüm.
canvas-purchase-paid = Ödendi: kanvas no. { $order }.
checkout-not-delivered = Oraya henüz teslimat yapmıyoruz ya da adres eksik. Lütfen başka bir adres seçin. Hesabınızdan para çekilmedi.
checkout-canvas-not-yours = Bu fatura başkasına ait ya da zaten ödenmiş veya iptal edilmiş. Sizinkiler: /orders. Hesabınızdan para çekilmedi.
checkout-canvas-price-changed = Bu, anlaştığımız tutar değil. Lütfen faturayı /orders içinden yeniden açın. Hesabınızdan para çekilmedi.

orders-title = Kanvaslarınız:
orders-none = Henüz kanvas sipariş etmediniz. /print ile duvarınıza bir tablo asın.
order-unknown = Bu siparişi sizinkiler arasında bulamıyorum. Siparişleriniz: /orders
order-line = No. { $order } · { $canvas } · { $stage } · { $date }
order-no-size = boyut seçilmedi
order-tracking = Takip numarası: { $tracking }
order-stage-draft = tamamlanmadı
order-stage-confirmed = ödeme bekliyor
order-stage-paid = ödendi
order-stage-in_production = üretiliyor
order-stage-shipped = yolda
order-stage-delivered = teslim edildi
order-stage-cancelled = iptal edildi
order-stage-refunded = para iade edildi
button-order-go-on = Devam →
button-order-cancel = Siparişi iptal et
button-order-numbered = No. { $order }
button-order-numbered-go-on = Devam: no. { $order }
button-order-show = Siparişi göster

order-paid = Teşekkürler! { $order } numaralı siparişin ödemesi { $date } tarihinde geldi. Şimdi resminizi baskıya hazırlıyorum.
order-in-production = Sipariş no. { $order }: kanvasınız { $date } tarihinden beri üretimde.
order-shipped =
    Sipariş no. { $order }, { $date } tarihinden beri yolda.
    Takip numarası: { $tracking }
order-delivered = Sipariş no. { $order }, { $date } tarihinde ulaştı. Güle güle kullanın!
order-cancelled = Sipariş no. { $order }, { $date } tarihinde iptal edildi. Hesabınızdan para çekilmedi.
order-refunded = Sipariş no. { $order }: ücreti { $date } tarihinde iade edildi. Paranın hesabınıza ulaşması birkaç gün sürebilir.
order-paid-in-vain = Sipariş no. { $order } için { $date } tarihinde gelen ödemeye artık gerek yoktu. Size otomatik olarak iade edilecek.
order-returned-in-vain = Sipariş no. { $order } için yapılan fazla ödeme { $date } tarihinde iade edildi.
delete-orders = Ödediğiniz kanvaslar yine de yapılıp teslim edilecek. Bunun için resmi ve adresi ulaşana kadar saklarım, bir gün bile fazla değil; ama size haber veremem.

# The sheet that goes to the print shop with a picture.
sheet-title = Kanvas no. { $order }
sheet-face-label = Ön yüz
sheet-face = { $width } × { $height } mm
sheet-whole-label = Tüm tabaka
sheet-whole = { $width } × { $height } mm
sheet-wrap-label = Kıvrım payı
sheet-wrap = her kenarda { $wrap } mm, kenarlar { $edge }
sheet-bleed-label = Taşma payı
sheet-bleed = her kenarda { $bleed } mm
sheet-file-label = Dosya
sheet-file = { $width } × { $height } piksel, { $dpi } dpi, sRGB
sheet-resampled-label = Not
sheet-resampled = { $width } × { $height } piksel olarak yapıldı, sonra büyütüldü
sheet-name-label = Alıcı
sheet-phone-label = Telefon
sheet-address-label = Adres
sheet-delivery-label = Teslimat
sheet-millimetres = { $length } mm
sheet-legend = Kırmızı kesikli çizgi: buradan katlayın.
sheet-legend-cut = Kırmızı kesikli çizgi: buradan katlayın. Mavi kesikli çizgi: buradan kesin.

# The proof and its news.
master-proof = Sipariş no. { $order }: resminiz baskıya hazır, { $format } cm. Arkaya katlanan kenarlarıyla birlikte kanvasta böyle görünecek. Doğru olmayan bir şey varsa kanvas üretime girmeden /paysupport ile yazın.
master-proof-resampled = Sipariş no. { $order }: resminiz baskıya hazır, { $format } cm. İnce ayrıntılar sürenin elverdiği kadar işlendi; tam boyuta son adım bir büyütmedir. Arkaya katlanan kenarlarıyla birlikte kanvasta böyle görünecek. Doğru olmayan bir şey varsa kanvas üretime girmeden /paysupport ile yazın.
master-failed = Sipariş no. { $order }: resminizi baskıya hazırlamayı birkaç kez denedim, olmadı. Bu sizin değil, bizim sorunumuz: haberimiz var, paranız ve siparişiniz güvende. Beklemek istemezseniz /paysupport ile yazın, paranızı iade edelim.
