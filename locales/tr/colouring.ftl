# Colouring of grey photos.

command-colour = siyah beyaz bir fotoğrafı renklendirin
button-make-colouring = 🌈 Renklendir
ask-photo-any-colouring = Hangi siyah beyaz fotoğrafı renklendireyim?
ask-guide-colouring = Renkleri hangi resme benzesin? En iyisi, benzer bir şeyin renkli fotoğrafıdır: aynı türden bir yer, ışık ya da insanlar. Bir tane gönderin ya da benimkilerden seçin.
third-picture-colouring = Fotoğraf zaten bende. Bu resim ne olsun?
button-as-guide-colouring = Renklerini al
button-add-guide-colouring = + Bir resmin renkleri

grey-photo = Bu, siyah beyaza benziyor. Renklendireyim mi, yoksa tablo mu yapayım?
button-paint-grey = 🎨 Tablo yap

knob-colouring-amount = Renk miktarı
line-colouring-amount = Renk: { $choice }
line-guide-colouring = Renklerin kaynağı: { $picture }
menu-colouring-amount = Ne kadar renk olsun?

choice-colouring-amount-less = az
choice-colouring-amount-usual = her zamanki gibi
choice-colouring-amount-more = bol

summary-title-colouring = Fotoğrafınıza renk geliyor. Başlayalım mı?
note-without-guide-colouring = Gerçek renkleri bilmiyorum, tahmin ediyorum. Gökyüzü, çimen, ağaçlar ve taş çoğunlukla tutar. Ten, saç ve en çok da giysiler tahmindir; onları sakin tutarım. Benzer bir şeyin renkli fotoğrafı işe yarar: aşağıdaki düğmeyle ekleyin.
note-has-colours-colouring = Fotoğrafınızın kendi renkleri var. Onları bırakıp yenilerini bulacağım.
button-start-colouring = 🌈 Ücretsiz renklendir
button-start-paid-colouring = 🌈 { $price } krediye renklendir
no-free-left-colouring = { $n ->
    [0] Renklendirme birkaç krediye yapılıyor.
    [one] Bugünkü ücretsiz renklendirme hakkınızı kullandınız. Sıradaki ücretsiz renklendirme yaklaşık { $span } sonra.
   *[other] Bugünkü { $n } ücretsiz renklendirme hakkınızı kullandınız. Sıradaki ücretsiz renklendirme yaklaşık { $span } sonra.
}
progress-running-colouring = Renklendiriyorum: %{ $percent }
delivered-title-colouring = Fotoğrafınız artık renkli!
delivered-file-colouring = Fotoğrafın tam kaliteli hali. Işık ve gölgesi tıpatıp sizinkiyle aynı.
gone-guide-colouring = Renklerini seçtiğiniz resim bu arada silindi. Onsuz da devam edebilirim: düğmeye yeniden basın ya da resmi bir daha gönderin.

button-more-colour = Daha çok renk
button-less-colour = Daha az renk
button-colour-like = Başka bir resim gibi
most-colour = Verebileceğim en çok renk bu kadar.
least-colour = Verebileceğim en az renk bu kadar.

site-untitled-colouring = Renklendirilmiş bir fotoğraf
site-kind-colouring = Eski bir fotoğrafa renklerini verin.
site-about-kind-colouring = Ağ, renkleri fotoğrafta görünenlerden tahmin eder ya da sizin bir resminizden alır. Fotoğrafın bütün ışığı ve gölgesi olduğu gibi kalır.

plan-free-colouring = Ücretsiz, en çok { $size } px
plan-premium-colouring = Premium, en çok { $size } px
