# Button labels: at most 40 characters once filled in.

button-start = 🎨 Ücretsiz tablo yap
button-start-paid = 🎨 { $price } krediye tablo yap
button-buy = Kredi al
button-quality = Boyut ve kalite
knob-painting-strength = Stil yoğunluğu
knob-painting-stroke = Fırça darbeleri
knob-painting-colours = Renklerim kalsın
button-swap = ⇄ Yer değiştir
button-add-second = + İkinci stil
button-drop-second = − İkinci stil
button-share = Karışım
button-discard = Baştan başla
button-back = ← Geri
button-premium-instead = { $price } krediye hemen Premium

button-gallery = Stilleri göster
button-recent-style = No. { $n }
button-as-photo = Fotoğraf bu
button-as-style = Stil bu
button-as-second = İkinci stil bu
button-as-nothing = Boş ver

button-cancel = İptal et
button-cancel-numbered = İptal et: no. { $n }

button-stronger = Stili artır
button-weaker = Stili azalt
button-other-style = Aynı fotoğraf, başka stil
button-other-photo = Aynı stil, başka fotoğraf
button-canvas = Kanvasa bastır
button-file = Dosya olarak
button-iteration = { $iteration } adım
button-new = Yeni tablo
button-earlier = Daha eskiler →

button-less-strength = Stil −
button-more-strength = Stil +
button-smaller-stroke = Darbeler −
button-larger-stroke = Darbeler +

button-delete = Evet, her şeyi sil
button-keep = Hayır, her şey kalsın

button-join = Evet, bağla
button-apart = Hayır, ayrı kalsınlar
button-drop-guide = − Resim
button-more-choices = Daha fazla →
button-add-guide = + Bir resim daha
button-as-guide = Buna benzesin
button-another-photo = Başka fotoğraf
